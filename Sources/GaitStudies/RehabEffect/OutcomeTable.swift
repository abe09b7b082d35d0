import Foundation
import GaitClassic
import GaitEvaluation
import GaitRecords
import GaitSignal

/// A small table of real outcomes: who it is about, what is known, and the answer.
///
/// None of them is what the cohort stands for; they show what the classical panel does on real
/// people, and are never put beside synthetic scores.
struct OutcomeTable: Sendable {
  let name: String
  let question: String
  let subjects: [String]
  let rows: [[Double]]
  let isPositive: [Bool]

  /// Every table that is there, in a folder that has `clinical`, `elderly-emg-force` and
  /// `uci-emg-knee`.
  ///
  /// - Throws: `RecordError`, and `RecordError.missingFolder` for a folder without any of them.
  static func all(
    in folder: URL, _ observe: @Sendable (StudyEvent) -> Void
  ) throws -> [OutcomeTable] {
    let readers: [(path: String, read: (URL) throws -> OutcomeTable)] = [
      ("clinical/ischemic_stroke_imaging.csv", carotidStroke),
      ("clinical/arthritis_treatment.csv", arthritis),
      ("clinical/stroke_barthel_weekly.csv", barthel),
      ("elderly-emg-force", balance),
      ("uci-emg-knee", knee),
    ]
    var tables: [OutcomeTable] = []
    for reader in readers {
      let url = folder.appendingPathComponent(reader.path)
      if FileManager.default.fileExists(atPath: url.path) {
        tables.append(try reader.read(url))
      } else {
        observe(.warning("\(url.path): no such outcome table"))
      }
    }
    guard !tables.isEmpty else { throw RecordError.missingFolder(path: folder.path) }
    return tables
  }

  private static func carotidStroke(_ url: URL) throws -> OutcomeTable {
    let table = try DelimitedTable(contentsOf: url, textColumns: .named(["stroke", "rownames"]))
    let names = table.columnNames.filter { $0 != "stroke" && $0 != "rownames" }
    let columns = try names.map { try table.numbers($0) }
    return OutcomeTable(
      name: "carotid plaques", question: "stroke, from CT and history",
      subjects: try table.text("rownames"),
      rows: (0..<table.rowCount).map { row in columns.map { $0[row] } },
      isPositive: try table.text("stroke").map { $0 == "yes" })
  }

  private static func arthritis(_ url: URL) throws -> OutcomeTable {
    let table = try DelimitedTable(
      contentsOf: url, textColumns: .named(["ID", "Treatment", "Sex", "Improved"]))
    let treated = try table.text("Treatment")
    let sex = try table.text("Sex")
    let ages = try table.numbers("Age")
    return OutcomeTable(
      name: "arthritis trial", question: "any improvement, from treatment, sex and age",
      subjects: try table.text("ID"),
      rows: ages.indices.map {
        [treated[$0] == "Treated" ? 1 : 0, sex[$0] == "Female" ? 1 : 0, ages[$0]]
      }, isPositive: try table.text("Improved").map { $0 != "None" })
  }

  /// A Barthel index that rises by 30 or more from week 1 to week 8, from the first two weeks.
  private static func barthel(_ url: URL) throws -> OutcomeTable {
    let table = try DelimitedTable(contentsOf: url, textColumns: .named(["subject", "group"]))
    let groups = try table.text("group")
    let (first, second) = (try table.numbers("week1"), try table.numbers("week2"))
    let last = try table.numbers("week8")
    return OutcomeTable(
      name: "stroke, Barthel index", question: "a rise of 30 or more by week 8, from weeks 1 and 2",
      subjects: try table.text("subject"),
      rows: groups.indices.map { row in
        [
          first[row], second[row] - first[row], groups[row] == "A" ? 1 : 0,
          groups[row] == "B" ? 1 : 0,
        ]
      }, isPositive: zip(first, last).map { $1 - $0 >= 30 })
  }

  /// Berg scores below 50, from muscle activity and force; near-duplicate records share a group.
  private static func balance(_ url: URL) throws -> OutcomeTable {
    let people = try DelimitedTable(
      contentsOf: url.appendingPathComponent("demographics.csv"),
      textColumns: .named(["id", "group"]))
    let names = try people.text("id")
    let known = try ["age", "weight_kg", "height_cm"].map { try people.numbers($0) }
    let rows = try names.indices.map { row in
      let envelope = try DelimitedTable(
        contentsOf: url.appendingPathComponent("env50Hz/\(names[row]).csv"))
      let levels = try envelope.columnNames.map { column -> Double in
        let features = try AmplitudeFeatures(of: envelope.numbers(column))
        return log(max(features.meanAbsoluteValue, 1e-6))
      }
      return known.map { $0[row] } + levels
    }
    return OutcomeTable(
      name: "elderly, Berg balance", question: "a Berg score below 50, from EMG and force",
      subjects: try people.text("group"), rows: rows,
      isPositive: try people.numbers("berg_balance_score").map { $0 < 50 })
  }

  private static func knee(_ url: URL) throws -> OutcomeTable {
    let files = try FileManager.default.contentsOfDirectory(atPath: url.path).filter {
      $0.hasSuffix("_gait.csv")
    }.sorted()
    let welch = WelchSpectrum(segments: try SpectralSegments(length: 512))
    let rows = try files.map { file -> [Double] in
      let table = try DelimitedTable(contentsOf: url.appendingPathComponent(file))
      let columns = try table.columnNames.map { try table.numbers($0) }
      var row: [Double] = []
      for muscle in columns.prefix(4) {
        let features = try AmplitudeFeatures(of: muscle)
        let spectrum = try welch.spectrumBetweenGaps(of: muscle, sampleRateHz: 1000)
        row += [
          log(max(features.rootMeanSquare, 1e-9)), spectrum.medianFrequencyHz,
          features.peakToPeak / max(features.rootMeanSquare, 1e-9),
        ]
      }
      let angle = try AmplitudeFeatures(of: columns.last ?? [])
      return row + [angle.peakToPeak, angle.variance.squareRoot()]
    }
    return OutcomeTable(
      name: "knee patients, gait",
      question: "a knee disorder, from four muscles and the knee angle",
      subjects: files, rows: rows, isPositive: files.map { $0.hasPrefix("A") })
  }
}

extension OutcomeTable {
  /// The panel on one table, every subject left out once; each learner with its first settings,
  /// because the tables are too small to choose any.
  struct Scores: Codable, Sendable {
    let name, question: String
    let people, subjects, positives: Int
    /// By learner; empty where a learner could not be fitted.
    let metrics: [String: [String: Double]]
  }

  /// - Throws: `SplitError`, `MetricError` and `LearningError`.
  func scores(seed: UInt64) throws -> Scores {
    let table = Matrix(rows)
    let all = Subjects(subjects)
    let folds = try LeaveOneSubjectOut().folds(of: all)
    var metrics: [String: [String: Double]] = [:]
    for learner in RehabLearner.allCases {
      guard let recipe = learner.candidates(trees: 100, seed: seed).first?.recipe else { continue }
      var found = [Double](repeating: 0.5, count: rows.count)
      for fold in folds {
        let fitted = try recipe.fit(
          table.selecting(rows: fold.trainingRows), fold.trainingRows.map { isPositive[$0] },
          all.selecting(rows: fold.trainingRows))
        let values = try fitted.probabilities(table.selecting(rows: fold.testRows))
        for (row, value) in zip(fold.testRows, values) { found[row] = value }
      }
      metrics[learner.rawValue] = try RehabLearnerScores.metrics(
        found, calledPositive: found.map { $0 >= 0.5 }, isPositive: isPositive)
    }
    return Scores(
      name: name, question: question, people: rows.count, subjects: all.count,
      positives: isPositive.count { $0 }, metrics: metrics)
  }
}
