import GaitKernels
import XCTest

/// The three products of a convolution against plain sums in double.
final class ChannelsLastConvolutionTests: XCTestCase {
  private typealias Axis = Convolution.Axis

  private struct Plane {
    let batch, inputs, outputs: Int
    let rows, columns: Axis

    /// A kernel of 3 × 3.
    init(_ batch: Int, _ inputs: Int, _ outputs: Int, height: Int, width: Int, padding: Int = 1) {
      (self.batch, self.inputs, self.outputs) = (batch, inputs, outputs)
      rows = Axis(input: height, kernel: 3, before: padding, after: padding)
      columns = Axis(input: width, kernel: 3, before: padding, after: padding)
    }

    init(_ batch: Int, _ inputs: Int, _ outputs: Int, _ rows: Axis, _ columns: Axis) {
      (self.batch, self.inputs, self.outputs) = (batch, inputs, outputs)
      (self.rows, self.columns) = (rows, columns)
    }

    var sizes: Convolution {
      Convolution(
        batch: batch, inputs: inputs, outputs: outputs, groups: 1, rows: rows, columns: columns)
    }
  }

  // Odd and even planes, whole vectors of channels and tails, one sample to more than a block holds.
  private let planesOfThree = [
    Plane(1, 16, 16, height: 8, width: 9), Plane(2, 17, 33, height: 7, width: 5),
    Plane(3, 40, 20, height: 9, width: 6, padding: 0), Plane(5, 32, 64, height: 6, width: 4),
    Plane(8, 21, 70, height: 5, width: 4, padding: 2), Plane(33, 16, 18, height: 4, width: 7),
    Plane(33, 24, 32, height: 13, width: 3),
  ]

  // Steps and spacings, runs along either axis, short and long, taps that lie nowhere inside, weights too
  // many for shards of the samples, and one to seven channels.
  private let otherPlanes = [
    Plane(
      9, 20, 40, Axis(input: 11, kernel: 3, stride: 2, before: 1, after: 1),
      Axis(input: 6, kernel: 3, stride: 2, before: 1, after: 1)),
    Plane(3, 9, 32, Axis(input: 1, kernel: 1), Axis(input: 50, kernel: 5, before: 8, dilation: 2)),
    Plane(
      12, 64, 16, Axis(input: 40, kernel: 3, before: 1, after: 1),
      Axis(input: 1, kernel: 3, before: 1, after: 1)),
    Plane(
      2, 128, 120, Axis(input: 4, kernel: 3, before: 1, after: 1),
      Axis(input: 2, kernel: 3, stride: 2, before: 1, after: 1)),
    Plane(
      4, 1, 32, Axis(input: 20, kernel: 3, before: 1, after: 1),
      Axis(input: 18, kernel: 3, before: 1, after: 1)),
    Plane(
      3, 3, 17, Axis(input: 19, kernel: 7, stride: 2, before: 3, after: 3),
      Axis(input: 9, kernel: 7, stride: 2, before: 3, after: 3)),
    Plane(10, 7, 33, Axis(input: 1, kernel: 1), Axis(input: 30, kernel: 4, before: 6, dilation: 2)),
  ]

  // Kernels along one axis: every number of levels, taps that fill them or not, several parts, spaced taps with runs of
  // unequal number, zeros before only, around, and none.
  private let axes = [
    (1, Axis(input: 30, kernel: 2)), (2, Axis(input: 31, kernel: 3, before: 1, after: 1)),
    (3, Axis(input: 33, kernel: 5, before: 4)),
    (5, Axis(input: 29, kernel: 5, before: 8, dilation: 2)),
    (2, Axis(input: 100, kernel: 5, before: 32, dilation: 8)), (1, Axis(input: 26, kernel: 6)),
    (33, Axis(input: 17, kernel: 4, before: 2, after: 1)),
    (2, Axis(input: 50, kernel: 9, before: 4, after: 4)),
    (1, Axis(input: 40, kernel: 12, before: 6)),
    (2, Axis(input: 60, kernel: 19, before: 9, after: 9)),
    (1, Axis(input: 64, kernel: 24, after: 20)),
    (2, Axis(input: 70, kernel: 25, before: 12, after: 12)),
    (3, Axis(input: 90, kernel: 39, before: 19, after: 19)),
    (1, Axis(input: 140, kernel: 41, before: 20, dilation: 2)),
    (7, Axis(input: 100, kernel: 60, before: 30, after: 29)),
  ]

  private func normal(_ count: Int, _ seed: UInt64) -> [Float] {
    var random = RandomSource(seed: seed)
    return (0..<count).map { _ in random.normal() }
  }

  /// Calls the body with the elements of x, weight and y that are multiplied.
  private func forEachProduct(_ plane: Plane, _ body: (Int, Int, Int) -> Void) {
    let (rows, columns) = (plane.rows, plane.columns)
    let taps = rows.kernel * columns.kernel
    for place in 0..<plane.batch * plane.sizes.positions {
      let (sample, row, column) = (
        place / plane.sizes.positions, place % plane.sizes.positions / columns.output,
        place % columns.output
      )
      for tap in 0..<taps {
        let y = row * rows.stride + tap / columns.kernel * rows.dilation - rows.before
        let x = column * columns.stride + tap % columns.kernel * columns.dilation - columns.before
        guard (0..<rows.input).contains(y), (0..<columns.input).contains(x) else { continue }
        let source = (sample * rows.input + y) * columns.input + x
        for output in 0..<plane.outputs {
          for input in 0..<plane.inputs {
            body(
              source * plane.inputs + input, (output * plane.inputs + input) * taps + tap,
              place * plane.outputs + output)
          }
        }
      }
    }
  }

  private func assertClose(
    _ found: Buffer, _ expected: [Double], _ message: String, line: UInt = #line
  ) {
    let scale = expected.reduce(0) { max($0, abs($1)) }
    let worst = zip(found.array, expected).reduce(0) { max($0, abs(Double($1.0) - $1.1)) }
    XCTAssertEqual(found.count, expected.count, message, line: line)
    XCTAssertLessThan(worst, 3e-6 * scale, message, line: line)
  }

  func testKernelsOfThreeByThreeAgreeWithDouble() { assertAgreement(planesOfThree) }

  func testOtherKernelsAgreeWithDouble() { assertAgreement(otherPlanes) }

  func testKernelsAlongOneAxisAgreeWithDouble() {
    for (inputs, outputs) in [(16, 32), (18, 33), (40, 24)] {
      assertAgreement(axes.map { Plane($0.0, inputs, outputs, Axis(input: 1, kernel: 1), $0.1) })
    }
  }

  private func assertAgreement(_ planes: [Plane]) {
    for (index, plane) in planes.enumerated() {
      let convolution = ChannelsLastConvolution(plane.sizes)
      let x = normal(plane.batch * plane.rows.input * plane.columns.input * plane.inputs, 1)
      let weight = normal(
        plane.rows.kernel * plane.columns.kernel * plane.inputs * plane.outputs, 2)
      let gradient = normal(plane.batch * plane.sizes.positions * plane.outputs, 3)
      var y = [Double](repeating: 0, count: gradient.count)
      var inputGradient = [Double](repeating: 0, count: x.count)
      var weightGradient = [Double](repeating: 0, count: weight.count)
      forEachProduct(plane) { i, j, k in
        y[k] += Double(x[i]) * Double(weight[j])
        inputGradient[i] += Double(gradient[k]) * Double(weight[j])
        weightGradient[j] += Double(x[i]) * Double(gradient[k])
      }
      let (xs, weights, gradients) = (Buffer(x), Buffer(weight), Buffer(gradient))
      assertClose(convolution.forward(xs, weights), y, "plane \(index), result")
      assertClose(
        convolution.inputGradient(gradients, weights), inputGradient, "plane \(index), input")
      assertClose(
        convolution.weightGradient(xs, gradients), weightGradient, "plane \(index), weight")
      let (scale, shift) = (normal(plane.outputs, 4), normal(plane.outputs, 5))
      let addend = normal(y.count, 6)
      let finished = y.indices.map { place in
        let channel = place % plane.outputs
        return max(
          0, y[place] * Double(scale[channel]) + Double(shift[channel]) + Double(addend[place]))
      }
      for isLasting in [false, true, true] {
        let found = convolution.forward(
          xs, weights,
          .init(
            scale: Buffer(scale), shift: Buffer(shift), addend: Buffer(addend), isRectified: true),
          isLasting: isLasting)
        assertClose(found, finished, "plane \(index), finished")
      }
    }
  }
}
