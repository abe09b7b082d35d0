import GaitKernels
import GaitTensor
import GaitTestSupport
import XCTest

final class SequenceFiltersTests: XCTestCase {
  func testGradientsAreDirectionalDerivatives() {
    for check in OperationChecks.sequenceFilters { check.assertGradients() }
  }

  func testOutputsAndGradientsAreThoseOfPyTorch() throws {
    let cases = try ReferenceCase.cases("reference/operations/sequences.json")
    func check(
      _ name: String, _ inputs: [String] = ["input"], _ function: @escaping ([Tensor]) -> Tensor
    ) throws {
      try assertMatches(XCTUnwrap(cases[name]), inputs, name, function)
    }
    try check("movingAverage") { $0[0].exponentialMovingAverage(axis: 1, alpha: 0.3) }
    try check("replicate") { $0[0].replicatePadded(axis: 2, before: 2, after: 3) }
    try check("patches") { $0[0].patches(size: 4, stride: 2) }
    try check("patches.apart") { $0[0].patches(size: 2, stride: 3) }
    try check("logSoftmax") { logSoftmax($0[0]) }
    try check("weightNorm", ["magnitude", "direction"]) {
      weightNormalized(magnitude: $0[0], direction: $0[1])
    }
  }

  func testPatchesOverlapByLessThanTheirSize() {
    let x = Tensor([1, 2, 3, 4, 5])
    XCTAssertEqual(x.patches(size: 3, stride: 2).elements, [1, 2, 3, 3, 4, 5])
    XCTAssertEqual(x.patches(size: 2, stride: 2).shape, [2, 2])
  }

  func testLogSoftmaxOfFarApartLogitsIsFinite() {
    XCTAssertEqual(logSoftmax(Tensor([1000, 0, -1000])).elements, [0, -1000, -2000])
  }
}

extension OperationChecks {
  static var sequenceFilters: [OperationCheck] {
    [
      OperationCheck("exponentialMovingAverage", [normal(2, 5, 3)]) {
        $0[0].exponentialMovingAverage(axis: 1, alpha: 0.4)
      },
      OperationCheck("replicatePadded", [normal(2, 3, 2)]) {
        $0[0].replicatePadded(axis: 1, before: 2, after: 1)
      },
      OperationCheck("patches", [normal(2, 9)]) { $0[0].patches(size: 4, stride: 2) },
      OperationCheck("logSoftmax", [normal(3, 4)]) { logSoftmax($0[0]) },
    ]
  }
}
