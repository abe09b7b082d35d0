import Foundation
import GaitKernels
import GaitModels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

/// Asserts that a network learns eight samples by heart: a loss under 1 % of its first.
func assertOverfits<Network: MultiTaskModel>(
  _ network: Network, steps: Int = 300, learningRate: Scalar = 1e-2, file: StaticString = #filePath,
  line: UInt = #line, _ loss: (Network, inout Context) -> Tensor
) {
  var context = Context.training(seed: 1)
  context.appliesDropout = false
  let losses = trainingLosses(of: network, steps: steps, learningRate: learningRate) {
    loss(network, &context)
  }
  XCTAssert(losses.allSatisfy(\.isFinite), "a loss is not finite", file: file, line: line)
  let best = losses.min() ?? .infinity
  XCTAssertLessThan(
    best, 0.01 * losses[0], "from \(losses[0]) to \(best) only", file: file, line: line)
}

/// Asserts what every comparison network promises: the module contract, eight samples by heart, and
/// an error that names the network for signals of another shape.
func assertPanelNetwork<Network: PanelNetwork>(
  _ type: Network.Type, _ configuration: Network.Configuration, isRandom: Bool,
  withoutGradient: Set<String> = [], steps: Int = 300, learningRate: Scalar = 1e-2,
  file: StaticString = #filePath, line: UInt = #line
) throws {
  var random = RandomSource(seed: 5)
  let (time, channels) = (configuration.time, configuration.channels)
  var contract = ModuleContract(
    make: { Network(configuration, using: &$0) },
    inputs: [.normal([3, time, channels], using: &random)]
  ) { model, inputs, _, context in [model(SequenceInput(inputs[0]), &context).y] }
  contract.isRandomInTraining = isRandom
  contract.namesWithoutGradient = withoutGradient
  assertModuleContract(contract, file: file, line: line)

  let x = SequenceInput(.normal([8, time, channels], using: &random))
  let target = Tensor.normal([8, time, configuration.outputs], using: &random)
  assertOverfits(
    Network(configuration, using: &random), steps: steps, learningRate: learningRate, file: file,
    line: line
  ) { square($0(x, &$1).y - target).mean() }

  let network = Network(configuration, using: &random)
  let wrong = SequenceInput(.zeros([2, time, channels + 1]))
  XCTAssertThrowsError(try network.validate(wrong), file: file, line: line) { error in
    let text = "\(error)"
    XCTAssert(
      text.contains(Network.name) && text.contains("\"x\"")
        && text.contains("found [2, \(time), \(channels + 1)]"), text, file: file, line: line)
  }
  let shape = network(SequenceInput(x.x), in: .inference).y.shape
  XCTAssertEqual(shape, [8, time, configuration.outputs], file: file, line: line)
}

extension PanelNetwork {
  func callAsFunction(_ input: SequenceInput, in context: Context) -> SequenceOutput {
    var context = context
    return self(input, &context)
  }
}

/// A configuration with the values of a JSON object.
func configured<Network: MultiTaskModel>(
  _ type: Network.Type, _ json: String
) throws -> Network.Configuration {
  try Network.Configuration.decoded(from: Data(json.utf8), model: Network.name)
}
