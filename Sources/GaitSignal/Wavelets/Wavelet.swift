/// An orthogonal wavelet of compact support.
///
/// References: I. Daubechies 1988, doi:10.1002/cpa.3160410705, and 1993, doi:10.1137/0524031.
public struct Wavelet: Hashable, Sendable {
  /// The kinds of wavelets.
  public enum Family: String, Hashable, Sendable, Codable, CaseIterable {
    /// Daubechies' wavelets of minimal phase, `db1` (Haar's) to `db10`.
    case daubechies
    /// Daubechies' wavelets of nearly linear phase, `sym2` to `sym10`.
    case symlet
    /// Wavelets whose scaling function has vanishing moments too, `coif1` to `coif5`.
    case coiflet
  }

  /// The kind.
  public let family: Family
  /// The number of vanishing moments; for coiflets half of it.
  public let order: Int
  /// The low-pass of reconstruction, whose taps add up to the square root of two.
  public let scalingFilter: [Double]

  /// Creates a wavelet.
  ///
  /// - Parameters:
  ///   - family: The kind.
  ///   - order: 1 to 10 for Daubechies' wavelets, 2 to 10 for symlets, 1 to 5 for coiflets.
  /// - Throws: `SignalError.invalidOrder` for any other.
  public init(_ family: Family, order: Int) throws(SignalError) {
    let filters: [Int: [Double]] =
      switch family {
      case .daubechies: Wavelet.daubechiesFilters
      case .symlet: Wavelet.symletFilters
      case .coiflet: Wavelet.coifletFilters
      }
    guard let filter = filters[order] else {
      let allowed = (filters.keys.min() ?? 1)...(filters.keys.max() ?? 1)
      throw .invalidOrder(operation: "\(family.rawValue) wavelet", order: order, allowed: allowed)
    }
    self.family = family
    self.order = order
    scalingFilter = filter
  }

  /// The number of taps of each filter.
  public var length: Int { scalingFilter.count }

  /// The number of moments of the wavelet that are zero: polynomials below this degree leave no
  /// details.
  public var vanishingMoments: Int { family == .coiflet ? 2 * order : order }

  /// The low-pass of decomposition.
  public var decompositionLowPass: [Double] { scalingFilter.reversed() }

  /// The high-pass of decomposition.
  public var decompositionHighPass: [Double] { reconstructionHighPass.reversed() }

  /// The high-pass of reconstruction: the low-pass backwards with alternating signs.
  public var reconstructionHighPass: [Double] {
    scalingFilter.reversed().enumerated().map { $0.offset % 2 == 0 ? $0.element : -$0.element }
  }

  /// The most levels that make sense for a signal: on the last one a filter still fits.
  public func maximumLevel(forCount count: Int) -> Int {
    guard length > 1, count >= length - 1 else { return 0 }
    var level = 0
    while (length - 1) << (level + 1) <= count { level += 1 }
    return level
  }
}

extension Wavelet: Codable {
  private enum CodingKeys: String, CodingKey {
    case family, order
  }

  /// Reads a wavelet by its family and order.
  ///
  /// - Throws: `SignalError.invalidOrder` for an order that the family lacks.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      container.decode(Family.self, forKey: .family),
      order: container.decode(Int.self, forKey: .order))
  }

  /// Writes the family and the order.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(family, forKey: .family)
    try container.encode(order, forKey: .order)
  }
}
