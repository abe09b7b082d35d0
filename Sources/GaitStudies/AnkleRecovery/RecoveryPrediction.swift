import GaitTensor

/// What a predictor says of a person.
struct RecoveryPrediction: Codable, Sendable {
  let participant: String
  var progress: Double
  /// The probability of each level; empty for a predictor of progress alone.
  var levels: [Double]
  /// Weeks to recovery; nil for a predictor of progress alone.
  var weeks: Double?
  var attention: Attention?

  /// Where ST-AMMFN looked.
  struct Attention: Codable, Sendable {
    /// By modality, in the order of demographics, clinical scores, biomechanics, insoles.
    var modalities: [Double]
    /// Over the visits with insoles.
    var insoleVisits: [Double]
    /// Over the stance, the mean of the visits with insoles.
    var stance: [Double]
  }

  /// The mean of several predictions of the same person.
  static func mean(_ predictions: [RecoveryPrediction]) -> RecoveryPrediction? {
    guard var result = predictions.first else { return nil }
    let count = Double(predictions.count)
    func average(_ rows: [[Double]]) -> [Double] {
      guard let width = rows.map(\.count).min() else { return [] }
      return (0..<width).map { place in rows.reduce(0) { $0 + $1[place] } / Double(rows.count) }
    }
    result.progress = predictions.reduce(0) { $0 + $1.progress } / count
    result.levels = average(predictions.map(\.levels))
    let weeks = predictions.compactMap(\.weeks)
    result.weeks = weeks.isEmpty ? nil : weeks.reduce(0, +) / Double(weeks.count)
    let looks = predictions.compactMap(\.attention)
    result.attention =
      looks.isEmpty
      ? nil
      : Attention(
        modalities: average(looks.map(\.modalities)),
        insoleVisits: average(looks.map(\.insoleVisits)), stance: average(looks.map(\.stance)))
    return result
  }
}
