import Foundation
import GaitReports

/// The study's tables, headed as synthetic.
struct RecoveryTables {
  let predictors: DataTable
  /// What ST-AMMFN gains on each predictor, and how often the intervals of 90 % hold.
  let margins: DataTable
  /// What each part is worth; nil where no ablation was trained.
  let ablations: DataTable?
  /// What the scores say of the goals, in sentences.
  let verdict: String

  init(_ outcome: RecoveryOutcomeSummary, _ configuration: AnkleRecoveryConfiguration) {
    predictors = Self.predictors(outcome)
    margins = Self.margins(outcome)
    ablations = outcome.ablations.isEmpty ? nil : Self.ablations(outcome, configuration)
    verdict = Self.verdict(outcome)
  }

  private static func share(_ value: Double?) -> DataTable.Cell {
    DataTable.cell(value.map { 100 * $0 }, decimals: 1)
  }

  private static func interval(_ comparison: RecoveryComparison?) -> DataTable.Cell {
    guard let comparison else { return .missing }
    func percent(_ value: Double) -> String { String(format: "%.1f", 100 * value) }
    return .text(
      "\(percent(comparison.reduction)) (\(percent(comparison.lower)) to "
        + "\(percent(comparison.upper)))")
  }

  private static func predictors(_ outcome: RecoveryOutcomeSummary) -> DataTable {
    var table = DataTable(
      caption: "Synthetic cohort: people kept out of training, progress's smallest error first",
      columns: [
        DataTable.Column("predictor"), DataTable.Column("progress", unit: "R2"),
        DataTable.Column("progress", unit: "RMSE"), DataTable.Column("level", unit: "macro AUC"),
        DataTable.Column("level", unit: "accuracy"),
        DataTable.Column("level", unit: "quadratic kappa"),
        DataTable.Column("duration", unit: "concordance"),
        DataTable.Column("duration", unit: "RMSE, weeks"),
      ])
    for name in outcome.predictors {
      func cell(_ task: String, _ metric: String, _ decimals: Int = 3) -> DataTable.Cell {
        DataTable.cell(outcome.score(name, task, metric), decimals: decimals)
      }
      table.append([
        .text(PredictorName.of(name)), cell("progress", "r2"), cell("progress", "rmse", 4),
        cell("level", "auc"),
        cell("level", "accuracy"), cell("level", "kappa"), cell("duration", "concordance"),
        cell("duration", "rmse", 2),
      ])
    }
    return table
  }

  private static func margins(_ outcome: RecoveryOutcomeSummary) -> DataTable {
    DataTable(
      caption: "Synthetic cohort: by how much ST-AMMFN's error of progress is lower, and people "
        + "inside of their 90 % intervals",
      columns: [
        DataTable.Column("predictor"),
        DataTable.Column("ST-AMMFN's error lower by", unit: "%, 95 % interval"),
        DataTable.Column("progress inside", unit: "%"),
        DataTable.Column("duration inside", unit: "%"),
      ],
      rows: outcome.predictors.map { name in
        [
          .text(PredictorName.of(name)), interval(outcome.reductions[name]),
          share(outcome.score(name, "progress", "coverage")),
          share(outcome.score(name, "duration", "coverage")),
        ]
      })
  }

  private static func ablations(
    _ outcome: RecoveryOutcomeSummary, _ configuration: AnkleRecoveryConfiguration
  ) -> DataTable {
    var table = DataTable(
      caption: "Synthetic cohort: what each part of one ST-AMMFN is worth, on the first "
        + "\(configuration.comparedFolds) of \(configuration.folds) folds",
      columns: [
        DataTable.Column("network"), DataTable.Column("progress", unit: "R2"),
        DataTable.Column("progress", unit: "RMSE"), DataTable.Column("level", unit: "macro AUC"),
        DataTable.Column("duration", unit: "concordance"),
        DataTable.Column("the whole's error lower by", unit: "%, 95 % interval"),
      ])
    func row(
      _ name: String, _ tasks: [String: [String: Double]], _ comparison: RecoveryComparison?
    ) {
      table.append([
        .text(name), DataTable.cell(tasks["progress"]?["r2"]),
        DataTable.cell(tasks["progress"]?["rmse"], decimals: 4),
        DataTable.cell(tasks["level"]?["auc"]),
        DataTable.cell(tasks["duration"]?["concordance"]), interval(comparison),
      ])
    }
    row("whole", outcome.ablationReference, nil)
    for model in RecoveryModel.ablations {
      row(
        model.rawValue, outcome.models[model.rawValue] ?? [:],
        outcome.ablations[model.rawValue])
    }
    return table
  }

  private static func verdict(_ outcome: RecoveryOutcomeSummary) -> String {
    var sentences: [String] = []
    func fixed(_ value: Double) -> String { String(format: "%.3f", value) }
    func percent(_ value: Double) -> String { String(format: "%.1f", 100 * value) }
    let names = [RecoveryModel.stAMMFN.rawValue, RecoveryAnswers.ensemble]
    func title(_ name: String) -> String {
      name == RecoveryAnswers.ensemble ? "the ensemble" : PredictorName.of(name)
    }
    if let best = outcome.bestPossible["progress_r2"] {
      sentences.append("The cohort's best possible R2 of progress is \(fixed(best)).")
      for name in names {
        guard let own = outcome.score(name, "progress", "r2") else { continue }
        let isNear = best - own <= 0.05
        let subject = title(name)
        sentences.append(
          "\(subject.prefix(1).uppercased())\(subject.dropFirst()) reaches \(fixed(own)), "
            + "\(fixed(best - own)) below it: "
            + (isNear ? "within" : "not within") + " .05.")
      }
    }
    if let baseline = outcome.bestBaseline {
      for (name, comparisons) in zip(names, [outcome.reductions, outcome.ensembleReductions]) {
        guard let found = comparisons[baseline] else { continue }
        let isMet = found.reduction >= 0.1 && found.lower > 0
        sentences.append(
          "The RMSE of \(title(name)) is "
            + "\(percent(abs(found.reduction))) % \(found.reduction < 0 ? "above" : "below") that of "
            + "\(PredictorName.of(baseline)), the best baseline, a reduction of "
            + "\(percent(found.lower)) to \(percent(found.upper)) % (95 % interval over people): the goal of a tenth with an interval above zero is "
            + (isMet ? "met." : "not met."))
      }
    }
    return sentences.joined(separator: " ")
  }

  /// Everything in Markdown.
  var markdown: String {
    [
      "SYNTHETIC: nobody was measured; these figures say nothing about patients.\n",
      predictors.caption + ".\n\n" + predictors.markdown,
      margins.caption + ".\n\n" + margins.markdown,
      ablations.map { $0.caption + ".\n\n" + $0.markdown }, verdict + "\n",
    ].compactMap { $0 }.joined(separator: "\n")
  }
}
