import GaitEvaluation

extension CurvesFigure {
  /// Receiver operating curves, one a classifier, with their areas in the legend.
  public static func receiverOperating(
    title: String, caption: String = "", _ curves: [(name: String, ReceiverOperatingCurve)]
  ) -> CurvesFigure {
    CurvesFigure(
      title: title, caption: caption,
      horizontal: PlotQuantity("false positives among negatives", unit: "share"),
      vertical: PlotQuantity("true positives among positives", unit: "share"),
      curves: curves.enumerated().map { index, item in
        Curve(
          "\(item.name), area \(MarkupText.fixed(item.1.area, decimals: 3))",
          x: item.1.falsePositiveRates, y: item.1.truePositiveRates, color: index)
      },
      range: (0...1, 0...1), isDiagonalDrawn: true)
  }

  /// Calibration curves: the observed share against the predicted probability, bin by bin.
  public static func calibration(
    title: String, caption: String = "", _ curves: [(name: String, CalibrationCurve)]
  ) -> CurvesFigure {
    CurvesFigure(
      title: title, caption: caption,
      horizontal: PlotQuantity("predicted probability", unit: "share"),
      vertical: PlotQuantity("observed positives", unit: "share"),
      curves: curves.enumerated().map { index, item in
        Curve(
          "\(item.name), expected error "
            + MarkupText.fixed(item.1.expectedCalibrationError, decimals: 3),
          x: item.1.bins.map(\.meanProbability), y: item.1.bins.map(\.observedShare), color: index)
      },
      range: (0...1, 0...1), isDiagonalDrawn: true)
  }

  /// Learning curves: the mean over fits in bold, each fit thin behind it.
  ///
  /// - Parameters:
  ///   - title: The line above the drawing.
  ///   - caption: What a reader has to know.
  ///   - losses: For each network, the loss after every epoch of each fit.
  /// - Returns: A figure with one bold curve a network.
  public static func learning(
    title: String, caption: String = "", _ losses: [(name: String, fits: [[Double]])]
  ) -> CurvesFigure {
    var curves: [Curve] = []
    for (index, network) in losses.enumerated() {
      for fit in network.fits where network.fits.count > 1 {
        curves.append(
          Curve(
            network.name, x: fit.indices.map { Double($0 + 1) }, y: fit, style: .thin, color: index)
        )
      }
      let longest = network.fits.map(\.count).max() ?? 0
      let means = (0..<longest).map { epoch in
        let values = network.fits.compactMap { $0[safe: epoch] }
        return values.reduce(0, +) / Double(values.count)
      }
      curves.append(
        Curve(network.name, x: means.indices.map { Double($0 + 1) }, y: means, color: index))
    }
    return CurvesFigure(
      title: title, caption: caption, horizontal: PlotQuantity("epoch", unit: "count"),
      vertical: PlotQuantity("training loss", unit: "1"), curves: curves)
  }
}
