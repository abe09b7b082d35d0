import Foundation

/// What a folder of a synthetic cohort says about itself in `manifest.json`.
public struct CohortManifest: Sendable, Codable, Equatable {
  /// Always true: nobody was measured.
  public var synthetic = true
  /// Which cohort.
  public var kind: CohortKind
  /// The seed; with kind, subjects and version it gives the same bytes again.
  public var seed: UInt64
  /// How many subjects.
  public var subjects: Int
  /// The planned visits of each; nil where the cohort has none.
  public var visits: Int?
  /// The version of the cohorts' equations; it grows when a number that they give changes.
  public var modelVersion = CohortManifest.currentModelVersion
  /// The scores of the best possible predictor by name, such as `progress_r2`.
  public var bestPossible: [String: Double]

  /// The version of the equations of this package.
  public static let currentModelVersion = 1
  /// The name of the file.
  public static let fileName = "manifest.json"

  /// Reads the manifest of a folder.
  ///
  /// - Throws: The file system's error, or `DecodingError`.
  public init(folder: URL) throws {
    let data = try Data(contentsOf: folder.appendingPathComponent(Self.fileName))
    self = try JSONDecoder().decode(CohortManifest.self, from: data)
  }

  init(
    kind: CohortKind, seed: UInt64, subjects: Int, visits: Int? = nil,
    bestPossible: [String: Double]
  ) {
    self.kind = kind
    self.seed = seed
    self.subjects = subjects
    self.visits = visits
    self.bestPossible = bestPossible
  }

  /// The scores on a line each, in the order of their names.
  public var bestPossibleLines: [String] {
    bestPossible.sorted { $0.key < $1.key }.map { name, value in
      "best possible \(name.replacing("_", with: " ")): \((value * 10_000).rounded() / 10_000)"
    }
  }
}
