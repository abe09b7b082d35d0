import GaitTensor
import GaitTestSupport
import XCTest

final class ActivationsTests: XCTestCase {
  func testGradientsAreDirectionalDerivatives() {
    for check in OperationChecks.activations { check.assertGradients() }
  }

  func testOutputsAndGradientsAreThoseOfPyTorch() throws {
    let cases = try ReferenceCase.cases("reference/operations/activations.json")
    let functions: [String: (Tensor) -> Tensor] = [
      "tanh": tanh, "sigmoid": sigmoid, "relu": relu, "gelu": gelu, "softplus": softplus,
    ]
    XCTAssertEqual(cases.keys.sorted(), functions.keys.sorted())
    for (name, reference) in cases {
      let function = try XCTUnwrap(functions[name])
      try assertMatches(reference, ["input"], name) { function($0[0]) }
    }
  }

  func testLiteralValues() {
    let x = Tensor([-1, 0, 2])
    assertClose(relu(x), Tensor([0, 0, 2]))
    assertClose(sigmoid(x).elements, [0.268_941_42, 0.5, 0.880_797_08], absolute: 1e-7)
    assertClose(tanh(x).elements, [-0.761_594_16, 0, 0.964_027_58], absolute: 1e-7)
    assertClose(softplus(x).elements, [0.313_261_69, 0.693_147_18, 2.126_928_01], absolute: 3e-7)
    assertClose(gelu(x).elements, [-0.158_655_25, 0, 1.954_499_74], absolute: 3e-7)
  }

  func testSoftplusOfLeadingPlacesLeavesTheOthersAlone() {
    let x = Tensor([-1, 0, 2, -1, 2, 0], shape: [2, 3])
    let y = softplus(x, leading: 2).elements
    assertClose(y, [0.313_261_69, 0.693_147_18, 2, 0.313_261_69, 2.126_928_01, 0], absolute: 3e-7)
    assertClose(softplus(x, leading: 0), x)
    assertClose(softplus(x, leading: 3), softplus(x))
  }

  func testNaNStaysVisible() {
    for function in [tanh, sigmoid, relu, gelu, softplus] {
      XCTAssert(function(Tensor([.nan])).item.isNaN)
    }
  }

  func testALargeInputSaturatesWithoutOverflow() {
    let x = Tensor([-1000, 1000])
    assertClose(sigmoid(x), Tensor([0, 1]))
    assertClose(tanh(x), Tensor([-1, 1]))
    assertClose(softplus(x), Tensor([0, 1000]))
    assertClose(gelu(x), Tensor([0, 1000]))
  }

  func testAGradientThatIsNotFiniteDoesNotPassAClosedReLU() {
    let gradients = tapeGradients(
      of: { relu($0[0]) }, at: [Tensor([-1, 1])], weights: Tensor([.infinity, 2]))
    assertClose(gradients[0], Tensor([0, 2]))
  }
}

extension OperationChecks {
  static var activations: [OperationCheck] {
    [
      OperationCheck("tanh", [normal(3, 5)]) { tanh($0[0]) },
      OperationCheck("sigmoid", [normal(3, 1, 5)]) { sigmoid($0[0]) },
      OperationCheck("relu", [spread(4, 7)]) { relu($0[0]) },
      OperationCheck("gelu", [normal(70)]) { gelu($0[0]) },
      OperationCheck("softplus", [normal(2, 2, 2, 2, 2, 2)]) { softplus($0[0] * 3) },
      OperationCheck("softplus of leading places", [normal(3, 2, 5)]) {
        softplus($0[0] * 2, leading: 3)
      },
      OperationCheck("tanh of a scalar", [Tensor(0.3)]) { tanh($0[0]) },
    ]
  }
}
