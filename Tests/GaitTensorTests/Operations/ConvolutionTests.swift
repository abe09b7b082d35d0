import GaitKernels
import GaitTensor
import GaitTestSupport
import XCTest

final class ConvolutionTests: XCTestCase {
  func testGradientsAreDirectionalDerivatives() {
    for check in OperationChecks.convolutions { check.assertGradients() }
  }

  func testConvolutionOverTimeIsThatOfPyTorch() throws {
    for (name, reference) in try ReferenceCase.cases("reference/operations/convolution1D.json") {
      let settings = try XCTUnwrap(reference.integers["settings"])
      try assertMatches(reference, ["input", "weight", "bias"], name) {
        convolution1D(
          $0[0], weight: $0[1], bias: $0[2], stride: settings[0],
          padding: settings[1] < 0 ? .causal : .zeros(settings[1]), dilation: settings[2],
          groups: settings[3])
      }
    }
  }

  func testKernelsOfOneChannelSideBySideAreTheProductsOfTheirRuns() {
    for (batch, channels, kernel, time) in [(3, 5, 4, 18), (40, 12, 16, 256), (2, 1, 7, 7)] {
      let inputs = [
        OperationChecks.normal(batch, channels, time),
        OperationChecks.normal(channels, 1, kernel, seed: 2),
        OperationChecks.normal(channels, seed: 3),
      ]
      let places = time / kernel
      let apart = { (x: [Tensor]) in
        convolution1D(x[0], weight: x[1], bias: x[2], stride: kernel, groups: channels)
      }
      let plain = { (x: [Tensor]) in
        let runs = x[0].sliced(axis: 2, 0..<places * kernel)
          .reshaped(to: [batch, channels, places, kernel])
        let sums = (runs * x[1]).summed(to: [batch, channels, places, 1])
        return sums.reshaped(to: [batch, channels, places]) + x[2].reshaped(to: [channels, 1])
      }
      let message = "\(batch) x \(channels) x \(time) by \(kernel)"
      assertClose(apart(inputs), plain(inputs), absolute: 1e-5, relative: 1e-5, message)
      let found = tapeGradients(of: apart, at: inputs)
      let before = Parallel.threads
      defer { Parallel.threads = before }
      for threads in [1, 2] {
        Parallel.threads = threads
        for (again, gradient) in zip(tapeGradients(of: apart, at: inputs), found) {
          assertSameBits(again, gradient)
        }
      }
    }
  }

  func testTransposedConvolutionIsThatOfPyTorch() throws {
    let path = "reference/operations/transposedConvolution1D.json"
    for (name, reference) in try ReferenceCase.cases(path) {
      let settings = try XCTUnwrap(reference.integers["settings"])
      try assertMatches(reference, ["input", "weight", "bias"], name) {
        transposedConvolution1D(
          $0[0], weight: $0[1], bias: $0[2], stride: settings[0], padding: settings[1])
      }
    }
  }

  func testConvolutionOverAPlaneIsThatOfPyTorch() throws {
    for (name, reference) in try ReferenceCase.cases("reference/operations/convolution2D.json") {
      let settings = try XCTUnwrap(reference.integers["settings"])
      try assertMatches(
        reference, ["input", "weight", "bias"], absolute: 1e-5, relative: 1e-5, name
      ) {
        convolution2D(
          $0[0], weight: $0[1], bias: $0[2],
          stride: PlaneExtent(height: settings[0], width: settings[1]),
          padding: PlaneExtent(height: settings[2], width: settings[3]), groups: settings[4])
      }
    }
  }

  func testACausalOutputDoesNotSeeTheFuture() {
    let x = OperationChecks.normal(2, 3, 9)
    let weight = OperationChecks.normal(4, 3, 3, seed: 2)
    func run(_ x: Tensor) -> Tensor {
      convolution1D(x, weight: weight, padding: .causal, dilation: 2)
    }
    let later = x.sliced(axis: 2, 0..<5).padded(axis: 2, before: 0, after: 4, with: 100)
    XCTAssertEqual(run(x).shape, [2, 4, 9])
    assertSameBits(run(later).sliced(axis: 2, 0..<5), run(x).sliced(axis: 2, 0..<5))
  }

  func testResultsHaveTheSameBitsWithAnyNumberOfThreads() {
    let inputs = [
      OperationChecks.normal(70, 5, 33), OperationChecks.normal(6, 5, 5, seed: 2),
      OperationChecks.normal(6, seed: 3),
    ]
    func pass(_ threads: Int) -> [Tensor] {
      let before = Parallel.threads
      Parallel.threads = threads
      defer { Parallel.threads = before }
      let function = { (x: [Tensor]) in
        convolution1D(x[0], weight: x[1], bias: x[2], padding: .zeros(2))
      }
      return [function(inputs)] + tapeGradients(of: function, at: inputs)
    }
    let alone = pass(1)
    for threads in [2, 3, 8] {
      for (found, expected) in zip(pass(threads), alone) { assertSameBits(found, expected) }
    }
  }

  func testNoSamplesGiveZeroGradients() {
    let inputs = [OperationChecks.normal(0, 2, 6), OperationChecks.normal(3, 2, 3, seed: 2)]
    let function = { (x: [Tensor]) in convolution1D(x[0], weight: x[1]) }
    XCTAssertEqual(function(inputs).shape, [0, 3, 4])
    assertClose(tapeGradients(of: function, at: inputs)[1], .zeros([3, 2, 3]))
  }
}

extension OperationChecks {
  static var convolutions: [OperationCheck] {
    [
      OperationCheck(
        "convolution1D", [normal(3, 4, 7), normal(6, 2, 3, seed: 2), normal(6, seed: 3)]
      ) {
        convolution1D(
          $0[0], weight: $0[1], bias: $0[2], stride: 2, padding: .zeros(1), groups: 2)
      },
      OperationCheck("convolution1D, causal", [normal(2, 2, 6), normal(3, 2, 3, seed: 2)]) {
        convolution1D($0[0], weight: $0[1], padding: .causal, dilation: 2)
      },
      OperationCheck(
        "convolution1D, side by side",
        [normal(3, 4, 14), normal(4, 1, 4, seed: 2), normal(4, seed: 3)]
      ) { convolution1D($0[0], weight: $0[1], bias: $0[2], stride: 4, groups: 4) },
      OperationCheck("convolution1D, one of each", [normal(1, 1, 1), normal(1, 1, 1, seed: 2)]) {
        convolution1D($0[0], weight: $0[1])
      },
      OperationCheck(
        "convolution2D", [normal(2, 2, 4, 5), normal(3, 2, 3, 2, seed: 2), normal(3, seed: 3)]
      ) {
        convolution2D(
          $0[0], weight: $0[1], bias: $0[2], stride: 2, padding: PlaneExtent(height: 1, width: 0))
      },
      OperationCheck(
        "transposedConvolution1D",
        [normal(2, 3, 4), normal(3, 2, 4, seed: 2), normal(2, seed: 3)]
      ) { transposedConvolution1D($0[0], weight: $0[1], bias: $0[2], stride: 2, padding: 1) },
    ]
  }
}
