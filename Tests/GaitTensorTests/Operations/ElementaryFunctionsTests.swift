import GaitTensor
import GaitTestSupport
import XCTest

final class ElementaryFunctionsTests: XCTestCase {
  func testGradientsAreDirectionalDerivatives() {
    for check in OperationChecks.elementaryFunctions { check.assertGradients() }
  }

  func testOutputsAndGradientsAreThoseOfPyTorch() throws {
    let cases = try ReferenceCase.cases("reference/operations/elementary.json")
    let functions: [String: (Tensor) -> Tensor] = [
      "exp": exp, "log": log, "sqrt": sqrt, "square": square, "abs": abs,
    ]
    XCTAssertEqual(cases.keys.sorted(), functions.keys.sorted())
    for (name, reference) in cases {
      let function = try XCTUnwrap(functions[name])
      try assertMatches(reference, ["input"], name) { function($0[0]) }
    }
  }

  func testTheEdgesOfTheDomain() {
    assertClose(log(Tensor([0, -1, 1])), Tensor([-.infinity, .nan, 0]))
    assertClose(sqrt(Tensor([0, -1, 4])), Tensor([0, .nan, 2]))
    assertClose(exp(Tensor([-.infinity, 0, .infinity])), Tensor([0, 1, .infinity]))
    assertClose(abs(Tensor([-0.0, -3, .nan])), Tensor([0, 3, .nan]))
  }

  func testTheGradientOfAMagnitudeIsZeroAtZero() {
    assertClose(tapeGradients(of: { abs($0[0]) }, at: [Tensor([0, -2])])[0], Tensor([0, -1]))
  }
}

extension OperationChecks {
  static var elementaryFunctions: [OperationCheck] {
    [
      OperationCheck("exp", [normal(3, 5)]) { exp($0[0]) },
      OperationCheck("log", [uniform(0.5...3, 3, 5)]) { log($0[0]) },
      OperationCheck("sqrt", [uniform(0.5...3, 17)]) { sqrt($0[0]) },
      OperationCheck("square", [normal(3, 1, 5)]) { square($0[0]) },
      OperationCheck("abs", [spread(3, 5)]) { abs($0[0]) },
    ]
  }
}
