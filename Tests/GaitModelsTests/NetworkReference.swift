import Foundation
import GaitKernels
import GaitModels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

/// Asserts that a network gives the outputs, gradients and losses of a case of PyTorch in float64.
///
/// The weights come from their names by the formula of `Fixtures/generators/model_cases.py`. Numbers
/// are compared relative to the largest of their tensor.
func assertNetwork(
  _ name: String, file: StaticString = #filePath, line: UInt = #line
) throws {
  let reference = try NetworkReference(name)
  var random = RandomSource(seed: 0)
  let model = try ModelCatalog.entry(reference.model)
    .model(configuration: reference.configuration, using: &random)
  reference.assignWeights(to: model.module)
  let found = try reference.results(of: model)
  for (key, expected) in reference.expected.sorted(by: { $0.key < $1.key }) {
    guard let own = found[key] else {
      XCTFail("\(name): \(key) was not computed", file: file, line: line)
      continue
    }
    let distance = reference.distance(own, expected, key)
    let tolerance = NetworkReference.tolerance(key)
    // Written so that a NaN fails.
    XCTAssert(
      distance <= tolerance, "\(name): \(key) is off by \(distance), allowed \(tolerance)",
      file: file, line: line)
  }
}

/// A case of `Fixtures/reference/networks`.
struct NetworkReference {
  let model: String
  let configuration: Data
  let usesBatchStatistics: Bool
  let inputs: NamedTensors
  let expected: [String: Tensor]
  private let scales: [String: Scalar]

  init(_ name: String) throws {
    let file = try SafetensorsFile(
      contentsOf: Fixture.url("reference/networks/\(name).safetensors"))
    model = try XCTUnwrap(file.metadata["model"])
    configuration = Data(try XCTUnwrap(file.metadata["config"]).utf8)
    usesBatchStatistics = file.metadata["batch_statistics"] == "true"
    var inputs = NamedTensors()
    var expected: [String: Tensor] = [:]
    var scales: [String: Scalar] = [:]
    for entry in file.entries {
      let parts = entry.name.split(separator: ".", maxSplits: 1).map(String.init)
      switch (parts[0], entry.elementType) {
      case ("inputs", .bool): inputs.masks[parts[1]] = try file.mask(entry.name)
      case ("inputs", _): inputs.tensors[parts[1]] = try file.tensor(entry.name)
      case ("gradient_scales", _):
        scales["gradient_samples." + parts[1]] = try file.tensor(entry.name).elements[0]
      default: expected[entry.name] = try file.tensor(entry.name)
      }
    }
    (self.inputs, self.expected, self.scales) = (inputs, expected, scales)
  }

  static func tolerance(_ key: String) -> Double {
    if key.hasPrefix("outputs.") || key.hasPrefix("running.") { return 1e-5 }
    return key == "losses" ? 1e-3 : 1e-4
  }

  /// Weights by a hash of the name and the place; see the generator.
  func assignWeights(to module: any Module) {
    for entry in module.namedParameters {
      let shape = entry.parameter.value.shape
      let values = Self.formula(entry.path, shape)
      entry.parameter.assign(Tensor(values, shape: shape))
    }
  }

  private static func formula(_ name: String, _ shape: Shape) -> [Scalar] {
    var seed: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { seed = (seed ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let fan = (1.5 / (Double(shape.count) / Double(max(1, shape[0]))).squareRoot())
    return (0..<shape.count).map { place in
      var z = seed &+ UInt64(place + 1) &* 0x9E37_79B9_7F4A_7C15
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      z ^= z >> 31
      let u = Double(z >> 40) / 8_388_608 - 1
      if name.hasSuffix("running_var") { return Scalar(1.25 + 0.75 * u) }
      if name.hasSuffix("running_mean") { return Scalar(0.3 * u) }
      if name.hasSuffix("original0") { return Scalar(1 + 0.2 * u) }
      if shape.rank >= 2 { return Scalar(u * fan) }
      return name.hasSuffix("weight") ? Scalar(1 + 0.2 * u) : Scalar(0.1 * u)
    }
  }

  private func context() -> Context {
    guard usesBatchStatistics else { return .inference }
    var context = Context.training(seed: 0)
    context.appliesDropout = false
    return context
  }

  private func loss(of outputs: [(name: String, tensor: Tensor)]) -> Tensor {
    outputs.filter { !$0.name.hasPrefix("attention") }
      .reduce(Tensor(0)) { $0 + square($1.tensor).mean() }
  }

  /// Everything that the case holds, computed here.
  func results(of model: CatalogedModel) throws -> [String: Tensor] {
    var found: [String: Tensor] = [:]
    var watched = inputs
    var context = context()
    let result = try valueAndAllGradients(of: model.module) { tape in
      for (name, tensor) in inputs.tensors { watched.tensors[name] = tape.watch(tensor) }
      let outputs = try model(watched, &context)
      for output in outputs { found["outputs." + output.name] = output.tensor.detached }
      return loss(of: outputs)
    }
    for (path, gradient) in result.gradients.byPath {
      found["gradients." + path] = gradient
      let step = (gradient.count + 255) / 256
      let samples = stride(from: 0, to: gradient.count, by: step).map { gradient.elements[$0] }
      if step > 1 { found["gradient_samples." + path] = Tensor(samples) }
    }
    for (name, tensor) in watched.tensors {
      found["input_gradients." + name] = result.watched[tensor]
    }
    for entry in model.module.namedParameters where entry.isBuffer {
      found["running." + entry.path] = entry.parameter.value
    }
    assignWeights(to: model.module)
    var failure: (any Error)?
    let losses = trainingLosses(of: model.module, steps: 10, learningRate: 1e-3) {
      do {
        return loss(of: try model(inputs, &context))
      } catch {
        failure = error
        return Tensor(.nan)
      }
    }
    if let failure { throw failure }
    found["losses"] = Tensor(losses)
    return found
  }

  /// The largest difference relative to the largest value of the tensor.
  ///
  /// A gradient that is zero in exact arithmetic, such as that of a bias before batch normalisation,
  /// is rounding noise on both sides and held against the largest gradient of the case.
  func distance(_ own: Tensor, _ reference: Tensor, _ key: String) -> Double {
    guard own.shape == reference.shape else { return .infinity }
    var scale = Double(scales[key] ?? Self.largest(reference))
    if key.hasPrefix("gradient") {
      let gradients = expected.filter { $0.key.hasPrefix("gradient") }.values.map(Self.largest)
      scale = max(scale, 1e-3 * Double(gradients.max() ?? 0))
    }
    let gaps = zip(own.elements, reference.elements).map { Swift.abs(Double($0) - Double($1)) }
    return gaps.contains(where: \.isNaN) ? .infinity : (gaps.max() ?? 0) / max(scale, 1e-30)
  }

  private static func largest(_ tensor: Tensor) -> Scalar {
    tensor.elements.reduce(0) { max($0, Swift.abs($1)) }
  }
}
