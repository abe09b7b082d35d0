import GaitKernels
import GaitModels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class ResNet50Tests: XCTestCase {
  func testOutputsGradientsAndTrainingAreThoseOfPyTorch() throws {
    try assertNetwork("resnet50")
  }

  func testKeepsThePromisesOfAComparisonNetwork() throws {
    let configuration = try configured(
      ResNet50.self, #"{"channels": 12, "time": 40, "outputs": 1, "width": 2}"#)
    try assertPanelNetwork(
      ResNet50.self, configuration, isRandom: false, steps: 200)
  }

  func testTakesThePublishedWeightsWithoutTheirLastLayer() throws {
    let shapes = try Fixture.json(
      "reference/networks/resnet50-names.json", as: [String: [Int]].self)
    var random = RandomSource(seed: 6)
    let network = ResNet50(ResNet50.Configuration(), using: &random)
    let fc = try XCTUnwrap(network.namedParameters.first { $0.path == "fc.weight" }).parameter.value
    let published = StateDictionary(
      shapes.mapValues { Tensor.uniform(Shape($0), in: 0...1, using: &random) })
    XCTAssertThrowsError(try published.load(into: network)) {
      XCTAssert("\($0)".contains("fc.weight: expected [300, 2048], found [1000, 2048]"), "\($0)")
    }
    try network.loadPublishedWeights(published)
    let own = StateDictionary(of: network)
    XCTAssertEqual(own.tensors.keys.sorted(), shapes.keys.sorted())
    for (name, tensor) in published.tensors where !name.hasPrefix("fc.") {
      let loaded = try XCTUnwrap(own.tensors[name])
      XCTAssertEqual(loaded.shape, tensor.shape, name)
      XCTAssertEqual(loaded.elements.first, tensor.elements.first, name)
    }
    assertSameBits(try XCTUnwrap(own.tensors["fc.weight"]), fc)
  }

  func testPublishedWeightsThatLackANameAreRefused() throws {
    var random = RandomSource(seed: 7)
    var configuration = ResNet50.Configuration()
    configuration.width = 2
    let network = ResNet50(configuration, using: &random)
    var weights = StateDictionary(of: network)
    weights.tensors["layer1.0.downsample.0.weight"] = nil
    XCTAssertThrowsError(try network.loadPublishedWeights(weights, source: "imagenet")) {
      XCTAssertEqual(
        "\($0)",
        "imagenet: weights do not fit the model: missing layer1.0.downsample.0.weight")
    }
  }
}
