import GaitKernels
import GaitNN
import GaitTensor

/// A stride of insole signals to a vector: sensor attention, two convolutions, a BiLSTM, and
/// attention over the gait phase.
public final class SeriesEncoder: Module {
  private let sensor: SensorAttention
  private let convolution1, convolution2: Convolution1D
  private let norm1, norm2: BatchNorm
  private let recurrent: LSTM
  private let phase: AdditiveAttention
  private let output: Linear

  /// An encoder whose weights are drawn.
  public init(channels: Int, width: Int, using random: inout RandomSource) {
    sensor = SensorAttention(
      channels: channels, reduced: max(4, channels / 4), using: &random)
    convolution1 = Convolution1D(
      inputs: channels, outputs: width, kernel: 5, padding: .zeros(2), using: &random)
    norm1 = BatchNorm(features: width)
    convolution2 = Convolution1D(
      inputs: width, outputs: width, kernel: 3, padding: .zeros(1), using: &random)
    norm2 = BatchNorm(features: width)
    recurrent = LSTM(inputs: width, hidden: width, direction: .both, using: &random)
    phase = AdditiveAttention(width: 2 * width, hidden: width, using: &random)
    output = Linear(inputs: 2 * width, outputs: width, using: &random)
  }

  /// Encodes strides.
  ///
  /// - Parameters:
  ///   - x: [strides, time, channels], at least two steps.
  ///   - isPresent: Which strides the loss looks at [strides]; nil for all. Of the others the vectors and the
  ///     weights of the phase are constants to a tape.
  ///   - context: The mode; in training the statistics are those of all strides given.
  /// - Returns: The vectors [strides, width], the weights of the sensors [strides, channels], and those
  ///   of the phase [strides, time / 2].
  public func callAsFunction(
    _ x: Tensor, isPresent: [Bool]? = nil, _ context: inout Context
  ) -> (value: Tensor, sensor: Tensor, phase: Tensor) {
    let (weighed, sensorWeights) = sensor(x)
    var z = convolution1(channelsLast: weighed, norm: norm1, isRectified: true, &context)
    z = convolution2(channelsLast: z, norm: norm2, &context)
    // The rectifier goes behind the windows, where fewer elements are left.
    let steps = maxPool1D(channelsLast: z, window: 2, isRectified: true)
    let (value, phaseWeights) = recur(steps, isPresent: isPresent, &context)
    return (value, sensorWeights, phaseWeights)
  }

  /// The recurrence and what follows it, with a derivative for the present strides only: the way back
  /// through absent ones would multiply zeros.
  private func recur(
    _ steps: Tensor, isPresent: [Bool]?, _ context: inout Context
  ) -> (value: Tensor, phase: Tensor) {
    let strides = Array(0..<steps.shape[0])
    let present = strides.filter { isPresent?[$0] ?? true }
    guard steps.isTracked, !present.isEmpty, present.count < strides.count else {
      return pool(steps, &context)
    }
    let absent = strides.filter { isPresent?[$0] == false }
    let own = pool(steps.gathered(axis: 0, present), &context)
    let other = withoutGradients(of: [recurrent, phase, output]) {
      pool(steps.detached.gathered(axis: 0, absent), &context)
    }
    var places = strides
    for (place, stride) in (present + absent).enumerated() { places[stride] = place }
    return (
      concatenated([own.value, other.value], axis: 0).gathered(axis: 0, places),
      concatenated([own.phase, other.phase], axis: 0).gathered(axis: 0, places)
    )
  }

  private func pool(_ steps: Tensor, _ context: inout Context) -> (value: Tensor, phase: Tensor) {
    let (mean, weights) = phase(recurrent(steps, &context))
    return (output(mean), weights)
  }

  /// Names `sensor`, `conv1`, `bn1`, `conv2`, `bn2`, `lstm`, `phase` and `out`.
  public func register(in registry: inout Registry) {
    registry.add("sensor", sensor)
    registry.add("conv1", convolution1)
    registry.add("bn1", norm1)
    registry.add("conv2", convolution2)
    registry.add("bn2", norm2)
    registry.add("lstm", recurrent)
    registry.add("phase", phase)
    registry.add("out", output)
  }
}
