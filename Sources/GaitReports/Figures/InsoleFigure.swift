/// The pressure under both feet with the path of its centre.
public struct InsoleFigure: Figure {
  /// One foot.
  public struct Foot: Hashable, Sendable {
    /// A sensor: its place and its value.
    public struct Sensor: Hashable, Sendable {
      /// Across the insole, -0.5 (medial) to 0.5 (lateral) of its width.
      public var lateral: Double
      /// Along the insole, -0.5 (heel) to 0.5 (toe) of its length.
      public var anterior: Double
      /// The value; nan for a dead sensor.
      public var value: Double

      /// A sensor at a place.
      public init(lateral: Double, anterior: Double, value: Double) {
        self.lateral = lateral
        self.anterior = anterior
        self.value = value
      }
    }

    /// Whether it is the left foot, drawn at the left.
    public var isLeft: Bool
    /// The sensors.
    public var sensors: [Sensor]
    /// The centre of pressure over time, in the sensors' coordinates; nan parts the path.
    public var path: (lateral: [Double], anterior: [Double]) {
      get { (pathLateral, pathAnterior) }
      set { (pathLateral, pathAnterior) = newValue }
    }
    private var pathLateral: [Double]
    private var pathAnterior: [Double]

    /// A foot of sensors, with the path of the centre of pressure.
    ///
    /// - Precondition: Both coordinates of the path are equally long.
    public init(
      isLeft: Bool, sensors: [Sensor], path: (lateral: [Double], anterior: [Double]) = ([], [])
    ) {
      precondition(
        path.lateral.count == path.anterior.count,
        "InsoleFigure.Foot: a path of \(path.lateral.count) and \(path.anterior.count) coordinates")
      self.isLeft = isLeft
      self.sensors = sensors
      (pathLateral, pathAnterior) = path
    }
  }

  /// The line above the drawing.
  public var title: String
  /// What a reader has to know.
  public var caption: String
  /// What the colour means.
  public var quantity: PlotQuantity
  /// The feet.
  public var feet: [Foot]

  private static let soleLength = 270.0
  private static let soleWidth = 104.0
  private static let top = 44.0

  /// A figure of insoles.
  public init(title: String, caption: String = "", quantity: PlotQuantity, feet: [Foot]) {
    self.title = title
    self.caption = caption
    self.quantity = quantity
    self.feet = feet
  }

  /// The drawing: toes up, medial sides towards each other.
  public var drawing: String {
    let colors = GridColors(
      .sequential(nil), feet.lazy.flatMap { $0.sensors.map(\.value) } + [0])
    var canvas = SVGCanvas(width: PlotFrame.figureWidth, height: Self.top + Self.soleLength + 66)
    for foot in feet { draw(foot, colors, on: &canvas) }
    drawScale(colors, on: &canvas)
    return canvas.markup(title: title)
  }

  private func draw(_ foot: Foot, _ colors: GridColors, on canvas: inout SVGCanvas) {
    let middle = PlotFrame.figureWidth / 2 + (foot.isLeft ? -92 : 92)
    func place(_ lateral: Double, _ anterior: Double) -> SVGPoint {
      SVGPoint(
        middle + (foot.isLeft ? -1 : 1) * lateral * Self.soleWidth,
        Self.top + (0.5 - anterior) * Self.soleLength)
    }
    canvas.write(
      foot.isLeft ? "left" : "right", at: SVGPoint(middle, Self.top - 26), size: 11,
      anchor: .middle)
    canvas.polygon(
      Self.outline.map { place($0.lateral, $0.anterior) }, fill: "#f5f7fa",
      stroke: SVGCanvas.Stroke(Palette.absent, width: 1.2))
    let radius = foot.sensors.count > 10 ? 10.0 : 13.0
    for (index, sensor) in foot.sensors.enumerated() {
      let color = sensor.value.isFinite ? colors.color(sensor.value) : Palette.absent
      canvas.circle(
        place(sensor.lateral, sensor.anterior), radius: radius, fill: color,
        stroke: SVGCanvas.Stroke("#ffffff", width: 1),
        hint:
          "sensor \(index + 1): \(MarkupText.number(sensor.value, decimals: 3)) \(quantity.unit)")
    }
    let path = zip(foot.path.lateral, foot.path.anterior).map { place($0, $1) }
    canvas.polyline(path, SVGCanvas.Stroke("#ffffff", width: 4))
    canvas.polyline(path, SVGCanvas.Stroke("#d55e00", width: 2))
  }

  private func drawScale(_ colors: GridColors, on canvas: inout SVGCanvas) {
    let (left, width, top) = (110.0, 220.0, Self.top + Self.soleLength + 18)
    let range = colors.range
    for step in 0..<44 {
      let share = (Double(step) + 0.5) / 44
      canvas.rectangle(
        SVGPoint(left + width * Double(step) / 44, top), width: width / 44 + 0.3, height: 9,
        fill: colors.color(range.lowerBound + share * (range.upperBound - range.lowerBound)))
    }
    canvas.write(
      MarkupText.number(range.lowerBound), at: SVGPoint(left - 6, top + 8.5), size: 10,
      anchor: .end, color: Palette.quiet)
    canvas.write(
      MarkupText.number(range.upperBound), at: SVGPoint(left + width + 6, top + 8.5), size: 10,
      color: Palette.quiet)
    canvas.write(
      quantity.title + "; line: path of the centre of pressure",
      at: SVGPoint(left + width / 2, top + 26), size: 11, anchor: .middle)
  }

  /// The edge of a sole, toes up; lateral is positive.
  ///
  /// Drawn by eye, for orientation only.
  private static let outline: [(lateral: Double, anterior: Double)] = [
    (-0.02, -0.53), (0.16, -0.51), (0.30, -0.44), (0.36, -0.33), (0.37, -0.20), (0.40, -0.05),
    (0.47, 0.10), (0.53, 0.22), (0.52, 0.33), (0.44, 0.43), (0.28, 0.51), (0.08, 0.55),
    (-0.16, 0.56), (-0.34, 0.52), (-0.46, 0.42), (-0.51, 0.29), (-0.47, 0.15), (-0.36, 0.02),
    (-0.28, -0.10), (-0.28, -0.22), (-0.33, -0.34), (-0.30, -0.44), (-0.18, -0.51),
  ]

  /// One row a sensor, then one a point of the path.
  public var table: DataTable {
    var table = DataTable(
      caption: title,
      columns: [
        DataTable.Column("foot"), DataTable.Column("item"),
        DataTable.Column("lateral", unit: "share of width"),
        DataTable.Column("anterior", unit: "share of length"),
        DataTable.Column(quantity.name, unit: quantity.unit),
      ])
    for foot in feet {
      let side = foot.isLeft ? "left" : "right"
      for (index, sensor) in foot.sensors.enumerated() {
        table.append([
          .text(side), .text("sensor \(index + 1)"), DataTable.cell(sensor.lateral),
          DataTable.cell(sensor.anterior), DataTable.cell(sensor.value),
        ])
      }
      for (lateral, anterior) in zip(foot.path.lateral, foot.path.anterior) {
        table.append([
          .text(side), "centre of pressure", DataTable.cell(lateral), DataTable.cell(anterior),
          .missing,
        ])
      }
    }
    return table
  }
}
