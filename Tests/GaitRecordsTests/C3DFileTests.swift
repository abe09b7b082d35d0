import GaitRecords
import GaitTestSupport
import XCTest

/// The numbers that the generator put into the files and that ezc3d reads from them.
private struct ExpectedTrial: Decodable {
  struct Plate: Decodable {
    var force: [Double]
    var centre: [Double]
    var turning: [Double]
  }

  var points: [Double?]
  var residuals: [Double?]
  var analog: [Double]
  var plate: Plate
}

final class C3DFileTests: XCTestCase {
  private func read(_ name: String) throws -> (file: C3DFile, report: ImportReport) {
    try C3DFile.read(Fixture.data("records/c3d/\(name).c3d"), name: "\(name).c3d")
  }

  private let encodings = C3DEncoding.Processor.allCases.flatMap { processor in
    C3DEncoding.Storage.allCases.map { C3DEncoding(processor, $0) }
  }

  private func name(_ encoding: C3DEncoding) -> String {
    "\(encoding.processor.rawValue)-\(encoding.storage.rawValue)"
  }

  func testSixEncodingsOfOneTrialGiveTheGeneratorsNumbersBitForBit() throws {
    let expected: ExpectedTrial = try Fixture.json("records/c3d/expected.json")
    let first = try read("intel-real").file
    for encoding in encodings {
      let (file, _) = try read(name(encoding))
      XCTAssertEqual(file.encoding, encoding)
      assertClose(
        file.points.samples, expected.points.map { $0 ?? .nan }, relative: 1e-6, name(encoding))
      assertClose(
        file.residualsM, expected.residuals.map { $0 ?? .nan }, relative: 1e-6, name(encoding))
      assertClose(file.analog.samples, expected.analog, relative: 1e-6, name(encoding))
      assertSameBits(file.points.samples, first.points.samples)
      assertSameBits(file.analog.samples, first.analog.samples)
      XCTAssertEqual(file.points.channels, first.points.channels)
      XCTAssertEqual(file.events, first.events)
    }
  }

  func testUnitsRatesTimesAndEventsAreTheFiles() throws {
    let (file, report) = try read("intel-integer")
    XCTAssertEqual(file.pointLabels, ["LASI", "RASI", "LKneeA", "LMom"])
    XCTAssertEqual(file.points.channels[0].name, "LASI_X")
    XCTAssertEqual(
      [0, 6, 9].map { file.points.channels[$0].sourceUnit },
      [.millimetre, .degree, .newtonMillimetre]
    )
    XCTAssertEqual(
      [0, 6, 9].map { file.points.channels[$0].unit }, [.metre, .radian, .newtonMetre])
    XCTAssertEqual(file.analog.channels[6].unit, .volt)
    XCTAssertEqual(file.firstFrame, 11)
    XCTAssertEqual(file.points.startTimeS, 0.2)
    XCTAssertEqual(file.analog.sampleRateHz, 150)
    XCTAssertEqual(file.subframes, 3)
    XCTAssertEqual(
      file.gaitEvents,
      [
        GaitEvent(timeS: 0.25, side: .left, kind: .footStrike),
        GaitEvent(timeS: 60.5, side: .right, kind: .footOff),
      ])
    XCTAssertEqual(report.gaps.map(\.channel), ["RASI"])
    XCTAssertEqual(report.gaps.map(\.frameCount), [2])
    XCTAssertEqual(report.warnings.map(\.message), [])
    XCTAssertNil(file.points[2, 3])
  }

  func testOrderOfParametersAndUnsignedSamplesChangeNothing() throws {
    let first = try read("intel-integer").file
    for name in ["shuffled", "unsigned"] {
      let (file, _) = try read(name)
      XCTAssertEqual(file.points, first.points)
      XCTAssertEqual(file.analog, first.analog)
      XCTAssertEqual(file.events, first.events)
      XCTAssertEqual(file.forcePlates, first.forcePlates)
    }
  }

  func testForcePlateGivesTheForceAndPlaceThatEZC3DComputes() throws {
    let expected: ExpectedTrial = try Fixture.json("records/c3d/expected.json")
    let plate = try XCTUnwrap(try read("dec-real").file.forcePlates.first)
    let reaction = try XCTUnwrap(plate.groundReaction(minimumForceN: 0))
    for (place, numbers) in [expected.plate.force, expected.plate.centre, expected.plate.turning]
      .enumerated()
    {
      let found = reaction.signal.selecting(channels: Array(3 * place..<3 * place + 3)).samples
      assertClose(found, numbers, absolute: 1e-4, relative: 1e-5, "quantity \(place)")
    }
    let loaded = try XCTUnwrap(plate.groundReaction(minimumForceN: 100))
    XCTAssertNil(loaded.signal[0, 3])
    XCTAssertNotNil(loaded.signal[0, 2])
    XCTAssertNotNil(loaded.signal[17, 3])
  }

  func testEveryEncodingWrittenReadsBackTheSame() throws {
    var file = try read("intel-real").file
    for encoding in encodings {
      file.encoding = encoding
      let (copy, _) = try C3DFile.read(try file.encoded(), name: file.name)
      XCTAssertEqual(copy.encoding, encoding)
      XCTAssertEqual(copy.points.channels, file.points.channels)
      XCTAssertEqual(copy.events, file.events)
      XCTAssertEqual(copy.firstFrame, 11)
      let tolerance = encoding.storage == .real ? 0 : 6e-3
      assertClose(
        copy.points.samples, file.points.samples, absolute: tolerance, relative: 2e-7,
        name(encoding))
      for channel in 0..<7 {
        let values = file.analog.values(ofChannel: channel)
        let peak = Double(values.map(\.magnitude).max() ?? 0)
        assertClose(
          copy.analog.values(ofChannel: channel), values,
          absolute: encoding.storage == .real ? 0 : peak / 32000, relative: 2e-7, name(encoding))
      }
    }
  }

  func testLongAndWideTrialsKeepTheirCountsAndLabels() throws {
    let rate = 100.0
    let points = SampledSignal(
      channels: ["X", "Y", "Z"].map { Channel(name: "A_\($0)", unit: .metre) },
      sampleRateHz: rate, samples: (0..<70_000 * 3).map { Float($0) })
    let long = C3DFile(pointLabels: ["A"], points: points)
    let (longCopy, _) = try C3DFile.read(long.encoded(), name: "long.c3d")
    XCTAssertEqual(longCopy.frameCount, 70_000)
    assertSameBits(longCopy.points.samples, points.samples)

    let analog = SampledSignal(
      channels: (0..<300).map { Channel(name: "channel \($0)", unit: .volt) },
      sampleRateHz: 2000, samples: (0..<300 * 40).map { Float($0) })
    let wide = C3DFile(
      pointLabels: [],
      points: SampledSignal(channels: [], sampleRateHz: rate, samples: []), analog: analog)
    let (wideCopy, report) = try C3DFile.read(wide.encoded(), name: "wide.c3d")
    XCTAssertEqual(wideCopy.analog, analog)
    XCTAssertEqual(wideCopy.frameCount, 2)
    XCTAssertTrue(report.isClean, "\(report.warnings)")
  }

  func testMoreEventsThanADimensionHoldsGoToFurtherParameters() throws {
    let points = SampledSignal(
      channels: ["X", "Y", "Z"].map { Channel(name: "A_\($0)", unit: .metre) },
      sampleRateHz: 100, samples: [0, 1, 2, 3, 4, 5])
    let events = (0..<600).map {
      C3DEvent(timeS: Double($0) * 0.5, label: "Foot Strike", context: "Left", subject: "S\($0)")
    }
    let file = C3DFile(pointLabels: ["A"], points: points, events: events)
    let (copy, report) = try C3DFile.read(file.encoded(), name: "events.c3d")
    XCTAssertEqual(copy.events, events)
    XCTAssertTrue(report.isClean, "\(report.warnings)")
    // Fewer events later leave none of the further parameters behind.
    var shorter = copy
    shorter.events = Array(events.prefix(3))
    XCTAssertEqual(try C3DFile.read(shorter.encoded(), name: "few.c3d").file.events.count, 3)
  }

  func testWrittenBytesAreThoseThatEZC3DHasRead() throws {
    var file = try read("intel-real").file
    file.parameters["SUBJECTS", "NAMES"] = C3DParameter("NAMES", .text(["synthetic"]))
    let golden = Fixture.url("records/c3d/written.c3d")
    if writesGolden { try file.write(to: golden) }
    XCTAssertEqual(try file.encoded(), try Data(contentsOf: golden))
  }

  func testEveryDamagedFileEndsInAValueOrATypedError() throws {
    for (name, flippedBytes) in [("intel-integer", 4096), ("sgi-real", 24), ("dec-real", 24)] {
      let data = try Fixture.data("records/c3d/\(name).c3d")
      let outcome = MemoryLimit.whileLimited {
        assertFuzzed(
          data, failingWith: RecordError.self, flippedBytes: flippedBytes, name
        ) { damaged in
          let (file, _) = try C3DFile.read(damaged, name: "damaged.c3d")
          _ = file.motionRecord(momentScale: .perBodyMass)
          _ = file.groundReactions
        }
      }
      XCTAssertGreaterThan(outcome.errors, 100)
      XCTAssertGreaterThan(outcome.values, 100)
    }
  }

  func testWhatTheFormatCannotHoldIsRefused() throws {
    var file = try read("intel-real").file
    let huge = SampledSignal(
      channels: [Channel(name: "a", unit: .one)], sampleRateHz: file.pointRateHz,
      startTimeS: file.points.startTimeS, samples: [1, 3e38, 0, 0, 0, 0])
    file.analog = huge
    file.encoding = C3DEncoding(.dec, .real)
    expectError("C3D, analog channels: cannot be written: 3e+38 is no number of this processor") {
      try file.encoded()
    }
  }

  func testEightForcesGiveTheLoadByTheMakersFormulas() throws {
    var file = try read("intel-real").file
    let forces: [Float] = [2, -3.5, 6.25, -3, -232, -220, -215, -218]
    file.analog = SampledSignal(
      channels: (0..<8).map { Channel(name: "F\($0)", unit: .newton) },
      sampleRateHz: file.pointRateHz, startTimeS: file.points.startTimeS,
      samples: (0..<file.frameCount).flatMap { _ in forces })
    file.parameters["FORCE_PLATFORM", "TYPE"] = C3DParameter("", .integers([3]), dimensions: [1])
    file.parameters["FORCE_PLATFORM", "CHANNEL"] = C3DParameter(
      "", .integers([1, 2, 3, 4, 5, 6, 7, 8]), dimensions: [8, 1])
    file.parameters["FORCE_PLATFORM", "ORIGIN"] = C3DParameter(
      "", .reals([210, 350, -53]), dimensions: [3, 1])
    let copy = try C3DFile.read(file.encoded(), name: "plate.c3d").file
    let load = try XCTUnwrap(copy.forcePlates.first?.record.signal.selecting(frames: 0..<1))
    // a = 0.21, b = 0.35 and az0 = -0.053 m; Mx = b (z1 + z2 - z3 - z4) + Fy az0, and so on.
    let expected = [
      -1.5, 3.25, -885, 0.35 * -19 + 3.25 * -0.053, 0.21 * 15 - -1.5 * -0.053,
      0.35 * -5.5 + 0.21 * 9.25,
    ]
    assertClose(load.samples, expected, absolute: 1e-5, relative: 1e-6)
  }

  func testAFileThatIsCutOffGivesItsWholeFramesAndSaysSo() throws {
    let data = try Fixture.data("records/c3d/intel-real.c3d")
    let whole = try read("intel-real").file
    // A frame is 4 points of 16 bytes and 21 analog samples of 4; the padding goes first.
    let frames = data.count - 6 * 148
    let (file, report) = try C3DFile.read(data.prefix(frames - frames % 512 + 300), name: "cut.c3d")
    XCTAssertEqual(file.frameCount, 2)
    XCTAssertEqual(
      report.warnings.map(\.message), ["the file is cut off: it ends after 2 of 6 frames"])
    assertSameBits(file.points.samples, Array(whole.points.samples.prefix(24)))
  }
}
