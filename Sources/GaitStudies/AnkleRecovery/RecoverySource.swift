import Foundation
import GaitData
import GaitKernels
import GaitRecords

/// The cases of a folder that `gait simulate cohort --kind ankle` wrote.
struct RecoverySource: Sendable {
  let cases: [RecoveryCase]
  /// What the folder says about itself, with the scores of the best possible predictor.
  let manifest: CohortManifest

  /// Reads `patients.csv`, `visits.csv`, `outcomes.csv` and the insoles; never `truth.csv`.
  ///
  /// - Throws: `RecordError` naming file and place, `StudyError` where there is nobody.
  init(
    _ folder: URL, stancePoints: Int, _ observe: @Sendable (StudyEvent) -> Void
  ) throws {
    do {
      manifest = try CohortManifest(folder: folder)
    } catch {
      throw RunFileError(
        file: folder.appendingPathComponent(CohortManifest.fileName).path, reason: "\(error)")
    }
    guard manifest.kind == .ankle, manifest.synthetic else {
      throw StudyError.nothingToScore(
        study: AnkleRecoveryStudy.name, expected: "a synthetic cohort of ankle injuries")
    }
    let people = try RecoveryPeople(folder)
    let visits = try RecoveryVisits(folder)
    let cases = try Parallel.map(people.rows.count) { index in
      let person = people.rows[index]
      return RecoveryCase(
        person, outcome: people.outcomes[person.participant] ?? RecoveryPeople.Outcome(),
        visits: try visits.visits(of: person, in: folder, stancePoints: stancePoints))
    }
    let empty = cases.filter(\.visits.isEmpty)
    if !empty.isEmpty {
      observe(.warning("\(empty.count) people have no visit and are left out"))
    }
    self.cases = cases.filter { !$0.visits.isEmpty }
    let lost = visits.insoleCount - cases.reduce(0) { $0 + $1.visits.count { $0.stance != nil } }
    if lost > 0 {
      observe(.warning("\(lost) insole recordings hold no whole stance of both feet"))
    }
  }
}

/// The rows of `patients.csv` and `outcomes.csv`.
private struct RecoveryPeople {
  struct Person {
    let participant: ParticipantID
    let injury: AnkleInjury
    let injuredSide: Side
    let massKg: Double
    let demographics: [Double]
  }
  struct Outcome {
    var progress: Double?
    var level: Int?
    var weeks: Double?
    var isCensored = false
  }

  var rows: [Person] = []
  var outcomes: [ParticipantID: Outcome] = [:]

  init(_ folder: URL) throws {
    let table = try DelimitedTable(
      contentsOf: folder.appendingPathComponent("patients.csv"),
      textColumns: .named(["participant", "sex", "injured_side", "dominant_side", "injury"]))
    func numbers(_ name: String) throws -> [Double] { try table.numbers(name) }
    func words<Value>(
      _ name: String, _ expected: String, _ value: (String) -> Value?
    ) throws -> [Value] {
      try table.text(name).enumerated().map { row, word in
        guard let found = value(word) else {
          throw RecordError.malformed(
            file: table.file, line: table.line(ofRow: row), column: name, expected: expected,
            found: word)
        }
        return found
      }
    }
    let names = try table.text("participant")
    let injuries = try words(
      "injury", AnkleInjury.allCases.map(\.rawValue).joined(separator: ", "),
      AnkleInjury.init(rawValue:))
    let sides = try words("injured_side", "left or right", Side.init(rawValue:))
    let dominant = try words("dominant_side", "left or right", Side.init(rawValue:))
    let sexes = try words("sex", "female or male", Sex.init(rawValue:))
    let (ages, heights, masses) = (
      try numbers("age_years"), try numbers("height_m"), try numbers("mass_kg")
    )
    let others = try ["surgery", "smoker", "diabetes", "activity"].map(numbers)
    for row in names.indices {
      let own: [Double] = [
        ages[row], sexes[row] == .female ? 1 : 0, heights[row], masses[row],
        masses[row] / (heights[row] * heights[row]), sides[row] == .right ? 1 : 0,
        sides[row] == dominant[row] ? 1 : 0,
      ]
      rows.append(
        Person(
          participant: ParticipantID(names[row]), injury: injuries[row], injuredSide: sides[row],
          massKg: masses[row],
          demographics: own + others.map { $0[row] }
            + AnkleInjury.allCases.map { $0 == injuries[row] ? 1 : 0 }))
    }
    try readOutcomes(folder)
  }

  private mutating func readOutcomes(_ folder: URL) throws {
    let table = try DelimitedTable(
      contentsOf: folder.appendingPathComponent("outcomes.csv"),
      textColumns: .named(["participant"]))
    let names = try table.text("participant")
    let progress = try table.numbers("progress")
    let (levels, weeks) = (try table.numbers("level"), try table.numbers("duration_weeks"))
    let censored = try table.numbers("is_censored")
    for row in names.indices {
      let level = levels[row]
      guard level.isNaN || (0...3).contains(level) && level == level.rounded() else {
        throw RecordError.malformed(
          file: table.file, line: table.line(ofRow: row), column: "level",
          expected: "0 to 3 or blank", found: "\(level)")
      }
      outcomes[ParticipantID(names[row])] = Outcome(
        progress: progress[row].isNaN ? nil : progress[row],
        level: level.isNaN ? nil : Int(level), weeks: weeks[row] > 0 ? weeks[row] : nil,
        isCensored: censored[row] == 1)
    }
  }
}

/// The rows of `visits.csv`.
private struct RecoveryVisits {
  private struct Row {
    let week: Double
    let clinical: [Double]
    let biomechanics: [Double]
    let insoles: String
  }
  private var rows: [String: [Row]] = [:]
  private(set) var insoleCount = 0

  init(_ folder: URL) throws {
    let table = try DelimitedTable(
      contentsOf: folder.appendingPathComponent("visits.csv"),
      textColumns: .named(["participant", "insoles"]))
    let (names, insoles) = (try table.text("participant"), try table.text("insoles"))
    let weeks = try table.numbers("weeks_since_injury")
    let clinical = try AnkleFeatures.scales.map { try table.numbers($0.name) }
    let biomechanics = try AnkleFeatures.biomechanicsNames.map { try table.numbers($0) }
    for row in names.indices {
      // A name out of a table must not lead out of the folder.
      guard !insoles[row].contains("/") else {
        throw RecordError.malformed(
          file: table.file, line: table.line(ofRow: row), column: "insoles",
          expected: "the name of a file in insoles/", found: insoles[row])
      }
      insoleCount += insoles[row].isEmpty ? 0 : 1
      rows[names[row], default: []].append(
        Row(
          week: weeks[row], clinical: clinical.map { $0[row] },
          biomechanics: biomechanics.map { $0[row] }, insoles: insoles[row]))
    }
  }

  func visits(
    of person: RecoveryPeople.Person, in folder: URL, stancePoints: Int
  ) throws -> [RecoveryCase.Visit] {
    let own = (rows[person.participant.rawValue] ?? []).sorted { $0.week < $1.week }
    return try own.map { row in
      var stance: InsoleStance?
      if !row.insoles.isEmpty {
        let url = folder.appendingPathComponent("insoles").appendingPathComponent(row.insoles)
        let (recording, _) = try OpenGoRecording.read(url)
        stance = InsoleStance(
          InsoleWalk(
            name: row.insoles, participant: person.participant, insoles: recording.insoles),
          injuredSide: person.injuredSide, massKg: person.massKg, points: stancePoints)
      }
      let isMeasured = row.biomechanics.contains { !$0.isNaN }
      return RecoveryCase.Visit(
        week: row.week, clinical: row.clinical,
        biomechanics: isMeasured ? row.biomechanics : nil, stance: stance)
    }
  }
}

extension RecoveryCase {
  fileprivate init(
    _ person: RecoveryPeople.Person, outcome: RecoveryPeople.Outcome, visits: [Visit]
  ) {
    participant = person.participant
    injury = person.injury
    demographics = person.demographics
    self.visits = visits
    progress = outcome.progress
    level = outcome.level
    weeks = outcome.weeks
    isCensored = outcome.isCensored
  }
}
