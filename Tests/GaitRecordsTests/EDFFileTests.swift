import Foundation
import GaitRecords
import GaitTestSupport
import XCTest

/// What pyEDFlib reads from a file.
private struct Reading: Decodable {
  var labels: [String]
  var rates: [Double]
  var units: [String]
  var onsets: [Double]
  var durations: [Double?]
  var texts: [String]
  var samples: [[Double]]?
  var means: [Double]?
  var deviations: [Double]?
  var counts: [Int]?
}

final class EDFFileTests: XCTestCase {
  private func read(_ name: String) throws -> (file: EDFFile, report: ImportReport) {
    try EDFFile.read(Fixture.data("records/edf/\(name)"), name: name)
  }

  private func compare(_ file: EDFFile, _ reading: Reading, _ message: String) throws {
    XCTAssertEqual(file.signals.count, reading.labels.count, message)
    for (place, signal) in file.signals.enumerated() {
      let channel = signal.samples.channels[0]
      let factor = channel.sourceUnit.siFactor
      assertClose([signal.samples.sampleRateHz], [reading.rates[place]], relative: 1e-12, message)
      XCTAssertEqual(channel.sourceUnit.symbol, reading.units[place], message)
      let values = signal.samples.samples.map { Double($0) / factor }
      if let samples = reading.samples {
        let peak = samples[place].map(abs).max() ?? 0
        assertClose(values, samples[place], absolute: peak * 1e-7, relative: 1e-6, message)
      }
      if let means = reading.means, let deviations = reading.deviations, let counts = reading.counts
      {
        XCTAssertEqual(values.count, counts[place], message)
        let mean = values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        assertClose(
          [mean, variance.squareRoot()], [means[place], deviations[place]],
          absolute: deviations[place] * 1e-6, message)
      }
    }
    XCTAssertEqual(file.annotations.map(\.text), reading.texts, message)
    // The reference counts from the first sample, which may lie within the first second.
    let start = file.signals[0].samples.startTimeS
    assertClose(file.annotations.map { $0.onsetS - start }, reading.onsets, absolute: 1e-6, message)
    XCTAssertEqual(file.annotations.map(\.durationS), reading.durations, message)
  }

  func testSignalsAndAnnotationsAreThoseThatPyEDFlibReads() throws {
    let readings: [String: Reading] = try Fixture.json("records/edf/expected.json")
    XCTAssertEqual(readings.count, 3)
    for (name, reading) in readings {
      let (file, report) = try read(name)
      try compare(file, reading, name)
      XCTAssertEqual(report.warnings.map(\.message), [], name)
    }
    let file = try read("plus.edf").file
    XCTAssertEqual(
      file.signals.map(\.samples.channels[0].name), ["EMG TA", "Force", "EMG TA.1"])
    XCTAssertEqual(file.signals.map(\.samples.channels[0].unit), [.volt, .newton, .volt])
    XCTAssertEqual(file.signals[0].transducer, "electrode")
  }

  func testTheTimeBetweenRecordsOfADiscontinuousFileIsMissing() throws {
    let whole = try read("plus.edf").file
    let (file, report) = try read("gap.edf")
    for (found, wanted) in zip(file.signals, whole.signals) {
      let rate = wanted.samples.sampleRateHz
      let half = wanted.samples.frameCount / 2
      let gap = Int(1.5 * rate)
      XCTAssertEqual(found.samples.frameCount, wanted.samples.frameCount + gap)
      XCTAssertEqual(found.samples.gaps(ofChannel: 0), [half..<half + gap])
      assertSameBits(
        Array(found.samples.samples[(half + gap)...]), Array(wanted.samples.samples[half...]))
    }
    XCTAssertEqual(report.gaps.map(\.startTimeS), [2, 2, 2])
    let copy = try EDFFile.read(file.encoded(), name: file.name).file
    XCTAssertEqual(copy.signals.map(\.samples), file.signals.map(\.samples))
  }

  func testWhatIsWrittenReadsBackTheSame() throws {
    for name in ["plus.edf", "plus.bdf"] {
      let file = try read(name).file
      let (copy, report) = try EDFFile.read(file.encoded(), name: name)
      XCTAssertEqual(copy.signals, file.signals, name)
      XCTAssertEqual(copy.annotations, file.annotations, name)
      XCTAssertEqual(copy.start, file.start, name)
      XCTAssertTrue(report.isClean)
    }
  }

  /// A recording made from arrays, as it is compared with what pyEDFlib reads from its bytes.
  private func recording() -> EDFFile {
    let emg = SampledSignal(
      channels: [Channel(name: "EMG SOL", unit: .volt)], sampleRateHz: 1000,
      samples: (0..<2500).map { Float(3e-4 * sin(Double($0) * 0.1)) })
    let force = SampledSignal(
      channels: [Channel(name: "Fz", unit: .newton)], sampleRateHz: 100,
      samples: (0..<250).map { Float(700 + $0) })
    return EDFFile(
      signals: [EDFFile.Signal(emg), EDFFile.Signal(force)],
      annotations: [EDFFile.Annotation(onsetS: 1.25, durationS: 0.5, text: "stance left")],
      start: DateComponents(year: 2020, month: 2, day: 29, hour: 13, minute: 5, second: 59))
  }

  func testWrittenBytesAreThoseThatPyEDFlibHasRead() throws {
    let file = recording()
    let golden = Fixture.url("records/edf/written.edf")
    if writesGolden { try file.write(to: golden) }
    XCTAssertEqual(try file.encoded(), try Data(contentsOf: golden))
    let copy = try EDFFile.read(golden).file
    XCTAssertEqual(copy.start, file.start)
    XCTAssertEqual(copy.annotations, file.annotations)
    XCTAssertEqual(copy.signals[0].samples.channels[0].sourceUnit, .microvolt)
    for (found, wanted) in zip(copy.signals, file.signals) {
      let span = wanted.physicalMaximum - wanted.physicalMinimum
      assertClose(found.samples.samples, wanted.samples.samples, absolute: span / 65000)
    }
  }

  func testASingleMissingSampleIsRefused() throws {
    var file = recording()
    var samples = file.signals[1].samples.samples
    samples[7] = .nan
    file.signals[1].samples = SampledSignal(
      channels: file.signals[1].samples.channels, sampleRateHz: 100, samples: samples)
    expectError("EDF, Fz: cannot be written: sample 7 is missing while others are there") {
      try file.encoded()
    }
  }

  func testEveryDamagedFileEndsInAValueOrATypedError() throws {
    for (name, flippedBytes) in [("plus.edf", 4096), ("plus.bdf", 16), ("gap.edf", 256)] {
      let data = try Fixture.data("records/edf/\(name)")
      let outcome = MemoryLimit.whileLimited {
        assertFuzzed(data, failingWith: RecordError.self, flippedBytes: flippedBytes, name) {
          try EDFFile.read($0, name: "damaged.edf")
        }
      }
      XCTAssertGreaterThan(outcome.errors, 100)
      XCTAssertGreaterThan(outcome.values, 100)
    }
  }

  func testEveryRealFileIsReadAsPyEDFlibReadsIt() throws {
    let root = try realData("")
    let readings: [String: Reading] = try Fixture.json("reference/edf-real.json")
    XCTAssertEqual(readings.count, 2)
    for (path, reading) in readings {
      try compare(EDFFile.read(root.appendingPathComponent(path)).file, reading, path)
    }
  }
}
