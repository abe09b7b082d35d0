import Foundation
import GaitData

extension LegData {
  /// Whether a folder says of itself that a simulator made it.
  ///
  /// - Throws: `StudyError.unreadableOrigin` for a statement that cannot be understood: its recordings may be either.
  static func isSynthetic(_ folder: URL) throws -> Bool {
    let file = folder.appendingPathComponent(CohortManifest.fileName)
    guard FileManager.default.fileExists(atPath: file.path) else { return false }
    do {
      return try CohortManifest(folder: folder).synthetic
    } catch {
      throw StudyError.unreadableOrigin(file: file.path, reason: "\(error)")
    }
  }
}
