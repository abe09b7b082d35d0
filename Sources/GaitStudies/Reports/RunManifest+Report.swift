import Foundation
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
          ("configuration", configuration),
        ])
      ])
  }
}
