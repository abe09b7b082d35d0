import GaitKernels
import GaitTensor
import GaitTestSupport
import XCTest

final class TensorTests: XCTestCase {
  func testElementsAndPlaces() {
    let x = Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
    XCTAssertEqual(x[1, 2], 6)
    XCTAssertEqual(x.count, 6)
    XCTAssertEqual(x.elements, [1, 2, 3, 4, 5, 6])
    XCTAssertEqual(Tensor(7).item, 7)
    XCTAssertEqual(Tensor(7).shape.rank, 0)
    XCTAssertEqual(Tensor.zeros([2, 0, 3]).elements, [])
    XCTAssertEqual(Tensor(repeating: 2, shape: [3]).elements, [2, 2, 2])
  }

  func testDescriptionShowsTheShapeAndTheFirstElements() {
    XCTAssertEqual("\(Tensor([1, 2], shape: [1, 2]))", "Tensor[1, 2](1.0, 2.0)")
    XCTAssertEqual(
      "\(Tensor.zeros([9]))", "Tensor[9](0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, …)")
  }

  func testEqualSeedsDrawEqualTensors() {
    var (first, second) = (RandomSource(seed: 4), RandomSource(seed: 4))
    assertSameBits(
      Tensor.normal([3, 4], using: &first), Tensor.normal([3, 4], using: &second))
    let x = Tensor.uniform([1000], in: -2...3, using: &first)
    XCTAssert(x.elements.allSatisfy { (-2...3).contains($0) })
  }

  func testDetachedTensorsShareTheirMemory() {
    let x = Tensor.ones([1000])
    let before = BufferPool.shared.blocksInUse
    let copies = (x.detached, x.reshaped(to: [10, 100]))
    withExtendedLifetime(copies) { XCTAssertEqual(BufferPool.shared.blocksInUse, before) }
  }
}
