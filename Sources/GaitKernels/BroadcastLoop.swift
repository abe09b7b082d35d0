extension Kernels {
  /// The function of two arrays under broadcasting, for layouts that no faster loop covers.
  ///
  /// - Parameters:
  ///   - function: What is applied to each pair of elements.
  ///   - x: The left operand.
  ///   - xStrides: Elements between neighbours of x along each axis; 0 where x repeats.
  ///   - y: The right operand.
  ///   - yStrides: The same of y.
  ///   - extents: The sizes of the result, outermost first.
  /// - Returns: The results in row-major order.
  package static func broadcast(
    _ function: Binary, _ x: Buffer, _ xStrides: [Int], _ y: Buffer, _ yStrides: [Int],
    extents: [Int]
  ) -> Buffer {
    let count = extents.reduce(1, *)
    let z = Buffer(uninitialized: count)
    guard count > 0 else { return z }
    let inner = extents.last ?? 1
    let xStep = xStrides.last ?? 0
    let yStep = yStrides.last ?? 0
    let outer = extents.dropLast()
    Parallel.forEachRange(of: count / inner, size: max(1, elementPiece / inner)) { rows in
      let xLine = Buffer(uninitialized: inner)
      let yLine = Buffer(uninitialized: inner)
      var index = [Int](repeating: 0, count: outer.count)
      var rest = rows.lowerBound
      for axis in outer.indices.reversed() {
        (rest, index[axis]) = rest.quotientAndRemainder(dividingBy: outer[axis])
      }
      for row in rows {
        var xPlace = 0
        var yPlace = 0
        for axis in outer.indices {
          xPlace += index[axis] * xStrides[axis]
          yPlace += index[axis] * yStrides[axis]
        }
        let left = line(x.base + xPlace, step: xStep, count: inner, scratch: xLine)
        let right = line(y.base + yPlace, step: yStep, count: inner, scratch: yLine)
        function.loop(left, right, z.base + row * inner, inner)
        for axis in outer.indices.reversed() {
          index[axis] += 1
          if index[axis] < outer[axis] { break }
          index[axis] = 0
        }
      }
    }
    return z
  }

  /// A contiguous view of one line: itself, or its single value repeated into the scratch block.
  private static func line(
    _ start: UnsafeMutablePointer<Float>, step: Int, count: Int, scratch: Buffer
  ) -> UnsafeMutablePointer<Float> {
    guard step == 0, count > 1 else { return start }
    scratch.base.update(repeating: start.pointee, count: count)
    return scratch.base
  }
}
