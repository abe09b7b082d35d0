import Foundation
import GaitKit

/// Says what files and folders of records hold.
enum InspectCommand: Command {
  static let name = "inspect"
  static let usage = "FILE [--json] [--angles degrees|radians] [--frame-rate HZ]"
  static let abstract = "says what a file or folder of records holds, and what is odd about it"
  static let options: Set<String> = ["--angles", "--frame-rate"]
  static let flags: Set<String> = ["--json"]

  static func run(_ arguments: Arguments) throws {
    guard arguments.operands.count == 1, let path = arguments.operands.first else {
      throw UsageError("inspect: expected one file or folder")
    }
    let url = URL(fileURLWithPath: path)
    let options = try RecordContents.Options(arguments)
    if try RecordFormat.detected(at: url) == .safetensors {
      try report(Weights(try SafetensorsFile(contentsOf: url)), arguments)
      return
    }
    let inspection = RecordInspection(try RecordContents(reading: url, options))
    if arguments.flag("--json") {
      try printJSON(inspection)
    } else {
      for line in inspection.lines { print(line) }
    }
  }

  /// The tensors of a file of weights.
  private struct Weights: Encodable {
    struct Tensor: Encodable {
      let name: String
      let type: String
      let shape: [Int]
    }

    let file: String
    let format = RecordFormat.safetensors.rawValue
    let tensors: [Tensor]
    let metadata: [String: String]

    init(_ file: SafetensorsFile) {
      self.file = file.name
      tensors = file.entries.map {
        Tensor(name: $0.name, type: $0.elementType.rawValue, shape: $0.shape)
      }
      metadata = file.metadata
    }
  }

  private static func report(_ weights: Weights, _ arguments: Arguments) throws {
    if arguments.flag("--json") { return try printJSON(weights) }
    print("\(weights.file): \(weights.format), \(weights.tensors.count) tensors")
    for tensor in weights.tensors { print("  \(tensor.name) \(tensor.shape) \(tensor.type)") }
    for (key, text) in weights.metadata.sorted(by: { $0.key < $1.key }) {
      print("  \(key): \(text.prefix(200))")
    }
  }

  private static func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    print(String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}

extension RecordContents.Options {
  /// What `--angles` and `--frame-rate` say of files that do not.
  init(_ arguments: Arguments) throws {
    let angles = try arguments.string("--angles").map { word in
      guard let unit = OpenSimTable.AngleUnit(rawValue: word) else {
        throw UsageError("--angles: expected degrees or radians, found \"\(word)\"")
      }
      return unit
    }
    self.init(
      frameRateHz: try arguments.number("--frame-rate", above: 0), angleUnit: angles)
  }
}
