import GaitTensor

/// Which number of a network's output [batch, time, output] is explained; one for each sample.
public enum AttributionTarget: Sendable, Equatable {
  /// One output at one time step.
  case step(Int, output: Int)
  /// The mean of one output over all time steps.
  case mean(output: Int)
  /// The mean of one output over some time steps, such as those of the stance phase.
  case meanOver(Range<Int>, output: Int)

  /// The number of each sample [batch].
  ///
  /// - Precondition: Three axes, and places inside them.
  public func callAsFunction(_ output: Tensor) -> Tensor {
    precondition(output.shape.rank == 3, "AttributionTarget: output of shape \(output.shape)")
    switch self {
    case .step(let step, let place):
      return output.selected(axis: 2, place).selected(axis: 1, step)
    case .mean(let place):
      return output.selected(axis: 2, place).mean(axis: 1)
    case .meanOver(let steps, let place):
      return output.selected(axis: 2, place).sliced(axis: 1, steps).mean(axis: 1)
    }
  }
}
