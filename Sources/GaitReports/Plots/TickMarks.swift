import Foundation

/// The round numbers that an axis is marked with.
package struct TickMarks: Hashable, Sendable {
  /// The marked values, ascending.
  package let values: [Double]
  /// What is written at each.
  package let labels: [String]
  /// The ends of the axis: the range of the data, widened to round numbers.
  package let range: ClosedRange<Double>

  /// Marks at steps of 1, 2 or 5 times a power of ten.
  ///
  /// - Parameters:
  ///   - data: The range of what is drawn; one without extent is widened.
  ///   - wanted: About how many steps.
  ///   - isFixed: Whether the ends stay where the data end, as for a probability.
  ///   - isWhole: Whether only whole numbers are marked, as for things that are counted.
  package init(
    _ data: ClosedRange<Double>, wanted: Int = 5, isFixed: Bool = false, isWhole: Bool = false
  ) {
    var (low, high) = (data.lowerBound, data.upperBound)
    if !(high - low > 1e-12 * max(abs(low), abs(high))) {
      let margin = low == 0 ? 1 : abs(low) * 0.1
      (low, high) = (low - margin, high + margin)
    }
    let rough = (high - low) / Double(max(1, wanted))
    let power = pow(10, floor(log10(rough)))
    let round = power * ([1, 2, 5, 10].first { $0 * power >= rough * 0.999 } ?? 10)
    let step = isWhole ? max(1, round) : round
    let slack = 1e-9 * step
    let first = isFixed ? ceil((low - slack) / step) : floor((low + slack) / step)
    let last = isFixed ? floor((high + slack) / step) : ceil((high - slack) / step)
    let count = max(0, min(1000, Int(last - first)))
    values = (0...count).map { (first + Double($0)) * step }
    range = isFixed ? low...high : (first * step)...(max(last, first + 1) * step)
    let decimals = max(0, Int(ceil(-log10(step) - 1e-9)))
    let largest = max(abs(low), abs(high))
    labels = values.map { value in
      if largest >= 1e6 || decimals > 6 {
        let text = String(format: "%.3g", locale: MarkupText.posix, value)
        return text.replacingOccurrences(of: "e+0", with: "e").replacingOccurrences(
          of: "e-0", with: "e-")
      }
      return MarkupText.fixed(value, decimals: decimals)
    }
  }
}
