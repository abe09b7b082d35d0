import Foundation

extension Kernels {
  /// The logarithm of the softmax of each row of [rows, columns], without under- or overflow.
  package static func logSoftmax(_ x: Buffer, rows: Int, columns: Int) -> Buffer {
    let y = Buffer(uninitialized: rows * columns)
    Parallel.forEachRange(of: rows, size: max(1, elementPiece / 4 / max(1, columns))) { range in
      for row in range {
        let line = x.base + row * columns
        let target = y.base + row * columns
        let largest = table.maximum(line, columns)
        table.affine(line, 1, -largest, target, columns)
        var total = 0.0
        for column in 0..<columns { total += exp(Double(target[column])) }
        table.affine(target, 1, -Float(log(total)), target, columns)
      }
    }
    return y
  }

  /// The derivative of `logSoftmax` from its output: `dy - exp(y) sum(dy)`, by row.
  package static func logSoftmaxBackward(
    output y: Buffer, _ gradient: Buffer, rows: Int, columns: Int
  ) -> Buffer {
    let dx = map(.exponential, y)
    Parallel.forEachRange(of: rows, size: max(1, elementPiece / max(1, columns))) { range in
      for row in range {
        let place = row * columns
        let total = Float(table.sum(gradient.base + place, columns))
        table.affine(dx.base + place, -total, 0, dx.base + place, columns)
        table.accumulate(gradient.base + place, 1, dx.base + place, columns)
      }
    }
    return dx
  }
}
