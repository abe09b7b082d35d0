import Foundation
import GaitKernels
import GaitTensor
import GaitTestSupport
import XCTest

final class TapeTests: XCTestCase {
  func testTheGradientOfATensorUsedTwiceIsTheSumOfBothUses() {
    let tape = Tape()
    let x = tape.watch(Tensor([2, 3]))
    let y = (x * x + 5 * x).sum()
    XCTAssertEqual(y.item, 38)
    assertClose(tape.gradients(of: y)[x] ?? Tensor(0), Tensor([9, 11]))
  }

  func testGradientsOfManyUsesAddUpWithoutTouchingSharedParts() {
    let tape = Tape()
    let x = tape.watch(Tensor([1, 2]))
    let y = tape.watch(Tensor([1, 1]))
    // One gradient tensor reaches x and y by the same addition; x then gets more.
    let sum = x + y
    let scalar = (sum + x + x + x).sum()
    let gradients = tape.gradients(of: scalar)
    assertClose(gradients[x] ?? Tensor(0), Tensor([4, 4]))
    assertClose(gradients[y] ?? Tensor(0), Tensor([1, 1]))
  }

  func testPartsAreAddedInTheReverseOrderOfUse() {
    // In floats (1e8 + 1) - 1e8 is 0 and (1e8 - 1e8) + 1 is 1: the order can be seen.
    func gradient(_ scales: [Float]) -> Float {
      tapeGradients(
        of: { inputs in
          let parts = scales.map { inputs[0] * $0 }
          return parts.dropFirst().reduce(parts[0]) { $0 + $1 }
        }, at: [Tensor([1])])[0].item
    }
    XCTAssertEqual(gradient([1, -1e8, 1e8]), 1)
    XCTAssertEqual(gradient([-1e8, 1, 1e8]), 0)
  }

  func testATensorThatTheScalarDoesNotDependOnHasNoGradient() {
    let tape = Tape()
    let x = tape.watch(Tensor([1]))
    let unused = tape.watch(Tensor([1]))
    let stopped = tape.watch(Tensor([4]))
    let gradients = tape.gradients(of: (x * stopped.detached).sum())
    XCTAssertNil(gradients[unused])
    XCTAssertNil(gradients[stopped])
    assertClose(gradients[x] ?? Tensor(0), Tensor([4]))
  }

  func testAWatchedScalarIsItsOwnGradient() {
    let tape = Tape()
    let x = tape.watch(Tensor(3))
    XCTAssertEqual(tape.gradients(of: x)[x]?.item, 1)
  }

  func testASecondTapeStartsAfresh() {
    let value = Tensor([2])
    for _ in 0..<2 {
      let tape = Tape()
      let x = tape.watch(value)
      let gradients = tape.gradients(of: (x * x).sum())
      XCTAssertEqual(gradients[x]?.item, 4)
      XCTAssertEqual(tape.count, 0)
      // A cleared tape can be used again.
      let again = tape.watch(value)
      XCTAssertEqual(tape.gradients(of: (again * 3).sum())[again]?.item, 3)
    }
    let (first, second) = (Tape(), Tape())
    let (x, y) = (first.watch(value), second.watch(value))
    let gradients = first.gradients(of: (x * 2).sum())
    XCTAssertNil(gradients[y], "a tensor of another tape has no gradient here")
    XCTAssertEqual(second.gradients(of: (y * 5).sum())[y]?.item, 5)
  }

  func testOnlyOperationsOnWatchedTensorsAreRecorded() {
    let tape = Tape()
    let x = tape.watch(Tensor([1, 2]))
    let free = tanh(Tensor([1, 2]) * 3)
    XCTAssertFalse(free.isTracked)
    let y = tanh(x) + free
    XCTAssertTrue(y.isTracked)
    XCTAssertEqual(tape.operationNames, ["tanh", "add"])
    tape.clear()
    XCTAssertEqual(tape.count, 0)
  }

  func testALongTapeIsWalkedAndReleasedOnASmallStack() throws {
    let done = expectation(description: "the thread ended")
    nonisolated(unsafe) var gradient: Float?
    nonisolated(unsafe) var count = 0
    let thread = Thread {
      do {
        let tape = Tape()
        let x = tape.watch(Tensor([1]))
        var y = x
        for _ in 0..<200_000 { y = y + 1 }
        count = tape.count
        gradient = tape.gradients(of: y)[x]?.item
      }
      do {
        // Released without ever being walked.
        let tape = Tape()
        var y = tape.watch(Tensor([1]))
        for _ in 0..<200_000 { y = tanh(y) }
      }
      done.fulfill()
    }
    thread.stackSize = 512 * 1024
    thread.start()
    wait(for: [done], timeout: 60)
    XCTAssertEqual(count, 200_001)
    XCTAssertEqual(gradient, 1)
  }

  func testAPassLeavesNoBlockBehind() {
    weak var leaked: Tape?
    let checks = OperationChecks.all
    let before = BufferPool.shared.blocksInUse
    for check in checks {
      autoreleasepoolIfNeeded {
        let tape = Tape()
        leaked = tape
        let inputs = check.inputs.map { tape.watch($0) }
        // Half of the passes are never walked backwards.
        let output = check.function(inputs).sum()
        if check.title.count % 2 == 0 { _ = tape.gradients(of: output) }
      }
      XCTAssertNil(leaked, "\(check.title): the tape lives on")
      XCTAssertEqual(BufferPool.shared.blocksInUse, before, "\(check.title): blocks left behind")
    }
  }

  private func autoreleasepoolIfNeeded(_ body: () -> Void) {
    #if canImport(ObjectiveC)
      autoreleasepool(invoking: body)
    #else
      body()
    #endif
  }
}
