import GaitKernels
import GaitTensor
import GaitTestSupport
import XCTest

final class PoolingTests: XCTestCase {
  func testGradientsAreDirectionalDerivatives() {
    for check in OperationChecks.pools { check.assertGradients() }
  }

  func testPoolsAreThoseOfPyTorch() throws {
    let cases = try ReferenceCase.cases("reference/operations/pooling.json")
    func check(_ name: String, _ function: @escaping (Tensor) -> Tensor) throws {
      try assertMatches(XCTUnwrap(cases[name]), ["input"], name) { function($0[0]) }
    }
    try check("max1D") { maxPool1D($0, window: 2) }
    try check("max1D.same") { maxPool1D($0, window: 3, stride: 1, padding: 1) }
    try check("max2D.half") { maxPool2D($0, window: PlaneExtent(height: 1, width: 2)) }
    try check("max2D.stem") { maxPool2D($0, window: 3, stride: 2, padding: 1) }
    try check("average1D") { averagePool1D($0, window: 2) }
    try check("average1D.moving") { averagePool1D($0, window: 5, stride: 1) }
    try check("average2D") {
      averagePool2D(
        $0, window: PlaneExtent(height: 2, width: 3), stride: PlaneExtent(height: 1, width: 2))
    }
    try check("global") { globalAveragePool($0) }
    try check("globalMax") { globalMaxPool($0) }
  }

  func testTheFirstOfEqualElementsTakesTheGradient() {
    let x = Tensor([1, 1, 2, 2, 0, 2], shape: [1, 1, 6])
    let gradient = tapeGradients(of: { maxPool1D($0[0], window: 3) }, at: [x])[0]
    XCTAssertEqual(gradient.elements, [0, 0, 1, 1, 0, 0])
  }

  func testPaddingIsNeverTheLargest() {
    let x = Tensor([-3, -2], shape: [1, 1, 2])
    XCTAssertEqual(maxPool1D(x, window: 3, stride: 1, padding: 1).elements, [-2, -2])
  }
}

extension OperationChecks {
  static var pools: [OperationCheck] {
    [
      OperationCheck("maxPool2D", [spread(2, 2, 4, 5)]) {
        maxPool2D($0[0], window: 3, stride: 1, padding: 1)
      },
      OperationCheck("averagePool2D", [normal(2, 2, 4, 5)]) {
        averagePool2D($0[0], window: 2, stride: 1)
      },
    ]
  }
}
