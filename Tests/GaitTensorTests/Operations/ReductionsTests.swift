import GaitKernels
import GaitTensor
import GaitTestSupport
import XCTest

final class ReductionsTests: XCTestCase {
  func testGradientsAreDirectionalDerivatives() {
    for check in OperationChecks.reductions { check.assertGradients() }
  }

  func testOutputsAndGradientsAreThoseOfPyTorch() throws {
    let cases = try ReferenceCase.cases("reference/operations/reductions.json")
    let functions: [String: (Tensor) -> Tensor] = [
      "sum": { $0.sum() }, "mean": { $0.mean() }, "sum.0": { $0.sum(axis: 0) },
      "sum.1": { $0.sum(axis: 1) }, "sum.2": { $0.sum(axis: 2, keepingAxis: true) },
      "mean.1": { $0.mean(axis: 1) }, "max.1": { $0.max(axis: 1) }, "max.-1": { $0.max(axis: -1) },
    ]
    XCTAssertEqual(cases.keys.sorted(), functions.keys.sorted())
    for (name, reference) in cases {
      let function = try XCTUnwrap(functions[name])
      try assertMatches(reference, ["input"], name) { function($0[0]) }
    }
  }

  func testTheFirstOfEqualElementsTakesTheGradientOfAMaximum() {
    let x = Tensor([1, 3, 3, 2], shape: [1, 4])
    assertClose(tapeGradients(of: { $0[0].max(axis: 1) }, at: [x])[0].elements, [0, 1, 0, 0])
  }

  func testAMaximumShowsANaN() {
    assertClose(
      Tensor([1, .nan, 3, -1, -.infinity, -2], shape: [2, 3]).max(axis: 1), Tensor([.nan, -1]))
  }

  func testSumsOverAnEmptyAxisAreZero() {
    assertClose(Tensor.zeros([2, 0]).sum(axis: 1), Tensor([0, 0]))
    assertClose(Tensor.zeros([0, 2]).sum(axis: 0), Tensor([0, 0]))
    assertClose(Tensor.zeros([0]).sum(), Tensor(0))
  }

  func testSumsOfManyElementsKeepTheirPrecision() {
    var random = RandomSource(seed: 8)
    let x = Tensor.uniform([50_000, 2], in: 0...1, using: &random)
    let exact = x.elements.reduce(0.0) { $0 + Double($1) }
    XCTAssertEqual(Double(x.sum().item), exact, accuracy: 2e-7 * exact)
    let columns = x.sum(axis: 0)
    XCTAssertEqual(Double(columns[0] + columns[1]), exact, accuracy: 1e-6 * exact)
  }
}

extension OperationChecks {
  static var reductions: [OperationCheck] {
    [
      OperationCheck("sum", [normal(3, 4)]) { $0[0].sum() },
      OperationCheck("mean", [normal(3, 1, 4)]) { $0[0].mean() },
      OperationCheck("sum of the first axis", [normal(3, 4)]) { $0[0].sum(axis: 0) },
      OperationCheck("sum of a middle axis", [normal(3, 4, 2)]) {
        $0[0].sum(axis: 1, keepingAxis: true)
      },
      OperationCheck("sum of the last axis", [normal(3, 4, 2)]) { $0[0].sum(axis: -1) },
      OperationCheck("sum of an axis of one", [normal(3, 1, 2)]) { $0[0].sum(axis: 1) },
      OperationCheck("mean of an axis", [normal(2, 3, 1, 2, 1, 2)]) { $0[0].mean(axis: 3) },
      OperationCheck("max", [spread(3, 4, 2)]) { $0[0].max(axis: 1) },
      OperationCheck("max of the last axis", [spread(3, 5)]) { $0[0].max(axis: -1) },
    ]
  }
}
