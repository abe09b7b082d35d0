import GaitTensor
import GaitTestSupport
import XCTest

final class MaskingTests: XCTestCase {
  func testGradientsAreDirectionalDerivatives() {
    for check in OperationChecks.masking { check.assertGradients() }
  }

  func testAMaskOfLengthsIsTrueBeforeEachLength() {
    let mask = Mask(lengths: [0, 2, 3], time: 3)
    XCTAssertEqual(mask.shape, [3, 3])
    XCTAssertEqual(
      mask.isPresent, [false, false, false, true, true, false, true, true, true])
    assertClose(mask.tensor.elements, [0, 0, 0, 1, 1, 0, 1, 1, 1])
  }

  func testWhatAMaskHidesIsReplacedWhateverItWas() {
    let x = Tensor([1, .nan, .infinity, 4], shape: [2, 2])
    assertClose(
      x.masked(by: Mask([true, false], shape: [2]), otherwise: -1).elements, [1, -1, .infinity, -1])
    assertClose(
      x.masked(by: Mask([true, false, false, true], shape: [2, 2])).elements, [1, 0, 0, 4])
    assertClose(x.masked(leading: Mask([false, true], shape: [2])).elements, [0, 0, .infinity, 4])
  }

  func testANaNGradientDoesNotPassAMask() {
    let mask = Mask([true, false], shape: [2])
    let gradient = tapeGradients(
      of: { $0[0].masked(by: mask) }, at: [Tensor([1, 2])], weights: Tensor([3, .nan]))
    assertClose(gradient[0], Tensor([3, 0]))
  }

  func testAMaskRepeatsOverManyBlocks() {
    let mask = Mask((0..<100).map { $0 % 3 == 0 }, shape: [100])
    let y = Tensor.ones([2000, 100]).masked(by: mask)
    XCTAssertEqual(y.sum().item, 2000 * 34)
    assertClose(y.selected(axis: 0, 1999), mask.tensor)
  }

  func testEmptyTensorsStayEmpty() {
    XCTAssertEqual(
      Tensor.zeros([0, 3]).masked(by: Mask([true, true, false], shape: [3])).count, 0)
    XCTAssertEqual(Tensor.zeros([2, 0]).masked(leading: Mask([true, false], shape: [2])).count, 0)
  }
}

extension OperationChecks {
  static var masking: [OperationCheck] {
    let mask = Mask([true, false, true, true, false, false], shape: [2, 3])
    return [
      OperationCheck("masked", [normal(4, 2, 3)]) { $0[0].masked(by: mask, otherwise: 2) },
      OperationCheck("masked leading", [normal(2, 3, 4)]) { $0[0].masked(leading: mask) },
    ]
  }
}
