import CKernels
import GaitTestSupport
import XCTest

final class LayerNormLoopsTests: LoopTestCase {
  func testForwardAndBackwardAgreeWithDoubleAtEveryWidth() {
    forEachSet { loops, set in
      for columns in 1...70 {
        let rows = 3
        let x = normal(rows * columns, seed: 1, scale: 2).map { $0 + 3 }
        let (weight, bias) = (normal(columns, seed: 2), normal(columns, seed: 3))
        let dy = normal(rows * columns, seed: 4)
        let twin = Twin(x, weight, bias, dy, columns: columns, epsilon: 1e-3)
        var (y, hat, inverse) = (x, x, [Float](repeating: 0, count: rows))
        loops.layer_norm(x, weight, bias, 1e-3, &y, &hat, &inverse, rows, columns)
        assertClose(y, twin.y, absolute: 4e-6, relative: 2e-6, "\(set) output, \(columns)")
        assertClose(hat, twin.hat, absolute: 4e-6, relative: 2e-6, "\(set) normalised, \(columns)")
        assertClose(inverse, twin.inverse, relative: 1e-5, "\(set) deviation, \(columns)")
        var dx = x
        var weightGradient = [Float](repeating: 1, count: columns)
        var biasGradient = [Float](repeating: -2, count: columns)
        loops.layer_norm_backward(
          dy, weight, hat, inverse, &dx, &weightGradient, &biasGradient, rows, columns)
        assertClose(dx, twin.dx, absolute: 3e-5, relative: 1e-5, "\(set) dx, \(columns)")
        assertClose(
          weightGradient, twin.dWeight.map { $0 + 1 }, absolute: 1e-5, "\(set) weight, \(columns)")
        assertClose(
          biasGradient, twin.dBias.map { $0 - 2 }, absolute: 2e-6, "\(set) bias, \(columns)")
      }
    }
  }

  /// The formulas in double.
  private struct Twin {
    var y: [Double] = []
    var hat: [Double] = []
    var inverse: [Double] = []
    var dx: [Double] = []
    var dWeight: [Double]
    var dBias: [Double]

    init(
      _ x: [Float], _ weight: [Float], _ bias: [Float], _ dy: [Float], columns: Int,
      epsilon: Double
    ) {
      dWeight = [Double](repeating: 0, count: columns)
      dBias = dWeight
      let n = Double(columns)
      for start in stride(from: 0, to: x.count, by: columns) {
        let row = x[start..<start + columns].map(Double.init)
        let mean = row.reduce(0, +) / n
        let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
        let scale = 1 / (variance + epsilon).squareRoot()
        let normalised = row.map { ($0 - mean) * scale }
        inverse.append(scale)
        hat += normalised
        let gradient = dy[start..<start + columns].map(Double.init)
        let through = (0..<columns).map { gradient[$0] * Double(weight[$0]) }
        let average = through.reduce(0, +) / n
        let along = (0..<columns).reduce(0) { $0 + through[$1] * normalised[$1] } / n
        for j in 0..<columns {
          y.append(normalised[j] * Double(weight[j]) + Double(bias[j]))
          dx.append(scale * (through[j] - average - normalised[j] * along))
          dWeight[j] += gradient[j] * normalised[j]
          dBias[j] += gradient[j]
        }
      }
    }
  }
}
