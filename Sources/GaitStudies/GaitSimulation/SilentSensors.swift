/// The silence of sensors that carry nothing, which generators of means and of normal numbers lack.
///
/// An insole reads exactly nothing below its threshold, so in nearly all of the swing. At each point of
/// the cycle the smallest loads that a generator draws are silenced, as large a share of them as
/// the sensor was silent in training strides.
struct SilentSensors: Codable, Sendable {
  /// Loads below are nothing, `[phase, sensor]`.
  private let thresholds: [Float]

  /// Compares training strides with what a generator drew for their conditions.
  init(of strides: [Stride], drawn: [[Float]]) {
    let count = strides.first?.loads.count ?? 0
    thresholds = (0..<count).map { place in
      let silent = strides.count { $0.loads[place] == 0 }
      let loads = drawn.map { $0[place] }.sorted()
      let quiet = (silent * loads.count + strides.count / 2) / strides.count
      return quiet < loads.count ? loads[quiet] : .greatestFiniteMagnitude
    }
  }

  /// The loads of a stride, those of silent sensors nothing.
  func silenced(_ loads: [Float]) -> [Float] {
    zip(loads, thresholds).map { $0 < $1 ? 0 : $0 }
  }
}
