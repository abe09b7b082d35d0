import GaitKernels
import GaitTensor
import GaitTestSupport
import XCTest

final class ArithmeticTests: XCTestCase {
  private let operations: [String: (Tensor, Tensor) -> Tensor] = [
    "add": { $0 + $1 }, "subtract": { $0 - $1 }, "multiply": { $0 * $1 }, "divide": { $0 / $1 },
  ]

  func testGradientsAreDirectionalDerivatives() {
    for check in OperationChecks.arithmetic { check.assertGradients() }
  }

  func testOutputsAndGradientsAreThoseOfPyTorch() throws {
    let cases = try ReferenceCase.cases("reference/operations/arithmetic.json")
    XCTAssertEqual(cases.count, 32)
    for (name, reference) in cases {
      let function = try XCTUnwrap(operations[String(name.prefix { $0 != "." })])
      try assertMatches(reference, ["input", "other"], absolute: 4e-6, relative: 4e-6, name) {
        function($0[0], $0[1])
      }
    }
  }

  func testEveryPairOfShapesBroadcastsAsIndexingSays() {
    var random = RandomSource(seed: 5)
    for _ in 0..<200 {
      let rank = Int.random(in: 0...6, using: &random)
      let full = (0..<rank).map { _ in Int.random(in: 1...3, using: &random) }
      func part() -> Shape {
        let dropped = Int.random(in: 0...rank, using: &random)
        return Shape(full.dropFirst(dropped).map { Bool.random(using: &random) ? $0 : 1 })
      }
      let x = Tensor.normal(part(), using: &random)
      let y = Tensor.normal(part(), using: &random)
      for (name, function) in operations {
        let found = function(x, y)
        let expected = indexed(x, y, name)
        assertClose(found, expected, "\(x.shape) \(name) \(y.shape)")
      }
    }
  }

  /// Broadcasting by its definition, an element at a time.
  private func indexed(_ x: Tensor, _ y: Tensor, _ name: String) -> Tensor {
    let rank = max(x.shape.rank, y.shape.rank)
    func padded(_ tensor: Tensor) -> [Int] {
      [Int](repeating: 1, count: rank - tensor.shape.rank) + tensor.shape.extents
    }
    let (a, b) = (padded(x), padded(y))
    let extents = zip(a, b).map { max($0, $1) }
    let (left, right) = (x.elements, y.elements)
    let values = (0..<extents.reduce(1, *)).map { place -> Float in
      var rest = place
      var (i, j) = (0, 0)
      var (iStep, jStep) = (1, 1)
      for axis in stride(from: rank - 1, through: 0, by: -1) {
        let index = rest % extents[axis]
        rest /= extents[axis]
        if a[axis] > 1 { i += index * iStep }
        if b[axis] > 1 { j += index * jStep }
        iStep *= a[axis]
        jStep *= b[axis]
      }
      switch name {
      case "add": return left[i] + right[j]
      case "subtract": return left[i] - right[j]
      case "multiply": return left[i] * right[j]
      default: return left[i] / right[j]
      }
    }
    return Tensor(values, shape: Shape(extents))
  }

  func testNumbersOnEitherSide() {
    let x = Tensor([1, 2, 4])
    assertClose(x + 1, Tensor([2, 3, 5]))
    assertClose(1 + x, Tensor([2, 3, 5]))
    assertClose(x - 1, Tensor([0, 1, 3]))
    assertClose(1 - x, Tensor([0, -1, -3]))
    assertClose(x * 3, Tensor([3, 6, 12]))
    assertClose(3 * x, Tensor([3, 6, 12]))
    assertClose(x / 2, Tensor([0.5, 1, 2]))
    assertClose(2 / x, Tensor([2, 1, 0.5]))
    assertClose(-x, Tensor([-1, -2, -4]))
  }

  func testATensorWithoutElementsHasEmptyResults() {
    let empty = Tensor.zeros([0, 3])
    XCTAssertEqual((empty + Tensor.ones([3])).shape, [0, 3])
    XCTAssertEqual((Tensor.ones([1, 3]) * empty).shape, [0, 3])
    let gradients = tapeGradients(of: { $0[0] * $0[1] }, at: [empty, .ones([3])])
    assertClose(gradients[1], .zeros([3]))
  }

  func testASumOverManyRowsKeepsItsPrecision() {
    var random = RandomSource(seed: 8)
    let x = Tensor.uniform([20_000, 3], in: 0...1, using: &random)
    let gradient = tapeGradients(
      of: { $0[0] + $0[1] }, at: [.zeros([20_000, 3]), .zeros([3])], weights: x)
    let elements = x.elements
    for column in 0..<3 {
      let exact = stride(from: column, to: elements.count, by: 3).reduce(0.0) {
        $0 + Double(elements[$1])
      }
      XCTAssertEqual(Double(gradient[1][column]), exact, accuracy: 1e-6 * exact)
    }
  }
}

extension OperationChecks {
  static var arithmetic: [OperationCheck] {
    [
      OperationCheck("add", [normal(2, 3), normal(3, seed: 2)]) { $0[0] + $0[1] },
      OperationCheck("subtract", [normal(3, 1), normal(2, 1, 4)]) { $0[0] - $0[1] },
      OperationCheck("multiply", [normal(2, 1, 3), normal(4, 1)]) { $0[0] * $0[1] },
      OperationCheck("multiply by itself", [normal(2, 3)]) { $0[0] * $0[0] },
      OperationCheck("multiply a scalar", [normal(2, 3), Tensor(1.5)]) { $0[0] * $0[1] },
      OperationCheck("divide", [normal(2, 3), uniform(1...2, 2, 1)]) { $0[0] / $0[1] },
      OperationCheck("divide by more", [normal(1), uniform(1...2, 2, 1, 4)]) { $0[0] / $0[1] },
      OperationCheck("affine", [normal(7)]) { 3 - $0[0] * 2 + 1 },
      OperationCheck("number over tensor", [uniform(1...2, 7)]) { 3 / $0[0] },
    ]
  }
}
