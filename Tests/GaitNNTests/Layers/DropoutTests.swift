import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class DropoutTests: XCTestCase {
  func testInferencePassesTheInputThroughAndDrawsNothing() {
    var context = Context.inference
    let before = context.random
    let x = Tensor([1, 2, 3])
    assertSameBits(Dropout(0.5)(x, &context), x)
    XCTAssertEqual(context.random, before)
  }

  func testTrainingDrawsAnewEachTime() {
    var context = Context.training(seed: 1)
    let x = Tensor.ones([1000])
    let (first, second) = (Dropout(0.5)(x, &context), Dropout(0.5)(x, &context))
    XCTAssertNotEqual(first.elements, second.elements)
    var again = Context.training(seed: 1)
    assertSameBits(Dropout(0.5)(x, &again), first)
  }

  func testARateOfZeroDrawsNothing() {
    var context = Context.training(seed: 1)
    let before = context.random
    assertSameBits(Dropout(0)(Tensor([1]), &context), Tensor([1]))
    XCTAssertEqual(context.random, before)
  }
}
