import GaitKernels
import GaitTensor
import GaitTestSupport
import XCTest

final class MatrixProductTests: XCTestCase {
  func testGradientsAreDirectionalDerivatives() {
    for check in OperationChecks.products { check.assertGradients() }
  }

  func testOutputsAndGradientsAreThoseOfPyTorch() throws {
    let cases = try ReferenceCase.cases("reference/operations/products.json")
    for name in ["matmul", "matmul.leading", "matmul.batched", "matmul.broadcast"] {
      try assertMatches(XCTUnwrap(cases[name]), ["input", "other"], name) { matmul($0[0], $0[1]) }
    }
    try assertMatches(XCTUnwrap(cases["linear"]), ["input", "weight", "bias"], "linear") {
      linear($0[0], weight: $0[1], bias: $0[2])
    }
  }

  func testLiteralValues() {
    let x = Tensor([1, 2, 3, 4], shape: [2, 2])
    assertClose(matmul(x, x), Tensor([7, 10, 15, 22], shape: [2, 2]))
    assertClose(
      linear(x, weight: Tensor([1, -1], shape: [1, 2]), bias: Tensor([10])),
      Tensor([9, 9], shape: [2, 1]))
    assertClose(linear(x, weight: Tensor([1, -1], shape: [1, 2]), bias: nil).elements, [-1, -1])
  }

  func testFewLongRowsGiveTheProductAndTheSameBitsWithAnyNumberOfThreads() {
    for (rows, inputs, outputs) in [(1, 512, 3), (5, 700, 33), (32, 1030, 130)] {
      let x = OperationChecks.normal(rows, inputs)
      let weight = OperationChecks.normal(outputs, inputs, seed: 2)
      let bias = OperationChecks.normal(outputs, seed: 3)
      let found = linear(x, weight: weight, bias: bias)
      assertClose(
        found, matmul(x, weight.transposed(0, 1)) + bias, absolute: 2e-4, relative: 1e-5,
        "\(rows) x \(inputs) x \(outputs)")
      let before = Parallel.threads
      defer { Parallel.threads = before }
      for threads in [1, 2, 3] {
        Parallel.threads = threads
        assertSameBits(linear(x, weight: weight, bias: bias), found)
      }
    }
  }

  func testALinearMapOfAnySizeIsTheProductItsBiasAndItsActivation() {
    // Packed and not, one piece and several, gradients of the weight in one sum and in shards.
    for (rows, inputs, outputs) in [
      (3, 5, 7), (20, 24, 33), (300, 16, 40), (1100, 65, 31), (2600, 40, 16), (1300, 16, 64),
    ] {
      let inputs = [
        OperationChecks.normal(rows, inputs), OperationChecks.normal(outputs, inputs, seed: 2),
        OperationChecks.normal(outputs, seed: 3),
      ]
      for (name, activation, function) in [
        ("none", LinearActivation.none, { $0 }), ("relu", .relu, { relu($0) }),
        ("gelu", .gelu, { gelu($0) }),
      ] as [(String, LinearActivation, (Tensor) -> Tensor)] {
        let message = "\(rows) x \(inputs[1].shape), \(name)"
        let fused = { (x: [Tensor]) in
          linear(x[0], weight: x[1], bias: x[2], activation: activation)
        }
        let plain = { (x: [Tensor]) in function(matmul(x[0], x[1].transposed(0, 1)) + x[2]) }
        assertClose(fused(inputs), plain(inputs), absolute: 1e-4, relative: 1e-5, message)
        let found = tapeGradients(of: fused, at: inputs)
        for (found, expected) in zip(found, tapeGradients(of: plain, at: inputs)) {
          assertClose(found, expected, absolute: 3e-3, relative: 1e-4, message + ", gradient")
        }
        let before = Parallel.threads
        defer { Parallel.threads = before }
        for threads in [1, 2, 3] {
          Parallel.threads = threads
          for (again, gradient) in zip(tapeGradients(of: fused, at: inputs), found) {
            assertSameBits(again, gradient)
          }
        }
      }
    }
  }

  func testAVectorGoesThroughALinearMap() {
    let y = linear(Tensor([1, 2]), weight: Tensor([1, 1, 1, -1], shape: [2, 2]), bias: nil)
    assertClose(y, Tensor([3, -1]))
  }

  func testEmptySizesGiveZeros() {
    assertClose(matmul(.zeros([2, 0]), .zeros([0, 3])), .zeros([2, 3]))
    XCTAssertEqual(matmul(.zeros([0, 2]), .zeros([2, 3])).shape, [0, 3])
    XCTAssertEqual(matmul(.zeros([2, 0, 2]), .zeros([2, 2, 3])).shape, [2, 0, 3])
    let bias = Tensor([1, 2, 3])
    assertClose(
      linear(.zeros([2, 0]), weight: .zeros([3, 0]), bias: bias), bias.expanded(to: [2, 3]))
    let gradients = tapeGradients(
      of: { linear($0[0], weight: $0[1], bias: $0[2]) },
      at: [.zeros([0, 2]), .ones([3, 2]), bias])
    assertClose(gradients[1], .zeros([3, 2]))
    assertClose(gradients[2], .zeros([3]))
  }
}

extension OperationChecks {
  static var products: [OperationCheck] {
    [
      OperationCheck("matmul", [normal(3, 4), normal(4, 5)]) { matmul($0[0], $0[1]) },
      OperationCheck("matmul of ones", [normal(1, 1), normal(1, 5)]) { matmul($0[0], $0[1]) },
      OperationCheck("matmul, leading axes", [normal(2, 1, 3, 4), normal(4, 2)]) {
        matmul($0[0], $0[1])
      },
      OperationCheck("matmul, batched", [normal(2, 3, 4), normal(2, 4, 1, seed: 2)]) {
        matmul($0[0], $0[1])
      },
      OperationCheck("matmul, broadcast", [normal(3, 4), normal(2, 4, 2)]) {
        matmul($0[0], $0[1])
      },
      OperationCheck("matmul by itself", [normal(3, 3)]) { matmul($0[0], $0[0]) },
      OperationCheck("linear", [normal(2, 3, 4), normal(5, 4), normal(5)]) {
        linear($0[0], weight: $0[1], bias: $0[2])
      },
      OperationCheck("linear and GELU", [normal(2, 3, 4), normal(5, 4), normal(5)]) {
        linear($0[0], weight: $0[1], bias: $0[2], activation: .gelu)
      },
      OperationCheck("linear without bias", [normal(4), normal(5, 4)]) {
        linear($0[0], weight: $0[1], bias: nil)
      },
    ]
  }
}
