import GaitKernels
import GaitModels
import GaitNN
import GaitTensor
import XCTest

/// The switch by which the study takes ST-AMMFN's attention over modalities away.
final class RecoveryAblationTests: XCTestCase {
  func testModalitiesThatAreThereCountAlikeWithoutAttention() throws {
    var sizes = STAMMFN.Configuration()
    (sizes.width, sizes.attendsModalities) = (8, false)
    var random = RandomSource(seed: 4)
    let network = STAMMFN(sizes, using: &random)
    XCTAssertFalse(network.namedParameters.contains { $0.path.hasPrefix("modality.") })
    // Of both patients of the example, the first has no insoles.
    let input = try STAMMFN.Input(named: STAMMFN.example(batch: 2, sizes, using: &random))
    var context = Context.inference
    let weights = network(input, &context).modalityAttention.elements
    for (weight, expected) in zip(weights, [1.0 / 3, 1.0 / 3, 1.0 / 3, 0, 0.25, 0.25, 0.25, 0.25]) {
      XCTAssertEqual(Double(weight), expected, accuracy: 1e-6)
    }
  }
}
