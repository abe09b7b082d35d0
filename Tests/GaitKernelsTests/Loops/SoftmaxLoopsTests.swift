import CKernels
import Foundation
import GaitTestSupport
import XCTest

final class SoftmaxLoopsTests: LoopTestCase {
  private func exact(_ x: [Float], _ mask: [UInt8], columns: Int) -> [Double] {
    stride(from: 0, to: x.count, by: columns).flatMap { start -> [Double] in
      let places = start..<start + columns
      let visible = places.filter { mask[$0] != 0 }
      let top = visible.map { Double(x[$0]) }.max() ?? 0
      let total = visible.reduce(0) { $0 + exp(Double(x[$1]) - top) }
      return places.map { mask[$0] == 0 ? 0 : exp(Double(x[$0]) - top) / total }
    }
  }

  func testEveryWidthWithAndWithoutMaskInPlace() {
    forEachSet { loops, set in
      for columns in 1...70 {
        let x = normal(3 * columns, seed: 1, scale: 4)
        let all = [UInt8](repeating: 1, count: x.count)
        // The last row sees nothing.
        let mask = x.indices.map { UInt8($0 < 2 * columns && $0 * 7 % 3 != 0 ? 1 : 0) }
        assertClose(
          unaligned(x) { loops.softmax($0, nil, $0, 3, columns) }, exact(x, all, columns: columns),
          absolute: 1e-7, relative: 1e-6, "\(set) \(columns) columns")
        assertClose(
          unaligned(x) { loops.softmax($0, mask, $0, 3, columns) },
          exact(x, mask, columns: columns), absolute: 1e-7, relative: 1e-6,
          "\(set) masked, \(columns) columns")
      }
    }
  }

  func testTheDerivativeInPlace() {
    forEachSet { loops, set in
      for columns in 1...70 {
        let gradient = normal(2 * columns, seed: 2)
        var y = normal(2 * columns, seed: 3)
        loops.softmax(y, nil, &y, 2, columns)
        var expected: [Double] = []
        for start in [0, columns] {
          let inner = (start..<start + columns).reduce(0.0) {
            $0 + Double(y[$1]) * Double(gradient[$1])
          }
          for place in start..<start + columns {
            expected.append(Double(y[place]) * (Double(gradient[place]) - inner))
          }
        }
        assertClose(
          unaligned(gradient) { loops.softmax_backward(y, $0, $0, 2, columns) }, expected,
          absolute: 3e-7, "\(set) \(columns) columns")
      }
    }
  }
}
