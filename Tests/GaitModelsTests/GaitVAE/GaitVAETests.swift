import GaitKernels
import GaitModels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class GaitVAETests: XCTestCase {
  private func configuration(_ time: Int = 12) throws -> GaitVAE.Configuration {
    try configured(
      GaitVAE.self,
      """
      {"channels": 4, "time": \(time), "condition": 2, "latent": 4, "width": 16, "pressures": 3}
      """)
  }

  func testOutputsGradientsAndTrainingAreThoseOfPyTorch() throws {
    try assertNetwork("gait-vae")
  }

  func testKeepsThePromisesOfAModule() throws {
    var random = RandomSource(seed: 2)
    let configuration = try configuration()
    var contract = ModuleContract(
      make: { GaitVAE(configuration, using: &$0) },
      inputs: [.normal([3, 12, 4], using: &random), .normal([3, 2], using: &random)]
    ) { model, inputs, _, context in
      model(GaitVAE.Input(stride: inputs[0], condition: inputs[1]), &context).named.map(\.tensor)
    }
    contract.isRandomInTraining = true
    assertModuleContract(contract)
  }

  func testOverfitsEightSamples() throws {
    var random = RandomSource(seed: 3)
    let stride = abs(Tensor.normal([8, 12, 4], using: &random))
    let input = GaitVAE.Input(
      stride: stride, condition: .normal([8, 2], using: &random), noise: .zeros([8, 4]))
    let objective = GaitVAE.objective(try configuration(), beta: 0)
    assertOverfits(GaitVAE(try configuration(), using: &random), steps: 600) {
      objective($0(input, &$1), stride).total
    }
  }

  func testALengthThatFourDoesNotDivideIsRefused() {
    XCTAssertThrowsError(try configuration(14)) {
      XCTAssertEqual(
        "\($0)",
        """
        gait-vae: configuration key "time": expected a positive multiple of 4, halved twice and \
        doubled twice, found 14
        """)
    }
  }

  func testSampledPressuresAreNeverNegative() throws {
    var random = RandomSource(seed: 4)
    let model = GaitVAE(try configuration(), using: &random)
    let strides = model.sample(condition: .normal([20, 2], using: &random), using: &random)
    XCTAssertEqual(strides.shape, [20, 12, 4])
    XCTAssert(strides.sliced(axis: 2, 0..<3).elements.allSatisfy { $0 >= 0 })
    XCTAssert(strides.sliced(axis: 2, 3..<4).elements.contains { $0 < 0 })
  }
}
