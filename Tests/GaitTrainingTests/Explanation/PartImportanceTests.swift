import GaitKernels
import GaitTensor
import GaitTestSupport
import GaitTraining
import XCTest

/// Permutation importance and ablation of a linear model, whose answers are known.
final class PartImportanceTests: XCTestCase {
  private let weights: [Float] = [2, -1, 0, 0.5]
  private let people = ["A", "A", "A", "A", "A", "B", "B", "B", "B"]

  /// Windows of one step: four channels in two streams.
  private var inputs: [Tensor] {
    var random = RandomSource(seed: 3)
    return [
      Tensor.normal([people.count, 1, 3], using: &random) + 1,
      Tensor.normal([people.count, 1, 1], using: &random),
    ]
  }

  private func answers(_ streams: [Tensor]) -> [Double] {
    let (a, b) = (streams[0].elements, streams[1].elements)
    return people.indices.map { window in
      let row = [a[3 * window], a[3 * window + 1], a[3 * window + 2], b[window]]
      return zip(row, weights).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
  }

  /// Squared deviations from the answers of the true inputs, so that the loss begins at zero.
  private func loss(_ streams: [Tensor]) -> [Double] {
    zip(answers(streams), answers(inputs)).map { ($0 - $1) * ($0 - $1) }
  }

  private let parts =
    (0..<3).map { InputPart("channel \($0)", stream: 0, channels: [$0]) } + [
      InputPart("second stream", stream: 1)
    ]

  func testPermutingAChannelOfALinearModelCostsTwiceItsVarianceTimesItsSquaredWeight() throws {
    let found = try PermutationImportance(repetitions: 4000, seed: 1).importances(
      of: parts, in: inputs, people: people, loss: loss)
    XCTAssertEqual(found.map(\.part), parts.map(\.name))
    for (place, importance) in found.enumerated() {
      for (person, own) in Dictionary(grouping: people.indices, by: { people[$0] }) {
        let values = own.map { window -> Double in
          let stream = place < 3 ? inputs[0].elements : inputs[1].elements
          return Double(place < 3 ? stream[3 * window + place] : stream[window])
        }
        let mean = values.reduce(0, +) / Double(values.count)
        let variance =
          values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        let expected = 2 * variance * Double(weights[place] * weights[place])
        // The mean of draws that scatter by about half of it, in 4000 repetitions.
        XCTAssertEqual(
          try XCTUnwrap(importance.people[person]), expected, accuracy: 0.05 * expected + 1e-12)
      }
    }
    XCTAssertEqual(found[2].mean, 0, "its weight is zero")
  }

  func testAblatingAChannelOfALinearModelCostsItsSquaredShare() throws {
    let found = try Ablation.importances(of: parts, in: inputs, people: people, loss: loss)
    let values = inputs[0].elements
    let own = people.indices.filter { people[$0] == "B" }
    let expected = own.reduce(0.0) { $0 + 4 * Double(values[3 * $1] * values[3 * $1]) } / 4
    XCTAssertEqual(try XCTUnwrap(found[0].people["B"]), expected, accuracy: 1e-5)
    let whole = try Ablation.importances(
      of: [InputPart("first stream", stream: 0)], in: inputs, people: people, loss: loss)
    XCTAssertGreaterThan(whole[0].mean, 0)
  }

  func testPermutationStaysWithinAPersonAndIsDrawnFromTheSeed() throws {
    var random = RandomSource(seed: 9)
    let offset = Tensor(
      people.map { $0 == "A" ? 0 : 100 } as [Float], shape: [people.count, 1, 1])
    let inputs = [Tensor.normal([people.count, 1, 1], using: &random) + offset]
    func loss(_ streams: [Tensor]) -> [Double] {
      zip(streams[0].elements, inputs[0].elements).map { abs(Double($0) - Double($1)) }
    }
    func importance(_ seed: UInt64) throws -> PartImportance {
      try PermutationImportance(repetitions: 3, seed: seed).importances(
        of: [InputPart("all", stream: 0)], in: inputs, people: people, loss: loss)[0]
    }
    let first = try importance(1)
    XCTAssertLessThan(try XCTUnwrap(first.people.values.max()), 10, "no exchange over 100")
    XCTAssertEqual(first, try importance(1))
    XCTAssertNotEqual(first, try importance(2))
  }

  func testAPersonWithOneWindowIsRefusedByName() {
    XCTAssertThrowsError(
      try PermutationImportance(seed: 1).importances(
        of: parts, in: [Tensor.ones([3, 1, 3])], people: ["A", "A", "lonely"],
        loss: { _ in [0, 0, 0] })
    ) { error in
      XCTAssertEqual(
        error as? ExplanationError, .tooFewWindows(person: "lonely", expected: 2, found: 1))
    }
  }
}
