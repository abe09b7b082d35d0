/// How often a predictor of durations puts two people in the right order.
package enum ConcordanceIndex {
  /// The share of comparable pairs in order, equal predictions counting half; nil without a pair.
  ///
  /// A pair is comparable if the shorter duration was seen to end. Harrell et al. 1982,
  /// doi:10.1001/jama.1982.03320430047030.
  ///
  /// - Precondition: All lists are equally long.
  package static func value(
    predicted: [Double], observed: [Double], isCensored: [Bool]
  ) -> Double? {
    precondition(
      predicted.count == observed.count && observed.count == isCensored.count,
      "ConcordanceIndex: \(predicted.count), \(observed.count), \(isCensored.count) values")
    var (pairs, inOrder) = (0.0, 0.0)
    for shorter in observed.indices where !isCensored[shorter] {
      for longer in observed.indices {
        let isLonger =
          observed[longer] > observed[shorter]
          || observed[longer] == observed[shorter] && isCensored[longer]
        guard isLonger else { continue }
        pairs += 1
        if predicted[longer] > predicted[shorter] {
          inOrder += 1
        } else if predicted[longer] == predicted[shorter] {
          inOrder += 0.5
        }
      }
    }
    return pairs > 0 ? inOrder / pairs : nil
  }
}
