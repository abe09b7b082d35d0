/// The networks of the study: ST-AMMFN, what is left of it in the ablations, and the others.
enum RecoveryModel: String, CaseIterable, Codable, Sendable {
  case stAMMFN = "st-ammfn"
  /// Visits and the stance's points averaged: nothing of time remains.
  case withoutTime = "without time"
  /// All modalities count alike.
  case withoutModalityAttention = "without modality attention"
  /// Trained for progress alone.
  case singleTask = "progress alone"
  case withoutDemographics = "without demographics"
  case withoutClinical = "without clinical scores"
  case withoutBiomechanics = "without biomechanics"
  case withoutInsole = "without insoles"
  /// No visit dropped and no noise in training.
  case withoutAugmentation = "without augmentation"
  case mlp
  case lstm
  case cnnLSTM = "cnn-lstm"
  case transformer
  /// Everything of all visits side by side through one encoder.
  case earlyFusion = "early-fusion"
  /// One network a modality; their predictions are weighed.
  case lateFusion = "late-fusion"

  static let ablations: [RecoveryModel] = [
    .withoutTime, .withoutModalityAttention, .singleTask, .withoutDemographics, .withoutClinical,
    .withoutBiomechanics, .withoutInsole, .withoutAugmentation,
  ]
  static let otherNetworks: [RecoveryModel] = [
    .mlp, .lstm, .cnnLSTM, .transformer, .earlyFusion, .lateFusion,
  ]

  /// A name that a folder can have.
  var folderName: String { rawValue.replacing(" ", with: "-") }
}
