import GaitEvaluation
import GaitReports

/// The drawings of the study's page.
extension RehabReport {
  var missing: GridFigure {
    let names = RehabPatient.clinicalTitles
    return .missing(
      title: "Missing clinical values", caption: "Share of patients without the value at week 0.",
      variables: names,
      groups: (PlotQuantity("patients", unit: "answer"), ["responders", "others"]),
      shares: names.indices.map { column in
        [true, false].map { answer in
          let own = source.known.filter { $0.isResponder == answer }
          let lost = own.count { !$0.clinical[column].isFinite }
          return Double(lost) / Double(max(1, own.count))
        }
      })
  }

  func receiver(_ isPositive: [Bool]) throws -> CurvesFigure {
    .receiverOperating(
      title: "Receiver operating curves", caption: "Patients kept out, all folds.",
      try shown.map {
        (
          PredictorName.of($0),
          try ReceiverOperatingCurve(scores: answers.probabilities($0), isPositive: isPositive)
        )
      })
  }

  func calibration(_ isPositive: [Bool]) throws -> CurvesFigure {
    .calibration(
      title: "Calibration", caption: "Five bins of equal numbers of patients.",
      try [RehabOutcome.ensembleName, "hybrid", "logistic-regression"].map {
        (
          PredictorName.of($0),
          try CalibrationCurve(
            probabilities: answers.probabilities($0), isPositive: isPositive,
            binning: .equalCount(5))
        )
      })
  }

  func confusion(_ isPositive: [Bool]) throws -> GridFigure {
    .confusion(
      title: "Decisions of the hybrid", caption: "By the threshold of each fold.",
      try ConfusionMatrix(
        labels: isPositive.map { $0 ? 1 : 0 },
        predictions: answers.decisions("hybrid").map { $0 ? 1 : 0 }),
      names: ["no response", "response"])
  }

  var areas: BarsFigure {
    BarsFigure(
      title: "Areas under the curve", caption: "With 95 % intervals over patients.",
      quantity: PlotQuantity("area under the curve", unit: "1"),
      bars: answers.names.compactMap { name in
        guard let metrics = outcome.scores[name]?.metrics, let area = metrics["auc"] else {
          return nil
        }
        let interval = (metrics["auc_lower"] ?? area)...(metrics["auc_upper"] ?? area)
        return BarsFigure.Bar(PredictorName.of(name), value: area, interval: interval)
      })
  }

  var importances: BarsFigure {
    let found = answers.tested(RehabLearner.randomForest.rawValue).compactMap(\.importances)
    let count = Double(max(1, found.count))
    var means: [(name: String, share: Double)] = []
    for (column, name) in RehabPatient.rowTitles.enumerated() {
      let sum = found.reduce(0.0) { $0 + $1[column] }
      means.append((name, 100 * sum / count))
    }
    means.sort { a, b in a.share == b.share ? a.name < b.name : a.share > b.share }
    return BarsFigure(
      title: "Most used by the forest", caption: "Mean decrease of impurity, mean over folds.",
      quantity: PlotQuantity("share of the decrease", unit: "%"),
      bars: means.prefix(18).map { BarsFigure.Bar($0.name, value: $0.share) })
  }

  /// How much the hybrid loses without a modality, beside how much attention it gives it.
  var modalities: BarsFigure {
    let tested = answers.tested("hybrid")
    let own = outcome.scores["hybrid"]?.metrics["auc"] ?? .nan
    let isPositive = answers.isPositive
    var bars: [BarsFigure.Bar] = []
    for (place, modality) in RehabModality.allCases.enumerated() {
      let shifts = tested.map { $0.exchanged[modality.rawValue]?.count ?? 0 }.min() ?? 0
      let areas = (0..<shifts).compactMap { shift in
        try? ReceiverOperatingCurve(
          scores: tested.flatMap { $0.exchanged[modality.rawValue]?[shift] ?? [] },
          isPositive: isPositive
        ).area
      }
      if !areas.isEmpty {
        let loss = own - areas.reduce(0, +) / Double(areas.count)
        bars.append(BarsFigure.Bar(modality.rawValue, value: loss, color: 0))
      }
      let weights = tested.filter { $0.attention.indices.contains(place) }.map {
        $0.attention[place]
      }
      if !weights.isEmpty {
        let mean = weights.reduce(0, +) / Double(weights.count)
        bars.append(BarsFigure.Bar(modality.rawValue, value: mean, color: 1))
      }
    }
    return BarsFigure(
      title: "Modalities of the hybrid",
      caption: "What the area loses when a modality comes from another patient, and its weight in "
        + "the fusion.",
      quantity: PlotQuantity("loss of area; weight", unit: "1"), bars: bars,
      kinds: ["loss of area", "weight"])
  }

  var scatter: PointsFigure {
    PointsFigure(
      title: "First two principal components", caption: "Of all features, without the answers.",
      horizontal: PlotQuantity("first component", unit: "standard units"),
      vertical: PlotQuantity("second component", unit: "standard units"),
      groups: [(true, "responders"), (false, "others")].map { answer, name in
        let rows = source.known.indices.filter { source.known[$0].isResponder == answer }
        return PointsFigure.Group(
          name, x: rows.map { groups.scatter[$0][0] }, y: rows.map { groups.scatter[$0][1] })
      })
  }

  var scree: CurvesFigure {
    let shares = groups.shares.prefix(20).map { 100 * $0 }
    return CurvesFigure(
      title: "Scree", caption: "What each principal component explains.",
      horizontal: PlotQuantity("component", unit: "number"),
      vertical: PlotQuantity("explained variance", unit: "%"),
      curves: [
        CurvesFigure.Curve("variance", x: shares.indices.map { Double($0 + 1) }, y: Array(shares))
      ])
  }

  var elbow: CurvesFigure {
    let whole = groups.withinSquares.first ?? 1
    return CurvesFigure(
      title: "Number of groups", caption: "k-means of all features.",
      horizontal: PlotQuantity("groups", unit: "number"),
      vertical: PlotQuantity("share within groups; silhouette", unit: "1"),
      curves: [
        CurvesFigure.Curve(
          "sum of squares within groups",
          x: groups.withinSquares.indices.map { Double($0 + 1) },
          y: groups.withinSquares.map { $0 / max(whole, 1e-12) }, color: 0),
        CurvesFigure.Curve(
          "mean silhouette", x: groups.silhouettes.indices.map { Double($0 + 2) },
          y: groups.silhouettes, color: 1),
      ])
  }
}
