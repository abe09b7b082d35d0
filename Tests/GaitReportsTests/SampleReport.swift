import Foundation
import GaitEvaluation
import GaitReports

/// A report with every kind of block and figure, of values that a formula gives.
enum SampleReport {
  static let hostileName = "<script>alert(1)</script> & \"R\u{1}HEEL\""

  static func make() throws -> Report {
    Report(
      title: "Every kind of figure", summary: "What a report can hold.\n\nIn two paragraphs.",
      isSynthetic: true,
      sections: [
        Report.Section(
          "Words and tables",
          [
            .text("A paragraph with <b>no</b> markup of its own."),
            .warning("Two of 33 contacts are partial."),
            .table(table), .facts([("seed", "0"), (hostileName, "a < b")]),
          ]),
        Report.Section(
          "Curves", [.figures([learning, cycle, try operating(), try calibration()])]),
        Report.Section(
          "People", [.figures([try agreement(), identity, spread, bars])]),
        Report.Section(
          "Grids", [.figures([try confusion(), attention, missing, insole])]),
      ])
  }

  static var table: DataTable {
    DataTable(
      caption: "Predictors on people kept out",
      columns: [
        DataTable.Column("predictor"), DataTable.Column("frames"),
        DataTable.Column("R2", unit: "1"), DataTable.Column("RMSE", unit: "N m/kg"),
      ],
      rows: [
        ["Cross-LSTM", .count(1896), .number(0.74512345, decimals: 3), .number(0.2, decimals: 2)],
        [.text("=HYPERLINK(\"x\")"), .count(12), .missing, .number(.nan, decimals: 2)],
        [.text("a, \"quoted\" name"), .count(-3), .number(-0.0001, decimals: 2), .missing],
      ])
  }

  static var learning: CurvesFigure {
    .learning(
      title: "Learning curves", caption: "Five fits each.",
      [
        (
          "Cross-LSTM",
          (0..<5).map { fit in (0..<40).map { exp(-Double($0) / 9) + 0.02 * Double(fit) } }
        ),
        ("LSTM", (0..<5).map { fit in (0..<30).map { exp(-Double($0) / 6) + 0.03 * Double(fit) } }),
      ])
  }

  static var cycle: CurvesFigure {
    let share = (0...100).map(Double.init)
    let measured = share.map { sin($0 / 100 * 2 * .pi) }
    let predicted = share.map { $0 > 80 && $0 < 84 ? Double.nan : 0.9 * sin($0 / 100 * 2 * .pi) }
    return CurvesFigure(
      title: "Hip flexion moment over the gait cycle",
      caption: "Mean of nine children, band of one standard deviation.",
      horizontal: PlotQuantity("gait cycle", unit: "%"),
      vertical: PlotQuantity("hip flexion moment", unit: "N m/kg"),
      curves: [
        .init(
          "measured", x: share, y: measured,
          band: (measured.map { $0 - 0.2 }, measured.map { $0 + 0.2 })),
        .init(
          "predicted by the Cross-LSTM and the boosted trees together", x: share, y: predicted,
          style: .dashed, color: 1),
      ], marks: [(61, "foot off")])
  }

  static func operating() throws -> CurvesFigure {
    let (scores, labels) = scored
    return .receiverOperating(
      title: "Receiver operating curve",
      [("logistic regression", try ReceiverOperatingCurve(scores: scores, isPositive: labels))])
  }

  static func calibration() throws -> CurvesFigure {
    let (scores, labels) = scored
    return .calibration(
      title: "Calibration",
      [
        (
          "logistic regression",
          try CalibrationCurve(
            probabilities: scores, isPositive: labels, binning: .equalWidth(5))
        )
      ])
  }

  static var scored: ([Double], [Bool]) {
    let scores = (0..<60).map { 0.5 + 0.45 * sin(Double($0) * 1.7) }
    return (scores, scores.enumerated().map { $1 + 0.3 * cos(Double($0) * 2.3) > 0.5 })
  }

  static func agreement() throws -> PointsFigure {
    let measured = (0..<40).map { 2 + sin(Double($0)) }
    let predicted = (0..<40).map { 2 + sin(Double($0)) + 0.2 * cos(Double($0) * 3) }
    return .agreement(
      title: "Agreement of predicted and measured peaks",
      PlotQuantity("peak hip moment", unit: "N m/kg"), try BlandAltman(predicted, measured))
  }

  static var identity: PointsFigure {
    let groups = ["control", "Parkinson"].enumerated().map { index, name in
      let measured: [Double] = (0..<30).map { 0.8 + Double(($0 * 7 + index * 3) % 30) / 60 }
      let predicted: [Double] = measured.enumerated().map { $1 + 0.1 * sin(Double($0)) }
      return PointsFigure.Group(name, x: measured, y: predicted)
    }
    return .predictedAgainstMeasured(
      title: "Predicted against measured speed", PlotQuantity("gait speed", unit: "m/s"), groups)
  }

  static var spread: SubjectSpreadFigure {
    SubjectSpreadFigure(
      title: "R2 by person", quantity: PlotQuantity("R2", unit: "1"),
      predictors: [
        .init("Cross-LSTM", scores: ["HC031A": 0.61, hostileName: 0.8, "HC050B": -0.2]),
        .init("ridge", scores: ["HC031A": 0.5, "HC002D": 0.7]),
      ])
  }

  static var bars: BarsFigure {
    BarsFigure(
      title: "Importance of each modality",
      quantity: PlotQuantity("rise of the squared error", unit: "(N m/kg)²"),
      bars: [
        .init(
          "angular velocity of the shank, contralateral leg, sagittal plane", value: 0.31,
          interval: 0.2...0.4),
        .init("EMG", value: 0.02, interval: -0.03...0.07, color: 1), .init("nothing", value: .nan),
      ], kinds: ["permutation", "integrated gradients"])
  }

  static func confusion() throws -> GridFigure {
    .confusion(
      title: "Confusion",
      try ConfusionMatrix(
        labels: [0, 0, 0, 1, 1, 2, 2, 2, 2], predictions: [0, 0, 1, 1, 1, 2, 2, 0, 2]),
      names: ["mild", "moderate", "severe"])
  }

  static var attention: GridFigure {
    let modalities = ["demographics", "clinical", "insole left", "insole right"]
    let weights: [[Double]] = modalities.indices.map { row in
      (0..<50).map { column in 0.5 + 0.4 * sin(Double(column) / 8 + Double(row)) }
    }
    return GridFigure(
      title: "Attention over time and modality", caption: "Attention is not importance.",
      rows: (PlotQuantity("modality", unit: "name"), modalities),
      columns: (PlotQuantity("gait cycle", unit: "%"), (0..<50).map { "\($0 * 2)" }),
      value: PlotQuantity("weight", unit: "share"), values: weights)
  }

  static var missing: GridFigure {
    .missing(
      title: "Missing data", variables: ["AOFAS", "VAS", "insole"],
      groups: (PlotQuantity("visit", unit: "number"), ["1", "2", "3", "4"]),
      shares: [[0, 0.1, 0.2, 0.4], [0.05, 0.1, .nan, 0.3], [0, 0, 0.5, 1]])
  }

  static var insole: InsoleFigure {
    let sensors: [InsoleFigure.Foot.Sensor] = (0..<16).map { index in
      let value = index == 5 ? Double.nan : 40 + 12 * Double((index * 7) % 16)
      return .init(
        lateral: Double(index % 3) * 0.28 - 0.28, anterior: Double(index / 3) * 0.17 - 0.44,
        value: value)
    }
    let lateral: [Double] = (0..<30).map { 0.08 * sin(Double($0) / 8) }
    let anterior: [Double] = (0..<30).map { Double($0) / 33 - 0.45 }
    return InsoleFigure(
      title: "Peak pressure", quantity: PlotQuantity("peak pressure", unit: "kPa"),
      feet: [true, false].map {
        .init(isLeft: $0, sensors: sensors, path: (lateral, anterior))
      })
  }
}
