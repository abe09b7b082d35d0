import GaitKernels
import XCTest

/// The three products of a convolution against plain sums in double.
final class ChannelsLastConvolutionTests: XCTestCase {
  private struct Plane {
    let batch, inputs, outputs, height, width: Int
    var padding = 1

    var sizes: Convolution {
      Convolution(
        batch: batch, inputs: inputs, outputs: outputs, groups: 1,
        rows: .init(input: height, kernel: 3, before: padding, after: padding),
        columns: .init(input: width, kernel: 3, before: padding, after: padding))
    }
  }

  // Odd and even planes, whole vectors of channels and tails, one sample to more than a block holds.
  private let planes = [
    Plane(batch: 1, inputs: 16, outputs: 16, height: 8, width: 9),
    Plane(batch: 2, inputs: 17, outputs: 33, height: 7, width: 5),
    Plane(batch: 3, inputs: 40, outputs: 20, height: 9, width: 6, padding: 0),
    Plane(batch: 5, inputs: 32, outputs: 64, height: 6, width: 4),
    Plane(batch: 8, inputs: 21, outputs: 70, height: 5, width: 4, padding: 2),
    Plane(batch: 33, inputs: 16, outputs: 18, height: 4, width: 7),
    Plane(batch: 33, inputs: 24, outputs: 32, height: 13, width: 3),
  ]

  private func normal(_ count: Int, _ seed: UInt64) -> [Float] {
    var random = RandomSource(seed: seed)
    return (0..<count).map { _ in random.normal() }
  }

  /// Calls the body with the elements of x, weight and y that are multiplied.
  private func forEachProduct(_ plane: Plane, _ body: (Int, Int, Int) -> Void) {
    let (rows, columns) = (plane.sizes.rows, plane.sizes.columns)
    for place in 0..<plane.batch * plane.sizes.positions {
      let (sample, row, column) = (
        place / plane.sizes.positions, place % plane.sizes.positions / columns.output,
        place % columns.output
      )
      for tap in 0..<9 {
        let (y, x) = (row + tap / 3 - plane.padding, column + tap % 3 - plane.padding)
        guard (0..<rows.input).contains(y), (0..<columns.input).contains(x) else { continue }
        let source = (sample * rows.input + y) * columns.input + x
        for output in 0..<plane.outputs {
          for input in 0..<plane.inputs {
            body(
              source * plane.inputs + input, (output * plane.inputs + input) * 9 + tap,
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

  func testThreeByThreeKernelsAgreeWithDouble() {
    for (index, plane) in planes.enumerated() {
      let convolution = ChannelsLastConvolution(plane.sizes)
      let x = normal(plane.batch * plane.height * plane.width * plane.inputs, 1)
      let weight = normal(9 * plane.inputs * plane.outputs, 2)
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
