import Foundation
import GaitKernels
import GaitModels
import GaitNN
import GaitTensor
import GaitTraining

/// A reference case recomputed by this library, and how far the two stand apart.
public struct Verification {
  /// The distance of one tensor from its reference.
  public struct Difference: Sendable {
    /// The tensor's name in the case.
    public let name: String
    /// The largest difference over the largest reference value of the tensor.
    public let relative: Double
    /// What it may be.
    public let tolerance: Double

    /// Whether it is too large; a NaN is.
    public var isExceeded: Bool { !(relative <= tolerance) }
  }

  /// How far results may differ, relative to the largest value of their tensor.
  public struct Tolerances: Sendable {
    /// For outputs.
    public var outputs = 1e-4
    /// For the gradients of parameters and inputs.
    public var gradients = 1e-3
    /// For the losses of the Adam steps.
    public var losses = 1e-3

    /// The defaults.
    public init() {}

    /// One tolerance for everything.
    public init(_ tolerance: Double) {
      (outputs, gradients, losses) = (tolerance, tolerance, tolerance)
    }
  }

  /// The recomputed tensors, by their names in the case.
  public let recomputed: [String: Tensor]
  /// The differences, the largest share of its tolerance first.
  public let differences: [Difference]

  /// Whether every tensor is within its tolerance.
  public var passes: Bool { !differences.contains { $0.isExceeded } }

  /// Recomputes a case.
  ///
  /// - Throws: `CatalogError`, `ConfigurationError`, `StateDictionaryError` or `ModelInputError` where
  ///   the case does not fit a model.
  public init(of reference: ReferenceCase, tolerances: Tolerances = Tolerances()) throws {
    var random = RandomSource(seed: 0)
    let entry = try ModelCatalog.entry(reference.model)
    let model = try entry.model(configuration: reference.configuration, using: &random)
    try reference.weights.load(into: model.module, source: reference.source)
    var results = try Self.gradients(of: model, reference)
    let stepCount = reference.expected["losses"]?.count ?? 0
    if stepCount > 0 {
      // The pass above may have moved the running statistics of batch normalisation.
      try reference.weights.load(into: model.module, source: reference.source)
      results["losses"] = Tensor(try Self.losses(of: model, reference, steps: stepCount))
    }
    recomputed = results
    differences = Self.compare(reference.expected, results, tolerances)
  }

  private static func context(_ reference: ReferenceCase) -> Context {
    guard reference.usesBatchStatistics else { return .inference }
    var context = Context.training(seed: 0)
    context.appliesDropout = false
    return context
  }

  /// The loss of a case: the sum over the outputs of the mean of their squares.
  static func loss(of outputs: [(name: String, tensor: Tensor)]) -> Tensor {
    outputs.filter { !$0.name.hasPrefix("attention") }
      .reduce(Tensor(0)) { $0 + square($1.tensor).mean() }
  }

  private static func gradients(
    of model: CatalogedModel, _ reference: ReferenceCase
  ) throws -> [String: Tensor] {
    var context = context(reference)
    var results: [String: Tensor] = [:]
    var inputs = reference.inputs
    let result = try valueAndAllGradients(of: model.module) { tape in
      for (name, tensor) in inputs.tensors.sorted(by: { $0.key < $1.key }) {
        inputs.tensors[name] = tape.watch(tensor)
      }
      let outputs = try model(inputs, &context)
      for output in outputs { results["outputs." + output.name] = output.tensor.detached }
      return loss(of: outputs)
    }
    for (path, gradient) in result.gradients.byPath { results["gradients." + path] = gradient }
    for (name, tensor) in inputs.tensors {
      results["input_gradients." + name] = result.watched[tensor]
    }
    return results
  }

  private static func losses(
    of model: CatalogedModel, _ reference: ReferenceCase, steps: Int
  ) throws -> [Scalar] {
    var context = context(reference)
    var adam = Adam(learningRate: reference.learningRate)
    let parameters = model.module.trainableParameters
    return try (0..<steps).map { _ in
      let step = try valueAndGradients(of: model.module) { _ in
        loss(of: try model(reference.inputs, &context))
      }
      adam.step(parameters, with: step.gradients)
      return step.value
    }
  }

  private static func compare(
    _ expected: [String: Tensor], _ found: [String: Tensor], _ tolerances: Tolerances
  ) -> [Difference] {
    // A gradient that is zero in exact arithmetic, such as that of a bias before a normalisation, is
    // rounding noise on both sides: it is held against the gradients of the whole case instead.
    var floors: [String: Double] = [:]
    for (name, tensor) in expected {
      let kind = kind(of: name)
      floors[kind] = max(floors[kind] ?? 0, 1e-5 * largest(tensor))
    }
    return expected.map { name, reference -> Difference in
      let kind = kind(of: name)
      let tolerance =
        switch kind {
        case "outputs": tolerances.outputs
        case "losses": tolerances.losses
        default: tolerances.gradients
        }
      guard let own = found[name], own.shape == reference.shape else {
        return Difference(name: name, relative: .infinity, tolerance: tolerance)
      }
      var difference = 0.0
      for (a, b) in zip(own.elements, reference.elements) {
        let gap = Swift.abs(Double(a) - Double(b))
        difference = gap.isNaN ? .infinity : max(difference, gap)
      }
      let scale = max(largest(reference), floors[kind] ?? 0, .leastNormalMagnitude)
      return Difference(name: name, relative: difference / scale, tolerance: tolerance)
    }
    .sorted { ($0.relative / $0.tolerance, $1.name) > ($1.relative / $1.tolerance, $0.name) }
  }

  private static func kind(of name: String) -> String {
    name.split(separator: ".").first.map(String.init) ?? name
  }

  private static func largest(_ tensor: Tensor) -> Double {
    tensor.elements.reduce(0) { max($0, Swift.abs(Double($1))) }
  }

  /// Writes the recomputed tensors as a safetensors file, under their names in the case.
  ///
  /// - Throws: `FileError`.
  public func write(to url: URL, metadata: [String: String] = [:]) throws {
    var writer = SafetensorsWriter(metadata: metadata)
    try StateDictionary(recomputed).add(to: &writer)
    try writer.write(to: url)
  }
}
