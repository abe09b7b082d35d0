import GaitNN
import GaitTensor

extension STAMMFN {
  /// The kinds of record that the network joins.
  public enum Modality: String, Sendable, Codable, CaseIterable {
    /// Age, sex, body mass and the like, once a patient.
    case demographics
    /// Scores and ranges of motion, once a visit.
    case clinical
    /// Speed, symmetry, forces and the like, once a visit.
    case biomechanics
    /// The signals of a stride on pressure insoles, once a visit.
    case insole

    /// The modalities that are recorded at visits.
    public static let series: [Modality] = [.clinical, .biomechanics, .insole]
  }

  /// The sizes and switches.
  public struct Configuration: ModelConfiguration {
    /// Demographic features; 0 leaves the modality out (ours).
    public var demographics = 12
    /// Clinical features a visit; 0 leaves the modality out (ours).
    public var clinical = 24
    /// Biomechanical features a visit; 0 leaves the modality out (ours).
    public var biomechanics = 32
    /// Insole channels; 0 leaves the modality out.
    ///
    /// 16 pressure sensors a foot (Zhang, Meng, Jiang 2025); 25 channels for each are ours.
    public var insole = 50
    /// Categories of the recovery level (ours).
    public var levels = 4
    /// Width of the encoded modalities (ours).
    public var width = 64
    /// Dropout of the encoders; that of the fusion is 0.3 unless this is 0 (ours).
    public var dropout: Scalar = 0.2
    /// Whether the modalities are weighed by attention; if not, they count alike (ours).
    public var attendsModalities = true
    /// What is predicted: progress, recovery level and duration (Zhang, Meng, Jiang 2025).
    public var tasks = [
      PredictionTask(name: "progress", kind: .boundedScore),
      PredictionTask(name: "level", kind: .categories),
      PredictionTask(name: "duration", kind: .positiveQuantity),
    ]

    /// The defaults.
    public init() {}

    enum CodingKeys: String, CodingKey {
      case demographics, clinical, biomechanics, insole, levels, dropout, tasks
      case width = "d"
      case attendsModalities = "attends_modalities"
    }

    /// The features of a modality.
    public func features(_ modality: Modality) -> Int {
      switch modality {
      case .demographics: demographics
      case .clinical: clinical
      case .biomechanics: biomechanics
      case .insole: insole
      }
    }

    /// The modalities that are not left out, in a fixed order.
    public var modalities: [Modality] { Modality.allCases.filter { features($0) > 0 } }

    /// Checks the sizes, that a modality is left, and the names of the tasks.
    public func validate() throws {
      for modality in Modality.allCases {
        try ConfigurationError.require(
          features(modality) >= 0, model: name, key: modality.rawValue,
          expected: "a number of features, 0 for none", found: features(modality))
      }
      try ConfigurationError.require(
        !modalities.isEmpty, model: name, key: "demographics", expected: "features of any modality",
        found: "none of all four")
      try ConfigurationError.require(
        width > 0 && width % 2 == 0, model: name, key: "d", expected: "an even width", found: width)
      try ConfigurationError.require(
        levels > 1, model: name, key: "levels", expected: "at least 2", found: levels)
      try ConfigurationError.requireRate(dropout, model: name)
      let names = tasks.map(\.name)
      let taken =
        Modality.allCases.map(\.rawValue)
        + ["visits", "modality", "fuse1", "fuse2", "attention"]
      let areUsable = names.allSatisfy {
        !$0.isEmpty && !$0.contains(".") && !taken.contains($0)
      }
      try ConfigurationError.require(
        !names.isEmpty && Set(names).count == names.count && areUsable, model: name, key: "tasks",
        expected: "tasks of different names without a dot, none of \(taken)", found: names)
    }
  }
}
