import CKernels
import Foundation
import GaitTestSupport
import XCTest

final class LinePoolingLoopsTests: LoopTestCase {
  private func sizes(
    _ plane: (Int, Int), channels: Int, kernel: (Int, Int), stride: (Int, Int), before: (Int, Int),
    isRectified: Bool
  ) -> GKLinePooling {
    GKLinePooling(
      rows: plane.0, columns: plane.1, channels: channels, row_kernel: kernel.0,
      column_kernel: kernel.1, row_stride: stride.0, column_stride: stride.1,
      rows_before: before.0, columns_before: before.1,
      out_rows: (plane.0 + 2 * before.0 - kernel.0) / stride.0 + 1,
      out_columns: (plane.1 + 2 * before.1 - kernel.1) / stride.1 + 1,
      is_rectified: isRectified ? 1 : 0)
  }

  func testWindowsTakeTheLargestAndGiveItsGradientBack() {
    forEachSet { loops, set in
      for channels in [1, 3, 16, 33] {
        for isRectified in [false, true] {
          for own in [
            sizes(
              (4, 6), channels: channels, kernel: (2, 2), stride: (2, 2), before: (0, 0),
              isRectified: isRectified),
            sizes(
              (3, 7), channels: channels, kernel: (1, 2), stride: (1, 2), before: (0, 0),
              isRectified: isRectified),
            sizes(
              (5, 5), channels: channels, kernel: (3, 3), stride: (2, 2), before: (1, 1),
              isRectified: isRectified),
            sizes(
              (1, 6), channels: channels, kernel: (1, 3), stride: (1, 1), before: (0, 1),
              isRectified: isRectified),
          ] { check(loops, set, own) }
        }
      }
    }
  }

  private func check(_ loops: GKKernels, _ set: String, _ sizes: GKLinePooling) {
    let planes = 3
    let (channels, windows) = (sizes.channels, sizes.out_rows * sizes.out_columns)
    let plane = sizes.rows * sizes.columns * channels
    // Steps of a quarter, so that equal elements occur.
    let x = normal(planes * plane, seed: 1).map { ($0 * 4).rounded() / 4 }
    let dy = normal(planes * windows * channels, seed: 2)
    var (sizes, lines) = (sizes, [Int32](repeating: 7, count: dy.count))
    let y = unaligned([Float](repeating: .nan, count: dy.count)) { y in
      lines.withUnsafeMutableBufferPointer {
        // In two runs, the first of which ends within a plane.
        loops.pool_lines(&sizes, x, y, $0.baseAddress, 0, windows + 1)
        loops.pool_lines(&sizes, x, y, $0.baseAddress, windows + 1, planes * windows)
      }
    }
    let without = unaligned([Float](repeating: .nan, count: dy.count)) { y in
      loops.pool_lines(&sizes, x, y, nil, 0, planes * windows)
    }
    let dx = unaligned([Float](repeating: .nan, count: x.count)) { dx in
      loops.unpool_lines(&sizes, dy, lines, dx, 0, 1)
      loops.unpool_lines(&sizes, dy, lines, dx, 1, planes)
    }
    var (expected, gradient) = (y, [Float](repeating: 0, count: x.count))
    for index in 0..<planes * windows {
      let (sample, place) = (index / windows, index % windows)
      let top = place / sizes.out_columns * sizes.row_stride - sizes.rows_before
      let left = place % sizes.out_columns * sizes.column_stride - sizes.columns_before
      for channel in 0..<channels {
        var best: (value: Float, place: Int)?
        for row in max(0, top)..<min(sizes.rows, top + sizes.row_kernel) {
          for column in max(0, left)..<min(sizes.columns, left + sizes.column_kernel) {
            let at = sample * plane + (row * sizes.columns + column) * channels + channel
            if x[at] > best?.value ?? -.infinity { best = (x[at], at) }
          }
        }
        guard let best else { return XCTFail("a window without an element") }
        let output = index * channels + channel
        let isOff = sizes.is_rectified != 0 && best.value <= 0
        expected[output] = isOff ? 0 : best.value
        if !isOff { gradient[best.place] += dy[output] }
      }
    }
    XCTAssertEqual(y, expected, set)
    XCTAssertEqual(without, expected, set)
    XCTAssertEqual(dx, gradient, set)
  }
}
