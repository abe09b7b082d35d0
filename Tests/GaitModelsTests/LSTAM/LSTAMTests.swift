import GaitKernels
import GaitModels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class LSTAMTests: XCTestCase {
  private func configuration(_ switches: String = "") throws -> LSTAM.Configuration {
    try configured(
      LSTAM.self,
      #"{"channels": 3, "time": 9, "outputs": 2, "hidden": 8, "latent": 4\#(switches)}"#)
  }

  func testOutputsGradientsAndTrainingAreThoseOfPyTorch() throws {
    try assertNetwork("lstam")
  }

  func testTheThreeAblationsAreThoseOfPyTorch() throws {
    try assertNetwork("lstam-without-spectral")
    try assertNetwork("lstam-without-autoencoder")
    try assertNetwork("lstam-without-attention")
  }

  func testKeepsThePromisesOfAModule() throws {
    var random = RandomSource(seed: 2)
    let configuration = try configuration()
    var contract = ModuleContract(
      make: { LSTAM(configuration, using: &$0) },
      inputs: [.normal([3, 9, 3], using: &random)]
    ) { model, inputs, _, context in
      let output = model(LSTAM.Input(inputs[0]), &context)
      return [output.moment] + (output.reconstruction.map { [$0] } ?? [])
    }
    contract.isRandomInTraining = true
    assertModuleContract(contract)
  }

  func testOverfitsEightSamples() throws {
    var random = RandomSource(seed: 3)
    let x = Tensor.normal([8, 9, 3], using: &random)
    let target = LSTAM.Target(moment: .normal([8, 2], using: &random), signals: x)
    let objective = LSTAM.objective(reconstructionWeight: 0)
    assertOverfits(LSTAM(try configuration(), using: &random)) {
      objective($0(LSTAM.Input(x), &$1), target).total
    }
  }

  func testWindowsOfAnotherLengthAreRefusedOnlyByTheSpectralFilter() throws {
    var random = RandomSource(seed: 4)
    let input = LSTAM.Input(.zeros([2, 12, 3]))
    XCTAssertThrowsError(try LSTAM(try configuration(), using: &random).validate(input)) {
      XCTAssertEqual(
        "\($0)", #"lstam: input "x": expected shape [batch, 9, 3], found [2, 12, 3]"#)
    }
    let free = LSTAM(try configuration(#", "spectral": false"#), using: &random)
    XCTAssertNoThrow(try free.validate(input))
  }
}
