import Foundation
import GaitRecords

/// Strides of the ankle cohort's stance model as gaitpdb's insoles would record them.
///
/// Eight force sensors a foot, at each patient's first visit with insoles.
public struct AnkleStrides: Sendable {
  /// The walks, named `SYN-A0001_01` and so on.
  public let walks: [InsoleWalk]
  /// Their walkers, nobody with Parkinson's disease.
  public let participants: [GaitPDBParticipant]
  /// What the folder says about itself.
  public let manifest: CohortManifest

  /// Makes the walks of the first patients of a cohort.
  ///
  /// - Parameters:
  ///   - seed: The cohort's seed.
  ///   - patientCount: How many people walk.
  ///   - strideCount: How many strides each.
  public init(seed: UInt64, patientCount: Int = 100, strideCount: Int = 10) {
    let cohort = AnkleCohort(
      seed: seed, patientCount: patientCount, visitCount: 1, strideCount: strideCount,
      missing: .nothing)
    walks = cohort.patients.compactMap { patient in
      let walk = cohort.insoles(
        ofPatient: patient.index, visit: 0, layout: .gaitPDB8, measuresForce: true)
      guard let walk else { return nil }
      return InsoleWalk(
        name: "\(patient.participant)_01", participant: patient.participant,
        condition: walk.condition, insoles: walk.insoles)
    }
    participants = cohort.patients.map { patient in
      let person = patient.history.demographics
      let speed = patient.record.visits.first?.biomechanics?.walkingSpeedMPerS
      return GaitPDBParticipant(
        id: patient.participant, study: "SYN", hasParkinson: false, sex: person.sex,
        ageYears: person.ageYears,
        anthropometry: Anthropometry(massKg: person.massKg, heightM: person.heightM),
        speedsMPerS: speed.map { [1: $0] } ?? [:])
    }
    manifest = CohortManifest(
      kind: .ankle, seed: seed, subjects: patientCount, visits: 1, bestPossible: [:])
  }

  /// Writes the strides in gaitpdb's layout, with the notice that nobody was measured.
  ///
  /// - Throws: `RecordError`, or the file system's error.
  public func write(to url: URL) throws {
    _ = try CohortFolder(url, manifest)
    try GaitPDBFolder(url).write(walks, participants: participants)
  }
}
