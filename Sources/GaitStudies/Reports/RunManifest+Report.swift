import Foundation
import GaitModels
import GaitReports

extension RunManifest {
  /// How the run was made: enough to make it again.
  var section: Report.Section {
    Report.Section(
      "How it was made",
      [
        .facts([
          ("study", study), ("version", version), ("seed", "\(seed)"),
          ("BLAS core", blasCore), ("instruction set", instructionSet),
          ("people", "\(participants.count): \(participants.joined(separator: ", "))"),
          ("files", "\(data.count), their checksums are in manifest.json"),
        ]),
        .text("The settings, defaults as well as what was changed:"),
        .facts(settings),
      ])
  }

  /// The configuration, a value a line.
  private var settings: [(name: String, value: String)] {
    func lines(_ value: JSONValue, _ path: [String]) -> [(name: String, value: String)] {
      guard case .object(let fields) = value else {
        return [(path.joined(separator: "."), text(value))]
      }
      return fields.sorted { $0.key < $1.key }.flatMap { lines($0.value, path + [$0.key]) }
    }
    func text(_ value: JSONValue) -> String {
      switch value {
      case .string(let words): words
      case .array(let values): values.isEmpty ? "none" : values.map(text).joined(separator: ", ")
      default: "\(value)"
      }
    }
    // The manifest encoded it itself.
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(configuration.utf8))
    else { return [("configuration", configuration)] }
    return lines(value, [])
  }
}
