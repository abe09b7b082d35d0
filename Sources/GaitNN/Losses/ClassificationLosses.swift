import GaitTensor

/// The mean negative log-likelihood of the true classes; nil where no class is known.
///
/// - Parameters:
///   - logits: [batch, classes].
///   - classes: The class of each record; nil where it is not known.
/// - Returns: A scalar.
public func crossEntropy(_ logits: Tensor, classes: [Int?]) -> Tensor? {
  precondition(
    logits.shape.rank == 2 && classes.count == logits.shape[0],
    "crossEntropy: logits \(logits.shape), \(classes.count) classes")
  let columns = logits.shape[1]
  var weights = [Scalar](repeating: 0, count: logits.count)
  var number = 0
  for (row, known) in classes.enumerated() {
    guard let index = known else { continue }
    precondition(
      index >= 0 && index < columns, "crossEntropy: class \(index) of \(columns) in row \(row)")
    weights[row * columns + index] = -1
    number += 1
  }
  guard number > 0 else { return nil }
  let isKnown = Mask(classes.map { $0 != nil }, shape: [classes.count])
  let picked = logSoftmax(logits.masked(leading: isKnown)) * Tensor(weights, shape: logits.shape)
  return picked.sum() / Scalar(number)
}

/// The mean loss of ordered classes by their thresholds; nil where no class is known.
///
/// Logit k says whether the class is above k, so K classes have K - 1 logits, and the loss is the sum
/// of the binary losses of a record. Source: Cao, Mirjalili, Raschka 2020,
/// doi:10.1016/j.patrec.2020.11.008.
///
/// - Parameters:
///   - logits: [batch, classes - 1].
///   - classes: The class of each record, from 0 on; nil where it is not known.
/// - Returns: A scalar.
public func ordinalLoss(_ logits: Tensor, classes: [Int?]) -> Tensor? {
  precondition(
    logits.shape.rank == 2 && classes.count == logits.shape[0],
    "ordinalLoss: logits \(logits.shape), \(classes.count) classes")
  let columns = logits.shape[1]
  let targets = classes.enumerated().flatMap { row, known -> [Scalar] in
    guard let index = known else { return [Scalar](repeating: 0, count: columns) }
    precondition(
      index >= 0 && index <= columns, "ordinalLoss: class \(index) of \(columns + 1) in row \(row)")
    return (0..<columns).map { index > $0 ? 1 : 0 }
  }
  let known = Mask(classes.map { $0 != nil }, shape: [classes.count])
  let mean = binaryCrossEntropy(logits, Tensor(targets, shape: logits.shape), known: known)
  return mean.map { $0 * Scalar(columns) }
}

/// The mean binary cross-entropy over the known labels; nil where none is known.
///
/// Computed from logits as `softplus(x) - x t`, which neither over- nor underflows.
///
/// - Parameters:
///   - logits: Any shape.
///   - target: The same shape, probabilities in 0...1; an unknown label is never read.
///   - known: The labels that there are, over the first axes; all where nil.
/// - Returns: A scalar.
public func binaryCrossEntropy(
  _ logits: Tensor, _ target: Tensor, known: Mask? = nil
) -> Tensor? {
  precondition(
    logits.shape == target.shape, "binaryCrossEntropy: logits \(logits.shape), \(target.shape)")
  guard let known else {
    return logits.count > 0 ? (softplus(logits) - logits * target).mean() : nil
  }
  let number = known.isPresent.filter { $0 }.count
  guard number > 0 else { return nil }
  let labels = target.detached.masked(leading: known)
  let losses = (softplus(logits) - logits * labels).masked(leading: known)
  return losses.sum() / Scalar(number * (logits.count / known.shape.count))
}
