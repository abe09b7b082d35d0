import GaitTensor
import GaitTestSupport
import XCTest

final class DropoutTests: XCTestCase {
  func testGradientsAreDirectionalDerivatives() {
    for check in OperationChecks.dropout { check.assertGradients() }
  }

  func testTheMeanStaysAndTheRateIsKept() {
    for rate: Float in [0.1, 0.5, 0.9] {
      let y = GaitTensor.dropout(.ones([1_000_000]), rate: rate, key: 17).elements
      let kept = y.filter { $0 != 0 }
      assertClose(kept, kept.map { _ in 1 / (1 - rate) })
      // Four standard deviations of a binomial count.
      let deviation = (Double(rate) * Double(1 - rate) / 1e6).squareRoot()
      XCTAssertEqual(Double(kept.count) / 1e6, Double(1 - rate), accuracy: 4 * deviation)
    }
  }

  func testTheGradientPassesWhereTheElementDid() {
    let x = Tensor.ones([1000])
    let y = GaitTensor.dropout(x, rate: 0.3, key: 5)
    let gradient = tapeGradients(of: { GaitTensor.dropout($0[0], rate: 0.3, key: 5) }, at: [x])
    assertSameBits(gradient[0], y)
  }

  func testARateOfZeroChangesNothing() {
    let x = OperationChecks.normal(10)
    assertSameBits(GaitTensor.dropout(x, rate: 0, key: 1), x)
  }

  func testADroppedNaNBecomesZero() {
    let y = GaitTensor.dropout(Tensor(repeating: .nan, shape: [1000]), rate: 0.5, key: 2).elements
    XCTAssert(y.contains(0))
    XCTAssert(y.allSatisfy { $0 == 0 || $0.isNaN })
  }
}

extension OperationChecks {
  static var dropout: [OperationCheck] {
    [
      OperationCheck("dropout", [normal(3, 50)]) {
        GaitTensor.dropout($0[0], rate: 0.4, key: 99)
      }
    ]
  }
}
