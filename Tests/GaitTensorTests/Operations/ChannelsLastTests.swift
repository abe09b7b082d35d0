import GaitKernels
import GaitTensor
import GaitTestSupport
import XCTest

/// Channels-last operations against their channels-first twins on permuted tensors.
final class ChannelsLastTests: XCTestCase {
  func testGradientsAreDirectionalDerivatives() {
    for check in OperationChecks.channelsLast { check.assertGradients() }
  }

  private struct Plane {
    let batch, inputs, outputs, height, width: Int
    let kernel, stride, padding: PlaneExtent
  }

  // One for each way of computing: dots, rows, thin lines, many samples, few samples of either shape.
  private let planes = [
    Plane(
      batch: 1, inputs: 9, outputs: 5, height: 4, width: 3, kernel: 3, stride: 1, padding: 1),
    Plane(
      batch: 3, inputs: 8, outputs: 34, height: 6, width: 7, kernel: 1, stride: 1, padding: 0),
    Plane(
      batch: 5, inputs: 3, outputs: 33, height: 9, width: 8, kernel: 3, stride: 2, padding: 1),
    Plane(
      batch: 9, inputs: 10, outputs: 12, height: 7, width: 5, kernel: 3, stride: 2, padding: 1),
    Plane(
      batch: 70, inputs: 8, outputs: 40, height: 2, width: 3, kernel: 3, stride: 1, padding: 1),
    Plane(
      batch: 10, inputs: 16, outputs: 8, height: 5, width: 5, kernel: 1, stride: 2, padding: 0),
    Plane(
      batch: 2, inputs: 8, outputs: 20, height: 37, width: 4,
      kernel: PlaneExtent(height: 5, width: 2), stride: PlaneExtent(height: 1, width: 2),
      padding: PlaneExtent(height: 2, width: 0)),
    Plane(
      batch: 2, inputs: 9, outputs: 6, height: 5, width: 40,
      kernel: PlaneExtent(height: 2, width: 5), stride: PlaneExtent(height: 2, width: 1),
      padding: PlaneExtent(height: 0, width: 2)),
  ]

  func testConvolutionOverAPlaneIsTheChannelsFirstOne() {
    for (index, plane) in planes.enumerated() {
      let inputs = [
        OperationChecks.normal(
          plane.batch, plane.height, plane.width, plane.inputs, seed: UInt64(index)),
        OperationChecks.normal(
          plane.outputs, plane.inputs, plane.kernel.height, plane.kernel.width, seed: 50),
        OperationChecks.normal(plane.outputs, seed: 51),
      ]
      let last = { (x: [Tensor]) in
        convolution2D(
          channelsLast: x[0], weight: x[1], bias: x[2], stride: plane.stride,
          padding: plane.padding, isRectified: index % 2 == 1)
      }
      let first = { (x: [Tensor]) in
        let y = convolution2D(
          x[0].permuted([0, 3, 1, 2]), weight: x[1], bias: x[2], stride: plane.stride,
          padding: plane.padding
        ).permuted([0, 2, 3, 1])
        return index % 2 == 1 ? relu(y) : y
      }
      assertSame(last, first, at: inputs, "plane \(index)")
    }
  }

  func testConvolutionOverTimeIsTheChannelsFirstOne() {
    for (index, (batch, padding, dilation, stride)) in [
      (2, SequencePadding.causal, 2, 1), (9, .causal, 3, 1), (12, .zeros(4), 1, 2),
      (1, .zeros(4), 1, 1),
    ].enumerated() {
      let inputs = [
        OperationChecks.normal(batch, 53, 11), OperationChecks.normal(20, 11, 5, seed: 2),
        OperationChecks.normal(20, seed: 3),
      ]
      let last = { (x: [Tensor]) in
        convolution1D(
          channelsLast: x[0], weight: x[1], bias: x[2], stride: stride, padding: padding,
          dilation: dilation)
      }
      let first = { (x: [Tensor]) in
        convolution1D(
          x[0].transposed(1, 2), weight: x[1], bias: x[2], stride: stride, padding: padding,
          dilation: dilation
        ).transposed(1, 2)
      }
      assertSame(last, first, at: inputs, "sequence \(index)")
    }
  }

  func testTransposedConvolutionIsTheChannelsFirstOne() {
    // Few sequences go phase by phase, many place by place.
    for (index, (batch, kernel, stride, padding)) in [
      (1, 4, 2, 1), (2, 5, 3, 0), (3, 3, 1, 2), (12, 4, 2, 1), (9, 2, 4, 0), (1, 1, 1, 0),
      (1, 70, 2, 3),
    ].enumerated() {
      let inputs = [
        OperationChecks.normal(batch, 41, 9), OperationChecks.normal(9, 35, kernel, seed: 2),
        OperationChecks.normal(35, seed: 3),
      ]
      let isRectified = index % 2 == 1
      let last = { (x: [Tensor]) in
        transposedConvolution1D(
          channelsLast: x[0], weight: x[1], bias: x[2], stride: stride, padding: padding,
          isRectified: isRectified)
      }
      let first = { (x: [Tensor]) in
        let y = transposedConvolution1D(
          x[0].transposed(1, 2), weight: x[1], bias: x[2], stride: stride, padding: padding
        ).transposed(1, 2)
        return isRectified ? relu(y) : y
      }
      assertSame(last, first, at: inputs, "transposed \(index)")
    }
  }

  func testWeightsThatServeAgainGiveTheSameBits() {
    let weight = OperationChecks.normal(34, 10, 3, seed: 2)
    let x = OperationChecks.normal(3, 30, 10)
    let first = convolution1D(channelsLast: x, weight: weight)
    assertSameBits(convolution1D(channelsLast: x, weight: weight), first)
    // The same values as kernels of another layer, and under a tape.
    let spread = transposedConvolution1D(
      channelsLast: OperationChecks.normal(2, 20, 34), weight: weight)
    XCTAssertEqual(spread.shape, [2, 22, 10])
    assertSameBits(convolution1D(channelsLast: Tape().watch(x), weight: weight), first)
  }

  func testWhatFollowsAConvolutionIsDoneInTheSamePass() {
    for (index, plane) in planes.enumerated() {
      let x = OperationChecks.normal(plane.batch, plane.height, plane.width, plane.inputs)
      let weight = OperationChecks.normal(
        plane.outputs, plane.inputs, plane.kernel.height, plane.kernel.width, seed: 4)
      let (scale, shift) = (
        OperationChecks.normal(plane.outputs, seed: 5),
        OperationChecks.normal(plane.outputs, seed: 6)
      )
      let bare = convolution2D(
        channelsLast: x, weight: weight, stride: plane.stride, padding: plane.padding)
      var random = RandomSource(seed: 7)
      let addend = Tensor.normal(bare.shape, using: &random)
      let finish = ConvolutionFinish(
        scale: scale, shift: shift, addend: addend, isRectified: true)
      let found = convolution2D(
        channelsLast: x, weight: weight, stride: plane.stride, padding: plane.padding,
        finish: finish)
      assertClose(
        found, relu(bare * scale + shift + addend), absolute: 1e-4, relative: 1e-5,
        "plane \(index)")
    }
  }

  func testBatchNormalisationIsTheChannelsFirstOne() {
    let inputs = [
      OperationChecks.normal(7, 30, 5) + 3, OperationChecks.normal(5, seed: 2),
      OperationChecks.normal(5, seed: 3), OperationChecks.normal(7, 30, 5, seed: 4),
    ]
    for isRectified in [false, true] {
      let last = { (x: [Tensor]) in
        batchNorm(
          channelsLast: x[0], weight: x[1], bias: x[2], adding: x[3], isRectified: isRectified
        ).output
      }
      let first = { (x: [Tensor]) in
        let y =
          batchNorm(x[0].transposed(1, 2), weight: x[1], bias: x[2]).output.transposed(1, 2)
          + x[3]
        return isRectified ? relu(y) : y
      }
      assertSame(last, first, at: inputs, "rectified \(isRectified)")
    }
    let last = batchNorm(channelsLast: inputs[0], weight: inputs[1], bias: inputs[2]).statistics
    let first = batchNorm(inputs[0].transposed(1, 2), weight: inputs[1], bias: inputs[2]).statistics
    assertClose(last.mean, first.mean, absolute: 1e-6, relative: 1e-6)
    assertClose(last.variance, first.variance, absolute: 1e-6, relative: 1e-6)
    XCTAssertEqual(last.count, first.count)
  }

  func testPoolsAreTheChannelsFirstOnes() {
    let x = [OperationChecks.spread(3, 7, 6, 4)]
    for (window, stride, padding) in [(2, 2, 0), (3, 2, 1), (3, 1, 1)]
      as [(PlaneExtent, PlaneExtent, PlaneExtent)]
    {
      let last = { (x: [Tensor]) in
        maxPool2D(channelsLast: x[0], window: window, stride: stride, padding: padding)
      }
      let first = { (x: [Tensor]) in
        maxPool2D(x[0].permuted([0, 3, 1, 2]), window: window, stride: stride, padding: padding)
          .permuted([0, 2, 3, 1])
      }
      assertSameBits(last(x), first(x))
      assertSame(last, first, at: x, "\(window)")
      let behind = { (x: [Tensor]) in
        maxPool2D(
          channelsLast: x[0] - 40, window: window, stride: stride, padding: padding,
          isRectified: true)
      }
      let before = { (x: [Tensor]) in
        maxPool2D(channelsLast: relu(x[0] - 40), window: window, stride: stride, padding: padding)
      }
      assertSameBits(behind(x), before(x))
      assertSame(behind, before, at: x, "rectified, \(window)")
    }
    let sequence = OperationChecks.spread(2, 9, 3)
    assertSameBits(
      maxPool1D(channelsLast: sequence, window: 2),
      maxPool1D(sequence.transposed(1, 2), window: 2).transposed(1, 2))
  }

  func testResultsHaveTheSameBitsWithAnyNumberOfThreads() {
    let inputs = [
      OperationChecks.normal(70, 9, 6, 12), OperationChecks.normal(40, 12, 3, 3, seed: 2),
      OperationChecks.normal(40, seed: 3), OperationChecks.normal(40, seed: 4),
    ]
    let function = { (x: [Tensor]) in
      let y = convolution2D(channelsLast: x[0], weight: x[1], padding: 1)
      let z = batchNorm(channelsLast: y, weight: x[2], bias: x[3], isRectified: true).output
      return maxPool2D(channelsLast: z, window: 2)
    }
    func pass(_ threads: Int) -> [Tensor] {
      let before = Parallel.threads
      Parallel.threads = threads
      defer { Parallel.threads = before }
      return [function(inputs)] + tapeGradients(of: function, at: inputs)
    }
    let alone = pass(1)
    for threads in [2, 3, 8] {
      for (found, expected) in zip(pass(threads), alone) { assertSameBits(found, expected) }
    }
  }

  private func assertSame(
    _ last: @escaping ([Tensor]) -> Tensor, _ first: @escaping ([Tensor]) -> Tensor,
    at inputs: [Tensor],
    _ message: String
  ) {
    assertClose(last(inputs), first(inputs), absolute: 1e-4, relative: 1e-5, message)
    for (found, expected) in zip(
      tapeGradients(of: last, at: inputs), tapeGradients(of: first, at: inputs))
    {
      assertClose(found, expected, absolute: 2e-3, relative: 1e-4, "\(message) gradients")
    }
  }
}

extension OperationChecks {
  static var channelsLast: [OperationCheck] {
    let operands = [
      normal(3, 4, 2), normal(2, seed: 2), normal(2, seed: 3), normal(3, 4, 2, seed: 4),
    ]
    return [
      OperationCheck(
        "convolution1D.channelsLast",
        [normal(2, 7, 3), normal(4, 3, 3, seed: 2), normal(4, seed: 3)]
      ) {
        convolution1D(
          channelsLast: $0[0], weight: $0[1], bias: $0[2], padding: .causal, dilation: 2)
      },
      OperationCheck(
        "transposedConvolution1D.channelsLast",
        [normal(2, 5, 3), normal(3, 2, 4, seed: 2), normal(2, seed: 3)]
      ) {
        transposedConvolution1D(
          channelsLast: $0[0], weight: $0[1], bias: $0[2], stride: 2, padding: 1)
      },
      OperationCheck(
        "convolution2D.channelsLast",
        [normal(9, 4, 3, 8), normal(3, 8, 3, 2, seed: 2), normal(3, seed: 3)]
      ) {
        convolution2D(
          channelsLast: $0[0], weight: $0[1], bias: $0[2], stride: 2,
          padding: PlaneExtent(height: 1, width: 0))
      },
      OperationCheck("batchNorm.channelsLast", operands) {
        batchNorm(channelsLast: $0[0], weight: $0[1], bias: $0[2], adding: $0[3]).output
      },
      OperationCheck("batchNorm.channelsLast.fixed", operands) {
        batchNorm(
          channelsLast: $0[0], weight: $0[1], bias: $0[2], mean: Tensor([0.3, -1]),
          variance: Tensor([0.5, 2]), adding: $0[3])
      },
      OperationCheck("maxPool2D.channelsLast", [spread(2, 4, 5, 2)]) {
        maxPool2D(channelsLast: $0[0] - 5, window: 2, isRectified: true)
      },
      OperationCheck("maxPool2D.channelsLast", [spread(2, 4, 5, 2)]) {
        maxPool2D(channelsLast: $0[0], window: 3, stride: 1, padding: 1)
      },
    ]
  }
}
