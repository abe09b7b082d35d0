import GaitData
import GaitEvaluation
import GaitReports
import GaitSignal

/// The study's page.
struct HipReport {
  private let answers: HipAnswers
  private let outcome: HipOutcome
  private let table: HipTable
  private let configuration: HipMomentConfiguration
  private let isSynthetic: Bool
  private let moment = PlotQuantity("hip flexion moment", unit: "N m/kg")

  init(
    _ answers: HipAnswers, _ outcome: HipOutcome, _ table: HipTable,
    _ configuration: HipMomentConfiguration, isSynthetic: Bool
  ) {
    self.answers = answers
    self.outcome = outcome
    self.table = table
    self.configuration = configuration
    self.isSynthetic = isSynthetic
  }

  func report(_ manifest: RunManifest) -> Report {
    Report(
      title: table.title,
      summary:
        "LSTAM predicts the hip flexion moment from EMG, joint angles and signals that inertial "
        + "sensors could give, which are derived from the recorded motion. The first part is "
        + "within-subject, as the paper is; the second asks the same networks of people that they "
        + "have not seen.\n\n"
        + "Xiong et al. (2026, Scientific Reports 16:13835) state R2 .908 ± .029 for hip flexion "
        + "within-subject, of 14 volunteers on other recordings, with sensors worn"
        + (isSynthetic
          ? "; nothing here compares with it, because these people are simulated."
          : "; these are other people, other signals and far less walking."),
      isSynthetic: isSynthetic,
      sections: HipProtocol.allCases.map(section) + [learning, manifest.section])
  }

  private func section(_ kind: HipProtocol) -> Report.Section {
    var blocks: [Report.Block] = [
      .text(table.legend.replacing("`", with: "")), .table(table.scores(kind)),
      .table(table.differences(kind)),
    ]
    let figures: [(any Figure)?] = [
      cycle(kind), errors(kind), spread(kind), peaks(kind), attention(kind),
    ]
    blocks.append(.figures(figures.compactMap(\.self)))
    return Report.Section(table.heading(kind), blocks)
  }

  /// LSTAM, the ensemble, and the plain recurrent network that it builds on.
  private func shown(_ kind: HipProtocol) -> [String] {
    [HipNetwork.Kind.lstam.rawValue, configuration.recommended, HipNetwork.Kind.lstm.rawValue]
      .reduce(into: []) { names, name in
        if !names.contains(name), outcome[kind].predictors[name] != nil { names.append(name) }
      }
  }

  /// Measured and predicted moment over the gait cycle.
  private func cycle(_ kind: HipProtocol) -> CurvesFigure? {
    guard let sheet = answers.sheets[kind] else { return nil }
    func curve(
      _ name: String, _ curves: MomentCycles, _ style: CurvesFigure.Curve.Style, _ color: Int
    ) -> CurvesFigure.Curve? {
      guard let ensemble = try? EnsembleCurve(curves: curves.curves, subjects: curves.people),
        !ensemble.subjects.isEmpty
      else { return nil }
      let isOne = ensemble.subjects.count < 2
      let deviation = isOne ? ensemble.subjects[0].deviation : ensemble.deviation
      return CurvesFigure.Curve(
        name, x: ensemble.mean.indices.map(Double.init), y: ensemble.mean,
        band: (
          zip(ensemble.mean, deviation).map { $0 - $1 },
          zip(ensemble.mean, deviation).map { $0 + $1 }
        ), style: style, color: color)
    }
    var curves: [CurvesFigure.Curve?] = []
    for (index, name) in shown(kind).enumerated() {
      let own = sheet.averaged(name)
      if index == 0 {
        curves.append(
          curve("measured", MomentCycles(own, configuration) { $0.leg.moments[0] }, .solid, 0))
      }
      curves.append(
        curve(
          PredictorName.of(name), MomentCycles(own, configuration) { $0.values[0] }, .dashed,
          index + 1))
    }
    let drawn = curves.compactMap(\.self)
    guard !drawn.isEmpty else { return nil }
    return CurvesFigure(
      title: "Measured and predicted moment over the gait cycle",
      caption: "Mean and one standard deviation over people, of cycles that begin on a plate; the "
        + "moment is scored while a plate carries the foot, and only shown in swing. Signs are the "
        + "recordings': where theirs is positive in early stance, the extensor moment is positive.",
      horizontal: PlotQuantity("gait cycle", unit: "%"), vertical: moment, curves: drawn)
  }

  /// The mean error of each predictor over people.
  private func errors(_ kind: HipProtocol) -> BarsFigure {
    BarsFigure(
      title: "Error of each predictor",
      caption: "Root-mean-square error, mean over people with its 95 % interval.",
      quantity: PlotQuantity("error", unit: "N m/kg"),
      bars: table.names.compactMap { name in
        guard let own = outcome[kind].predictors[name], !own.rmseOfPeople.isEmpty else {
          return nil
        }
        let interval = MeanInterval(
          own.rmseOfPeople.sorted { $0.key < $1.key }.map(\.value))
        let isNetwork = outcome.parameters[name] != nil
        return BarsFigure.Bar(
          PredictorName.of(name), value: interval.mean, interval: interval.lower...interval.upper,
          color: name.hasPrefix(HipNetwork.Kind.lstam.rawValue) ? 0 : isNetwork ? 1 : 2)
      }, kinds: ["LSTAM and its ablations", "other networks", "other learners and the ensemble"])
  }

  private func spread(_ kind: HipProtocol) -> SubjectSpreadFigure {
    SubjectSpreadFigure(
      title: "Error of each person", caption: "Root-mean-square error, mean over seeds.",
      quantity: PlotQuantity("error", unit: "N m/kg"),
      predictors: shown(kind).map {
        SubjectSpreadFigure.Predictor(
          PredictorName.of($0), scores: outcome[kind].predictors[$0]?.rmseOfPeople ?? [:])
      })
  }

  /// Agreement of the recommended predictor with the highest moment of each contact.
  private func peaks(_ kind: HipProtocol) -> PointsFigure? {
    guard let sheet = answers.sheets[kind] else { return nil }
    let peaks = MomentPeaks(sheet.averaged(configuration.recommended), configuration)
    let subjects = Subjects(peaks.people)
    let repeated = try? BlandAltman(peaks.predicted, peaks.measured, subjects: subjects)
    guard let agreement = repeated ?? (try? BlandAltman(peaks.predicted, peaks.measured)) else {
      return nil
    }
    return .agreement(
      title: "Agreement of peaks",
      caption:
        "The highest moment of each whole contact by \(PredictorName.of(configuration.recommended)) "
        + "and by inverse dynamics; limits for several contacts of a person.",
      PlotQuantity("peak moment", unit: "N m/kg"), agreement)
  }

  /// Where in the window LSTAM looks.
  private func attention(_ kind: HipProtocol) -> CurvesFigure? {
    guard let own = answers.sheets[kind]?.attention, !own.isEmpty,
      let ensemble = try? EnsembleCurve(curves: own.map(\.weights), subjects: own.map(\.person))
    else { return nil }
    let times = ensemble.mean.indices.map {
      1000 * Double($0 - configuration.predictedStep) / configuration.preparation.sampleRateHz
    }
    return CurvesFigure(
      title: "Where in the window LSTAM looks",
      caption: "Mean weight of each step, with one standard deviation over people. Equal weights "
        + "would be 1/\(configuration.windowLength).",
      horizontal: PlotQuantity("time from the predicted frame", unit: "ms"),
      vertical: PlotQuantity("attention", unit: "share"),
      curves: [
        CurvesFigure.Curve(
          "attention", x: times, y: ensemble.mean,
          band: (
            zip(ensemble.mean, ensemble.deviation).map { $0 - $1 },
            zip(ensemble.mean, ensemble.deviation).map { $0 + $1 }
          ))
      ])
  }

  /// The training loss of each network, each fit's mean.
  private var learning: Report.Section {
    let figures = HipProtocol.allCases.map { kind -> any Figure in
      let losses = answers.sheets[kind]?.losses ?? [:]
      return CurvesFigure.learning(
        title: "Learning curves, " + (kind == .withinSubject ? "within-subject" : "unseen people"),
        caption: "The mean over all fits of a network. LSTAM's loss holds that of its autoencoder.",
        configuration.kinds.compactMap { network in
          losses[network.rawValue].map { fits in
            let epochs = fits.map(\.count).min() ?? 0
            let mean = (0..<epochs).map { epoch in
              fits.reduce(0) { $0 + $1[epoch] } / Double(fits.count)
            }
            return (name: PredictorName.of(network.rawValue), fits: [mean])
          }
        })
    }
    return Report.Section("Training", [.figures(figures)])
  }
}
