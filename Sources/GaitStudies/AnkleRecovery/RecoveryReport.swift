import Foundation
import GaitEvaluation
import GaitModels
import GaitReports

/// The study's page.
struct RecoveryReport {
  let answers: RecoveryAnswers
  let outcome: RecoveryOutcomeSummary
  let tables: RecoveryTables
  let configuration: AnkleRecoveryConfiguration

  init(
    _ answers: RecoveryAnswers, _ outcome: RecoveryOutcomeSummary, _ tables: RecoveryTables,
    _ configuration: AnkleRecoveryConfiguration
  ) {
    self.answers = answers
    self.outcome = outcome
    self.tables = tables
    self.configuration = configuration
  }

  func report(_ manifest: RunManifest, _ folder: RunFolder) throws -> Report {
    Report(
      title: "Ankle recovery: progress, level and duration",
      summary:
        "ST-AMMFN on demographics, clinical scores, biomechanics and 16-sensor insoles of "
        + "\(answers.cases.count) people who never lived, over up to "
        + "\(answers.cases.map(\.visits.count).max() ?? 0) visits. Each person was predicted by "
        + "what was fitted without that person, in \(configuration.folds) folds.\n\n"
        + "Zhang, Meng and Jiang (2025) report on 300 patients; scores on a simulated cohort "
        + "cannot be compared with theirs.",
      isSynthetic: true,
      sections: [
        Report.Section(
          "What was found",
          [.text(tables.verdict), .table(tables.predictors), .table(tables.margins)]),
        Report.Section("Predictions", [.figures(predictions)]),
      ] + parts + [
        Report.Section(
          "Where the network looks",
          [
            .text(
              "The cohort's equations let insoles tell more of the outcome, the more severe the "
                + "injury is. More attention to insoles in severe injuries would be a property of "
                + "that model, found again, and not of patients."),
            .figures(attention),
          ]),
        Report.Section("The people", [.table(cohort), .figures(people)]),
        try folder.learningSection(),
        manifest.section,
      ])
  }

  private static let network = RecoveryModel.stAMMFN.rawValue

  /// The network, the ensemble and the best baseline.
  private var shown: [String] {
    [Self.network, RecoveryAnswers.ensemble] + [outcome.bestBaseline].compactMap(\.self)
  }

  private func pairs(_ name: String) -> [(RecoveryPrediction, RecoveryCase)] {
    RecoveryScores.pairs(answers.predictions[name] ?? [], answers.cases)
  }

  // MARK: Predictions

  private var predictions: [any Figure] {
    var figures: [any Figure] = [
      PointsFigure.predictedAgainstMeasured(
        title: "Final progress", caption: "A point a person kept out of training.",
        PlotQuantity("progress", unit: "share"),
        shown.map { name in
          let known = pairs(name).filter { $0.1.progress != nil }
          return PointsFigure.Group(
            PredictorName.of(name), x: known.compactMap(\.1.progress), y: known.map(\.0.progress))
        })
    ]
    let graded = pairs(Self.network).compactMap { prediction, item in
      item.level.map { (prediction.levels, $0) }
    }.filter { $0.0.count == 4 }
    if let matrix = try? ConfusionMatrix(
      labels: graded.map(\.1), predictions: graded.map { RecoveryScores.mostProbable($0.0) })
    {
      figures.append(
        GridFigure.confusion(
          title: "Level of recovery", caption: "ST-AMMFN.", matrix,
          names: matrix.classes.map { Self.levels[$0] }))
    }
    let calibration = shown.compactMap { name -> (name: String, CalibrationCurve)? in
      let graded = pairs(name).compactMap { prediction, item in
        item.level.map { (prediction.levels, $0) }
      }.filter { $0.0.count == 4 }
      let curve = try? CalibrationCurve(
        probabilities: graded.map { min(1, $0.0[2] + $0.0[3]) },
        isPositive: graded.map { $0.1 >= 2 },
        binning: .equalWidth(8))
      return curve.map { (name: PredictorName.of(name), $0) }
    }
    figures.append(
      CurvesFigure.calibration(
        title: "Is the recovery good or excellent?",
        caption: "Predicted probability of the upper two levels against how often they came.",
        calibration))
    figures.append(
      SubjectSpreadFigure(
        title: "Error of progress by person",
        caption: "Absolute error of people kept out, the largest left out where there are many.",
        quantity: PlotQuantity("absolute error of progress", unit: "share"),
        predictors: shown.map { name in
          var scores: [String: Double] = [:]
          for (prediction, item) in pairs(name) {
            if let truth = item.progress {
              scores[prediction.participant] = abs(prediction.progress - truth)
            }
          }
          return SubjectSpreadFigure.Predictor(PredictorName.of(name), scores: scores)
        }))
    return figures
  }

  private static let levels = ["poor", "fair", "good", "excellent"]

  // MARK: Ablations

  /// What each part is worth; nothing where no ablation was trained.
  private var parts: [Report.Section] {
    guard let table = tables.ablations else { return [] }
    return [
      Report.Section(
        "What each part is worth",
        [
          .text(
            "Each network is trained from the same start on the same people in the same order. "
              + "Progress alone is trained without level and duration; without time, visits and "
              + "the stance are averaged before the network sees them."),
          .table(table), .figures([ablations]),
        ])
    ]
  }

  private var ablations: BarsFigure {
    BarsFigure(
      title: "Error of progress without each part",
      caption: "By how much the error of the whole is lower, with 95 % intervals over people; a "
        + "bar at or below zero is a part that was not needed.",
      quantity: PlotQuantity("error of the whole lower by", unit: "%"),
      bars: RecoveryModel.ablations.compactMap { model in
        outcome.ablations[model.rawValue].map {
          BarsFigure.Bar(
            model.rawValue, value: 100 * $0.reduction,
            interval: 100 * min($0.lower, $0.upper)...100 * max($0.lower, $0.upper))
        }
      })
  }
}
