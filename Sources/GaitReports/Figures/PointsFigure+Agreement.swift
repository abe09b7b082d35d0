import GaitEvaluation

extension PointsFigure {
  /// A Bland-Altman plot: differences against means, the bias and the limits of agreement.
  ///
  /// Shaded are the intervals of the three lines. Bland and Altman 1986,
  /// doi:10.1016/S0140-6736(86)90837-8.
  ///
  /// - Parameters:
  ///   - title: The line above the drawing.
  ///   - caption: What a reader has to know.
  ///   - quantity: What both methods measure.
  ///   - agreement: The agreement of predicted and measured values.
  /// - Returns: A figure with one point a pair and three level lines.
  public static func agreement(
    title: String, caption: String = "", _ quantity: PlotQuantity, _ agreement: BlandAltman
  ) -> PointsFigure {
    func level(_ name: String, _ interval: ConfidenceInterval) -> Level {
      Level(
        "\(name) \(MarkupText.number(interval.estimate))", y: interval.estimate,
        interval: interval.lower <= interval.upper ? interval.lower...interval.upper : nil)
    }
    return PointsFigure(
      title: title, caption: caption,
      horizontal: PlotQuantity("mean of both, \(quantity.name)", unit: quantity.unit),
      vertical: PlotQuantity("predicted − measured", unit: quantity.unit),
      groups: [Group("pairs", x: agreement.means, y: agreement.differences)],
      levels: [
        level("upper", agreement.upperLimit), level("bias", agreement.bias),
        level("lower", agreement.lowerLimit),
      ])
  }

  /// Predicted against measured values, with the line where both are equal.
  public static func predictedAgainstMeasured(
    title: String, caption: String = "", _ quantity: PlotQuantity, _ groups: [Group]
  ) -> PointsFigure {
    PointsFigure(
      title: title, caption: caption,
      horizontal: PlotQuantity("measured \(quantity.name)", unit: quantity.unit),
      vertical: PlotQuantity("predicted \(quantity.name)", unit: quantity.unit), groups: groups,
      isIdentityDrawn: true)
  }
}
