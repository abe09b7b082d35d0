/// What an axis shows: a quantity and its unit.
public struct PlotQuantity: Hashable, Sendable {
  /// The quantity, such as `hip flexion moment`.
  public var name: String
  /// The unit as it is printed, such as `N m/kg`; `1` for a number without one.
  public var unit: String

  /// A quantity in a unit.
  public init(_ name: String, unit: String) {
    self.name = name
    self.unit = unit
  }

  /// What is written beside an axis: every axis names its unit.
  var title: String { unit == "1" ? "\(name) (no unit)" : "\(name) (\(unit))" }

  /// Whether it is counted, so that nothing lies between whole numbers.
  var isCounted: Bool { unit == "count" || unit == "number" }
}

/// One axis of a plot: marks, and the map from values to the drawing.
package struct PlotAxis {
  let ticks: TickMarks
  let title: String

  /// An axis over all finite values, or over a fixed range.
  init(
    _ quantity: PlotQuantity, _ values: some Sequence<Double>, fixed: ClosedRange<Double>? = nil,
    wanted: Int = 5
  ) {
    title = quantity.title
    if let fixed {
      ticks = TickMarks(fixed, wanted: wanted, isFixed: true, isWhole: quantity.isCounted)
      return
    }
    var (low, high) = (Double.infinity, -Double.infinity)
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
    }
    ticks = TickMarks(
      low <= high ? low...high : 0...1, wanted: wanted, isWhole: quantity.isCounted)
  }

  /// How far along the axis a value lies, 0 to 1; nan stays nan.
  func share(_ value: Double) -> Double {
    (value - ticks.range.lowerBound) / (ticks.range.upperBound - ticks.range.lowerBound)
  }
}
