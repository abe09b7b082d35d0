import Foundation
import GaitKernels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class SinusoidalPositionsTests: XCTestCase {
  func testTheTableIsThatOfTheFormula() {
    let table = SinusoidalPositions(time: 3, width: 4).table
    let expected = (0..<3).flatMap { step -> [Double] in
      let t = Double(step)
      return [sin(t), cos(t), sin(t / 100), cos(t / 100)]
    }
    assertClose(table.elements, expected, absolute: 1e-7)
  }

  func testAShorterSequenceTakesTheFirstRows() {
    let positions = SinusoidalPositions(time: 5, width: 2)
    assertSameBits(
      positions(.zeros([1, 3, 2])).reshaped(to: [3, 2]), positions.table.sliced(axis: 0, 0..<3))
  }
}
