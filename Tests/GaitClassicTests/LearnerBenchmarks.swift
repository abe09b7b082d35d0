import Foundation
import GaitClassic
import GaitEvaluation
import XCTest

/// Times that `Fixtures/generators/benchmark_learners.py` measures for scikit-learn on equal data.
///
/// Skipped unless the environment holds GAIT_BENCHMARK; prints one line of JSON per task.
final class LearnerBenchmarks: XCTestCase {
  private let threads = 2

  override func setUpWithError() throws {
    try XCTSkipIf(
      ProcessInfo.processInfo.environment["GAIT_BENCHMARK"] == nil, "set GAIT_BENCHMARK to run")
  }

  /// The table of the twin: the same generator gives the same numbers in NumPy.
  private func table(rows: Int, columns: Int) -> (features: Matrix, targets: [Double]) {
    var state: UInt64 = 42
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }
    var features = Matrix(rows: rows, columns: columns)
    var targets = Array(repeating: 0.0, count: rows)
    for row in 0..<rows {
      for column in 0..<columns { features[row, column] = next() + next() + next() - 1.5 }
      let x = features.row(row)
      let s = x.startIndex
      targets[row] = x[s] + 2 * x[s + 1] * x[s + 2] - abs(x[s + 3]) + 0.3 * (next() - 0.5)
    }
    return (features, targets)
  }

  private func report(_ task: String, repeats: Int, _ body: () throws -> Void) rethrows {
    var best = Double.infinity
    for _ in 0..<repeats {
      let start = DispatchTime.now().uptimeNanoseconds
      try body()
      best = min(best, Double(DispatchTime.now().uptimeNanoseconds - start) * 1e-9)
    }
    print("{\"task\":\"\(task)\",\"seconds\":\(best)}")
  }

  func testForestOfFiveHundredTrees() throws {
    let (features, targets) = table(rows: 10_000, columns: 50)
    let labels = targets.map { $0 > -0.3 ? 1 : 0 }
    let forest = RandomForestClassifier(treeCount: 500, threads: threads)
    var predicted: [Int] = []
    try report("forest", repeats: 1) {
      predicted = try forest.fit(features, labels: labels).predict(features)
    }
    // A benchmark of less than the work would not know its own rows.
    XCTAssertGreaterThan(zip(predicted, labels).count { $0 == $1 }, 9_000)
  }

  func testBoostingOfTwoHundredRounds() throws {
    let (features, targets) = table(rows: 10_000, columns: 50)
    var options = BoostingOptions()
    options.rounds = 200
    options.threads = threads
    let boosting = GradientBoostingRegressor(options: options)
    var predicted: [Double] = []
    try report("boosting", repeats: 3) {
      predicted = try boosting.fit(features, targets: targets).predict(features)
    }
    XCTAssertGreaterThan(
      try RegressionMetric.rSquared.value(prediction: predicted, target: targets), 0.8)
  }

  func testRegressionForestOfFiftyTrees() throws {
    let (features, targets) = table(rows: 10_000, columns: 50)
    let forest = RandomForestRegressor(treeCount: 50, threads: threads)
    var predicted: [Double] = []
    try report("regression forest of 50 trees", repeats: 1) {
      predicted = try forest.fit(features, targets: targets).predict(features)
    }
    XCTAssertGreaterThan(
      try RegressionMetric.rSquared.value(prediction: predicted, target: targets), 0.8)
  }

  func testKMeansOfTenStarts() throws {
    let (features, _) = table(rows: 10_000, columns: 50)
    let clustering = KMeans(clusters: 8, starts: 10, threads: threads)
    var inertia = 0.0
    try report("k-means", repeats: 3) { inertia = try clustering.fit(features).inertia }
    print("{\"task\":\"k-means\",\"inertia\":\(inertia)}")
    // The twin prints the same for scikit-learn, whose starts are drawn otherwise.
    XCTAssertEqual(inertia, 118_147, accuracy: 500)
  }

  func testNearestNeighbourImputation() throws {
    var (features, _) = table(rows: 10_000, columns: 50)
    var state: UInt64 = 7
    for place in features.values.indices {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      if Double(state >> 11) * 0x1p-53 < 0.1 { features.values[place] = .nan }
    }
    let imputer = NearestNeighborsImputer(threads: threads)
    var sum = 0.0
    try report("k-nearest-neighbour imputation", repeats: 1) {
      sum = try imputer.fit(features).transform(features).values.reduce(0, +)
    }
    print("{\"task\":\"k-nearest-neighbour imputation\",\"sum\":\(sum)}")
    XCTAssertEqual(sum, 38.986305305, accuracy: 1e-6)
  }
}
