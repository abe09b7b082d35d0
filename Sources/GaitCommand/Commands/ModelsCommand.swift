import Foundation
import GaitKit

/// Lists the networks with their sizes and inputs.
enum ModelsCommand: Command {
  static let name = "models"
  static let usage = "[--json]"
  static let abstract = "lists the networks: names, sizes, inputs"
  static let options: Set<String> = []
  static let flags: Set<String> = ["--json"]

  private struct Row: Codable {
    let name: String
    let summary: String
    let parameters: Int
    let inputs: [String: [Int]]
    let outputs: [String: [Int]]
    let configuration: [String: ConfigurationValue]
  }

  static func run(_ arguments: Arguments) throws {
    try arguments.expectNoOperands()
    let rows = try ModelCatalog.entries.map(row)
    if arguments.flag("--json") {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      print(String(decoding: try encoder.encode(rows), as: UTF8.self))
      return
    }
    for row in rows {
      let inputs = row.inputs.sorted { $0.key < $1.key }
        .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      let name = row.name.padding(toLength: 14, withPad: " ", startingAt: 0)
      print("\(name) \(row.parameters) parameters; inputs \(inputs)")
      print("               \(row.summary)")
    }
  }

  private static func row(_ entry: CatalogEntry) throws -> Row {
    var random = RandomSource(seed: 0)
    let model = try entry.model(using: &random)
    let inputs = entry.example(batch: 1, using: &random)
    var context = Context.inference
    let outputs = try model(inputs, &context)
    var shapes = inputs.tensors.mapValues(\.shape.extents)
    shapes.merge(inputs.masks.mapValues(\.shape.extents)) { $1 }
    return Row(
      name: entry.name, summary: entry.summary, parameters: model.module.parameterCount,
      inputs: shapes,
      outputs: Dictionary(
        outputs.map { ($0.name, $0.tensor.shape.extents) }, uniquingKeysWith: { $1 }),
      configuration: try JSONDecoder().decode(
        [String: ConfigurationValue].self, from: entry.defaultConfiguration()))
  }
}

/// A value of a configuration, as JSON holds it.
private enum ConfigurationValue: Codable {
  case flag(Bool)
  case number(Double)
  case text(String)
  case list([ConfigurationValue])
  case fields([String: ConfigurationValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Bool.self) {
      self = .flag(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([ConfigurationValue].self) {
      self = .list(value)
    } else {
      self = .fields(try container.decode([String: ConfigurationValue].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .flag(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .list(let value): try container.encode(value)
    case .fields(let value): try container.encode(value)
    }
  }
}
