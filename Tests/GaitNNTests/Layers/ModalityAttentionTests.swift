import GaitKernels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class ModalityAttentionTests: XCTestCase {
  func testKeepsThePromisesOfAModule() {
    var random = RandomSource(seed: 2)
    let present = [[true, true, false], [true, false, true], [true, true, true]]
    let z = Tensor.normal([3, 3, 4], using: &random)
    var contract = ModuleContract(
      make: { ModalityAttention(modalities: 3, width: 4, using: &$0) }, inputs: [z]
    ) { layer, inputs, rows, _ in
      let mask = Mask(present[rows].flatMap { $0 }, shape: [rows.count, 3])
      let output = layer(inputs[0], present: mask)
      return [output.value, output.weights]
    }
    contract.names =
      (0..<3).flatMap { ["proj.\($0).weight", "proj.\($0).bias"] } + ["score.weight"]
    let mask = Mask(present.flatMap { $0 }, shape: [3, 3])
    contract.inputsWithGarbage = [z.masked(leading: mask, otherwise: .nan)]
    assertModuleContract(contract)
  }

  func testARecordWithoutAnyModalityGivesZeros() {
    var random = RandomSource(seed: 3)
    let layer = ModalityAttention(modalities: 2, width: 2, using: &random)
    let (value, weights) = layer(.ones([1, 2, 2]), present: Mask([false, false], shape: [1, 2]))
    XCTAssertEqual(value.elements + weights.elements, [0, 0, 0, 0])
  }
}
