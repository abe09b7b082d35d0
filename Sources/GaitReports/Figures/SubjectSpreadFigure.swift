/// One row a person, one point a predictor: the honest view of who is predicted badly.
public struct SubjectSpreadFigure: Figure {
  /// The scores of one predictor.
  public struct Predictor: Hashable, Sendable {
    /// The name in the legend.
    public var name: String
    /// Its score by person; a person without one has no point.
    public var scores: [String: Double]

    /// A predictor's scores by person.
    public init(_ name: String, scores: [String: Double]) {
      self.name = name
      self.scores = scores
    }
  }

  /// The line above the drawing.
  public var title: String
  /// What a reader has to know.
  public var caption: String
  /// The score.
  public var quantity: PlotQuantity
  /// The predictors; people are sorted by the first one's score.
  public var predictors: [Predictor]
  /// How many rows are drawn at most: the lowest and the highest scores remain.
  public var rowLimit: Int

  /// A figure of scores by person.
  public init(
    title: String, caption: String = "", quantity: PlotQuantity, predictors: [Predictor],
    rowLimit: Int = 40
  ) {
    self.title = title
    self.caption = caption
    self.quantity = quantity
    self.predictors = predictors
    self.rowLimit = rowLimit
  }

  /// Everybody, by the first predictor's score, best first; ties and the absent by name.
  private var people: [String] {
    let all = Set(predictors.flatMap(\.scores.keys)).sorted()
    let first = predictors.first?.scores ?? [:]
    return all.sorted { (first[$0] ?? -.infinity, $1) > (first[$1] ?? -.infinity, $0) }
  }

  /// The drawing.
  public var drawing: String {
    var people = people
    let hidden = max(0, people.count - rowLimit)
    if hidden > 0 {
      people = Array(people.prefix(rowLimit / 2) + people.suffix(rowLimit - rowLimit / 2))
    }
    let legend = Legend(
      predictors.enumerated().map {
        Legend.Entry(name: $1.name, color: Palette.series($0), mark: .point(PlotMarker(series: $0)))
      }, width: PlotFrame.figureWidth - 20)
    let scores = predictors.lazy.flatMap { predictor in
      people.compactMap { predictor.scores[$0] }
    }
    let rows = RowFrame(
      names: people, axis: PlotAxis(quantity, scores), top: legend.height + 10, rowHeight: 16)
    var canvas = SVGCanvas(
      width: PlotFrame.figureWidth, height: rows.bottom + (hidden > 0 ? 16 : 0))
    legend.draw(on: &canvas, at: SVGPoint(10, 4))
    rows.draw(on: &canvas)
    for (row, person) in people.enumerated() {
      let own = predictors.compactMap { $0.scores[person] }.filter(\.isFinite)
      guard let low = own.min(), let high = own.max() else { continue }
      canvas.line(
        SVGPoint(rows.x(low), rows.y(row)), SVGPoint(rows.x(high), rows.y(row)),
        SVGCanvas.Stroke(Palette.absent, width: 1.2))
      for (index, predictor) in predictors.enumerated() {
        guard let score = predictor.scores[person] else { continue }
        canvas.circle(
          SVGPoint(rows.x(score), rows.y(row)), radius: 3.2, fill: Palette.series(index),
          hint: "\(person), \(predictor.name): \(MarkupText.number(score, decimals: 3))")
      }
    }
    if hidden > 0 {
      canvas.write(
        "\(hidden) people between the upper and the lower half are in the table only",
        at: SVGPoint(PlotFrame.figureWidth / 2, rows.bottom + 8), size: 10, anchor: .middle,
        color: Palette.quiet)
    }
    return canvas.markup(title: title)
  }

  /// One row a person, one column a predictor.
  public var table: DataTable {
    DataTable(
      caption: title,
      columns: [DataTable.Column("person")]
        + predictors.map { DataTable.Column("\(quantity.name), \($0.name)", unit: quantity.unit) },
      rows: people.map { person in
        [.text(person)] + predictors.map { DataTable.cell($0.scores[person]) }
      })
  }
}
