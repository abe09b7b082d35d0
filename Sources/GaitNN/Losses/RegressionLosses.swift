import GaitTensor

/// The mean of the squared errors over the known labels; nil where none is known.
///
/// - Parameters:
///   - prediction: Any shape.
///   - target: The same shape; what stands at an unknown label is never read.
///   - known: The labels that there are, over the first axes; all where nil.
/// - Returns: A scalar.
public func meanSquaredError(
  _ prediction: Tensor, _ target: Tensor, known: Mask? = nil
) -> Tensor? {
  meanOverKnown(prediction, target, known, "meanSquaredError") { square($0) }
}

/// The mean of the absolute errors over the known labels; nil where none is known.
///
/// - Parameters:
///   - prediction: Any shape.
///   - target: The same shape; what stands at an unknown label is never read.
///   - known: The labels that there are, over the first axes; all where nil.
/// - Returns: A scalar.
public func meanAbsoluteError(
  _ prediction: Tensor, _ target: Tensor, known: Mask? = nil
) -> Tensor? {
  meanOverKnown(prediction, target, known, "meanAbsoluteError") { abs($0) }
}

/// The mean of Huber's loss over the known labels; nil where none is known.
///
/// `e^2 / 2` up to the threshold, `threshold (|e| - threshold / 2)` above it. Source: Huber 1964,
/// doi:10.1214/aoms/1177703732.
///
/// - Parameters:
///   - prediction: Any shape.
///   - target: The same shape; what stands at an unknown label is never read.
///   - threshold: Where the loss turns from a parabola to a line; above zero.
///   - known: The labels that there are, over the first axes; all where nil.
/// - Returns: A scalar.
public func huberLoss(
  _ prediction: Tensor, _ target: Tensor, threshold: Scalar = 1, known: Mask? = nil
) -> Tensor? {
  precondition(threshold > 0, "huberLoss: threshold \(threshold)")
  return meanOverKnown(prediction, target, known, "huberLoss") { error in
    huberLosses(error, threshold: threshold)
  }
}

/// Huber's loss of each error.
package func huberLosses(_ error: Tensor, threshold: Scalar) -> Tensor {
  let clipped = error - relu(error - threshold) + relu(-error - threshold)
  return clipped * (error - clipped * 0.5)
}

/// The mean squared error of durations, where one cut short counts only if it is underrated.
///
/// For a right-censored record, whose patient left before recovery, the target is the time observed:
/// a prediction beyond it may well be right and costs nothing.
///
/// - Parameters:
///   - prediction: [batch].
///   - target: [batch], in the same unit; what stands at an unknown label is never read.
///   - isCensored: [batch], true where the record was cut short.
///   - maximum: Divides the errors, such as the longest duration.
///   - known: [batch], the labels that there are; all where nil.
/// - Returns: A scalar, or nil where no label is known.
public func rightCensoredError(
  _ prediction: Tensor, _ target: Tensor, isCensored: Mask, maximum: Scalar = 1,
  known: Mask? = nil
) -> Tensor? {
  precondition(maximum > 0, "rightCensoredError: maximum \(maximum)")
  precondition(
    isCensored.shape == prediction.shape && target.shape == prediction.shape,
    """
    rightCensoredError: prediction \(prediction.shape), target \(target.shape), \
    censored \(isCensored.shape)
    """)
  let gaps = (prediction.detached - target.detached).elements
  let counts = zip(gaps, isCensored.isPresent).map { gap, isCensored in !(isCensored && gap > 0) }
  let counted = Mask(counts, shape: prediction.shape)
  return meanOverKnown(prediction, target, known, "rightCensoredError") { error in
    square(error.masked(by: counted) / maximum)
  }
}

/// The mean of a function of the errors, over the known labels.
private func meanOverKnown(
  _ prediction: Tensor, _ target: Tensor, _ known: Mask?, _ name: StaticString,
  _ loss: (Tensor) -> Tensor
) -> Tensor? {
  precondition(
    prediction.shape == target.shape,
    "\(name): prediction \(prediction.shape), target \(target.shape)")
  guard let known else { return prediction.count > 0 ? loss(prediction - target).mean() : nil }
  precondition(
    prediction.shape.extents.prefix(known.shape.rank).elementsEqual(known.shape.extents),
    "\(name): known \(known.shape) for prediction \(prediction.shape)")
  let number = known.isPresent.filter { $0 }.count
  guard number > 0, known.shape.count > 0 else { return nil }
  // The error at an unknown label is replaced before the loss, so not even a NaN there counts.
  let error = (prediction - target.detached).masked(leading: known)
  return loss(error).sum() / Scalar(number * (prediction.count / known.shape.count))
}
