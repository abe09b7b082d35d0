import Foundation
import GaitKernels
import GaitTensor
import GaitTestSupport
import XCTest

final class FourierTransformTests: XCTestCase {
  func testGradientsAreDirectionalDerivatives() {
    for check in OperationChecks.fourier { check.assertGradients() }
  }

  func testEveryLengthGivesTheSpectrumOfPyTorch() throws {
    for (name, reference) in try ReferenceCase.cases("reference/operations/fourier.json") {
      let scaling: FourierScaling = name.hasSuffix("plain") ? .backward : .orthonormal
      try assertMatches(reference, ["input"], absolute: 4e-6, relative: 4e-6, name) {
        guard let count = reference.integers["settings"]?.first else {
          return realFourierTransform($0[0], scaling: scaling)
        }
        return inverseRealFourierTransform($0[0], count: count, scaling: scaling)
      }
    }
  }

  func testTheInverseUndoesTheTransformAtEveryLength() {
    for length in Array(1...40) + [255, 256, 257, 384, 509, 1000, 1024] {
      let x = OperationChecks.normal(2, length, seed: UInt64(length))
      for scaling in [FourierScaling.backward, .orthonormal] {
        let back = inverseRealFourierTransform(
          realFourierTransform(x, scaling: scaling), count: length, scaling: scaling)
        assertClose(back, x, absolute: 4e-6, "length \(length), \(scaling):")
      }
    }
  }

  func testLongAndShortLengthsAgreeOnACosine() {
    for length in [64, 240, 256, 300, 512] {
      let values = (0..<length).map { Float(cos(2 * Double.pi * 5 * Double($0) / Double(length))) }
      let spectrum = realFourierTransform(Tensor(values)).elements
      var expected = [Double](repeating: 0, count: 2 * (length / 2 + 1))
      expected[5] = Double(length) / 2
      assertClose(spectrum, expected, absolute: 2e-5 * Double(length).squareRoot())
    }
  }
}

extension OperationChecks {
  static var fourier: [OperationCheck] {
    [
      OperationCheck("realFourierTransform", [normal(2, 9)]) { realFourierTransform($0[0]) },
      OperationCheck("realFourierTransform, long", [normal(1, 270)]) {
        realFourierTransform($0[0], scaling: .orthonormal)
      },
      OperationCheck("inverseRealFourierTransform", [normal(2, 10)]) {
        inverseRealFourierTransform($0[0], count: 8)
      },
      OperationCheck("inverseRealFourierTransform, long", [normal(1, 272)]) {
        inverseRealFourierTransform($0[0], count: 271, scaling: .orthonormal)
      },
    ]
  }
}
