import Foundation
import GaitRecords

extension WalkingCohort {
  /// What the folder of this cohort says about itself.
  ///
  /// No best possible score is stated: moments and forces follow from the motion without chance, so
  /// only the sensors' noise stands between a predictor and an R2 of 1.
  public var manifest: CohortManifest {
    CohortManifest(kind: .walking, seed: seed, subjects: subjects.count, bestPossible: [:])
  }

  /// Writes all walks in the layout of a walking folder.
  ///
  /// `trials.csv` and `csv/` hold the trials with the four muscles a leg of the layout; the other
  /// muscles are in `emg/`, the inertial units in `imu/`, the anatomy in `subjects.csv`.
  ///
  /// - Throws: `SignalError`, `RecordError`, or the file system's error.
  public func write(to url: URL) throws {
    let folder = try CohortFolder(url, manifest)
    try folder.write(subjectSheet, to: "subjects.csv")
    let imu = try folder.folder("imu")
    let emg = try folder.folder("emg")
    var trials: [WalkingTrial] = []
    for subject in subjects.indices {
      for walk in try walks(ofSubject: subject) {
        let name = walk.trial.name
        try SampledSignal.sheet(
          walk.imu.flatMap { [$0.acceleration, $0.angularRate] }.compactMap { $0 }
        )
        .write(to: imu.appendingPathComponent("\(name)_imu100Hz.csv"), options: .atomic)
        try SampledSignal.sheet([walk.trial.emg?.signal].compactMap { $0 })
          .write(to: emg.appendingPathComponent("\(name)_emg1000Hz.csv"), options: .atomic)
        trials.append(walk.layoutTrial)
      }
    }
    try WalkingFolder(url).write(trials)
  }

  private var subjectSheet: String {
    var sheet = CohortSheet([
      "participant", "age_years", "mass_kg", "height_m", "left_varus_rad", "right_varus_rad",
      "affected_side", "truth_impairment", "truth_electromechanical_delay_s",
    ])
    for subject in subjects {
      sheet.add([
        subject.participant.rawValue, CohortSheet.cell(subject.ageYears),
        CohortSheet.cell(subject.massKg), CohortSheet.cell(subject.heightM),
        CohortSheet.cell(subject.leftVarusRad), CohortSheet.cell(subject.rightVarusRad),
        subject.affectedSide?.rawValue, CohortSheet.cell(subject.impairment),
        CohortSheet.cell(subject.electromechanicalDelayS),
      ])
    }
    return sheet.text
  }
}

extension SimulatedWalk {
  /// The trial as a walking folder can hold it: with the layout's four muscles a leg alone.
  public var layoutTrial: WalkingTrial {
    let stems: [(muscle: Muscle, stem: String)] = [
      (.rectusFemoris, "Rect"), (.hamstrings, "Hams"), (.gastrocnemius, "Gast"),
      (.tibialisAnterior, "TibAnt"),
    ]
    var trial = self.trial
    guard let emg = trial.emg else { return trial }
    var places: [Int] = []
    var channels: [Channel] = []
    for side in Side.allCases {
      for (muscle, stem) in stems {
        guard let place = emg.channel(of: muscle, side) else { continue }
        places.append(place)
        channels.append(Channel(name: "EMG_\(side.letter)\(stem)", unit: .volt))
      }
    }
    let picked = emg.signal.selecting(channels: places)
    trial.emg = EMGRecord(
      signal: SampledSignal(
        channels: channels, sampleRateHz: picked.sampleRateHz, startTimeS: picked.startTimeS,
        samples: picked.samples),
      electrodes: places.map { emg.electrodes[$0] })
    return trial
  }
}
