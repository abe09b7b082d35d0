import GaitKernels
import GaitTensor

extension Module {
  /// A forward pass in blocks of windows that run side by side, where no window depends on another.
  ///
  /// At inference outside a tape, a block's tensors stay in a core's own cache and its operations need
  /// no other thread. In training, for few windows or under a tape it is one call. The blocks depend
  /// on the number of windows alone.
  ///
  /// - Parameters:
  ///   - x: Windows along the first axis.
  ///   - context: The mode; its randomness is left alone where blocks are made.
  ///   - size: Windows in a block.
  ///   - body: Maps windows to as many results.
  /// - Returns: The results along the first axis.
  package func inBlocks(
    of x: Tensor, _ context: inout Context, size: Int = 8,
    _ body: (Tensor, inout Context) -> Tensor
  ) -> Tensor {
    let count = x.shape[0]
    guard context.mode == .inference, count >= 2 * size, !x.isTracked,
      !namedParameters.contains(where: { $0.parameter.value.isTracked })
    else { return body(x, &context) }
    let shared = context
    let blocks = Parallel.results((count + size - 1) / size) { block in
      var own = shared
      let first = block * size
      return body(x.sliced(axis: 0, first..<min(count, first + size)), &own)
    }
    return concatenated(blocks, axis: 0)
  }
}
