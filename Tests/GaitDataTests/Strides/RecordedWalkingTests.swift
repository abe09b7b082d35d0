import Foundation
import GaitData
import GaitRecords
import GaitSignal
import XCTest

/// Gait analysis of recordings of people; every test prints what it found.
final class RecordedWalkingTests: XCTestCase {
  private func recordings(_ folder: String) throws -> URL {
    guard let root = ProcessInfo.processInfo.environment["GAIT_DATA"] else {
      throw XCTSkip("set GAIT_DATA to the folder of real recordings to run this test")
    }
    return URL(fileURLWithPath: root).appendingPathComponent(folder)
  }

  private func rounded(_ value: Double, _ digits: Int = 2) -> String {
    String(format: "%.\(digits)f", value)
  }

  func testInsolesOfParkinsonPatientsAndControlsShowPlausibleWalking() throws {
    let folder = GaitPDBFolder(try recordings("gaitpdb"))
    let (walks, participants, _) = try folder.read()
    let isPatient = Dictionary(
      participants.map { ($0.id, $0.hasParkinson) }, uniquingKeysWith: { first, _ in first })
    var (usable, rejected) = (0, [StrideRejection: Int]())
    var (stances, cadences, curves, names) = ([Double](), [Double](), [[Double]](), [String]())
    var variability: [Bool: [Double]] = [:]
    for walk in walks {
      let strides = try XCTUnwrap(try WalkStrides(walk))
      for side in Side.allCases {
        usable += strides[side].cycles.count
        rejected.merge(strides[side].rejectionCounts, uniquingKeysWith: +)
        let force = try XCTUnwrap(walk.insole(side)?.totalForceOrSum())
        curves += try CycleNormalizer().curves(
          of: force.samples.map(Double.init), sampleRateHz: force.sampleRateHz,
          startTimeS: force.startTimeS, cycles: strides[side].cycles)
        names += strides[side].cycles.map { _ in walk.participant.rawValue }
      }
      let parameters = strides.parameters
      stances.append(parameters.meanOfFeet(\.stancePercent))
      cadences.append(parameters.cadencePerMinute)
      if let group = isPatient[walk.participant] ?? nil {
        variability[group, default: []].append(parameters.variability(\.swingS) * 1000)
      }
    }
    let stance = SampleMoments(stances)
    let cadence = SampleMoments(cadences)
    let ensemble = try EnsembleCurve(curves: curves, subjects: names)
    let patients = SampleMoments(variability[true] ?? []).mean
    let controls = SampleMoments(variability[false] ?? []).mean
    let summary: [String] = [
      "gaitpdb: \(walks.count) walks, \(usable) strides, rejected \(rejected); stance",
      rounded(stance.mean), "+-", rounded(stance.deviation), "%, cadence", rounded(cadence.mean),
      "+-", rounded(cadence.deviation), "/min; swing variability patients", rounded(patients),
      "ms, controls", rounded(controls), "ms; ensemble of \(ensemble.subjects.count) people",
    ]
    print(summary.joined(separator: " "))
    XCTAssertGreaterThan(usable, walks.count * 12)
    XCTAssertLessThan(
      rejected.filter { $0.key != .crossesTrialEnd }.values.reduce(0, +), usable / 20)
    XCTAssertEqual(stance.mean, 62, accuracy: 4)
    XCTAssertEqual(cadence.mean, 108, accuracy: 10)
    XCTAssert(stances.allSatisfy { (50...80).contains($0) }, "\(stances.sorted())")
    XCTAssert(cadences.allSatisfy { (70...150).contains($0) }, "\(cadences.sorted())")
    // Loaded early in the cycle, unloaded in swing.
    XCTAssertGreaterThan(ensemble.mean[15], 10 * ensemble.mean[85])
  }

  func testPlateContactsAgreeWithTheLaboratorysEvents() throws {
    let (trials, _) = try WalkingFolder(try recordings("biomechzoo-gait")).read()
    var (strikes, offs) = ([Double](), [Double]())
    for trial in trials {
      for plate in trial.forcePlates {
        let width = plate.signal.channelCount
        // The plates' z axis points down.
        let force = (0..<plate.signal.frameCount).map {
          -Double(plate.signal.samples[$0 * width + 2])
        }
        let contacts = try ForceContactDetector().contacts(
          verticalForceN: force, sampleRateHz: plate.signal.sampleRateHz,
          startTimeS: plate.signal.startTimeS)
        for contact in contacts {
          func distance(_ time: Double?, _ kind: GaitEvent.Kind) -> Double? {
            guard let time else { return nil }
            return trial.events.filter { $0.kind == kind }.map { $0.timeS - time }
              .min { abs($0) < abs($1) }
          }
          if let strike = distance(contact.initialContactS, .footStrike) { strikes.append(strike) }
          if let off = distance(contact.footOffS, .footOff) { offs.append(off) }
        }
      }
    }
    let near = strikes.filter { abs($0) <= 0.03 }.count
    let nearOff = offs.filter { abs($0) <= 0.03 }.count
    print(
      "biomechzoo-gait: \(trials.count) trials, \(near) of \(strikes.count) initial contacts and "
        + "\(nearOff) of \(offs.count) foot-offs within 30 ms of an event; mean difference "
        + "\(rounded(SampleMoments(strikes).mean * 1000)) and "
        + "\(rounded(SampleMoments(offs).mean * 1000)) ms")
    XCTAssertGreaterThan(strikes.count, 20)
    XCTAssertGreaterThan(Double(near), 0.8 * Double(strikes.count))
    XCTAssertGreaterThan(Double(nearOff), 0.8 * Double(offs.count))
  }

  func testStridesOfTheLaboratorysEventsArePlausible() throws {
    let (trials, _) = try WalkingFolder(try recordings("biomechzoo-gait")).read()
    var (usable, rejected, stances) = (0, [StrideRejection: Int](), [Double]())
    for trial in trials {
      let strides = WalkStrides(trial)
      for side in Side.allCases {
        usable += strides[side].cycles.count
        rejected.merge(strides[side].rejectionCounts, uniquingKeysWith: +)
        stances += strides[side].cycles.compactMap(\.footOffPercent)
      }
    }
    let stance = SampleMoments(stances)
    print(
      "biomechzoo-gait events: \(usable) strides, rejected \(rejected), stance "
        + "\(rounded(stance.mean)) +- \(rounded(stance.deviation)) %")
    XCTAssertGreaterThan(usable, 40)
    XCTAssertEqual(stance.mean, 60, accuracy: 3)
  }

  func testGroundReactionsOfAdultsGiveStanceAndBodyWeight() throws {
    let folder = try recordings("nimble-grf-ik/arnold2013")
    for subject in ["subject01", "subject02", "subject04", "subject19"] {
      let url = folder.appendingPathComponent("\(subject)/grf.mot")
      let (table, _) = try OpenSimTable.read(url)
      let rate =
        Double(table.times.count - 1) / (table.times[table.times.count - 1] - table.times[0])
      func contacts(_ side: String) throws -> ([FootContact], [Double]) {
        let force = try XCTUnwrap(table.values(of: "ground_force_\(side)_vy"))
        let found = try ForceContactDetector().contacts(
          verticalForceN: force, sampleRateHz: rate, startTimeS: table.times[0])
        return (found, force)
      }
      let (left, leftForce) = try contacts("l")
      let (right, rightForce) = try contacts("r")
      let strides = WalkStrides(
        participant: ParticipantID(subject), left: left, right: right,
        span: table.times[0]...table.times[table.times.count - 1])
      let total = SampleMoments(zip(leftForce, rightForce).map(+))
      let durations = (left + right).compactMap(\.durationS).map { rounded($0) }
      let summary: [String] = [
        subject, "left", strides.left.description, "right", strides.right.description,
        "mean force", rounded(total.mean, 0), "N, stances", durations.joined(separator: " "),
      ]
      print(summary.joined(separator: " "))
      for contact in left + right {
        guard let duration = contact.durationS else { continue }
        XCTAssert((0.5...1.3).contains(duration), "\(subject): a stance of \(duration) s")
      }
      for cycle in strides.left.cycles + strides.right.cycles {
        XCTAssertEqual(try XCTUnwrap(cycle.footOffPercent), 62, accuracy: 8)
      }
    }
  }

  func testPlatesUnderAnAdultShowAnMShapedStance() throws {
    let folder = try recordings("nimble-grf-ik/opencap-subject4")
    var (humps, stances) = (0, 0)
    for trial in ["walking1", "walking2", "walking4"] {
      let url = folder.appendingPathComponent("\(trial)_grf.mot")
      let (table, _) = try OpenSimTable.read(url)
      for plate in 1...2 {
        let force = try XCTUnwrap(table.values(of: "ground_force_\(plate)_vy"))
        for contact in try ForceContactDetector().contacts(verticalForceN: force, sampleRateHz: 100)
        {
          guard let start = contact.initialContactS, let end = contact.footOffS else { continue }
          let span = Int((start * 100).rounded())...Int((end * 100).rounded())
          let stance = try StanceForce(Array(force[span]), sampleRateHz: 100)
          stances += 1
          humps += stance.valley == nil ? 0 : 1
          let summary: [String] = [
            trial, "plate \(plate): loading", rounded(stance.loadingPeak?.force ?? .nan, 0),
            "valley", rounded(stance.valley?.force ?? .nan, 0),
            "push-off", rounded(stance.pushOffPeak?.force ?? .nan, 0),
            "N, rate", rounded(stance.loadingRate ?? .nan, 0),
            "N/s, impulse", rounded(stance.impulse), "N s",
          ]
          print(summary.joined(separator: " "))
        }
      }
    }
    print("opencap-subject4: \(humps) of \(stances) whole stances have two peaks")
    XCTAssertGreaterThan(stances, 2)
    XCTAssertEqual(humps, stances)
  }

  func testTheLoadingPeakGrowsWithSpeed() throws {
    let folder = try recordings("vgrf-speed")
    let sheet = try DelimitedTable(contentsOf: folder.appendingPathComponent("speeds.csv"))
    let subjects = try sheet.numbers("subject")
    let speeds = try sheet.numbers("speed_m_s")
    for subject in [0, 1, 2, 4, 5, 6, 7, 9] {
      let name = String(format: "ex_grf_subj%03d.npy", subject)
      let bytes = try Data(contentsOf: folder.appendingPathComponent(name))
      // 60 x 101 doubles stand at the file's end.
      let start = bytes.count - 60 * 101 * 8
      let values = (0..<60 * 101).map { index -> Double in
        let place = bytes.startIndex + start + index * 8
        return bytes[place..<place + 8].withUnsafeBytes { $0.loadUnaligned(as: Double.self) }
      }
      let own = zip(subjects, speeds).filter { $0.0 == Double(subject) }.map(\.1)
      XCTAssertEqual(own.count, 60)
      var pairs: [(speed: Double, peak: Double)] = []
      for (trial, speed) in own.enumerated() {
        let curve = Array(values[trial * 101..<(trial + 1) * 101])
        let stance = try StanceForce(curve, sampleRateHz: 100)
        if let peak = stance.loadingPeak { pairs.append((speed, peak.force)) }
      }
      let x = SampleMoments(pairs.map(\.speed))
      let y = SampleMoments(pairs.map(\.peak))
      let product = pairs.reduce(0) { $0 + ($1.speed - x.mean) * ($1.peak - y.mean) }
      let correlation = product / Double(pairs.count - 1) / (x.deviation * y.deviation)
      print(
        "vgrf-speed subject \(subject): \(pairs.count) of 60 loading peaks, correlation with speed "
          + rounded(correlation))
      XCTAssertGreaterThan(pairs.count, 40)
      XCTAssertGreaterThan(correlation, 0.6)
    }
  }
}
