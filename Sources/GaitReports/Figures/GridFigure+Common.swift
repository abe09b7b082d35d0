import GaitEvaluation

extension GridFigure {
  /// A confusion matrix: counts in the cells, coloured by the share of the true class.
  ///
  /// - Parameters:
  ///   - title: The line above the drawing.
  ///   - caption: What a reader has to know.
  ///   - matrix: The counts.
  ///   - names: The classes' names, in the matrix's order.
  /// - Returns: A figure of as many rows and columns as there are classes.
  public static func confusion(
    title: String, caption: String = "", _ matrix: ConfusionMatrix, names: [String]
  ) -> GridFigure {
    let shares = matrix.counts.map { row in
      let total = Double(row.reduce(0, +))
      return row.map { total > 0 ? 100 * Double($0) / total : .nan }
    }
    return GridFigure(
      title: title, caption: caption, rows: (PlotQuantity("measured", unit: "class"), names),
      columns: (PlotQuantity("predicted", unit: "class"), names),
      value: PlotQuantity("share of the measured class", unit: "%"), values: shares,
      scale: .sequential(0...100),
      cellTexts: zip(matrix.counts, shares).map { counts, shares in
        zip(counts, shares).map { "\($0) (\(MarkupText.number($1, decimals: 0)) %)" }
      })
  }

  /// Which values are missing: the share by variable and by visit, centre or fold.
  public static func missing(
    title: String, caption: String = "", variables: [String],
    groups: (quantity: PlotQuantity, names: [String]), shares: [[Double]]
  ) -> GridFigure {
    GridFigure(
      title: title, caption: caption,
      rows: (PlotQuantity("variable", unit: "name"), variables), columns: groups,
      value: PlotQuantity("missing", unit: "%"), values: shares.map { $0.map { 100 * $0 } },
      scale: .sequential(0...100))
  }
}
