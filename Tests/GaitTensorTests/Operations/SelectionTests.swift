import GaitKernels
import GaitTensor
import GaitTestSupport
import XCTest

final class SelectionTests: XCTestCase {
  func testGradientsAreDirectionalDerivatives() {
    for check in OperationChecks.selections { check.assertGradients() }
  }

  func testOutputsAndGradientsAreThoseOfPyTorch() throws {
    let cases = try ReferenceCase.cases("reference/operations/places.json")
    try assertMatches(XCTUnwrap(cases["sliced"]), ["input"], "sliced") {
      $0[0].sliced(axis: 1, 1..<3)
    }
    try assertMatches(XCTUnwrap(cases["gathered"]), ["input"], "gathered") {
      $0[0].gathered(axis: 1, [2, 0, 2])
    }
    try assertMatches(XCTUnwrap(cases["padded"]), ["input"], "padded") {
      $0[0].padded(axis: 1, before: 1, after: 2, with: 0.5)
    }
    try assertMatches(XCTUnwrap(cases["concatenated"]), ["input", "other"], "concatenated") {
      concatenated($0, axis: 1)
    }
    try assertMatches(XCTUnwrap(cases["stacked"]), ["input", "other"], "stacked") {
      stacked($0, axis: 1)
    }
  }

  func testLiteralPlaces() {
    let x = Tensor((0..<6).map(Float.init), shape: [2, 3])
    assertClose(x.sliced(axis: -1, 1..<3), Tensor([1, 2, 4, 5], shape: [2, 2]))
    assertClose(x.sliced(axis: 0, 1..<1), .zeros([0, 3]))
    assertClose(x.selected(axis: 1, 2), Tensor([2, 5]))
    assertClose(x.gathered(axis: 0, [1, 1, 0]).elements, [3, 4, 5, 3, 4, 5, 0, 1, 2])
    XCTAssertEqual(x.gathered(axis: 0, []).shape, [0, 3])
    assertClose(x.padded(axis: 1, before: 1, after: 0).elements, [0, 0, 1, 2, 0, 3, 4, 5])
    assertClose(concatenated([x, x], axis: 1).elements, [0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5])
    XCTAssertEqual(stacked([x, x, x], axis: -1).shape, [2, 3, 3])
    assertClose(stacked([Tensor(1), Tensor(2)], axis: 0), Tensor([1, 2]))
  }

  func testAnIndexGatheredTwiceGetsBothGradients() {
    let gradient = tapeGradients(
      of: { $0[0].gathered(axis: 0, [1, 1, 0]) }, at: [Tensor([5, 6, 7])],
      weights: Tensor([1, 2, 4]))
    assertClose(gradient[0], Tensor([4, 3, 0]))
  }
}

extension OperationChecks {
  static var selections: [OperationCheck] {
    [
      OperationCheck("sliced", [normal(2, 4, 3)]) { $0[0].sliced(axis: 1, 1..<3) },
      OperationCheck("sliced from the first axis", [normal(4, 3)]) { $0[0].sliced(axis: 0, 2..<4) },
      OperationCheck("selected", [normal(2, 3)]) { $0[0].selected(axis: -1, 1) },
      OperationCheck("gathered", [normal(2, 3, 2)]) { $0[0].gathered(axis: 1, [2, 0, 2, 2]) },
      OperationCheck("padded", [normal(2, 3)]) { $0[0].padded(axis: 1, before: 2, after: 1) },
      OperationCheck("concatenated", [normal(2, 1, 3), normal(2, 3, 3)]) {
        concatenated([$0[0], $0[1], $0[0]], axis: 1)
      },
      OperationCheck("stacked", [normal(2, 3), normal(2, 3, seed: 2)]) { stacked($0, axis: -1) },
    ]
  }
}
