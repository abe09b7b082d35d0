/// The colours of a grid's values, and the range they span.
struct GridColors {
  let range: ClosedRange<Double>
  private let isDiverging: Bool

  init(_ scale: GridFigure.Scale, _ values: some Sequence<Double>) {
    var (low, high) = (Double.infinity, -Double.infinity)
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
    }
    if low > high { (low, high) = (0, 1) }
    switch scale {
    case .sequential(let fixed):
      isDiverging = false
      range = fixed ?? (low < high ? low...high : low...(low + 1))
    case .diverging:
      isDiverging = true
      let extent = max(abs(low), abs(high))
      range = extent > 0 ? -extent...extent : -1...1
    }
  }

  func color(_ value: Double) -> String {
    let width = range.upperBound - range.lowerBound
    let share = width > 0 ? (value - range.lowerBound) / width : 0
    return isDiverging ? Palette.diverging(2 * share - 1) : Palette.sequential(share)
  }
}
