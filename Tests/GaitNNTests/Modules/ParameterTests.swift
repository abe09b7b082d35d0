import GaitKernels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class ParameterTests: XCTestCase {
  func testAChangedValueIsWhatLaterPassesSeeAndWhoHoldsTheOldOneKeepsIt() {
    var random = RandomSource(seed: 1)
    let layer = Linear(inputs: 40, outputs: 33, bias: false, using: &random)
    let x = Tensor.normal([20, 40], using: &random)
    // A pass at inference keeps the weights in the layout of its product.
    let first = layer(x)
    let held = layer.weight.value
    let values = held.elements
    layer.weight.update { Kernels.scale($0, by: 2) }
    XCTAssertEqual(held.elements, values, "somebody's tensor changed")
    assertClose(layer(x), first * 2, absolute: 1e-6, relative: 1e-6)
    // Now nothing else holds the block, which changes in place.
    layer.weight.update { Kernels.scale($0, by: -2) }
    assertClose(layer(x), first * -4, absolute: 1e-6, relative: 1e-6)
    XCTAssertEqual(layer.weight.value.shape, [33, 40])
  }
}
