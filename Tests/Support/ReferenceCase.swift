import GaitNN
import GaitTensor
import XCTest

/// One case that other software computed in double precision, read from JSON.
public struct ReferenceCase: Decodable {
  /// The inputs by name.
  public var inputs: [String: Tensor]
  /// The outputs by name.
  public var outputs: [String: Tensor]
  /// The gradients of a scalar by name of the input.
  public var inputGradients: [String: Tensor]
  /// The parameters of a module by path.
  public var weights: [String: Tensor]
  /// The gradients of a scalar by path of the parameter.
  public var gradients: [String: Tensor]
  /// Whole numbers, such as lengths, by name.
  public var integers: [String: [Int]]
  /// Other numbers, such as losses, by name.
  public var numbers: [String: [Double]]

  private enum CodingKeys: String, CodingKey {
    case inputs, outputs, weights, gradients, integers, numbers
    case inputGradients = "input_gradients"
  }

  private struct Block: Decodable {
    let shape: [Int]
    let values: [Double]
    var tensor: Tensor { Tensor(values.map(Float.init), shape: Shape(shape)) }
  }

  /// Decodes a case; a part that is absent is empty.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func tensors(_ key: CodingKeys) throws -> [String: Tensor] {
      try container.decodeIfPresent([String: Block].self, forKey: key)?.mapValues(\.tensor) ?? [:]
    }
    inputs = try tensors(.inputs)
    outputs = try tensors(.outputs)
    inputGradients = try tensors(.inputGradients)
    weights = try tensors(.weights)
    gradients = try tensors(.gradients)
    integers = try container.decodeIfPresent([String: [Int]].self, forKey: .integers) ?? [:]
    numbers = try container.decodeIfPresent([String: [Double]].self, forKey: .numbers) ?? [:]
  }

  /// The cases of a file by name.
  public static func cases(_ path: String) throws -> [String: ReferenceCase] {
    try Fixture.json(path)
  }

  /// The only case of a file.
  public static func single(_ path: String) throws -> ReferenceCase {
    try Fixture.json(path)
  }

  /// Puts the weights into a module, whose parameters must be exactly those of the case.
  public func assign(
    to module: any Module, file: StaticString = #filePath, line: UInt = #line
  ) {
    let entries = module.namedParameters
    XCTAssertEqual(
      entries.map(\.path).sorted(), weights.keys.sorted(), "parameter names", file: file, line: line
    )
    for entry in entries {
      guard let weight = weights[entry.path] else { continue }
      XCTAssertEqual(
        entry.parameter.value.shape, weight.shape, entry.path, file: file, line: line)
      if entry.parameter.value.shape == weight.shape { entry.parameter.assign(weight) }
    }
  }

  /// Asserts that gradients by path are those of the case.
  public func assertGradients(
    _ found: ParameterGradients, absolute: Double, relative: Double,
    file: StaticString = #filePath, line: UInt = #line
  ) {
    XCTAssertEqual(found.byPath.keys.sorted(), gradients.keys.sorted(), file: file, line: line)
    for (path, expected) in gradients {
      guard let gradient = found[path] else { continue }
      assertClose(
        gradient, expected, absolute: absolute, relative: relative, "gradient of \(path):",
        file: file, line: line)
    }
  }
}
