import GaitKernels
import GaitNN
import GaitTensor
import GaitTestSupport
import GaitTraining
import XCTest

/// Integrated gradients against closed forms and against PyTorch.
final class IntegratedGradientsTests: XCTestCase {
  private struct Block: Decodable {
    let shape: [Int]
    let values: [Float]

    var tensor: Tensor { Tensor(values, shape: Shape(shape)) }
  }

  private struct Reference: Decodable {
    struct Case: Decodable {
      let attributions: [Block]
      let differences: [Double]
    }

    let weights: [String: Block]
    let inputs, baselines: [Block]
    let steps: Int
    let cases: [String: Case]
  }

  /// Two LSTM streams side by side before a linear layer.
  private final class TwoStreams: Module {
    private let first, second: LSTM
    private let head: Linear

    init() {
      var random = RandomSource(seed: 1)
      first = LSTM(inputs: 3, hidden: 4, using: &random)
      second = LSTM(inputs: 2, hidden: 4, using: &random)
      head = Linear(inputs: 8, outputs: 2, using: &random)
    }

    func register(in registry: inout Registry) {
      registry.add("first", first)
      registry.add("second", second)
      registry.add("head", head)
    }

    func callAsFunction(_ streams: [Tensor]) -> Tensor {
      var context = Context.inference
      let hidden = [first(streams[0], &context), second(streams[1], &context)]
      return head(concatenated(hidden, axis: -1))
    }
  }

  func testARecurrentNetworkOfTwoStreamsIsExplainedAsByPyTorch() throws {
    let reference: Reference = try Fixture.json("reference/explanation.json")
    let network = TwoStreams()
    try StateDictionary(reference.weights.mapValues(\.tensor)).load(into: network)
    let targets: [String: AttributionTarget] = [
      "step": .step(4, output: 1), "mean": .mean(output: 0), "part": .meanOver(1..<4, output: 1),
    ]
    XCTAssertEqual(targets.keys.sorted(), reference.cases.keys.sorted())
    for (name, target) in targets {
      let expected = try XCTUnwrap(reference.cases[name])
      let found = IntegratedGradients(steps: reference.steps).attribution(
        of: { target(network($0)) }, at: reference.inputs.map(\.tensor),
        baselines: reference.baselines.map(\.tensor))
      assertClose(found.differences, expected.differences, absolute: 2e-6, name)
      for (own, other) in zip(found.streams, expected.attributions) {
        assertClose(own, other.tensor, absolute: 2e-6, relative: 1e-4, name)
      }
      // PyTorch leaves the same gap with so few points; it closes with more.
      XCTAssertNoThrow(try found.checkCompleteness(within: 1e-3), name)
      let finer = IntegratedGradients(steps: 96).attribution(
        of: { target(network($0)) }, at: reference.inputs.map(\.tensor),
        baselines: reference.baselines.map(\.tensor))
      XCTAssertLessThan(finer.completenessGap, 2e-5, name)
    }
  }

  func testALinearModelsAttributionsAreItsWeightsTimesItsInputs() throws {
    var random = RandomSource(seed: 4)
    let weights = Tensor.normal([2, 3, 4], using: &random)
    let (x, baseline) = (
      Tensor.normal([2, 3, 4], using: &random), Tensor.normal([2, 3, 4], using: &random)
    )
    let found = IntegratedGradients(steps: 1).attribution(
      of: { ($0[0] * weights).reshaped(to: [2, 12]).sum(axis: 1) }, at: [x], baselines: [baseline])
    assertClose(found.streams[0], (x - baseline) * weights, absolute: 1e-6)
    try found.checkCompleteness(within: 1e-5)
  }

  func testFewPointsAreExactForPolynomialsAndTooFewAreToldSo() throws {
    // The fifth power: the attribution is the power itself; three points integrate degree 4 exactly.
    func power(_ streams: [Tensor]) -> Tensor {
      let x = streams[0]
      return (x * x * x * x * x).reshaped(to: [2, 3]).sum(axis: 1)
    }
    let x = Tensor([1, 2, -1, 0.5, 3, 1], shape: [2, 3, 1])
    let exact = IntegratedGradients(steps: 3).attribution(of: power, at: [x])
    assertClose(exact.streams[0].elements, [1, 32, -1, 0.03125, 243, 1], absolute: 1e-4)
    XCTAssertThrowsError(
      try IntegratedGradients(steps: 1).attribution(of: power, at: [x])
        .checkCompleteness(within: 0.01)
    ) { error in
      guard case ExplanationError.incomplete(let sample, _, _, _) = error else {
        return XCTFail("\(error)")
      }
      XCTAssertEqual(sample, 0)
    }
  }

  func testAnOutputThatIgnoresAStreamAttributesNothingToIt() {
    let streams = [Tensor.ones([1, 2, 2]), Tensor.ones([1, 2, 3])]
    let found = IntegratedGradients(steps: 4).attribution(
      of: { $0[0].reshaped(to: [1, 4]).sum(axis: 1) }, at: streams)
    XCTAssertEqual(found.streams[1].elements, [Float](repeating: 0, count: 6))
    XCTAssertEqual(found.sums, [4])
  }

  func testThePartsOfAnAttributionAreSummedOverChannelsBeforeTheirSizeIsTaken() {
    let streams = [Tensor([1, -1, 2, 3, 4, -6], shape: [1, 3, 2])]
    let attribution = IntegratedGradients(steps: 1).attribution(
      of: { $0[0].reshaped(to: [1, 6]).sum(axis: 1) }, at: streams)
    XCTAssertEqual(
      attribution.magnitudes(of: InputPart("both", stream: 0))[0], (0 + 5 + 2) / 3.0,
      accuracy: 1e-6)
    XCTAssertEqual(
      attribution.magnitudes(of: InputPart("second", stream: 0, channels: [1]))[0],
      (1 + 3 + 6) / 3.0, accuracy: 1e-6)
  }
}
