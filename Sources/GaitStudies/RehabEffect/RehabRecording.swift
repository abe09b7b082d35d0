import Foundation
import GaitRecords
import GaitSignal

/// The three kinds of signals of a patient, channels named without their unit.
struct RehabRecording {
  let electrocardiogram: [Double]
  /// Paretic biceps and triceps, then those of the sound arm.
  let muscles: [[Double]]
  /// Central and parietal channel over the lesion, then those over the sound side.
  let brain: [[Double]]

  static let electrocardiogramHz = 250.0
  static let musclesHz = 1000.0
  static let brainHz = 250.0
  static let muscleNames = ["pareticBiceps", "pareticTriceps", "soundBiceps", "soundTriceps"]
  static let brainNames = [
    "lesionCentral", "lesionParietal", "soundCentral", "soundParietal",
  ]

  /// Reads the signals of a patient from a cohort's folder.
  ///
  /// - Throws: `RecordError`.
  init(_ patient: String, in folder: URL, isRightParetic: Bool) throws {
    func table(_ kind: String) throws -> DelimitedTable {
      try DelimitedTable(
        contentsOf: folder.appendingPathComponent("signals/\(patient)_\(kind).csv"))
    }
    let heart = try table("ecg250Hz")
    electrocardiogram = try heart.numbers("ECG_V")
    let arms = try table("emg1000Hz")
    muscles = try Self.muscleNames.map { try arms.numbers("EMG_\($0)_V") }
    let head = try table("eeg250Hz")
    // Odd numbers lie on the left; the lesion lies opposite to the paretic arm.
    let places = isRightParetic ? ["C3", "P3", "C4", "P4"] : ["C4", "P4", "C3", "P3"]
    brain = try places.map { try head.numbers("EEG_\($0)_V") }
  }

  /// The samples at which hearts beat: high, steep peaks at least 0.35 s apart.
  static func beats(_ electrocardiogram: [Double]) -> [Int] {
    let highest = electrocardiogram.filter(\.isFinite).max() ?? 0
    return peaks(
      of: electrocardiogram, minimumHeight: 0.5 * highest,
      minimumDistance: 0.35 * electrocardiogramHz, minimumProminence: 0.4 * highest
    ).map(\.index)
  }
}
