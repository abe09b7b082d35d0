import GaitKernels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class AddingALayerTests: XCTestCase {
  func testKeepsThePromisesOfAModule() {
    var random = RandomSource(seed: 1)
    var contract = ModuleContract(
      make: { _ in MeanScale(channels: 3) }, inputs: [.normal([4, 5, 3], using: &random)]
    ) { layer, inputs, _, _ in [layer(inputs[0])] }
    contract.names = ["weight"]
    assertModuleContract(contract)
  }

  func testThePageShowsTheCodeThatIsTested() throws {
    try assertPage(
      "AddingALayer", showsPartsOf: ["Pages/MeanScale.swift", "Pages/AddingALayerTests.swift"])
  }
}
