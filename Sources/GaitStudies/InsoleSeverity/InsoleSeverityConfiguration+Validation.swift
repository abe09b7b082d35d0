import GaitModels

extension InsoleSeverityConfiguration {
  /// Checks sizes, rates, shares and the ensemble's members.
  ///
  /// - Throws: `ConfigurationError.invalidValue`.
  public func validate() throws {
    func require<Value>(_ condition: Bool, _ key: String, _ expected: String, _ found: Value) throws
    {
      try ConfigurationError.require(
        condition, model: InsoleSeverityStudy.name, key: key, expected: expected, found: found)
    }
    for (key, value, least) in [
      ("phases", phases, 4), ("folds", folds, 2), ("innerFolds", innerFolds, 2),
      ("seeds", seeds, 1), ("treeCount", treeCount, 1), ("boostingRounds", boostingRounds, 1),
      ("epochs", epochs, 1), ("stepsPerEpoch", stepsPerEpoch, 1), ("warmUpSteps", warmUpSteps, 0),
    ] {
      try require(value >= least, key, "a number of at least \(least)", value)
    }
    try require(width > 0 && width % 2 == 0, "width", "an even width", width)
    try require(
      contactShare > 0 && contactShare < 1, "contactShare", "a share between 0 and 1", contactShare)
    try require(dropout >= 0 && dropout < 1, "dropout", "a rate in 0..<1", dropout)
    for (key, value) in [("noise", Double(noise)), ("weightDecay", Double(weightDecay))] {
      try require(value >= 0 && value.isFinite, key, "a number of at least 0", value)
    }
    var positive: [(String, Double)] = [
      ("windowS", windowS), ("outlierLimit", outlierLimit), ("logisticCost", logisticCost),
      ("supportCost", supportCost), ("supportSharpness", supportSharpness),
      ("learningRate", Double(learningRate)), ("gradientNormLimit", gradientNormLimit),
    ]
    for (name, settings) in [
      ("parkinson", parkinson), ("gaitSpeed", gaitSpeed), ("updrsMotor", updrsMotor),
    ] {
      positive += [
        ("\(name).linearPenalty", settings.linearPenalty),
        ("\(name).curvePenalty", settings.curvePenalty),
        ("\(name).kernelPenalty", settings.kernelPenalty),
        ("\(name).kernelSharpness", settings.kernelSharpness),
      ]
      try require(
        !settings.ensemble.isEmpty && Set(settings.ensemble).count == settings.ensemble.count
          && settings.ensemble.allSatisfy(InsoleSeverityStudy.memberNames.contains),
        "\(name).ensemble",
        "each once, some of \(InsoleSeverityStudy.memberNames.joined(separator: ", "))",
        settings.ensemble)
    }
    try require(
      supportMargin >= 0 && supportMargin.isFinite, "supportMargin", "a number of at least 0",
      supportMargin)
    for (key, value) in positive {
      try require(value > 0 && value.isFinite, key, "a positive number", value)
    }
  }
}
