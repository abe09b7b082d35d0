import GaitTensor

/// Where in the gait cycle one stream looks for another, averaged over windows.
///
/// Attention weights say what a layer read, not what the answer depends on; they stand beside
/// attributions, not in their place (Jain, Wallace 2019, doi:10.18653/v1/N19-1357).
public struct PhaseAttention: Sendable, Codable, Equatable {
  /// Bins of the gait cycle, from one initial contact of the leg to the next.
  public let binCount: Int
  private var mass: [Double]
  private var keyShare: [Double]
  private var queries: [Double]

  /// No windows yet.
  ///
  /// - Precondition: At least one bin.
  public init(binCount: Int = 20) {
    precondition(binCount > 0, "PhaseAttention: \(binCount) bins")
    self.binCount = binCount
    mass = [Double](repeating: 0, count: binCount * binCount)
    keyShare = mass
    queries = [Double](repeating: 0, count: binCount)
  }

  /// Adds windows.
  ///
  /// - Parameters:
  ///   - weights: The attention from each step to each step [window, time, time]; rows sum to 1.
  ///   - phases: The phase of each step of each window, from 0 to 1; NaN where no cycle holds it.
  public mutating func add(_ weights: Tensor, phases: [[Double]]) {
    precondition(
      weights.shape.rank == 3 && weights.shape[0] == phases.count
        && phases.allSatisfy { $0.count == weights.shape[1] }
        && weights.shape[1] == weights.shape[2],
      "PhaseAttention: weights \(weights.shape) for \(phases.count) windows")
    let time = weights.shape[1]
    let values = weights.elements
    for (window, own) in phases.enumerated() {
      let bins = own.map { phase -> Int? in
        phase.isFinite ? min(binCount - 1, max(0, Int(phase * Double(binCount)))) : nil
      }
      var share = [Double](repeating: 0, count: binCount)
      for case let bin? in bins { share[bin] += 1 / Double(time) }
      for (step, query) in bins.enumerated() {
        guard let query else { continue }
        queries[query] += 1
        let row = (window * time + step) * time
        for (place, key) in bins.enumerated() {
          if let key { mass[query * binCount + key] += Double(values[row + place]) }
        }
        for bin in 0..<binCount { keyShare[query * binCount + bin] += share[bin] }
      }
    }
  }

  /// Adds what another one was told.
  ///
  /// - Precondition: Equal bins.
  public mutating func merge(_ other: PhaseAttention) {
    precondition(binCount == other.binCount, "PhaseAttention: \(binCount), \(other.binCount) bins")
    for place in mass.indices {
      mass[place] += other.mass[place]
      keyShare[place] += other.keyShare[place]
    }
    for bin in queries.indices { queries[bin] += other.queries[bin] }
  }

  /// The mean attention that steps of one phase pay to steps of another [asking bin][answering bin];
  /// NaN where no step asked.
  public var means: [[Double]] {
    (0..<binCount).map { query in
      (0..<binCount).map { mass[query * binCount + $0] / queries[query] }
    }
  }

  /// The attention in proportion to what even attention would pay: 1 everywhere where a layer looks
  /// nowhere in particular; NaN where the windows of a phase hold nothing of the other.
  public var lifts: [[Double]] {
    (0..<binCount).map { query in
      (0..<binCount).map { mass[query * binCount + $0] / keyShare[query * binCount + $0] }
    }
  }

  /// The lift of each answering phase over all steps that asked.
  public var lift: [Double] {
    (0..<binCount).map { key in
      let rows = 0..<binCount
      return rows.reduce(0) { $0 + mass[$1 * binCount + key] }
        / rows.reduce(0) { $0 + keyShare[$1 * binCount + key] }
    }
  }
}
