import GaitKernels
import GaitModels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class LSTMNetworkTests: XCTestCase {
  private var configuration: LSTMNetwork.Configuration {
    var configuration = LSTMNetwork.Configuration()
    (configuration.channels, configuration.time, configuration.outputs) = (5, 7, 2)
    configuration.hidden = 6
    return configuration
  }

  func testOutputsGradientsAndTrainingAreThoseOfPyTorch() throws {
    let reference = try XCTUnwrap(
      ReferenceCase.cases("reference/models/lstm.json")["plain"])
    var random = RandomSource(seed: 1)
    let model = LSTMNetwork(configuration, using: &random)
    try assertModel(reference, model, inputs: ["x"], outputs: ["y"]) {
      var context = Context.inference
      return model(SequenceInput($0[0]), &context).named.map(\.tensor)
    }
  }

  func testKeepsThePromisesOfAModule() {
    var random = RandomSource(seed: 2)
    let configuration = configuration
    var contract = ModuleContract(
      make: { LSTMNetwork(configuration, using: &$0) },
      inputs: [.normal([4, 7, 5], using: &random)]
    ) { model, inputs, _, context in [model(SequenceInput(inputs[0]), &context).y] }
    contract.names =
      [0, 1].flatMap { layer in
        ["weight_ih", "weight_hh", "bias_ih", "bias_hh"].map { "rnn.\($0)_l\(layer)" }
      } + ["out.weight", "out.bias"]
    contract.isRandomInTraining = true
    assertModuleContract(contract)
  }

  func testOverfitsEightSamples() {
    var random = RandomSource(seed: 3)
    var configuration = configuration
    (configuration.hidden, configuration.dropout) = (24, 0)
    let model = LSTMNetwork(configuration, using: &random)
    let x = Tensor.normal([8, 5, 5], using: &random)
    let target = Tensor.normal([8, 5, 2], using: &random)
    var context = Context.training(seed: 1)
    let losses = trainingLosses(of: model, steps: 400, learningRate: 1e-2) {
      square(model(SequenceInput(x), &context).y - target).mean()
    }
    XCTAssertGreaterThan(losses[0], 0.5)
    XCTAssertLessThan(losses.min() ?? 1, 0.01)
  }

  func testASequenceWithoutItsTensorIsRefused() {
    XCTAssertThrowsError(try SequenceInput(named: NamedTensors())) {
      XCTAssertEqual("\($0)", #"comparison network: input "x" is missing"#)
    }
  }
}
