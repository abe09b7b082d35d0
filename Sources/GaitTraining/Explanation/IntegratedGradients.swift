import GaitTensor

/// How much each number that a network sees adds to what it says, compared with a baseline.
///
/// The gradient is integrated along the straight line from the baseline to the input and multiplied
/// by their difference. Attributions of a sample then sum to the difference of the two outputs, which
/// `Attribution.checkCompleteness` holds them to. Source: Sundararajan, Taly, Yan 2017,
/// doi:10.48550/arXiv.1703.01365.
///
/// ```swift
/// let attribution = IntegratedGradients().attribution(
///   of: { AttributionTarget.mean(output: 0)(network($0)) }, at: [imu, emg])
/// try attribution.checkCompleteness(within: 0.01)
/// ```
public struct IntegratedGradients: Sendable, Equatable {
  /// The points on the line at which the gradient is taken, by the rule of Gauss and Legendre.
  public var steps: Int

  /// Integration with a number of points.
  ///
  /// - Precondition: At least one.
  public init(steps: Int = 32) {
    precondition(steps > 0, "IntegratedGradients: \(steps) steps")
    self.steps = steps
  }

  /// Explains one number of each sample.
  ///
  /// - Parameters:
  ///   - output: Turns streams, each [batch, …], into one number for each sample [batch]; a network in
  ///     inference, so that no sample depends on another one.
  ///   - inputs: The streams.
  ///   - baselines: What the streams are compared with, of equal shapes; zeros if nil, which are the
  ///     training mean where channels are scaled.
  /// - Returns: The attributions of every stream.
  public func attribution(
    of output: ([Tensor]) -> Tensor, at inputs: [Tensor], baselines: [Tensor]? = nil
  ) -> Attribution {
    let inputs = inputs.map(\.detached)
    let baselines = baselines?.map(\.detached) ?? inputs.map { .zeros($0.shape) }
    precondition(
      baselines.map(\.shape) == inputs.map(\.shape),
      "IntegratedGradients: baselines \(baselines.map(\.shape)) of inputs \(inputs.map(\.shape))")
    let ways = zip(inputs, baselines).map { $0 - $1 }
    var integrals = inputs.map { [Double](repeating: 0, count: $0.count) }
    let rule = GaussLegendreRule(count: steps)
    for (point, weight) in zip(rule.points, rule.weights) {
      let tape = Tape()
      let watched = zip(baselines, ways).map { tape.watch($0 + $1 * Scalar(point)) }
      let total = output(watched).sum()
      guard total.isTracked else { continue }
      let gradients = tape.gradients(of: total)
      for stream in watched.indices {
        guard let gradient = gradients[watched[stream]] else { continue }
        for (place, value) in gradient.elements.enumerated() {
          integrals[stream][place] += weight * Double(value)
        }
      }
    }
    let streams = zip(integrals, ways).map { integral, way in
      Tensor(zip(integral, way.elements).map { Float($0 * Double($1)) }, shape: way.shape)
    }
    let differences = zip(output(inputs).elements, output(baselines).elements).map {
      Double($0) - Double($1)
    }
    return Attribution(streams: streams, differences: differences)
  }
}

/// What each number of a batch of samples adds to an output.
public struct Attribution: Sendable {
  /// The attributions of each stream, of its shape [batch, …].
  public let streams: [Tensor]
  /// The output at the input less the output at the baseline, for each sample.
  public let differences: [Double]

  /// The sum of all attributions of each sample.
  public var sums: [Double] {
    differences.indices.map { sample in
      streams.reduce(0) { total, stream in
        let width = stream.count / differences.count
        return stream.elements[sample * width..<(sample + 1) * width].reduce(total) {
          $0 + Double($1)
        }
      }
    }
  }

  /// The largest gap between a sample's sum and its difference, as a share of the batch's largest
  /// difference.
  public var completenessGap: Double {
    let largest = differences.map(abs).max() ?? 0
    let gap = zip(sums, differences).map { abs($0 - $1) }.max() ?? 0
    return largest > 0 ? gap / largest : gap
  }

  /// Checks that the attributions of each sample sum to its difference.
  ///
  /// - Parameter tolerance: The gap allowed, as a share of the batch's largest difference.
  /// - Throws: `ExplanationError.incomplete` for the first sample with a larger one.
  public func checkCompleteness(within tolerance: Double) throws {
    let allowed = tolerance * (differences.map(abs).max() ?? 0)
    for (sample, (sum, difference)) in zip(sums, differences).enumerated()
    where !(abs(sum - difference) <= allowed) {
      throw ExplanationError.incomplete(
        sample: sample, expected: difference, found: sum, tolerance: allowed)
    }
  }

  /// The size of what the channels of a part of the input add, for each sample: their attributions
  /// [batch, time, channel] are summed over the part's channels at each time step, and the absolute
  /// sums averaged over time.
  ///
  /// Channels of a part that work against each other cancel, as do copies of one channel.
  public func magnitudes(of part: InputPart) -> [Double] {
    let stream = streams[part.stream]
    precondition(stream.shape.rank == 3, "Attribution: stream of shape \(stream.shape)")
    let (batch, time, width) = (stream.shape[0], stream.shape[1], stream.shape[2])
    let channels = part.channels ?? Array(0..<width)
    let values = stream.elements
    return (0..<batch).map { sample in
      (0..<time).reduce(0) { total, step in
        let row = (sample * time + step) * width
        return total + abs(channels.reduce(0) { $0 + Double(values[row + $1]) })
      } / Double(max(1, time))
    }
  }
}
