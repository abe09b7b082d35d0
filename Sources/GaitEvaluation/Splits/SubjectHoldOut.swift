/// Repeated random draws of whole subjects as the test side.
public struct SubjectHoldOut: SubjectSplit, Hashable {
  /// The share of subjects to test on, between 0 and 1; at least one subject is taken.
  public var testFraction: Double

  /// How many independent draws to make; a subject may be drawn more than once over them.
  public var repeats: Int

  /// Determines the draws.
  public var seed: UInt64

  /// A split that draws test subjects at random.
  public init(testFraction: Double = 0.2, repeats: Int = 1, seed: UInt64) {
    self.testFraction = testFraction
    self.repeats = repeats
    self.seed = seed
  }

  /// One fold per draw among the subjects of the chosen rows.
  public func folds(of subjects: Subjects, among rows: [Int]) throws -> [Fold] {
    guard testFraction > 0, testFraction < 1 else {
      throw SplitError.badOption(
        name: "testFraction", value: "\(testFraction)", allowed: "between 0 and 1")
    }
    guard repeats > 0 else {
      throw SplitError.badOption(name: "repeats", value: "\(repeats)", allowed: "at least 1")
    }
    let groups = try rowsBySubject(subjects, among: rows)
    let tested = max(1, Int((testFraction * Double(groups.count)).rounded(.up)))
    guard groups.count > tested else {
      throw SplitError.tooFewSubjects(found: groups.count, needed: tested + 1)
    }
    return try (0..<repeats).map { draw in
      var random = SeededGenerator(seed: seed, stream: UInt64(draw))
      let order = random.shuffled(Array(groups.indices))
      let test = order[..<tested].flatMap { groups[$0].rows }
      let training = order[tested...].flatMap { groups[$0].rows }
      return try Fold(training: training, test: test, subjects: subjects)
    }
  }
}
