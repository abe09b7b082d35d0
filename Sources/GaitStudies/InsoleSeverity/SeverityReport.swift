import Foundation
import GaitEvaluation
import GaitReports

/// The study's page.
struct SeverityReport {
  private let people: [SeverityPerson]
  private let scores: [String: SeverityScores]
  private let predictions: [String: [[Double]]]
  private let folds: Int

  /// What every predictor said of every person, by predictors that had not seen the person.
  init(
    _ people: [SeverityPerson], _ scores: [String: SeverityScores],
    _ predictions: [String: [[Double]]], folds: Int
  ) {
    self.people = people
    self.scores = scores
    self.predictions = predictions
    self.folds = folds
  }

  /// The predictors that are drawn: the recommended one and the paper's network.
  private var drawn: [String] {
    [InsoleSeverityStudy.recommended, SeverityNetwork.Kind.stAMMFN.rawValue].filter {
      predictions[$0] != nil
    }
  }

  func report(_ manifest: RunManifest, _ folder: RunFolder) throws -> Report {
    Report(
      title: "Severity from insoles",
      summary:
        "Parkinson's disease, gait speed and motor score of \(people.count) people from ten seconds "
        + "of insole forces, age, sex, height and mass. Every answer is by predictors that were "
        + "fitted and calibrated without the person, in \(folds) folds.\n\n"
        + "The networks are those of ST-AMMFN (Zhang, Meng, Jiang 2025), which was made for ankle "
        + "injuries; the illness, the people and the questions here are others, so its figures are "
        + "not comparable.",
      isSynthetic: false,
      sections: [
        Report.Section("Predictors", SeverityTask.allCases.map { .table(table($0)) } + [bars]),
        Report.Section("Who has Parkinson's disease?", [.figures(classification)]),
        Report.Section(
          "Speed and motor score",
          [.figures(SeverityTask.allCases.filter { !$0.isYesOrNo }.flatMap(regression))]),
        Report.Section("What is missing", [.figures([missing])]),
        try folder.learningSection(),
        manifest.section,
      ])
  }

  private func table(_ task: SeverityTask) -> DataTable {
    let main = SeverityScores.mainMetric(task)
    let rest =
      task.isYesOrNo
      ? ["balanced_accuracy", "sensitivity", "specificity", "brier"] : ["rmse", "mae"]
    var table = DataTable(
      caption: "\(Self.title(task)), people kept out",
      columns: [
        DataTable.Column("predictor"), DataTable.Column(task.isYesOrNo ? "AUC" : "R2", unit: "1"),
      ]
        + ["lower", "upper"].map { DataTable.Column($0, unit: "95 %") }
        + rest.map {
          DataTable.Column(
            ReportWords.of($0), unit: task.isYesOrNo ? "1" : Self.quantity(task).unit)
        })
    for (name, score) in scores.sorted(by: { $0.key < $1.key }) {
      guard let own = score.tasks[task.rawValue] else { continue }
      let ends = score.intervals[task.rawValue] ?? []
      table.append(
        [
          .text(PredictorName.of(name)), DataTable.cell(own[main]), DataTable.cell(ends.first),
          DataTable.cell(ends.last),
        ] + rest.map { DataTable.cell(own[$0]) })
    }
    return table
  }

  private var bars: Report.Block {
    .figures(
      SeverityTask.allCases.map { task in
        let main = SeverityScores.mainMetric(task)
        return BarsFigure(
          title: Self.title(task), caption: "Whiskers: 95 % interval over people.",
          quantity: PlotQuantity(task.isYesOrNo ? "area under the curve" : "R2", unit: "1"),
          bars: scores.sorted { $0.key < $1.key }.compactMap { name, score in
            guard let value = score.tasks[task.rawValue]?[main] else { return nil }
            let ends = score.intervals[task.rawValue] ?? []
            let interval = ends.count == 2 && ends[0] <= ends[1] ? ends[0]...ends[1] : nil
            return BarsFigure.Bar(
              PredictorName.of(name), value: value, interval: interval,
              color: name == InsoleSeverityStudy.recommended ? 1 : 0)
          }, kinds: ["predictors", "recommended"])
      })
  }

  private var classification: [any Figure] {
    let task = SeverityTask.parkinson
    let known = people.indices.filter { people[$0].target(task) != nil }
    let isPositive = known.map { (people[$0].target(task) ?? 0) > 0.5 }
    func probabilities(_ name: String) -> [Double] {
      known.map { predictions[name]?[$0][task.index] ?? .nan }
    }
    let curves = drawn.compactMap { name in
      (try? ReceiverOperatingCurve(scores: probabilities(name), isPositive: isPositive)).map {
        (name: PredictorName.of(name), $0)
      }
    }
    let calibrations = drawn.compactMap { name in
      (try? CalibrationCurve(
        probabilities: probabilities(name), isPositive: isPositive, binning: .equalCount(6)))
        .map { (name: PredictorName.of(name), $0) }
    }
    var figures: [any Figure] = [
      CurvesFigure.receiverOperating(title: "Receiver operating curves", curves),
      CurvesFigure.calibration(
        title: "Calibration", caption: "Six bins of as many people each.", calibrations),
    ]
    if let name = drawn.first,
      let matrix = try? ConfusionMatrix(
        labels: isPositive.map { $0 ? 1 : 0 },
        predictions: probabilities(name).map { $0 >= 0.5 ? 1 : 0 })
    {
      figures.append(
        GridFigure.confusion(
          title: "Confusion, \(name)", caption: "The threshold was calibrated in training people.",
          matrix, names: matrix.classes.map { $0 == 1 ? "Parkinson" : "control" }))
    }
    return figures
  }

  private func regression(_ task: SeverityTask) -> [any Figure] {
    let known = people.indices.filter { people[$0].target(task) != nil }
    let measured = known.compactMap { people[$0].target(task) }
    func predicted(_ name: String) -> [Double] {
      known.map { predictions[name]?[$0][task.index] ?? .nan }
    }
    let quantity = Self.quantity(task)
    var figures: [any Figure] = [
      PointsFigure.predictedAgainstMeasured(
        title: "\(Self.title(task)), predicted and measured", caption: "One point a person.",
        quantity,
        drawn.map { PointsFigure.Group(PredictorName.of($0), x: measured, y: predicted($0)) })
    ]
    if let name = drawn.first, let agreement = try? BlandAltman(predicted(name), measured) {
      figures.append(
        PointsFigure.agreement(
          title: "\(Self.title(task)), agreement of \(name)",
          caption: "Bias and 95 % limits with their intervals.", quantity, agreement))
    }
    figures.append(
      SubjectSpreadFigure(
        title: "\(Self.title(task)), error by person",
        quantity: PlotQuantity("predicted − measured", unit: quantity.unit),
        predictors: drawn.map { name in
          SubjectSpreadFigure.Predictor(
            PredictorName.of(name),
            scores: Dictionary(
              zip(
                known.map { people[$0].id.rawValue },
                zip(predicted(name), measured).map { $0 - $1 }),
              uniquingKeysWith: { first, _ in first }))
        }, rowLimit: 24))
    return figures
  }

  private var missing: GridFigure {
    let variables = ["age", "sex", "height", "mass"]
    let groups = Set(people.map(\.stratum)).sorted()
    func share(_ own: [SeverityPerson], _ isMissing: (SeverityPerson) -> Bool) -> Double {
      Double(own.count(where: isMissing)) / Double(max(1, own.count))
    }
    let members = groups.map { group in people.filter { $0.stratum == group } }
    let rows =
      variables.indices.map { index in
        members.map { own in share(own) { $0.demographics[index].isNaN } }
      } + SeverityTask.allCases.map { task in members.map { share($0) { $0.target(task) == nil } } }
    return GridFigure.missing(
      title: "Missing by study and group",
      variables: variables + SeverityTask.allCases.map(Self.title),
      groups: (PlotQuantity("study and group", unit: "name"), groups), shares: rows)
  }

  private static func title(_ task: SeverityTask) -> String {
    switch task {
    case .parkinson: "Parkinson's disease"
    case .gaitSpeed: "Gait speed"
    case .updrsMotor: "UPDRS motor score"
    }
  }

  private static func quantity(_ task: SeverityTask) -> PlotQuantity {
    switch task {
    case .parkinson: PlotQuantity("probability", unit: "1")
    case .gaitSpeed: PlotQuantity("gait speed", unit: "m/s")
    case .updrsMotor: PlotQuantity("UPDRS motor score", unit: "points")
    }
  }
}
