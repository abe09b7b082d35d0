import GaitModels

extension LegStudyConfiguration {
  /// Checks that sizes are positive, that heads divide the width, and the dropout rate.
  ///
  /// - Throws: `ConfigurationError.invalidValue`.
  func validateSizes() throws {
    try ConfigurationError.requirePositive(
      [
        ("windowLength", windowLength), ("hop", hop), ("batchSize", batchSize),
        ("stepsPerEpoch", stepsPerEpoch), ("epochs", epochs), ("hidden", hidden), ("heads", heads),
      ], model: Self.question.study)
    try ConfigurationError.require(
      hidden % heads == 0, model: Self.question.study, key: "heads",
      expected: "a divisor of hidden, \(hidden)", found: heads)
    try ConfigurationError.requireRate(dropout, model: Self.question.study)
  }

  /// Checks the rates, shares and limits of training and preparation.
  ///
  /// - Throws: `ConfigurationError.invalidValue`.
  func validateRanges() throws {
    func require<Value>(_ condition: Bool, _ key: String, _ expected: String, _ found: Value) throws
    {
      try ConfigurationError.require(
        condition, model: Self.question.study, key: key, expected: expected, found: found)
    }
    let positive: [(String, Double)] = [
      ("preparation.sampleRateHz", preparation.sampleRateHz),
      ("preparation.motionCutoffHz", preparation.motionCutoffHz),
      ("learningRate", Double(learningRate)), ("gradientNormLimit", gradientNormLimit),
      ("huberThreshold", Double(huberThreshold)), ("kernelPenalty", kernelPenalty),
      ("kernelWidth", kernelWidth), ("boosting.learningRate", boosting.learningRate),
    ]
    for (key, value) in positive {
      try require(value > 0 && value.isFinite, key, "a positive number", value)
    }
    let notNegative: [(String, Double)] = [
      ("warmUpSteps", Double(warmUpSteps)), ("ridgePenalty", ridgePenalty),
      ("forceWeight", Double(forceWeight)),
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
    try require(
      boosting.columnFraction > 0 && boosting.columnFraction <= 1, "boosting.columnFraction",
      "a share in 0<...1", boosting.columnFraction)
    try require(boosting.rounds > 0, "boosting.rounds", "a positive number", boosting.rounds)
    try require(boosting.leaves > 1, "boosting.leaves", "at least 2", boosting.leaves)
    for (key, value) in [
      ("finalRateShare", finalRateShare),
      ("augmentation.streamDropout", Double(augmentation.streamDropout)),
    ] {
      try require(value >= 0 && value <= 1, key, "a share in 0...1", value)
    }
  }
}
