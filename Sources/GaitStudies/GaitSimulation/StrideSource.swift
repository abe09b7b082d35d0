import Foundation
import GaitData
import GaitRecords

/// Reads the strides of a folder.
enum StrideSource {
  /// The strides of a folder of gaitpdb, or of a synthetic ankle cohort.
  ///
  /// - Throws: `RecordError`, and `StudyError` where there is no usable stride.
  static func read(
    _ folder: URL, _ configuration: GaitSimulationConfiguration,
    _ observe: @Sendable (StudyEvent) -> Void
  ) throws -> (strides: StrideSet, isSynthetic: Bool) {
    let cohort = folder.appendingPathComponent(CohortManifest.fileName)
    if FileManager.default.fileExists(atPath: cohort.path) {
      let manifest = try CohortManifest(folder: folder)
      guard manifest.kind == .ankle else {
        throw StudyError.nothingToScore(
          study: GaitSimulationStudy.name,
          expected: "a cohort with insoles, not of the kind \(manifest.kind.rawValue)")
      }
      return (try ankle(folder, configuration, observe), true)
    }
    return (try gaitPDB(folder, configuration, observe), false)
  }

  /// The checksums of the tables and recordings.
  static func checksums(_ folder: URL) throws -> [String: String] {
    try RunManifest.checksums(of: folder).merging(
      RunManifest.checksums(of: folder, ending: ".txt")
    ) { first, _ in first }
  }

  /// Severity is the stage of Hoehn and Yahr, 0 for controls; the illness has no one side.
  private static func gaitPDB(
    _ folder: URL, _ configuration: GaitSimulationConfiguration,
    _ observe: @Sendable (StudyEvent) -> Void
  ) throws -> StrideSet {
    let (walks, participants, report) = try GaitPDBFolder(folder).read()
    for warning in report.warnings { observe(.warning("\(warning)")) }
    var people: [ParticipantID: GaitPDBParticipant] = [:]
    for person in participants { people[person.id] = person }
    return try StrideSet(
      walks, atMost: configuration.stridesPerPerson,
      condition: { walk, side in
        let person = people[walk.participant]
        return StrideCondition(
          side: side, severity: person?.hoehnYahr ?? (person?.hasParkinson == false ? 0 : nil),
          speedMPerS: person?.speedsMPerS[1], massKg: person?.anthropometry.massKg)
      }, observe: observe)
  }

  /// Severity is what is missing to full recovery at the visit, 0 to 1.
  private static func ankle(
    _ folder: URL, _ configuration: GaitSimulationConfiguration,
    _ observe: @Sendable (StudyEvent) -> Void
  ) throws -> StrideSet {
    let people = try DelimitedTable(
      contentsOf: folder.appendingPathComponent("patients.csv"), textColumns: .all)
    let injured = Dictionary(
      zip(
        try people.text("participant"), try people.text("injured_side").map { Side(rawValue: $0) }),
      uniquingKeysWith: { first, _ in first })
    let masses = Dictionary(
      zip(try people.text("participant"), try people.text("mass_kg").map(Double.init)),
      uniquingKeysWith: { first, _ in first })
    let visits = try DelimitedTable(
      contentsOf: folder.appendingPathComponent("visits.csv"),
      textColumns: .named(["participant", "insoles"]))
    let (owners, files) = (try visits.text("participant"), try visits.text("insoles"))
    let (progress, speeds) = (try visits.numbers("progress"), try visits.numbers("speed_m_per_s"))
    var walks: [InsoleWalk] = []
    var known: [String: (severity: Double?, speed: Double?)] = [:]
    for row in owners.indices where !files[row].isEmpty {
      let url = folder.appendingPathComponent("insoles").appendingPathComponent(files[row])
      let (recording, _) = try OpenGoRecording.read(url)
      walks.append(
        InsoleWalk(
          name: files[row], participant: ParticipantID(owners[row]), insoles: recording.insoles))
      known[files[row]] = (
        progress[row].isNaN ? nil : 1 - progress[row], speeds[row].isNaN ? nil : speeds[row]
      )
    }
    return try StrideSet(
      walks, atMost: configuration.stridesPerPerson,
      condition: { walk, side in
        let name = walk.participant.rawValue
        let own = known[walk.name]
        return StrideCondition(
          side: side, isAffected: injured[name]?.map { $0 == side }, severity: own?.severity,
          speedMPerS: own?.speed, massKg: masses[name] ?? nil)
      }, observe: observe)
  }
}
