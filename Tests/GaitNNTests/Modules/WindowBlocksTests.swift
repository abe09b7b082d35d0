import GaitKernels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class WindowBlocksTests: XCTestCase {
  private var random = RandomSource(seed: 1)

  func testInferenceInBlocksGivesEveryWindowItsOwnResultWithAnyNumberOfThreads() {
    let layer = TransformerEncoderLayer(
      width: 8, heads: 2, feedForward: 16, dropout: 0.5, using: &random)
    let x = Tensor.normal([21, 12, 8], using: &random)
    var context = Context.inference
    var sizes: [Int] = []
    func pass() -> Tensor {
      layer.inBlocks(of: x, &context) { layer($0, &$1) }
    }
    let before = Parallel.threads
    defer { Parallel.threads = before }
    Parallel.threads = 1
    let found = layer.inBlocks(of: x, &context) { block, context in
      sizes.append(block.shape[0])
      return layer(block, &context)
    }
    XCTAssertEqual(sizes, [8, 8, 5])
    assertClose(found, layer(x, &context), absolute: 1e-6, relative: 1e-5)
    for threads in [1, 2, 3] {
      Parallel.threads = threads
      assertSameBits(pass(), found)
    }
  }

  func testTrainingTapesAndFewWindowsAreOneCall() {
    let layer = Linear(inputs: 3, outputs: 2, using: &random)
    let x = Tensor.normal([40, 3], using: &random)
    func calls(_ x: Tensor, _ context: Context) -> Int {
      var (count, context) = (0, context)
      _ = layer.inBlocks(of: x, &context) { x, _ in
        count += 1
        return layer(x)
      }
      return count
    }
    let before = Parallel.threads
    defer { Parallel.threads = before }
    Parallel.threads = 1
    XCTAssertEqual(calls(x, .inference), 5)
    XCTAssertEqual(calls(x, .training(seed: 1)), 1)
    XCTAssertEqual(calls(Tape().watch(x), .inference), 1)
    XCTAssertEqual(calls(x.sliced(axis: 0, 0..<15), .inference), 1)
    _ = valueAndGradients(of: layer) { _ in
      XCTAssertEqual(calls(x, .inference), 1)
      return layer(x).mean()
    }
  }
}
