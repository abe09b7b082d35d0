import Foundation
import GaitRecords
import GaitReports

/// The study's page.
struct SimulationReport {
  private let outcome: SimulationOutcome
  private let table: SimulationTable
  private let strides: StrideSet
  private let isSynthetic: Bool

  init(
    _ outcome: SimulationOutcome, _ table: SimulationTable, _ strides: StrideSet, isSynthetic: Bool
  ) {
    self.outcome = outcome
    self.table = table
    self.strides = strides
    self.isSynthetic = isSynthetic
  }

  func report(_ manifest: RunManifest, _ folder: RunFolder) throws -> Report {
    let people = strides.subjects.count
    return Report(
      title: "Gait simulation: strides that nobody walked",
      summary:
        "GaitVAE draws the loads under a foot over a stride for a side, a severity, a speed and a "
        + "mass. \(strides.strides.count) strides of \(people) people; each person's condition was "
        + "drawn by generators that were fitted without that person.\n\n"
        + "Zhang, Meng and Jiang (2025) state that simulated gait keeps the push-off peak, and give "
        + "no figures for it; there is nothing of theirs to set beside these.",
      isSynthetic: isSynthetic,
      sections: [
        Report.Section(
          "Are they like the real ones?",
          [.table(table.fidelity), .figures([total, peaks] + insoles)]),
        Report.Section(
          "Are they of use, and are they new?",
          [
            .text(
              "A forest tells real from synthetic strides of people that it has not seen: .5 means "
                + "that it cannot, 1 that it always can. Severity is learned from strides of the "
                + "training people, real, synthetic or both, and asked of real strides of others. A "
                + "copy is a synthetic stride nearer to a training stride than all but one in a "
                + "hundred strides of other people are."),
            .table(table.use), .figures([areas]),
          ]),
        try folder.learningSection(),
        manifest.section,
      ])
  }

  /// The total load over the cycle, real and synthetic.
  private var total: CurvesFigure {
    let phases = (0..<Stride.phaseCount).map(Double.init)
    func curve(
      _ name: String, _ rows: [[Float]], _ style: CurvesFigure.Curve.Style, _ color: Int
    ) -> CurvesFigure.Curve {
      let width = strides.layout.sensorCount
      let totals = rows.map { row in
        phases.indices.map { phase in
          100 * Double(row[phase * width..<(phase + 1) * width].reduce(0, +))
        }
      }
      let means = phases.indices.map { phase in
        totals.reduce(0) { $0 + $1[phase] } / Double(totals.count)
      }
      let deviations = phases.indices.map { phase in
        (totals.reduce(0) { $0 + ($1[phase] - means[phase]) * ($1[phase] - means[phase]) }
          / Double(totals.count)).squareRoot()
      }
      return CurvesFigure.Curve(
        name, x: phases, y: means,
        band: (
          zip(means, deviations).map { $0 - $1 }, zip(means, deviations).map { $0 + $1 }
        ), style: style, color: color)
    }
    let made = outcome.synthetic.sorted { $0.key < $1.key }
    return CurvesFigure(
      title: "Total load over the cycle",
      caption: "Mean and one standard deviation over all strides of people kept out.",
      horizontal: PlotQuantity("gait cycle", unit: "%"),
      vertical: PlotQuantity("load", unit: "% body weight"),
      curves: [curve("real", outcome.real.strides.map(\.loads), .solid, 0)]
        + made.enumerated().map { curve(PredictorName.of($1.key), $1.value, .dashed, $0 + 1) })
  }

  /// Each person's mean push-off peak, real against synthetic.
  private var peaks: PointsFigure {
    .predictedAgainstMeasured(
      title: "Push-off peak by person", caption: "Means over a person's strides.",
      PlotQuantity("push-off peak", unit: "% body weight"),
      outcome.synthetic.sorted { $0.key < $1.key }.map { name, strides in
        let people = StrideFidelity(outcome.real, strides).people
        return PointsFigure.Group(
          PredictorName.of(name), x: people.map { 100 * $0.pushOffPeak.real },
          y: people.map { 100 * $0.pushOffPeak.synthetic })
      })
  }

  /// The mean load of each sensor with the mean path, real and synthetic.
  private var insoles: [InsoleFigure] {
    func figure(_ title: String, _ rows: [(side: Side, loads: [Float])]) -> InsoleFigure {
      let layout = strides.layout
      return InsoleFigure(
        title: title, caption: "Mean over the strides of people kept out.",
        quantity: PlotQuantity("mean load over the cycle", unit: "% body weight"),
        feet: [Side.left, .right].compactMap { side in
          let own = rows.filter { $0.side == side }.map(\.loads)
          guard !own.isEmpty else { return nil }
          let sensors = layout.sensors.enumerated().map { index, sensor in
            let sum = own.reduce(0.0) { sum, loads in
              stride(from: index, to: loads.count, by: layout.sensorCount)
                .reduce(sum) { $0 + Double(loads[$1]) }
            }
            return InsoleFigure.Foot.Sensor(
              lateral: sensor.lateral, anterior: sensor.anterior,
              value: 100 * sum / Double(own.count * Stride.phaseCount))
          }
          let paths = own.map { StrideMeasures($0, layout).path }
          func mean(_ value: KeyPath<(lateral: Double, anterior: Double), Double>) -> [Double] {
            (0..<StrideMeasures.pathCount).map { point in
              paths.reduce(0) { $0 + $1[point][keyPath: value] } / Double(paths.count)
            }
          }
          return InsoleFigure.Foot(
            isLeft: side == .left, sensors: sensors, path: (mean(\.lateral), mean(\.anterior)))
        })
    }
    let sides = outcome.real.strides.map(\.condition.side)
    let real = figure(
      "Real insoles", Array(zip(sides, outcome.real.strides.map(\.loads))))
    guard let made = outcome.synthetic[NetworkStrideGenerator.name] else { return [real] }
    let draws = made.count / max(1, sides.count)
    return [
      real,
      figure(
        "Synthetic insoles",
        made.indices.map { (sides[$0 / draws], made[$0]) }),
    ]
  }

  private var areas: BarsFigure {
    let rows: [(String, String, String)] = [
      ("real against synthetic", "realism", "auc"),
      ("severity, learned from real", "transfer", "auc_real"),
      ("severity, learned from synthetic", "transfer", "auc_synthetic"),
      ("severity, learned from both", "transfer", "auc_both"),
    ]
    let names = outcome.models.keys.sorted()
    return BarsFigure(
      title: "Areas under the curve",
      caption: "The first should be near .5, the others high.",
      quantity: PlotQuantity("area under the curve", unit: "1"),
      bars: rows.flatMap { label, task, metric in
        names.enumerated().compactMap { color, name in
          outcome.models[name]?[task]?[metric].map {
            BarsFigure.Bar(label, value: $0, color: color)
          }
        }
      }, kinds: names.map(PredictorName.of))
  }
}
