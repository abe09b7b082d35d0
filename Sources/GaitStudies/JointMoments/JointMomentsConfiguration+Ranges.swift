import GaitModels

extension JointMomentsConfiguration {
  /// Checks the rates, shares and limits of training and preparation.
  ///
  /// - Throws: `ConfigurationError.invalidValue`.
  func validateRanges() throws {
    func require<Value>(_ condition: Bool, _ key: String, _ expected: String, _ found: Value) throws
    {
      try ConfigurationError.require(
        condition, model: JointMomentsStudy.name, key: key, expected: expected, found: found)
    }
    let positive: [(String, Double)] = [
      ("preparation.sampleRateHz", preparation.sampleRateHz),
      ("preparation.motionCutoffHz", preparation.motionCutoffHz),
      ("learningRate", Double(learningRate)), ("gradientNormLimit", gradientNormLimit),
      ("huberThreshold", Double(huberThreshold)),
    ]
    for (key, value) in positive {
      try require(value > 0 && value.isFinite, key, "a positive number", value)
    }
    let notNegative: [(String, Double)] = [
      ("warmUpSteps", Double(warmUpSteps)), ("ridgePenalty", ridgePenalty),
      ("weightDecay", Double(weightDecay)), ("partialContactNPerKg", partialContactNPerKg),
      ("augmentation.noise", Double(augmentation.noise)),
      ("augmentation.offset", Double(augmentation.offset)),
      ("augmentation.scaling", Double(augmentation.scaling)),
    ]
    for (key, value) in notNegative {
      try require(value >= 0 && value.isFinite, key, "a number of at least 0", value)
    }
    let shares: [(String, Double)] = [
      ("swingWeight", Double(swingWeight)), ("averagingDecay", Double(averagingDecay)),
      ("augmentation.timeWarp", augmentation.timeWarp),
    ]
    for (key, value) in shares {
      try require(value >= 0 && value < 1, key, "a share in 0..<1", value)
    }
    for (key, value) in [
      ("finalRateShare", finalRateShare),
      ("augmentation.streamDropout", Double(augmentation.streamDropout)),
    ] {
      try require(value >= 0 && value <= 1, key, "a share in 0...1", value)
    }
  }
}
