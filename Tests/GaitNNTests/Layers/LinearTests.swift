import GaitKernels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class LinearTests: XCTestCase {
  func testOutputsAndGradientsAreThoseOfPyTorch() throws {
    let cases = try ReferenceCase.cases("reference/layers/linear.json")
    var random = RandomSource(seed: 1)
    let layer = Linear(inputs: 4, outputs: 3, using: &random)
    try assertLayer(XCTUnwrap(cases["linear"]), layer, inputs: ["input"]) { [layer($0[0])] }
    let bare = Linear(inputs: 4, outputs: 3, bias: false, using: &random)
    try assertLayer(XCTUnwrap(cases["no_bias"]), bare, inputs: ["input"]) { [bare($0[0])] }
  }

  func testKeepsThePromisesOfAModule() {
    var random = RandomSource(seed: 2)
    var contract = ModuleContract(
      make: { Linear(inputs: 4, outputs: 3, using: &$0) },
      inputs: [.normal([5, 2, 4], using: &random)]
    ) { layer, inputs, _, _ in [layer(inputs[0])] }
    contract.names = ["weight", "bias"]
    assertModuleContract(contract)
  }

  func testWeightsBeginInsideTheirBounds() {
    var random = RandomSource(seed: 3)
    let layer = Linear(inputs: 25, outputs: 400, using: &random)
    let weights = layer.weight.value.elements
    XCTAssert(weights.allSatisfy { abs($0) <= 0.2 })
    XCTAssertGreaterThan(weights.max() ?? 0, 0.198)
    // The variance of a uniform number in plus or minus a is a^2 / 3.
    let variance = weights.reduce(0) { $0 + Double($1) * Double($1) } / Double(weights.count)
    XCTAssertEqual(variance, 0.04 / 3, accuracy: 0.0006)
    let glorot = Linear(inputs: 25, outputs: 71, initializer: .glorotUniform, using: &random)
    XCTAssert(glorot.weight.value.elements.allSatisfy { abs($0) <= 0.25 })
    let zero = Linear(inputs: 2, outputs: 2, initializer: .zeros, using: &random)
    XCTAssertEqual(zero.weight.value.elements, [0, 0, 0, 0])
  }
}
