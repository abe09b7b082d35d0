import GaitTensor

/// How much a term of an objective counts.
public enum TermWeight: Sendable, Hashable {
  /// A given factor.
  case fixed(Scalar)
  /// `exp(-s) L + s` with a learned s that begins at a value.
  ///
  /// The homoscedastic uncertainty of the task. Source: Kendall, Gal, Cipolla 2018,
  /// doi:10.1109/CVPR.2018.00781.
  case learned(initialLogVariance: Scalar = 0)
}

/// One named loss of an objective.
public struct ObjectiveTerm<Output, Target> {
  /// What the loss is of.
  public let name: String
  /// How much it counts.
  public let weight: TermWeight
  /// The loss, a scalar; nil where the batch has no label for it.
  public let loss: (Output, Target) -> Tensor?

  /// A term.
  public init(
    _ name: String, weight: TermWeight = .fixed(1),
    loss: @escaping (_ output: Output, _ target: Target) -> Tensor?
  ) {
    self.name = name
    self.weight = weight
    self.loss = loss
  }
}

/// The losses of one batch.
public struct LossBreakdown {
  /// The weighed sum of the terms, which training makes small.
  public let total: Tensor
  /// Each term that had a label, before it was weighed.
  public let terms: [(name: String, value: Scalar)]

  /// The value of a term; nil where the batch had no label for it.
  public subscript(name: String) -> Scalar? { terms.first { $0.name == name }?.value }
}

/// What a network is trained for: named terms, weighed by hand or by learned uncertainties.
///
/// A term without a label in the batch contributes nothing, neither a loss nor a step of its weight.
/// The learned weights are parameters; join them with the network's by `ModuleGroup`.
public final class Objective<Output, Target>: Module {
  /// The terms.
  public let terms: [ObjectiveTerm<Output, Target>]
  /// The learned logarithms of the variances, by term; nil for a fixed weight.
  public let logVariances: [Parameter?]

  /// An objective of terms with different names.
  public init(_ terms: [ObjectiveTerm<Output, Target>]) {
    precondition(
      Set(terms.map(\.name)).count == terms.count, "Objective: two terms of \(terms.map(\.name))")
    self.terms = terms
    logVariances = terms.map { term in
      guard case .learned(let initial) = term.weight else { return nil }
      return Parameter(Tensor(initial))
    }
  }

  /// The losses of a batch.
  public func callAsFunction(_ output: Output, _ target: Target) -> LossBreakdown {
    var total = Tensor(0)
    var values: [(name: String, value: Scalar)] = []
    for (term, logVariance) in zip(terms, logVariances) {
      guard let loss = term.loss(output, target) else { continue }
      precondition(loss.count == 1, "Objective: term \(term.name) of shape \(loss.shape)")
      let scalar = loss.reshaped(to: [])
      values.append((term.name, scalar.item))
      switch (term.weight, logVariance) {
      case (.fixed(let factor), _): total = total + scalar * factor
      case (.learned, let s?): total = total + exp(-s.value) * scalar + s.value
      case (.learned, nil): break
      }
    }
    return LossBreakdown(total: total, terms: values)
  }

  /// Names `log_vars.` and the term, for each learned weight.
  public func register(in registry: inout Registry) {
    for (term, parameter) in zip(terms, logVariances) {
      registry.add("log_vars.\(term.name)", parameter)
    }
  }
}
