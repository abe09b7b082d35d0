import GaitNN
import GaitTensor
import GaitTraining
import XCTest

/// The norm over all gradients and the factor that limits it.
final class GradientClippingTests: XCTestCase {
  private let gradients = ParameterGradients([
    "a": Tensor([3, 0], shape: [2]), "b": Tensor([0, 4], shape: [2]),
  ])

  func testTheNormIsThatOfAllGradientsTogether() {
    XCTAssertEqual(gradients.norm, 5)
    XCTAssertEqual(ParameterGradients([:]).norm, 0)
  }

  func testTheFactorBringsALargerNormDownAndLeavesASmallerOne() {
    XCTAssertEqual(gradients.scale(limitingNormTo: 1), 0.2)
    XCTAssertEqual(gradients.scale(limitingNormTo: 5), 1)
    XCTAssertEqual(gradients.scale(limitingNormTo: 6), 1)
    XCTAssertEqual(gradients.scale(limitingNormTo: nil), 1)
  }
}
