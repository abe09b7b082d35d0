import Foundation
import GaitKernels
import GaitModels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class AddingAModelTests: XCTestCase {
  func testKeepsThePromisesOfAModule() {
    var random = RandomSource(seed: 1)
    var contract = ModuleContract(
      make: { TinyNetwork(TinyNetwork.Configuration(), using: &$0) },
      inputs: [.normal([4, 5, 6], using: &random)]
    ) { model, inputs, _, context in [model(SequenceInput(inputs[0]), &context).y] }
    contract.names = ["hidden.weight", "hidden.bias", "out.weight", "out.bias"]
    assertModuleContract(contract)
  }

  func testOverfitsEightSamples() {
    var random = RandomSource(seed: 2)
    let x = SequenceInput(.normal([8, 1, 6], using: &random))
    let target = Tensor.normal([8, 1, 2], using: &random)
    assertOverfits(TinyNetwork(TinyNetwork.Configuration(), using: &random)) {
      square($0(x, &$1).y - target).mean()
    }
  }

  func testTheCatalogRunsItByName() throws {
    var random = RandomSource(seed: 3)
    let entry = CatalogEntry(TinyNetwork.self)
    let model = try entry.model(configuration: Data(#"{"hidden": 4}"#.utf8), using: &random)
    var context = Context.inference
    let outputs = try model(entry.example(batch: 2, using: &random), &context)
    XCTAssertEqual(outputs.map(\.name), ["y"])
    XCTAssertEqual(outputs[0].tensor.shape, [2, 20, 2])
  }

  func testThePageShowsTheCodeThatIsTested() throws {
    try assertPage(
      "AddingAModel", showsPartsOf: ["Pages/TinyNetwork.swift", "Pages/AddingAModelTests.swift"])
  }
}
