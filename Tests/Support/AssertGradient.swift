import GaitKernels
import GaitTensor
import XCTest

/// Asserts that the gradients of a function are its directional derivatives.
///
/// The function's output is weighed by fixed random numbers and summed in double. Along random
/// directions, through all inputs at once and through each alone, central differences at two step
/// sizes are extrapolated (Richardson) and compared with the gradients from the tape. Then each input
/// is watched alone: its gradient must keep the same bits.
///
/// - Parameters:
///   - function: Turns inputs into one output; it must be smooth near the inputs.
///   - inputs: The point at which the gradient is checked.
///   - directions: How many random directions are tried for each choice of inputs.
///   - step: The larger step, relative to a direction of unit elements.
///   - tolerance: Allowed error, as a part of the gradient's magnitude along the direction.
///   - seed: The seed of the directions and weights.
///   - message: Put before the report of a failure.
///   - file: Where a failure is shown.
///   - line: Where a failure is shown.
public func assertGradient(
  of function: ([Tensor]) -> Tensor, at inputs: [Tensor], directions: Int = 3,
  step: Float = 0x1p-6, tolerance: Double = 1e-3, seed: UInt64 = 1,
  _ message: @autoclosure () -> String = "", file: StaticString = #filePath, line: UInt = #line
) {
  var random = RandomSource(seed: seed)
  let weights = Tensor.normal(function(inputs).shape, using: &random)
  let gradients = tapeGradients(of: function, at: inputs, weights: weights)
  for (index, gradient) in gradients.enumerated() {
    XCTAssertEqual(
      gradient.shape, inputs[index].shape, "\(message()) input \(index)", file: file, line: line)
    let alone = tapeGradients(
      of: { function(inputs.replacing(index, with: $0[0])) }, at: [inputs[index]], weights: weights)
    assertSameBits(
      alone[0], gradient, "\(message()) input \(index) watched alone:", file: file, line: line)
  }
  let choices = inputs.count > 1 ? [Array(inputs.indices)] + inputs.indices.map { [$0] } : [[0]]
  for choice in choices {
    for _ in 0..<directions {
      let direction = inputs.enumerated().map { index, input in
        choice.contains(index) ? Tensor.normal(input.shape, using: &random) : .zeros(input.shape)
      }
      let wide = slope(
        of: function, at: inputs, along: direction, step: step, weights, gradients)
      let narrow = slope(
        of: function, at: inputs, along: direction, step: step / 2, weights, gradients)
      let difference = (4 * narrow.difference - wide.difference) / 3
      let predicted = (4 * narrow.predicted - wide.predicted) / 3
      let allowed = tolerance * narrow.magnitude + 2 * narrow.noise
      // Negated so that a NaN fails.
      if !(abs(difference - predicted) <= allowed) {
        XCTFail(
          """
          \(message()) inputs \(choice): gradient along a direction \(predicted), \
          differences say \(difference), allowed error \(allowed)
          """, file: file, line: line)
      }
    }
  }
}

/// The gradients of the weighed sum of a function's output with respect to its inputs.
///
/// An input that the output does not depend on has a gradient of zeros.
public func tapeGradients(
  of function: ([Tensor]) -> Tensor, at inputs: [Tensor], weights: Tensor? = nil
) -> [Tensor] {
  let tape = Tape()
  let watched = inputs.map { tape.watch($0.detached) }
  let output = function(watched)
  let scalar = (weights.map { output * $0 } ?? output).sum()
  guard scalar.isTracked else { return inputs.map { .zeros($0.shape) } }
  let gradients = tape.gradients(of: scalar)
  return watched.map { gradients[$0] ?? .zeros($0.shape) }
}

private struct Slope {
  /// The central difference.
  var difference = 0.0
  /// What the gradients predict for the very points that were evaluated.
  var predicted = 0.0
  /// The root of the sum of squares of the parts of the prediction.
  var magnitude = 0.0
  /// The size of the rounding errors in the difference.
  var noise = 0.0
}

private func slope(
  of function: ([Tensor]) -> Tensor, at inputs: [Tensor], along direction: [Tensor], step: Float,
  _ weights: Tensor, _ gradients: [Tensor]
) -> Slope {
  let above = zip(inputs, direction).map { $0.detached + $1 * step }
  let below = zip(inputs, direction).map { $0.detached - $1 * step }
  let (high, low) = (function(above).elements, function(below).elements)
  var slope = Slope()
  var roundingVariance = 0.0
  for (index, weight) in weights.elements.enumerated() {
    slope.difference += Double(weight) * (Double(high[index]) - Double(low[index]))
    let size = Double(weight) * max(Double(abs(high[index])), 0.1)
    roundingVariance += size * size
  }
  for index in inputs.indices {
    let (top, bottom) = (above[index].elements, below[index].elements)
    for (place, gradient) in gradients[index].elements.enumerated() {
      // The distance that rounding left, not the one asked for.
      let part = Double(gradient) * (Double(top[place]) - Double(bottom[place]))
      slope.predicted += part
      slope.magnitude += part * part
    }
  }
  let width = 2 * Double(step)
  slope.difference /= width
  slope.predicted /= width
  slope.magnitude = slope.magnitude.squareRoot() / width
  slope.noise = 8 * 0x1p-24 * roundingVariance.squareRoot() / width
  return slope
}

extension Array {
  fileprivate func replacing(_ index: Int, with element: Element) -> [Element] {
    var copy = self
    copy[index] = element
    return copy
  }
}
