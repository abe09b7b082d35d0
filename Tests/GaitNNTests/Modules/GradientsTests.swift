import GaitKernels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class GradientsTests: XCTestCase {
  private func layer() -> Linear {
    var random = RandomSource(seed: 1)
    let layer = Linear(inputs: 2, outputs: 1, using: &random)
    layer.weight.assign(Tensor([3, -1], shape: [1, 2]))
    layer.bias?.assign(Tensor([0.5]))
    return layer
  }

  func testTheLossAndTheGradientsOfEachParameter() {
    let layer = layer()
    let result = valueAndGradients(of: layer) { _ in square(layer(Tensor([1, 2]))).sum() }
    XCTAssertEqual(result.value, 2.25)
    assertClose(result.gradients["weight"] ?? Tensor(0), Tensor([3, 6], shape: [1, 2]))
    assertClose(result.gradients["bias"] ?? Tensor(0), Tensor([3]))
  }

  func testTheTapeWatchesInputsToo() {
    let layer = layer()
    var x = Tensor([1, 2])
    let result = valueAndAllGradients(of: layer) { tape in
      x = tape.watch(x)
      return layer(x).sum()
    }
    assertClose(result.watched[x] ?? Tensor(0), Tensor([3, -1]))
  }

  func testAFrozenParameterHasNoGradient() {
    let layer = layer()
    layer.weight.isTrainable = false
    let result = valueAndGradients(of: layer) { _ in layer(Tensor([1, 2])).sum() }
    XCTAssertEqual(Array(result.gradients.byPath.keys), ["bias"])
    layer.setTrainable(false)
    let none = valueAndGradients(of: layer) { _ in layer(Tensor([1, 2])).sum() }
    XCTAssertEqual(none.value, 1.5)
    XCTAssertTrue(none.gradients.byPath.isEmpty)
  }

  func testAnErrorInTheLossLeavesNoTapeBehind() {
    struct Refusal: Error {}
    let layer = layer()
    let before = BufferPool.shared.blocksInUse
    XCTAssertThrowsError(
      try valueAndGradients(of: layer) { _ in
        _ = layer(Tensor([1, 2]))
        throw Refusal()
      })
    XCTAssertFalse(layer.weight.value.isTracked)
    XCTAssertEqual(BufferPool.shared.blocksInUse, before)
  }

  func testWhatIsComputedWithoutGradientsIsAConstant() {
    let layer = layer()
    let result = valueAndGradients(of: layer) { _ in
      let constant = withoutGradients(of: [layer]) { layer(Tensor([1, 2])) }
      XCTAssertFalse(constant.isTracked)
      return (constant * layer(Tensor([1, 0]))).sum()
    }
    XCTAssertEqual(result.value, 1.5 * 3.5)
    assertClose(result.gradients["weight"] ?? Tensor(0), Tensor([1.5, 0], shape: [1, 2]))
  }

  func testAnErrorWithoutGradientsLeavesTheParametersWatched() throws {
    struct Refusal: Error {}
    let layer = layer()
    let result = try valueAndGradients(of: layer) { _ in
      do {
        try withoutGradients(of: [layer]) { throw Refusal() }
        XCTFail("no error")
      } catch is Refusal {}
      return layer(Tensor([1, 2])).sum()
    }
    assertClose(result.gradients["weight"] ?? Tensor(0), Tensor([1, 2], shape: [1, 2]))
  }
}
