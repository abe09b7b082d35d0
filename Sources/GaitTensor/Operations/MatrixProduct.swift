import GaitKernels

/// The matrix product over the last two axes.
///
/// Shapes: [..., rows, inner] · [inner, columns], or [..., rows, inner] · [..., inner, columns] with
/// leading axes that broadcast. Saves both operands.
///
/// - Precondition: The inner sizes are equal and both operands have at least two axes.
public func matmul(_ x: Tensor, _ y: Tensor) -> Tensor {
  precondition(
    x.shape.rank >= 2 && y.shape.rank >= 2 && x.shape[-1] == y.shape[-2],
    "matmul: inner sizes differ, \(x.shape) · \(y.shape)")
  if y.shape.rank == 2 { return sharedProduct(x, y) }
  let left = Shape(Array(x.shape.extents.dropLast(2)))
  let right = Shape(Array(y.shape.extents.dropLast(2)))
  guard let leading = left.broadcast(with: right) else {
    preconditionFailure("matmul: leading axes differ, \(x.shape) · \(y.shape)")
  }
  return batchedProduct(
    x.expanded(to: Shape(leading.extents + [x.shape[-2], x.shape[-1]])),
    y.expanded(to: Shape(leading.extents + [y.shape[-2], y.shape[-1]])))
}

/// [..., rows, inner] · [inner, columns]: one product over all leading axes.
private func sharedProduct(_ x: Tensor, _ y: Tensor) -> Tensor {
  let (inner, columns) = (y.shape[0], y.shape[1])
  let rows = x.shape.extents.dropLast().reduce(1, *)
  let output = Buffer(uninitialized: rows * columns)
  Kernels.multiply(
    MatrixView(x.buffer, rowStride: inner), MatrixView(y.buffer, rowStride: columns),
    into: MatrixView(output, rowStride: columns), rows: rows, columns: columns, inner: inner)
  let (needsX, needsY) = (x.isTracked, y.isTracked)
  let (left, right) = (x.detached, y.detached)
  let shape = x.shape.replacing(x.shape.rank - 1, with: columns)
  return record("matmul", [x, y], Tensor(output, shape)) { dz in
    var gradients: [Tensor?] = [nil, nil]
    if needsX {
      let dx = Buffer(uninitialized: rows * inner)
      Kernels.multiply(
        MatrixView(dz.buffer, rowStride: columns),
        MatrixView(right.buffer, rowStride: columns, transposed: true),
        into: MatrixView(dx, rowStride: inner), rows: rows, columns: inner, inner: columns)
      gradients[0] = Tensor(dx, left.shape)
    }
    if needsY {
      let dy = Buffer(uninitialized: inner * columns)
      Kernels.multiply(
        MatrixView(left.buffer, rowStride: inner, transposed: true),
        MatrixView(dz.buffer, rowStride: columns), into: MatrixView(dy, rowStride: columns),
        rows: inner, columns: columns, inner: rows)
      gradients[1] = Tensor(dy, right.shape)
    }
    return gradients
  }
}

/// [batch..., rows, inner] · [batch..., inner, columns] with equal leading axes.
private func batchedProduct(_ x: Tensor, _ y: Tensor) -> Tensor {
  let (rows, inner, columns) = (x.shape[-2], x.shape[-1], y.shape[-1])
  let batch = x.shape.extents.dropLast(2).reduce(1, *)
  let output = Buffer(uninitialized: batch * rows * columns)
  let (xStride, yStride, zStride) = (
    Kernels.BatchStride(outer: rows * inner), Kernels.BatchStride(outer: inner * columns),
    Kernels.BatchStride(outer: rows * columns)
  )
  Kernels.multiplyBatch(
    outer: batch, MatrixView(x.buffer, rowStride: inner), xStride,
    MatrixView(y.buffer, rowStride: columns), yStride,
    into: MatrixView(output, rowStride: columns), zStride,
    rows: rows, columns: columns, depth: inner)
  let (needsX, needsY) = (x.isTracked, y.isTracked)
  let (left, right) = (x.detached, y.detached)
  let shape = x.shape.replacing(x.shape.rank - 1, with: columns)
  return record("matmul.batched", [x, y], Tensor(output, shape)) { dz in
    var gradients: [Tensor?] = [nil, nil]
    if needsX {
      let dx = Buffer(uninitialized: left.count)
      Kernels.multiplyBatch(
        outer: batch, MatrixView(dz.buffer, rowStride: columns), zStride,
        MatrixView(right.buffer, rowStride: columns, transposed: true), yStride,
        into: MatrixView(dx, rowStride: inner), xStride,
        rows: rows, columns: inner, depth: columns)
      gradients[0] = Tensor(dx, left.shape)
    }
    if needsY {
      let dy = Buffer(uninitialized: right.count)
      Kernels.multiplyBatch(
        outer: batch, MatrixView(left.buffer, rowStride: inner, transposed: true), xStride,
        MatrixView(dz.buffer, rowStride: columns), zStride,
        into: MatrixView(dy, rowStride: columns), yStride,
        rows: inner, columns: columns, depth: rows)
      gradients[1] = Tensor(dy, right.shape)
    }
    return gradients
  }
}
