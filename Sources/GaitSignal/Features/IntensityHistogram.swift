/// How the brightness of an image's pixels is distributed.
///
/// The counts equal NumPy's `histogram`: bins of equal width, closed below and open above, the last
/// one closed on both sides.
public struct IntensityHistogram: Hashable, Sendable, Codable {
  /// The pixels in each bin.
  public let counts: [Int]
  /// The least and the greatest brightness counted.
  public let range: ClosedRange<Double>

  /// Counts pixels.
  ///
  /// - Parameters:
  ///   - pixels: The brightnesses; NaN where missing, which is not counted.
  ///   - range: What is counted; pixels outside are left out.
  ///   - binCount: The number of bins.
  /// - Throws: `SignalError.invalidParameter` for no bins or an empty range.
  public init(
    of pixels: [Double], range: ClosedRange<Double> = 0...1, binCount: Int = 256
  ) throws(SignalError) {
    let width = range.upperBound - range.lowerBound
    guard (1...65536).contains(binCount), width > 0, width.isFinite else {
      throw .invalidParameter(
        operation: "histogram", expected: "1 to 65536 bins over a range that is not empty",
        found: "\(binCount) bins over \(range)")
    }
    var counts = [Int](repeating: 0, count: binCount)
    let edges = (0...binCount).map { bin in
      bin == binCount
        ? range.upperBound : range.lowerBound + Double(bin) * (width / Double(binCount))
    }
    for pixel in pixels where range.contains(pixel) {
      var bin = min(binCount - 1, Int((pixel - range.lowerBound) / width * Double(binCount)))
      // The division may land on the wrong side of an edge.
      if pixel < edges[bin] {
        bin -= 1
      } else if bin + 1 < binCount, pixel >= edges[bin + 1] {
        bin += 1
      }
      counts[bin] += 1
    }
    self.counts = counts
    self.range = range
  }

  /// The middle of each bin.
  public var centres: [Double] {
    let width = (range.upperBound - range.lowerBound) / Double(counts.count)
    return counts.indices.map { range.lowerBound + (Double($0) + 0.5) * width }
  }

  /// The mean brightness, each pixel taken at the middle of its bin; NaN without pixels.
  public var mean: Double {
    zip(centres, counts).reduce(0) { $0 + $1.0 * Double($1.1) } / Double(counts.reduce(0, +))
  }

  /// The standard deviation of the brightness with divisor n; NaN without pixels.
  public var spread: Double {
    let mean = mean
    let squares = zip(centres, counts).reduce(0) { sum, bin in
      sum + (bin.0 - mean) * (bin.0 - mean) * Double(bin.1)
    }
    return (squares / Double(counts.reduce(0, +))).squareRoot()
  }
}
