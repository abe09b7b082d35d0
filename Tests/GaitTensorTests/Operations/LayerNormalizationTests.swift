import GaitKernels
import GaitTensor
import GaitTestSupport
import XCTest

final class LayerNormalizationTests: XCTestCase {
  func testGradientsAreDirectionalDerivatives() {
    for check in OperationChecks.layerNormalization { check.assertGradients() }
  }

  func testOutputsAndGradientsAreThoseOfPyTorch() throws {
    let cases = try ReferenceCase.cases("reference/operations/softmax.json")
    let names = ["input", "weight", "bias"]
    try assertMatches(XCTUnwrap(cases["layerNorm"]), names, "layerNorm") {
      layerNorm($0[0], weight: $0[1], bias: $0[2])
    }
    try assertMatches(XCTUnwrap(cases["layerNorm.epsilon"]), names, "layerNorm, epsilon 0.1") {
      layerNorm($0[0], weight: $0[1], bias: $0[2], epsilon: 0.1)
    }
  }

  func testAConstantRowBecomesTheBias() {
    let bias = Tensor([1, 2, 3])
    assertClose(
      layerNorm(Tensor(repeating: 5, shape: [2, 3]), weight: .ones([3]), bias: bias),
      bias.expanded(to: [2, 3]))
  }

  func testALargeMeanDoesNotDrownASmallVariance() {
    var random = RandomSource(seed: 2)
    let x = Tensor.normal([4, 64], using: &random)
    let shifted = x + 4096
    let exact = shifted - 4096
    let (one, zero) = (Tensor.ones([64]), Tensor.zeros([64]))
    assertClose(
      layerNorm(shifted, weight: one, bias: zero), layerNorm(exact, weight: one, bias: zero),
      absolute: 5e-4)
  }

  func testManyRowsSumTheirGradientsPrecisely() {
    var random = RandomSource(seed: 3)
    let x = Tensor.normal([9000, 4], using: &random)
    let upstream = Tensor.uniform([9000, 4], in: 0...1, using: &random)
    let gradients = tapeGradients(
      of: { layerNorm($0[0], weight: $0[1], bias: $0[2]) }, at: [x, .ones([4]), .zeros([4])],
      weights: upstream)
    let elements = upstream.elements
    for column in 0..<4 {
      let exact = stride(from: column, to: elements.count, by: 4).reduce(0.0) {
        $0 + Double(elements[$1])
      }
      XCTAssertEqual(Double(gradients[2][column]), exact, accuracy: 2e-6 * exact)
    }
  }
}

extension OperationChecks {
  static var layerNormalization: [OperationCheck] {
    [
      OperationCheck("layerNorm", [normal(2, 3, 7), normal(7, seed: 2), normal(7, seed: 3)]) {
        layerNorm($0[0], weight: $0[1], bias: $0[2])
      },
      OperationCheck("layerNorm of 70", [normal(4, 70), normal(70, seed: 2), normal(70, seed: 3)]) {
        layerNorm($0[0], weight: $0[1], bias: $0[2], epsilon: 0.1)
      },
      OperationCheck("layerNorm of one", [normal(4, 1), normal(1, seed: 2), normal(1, seed: 3)]) {
        layerNorm($0[0], weight: $0[1], bias: $0[2])
      },
    ]
  }
}
