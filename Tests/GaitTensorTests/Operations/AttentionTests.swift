import GaitKernels
import GaitTensor
import GaitTestSupport
import XCTest

final class AttentionTests: XCTestCase {
  func testGradientsAreDirectionalDerivatives() {
    for check in OperationChecks.attention { check.verify() }
  }

  func testOutputsAndGradientsAreThoseOfPyTorch() throws {
    let reference = try XCTUnwrap(
      ReferenceCase.cases("reference/operations/attention.json")["attention"])
    try assertMatches(reference, ["query", "key", "value"], "attention") {
      attended(weights: attentionWeights(query: $0[0], key: $0[1], heads: 2), value: $0[2])
    }
  }

  func testEachKindOfMaskHidesItsKeys() {
    let (q, k) = (OperationChecks.normal(2, 3, 4), OperationChecks.normal(2, 5, 4, seed: 2))
    func weights(_ mask: Mask) -> Tensor {
      attentionWeights(query: q, key: k, heads: 2, mask: mask)
    }
    let shared = Mask((0..<15).map { $0 % 4 != 1 }, shape: [3, 5])
    let perKey = Mask((0..<10).map { $0 % 3 != 1 }, shape: [2, 1, 5])
    let full = Mask((0..<30).map { $0 % 7 > 2 }, shape: [2, 3, 5])
    for mask in [shared, perKey, full] {
      let w = weights(mask)
      for batch in 0..<2 {
        for (head, query) in (0..<2).flatMap({ head in (0..<3).map { (head, $0) } }) {
          var total: Float = 0
          for key in 0..<5 {
            let place: Int
            if mask.shape == shared.shape {
              place = query * 5 + key
            } else if mask.shape == perKey.shape {
              place = batch * 5 + key
            } else {
              place = (batch * 3 + query) * 5 + key
            }
            let weight = w[batch, head, query, key]
            XCTAssertEqual(weight > 0, mask.isPresent[place], "\(mask.shape)")
            total += weight
          }
          XCTAssertEqual(total, 1, accuracy: 1e-6)
        }
      }
    }
  }

  func testAQueryThatSeesNothingGetsZeros() {
    let q = OperationChecks.normal(1, 2, 4)
    let mask = Mask([true, true, false, false], shape: [2, 2])
    let w = attentionWeights(query: q, key: q, heads: 1, mask: mask)
    assertClose(w.selected(axis: 2, 1).elements, [0, 0])
    assertClose(attended(weights: w, value: q).selected(axis: 1, 1).elements, [0, 0, 0, 0])
  }
}

extension OperationChecks {
  static var attention: [OperationCheck] {
    let causal = Mask((0..<9).map { $0 % 3 <= $0 / 3 }, shape: [3, 3])
    return [
      OperationCheck("attention", [normal(2, 3, 4), normal(2, 5, 4), normal(2, 5, 6)]) {
        attended(weights: attentionWeights(query: $0[0], key: $0[1], heads: 2), value: $0[2])
      },
      OperationCheck("self attention, causal", [normal(2, 3, 4)]) {
        attended(
          weights: attentionWeights(query: $0[0], key: $0[0], heads: 4, mask: causal), value: $0[0])
      },
      OperationCheck("attention of ones", [normal(1, 1, 1), normal(1, 1, 1, seed: 2)]) {
        attended(weights: attentionWeights(query: $0[0], key: $0[1], heads: 1), value: $0[1])
      },
    ]
  }
}
