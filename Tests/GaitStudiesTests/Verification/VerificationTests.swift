import Foundation
import GaitNN
import GaitStudies
import GaitTensor
import GaitTestSupport
import XCTest

/// Cases that PyTorch computed in double precision.
final class VerificationTests: XCTestCase {
  private let names = [
    "cross-lstm", "cross-lstm-batch-statistics", "lstm", "lstm-batch-statistics",
  ]

  private func url(_ name: String) -> URL {
    Fixture.url("reference/verify/\(name).safetensors")
  }

  /// A copy of a case with one tensor changed, or other metadata.
  private func changed(
    _ name: String, metadata: [String: String] = [:], _ change: (String, inout [Float]) -> Void
  ) throws -> URL {
    let file = try SafetensorsFile(contentsOf: url(name))
    var writer = SafetensorsWriter(metadata: file.metadata.merging(metadata) { $1 })
    for entry in file.entries {
      var values = try file.floats(entry.name)
      change(entry.name, &values)
      try writer.add(entry.name, shape: entry.shape, floats: values)
    }
    let target = FileManager.default.temporaryDirectory
      .appendingPathComponent("gait-tests-\(UUID().uuidString).safetensors")
    addTeardownBlock { try? FileManager.default.removeItem(at: target) }
    try writer.write(to: target)
    return target
  }

  func testEveryTensorOfEveryCaseIsFarWithinItsTolerance() throws {
    for name in names {
      let reference = try ReferenceCase(contentsOf: url(name))
      XCTAssertEqual(reference.usesBatchStatistics, name.hasSuffix("batch-statistics"))
      let verification = try Verification(of: reference)
      XCTAssert(verification.passes, name)
      let compared = verification.differences.map(\.name)
      XCTAssertEqual(Set(compared), Set(reference.expected.keys), "every tensor is compared")
      XCTAssert(compared.contains("losses"))
      for path in reference.weights.tensors.keys {
        XCTAssert(compared.contains("gradients.\(path)"), path)
      }
      for input in reference.inputs.tensors.keys {
        XCTAssert(compared.contains("input_gradients.\(input)"), input)
      }
      // The tolerances are 1e-4 and 1e-3; float32 arithmetic does much better.
      for difference in verification.differences {
        XCTAssertLessThan(difference.relative, 2e-5, "\(name) \(difference.name)")
      }
    }
  }

  func testOneChangedWeightIsFound() throws {
    for name in ["cross-lstm", "lstm"] {
      let reference = try ReferenceCase(contentsOf: url(name))
      let path = try XCTUnwrap(reference.weights.tensors.keys.sorted().first)
      let file = try changed(name) { if $0 == "weights.\(path)" { $1[0] += 0.1 } }
      let verification = try Verification(of: try ReferenceCase(contentsOf: file))
      XCTAssertFalse(verification.passes, "\(name) with another \(path)")
      let worst = try XCTUnwrap(verification.differences.first)
      XCTAssert(worst.isExceeded, "the worst difference comes first")
    }
  }

  func testOneChangedNumberOfAnyKindIsFound() throws {
    for kind in ["outputs.y", "gradients.out.bias", "input_gradients.x", "losses"] {
      let file = try changed("lstm") { name, values in
        if name == kind { values[1] += 0.01 * (values.map(abs).max() ?? 0) }
      }
      let verification = try Verification(of: try ReferenceCase(contentsOf: file))
      XCTAssertEqual(verification.differences.filter(\.isExceeded).map(\.name), [kind])
      XCTAssertEqual(verification.differences.first?.name, kind)
      let tolerant = try Verification(
        of: try ReferenceCase(contentsOf: file), tolerances: Verification.Tolerances(0.02))
      XCTAssert(tolerant.passes)
    }
  }

  func testAnOutputThatIsNoNumberIsADifference() throws {
    let file = try changed("lstm") { if $0 == "outputs.y" { $1[3] = .nan } }
    XCTAssertFalse(try Verification(of: try ReferenceCase(contentsOf: file)).passes)
  }

  func testATensorThatTheModelDoesNotHaveIsADifference() throws {
    let original = try SafetensorsFile(contentsOf: url("lstm"))
    var writer = SafetensorsWriter(metadata: original.metadata)
    for entry in original.entries {
      let name = entry.name == "outputs.y" ? "outputs.z" : entry.name
      try writer.add(name, shape: entry.shape, floats: try original.floats(entry.name))
    }
    let file = try changed("lstm") { _, _ in }
    try writer.write(to: file)
    let verification = try Verification(of: try ReferenceCase(contentsOf: file))
    XCTAssertEqual(verification.differences.filter(\.isExceeded).map(\.name), ["outputs.z"])
  }

  func testWritesWhatItRecomputed() throws {
    let verification = try Verification(of: try ReferenceCase(contentsOf: url("cross-lstm")))
    let file = try changed("cross-lstm") { _, _ in }
    try verification.write(to: file, metadata: ["model": "cross-lstm"])
    let written = try SafetensorsFile(contentsOf: file)
    XCTAssertEqual(written.entries.map(\.name).sorted(), verification.recomputed.keys.sorted())
    for (name, tensor) in verification.recomputed {
      assertSameBits(try written.tensor(name), tensor, name)
    }
  }

  func testMetadataThatNameNoModelOrNoRateAreRefused() throws {
    for (metadata, key) in [
      (["model": "nothing"], "model"), (["learning_rate": "fast"], "learning_rate"),
      (["learning_rate": "-1"], "learning_rate"),
    ] {
      let file = try changed("lstm", metadata: metadata) { _, _ in }
      XCTAssertThrowsError(try ReferenceCase(contentsOf: file)) { error in
        XCTAssertEqual(
          error as? ReferenceCaseError,
          .metadata(
            file: file.path, key: key,
            found: key == "model" ? "\"nothing\"" : metadata[key] ?? ""))
      }
    }
    let file = try changed("lstm", metadata: ["config": "{\"width\": 3}"]) { _, _ in }
    XCTAssertThrowsError(try Verification(of: try ReferenceCase(contentsOf: file)))
  }

  func testWeightsOfAnotherShapeNameTheFileAndTheTensor() throws {
    let file = try changed(
      "lstm", metadata: ["config": "{\"channels\": 6, \"outputs\": 2, \"hidden\": 9}"]
    ) { _, _ in }
    XCTAssertThrowsError(try Verification(of: try ReferenceCase(contentsOf: file))) { error in
      XCTAssert(
        "\(error)".contains(file.path) && "\(error)".contains("rnn.weight_hh_l0"), "\(error)")
    }
  }

  func testAFileWithoutOutputsIsNoCase() throws {
    let checkpoint = Fixture.url("reference/safetensors/golden.safetensors")
    XCTAssertThrowsError(try ReferenceCase(contentsOf: checkpoint)) {
      XCTAssert($0 is ReferenceCaseError, "\($0)")
    }
  }
}
