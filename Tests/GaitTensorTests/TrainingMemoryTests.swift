import Foundation
import GaitKernels
import GaitTensor
import GaitTestSupport
import XCTest

final class TrainingMemoryTests: XCTestCase {
  /// Whether the address sanitizer runs, which holds freed memory back.
  private var holdsFreedMemory: Bool {
    guard let process = dlopen(nil, RTLD_NOW) else { return false }
    return dlsym(process, "__asan_init") != nil
  }

  func testAThousandTrainingStepsHoldMemoryFlat() {
    var random = RandomSource(seed: 1)
    let hidden = 16
    let x = Tensor.normal([8, 20, 6], using: &random)
    let target = Tensor.normal([8, 20, 2], using: &random)
    var parameters = [
      [4 * hidden, 6], [4 * hidden, hidden], [4 * hidden], [4 * hidden], [2, hidden],
    ]
    .map { Tensor.normal(Shape($0), using: &random) * 0.2 }
    func step() -> Float {
      let tape = Tape()
      let p = parameters.map { tape.watch($0) }
      let h = lstmSweep(
        x,
        weights: LSTMWeights(
          inputHidden: p[0], hiddenHidden: p[1], inputBias: p[2], hiddenBias: p[3]))
      let loss = square(linear(dropout(h, rate: 0.1, key: 3), weight: p[4], bias: nil) - target)
        .mean()
      let gradients = tape.gradients(of: loss)
      for index in p.indices {
        guard let gradient = gradients[p[index]] else { return .nan }
        parameters[index] = parameters[index] - gradient * 0.05
      }
      return loss.item
    }
    let first = step()
    for _ in 0..<20 { _ = step() }
    let (fresh, inUse) = (BufferPool.shared.freshAllocations, BufferPool.shared.blocksInUse)
    let pages = residentPages()
    var last = Float.nan
    for _ in 0..<1000 { last = step() }
    XCTAssertLessThan(last, 0.9 * first)
    XCTAssertEqual(BufferPool.shared.blocksInUse, inUse)
    XCTAssertEqual(BufferPool.shared.freshAllocations, fresh)
    if !holdsFreedMemory, let pages, let now = residentPages() {
      XCTAssertLessThan(now - pages, 256, "resident memory grew by \(now - pages) pages")
    }
  }
}
