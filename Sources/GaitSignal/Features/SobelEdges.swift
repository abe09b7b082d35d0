/// Edges of an image by Sobel's operator: the slope across, smoothed along.
///
/// The slopes equal `scipy.ndimage.sobel`, with pixels beyond the border mirrored; they are eight
/// times the slope in brightness per pixel. Reference: I. Sobel and G. Feldman 1968.
public struct SobelEdges: Hashable, Sendable, Codable {
  /// The number of columns.
  public let width: Int
  /// The number of rows.
  public let height: Int
  /// The slope from left to right at each pixel, row by row.
  public let horizontal: [Double]
  /// The slope from top to bottom at each pixel, row by row.
  public let vertical: [Double]

  /// Finds the edges of an image.
  ///
  /// - Parameters:
  ///   - pixels: The brightnesses, row by row.
  ///   - width: The number of columns.
  ///   - height: The number of rows.
  /// - Throws: `SignalError.differentLengths` if the pixels do not fill the image;
  ///   `SignalError.invalidParameter` for an empty one.
  public init(of pixels: [Double], width: Int, height: Int) throws(SignalError) {
    guard width > 0, height > 0, width <= 1 << 20, height <= 1 << 20 else {
      throw .invalidParameter(
        operation: "Sobel edges", expected: "an image of at least one pixel",
        found: "\(width) by \(height)")
    }
    guard pixels.count == width * height else {
      throw .differentLengths(
        operation: "Sobel edges", expected: width * height, found: pixels.count)
    }
    self.width = width
    self.height = height
    var horizontal = [Double](repeating: 0, count: pixels.count)
    var vertical = horizontal
    for row in 0..<height {
      let above = max(row - 1, 0) * width
      let here = row * width
      let below = min(row + 1, height - 1) * width
      for column in 0..<width {
        let left = max(column - 1, 0)
        let right = min(column + 1, width - 1)
        let rightSide = pixels[above + right] + 2 * pixels[here + right] + pixels[below + right]
        let leftSide = pixels[above + left] + 2 * pixels[here + left] + pixels[below + left]
        let lower = pixels[below + left] + 2 * pixels[below + column] + pixels[below + right]
        let upper = pixels[above + left] + 2 * pixels[above + column] + pixels[above + right]
        horizontal[here + column] = rightSide - leftSide
        vertical[here + column] = lower - upper
      }
    }
    self.horizontal = horizontal
    self.vertical = vertical
  }

  /// The steepness at each pixel, row by row.
  public var magnitude: [Double] {
    zip(horizontal, vertical).map { ($0 * $0 + $1 * $1).squareRoot() }
  }

  /// The mean steepness.
  public var meanMagnitude: Double { magnitude.reduce(0, +) / Double(width * height) }

  /// The share of pixels that are steeper than a threshold.
  public func density(above threshold: Double) -> Double {
    Double(magnitude.count { $0 > threshold }) / Double(width * height)
  }
}
