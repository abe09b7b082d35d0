import GaitKernels
import GaitTensor
import GaitTestSupport
import XCTest

final class SoftmaxTests: XCTestCase {
  static let mask = Mask(
    [1, 1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0].map { $0 == 1 }, shape: [3, 5])

  func testGradientsAreDirectionalDerivatives() {
    for check in OperationChecks.softmax { check.assertGradients() }
  }

  func testOutputsAndGradientsAreThoseOfPyTorch() throws {
    let cases = try ReferenceCase.cases("reference/operations/softmax.json")
    try assertMatches(XCTUnwrap(cases["softmax"]), ["input"], "softmax") { softmax($0[0]) }
    try assertMatches(XCTUnwrap(cases["masked"]), ["input"], "masked softmax") {
      softmax($0[0], mask: Self.mask)
    }
  }

  func testLargeInputsDoNotOverflow() {
    assertClose(softmax(Tensor([1000, 1000, -1000])), Tensor([0.5, 0.5, 0]))
    assertClose(softmax(Tensor([-.infinity, 3])), Tensor([0, 1]))
  }

  func testARowWithNothingVisibleBecomesZeros() {
    let mask = Mask([false, false, true, false], shape: [2, 2])
    let x = Tensor([1, 2, 3, .nan], shape: [2, 2])
    assertClose(softmax(x, mask: mask), Tensor([0, 0, 1, 0], shape: [2, 2]))
    assertClose(
      tapeGradients(
        of: { softmax($0[0], mask: mask) }, at: [x], weights: Tensor([3, 4], shape: [1, 2]))[0],
      .zeros([2, 2]))
  }

  func testHiddenElementsAreNeverRead() {
    var random = RandomSource(seed: 4)
    let clean = Tensor.normal([2, 3, 5], using: &random)
    let dirty = clean.masked(by: Self.mask, otherwise: .nan)
    assertSameBits(softmax(dirty, mask: Self.mask), softmax(clean, mask: Self.mask))
    let weights = Tensor.normal([2, 3, 5], using: &random)
    let gradients = [clean, dirty].map {
      tapeGradients(of: { softmax($0[0], mask: Self.mask) }, at: [$0], weights: weights)[0]
    }
    assertSameBits(gradients[1], gradients[0])
  }

  func testAVisibleNaNShows() {
    assertClose(softmax(Tensor([1, .nan])), Tensor([.nan, .nan]))
    assertClose(softmax(Tensor([.nan, .nan])), Tensor([.nan, .nan]))
  }

  func testRowsOfOneAndOfNone() {
    assertClose(softmax(Tensor([7, -7], shape: [2, 1])), .ones([2, 1]))
    XCTAssertEqual(softmax(.zeros([2, 0])).shape, [2, 0])
    XCTAssertEqual(softmax(.zeros([0, 2])).shape, [0, 2])
  }
}

extension OperationChecks {
  static var softmax: [OperationCheck] {
    [
      OperationCheck("softmax", [normal(3, 5)]) { GaitTensor.softmax($0[0]) },
      OperationCheck("softmax of one", [normal(3, 1)]) { GaitTensor.softmax($0[0]) },
      OperationCheck("softmax of 70", [normal(2, 1, 70)]) { GaitTensor.softmax($0[0]) },
      OperationCheck("masked softmax", [normal(2, 3, 5)]) {
        GaitTensor.softmax($0[0], mask: SoftmaxTests.mask)
      },
      OperationCheck("softmax with a row mask", [normal(2, 3)]) {
        GaitTensor.softmax($0[0], mask: Mask([true, false, true], shape: [3]))
      },
    ]
  }
}
