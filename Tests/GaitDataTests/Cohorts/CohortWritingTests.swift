import Foundation
import GaitData
import GaitRecords
import XCTest

/// What the cohorts write reads back as what they are, and says that nobody was measured.
final class CohortWritingTests: XCTestCase {
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("gait-cohort-" + UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private func assertSame(
    _ a: SampledSignal?, _ b: SampledSignal?, accuracy: Float = 0, _ name: String,
    line: UInt = #line
  ) throws {
    let (a, b) = (try XCTUnwrap(a), try XCTUnwrap(b))
    XCTAssertEqual(a.samples.count, b.samples.count, name, line: line)
    for (x, y) in zip(a.samples, b.samples) where !(x.isNaN && y.isNaN) {
      // A written number is read to the last bit or, where units change, nearly so.
      guard abs(x - y) <= accuracy + 3e-7 * abs(x) else {
        return XCTFail("\(name): \(x) is not \(y)", line: line)
      }
    }
  }

  private func assertDeclared(_ folder: URL, _ manifest: CohortManifest) throws {
    let notice = try String(
      contentsOf: folder.appendingPathComponent("SYNTHETIC.txt"), encoding: .utf8)
    XCTAssert(notice.contains("Nobody was measured"))
    XCTAssertEqual(try CohortManifest(folder: folder), manifest)
    XCTAssert(manifest.synthetic)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    for name in names where name.hasSuffix(".csv") {
      let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      for row in text.split(separator: "\n").dropFirst() {
        XCTAssert(row.contains("SYN-"), "\(name): \(row.prefix(40))")
      }
    }
  }

  func testTheAnkleCohortReadsBack() throws {
    try withFolder { folder in
      let cohort = AnkleCohort(seed: 3, patientCount: 4, visitCount: 2, strideCount: 2)
      try cohort.write(to: folder)
      try assertDeclared(folder, cohort.manifest)
      XCTAssertEqual(cohort.manifest.bestPossible["progress_r2"] ?? 0, 0.92, accuracy: 0.01)
      for patient in cohort.patients {
        for visit in patient.record.visits.indices {
          guard let walk = cohort.insoles(ofPatient: patient.index, visit: visit) else { continue }
          let file = folder.appendingPathComponent("insoles/\(walk.name).txt")
          let (read, _) = try OpenGoRecording.read(file)
          for side in Side.allCases {
            let (own, other) = (walk.insole(side), read.insole(side))
            try assertSame(own?.sensors, other?.sensors, "pressure")
            try assertSame(own?.totalForce, other?.totalForce, "force")
            try assertSame(own?.acceleration, other?.acceleration, accuracy: 1e-6, "acceleration")
            try assertSame(own?.angularRate, other?.angularRate, accuracy: 1e-6, "rate")
          }
        }
      }
      let visits = try DelimitedTable(
        contentsOf: folder.appendingPathComponent("visits.csv"),
        textColumns: .named(["participant", "insoles"]))
      XCTAssertEqual(visits.rowCount, cohort.patients.flatMap(\.record.visits).count)
      let scores = try visits.numbers("aofas")
      let expected = cohort.patients.flatMap { $0.record.scores(.aofas) }
      for (score, own) in zip(scores, expected) {
        if let own { XCTAssertEqual(score, own) } else { XCTAssert(score.isNaN) }
      }
      let outcomes = try DelimitedTable(
        contentsOf: folder.appendingPathComponent("outcomes.csv"),
        textColumns: .named(["participant"]))
      for (value, patient) in zip(try outcomes.numbers("progress"), cohort.patients) {
        if let own = patient.outcome.progress {
          XCTAssertEqual(value, own)
        } else {
          XCTAssert(value.isNaN)
        }
      }
    }
  }

  func testTheWalkingCohortReadsBackAsAWalkingFolder() throws {
    try withFolder { folder in
      let cohort = WalkingCohort(
        seed: 3, subjectCount: 2, conditions: [.level(1.2), .stairs(up: true)], durationS: 2)
      try cohort.write(to: folder)
      try assertDeclared(folder, cohort.manifest)
      let (trials, _) = try WalkingFolder(folder).read()
      let walks = try cohort.walks()
      XCTAssertEqual(trials.map(\.name), walks.map(\.trial.name))
      for (trial, walk) in zip(trials, walks) {
        let own = walk.layoutTrial
        XCTAssertEqual(trial.participant, own.participant)
        XCTAssertEqual(trial.anthropometry, own.anthropometry)
        try assertSame(trial.motion.jointAngles, own.motion.jointAngles, "angles")
        try assertSame(trial.motion.jointMoments, own.motion.jointMoments, "moments")
        try assertSame(trial.motion.groundReaction, own.motion.groundReaction, "forces")
        try assertSame(trial.motion.jointCentres, own.motion.jointCentres, "centres")
        try assertSame(trial.emg?.signal, own.emg?.signal, "EMG")
        XCTAssertEqual(trial.events.count, own.events.count)
      }
    }
  }

  func testStridesReadBackInGaitPDBsLayout() throws {
    try withFolder { folder in
      let strides = AnkleStrides(seed: 3, patientCount: 3, strideCount: 3)
      try strides.write(to: folder)
      try assertDeclared(folder, strides.manifest)
      let reading = try GaitPDBFolder(folder).read()
      XCTAssertEqual(reading.walks.count, 3)
      for (walk, own) in zip(reading.walks, strides.walks) {
        XCTAssertEqual(walk.participant, own.participant)
        try assertSame(walk.insole(.left)?.sensors, own.insole(.left)?.sensors, "forces")
        try assertSame(walk.insole(.right)?.totalForce, own.insole(.right)?.totalForce, "total")
      }
    }
  }

  func testTheStrokeCohortWritesSignalsAndPictures() throws {
    try withFolder { folder in
      let cohort = StrokeCohort(seed: 3, patientCount: 2)
      try cohort.write(to: folder)
      try assertDeclared(folder, cohort.manifest)
      for patient in cohort.patients {
        let name = patient.participant.rawValue
        let signals = try cohort.signals(ofPatient: patient.index)
        let table = try DelimitedTable(
          contentsOf: folder.appendingPathComponent("signals/\(name)_eeg250Hz.csv"))
        let own = signals.eeg.values(ofChannel: 0)
        XCTAssertEqual(try table.numbers("EEG_C3_V").map { Float($0) }, own)
        let picture = try Data(
          contentsOf: folder.appendingPathComponent("images/\(name).pgm"))
        let pixels = cohort.image(ofPatient: patient.index).pixels
        XCTAssertEqual(picture.suffix(64 * 64).map { Float($0) / 255 }, pixels)
      }
    }
  }

  func testTheMeanStrideHasTheLoadOfAStance() throws {
    let cohort = AnkleCohort(seed: 3, patientCount: 30, missing: .nothing)
    for patient in 0..<30 {
      let stride = try XCTUnwrap(cohort.meanStride(ofPatient: patient, visit: 5))
      XCTAssertEqual(stride.frameCount, 100)
      XCTAssertEqual(stride.channelCount, AnkleCohort.strideChannelCount)
      XCTAssert(stride.values.allSatisfy(\.isFinite))
      // The sound foot's total force: a stance first, then a swing without load.
      let force = (0..<100).map { stride[$0, 25 + 16] }
      XCTAssertGreaterThan(force[5..<55].max() ?? 0, 0.7)
      XCTAssertLessThan(force[80..<95].max() ?? 9, 0.1)
    }
  }
}
