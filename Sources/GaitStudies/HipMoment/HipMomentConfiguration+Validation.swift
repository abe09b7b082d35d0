import GaitModels

extension HipMomentConfiguration {
  /// Checks sizes, rates and names.
  public func validate() throws {
    let name = HipMomentStudy.name
    try validateSizes()
    try ConfigurationError.requirePositive(
      [
        ("stepsPerEpochWithin", stepsPerEpochWithin), ("seeds", seeds), ("latent", latent),
        ("peopleWithin", peopleWithin),
      ], model: name)
    for (key, count) in [("maximumFolds", maximumFolds), ("parts", parts)] {
      try ConfigurationError.require(
        count >= 2, model: name, key: key, expected: "at least 2", found: count)
    }
    try ConfigurationError.require(
      delayFrames >= 0 && delayFrames < windowLength, model: name, key: "delayFrames",
      expected: "0..<\(windowLength), the frames of a window", found: delayFrames)
    try ConfigurationError.require(
      reconstructionWeight >= 0 && reconstructionWeight.isFinite, model: name,
      key: "reconstructionWeight", expected: "a number of at least 0", found: reconstructionWeight)
    let known = HipNetwork.Kind.allCases.map(\.rawValue)
    for network in networks {
      try ConfigurationError.require(
        known.contains(network), model: name, key: "networks",
        expected: known.joined(separator: " or "), found: network)
    }
    try ConfigurationError.require(
      networks.contains(HipNetwork.Kind.lstam.rawValue), model: name, key: "networks",
      expected: "lstam among them, which the others are held against", found: networks)
    // Patches of 16 frames and three time scales need that many.
    try ConfigurationError.require(
      windowLength >= 16, model: name, key: "windowLength", expected: "at least 16",
      found: windowLength)
    try validateChannels()
    let members = kinds.map(\.rawValue) + members.map(\.name)
    for member in ensemble {
      try ConfigurationError.require(
        members.contains(member), model: name, key: "ensemble",
        expected: "names among \(members.joined(separator: ", "))", found: member)
    }
    try ConfigurationError.require(
      !ensemble.isEmpty && Set(ensemble).count == ensemble.count, model: name, key: "ensemble",
      expected: "at least one name, each once", found: ensemble)
    try validateRanges()
  }
}
