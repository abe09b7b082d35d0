import GaitKernels
import GaitTensor
import GaitTestSupport
import XCTest

final class BatchNormalizationTests: XCTestCase {
  func testGradientsAreDirectionalDerivatives() {
    for check in OperationChecks.batchNormalization { check.assertGradients() }
  }

  func testOutputsAndGradientsAreThoseOfPyTorch() throws {
    let cases = try ReferenceCase.cases("reference/operations/batchNorm.json")
    for name in ["batch", "batch2D", "rows"] {
      try assertMatches(
        XCTUnwrap(cases[name]), ["input", "weight", "bias"], absolute: 5e-6, relative: 5e-6, name
      ) { batchNorm($0[0], weight: $0[1], bias: $0[2]).output }
    }
    let fixed = try XCTUnwrap(cases["fixed"])
    let mean = try XCTUnwrap(fixed.weights["mean"])
    let variance = try XCTUnwrap(fixed.weights["variance"])
    try assertMatches(fixed, ["input", "weight", "bias"], "fixed") {
      batchNorm($0[0], weight: $0[1], bias: $0[2], mean: mean, variance: variance)
    }
  }

  func testStatisticsAreThoseOfEachChannel() {
    let x = Tensor([1, 3, 5, 7, 2, 2, 2, 2], shape: [2, 2, 2])
    let (_, statistics) = batchNorm(x, weight: .ones([2]), bias: .zeros([2]))
    XCTAssertEqual(statistics.mean.elements, [2, 4])
    XCTAssertEqual(statistics.variance.elements, [0.5, 4.5])
    XCTAssertEqual(statistics.count, 4)
  }

  func testASmallSpreadOnALargeMeanKeepsItsDigits() {
    let x = Tensor((0..<400).map { 1000 + Float($0 % 5) / 64 }, shape: [4, 1, 100])
    let y = batchNorm(x, weight: .ones([1]), bias: .zeros([1]), epsilon: 0).output
    let expected = (0..<400).map { (Double($0 % 5) - 2) / 2.0.squareRoot() }
    assertClose(y.elements, expected, absolute: 1e-6)
  }
}

extension OperationChecks {
  static var batchNormalization: [OperationCheck] {
    let operands = [normal(3, 2, 4), normal(2, seed: 2), normal(2, seed: 3)]
    return [
      OperationCheck("batchNorm", operands) {
        batchNorm($0[0], weight: $0[1], bias: $0[2]).output
      },
      OperationCheck("batchNorm.fixed", operands) {
        batchNorm(
          $0[0], weight: $0[1], bias: $0[2], mean: Tensor([0.3, -1]), variance: Tensor([0.5, 2]))
      },
    ]
  }
}
