import GaitKernels
import GaitTensor
import GaitTestSupport
import XCTest

final class AttentionTests: XCTestCase {
  func testGradientsAreDirectionalDerivatives() {
    for check in OperationChecks.attention { check.assertGradients() }
  }

  func testOutputsAndGradientsAreThoseOfPyTorch() throws {
    let reference = try XCTUnwrap(
      ReferenceCase.cases("reference/operations/attention.json")["attention"])
    try assertMatches(reference, ["query", "key", "value"], "attention") {
      attended(weights: attentionWeights(query: $0[0], key: $0[1], heads: 2), value: $0[2])
    }
  }

  func testSelfAttentionIsTheAttentionOfItsParts() {
    for (batch, time, heads, width, rate) in [
      (1, 1, 1, 1, Float(0)), (2, 5, 2, 6, 0), (3, 37, 4, 64, 0.3), (2, 70, 1, 33, 0.1),
    ] {
      let projection = OperationChecks.normal(batch, time, 3 * width)
      let fused = { (x: [Tensor]) in selfAttention(x[0], heads: heads, rate: rate, key: 9) }
      let parts = { (x: [Tensor]) in
        let part = { x[0].sliced(axis: 2, $0 * width..<($0 + 1) * width) }
        let weights = attentionWeights(query: part(0), key: part(1), heads: heads)
        return attended(weights: dropout(weights, rate: rate, key: 9), value: part(2))
      }
      let message = "\(batch) x \(time) x \(heads) x \(width)"
      assertClose(
        fused([projection]), parts([projection]), absolute: 1e-5, relative: 1e-5, message)
      let found = tapeGradients(of: fused, at: [projection])[0]
      assertClose(
        found, tapeGradients(of: parts, at: [projection])[0], absolute: 1e-4, relative: 1e-4,
        message)
      let before = Parallel.threads
      defer { Parallel.threads = before }
      for threads in [1, 2, 3] {
        Parallel.threads = threads
        assertSameBits(tapeGradients(of: fused, at: [projection])[0], found)
      }
    }
  }

  func testCrossAttentionGivesTheNumbersOfItsParts() {
    for (batch, queries, keys, heads, width, isMasked) in [
      (1, 1, 1, 1, 1, false), (2, 5, 3, 2, 6, true), (1, 37, 20, 4, 64, false),
      (4, 33, 70, 1, 33, true), (3, 20, 20, 2, 12, true),
    ] {
      let operands = [
        OperationChecks.normal(batch, queries, width),
        OperationChecks.normal(batch, keys, 2 * width, seed: 2),
      ]
      let mask =
        isMasked
        ? Mask(
          (0..<queries * keys).map { $0 % keys <= $0 / keys && $0 / keys != 1 },
          shape: [queries, keys]) : nil
      let fused = { (x: [Tensor]) in
        crossAttention(query: x[0], keyValue: x[1], heads: heads, mask: mask).value
      }
      let key = { (x: [Tensor]) in x[1].sliced(axis: 2, 0..<width) }
      let weights = { (x: [Tensor]) in
        attentionWeights(query: x[0], key: key(x), heads: heads, mask: mask)
      }
      let parts = { (x: [Tensor]) in
        attended(weights: weights(x), value: x[1].sliced(axis: 2, width..<2 * width))
      }
      let message = "\(batch) x \(queries) x \(keys) x \(heads) x \(width)"
      assertClose(fused(operands), parts(operands), absolute: 1e-5, relative: 1e-5, message)
      assertClose(
        crossAttention(query: operands[0], keyValue: operands[1], heads: heads, mask: mask)
          .meanWeights, weights(operands).mean(axis: 1), absolute: 1e-6, relative: 1e-5, message)
      let found = tapeGradients(of: fused, at: operands)
      for (own, expected) in zip(found, tapeGradients(of: parts, at: operands)) {
        assertClose(own, expected, absolute: 1e-4, relative: 1e-4, message)
      }
      let before = Parallel.threads
      defer { Parallel.threads = before }
      for threads in [1, 2, 3] {
        Parallel.threads = threads
        for (own, expected) in zip(tapeGradients(of: fused, at: operands), found) {
          assertSameBits(own, expected)
        }
        assertSameBits(fused(operands), fused(operands))
      }
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
      OperationCheck("self attention of a projection", [normal(2, 3, 12)]) {
        selfAttention($0[0], heads: 2, rate: 0.4, key: 3)
      },
      OperationCheck("cross attention", [normal(2, 3, 6), normal(2, 4, 12, seed: 2)]) {
        crossAttention(query: $0[0], keyValue: $0[1], heads: 2).value
      },
      OperationCheck("attention of ones", [normal(1, 1, 1), normal(1, 1, 1, seed: 2)]) {
        attended(weights: attentionWeights(query: $0[0], key: $0[1], heads: 1), value: $0[1])
      },
    ]
  }
}
