import GaitKernels
import GaitNN
import GaitTensor
import XCTest

final class ModuleTests: XCTestCase {
  private final class Network: Module {
    let first: Linear
    let rest: [Linear]
    let statistics = Parameter(.zeros([3]))

    init(using random: inout RandomSource) {
      first = Linear(inputs: 2, outputs: 3, using: &random)
      rest = [
        Linear(inputs: 3, outputs: 3, bias: false, using: &random),
        Linear(inputs: 3, outputs: 1, using: &random),
      ]
    }

    func register(in registry: inout Registry) {
      registry.add("first", first)
      registry.add("rest", rest)
      registry.addBuffer("running_mean", statistics)
    }
  }

  func testPathsJoinTheNamesFromTheOutermostModuleIn() {
    var random = RandomSource(seed: 1)
    let network = Network(using: &random)
    XCTAssertEqual(
      network.namedParameters.map(\.path),
      [
        "first.weight", "first.bias", "rest.0.weight", "rest.1.weight", "rest.1.bias",
        "running_mean",
      ])
    XCTAssertEqual(network.parameterCount, 6 + 3 + 9 + 3 + 1)
  }

  func testBuffersAreNeverTrained() {
    var random = RandomSource(seed: 1)
    let network = Network(using: &random)
    XCTAssertFalse(network.trainableParameters.contains { $0.path == "running_mean" })
    network.setTrainable(false)
    XCTAssertTrue(network.trainableParameters.isEmpty)
    network.setTrainable(true)
    XCTAssertEqual(network.trainableParameters.count, 5)
  }
}
