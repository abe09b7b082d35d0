import Foundation

/// Brings frames of a recording to the study's rate.
struct FrameClock {
  let sourceRateHz, targetRateHz: Double
  let sourceRange: Range<Int>
  let sourceStartS: Double

  private var isSameRate: Bool { abs(sourceRateHz / targetRateHz - 1) < 1e-3 }

  /// When the first frame of the range was recorded.
  var startTimeS: Double { sourceStartS + Double(sourceRange.lowerBound) / sourceRateHz }

  /// Frames at the target rate.
  var frameCount: Int {
    guard !isSameRate else { return sourceRange.count }
    return Int((Double(sourceRange.count - 1) / sourceRateHz * targetRateHz).rounded(.down)) + 1
  }

  /// The range's values with gaps closed by straight lines, ends held; nil where there are none.
  func filled(_ values: [Double]) -> [Double]? {
    var result = Array(values[sourceRange])
    guard let first = result.first(where: { !$0.isNaN }) else { return nil }
    var last = first
    var gapStart: Int?
    for index in result.indices {
      if result[index].isNaN {
        gapStart = gapStart ?? index
        result[index] = last
        continue
      }
      if let start = gapStart {
        let span = Double(index - start + 1)
        for place in start..<index {
          let share = Double(place - start + 1) / span
          result[place] = start == 0 ? result[index] : last + (result[index] - last) * share
        }
        gapStart = nil
      }
      last = result[index]
    }
    return result
  }

  /// Values of the range at the target rate, between neighbours by straight lines.
  func resampled(_ values: [Double]) -> [Double] {
    guard !isSameRate else { return values }
    return (0..<frameCount).map { Self.value(values, at: Double($0) * sourceRateHz / targetRateHz) }
  }

  /// A channel of the source at the target frames; NaN next to a missing sample.
  func sampled(_ values: [Double]) -> [Double] {
    resampled(Array(values[sourceRange]))
  }

  static func value(_ values: [Double], at place: Double) -> Double {
    let low = min(max(0, Int(place)), values.count - 1)
    let share = place - Double(low)
    guard share > 0, low + 1 < values.count else { return values[low] }
    return values[low] * (1 - share) + values[low + 1] * share
  }
}
