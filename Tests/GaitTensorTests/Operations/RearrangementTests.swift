import GaitKernels
import GaitTensor
import GaitTestSupport
import XCTest

final class RearrangementTests: XCTestCase {
  func testGradientsAreDirectionalDerivatives() {
    for check in OperationChecks.rearrangements { check.assertGradients() }
  }

  func testOutputsAndGradientsAreThoseOfPyTorch() throws {
    let cases = try ReferenceCase.cases("reference/operations/places.json")
    try assertMatches(XCTUnwrap(cases["permuted"]), ["input"], "permuted") {
      $0[0].permuted([2, 0, 1])
    }
    try assertMatches(XCTUnwrap(cases["expanded"]), ["input"], "expanded") {
      $0[0].expanded(to: [4, 2, 3])
    }
  }

  func testEveryOrderOfAxesIsThatOfIndexing() {
    var random = RandomSource(seed: 6)
    for _ in 0..<100 {
      let rank = Int.random(in: 0...6, using: &random)
      let extents = (0..<rank).map { _ in Int.random(in: 1...4, using: &random) }
      let order = Array(0..<rank).shuffled(using: &random)
      let x = Tensor.normal(Shape(extents), using: &random)
      let y = x.permuted(order)
      let target = order.map { extents[$0] }
      XCTAssertEqual(y.shape, Shape(target))
      let (from, to) = (x.elements, y.elements)
      for place in 0..<to.count {
        var rest = place
        var index = [Int](repeating: 0, count: rank)
        for axis in stride(from: rank - 1, through: 0, by: -1) {
          index[order[axis]] = rest % target[axis]
          rest /= target[axis]
        }
        let source = zip(index, extents).reduce(0) { $0 * $1.1 + $1.0 }
        XCTAssertEqual(to[place], from[source], "\(extents) in order \(order)")
      }
    }
  }

  func testALargeTransposeIsUndoneByASecond() {
    var random = RandomSource(seed: 7)
    let x = Tensor.normal([3, 130, 261], using: &random)
    let y = x.transposed(1, 2)
    XCTAssertEqual(y[2, 200, 100], x[2, 100, 200])
    assertSameBits(y.transposed(-1, -2), x)
  }

  func testReshapingKeepsTheElementsAndFindsAFreeExtent() {
    let x = Tensor((0..<24).map(Float.init), shape: [2, 3, 4])
    let y = x.reshaped(to: [4, -1])
    XCTAssertEqual(y.shape, [4, 6])
    XCTAssertEqual(y.elements, x.elements)
    XCTAssertEqual(x.expandingAxis(-1).shape, [2, 3, 4, 1])
    XCTAssertEqual(x.expandingAxis(0).squeezed(0).shape, x.shape)
    XCTAssertEqual(x.flattened(from: 1).shape, [2, 12])
    XCTAssertEqual(x.flattened().shape, [24])
    XCTAssertEqual(Tensor(3).reshaped(to: [1, 1]).shape, [1, 1])
  }

  func testExpandingKeepsBits() {
    let x = Tensor([-0.0, .infinity], shape: [2, 1])
    assertSameBits(
      x.expanded(to: [2, 2]), Tensor([-0.0, -0.0, .infinity, .infinity], shape: [2, 2]))
  }
}

extension OperationChecks {
  static var rearrangements: [OperationCheck] {
    [
      OperationCheck("reshaped", [normal(2, 6)]) { $0[0].reshaped(to: [3, -1]) },
      OperationCheck("permuted", [normal(2, 3, 4)]) { $0[0].permuted([2, 0, 1]) },
      OperationCheck("permuted, six axes", [normal(2, 1, 3, 2, 1, 2)]) {
        $0[0].permuted([5, 3, 0, 1, 4, 2])
      },
      OperationCheck("transposed", [normal(2, 3, 4)]) { $0[0].transposed(-1, 0) },
      OperationCheck("expanded", [normal(2, 1)]) { $0[0].expanded(to: [4, 2, 3]) },
      OperationCheck("expanded scalar", [Tensor(2)]) { $0[0].expanded(to: [2, 3]) },
    ]
  }
}
