import Foundation
import GaitEvaluation
import GaitReports

/// The page of a study of legs.
struct LegReport {
  /// What a run found.
  struct Findings {
    var scores: [String: PredictorScores] = [:]
    var recommended: [LegPrediction] = []
    var comparison: NetworkComparison?
    /// The parameters of each network.
    var parameters: [String: Int] = [:]
    var interpretation: LegInterpretation?
    var transfer: TransferResults?
  }

  let title: String
  let summary: String
  let isSynthetic: Bool
  let findings: Findings
  let configuration: any LegStudyConfiguration

  var question: LegQuestion { type(of: configuration).question }

  func report(_ manifest: RunManifest, _ folder: RunFolder) throws -> Report {
    var sections: [Report.Section] = []
    if !findings.scores.isEmpty {
      sections.append(scoreSection)
      sections.append(curveSection)
    }
    if let comparison = findings.comparison { sections.append(comparisonSection(comparison)) }
    if let interpretation = findings.interpretation {
      sections.append(interpretation.section(question))
    }
    if let transfer = findings.transfer { sections.append(transfer.section(question)) }
    sections += [try folder.learningSection(), manifest.section]
    return Report(title: title, summary: summary, isSynthetic: isSynthetic, sections: sections)
  }

  private var scoreSection: Report.Section {
    var table = DataTable(
      caption: "Every person is left out once; \(question.scoredFrames).",
      columns: [
        DataTable.Column("predictor"), DataTable.Column("task"), DataTable.Column("R2", unit: "1"),
        DataTable.Column("mean over people", unit: "1"),
        DataTable.Column("deviation between people", unit: "1"),
        DataTable.Column("RMSE", unit: question.unit),
        DataTable.Column("RMSE over range", unit: "1"), DataTable.Column("r", unit: "1"),
        DataTable.Column("frames"),
      ])
    for name in order {
      guard let score = findings.scores[name] else { continue }
      for task in question.taskNames {
        guard let own = score.tasks[task] else { continue }
        let people = PeopleStatistics(peopleR2(name, task).values.sorted())
        table.append([
          .text(PredictorName.of(name)), .text(ReportWords.of(task)), DataTable.cell(own.r2),
          DataTable.cell(people.mean),
          DataTable.cell(people.deviation), DataTable.cell(own.rmse),
          DataTable.cell(own.nrmseRange), DataTable.cell(own.pearson), .count(own.frames),
        ])
      }
    }
    let bars = question.taskNames.map { task in
      BarsFigure(
        title: "Predictors: \(ReportWords.of(task))",
        caption: "Mean over people with its 95 % interval.",
        quantity: PlotQuantity("R2 by person", unit: "1"),
        bars: order.map { name in
          let people = PeopleStatistics(peopleR2(name, task).values.sorted())
          return BarsFigure.Bar(
            PredictorName.of(name), value: people.mean, interval: people.interval,
            color: name == LegMember.ensembleName ? 1 : 0)
        }, kinds: ["member", "recommended"])
    }
    let shown = [LegMember.ensembleName, "ridge"].filter { findings.scores[$0] != nil }
    let spreads = question.taskNames.map { task in
      SubjectSpreadFigure(
        title: "Person by person: \(ReportWords.of(task))",
        quantity: PlotQuantity("R2", unit: "1"),
        predictors: shown.map {
          SubjectSpreadFigure.Predictor(PredictorName.of($0), scores: peopleR2($0, task))
        })
    }
    return Report.Section(
      "People whom the predictors have not seen",
      [.table(table), .figures(bars), .figures(spreads)])
  }

  /// The recommended predictor, and then the others by how well they do over all tasks.
  private var order: [String] {
    func mean(_ name: String) -> Double {
      let own = findings.scores[name]?.tasks.values.map(\.r2) ?? []
      return own.reduce(0, +) / Double(max(1, own.count))
    }
    return findings.scores.keys.sorted { a, b in
      if (a == LegMember.ensembleName) != (b == LegMember.ensembleName) {
        return a == LegMember.ensembleName
      }
      return (mean(a), b) > (mean(b), a)
    }
  }

  private func peopleR2(_ name: String, _ task: String) -> [String: Double] {
    (findings.scores[name]?.participants ?? [:]).compactMapValues { $0[task]?.r2 }
  }

  /// Measured and predicted curves over stance, and how well their peaks agree.
  private var curveSection: Report.Section {
    let stances = LegStances(findings.recommended, configuration)
    let percent = (0..<LegStance.pointCount).map(Double.init)
    let curves = question.taskNames.enumerated().map { place, task in
      func curve(
        _ name: String, _ side: KeyPath<LegStance, [[Double]]>, _ style: CurvesFigure.Curve.Style,
        _ color: Int
      ) -> CurvesFigure.Curve {
        let (means, deviations) = stances.curve(side, task: place)
        return CurvesFigure.Curve(
          name, x: percent, y: means,
          band: (
            zip(means, deviations).map { $0 - $1 }, zip(means, deviations).map { $0 + $1 }
          ), style: style, color: color)
      }
      return CurvesFigure(
        title: "Over stance: \(ReportWords.of(task))",
        caption: "Mean over people of their own means, and one standard deviation between people; "
          + "contacts that stand on a plate as a whole.",
        horizontal: PlotQuantity("stance", unit: "%"),
        vertical: PlotQuantity(ReportWords.of(task), unit: question.unit),
        curves: [
          curve("measured", \.measured, .solid, 0), curve("predicted", \.predicted, .dashed, 1),
        ])
    }
    let agreements = question.taskNames.enumerated().compactMap { place, task -> PointsFigure? in
      let peaks = stances.peaks(task: place)
      guard
        let agreement = try? BlandAltman(
          peaks.predicted, peaks.measured, subjects: Subjects(peaks.people))
      else { return nil }
      return .agreement(
        title: "Peaks: \(ReportWords.of(task))",
        caption: "One point a contact; limits corrected for several contacts of one person.",
        PlotQuantity("peak \(ReportWords.of(task))", unit: question.unit), agreement)
    }
    return Report.Section(
      "The recommended predictor over stance", [.figures(curves), .figures(agreements)])
  }

  private func comparisonSection(_ comparison: NetworkComparison) -> Report.Section {
    let names = comparison.networks.keys.filter {
      !$0.hasSuffix(LegNetwork.Kind.personSuffix)
    }.sorted()
    var table = DataTable(
      caption:
        "Folds of several people; the gain by knowing knee alignment and affected side is the "
        + "mean over people of the difference in R2.",
      columns: [
        DataTable.Column("network"), DataTable.Column("task"), DataTable.Column("R2", unit: "1"),
        DataTable.Column("R2, knowing both", unit: "1"), DataTable.Column("gain", unit: "1"),
        DataTable.Column("lower", unit: "1"),
        DataTable.Column("upper", unit: "1"), DataTable.Column("p", unit: "1"),
        DataTable.Column("parameters"),
      ])
    for name in names {
      for task in question.taskNames {
        let gain = comparison.gainByPerson[name]?[task]
        table.append([
          .text(PredictorName.of(name)), .text(ReportWords.of(task)),
          DataTable.cell(comparison.networks[name]?.tasks[task]?.r2),
          DataTable.cell(
            comparison.networks[name + LegNetwork.Kind.personSuffix]?.tasks[task]?.r2),
          DataTable.cell(gain?.meanR2), DataTable.cell(gain?.lower), DataTable.cell(gain?.upper),
          DataTable.pValue(gain?.pValue),
          findings.parameters[name].map { .count($0) } ?? .missing,
        ])
      }
    }
    let costs = question.taskNames.map { task in
      PointsFigure(
        title: "Accuracy against cost: \(ReportWords.of(task))",
        caption: "Times differ from run to run; the command prints them.",
        horizontal: PlotQuantity("parameters", unit: "log10 of their number"),
        vertical: PlotQuantity("R2", unit: "1"),
        groups: names.compactMap { name in
          guard let r2 = comparison.networks[name]?.tasks[task]?.r2,
            let count = findings.parameters[name], count > 0
          else { return nil }
          return PointsFigure.Group(PredictorName.of(name), x: [log10(Double(count))], y: [r2])
        })
    }
    return Report.Section("Networks compared", [.table(table), .figures(costs)])
  }
}
