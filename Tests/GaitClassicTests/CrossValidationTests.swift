import GaitClassic
import GaitEvaluation
import XCTest

final class CrossValidationTests: XCTestCase {
  /// Thirty people of six rows each: features that differ between people, and a target that is
  /// partly the person and partly a feature.
  private struct Cohort {
    var features = Matrix(rows: 180, columns: 5)
    var targets = Array(repeating: 0.0, count: 180)
    let subjects = Subjects((0..<180).map { $0 / 6 })
    var labels: [Int] { targets.map { $0 > 0 ? 1 : 0 } }

    init(seed: UInt64 = 1) {
      var random = SeededGenerator(seed: seed)
      for person in 0..<30 {
        let trait = (0..<5).map { _ in random.nextNormal() }
        for row in person * 6..<person * 6 + 6 {
          for j in 0..<5 { features[row, j] = trait[j] + 0.3 * random.nextNormal() }
          targets[row] = features[row, 0] - features[row, 1] + 0.4 * random.nextNormal()
        }
      }
    }
  }

  private let split = SubjectKFold(5, seed: 2)

  private var pipeline:
    RegressionPipeline<Chain<NearestNeighborsImputer, Chain<StandardScaler, PCA>>, Ridge>
  {
    NearestNeighborsImputer(neighbors: 3).then(StandardScaler().then(PCA(.fixed(4))))
      .then(Ridge())
  }

  func testPredictionsEqualThoseOfFittingEachFoldByHand() throws {
    let cohort = Cohort()
    let held = try pipeline.crossValidate(
      cohort.features, targets: cohort.targets, subjects: cohort.subjects, split: split)
    XCTAssertEqual(held.rows, Array(0..<180))
    for fold in held.folds {
      let training = cohort.features.selecting(rows: fold.trainingRows)
      let scaler = try StandardScaler().fit(training)
      let pca = try PCA(.fixed(4)).fit(scaler.transform(training))
      let ridge = try Ridge().fit(
        pca.transform(scaler.transform(training)),
        targets: fold.trainingRows.map { cohort.targets[$0] })
      let test = try scaler.transform(cohort.features.selecting(rows: fold.testRows))
      let expected = try ridge.predict(pca.transform(test))
      XCTAssertEqual(fold.testRows.map { held.predictions[$0] }, expected)
    }
    let quality = try RegressionMetric.rSquared.value(
      prediction: held.predictions, target: cohort.targets)
    XCTAssertGreaterThan(quality, 0.4)
  }

  func testTheNumberOfThreadsChangesNoBit() throws {
    let cohort = Cohort()
    let forest = RandomForestRegressor(treeCount: 10, threads: 2)
    let held = try [1, 4].map { threads in
      try forest.crossValidate(
        cohort.features, targets: cohort.targets, subjects: cohort.subjects, split: split,
        threads: threads)
    }
    XCTAssertEqual(held[0], held[1])
  }

  func testChangingTestRowsLeavesEveryFittedParameterEqualBitForBit() throws {
    var cohort = Cohort()
    cohort.features[7, 2] = .nan
    let folds = try split.folds(of: cohort.subjects)
    var boosting = BoostingOptions()
    boosting.rounds = 10
    let search = RegressionSearch(
      [0.01, 1, 100].map { StandardScaler().then(Ridge(penalty: $0)) }, split: SubjectKFold(3))
    try verifyNoLeak(pipeline, cohort, folds)
    try verifyNoLeak(GradientBoostingRegressor(options: boosting), cohort, folds)
    try verifyNoLeak(SimpleImputer().then(search), cohort, folds)
    try verifyNoLeak(SimpleImputer().then(RandomForestRegressor(treeCount: 5)), cohort, folds)
    try verifyNoLeak(SimpleImputer().then(SupportVectorRegressor()), cohort, folds)
  }

  private func verifyNoLeak(_ learner: some Regressor, _ cohort: Cohort, _ folds: [Fold]) throws {
    try LeakageProbe.check(folds, features: cohort.features, targets: cohort.targets) {
      fold, features, targets in
      try learner.fit(
        features.selecting(rows: fold.trainingRows),
        targets: fold.trainingRows.map { targets[$0] },
        subjects: cohort.subjects.selecting(rows: fold.trainingRows))
    }
  }

  func testAPipelineThatScalesAllRowsAtOnceIsFlagged() throws {
    let cohort = Cohort()
    let folds = try split.folds(of: cohort.subjects)
    XCTAssertThrowsError(
      try LeakageProbe.check(folds, features: cohort.features, targets: cohort.targets) {
        fold, features, targets in
        let scaled = try StandardScaler().fit(features).transform(features)
        return try Ridge().fit(
          scaled.selecting(rows: fold.trainingRows),
          targets: fold.trainingRows.map { targets[$0] })
      }
    ) {
      XCTAssertEqual(($0 as? LeakageProbe.Leak)?.fold, 0)
    }
  }

  /// A split that a careless user could write: rows dealt without looking at people.
  private struct RowSplit: SubjectSplit {
    func folds(of subjects: Subjects, among rows: [Int]) throws -> [Fold] {
      try [0, 1].map { part in
        try Fold(
          training: rows.filter { $0 % 2 != part }, test: rows.filter { $0 % 2 == part },
          subjects: subjects)
      }
    }
  }

  func testADeliberatelyLeakySplitIsRefused() throws {
    let cohort = Cohort()
    XCTAssertThrowsError(
      try Ridge().crossValidate(
        cohort.features, targets: cohort.targets, subjects: cohort.subjects, split: RowSplit())
    ) {
      guard case SplitError.subjectOnBothSides = $0 else { return XCTFail("\($0)") }
    }
  }

  func testLabelsShuffledBySubjectCannotBePredicted() throws {
    var random = SeededGenerator(seed: 77)
    var (rSquared, areas) = ([Double](), [Double]())
    for trial in 0..<20 {
      var cohort = Cohort(seed: UInt64(trial))
      let honest = cohort.targets
      let order = random.shuffled(Array(0..<30))
      for row in 0..<180 { cohort.targets[row] = honest[order[row / 6] * 6 + row % 6] }
      let held = try StandardScaler().then(Ridge()).crossValidate(
        cohort.features, targets: cohort.targets, subjects: cohort.subjects,
        split: LeaveOneSubjectOut())
      rSquared.append(
        try RegressionMetric.rSquared.value(
          prediction: held.predictions, target: cohort.targets))
      let chances = try RandomForestClassifier(treeCount: 10).crossValidatedProbabilities(
        of: 1, cohort.features, labels: cohort.labels, subjects: cohort.subjects, split: split)
      areas.append(
        try ReceiverOperatingCurve(
          scores: chances.predictions, isPositive: cohort.labels.map { $0 == 1 }
        ).area)
    }
    XCTAssertLessThanOrEqual(rSquared.reduce(0, +) / 20, 0.05)
    // The mean area over shuffles must be compatible with one half.
    let test = try PairedTest.student(areas, areas.map { _ in 0.5 })
    XCTAssertTrue(areas.reduce(0, +) / 20 <= 0.5 || test.pValue > 0.01, "\(areas)")
  }

  func testASearchChoosesInsideEachFoldAndNestsByCrossValidation() throws {
    let cohort = Cohort()
    let candidates = candidateGrid([1, 1e6], [false, true]) {
      Ridge(penalty: $0, standardizes: $1)
    }
    let search = RegressionSearch(candidates, split: SubjectKFold(3))
    XCTAssertThrowsError(try search.fit(cohort.features, targets: cohort.targets)) {
      XCTAssertEqual($0 as? LearningError, .needsSubjects(learner: "RegressionSearch"))
    }
    let found = try search.fit(
      cohort.features, targets: cohort.targets, subjects: cohort.subjects)
    XCTAssertLessThan(found.chosen, 2)
    XCTAssertEqual(found.scores.count, 4)
    let nested = try search.crossValidate(
      cohort.features, targets: cohort.targets, subjects: cohort.subjects, split: split)
    let rSquared = try RegressionMetric.rSquared.value(
      prediction: nested.predictions, target: cohort.targets)
    XCTAssertGreaterThan(rSquared, 0.7)
  }

  func testARandomSearchAmongClassifiersBeatsChanceAndKeepsItsSeed() throws {
    let cohort = Cohort()
    func make(_ draw: inout OptionDraw) -> LogisticRegression {
      LogisticRegression(
        cost: draw.logUniform(1e-3...10), balancesClasses: draw.choice([true, false]))
    }
    let candidates = candidateDraws(4, seed: 3, make)
    XCTAssertEqual(candidates, candidateDraws(4, seed: 3, make))
    let search = ClassificationSearch(candidates, folds: 3, threads: 2)
    let held = try search.crossValidate(
      cohort.features, labels: cohort.labels, subjects: cohort.subjects,
      split: StratifiedSubjectKFold(4, labels: cohort.labels))
    let counts = try ConfusionMatrix(labels: cohort.labels, predictions: held.predictions)
    XCTAssertGreaterThan(counts.balancedAccuracy, 0.75)
  }
}
