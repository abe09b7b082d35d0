import Foundation
import GaitKernels
import GaitTensor

/// Tensors by path: the weights and running state of a module, under PyTorch's names.
public struct StateDictionary: Sendable {
  /// The tensors by path.
  public var tensors: [String: Tensor]

  /// A dictionary of listed tensors.
  public init(_ tensors: [String: Tensor] = [:]) {
    self.tensors = tensors
  }

  /// The present weights and running state of a module.
  public init(of module: any Module) {
    tensors = [:]
    for entry in module.namedParameters {
      tensors[entry.path] = entry.parameter.value.detached
    }
  }

  /// The tensors of a file whose names begin with a prefix, which is dropped.
  ///
  /// - Throws: `StateDictionaryError.unreadable` for a tensor of more than six axes,
  ///   `SafetensorsError` for one that does not hold floating-point numbers.
  public init(_ file: SafetensorsFile, prefix: String = "") throws {
    tensors = [:]
    for entry in file.entries where entry.name.hasPrefix(prefix) {
      let name = String(entry.name.dropFirst(prefix.count))
      // PyTorch counts the batches that its normalisation layers saw, an integer that no result of
      // ours depends on.
      guard !name.hasSuffix("num_batches_tracked") else { continue }
      tensors[name] = try file.tensor(entry.name)
    }
  }

  /// Adds every tensor to a file, each name behind a prefix.
  ///
  /// - Throws: `SafetensorsError` where a name is taken.
  public func add(to writer: inout SafetensorsWriter, prefix: String = "") throws {
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      try writer.add(prefix + name, tensor)
    }
  }

  /// Puts the tensors into a module; nothing is changed unless everything fits.
  ///
  /// - Parameters:
  ///   - module: The module whose parameters and running state are replaced.
  ///   - source: What to call the dictionary in messages, such as its file.
  /// - Throws: `StateDictionaryError.mismatch`, which lists every missing, unexpected and misshaped
  ///   name.
  public func load(into module: any Module, source: String = "state dictionary") throws {
    let entries = module.namedParameters
    let wanted = Set(entries.map(\.path))
    let missing = entries.map(\.path).filter { tensors[$0] == nil }
    let unexpected = tensors.keys.filter { !wanted.contains($0) }.sorted()
    let misshaped = entries.compactMap { entry -> String? in
      guard let tensor = tensors[entry.path], tensor.shape != entry.parameter.value.shape else {
        return nil
      }
      return "\(entry.path): expected \(entry.parameter.value.shape), found \(tensor.shape)"
    }
    guard missing.isEmpty, unexpected.isEmpty, misshaped.isEmpty else {
      throw StateDictionaryError.mismatch(
        source: source, missing: missing, unexpected: unexpected, misshaped: misshaped)
    }
    for entry in entries {
      if let tensor = tensors[entry.path] { entry.parameter.assign(tensor) }
    }
  }
}

/// Why tensors do not fit a module.
public enum StateDictionaryError: Error, Equatable, CustomStringConvertible {
  /// Names or shapes differ.
  case mismatch(source: String, missing: [String], unexpected: [String], misshaped: [String])
  /// A tensor that the engine cannot hold.
  case unreadable(source: String, tensor: String, expected: String, found: String)

  /// The source, and every name that does not fit.
  public var description: String {
    switch self {
    case .mismatch(let source, let missing, let unexpected, let misshaped):
      var parts: [String] = []
      if !missing.isEmpty { parts.append("missing " + missing.joined(separator: ", ")) }
      if !unexpected.isEmpty { parts.append("unexpected " + unexpected.joined(separator: ", ")) }
      if !misshaped.isEmpty { parts.append("misshaped " + misshaped.joined(separator: ", ")) }
      return "\(source): weights do not fit the model: " + parts.joined(separator: "; ")
    case .unreadable(let source, let tensor, let expected, let found):
      return "\(source): tensor \(tensor): expected \(expected), found \(found)"
    }
  }
}

extension SafetensorsFile {
  /// A floating-point tensor of the file.
  ///
  /// - Throws: `SafetensorsError` where it is missing or holds no floating-point numbers,
  ///   `StateDictionaryError.unreadable` where it has more than six axes.
  public func tensor(_ name: String) throws -> Tensor {
    let entry = try entry(name)
    let shape = try checkedShape(entry)
    #if _endian(little)
      if entry.elementType == .float32 {
        return Tensor(withBytes(of: entry) { Buffer(littleEndianBytes: $0) }, shape)
      }
    #endif
    return Tensor(try floats(name), shape: shape)
  }

  /// A mask of the file, stored as booleans.
  ///
  /// - Throws: As `tensor`.
  public func mask(_ name: String) throws -> Mask {
    let entry = try entry(name)
    return Mask(try booleans(name), shape: try checkedShape(entry))
  }

  private func checkedShape(_ entry: SafetensorsEntry) throws -> Shape {
    guard entry.shape.count <= Shape.maximumRank, entry.shape.allSatisfy({ $0 <= Int32.max }) else {
      throw StateDictionaryError.unreadable(
        source: self.name, tensor: entry.name, expected: "at most \(Shape.maximumRank) axes",
        found: "shape \(entry.shape)")
    }
    return Shape(entry.shape)
  }
}

extension SafetensorsWriter {
  /// Adds a tensor as 32-bit floats.
  ///
  /// - Throws: `SafetensorsError` where the name is taken.
  public mutating func add(_ name: String, _ tensor: Tensor) throws {
    #if _endian(little)
      let bytes = tensor.buffer.withBytes { Data($0) }
      try add(name, type: .float32, shape: tensor.shape.extents, bytes: bytes)
    #else
      try add(name, shape: tensor.shape.extents, floats: tensor.elements)
    #endif
  }
}
