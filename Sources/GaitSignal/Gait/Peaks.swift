/// A local maximum of a sampled signal.
public struct Peak: Hashable, Sendable, Codable {
  /// The sample, from 0; the middle one of a flat top, rounded down.
  public let index: Int
  /// The signal there.
  public let height: Double
  /// How far the signal falls on both sides before it rises above the peak.
  public let prominence: Double
}

/// The local maxima of a signal that stand high enough, far enough apart, and out far enough.
///
/// The same peaks as SciPy's `find_peaks` with `height`, `distance` and `prominence`: a flat top
/// counts once, at its middle; the ends never count; of two peaks too close the lower is dropped;
/// conditions are applied in the order height, distance, prominence. A missing sample (NaN) ends a
/// run, and a peak is looked for within each run on its own.
///
/// - Parameters:
///   - values: The samples; NaN where missing.
///   - minimumHeight: The least height.
///   - minimumDistance: The least number of samples between two peaks, at least 1.
///   - minimumProminence: The least prominence.
/// - Returns: The peaks in order of time.
public func peaks(
  of values: [Double], minimumHeight: Double = -.infinity, minimumDistance: Double = 1,
  minimumProminence: Double = 0
) -> [Peak] {
  let tops = presentRuns(of: values).flatMap { run in
    localMaxima(of: values, in: run).filter { values[$0] >= minimumHeight }
      .map { (index: $0, run: run) }
  }
  let kept = farApart(tops.map(\.index), values, minimumDistance)
  return zip(tops, kept).compactMap { top, isKept in
    guard isKept else { return nil }
    let prominence = prominence(of: top.index, values, in: top.run)
    guard prominence >= minimumProminence else { return nil }
    return Peak(index: top.index, height: values[top.index], prominence: prominence)
  }
}

private func localMaxima(of values: [Double], in run: Range<Int>) -> [Int] {
  var found: [Int] = []
  var index = run.lowerBound + 1
  while index < run.upperBound - 1 {
    if values[index - 1] < values[index] {
      var ahead = index + 1
      while ahead < run.upperBound - 1, values[ahead] == values[index] { ahead += 1 }
      if values[ahead] < values[index] {
        found.append((index + ahead - 1) / 2)
        index = ahead
      }
    }
    index += 1
  }
  return found
}

private func farApart(_ tops: [Int], _ values: [Double], _ distance: Double) -> [Bool] {
  var kept = [Bool](repeating: true, count: tops.count)
  // Of equally high peaks the later one wins, as in SciPy, whose stable order is read backwards.
  let byHeight = tops.indices.sorted { (values[tops[$0]], $0) > (values[tops[$1]], $1) }
  let gap = Int(max(1, distance.rounded(.up)))
  for place in byHeight where kept[place] {
    var other = place - 1
    while other >= 0, tops[place] - tops[other] < gap {
      kept[other] = false
      other -= 1
    }
    other = place + 1
    while other < tops.count, tops[other] - tops[place] < gap {
      kept[other] = false
      other += 1
    }
  }
  return kept
}

private func prominence(of index: Int, _ values: [Double], in run: Range<Int>) -> Double {
  let height = values[index]
  func lowest(_ places: some Sequence<Int>) -> Double {
    var least = height
    for place in places {
      if values[place] > height { break }
      least = min(least, values[place])
    }
    return least
  }
  let left = lowest(stride(from: index, through: run.lowerBound, by: -1))
  let right = lowest(index..<run.upperBound)
  return height - max(left, right)
}
