import GaitKernels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class LayerNormTests: XCTestCase {
  func testOutputsAndGradientsAreThoseOfPyTorch() throws {
    let cases = try ReferenceCase.cases("reference/layers/linear.json")
    let layer = LayerNorm(features: 6, epsilon: 1e-3)
    try assertLayer(XCTUnwrap(cases["norm"]), layer, inputs: ["input"]) { [layer($0[0])] }
  }

  func testKeepsThePromisesOfAModule() {
    var random = RandomSource(seed: 2)
    var contract = ModuleContract(
      make: { _ in LayerNorm(features: 6) }, inputs: [.normal([4, 3, 6], using: &random)]
    ) { layer, inputs, _, _ in [layer(inputs[0])] }
    contract.names = ["weight", "bias"]
    assertModuleContract(contract)
  }

  func testBeginsAtScaleOneAndShiftZero() {
    let layer = LayerNorm(features: 3)
    XCTAssertEqual(layer.weight.value.elements, [1, 1, 1])
    XCTAssertEqual(layer.bias.value.elements, [0, 0, 0])
  }
}
