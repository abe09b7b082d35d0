import GaitClassic
import GaitEvaluation
import GaitTestSupport
import XCTest

/// Neighbours, imputation, clustering and components share one reference.
final class UnsupervisedTests: XCTestCase {
  private struct Near: Decodable {
    let neighbors: Int
    let weights: String
    let probabilities, predictions: [[Double]]
  }
  private struct Components: Decodable {
    let features, components, scores: [[Double]]
    let variances, shares: [Double]
  }
  private struct Reference: Decodable {
    let features, targets, new, uniform, distance, blobs, start, centres: [[Double]]
    let labels, kmeansLabels, dbscanLabels, cores: [Int]
    let holes, fresh: [[Double?]]
    let near: [Near]
    let inertia: Double
    let pca: [Components]
  }

  private func reference() throws -> Reference {
    try Fixture.json("reference/classic-unsupervised.json")
  }

  func testNeighboursEqualScikitLearn() throws {
    let reference = try reference()
    let (table, new) = (Matrix(reference.features), Matrix(reference.new))
    for item in reference.near {
      let weighting: NeighborWeighting = item.weights == "uniform" ? .uniform : .inverseDistance
      let classes = try NearestNeighborsClassifier(
        neighbors: item.neighbors, weighting: weighting
      ).fit(table, labels: reference.labels)
      assertClose(try classes.probabilities(new), Matrix(item.probabilities), within: 1e-9)
      let numbers = try NearestNeighborsRegressor(
        neighbors: item.neighbors, weighting: weighting
      ).fit(table, targets: Matrix(reference.targets))
      assertClose(try numbers.predictOutputs(new), Matrix(item.predictions), within: 1e-9)
    }
  }

  func testImputedEntriesEqualScikitLearnOnAnyNumberOfThreads() throws {
    let reference = try reference()
    for (weighting, expected) in [
      (NeighborWeighting.uniform, reference.uniform), (.inverseDistance, reference.distance),
    ] {
      for threads in [1, 3] {
        let imputer = try NearestNeighborsImputer(weighting: weighting, threads: threads)
          .fit(matrix(reference.holes))
        assertClose(
          try imputer.transform(matrix(reference.fresh)), Matrix(expected), within: 1e-9)
      }
    }
  }

  func testKMeansFromGivenCentresEqualsScikitLearn() throws {
    let reference = try reference()
    let found = try KMeans(clusters: 4, tolerance: 0)
      .fit(Matrix(reference.blobs), from: Matrix(reference.start))
    assertClose(found.centres, Matrix(reference.centres), within: 1e-9)
    XCTAssertEqual(found.labels, reference.kmeansLabels)
    XCTAssertEqual(found.inertia, reference.inertia, accuracy: 1e-9)
    XCTAssertEqual(try found.predict(Matrix(reference.blobs)), found.labels)
  }

  func testKMeansFindsSeparateGroupsWhateverTheThreads() throws {
    var random = SeededGenerator(seed: 1)
    let table = Matrix(
      (0..<3000).map { row in
        [Double(row % 5) * 20 + random.nextNormal(), Double(row % 5 % 2) * 9 + random.nextNormal()]
      })
    let one = try KMeans(clusters: 5, starts: 3, threads: 1).fit(table)
    let many = try KMeans(clusters: 5, starts: 3, threads: 4).fit(table)
    XCTAssertEqual(one, many)
    for row in 0..<3000 { XCTAssertEqual(one.labels[row], one.labels[row % 5]) }
    XCTAssertEqual(Set(one.labels).count, 5)
  }

  func testKMeansFillsAnEmptyGroup() throws {
    let table = Matrix([[0], [1], [10], [11]])
    let found = try KMeans(clusters: 2).fit(table, from: Matrix([[0], [500]]))
    XCTAssertEqual(Set(found.labels).count, 2)
    XCTAssertEqual(found.inertia, 1, accuracy: 1e-12)
  }

  func testDBSCANEqualsScikitLearn() throws {
    let reference = try reference()
    let found = try DBSCAN(radius: 0.45).fit(Matrix(reference.blobs))
    XCTAssertEqual(found.labels.map { $0 ?? -1 }, reference.dbscanLabels)
    XCTAssertEqual(found.isCore.indices.filter { found.isCore[$0] }, reference.cores)
    XCTAssertEqual(found.groupCount, (reference.dbscanLabels.max() ?? -1) + 1)
  }

  func testComponentsEqualScikitLearnForTallAndWideTables() throws {
    for item in try reference().pca {
      let fitted = try PCA(.fixed(item.variances.count)).fit(Matrix(item.features))
      assertClose(fitted.components, Matrix(item.components), within: 1e-8)
      assertClose(fitted.variances, item.variances, within: 1e-9)
      assertClose(fitted.varianceShares, item.shares, within: 1e-9)
      assertClose(try fitted.transform(Matrix(item.features)), Matrix(item.scores), within: 1e-8)
      let most = try PCA(.varianceShare(0.6)).fit(Matrix(item.features))
      XCTAssertGreaterThan(most.varianceShares.reduce(0, +), 0.6)
      XCTAssertLessThanOrEqual(most.varianceShares.dropLast().reduce(0, +), 0.6)
    }
  }

  func testWhitenedComponentsHaveUnitVariance() throws {
    let table = Matrix(try reference().features)
    let white = try PCA(.fixed(2), whitens: true).fit(table).transform(table)
    let spread = try StandardScaler().fit(white)
    assertClose(spread.scales, Array(repeating: (59.0 / 60).squareRoot(), count: 2), within: 1e-9)
  }

  func testSimpleImputersAndScalersIgnoreWhatIsMissing() throws {
    let table = matrix([[1, nil], [nil, 4], [5, 8], [9, 6]])
    let medians = try SimpleImputer(strategy: .median, addsIndicators: true).fit(table)
    XCTAssertEqual(
      try medians.transform(matrix([[nil, nil]])), Matrix([[5, 6, 1, 1]]))
    XCTAssertEqual(try SimpleImputer().fit(table).values, [5, 6])
    let scaler = try StandardScaler().fit(table)
    XCTAssertEqual(scaler.means, [5, 6])
    XCTAssertTrue(try scaler.transform(matrix([[nil, 6]]))[0, 0].isNaN)
    XCTAssertThrowsError(try SimpleImputer().fit(matrix([[nil], [nil]]))) {
      XCTAssertEqual($0 as? LearningError, .allMissing(learner: "SimpleImputer", column: 0))
    }
  }
}
