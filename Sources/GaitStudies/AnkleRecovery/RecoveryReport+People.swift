import Foundation
import GaitData
import GaitModels
import GaitRecords
import GaitReports

extension RecoveryReport {
  private func looks(
    _ severity: InjurySeverity
  ) -> [(RecoveryPrediction.Attention, RecoveryCase)] {
    RecoveryScores.pairs(
      answers.predictions[RecoveryModel.stAMMFN.rawValue] ?? [], answers.cases
    ).compactMap { prediction, item in
      item.severity == severity ? prediction.attention.map { ($0, item) } : nil
    }
  }

  private static func mean(_ rows: [[Double]]) -> [Double] {
    guard let width = rows.map(\.count).min() else { return [] }
    return (0..<width).map { place in rows.reduce(0) { $0 + $1[place] } / Double(rows.count) }
  }

  /// Attention over modalities, visits and the stance, by how severe the injury is.
  var attention: [any Figure] {
    let names = ["demographics", "clinical scores", "biomechanics", "insoles"]
    let groups = InjurySeverity.allCases
    let modalities = BarsFigure(
      title: "Attention to each modality by injury",
      caption:
        "Mean over people kept out: sprains and Weber A are light, Weber B moderate, Weber C "
        + "and fractures of two or three malleoli severe.",
      quantity: PlotQuantity("attention", unit: "%"),
      bars: names.enumerated().flatMap { place, name in
        groups.enumerated().compactMap { color, group in
          let means = Self.mean(looks(group).map(\.0.modalities))
          return means.indices.contains(place)
            ? BarsFigure.Bar(name, value: 100 * means[place], color: color) : nil
        }
      }, kinds: groups.map(\.rawValue))
    let stance = CurvesFigure(
      title: "Attention over the stance",
      caption: "Mean over people kept out and their visits with insoles; even attention is 1.",
      horizontal: PlotQuantity("stance", unit: "%"),
      vertical: PlotQuantity("attention", unit: "even = 1"),
      curves: groups.enumerated().compactMap { color, group in
        let means = Self.mean(looks(group).map(\.0.stance).filter { $0.contains { $0 > 0 } })
        guard means.count > 1 else { return nil }
        let step = 100 / Double(means.count)
        return CurvesFigure.Curve(
          group.rawValue, x: means.indices.map { (Double($0) + 0.5) * step },
          y: means.map { $0 * Double(means.count) }, color: color)
      })
    let visits = CurvesFigure(
      title: "Attention to each visit with insoles",
      caption: "Mean over people kept out who wore insoles as often as most; the first visit is 1.",
      horizontal: PlotQuantity("visit with insoles", unit: "number"),
      vertical: PlotQuantity("attention", unit: "%"),
      curves: groups.enumerated().compactMap { color, group in
        let own = looks(group)
        let counts = own.map { look in look.1.visits.count { $0.stance != nil } }
        guard
          let usual = Dictionary(grouping: counts, by: \.self).max(by: {
            ($0.value.count, $0.key) < ($1.value.count, $1.key)
          })?.key, usual > 1
        else { return nil }
        let rows = zip(own, counts).filter { $0.1 == usual }.map { $0.0.0.insoleVisits }
        let means = Array(Self.mean(rows).prefix(usual))
        return CurvesFigure.Curve(
          group.rawValue, x: means.indices.map { Double($0 + 1) }, y: means.map { 100 * $0 },
          color: color)
      })
    return [modalities, stance, visits]
  }

  /// Who the people are, by injury.
  var cohort: DataTable {
    var table = DataTable(
      caption: "The synthetic cohort by injury",
      columns: [
        DataTable.Column("injury"), DataTable.Column("people", unit: "count"),
        DataTable.Column("age", unit: "years"), DataTable.Column("women", unit: "%"),
        DataTable.Column("operated on", unit: "%"), DataTable.Column("visits", unit: "mean"),
        DataTable.Column("final progress", unit: "mean"),
        DataTable.Column("seen to recover", unit: "%"),
      ])
    func row(_ name: String, _ own: [RecoveryCase]) {
      func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
      }
      func column(_ name: String) -> [Double] {
        guard let place = AnkleFeatures.demographicNames.firstIndex(of: name) else { return [] }
        return own.map { $0.demographics[place] }.filter(\.isFinite)
      }
      table.append([
        .text(name), .count(own.count), DataTable.cell(mean(column("age_years")), decimals: 1),
        DataTable.cell(mean(column("is_female")).map { 100 * $0 }, decimals: 0),
        DataTable.cell(mean(column("surgery")).map { 100 * $0 }, decimals: 0),
        DataTable.cell(mean(own.map { Double($0.visits.count) }), decimals: 1),
        DataTable.cell(mean(own.compactMap(\.progress)), decimals: 3),
        DataTable.cell(
          mean(own.filter { $0.weeks != nil }.map { $0.isCensored ? 0 : 100 }), decimals: 0),
      ])
    }
    for injury in AnkleInjury.allCases {
      row(ReportWords.of(injury.rawValue), answers.cases.filter { $0.injury == injury })
    }
    row("all", answers.cases)
    return table
  }

  /// What is missing, and how the feet are loaded.
  var people: [any Figure] {
    let count = answers.cases.map(\.visits.count).max() ?? 0
    let columns = (0..<count).map { "visit \($0 + 1)" }
    func shares(_ isMissing: (RecoveryCase.Visit) -> Bool) -> [Double] {
      (0..<count).map { place in
        let own = answers.cases.compactMap {
          $0.visits.indices.contains(place) ? $0.visits[place] : nil
        }
        return own.isEmpty ? .nan : Double(own.count(where: isMissing)) / Double(own.count)
      }
    }
    let absent = (0..<count).map { place in
      Double(answers.cases.count { $0.visits.count <= place }) / Double(answers.cases.count)
    }
    let scales = AnkleFeatures.scales.enumerated().map { index, scale in
      (scale.title, shares { !$0.clinical[index].isFinite })
    }
    let rows =
      [("no such visit", absent)] + scales
      + [
        ("biomechanics", shares { $0.biomechanics == nil }),
        ("insoles", shares { $0.stance == nil }),
      ]
    let missing = GridFigure.missing(
      title: "What is missing", caption: "Of the visits that took place, but for the first row.",
      variables: rows.map(\.0),
      groups: (PlotQuantity("visit of a person", unit: "number"), columns),
      shares: rows.map(\.1))
    return [missing] + InjurySeverity.allCases.compactMap(insole)
  }

  /// The mean pressure of the injured foot of a group at its first visit with insoles.
  private func insole(_ severity: InjurySeverity) -> InsoleFigure? {
    let stances = answers.cases.filter { $0.severity == severity }.compactMap { item in
      item.visits.lazy.compactMap(\.stance).first
    }
    guard let points = stances.first?.curves.frameCount else { return nil }
    let layout = InsoleLayout.openGo16
    func mean(_ foot: Int, _ channel: Int, _ point: Int) -> Double {
      stances.reduce(0.0) {
        $0 + Double($1.curves[point, foot * InsoleStance.channelsPerFoot + channel])
      } / Double(stances.count)
    }
    return InsoleFigure(
      title: "Load under the feet, \(severity.rawValue) injuries",
      caption: "The first visit with insoles: the injured foot drawn at the left, the sound one at "
        + "the right; the line is the mean path of the centre of pressure.",
      quantity: PlotQuantity("mean pressure", unit: "body weights/dm²"),
      feet: [0, 1].map { foot in
        InsoleFigure.Foot(
          isLeft: foot == 0,
          sensors: layout.sensors.enumerated().map { index, sensor in
            InsoleFigure.Foot.Sensor(
              lateral: sensor.lateral, anterior: sensor.anterior,
              value: (0..<points).reduce(0) { $0 + mean(foot, index, $1) } / Double(points))
          },
          path: (
            (1..<points - 1).map { mean(foot, InsoleStance.channelsPerFoot - 2, $0) },
            (1..<points - 1).map { mean(foot, InsoleStance.channelsPerFoot - 1, $0) }
          ))
      })
  }
}
