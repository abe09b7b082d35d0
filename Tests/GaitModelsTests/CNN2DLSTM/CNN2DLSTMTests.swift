import GaitKernels
import GaitModels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class CNN2DLSTMTests: XCTestCase {
  private func configuration(_ switches: String = "") throws -> CNN2DLSTM.Configuration {
    try configured(
      CNN2DLSTM.self, #"{"channels": 8, "subject": 2, "outputs": 2, "hidden": 12\#(switches)}"#)
  }

  func testOutputsGradientsAndTrainingAreThoseOfPyTorch() throws {
    try assertNetwork("cnn2d-lstm")
    try assertNetwork("cnn2d-lstm-batch-statistics")
  }

  func testSubjectFeaturesAsChannelsOrAbsentAreThoseOfPyTorch() throws {
    try assertNetwork("cnn2d-lstm-channels")
    try assertNetwork("cnn2d-lstm-without-subject")
  }

  func testKeepsThePromisesOfAModule() throws {
    var random = RandomSource(seed: 2)
    let configuration = try configuration()
    var contract = ModuleContract(
      make: { CNN2DLSTM(configuration, using: &$0) },
      inputs: [.normal([3, 5, 8], using: &random), .normal([3, 2], using: &random)]
    ) { model, inputs, _, context in
      let input = CNN2DLSTM.Input(x: inputs[0], subject: inputs[1])
      return [model(input, &context).groundReactionForce]
    }
    contract.isRandomInTraining = true
    contract.namesWithoutGradient = ["conv1.bias", "conv2.bias"]
    assertModuleContract(contract)
  }

  func testOverfitsEightSamples() throws {
    var random = RandomSource(seed: 3)
    let input = CNN2DLSTM.Input(
      x: .normal([8, 4, 8], using: &random), subject: .normal([8, 2], using: &random))
    let target = Tensor.normal([8, 4, 2], using: &random)
    assertOverfits(CNN2DLSTM(try configuration(), using: &random)) {
      square($0(input, &$1).groundReactionForce - target).mean()
    }
  }

  func testNamesTheSubjectFeaturesThatAreMissingOrMisshaped() throws {
    var random = RandomSource(seed: 4)
    let model = CNN2DLSTM(try configuration(), using: &random)
    let x = Tensor.zeros([2, 5, 8])
    XCTAssertThrowsError(try model.validate(CNN2DLSTM.Input(x: x))) {
      XCTAssertEqual("\($0)", #"cnn2d-lstm: input "subject" is missing"#)
    }
    XCTAssertThrowsError(
      try model.validate(CNN2DLSTM.Input(x: x, subject: .zeros([2, 3])))
    ) {
      XCTAssertEqual(
        "\($0)", #"cnn2d-lstm: input "subject": expected shape [2, 2], found [2, 3]"#)
    }
    XCTAssertThrowsError(try configuration(#", "inject": "early""#))
  }
}
