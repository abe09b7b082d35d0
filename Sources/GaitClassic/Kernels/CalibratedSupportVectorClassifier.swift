import GaitEvaluation

/// A support vector machine with probabilities by Platt's curve.
///
/// The curve is fitted to decision values of subjects that the machine did not see, over folds of
/// whole subjects; the machine itself is then fitted to all rows. More than two classes are
/// coupled pair by pair (Wu, Lin and Weng, JMLR 5:975-1005, 2004).
public struct CalibratedSupportVectorClassifier: Classifier, Hashable {
  /// The machine.
  public var machine: SupportVectorClassifier

  /// The number of folds of whole subjects for the curve, stratified by the labels at hand.
  public var folds: Int

  /// A machine whose curve is fitted over folds of subjects.
  public init(
    _ machine: SupportVectorClassifier = SupportVectorClassifier(),
    folds: Int = 5
  ) {
    self.machine = machine
    self.folds = folds
  }

  /// Fits machine and curve; needs to know whose row each one is.
  public func fit(
    _ features: Matrix, labels: [Int], subjects: Subjects?
  ) throws -> CalibratedSupportVectorClassification {
    let learner = "CalibratedSupportVectorClassifier"
    guard let subjects else { throw LearningError.needsSubjects(learner: learner) }
    try checkLengths(learner, features, labels.count, subjects)
    let fitted = try machine.fit(features, labels: labels, subjects: subjects)
    let pairs = classPairs(fitted.classes.count)
    var values = pairs.map { _ in [Double]() }
    var isFirst = pairs.map { _ in [Bool]() }
    let split = StratifiedSubjectKFold(folds, labels: labels)
    for fold in try split.folds(of: subjects) {
      for (pair, (first, second)) in pairs.enumerated() {
        let both = [fitted.classes[first], fitted.classes[second]]
        let training = fold.trainingRows.filter { both.contains(labels[$0]) }
        let test = fold.testRows.filter { both.contains(labels[$0]) }
        // A fold without one of the classes cannot inform this pair.
        if Set(training.map { labels[$0] }).count < 2 || test.isEmpty { continue }
        let part = try machine.fit(
          features.selecting(rows: training), labels: training.map { labels[$0] })
        values[pair] += try part.decisionValues(features.selecting(rows: test)).column(0)
        isFirst[pair] += test.map { labels[$0] == both[0] }
      }
    }
    return CalibratedSupportVectorClassification(
      machine: fitted,
      curves: try zip(values, isFirst).map {
        try PlattScaling(decisionValues: $0, isPositive: $1)
      })
  }
}

/// A fitted machine with its curves.
public struct CalibratedSupportVectorClassification: FittedProbabilisticClassifier {
  /// The machine fitted to all rows.
  public let machine: SupportVectorClassification

  /// The curve of each pair of classes.
  public let curves: [PlattScaling]

  /// The number of columns it was fitted to.
  public var featureCount: Int { machine.featureCount }

  /// The labels it was fitted to, ascending.
  public var classes: [Int] { machine.classes }

  /// The probability of each class, coupled from those of pairs.
  public func probabilities(_ features: Matrix) throws -> Matrix {
    let values = try machine.decisionValues(features)
    let count = classes.count
    var result = Matrix(rows: values.rowCount, columns: count)
    for row in 0..<values.rowCount {
      var pairwise = Matrix(rows: count, columns: count)
      for (pair, (first, second)) in classPairs(count).enumerated() {
        let p = min(max(curves[pair].probability(values[row, pair]), 1e-7), 1 - 1e-7)
        pairwise[first, second] = p
        pairwise[second, first] = 1 - p
      }
      let coupled = count == 2 ? [pairwise[0, 1], pairwise[1, 0]] : couple(pairwise)
      for k in 0..<count { result[row, k] = coupled[k] }
    }
    return result
  }

  /// Class probabilities that fit those of pairs best (second method of Wu, Lin and Weng).
  private func couple(_ pairwise: Matrix) -> [Double] {
    let count = pairwise.rowCount
    var q = Matrix(rows: count, columns: count)
    for i in 0..<count {
      for j in 0..<count where j != i {
        q[i, i] += pairwise[j, i] * pairwise[j, i]
        q[i, j] = -pairwise[j, i] * pairwise[i, j]
      }
    }
    var p = Array(repeating: 1 / Double(count), count: count)
    for _ in 0..<max(100, count) {
      var qp = (0..<count).map { i in (0..<count).reduce(0) { $0 + q[i, $1] * p[$1] } }
      var pqp = zip(p, qp).reduce(0) { $0 + $1.0 * $1.1 }
      if qp.allSatisfy({ abs($0 - pqp) < 0.005 / Double(count) * 1e-6 }) { break }
      for t in 0..<count {
        let change = (pqp - qp[t]) / q[t, t]
        p[t] += change
        let scale = 1 + change
        pqp = (pqp + change * (change * q[t, t] + 2 * qp[t])) / (scale * scale)
        for j in 0..<count {
          qp[j] = (qp[j] + change * q[t, j]) / scale
          p[j] /= scale
        }
      }
    }
    return p
  }
}
