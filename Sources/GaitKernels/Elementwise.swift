import CKernels

extension Kernels {
  /// A function of one variable and, where it has one, its derivative.
  package struct Unary: Sendable {
    let forward: GKUnary
    let backward: GKUnaryBackward?

    package static let exponential = Unary(forward: table.exp, backward: nil)
    package static let logarithm = Unary(forward: table.log, backward: nil)
    package static let squareRoot = Unary(forward: table.square_root, backward: nil)
    package static let hyperbolicTangent = Unary(
      forward: table.tanh, backward: table.tanh_backward)
    package static let sigmoid = Unary(forward: table.sigmoid, backward: table.sigmoid_backward)
    package static let softplus = Unary(forward: table.softplus, backward: table.softplus_backward)
    package static let gelu = Unary(forward: table.gelu, backward: table.gelu_backward)
    package static let relu = Unary(forward: table.relu, backward: table.relu_backward)
  }

  /// A function of two variables.
  package struct Binary: Sendable {
    let loop: GKBinary
    package static let add = Binary(loop: table.add)
    package static let subtract = Binary(loop: table.subtract)
    package static let multiply = Binary(loop: table.multiply)
    package static let divide = Binary(loop: table.divide)
  }

  /// The function of each element.
  package static func map(_ function: Unary, _ x: Buffer) -> Buffer {
    let y = Buffer(uninitialized: x.count)
    Parallel.forEachRange(of: x.count, size: elementPiece) { range in
      function.forward(x.base + range.lowerBound, y.base + range.lowerBound, range.count)
    }
    return y
  }

  /// The gradient times the derivative at each element, from what the forward pass saved.
  package static func mapBackward(_ function: Unary, saved: Buffer, _ gradient: Buffer) -> Buffer {
    guard let backward = function.backward else {
      preconditionFailure("mapBackward: this function has no derivative loop")
    }
    let result = Buffer(uninitialized: gradient.count)
    Parallel.forEachRange(of: gradient.count, size: elementPiece) { range in
      let start = range.lowerBound
      backward(saved.base + start, gradient.base + start, result.base + start, range.count)
    }
    return result
  }

  /// The function of the first elements of each row of x [rows, columns]; the others stay.
  package static func mapLeading(
    _ function: Unary, _ x: Buffer, columns: Int, _ count: Int
  ) -> Buffer {
    let y = Buffer(uninitialized: x.count)
    forEachRow(of: x, columns) { start in
      function.forward(x.base + start, y.base + start, count)
      (y.base + start + count).update(from: x.base + start + count, count: columns - count)
    }
    return y
  }

  /// The derivative of `mapLeading`.
  package static func mapLeadingBackward(
    _ function: Unary, saved: Buffer, _ gradient: Buffer, columns: Int, _ count: Int
  ) -> Buffer {
    guard let backward = function.backward else {
      preconditionFailure("mapLeadingBackward: this function has no derivative loop")
    }
    let dx = Buffer(uninitialized: gradient.count)
    forEachRow(of: gradient, columns) { start in
      backward(saved.base + start, gradient.base + start, dx.base + start, count)
      (dx.base + start + count).update(from: gradient.base + start + count, count: columns - count)
    }
    return dx
  }

  private static func forEachRow(of x: Buffer, _ columns: Int, _ body: (Int) -> Void) {
    guard columns > 0 else { return }
    Parallel.forEachRange(of: x.count / columns, size: max(1, elementPiece / columns)) { rows in
      for row in rows { body(row * columns) }
    }
  }

  /// The function of pairs of elements of two equally long buffers.
  package static func zip(_ function: Binary, _ x: Buffer, _ y: Buffer) -> Buffer {
    let z = Buffer(uninitialized: x.count)
    Parallel.forEachRange(of: x.count, size: elementPiece) { range in
      let start = range.lowerBound
      function.loop(x.base + start, y.base + start, z.base + start, range.count)
    }
    return z
  }

  /// The function of each row of x [rows, columns] with one row y [columns].
  package static func zipRows(
    _ function: Binary, _ x: Buffer, _ y: Buffer, rows: Int, columns: Int, reversed: Bool = false
  ) -> Buffer {
    let z = Buffer(uninitialized: rows * columns)
    Parallel.forEachRange(of: rows, size: max(1, elementPiece / max(1, columns))) { range in
      for row in range {
        let place = row * columns
        if reversed {
          function.loop(y.base, x.base + place, z.base + place, columns)
        } else {
          function.loop(x.base + place, y.base, z.base + place, columns)
        }
      }
    }
    return z
  }

  /// `scale * x + shift` of each element.
  package static func affine(_ x: Buffer, scale: Float, shift: Float) -> Buffer {
    let y = Buffer(uninitialized: x.count)
    Parallel.forEachRange(of: x.count, size: elementPiece) { range in
      table.affine(x.base + range.lowerBound, scale, shift, y.base + range.lowerBound, range.count)
    }
    return y
  }

  /// The elements of x where the mask is not zero, else the value.
  ///
  /// Each byte of the mask stands for a run of elements, and the mask repeats until x ends.
  package static func select(
    _ mask: [UInt8], run: Int = 1, _ x: Buffer, otherwise value: Float
  ) -> Buffer {
    let y = Buffer(uninitialized: x.count)
    let block = mask.count * run
    guard block > 0 else { return y }
    mask.withUnsafeBufferPointer { mask in
      Parallel.forEachRange(of: x.count / block, size: max(1, elementPiece / block)) { blocks in
        for index in blocks {
          for (place, byte) in mask.enumerated() {
            let start = index * block + place * run
            if byte != 0 {
              (y.base + start).update(from: x.base + start, count: run)
            } else {
              (y.base + start).update(repeating: value, count: run)
            }
          }
        }
      }
    }
    return y
  }

  /// The draw of 32 bits from which on an element is kept.
  static func dropoutThreshold(_ rate: Float) -> UInt32 {
    UInt32(clamping: Int64((Double(rate) * 4_294_967_296).rounded()))
  }

  /// Each element, kept with the probability `1 - rate` and scaled by its inverse, or zero.
  ///
  /// The draws depend on the key and the element's index alone, so the same call on the gradient is
  /// the derivative.
  package static func dropout(_ x: Buffer, rate: Float, key: UInt64) -> Buffer {
    let y = Buffer(uninitialized: x.count)
    let threshold = dropoutThreshold(rate)
    let scale = rate < 1 ? 1 / (1 - rate) : 0
    Parallel.forEachRange(of: x.count, size: elementPiece) { range in
      let start = range.lowerBound
      table.dropout(
        x.base + start, y.base + start, range.count, key, UInt64(start), threshold, scale)
    }
    return y
  }
}
