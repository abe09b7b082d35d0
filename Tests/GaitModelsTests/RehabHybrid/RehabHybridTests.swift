import Foundation
import GaitKernels
import GaitModels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class RehabHybridTests: XCTestCase {
  private func configuration() throws -> RehabHybrid.Configuration {
    try configured(RehabHybrid.self, #"{"signals": 3, "clinical": 4, "classes": 2}"#)
  }

  private func input(_ batch: Int, using random: inout RandomSource) -> RehabHybrid.Input {
    RehabHybrid.Input(
      image: .normal([batch, 1, 16, 16], using: &random),
      signals: .normal([batch, 6, 3], using: &random),
      clinical: .normal([batch, 4], using: &random))
  }

  func testOutputsGradientsAndTrainingAreThoseOfPyTorch() throws {
    try assertNetwork("rehab-hybrid")
    try assertNetwork("rehab-hybrid-batch-statistics")
  }

  func testKeepsThePromisesOfAModule() throws {
    var random = RandomSource(seed: 2)
    let configuration = try configuration()
    let own = input(3, using: &random)
    var contract = ModuleContract(
      make: { RehabHybrid(configuration, using: &$0) },
      inputs: [own.image, own.signals, own.clinical]
    ) { model, inputs, _, context in
      let input = RehabHybrid.Input(image: inputs[0], signals: inputs[1], clinical: inputs[2])
      return model(input, &context).named.map(\.tensor)
    }
    contract.isRandomInTraining = true
    contract.namesWithoutGradient = ["conv.0.bias", "conv.1.bias", "conv.2.bias"]
    assertModuleContract(contract)
  }

  func testOverfitsEightSamples() throws {
    var random = RandomSource(seed: 3)
    let input = input(8, using: &random)
    let classes = [0, 1, 1, 0, 1, 0, 0, 1]
    assertOverfits(RehabHybrid(try configuration(), using: &random), steps: 100) {
      crossEntropy($0(input, &$1).logits, classes: classes) ?? Tensor(.nan)
    }
  }

  func testAnAbsentModalityHasNoWeightAndIsNotRead() throws {
    var random = RandomSource(seed: 4)
    let model = RehabHybrid(try configuration(), using: &random)
    var input = input(2, using: &random)
    input.present = Mask([true, false, true, true, true, true], shape: [2, 3])
    var context = Context.inference
    let output = model(input, &context)
    XCTAssertEqual(output.attention[0, 1], 0)
    XCTAssertEqual(output.attention.sliced(axis: 0, 0..<1).sum().item, 1, accuracy: 1e-6)
    var other = input
    let noise = Tensor.normal([1, 6, 3], using: &random)
    other.signals = concatenated([noise, input.signals.sliced(axis: 0, 1..<2)], axis: 0)
    assertSameBits(model(other, &context).logits, output.logits)
  }

  func testModalitiesThatAreNotReadHaveNoWeights() throws {
    var random = RandomSource(seed: 6)
    let own = input(2, using: &random)
    for (json, names) in [
      (#"{"usesSignals": false, "usesClinical": false, "kernel": 5}"#, ["bn", "conv"]),
      (#"{"usesImage": false, "usesClinical": false}"#, ["lstm"]),
      (#"{"usesImage": false}"#, ["clinical", "lstm"]),
    ] {
      var configuration = try RehabHybrid.Configuration.decoded(
        from: Data(json.utf8), model: RehabHybrid.name)
      (configuration.signals, configuration.clinical) = (3, 4)
      let model = RehabHybrid(configuration, using: &random)
      let heads = Set(model.namedParameters.map { String($0.path.prefix { $0 != "." }) })
      XCTAssertEqual(heads.subtracting(["modality", "fuse", "out"]).sorted(), names)
      var context = Context.inference
      let output = model(own, &context)
      XCTAssertEqual(output.logits.shape, [2, 2])
      XCTAssertEqual(output.attention.shape, [2, names == ["clinical", "lstm"] ? 2 : 1])
    }
    for (key, json) in [
      ("kernel", #"{"kernel": 4}"#),
      ("usesImage", #"{"usesImage": false, "usesSignals": false, "usesClinical": false}"#),
    ] {
      XCTAssertThrowsError(
        try RehabHybrid.Configuration.decoded(from: Data(json.utf8), model: RehabHybrid.name)
      ) {
        XCTAssertTrue("\($0)".contains("\"\(key)\""), "\($0)")
      }
    }
  }

  func testAnImageTooSmallForThreePoolsIsRefused() throws {
    var random = RandomSource(seed: 5)
    var input = input(2, using: &random)
    input.image = .zeros([2, 1, 7, 16])
    XCTAssertThrowsError(
      try RehabHybrid(try configuration(), using: &random).validate(input)
    ) {
      XCTAssertEqual(
        "\($0)",
        """
        rehab-hybrid: input "image": expected shape at least [batch, 1, 8, 8], found [2, 1, 7, 16]
        """)
    }
  }
}
