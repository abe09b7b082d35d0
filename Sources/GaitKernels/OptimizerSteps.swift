import CKernels

extension Kernels {
  /// The constants of one Adam step.
  package struct Adam {
    package var learningRate: Float = 1e-3
    package var beta1: Float = 0.9
    package var beta2: Float = 0.999
    package var epsilon: Float = 1e-8
    package var decoupledDecay: Float = 0
    package var coupledDecay: Float = 0
    package var gradientScale: Float = 1
    package var stepNumber = 1

    /// PyTorch's settings.
    package init() {}

    var constants: GKAdam {
      let correction1 = 1 - pow(Double(beta1), stepNumber)
      let correction2 = 1 - pow(Double(beta2), stepNumber)
      return GKAdam(
        beta1: beta1, beta2: beta2, step_size: Float(Double(learningRate) / correction1),
        second_moment_scale: Float(1 / correction2.squareRoot()), epsilon: epsilon,
        shrink: 1 - learningRate * decoupledDecay, coupled_decay: coupledDecay,
        gradient_scale: gradientScale)
    }

    private func pow(_ base: Double, _ exponent: Int) -> Double {
      var result = 1.0
      var factor = base
      var rest = exponent
      while rest > 0 {
        if rest & 1 == 1 { result *= factor }
        factor *= factor
        rest >>= 1
      }
      return result
    }
  }

  /// Moves a parameter and its two moments by one Adam step, in place.
  package static func adam(
    _ settings: Adam, gradient: Buffer, parameter: Buffer, firstMoment: Buffer,
    secondMoment: Buffer
  ) {
    let constants = settings.constants
    Parallel.forEachRange(of: parameter.count, size: elementPiece) { range in
      let start = range.lowerBound
      withUnsafePointer(to: constants) { constants in
        table.adam(
          constants, gradient.base + start, parameter.base + start, firstMoment.base + start,
          secondMoment.base + start, range.count)
      }
    }
  }

  /// Adds `scale * x` to a block that its caller owns alone.
  package static func accumulate(_ x: Buffer, scale: Float = 1, into target: Buffer) {
    Parallel.forEachRange(of: x.count, size: elementPiece) { range in
      table.accumulate(
        x.base + range.lowerBound, scale, target.base + range.lowerBound, range.count)
    }
  }

  /// Multiplies a block that its caller owns alone.
  package static func scale(_ x: Buffer, by factor: Float) {
    Parallel.forEachRange(of: x.count, size: elementPiece) { range in
      table.affine(x.base + range.lowerBound, factor, 0, x.base + range.lowerBound, range.count)
    }
  }
}
