import Foundation

/// Butterworth filters: as flat as possible in the pass band, -3 dB at the cut-off.
///
/// Designed from the analog prototype by the bilinear transform with warped cut-offs, in the order
/// of SciPy's `butter(..., output="sos")`, so that sections and results agree.
/// Reference: S. Butterworth, "On the theory of filter amplifiers", 1930.
public enum Butterworth {
  /// The orders that can be designed.
  public static let orders = 1...10

  /// Designs a filter.
  ///
  /// - Parameters:
  ///   - order: The order of the low-pass prototype; a band filter has twice as many poles.
  ///   - band: What passes.
  ///   - sampleRateHz: The sampling rate of the signals to be filtered.
  /// - Returns: The filter as second-order sections.
  /// - Throws: `SignalError.invalidOrder` or `SignalError.invalidCutoff`.
  public static func design(
    order: Int, _ band: FilterBand, sampleRateHz: Double
  ) throws(SignalError) -> SecondOrderSections {
    guard orders.contains(order) else {
      throw .invalidOrder(operation: "Butterworth filter", order: order, allowed: orders)
    }
    for edge in band.edgesHz {
      guard sampleRateHz > 0, sampleRateHz.isFinite, edge > 0, edge < sampleRateHz / 2 else {
        throw .invalidCutoff(
          operation: "Butterworth filter", cutoffHz: edge, sampleRateHz: sampleRateHz)
      }
    }
    if let low = band.edgesHz.first, let high = band.edgesHz.last, band.edgesHz.count == 2 {
      guard low < high else {
        throw .invalidParameter(
          operation: "Butterworth filter", expected: "a band above \(low) Hz",
          found: "an upper edge of \(high) Hz")
      }
    }
    // The bilinear transform squeezes the frequency axis; the cut-offs are stretched before it. Its
    // own sampling rate is arbitrary, 2 as in SciPy.
    let edges = band.edgesHz.map { 4 * tan(.pi * $0 / sampleRateHz) }
    return bilinear(analog(prototypePoles(order), band, edges)).sections()
  }

  /// Poles on the left half of the unit circle, at equal angles.
  private static func prototypePoles(_ order: Int) -> [Complex] {
    stride(from: 1 - order, to: order, by: 2).map { step in
      let angle = .pi * Double(step) / Double(2 * order)
      return Complex(-cos(angle), step == 0 ? 0 : -sin(angle))
    }
  }

  private static func analog(
    _ poles: [Complex], _ band: FilterBand, _ edges: [Double]
  ) -> ZerosPolesGain {
    let order = poles.count
    switch band {
    case .lowPass:
      return ZerosPolesGain(
        zeros: [], poles: poles.map { $0 * edges[0] }, gain: pow(edges[0], Double(order)))
    case .highPass:
      return ZerosPolesGain(
        zeros: Array(repeating: Complex(0), count: order),
        poles: poles.map { Complex(edges[0]) / $0 }, gain: 1)
    case .bandPass:
      let width = edges[1] - edges[0]
      return ZerosPolesGain(
        zeros: Array(repeating: Complex(0), count: order),
        poles: split(poles.map { $0 * (width / 2) }, around: edges[0] * edges[1]),
        gain: pow(width, Double(order)))
    case .bandStop:
      let half = Complex((edges[1] - edges[0]) / 2)
      let centre = (edges[0] * edges[1]).squareRoot()
      return ZerosPolesGain(
        zeros: Array(repeating: Complex(0, centre), count: order)
          + Array(repeating: Complex(0, -centre), count: order),
        poles: split(poles.map { half / $0 }, around: edges[0] * edges[1]), gain: 1)
    }
  }

  /// The two roots into which a shift of the band by the centre frequency splits each pole.
  private static func split(_ poles: [Complex], around squaredCentre: Double) -> [Complex] {
    let roots = poles.map { ($0 * $0 - Complex(squaredCentre)).squareRoot }
    return zip(poles, roots).map { $0 + $1 } + zip(poles, roots).map { $0 - $1 }
  }

  private static func bilinear(_ analog: ZerosPolesGain) -> ZerosPolesGain {
    let rate = Complex(4)
    var zeros = analog.zeros.map { (rate + $0) / (rate - $0) }
    zeros += Array(repeating: Complex(-1), count: analog.poles.count - analog.zeros.count)
    var scale = Complex(1)
    for zero in analog.zeros { scale = scale * (rate - zero) }
    for pole in analog.poles { scale = scale / (rate - pole) }
    return ZerosPolesGain(
      zeros: zeros, poles: analog.poles.map { (rate + $0) / (rate - $0) },
      gain: analog.gain * scale.real)
  }
}
