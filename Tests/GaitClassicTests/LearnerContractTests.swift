import Foundation
import GaitClassic
import GaitEvaluation
import XCTest

/// What every learner must do with ordinary and with degenerate tables.
final class LearnerContractTests: XCTestCase {
  private let features: Matrix = {
    var random = SeededGenerator(seed: 30)
    return Matrix(rows: 60, columns: 3, values: (0..<180).map { _ in random.nextNormal() })
  }()
  private var targets: [Double] { (0..<60).map { features[$0, 0] * 2 + features[$0, 1] } }
  private var labels: [Int] { targets.map { $0 > 0 ? 4 : -1 } }
  private let subjects = Subjects((0..<60).map { $0 / 3 })

  private var boosting: BoostingOptions {
    var options = BoostingOptions()
    options.rounds = 5
    options.minimumRowsPerLeaf = 2
    return options
  }

  private var regressors: [any Regressor] {
    [
      LinearRegression(), Ridge(), ElasticNet(penalty: 0.01), KernelRidge(kernel: .radial(.scale)),
      SupportVectorRegressor(), DecisionTreeRegressor(), RandomForestRegressor(treeCount: 5),
      GradientBoostingRegressor(options: boosting), NearestNeighborsRegressor(),
      StandardScaler().then(Ridge()), RegressionSearch([Ridge()], split: SubjectKFold(3)),
    ]
  }

  private var classifiers: [any Classifier] {
    [
      LogisticRegression(), SupportVectorClassifier(), DecisionTreeClassifier(),
      RandomForestClassifier(treeCount: 5), GradientBoostingClassifier(options: boosting),
      NearestNeighborsClassifier(), CalibratedSupportVectorClassifier(folds: 3),
      StandardScaler().then(LogisticRegression()), ClassificationSearch([LogisticRegression()]),
    ]
  }

  func testEveryRegressorKeepsTheContract() throws {
    for learner in regressors { try assertKeepsContract(learner) }
  }

  func testEveryClassifierKeepsTheContract() throws {
    for learner in classifiers { try assertKeepsContract(learner) }
  }

  private func assertKeepsContract(_ learner: some Regressor) throws {
    let name = "\(type(of: learner))"
    let model = try learner.fit(features, targets: targets, subjects: subjects)
    XCTAssertEqual(try learner.fit(features, targets: targets, subjects: subjects), model, name)
    let whole = try model.predict(features)
    XCTAssertEqual(whole.count, 60, name)
    let single = try (0..<60).map { try model.predict(features.selecting(rows: [$0]))[0] }
    XCTAssertEqual(single, whole, "row by row: " + name)
    let reversed = Array((0..<60).reversed())
    XCTAssertEqual(
      try model.predict(features.selecting(rows: reversed)), whole.reversed(), name)
    let read = try readBack(model)
    XCTAssertEqual(read, model, name)
    XCTAssertEqual(try read.predict(features), whole, name)
    XCTAssertEqual(try model.predict(Matrix(rows: 0, columns: 3)), [], name)
    XCTAssertThrowsError(try model.predict(Matrix(rows: 1, columns: 2)), name)
    for bad in badTables {
      XCTAssertThrowsError(
        try learner.fit(bad, targets: targets, subjects: subjects), "\(bad.rowCount) rows " + name)
    }
    XCTAssertThrowsError(
      try learner.fit(features, targets: targets.dropLast(), subjects: subjects), name)
    var infinite = targets
    infinite[5] = .nan
    XCTAssertThrowsError(try learner.fit(features, targets: infinite, subjects: subjects), name)
    let constant = try learner.fit(
      features, targets: Array(repeating: 3, count: 60), subjects: subjects)
    let values = try constant.predict(features)
    XCTAssertTrue(values.allSatisfy(\.isFinite), "constant target: " + name)
    let flat = Matrix(rows: 60, columns: 3, repeating: 2)
    let fromFlat = try learner.fit(flat, targets: targets, subjects: subjects)
    XCTAssertTrue(try fromFlat.predict(flat).allSatisfy(\.isFinite), "constant table: " + name)
  }

  private func assertKeepsContract(_ learner: some Classifier) throws {
    let name = "\(type(of: learner))"
    let model = try learner.fit(features, labels: labels, subjects: subjects)
    XCTAssertEqual(try learner.fit(features, labels: labels, subjects: subjects), model, name)
    XCTAssertEqual(model.classes, [-1, 4], name)
    let whole = try model.predict(features)
    let right = zip(whole, labels).count { $0 == $1 }
    XCTAssertGreaterThan(right, 48, name)
    let single = try (0..<60).map { try model.predict(features.selecting(rows: [$0]))[0] }
    XCTAssertEqual(single, whole, "row by row: " + name)
    let read = try readBack(model)
    XCTAssertEqual(read, model, name)
    XCTAssertEqual(try read.predict(features), whole, name)
    XCTAssertThrowsError(try model.predict(Matrix(rows: 1, columns: 4)), name)
    for bad in badTables {
      XCTAssertThrowsError(
        try learner.fit(bad, labels: labels, subjects: subjects), "\(bad.rowCount) rows " + name)
    }
    XCTAssertThrowsError(
      try learner.fit(features, labels: labels.dropLast(), subjects: subjects), name)
    XCTAssertThrowsError(
      try learner.fit(features, labels: Array(repeating: 1, count: 60), subjects: subjects),
      "one class: " + name)
  }

  /// Not a row, not a column, an infinite entry, and other rows than targets.
  private var badTables: [Matrix] {
    var infinite = features
    infinite[3, 1] = .infinity
    return [
      Matrix(rows: 0, columns: 3), Matrix(rows: 60, columns: 0), infinite,
      features.selecting(rows: 0..<59),
    ]
  }

  private func readBack<Value: Codable>(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
  }

  func testOneClassAndMissingEntriesAreNamed() {
    XCTAssertThrowsError(try LogisticRegression().fit(Matrix([[1], [2]]), labels: [5, 5])) {
      XCTAssertEqual($0 as? LearningError, .oneClass(learner: "LogisticRegression", label: 5))
    }
    XCTAssertThrowsError(try Ridge().fit(matrix([[1, 2], [3, nil]]), targets: [1, 2])) {
      XCTAssertEqual($0 as? LearningError, .nonFinite(learner: "Ridge", row: 1, column: 1))
      XCTAssertEqual("\($0)", "Ridge: the entry at row 1, column 1 is not finite")
    }
    XCTAssertThrowsError(
      try NearestNeighborsRegressor().fit(Matrix([[1], [2]]), targets: [1, 2])
    ) {
      XCTAssertEqual(
        $0 as? LearningError,
        .tooFewRows(learner: "NearestNeighborsRegressor", needed: 5, found: 2))
    }
  }

  func testASubjectWithOneRowAndFewerSubjectsThanFoldsAreHandled() throws {
    let people = Subjects([0, 0, 0, 1, 2, 2])
    let table = Matrix(column: [1, 2, 3, 4, 5, 6])
    let held = try Ridge().crossValidate(
      table, targets: [1, 2, 3, 4, 5, 6], subjects: people, split: LeaveOneSubjectOut())
    XCTAssertEqual(held.predictionsOfFold.map(\.count), [3, 1, 2])
    XCTAssertThrowsError(
      try Ridge().crossValidate(
        table, targets: [1, 2, 3, 4, 5, 6], subjects: people, split: SubjectKFold(5))
    ) {
      XCTAssertEqual($0 as? SplitError, .tooFewSubjects(found: 3, needed: 5))
    }
  }

  func testOptionsOutsideTheirRangeAreNamed() {
    XCTAssertThrowsError(try Ridge(penalty: -1).fit(features, targets: targets)) {
      XCTAssertEqual(
        $0 as? LearningError,
        .badOption(
          learner: "Ridge", name: "penalty", value: "-1.0", allowed: "a finite number >= 0"))
    }
    XCTAssertThrowsError(
      try RandomForestRegressor(treeCount: 0).fit(features, targets: targets))
    XCTAssertThrowsError(try KMeans(clusters: 61).fit(features)) {
      XCTAssertEqual(
        $0 as? LearningError, .tooFewRows(learner: "KMeans", needed: 61, found: 60))
    }
    XCTAssertThrowsError(try DBSCAN(radius: 0).fit(features))
    XCTAssertThrowsError(try PCA(.fixed(4)).fit(features))
  }
}
