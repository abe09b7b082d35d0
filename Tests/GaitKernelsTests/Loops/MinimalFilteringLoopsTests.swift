import CKernels
import XCTest

/// The transforms of minimal filtering against products with their matrices in double.
final class MinimalFilteringLoopsTests: LoopTestCase {
  // Lavin & Gray 2016, equation 7: Y = Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A.
  private let b: [[Double]] = [[1, 0, -1, 0], [0, 1, 1, 0], [0, -1, 1, 0], [0, 1, 0, -1]]
  private let g: [[Double]] = [[1, 0, 0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0, 0, 1]]
  private let a: [[Double]] = [[1, 1, 1, 0], [0, 1, -1, -1]]

  private let channelCounts = [1, 3, 4, 5, 8, 15, 16, 17, 31, 33, 64, 70]

  /// left · x · leftᵀ for a square x, row after row.
  private func both(_ left: [[Double]], _ x: [Double]) -> [Double] {
    let width = left[0].count
    return left.indices.flatMap { i in
      left.indices.map { j in
        (0..<width * width).reduce(0) {
          $0 + left[i][$1 / width] * x[$1] * left[j][$1 % width]
        }
      }
    }
  }

  private func transposed(_ x: [[Double]]) -> [[Double]] {
    x[0].indices.map { column in x.map { $0[column] } }
  }

  /// Places of a few tiles in a source, every fifth of them outside.
  private func places(tiles: Int, extent: Int, channels: Int, of count: Int) -> [Int32] {
    (0..<tiles * extent).map { $0 % 5 == 3 ? -1 : Int32($0 * 7 % count * channels) }
  }

  func testTheLinesOfTilesAgreeWithTheMatrixInDouble() {
    for isGradient in [false, true] {
      let extent = isGradient ? 4 : 16
      let matrix = isGradient ? transposed(a) : b
      forEachSet { loops, set in
        for channels in channelCounts {
          let (tiles, count) = (5, 30)
          let source = normal(count * channels, seed: 1)
          let places = places(tiles: tiles, extent: extent, channels: channels, of: count)
          let stride = tiles * channels
          let found = unaligned([Float](repeating: .nan, count: 16 * stride)) { target in
            _ = unaligned(source) { source in
              places.withUnsafeBufferPointer { places in
                var job = GKTiles(
                  source: source, places: places.baseAddress, count: tiles, channels: channels,
                  target: target, product_stride: stride)
                if isGradient { loops.tile_gradients(&job) } else { loops.tile_inputs(&job) }
              }
            }
          }
          for tile in 0..<tiles {
            for channel in 0..<channels {
              let x = places[extent * tile..<extent * (tile + 1)].map {
                $0 < 0 ? 0 : Double(source[Int($0) + channel])
              }
              for (product, expected) in both(matrix, x).enumerated() {
                XCTAssertEqual(
                  Double(found[product * stride + tile * channels + channel]), expected,
                  accuracy: 2e-6, "\(set) \(channels) channels, tile \(tile), \(product)")
              }
            }
          }
        }
      }
    }
  }

  func testTheResultsOfTilesAreFinishedAndWrittenWhereTheyBelong() {
    forEachSet { loops, set in
      for channels in channelCounts {
        for finish in 0..<4 {
          let (tiles, count) = (5, 20)
          let stride = tiles * channels
          let products = normal(16 * stride, seed: 2)
          let scale = normal(channels, seed: 3)
          let shift = normal(channels, seed: 4)
          let addend = normal(count * channels, seed: 5)
          // Each place once.
          let places = (0..<count).map { $0 % 6 == 1 ? -1 : Int32($0 * 7 % count * channels) }
          let found = unaligned([Float](repeating: 99, count: count * channels)) { target in
            _ = unaligned(products) { products in
              places.withUnsafeBufferPointer { places in
                scale.withUnsafeBufferPointer { scale in
                  shift.withUnsafeBufferPointer { shift in
                    addend.withUnsafeBufferPointer { addend in
                      var job = GKTileResults(
                        products: products, product_stride: stride, places: places.baseAddress,
                        count: tiles, channels: channels, target: target,
                        scale: finish > 1 ? scale.baseAddress : nil,
                        shift: finish > 0 ? shift.baseAddress : nil,
                        addend: finish > 2 ? addend.baseAddress : nil,
                        is_rectified: finish % 2 == 1 ? 1 : 0)
                      loops.tile_results(&job)
                    }
                  }
                }
              }
            }
          }
          var expected = [Double](repeating: 99, count: count * channels)
          for tile in 0..<tiles {
            for channel in 0..<channels {
              let sums = (0..<16).map {
                Double(products[$0 * stride + tile * channels + channel])
              }
              for (index, sum) in both(a, sums).enumerated() where places[4 * tile + index] >= 0 {
                let place = Int(places[4 * tile + index]) + channel
                var y = sum
                if finish > 1 { y *= Double(scale[channel]) }
                if finish > 0 { y += Double(shift[channel]) }
                if finish > 2 { y += Double(addend[place]) }
                expected[place] = finish % 2 == 1 ? max(0, y) : y
              }
            }
          }
          for (found, expected) in zip(found, expected) {
            XCTAssertEqual(
              Double(found), expected, accuracy: 1e-5, "\(set) \(channels) channels, \(finish)")
          }
        }
      }
    }
  }

  func testTheWeightsOfTheProductsAgreeWithTheMatrixInDouble() {
    forEachSet { loops, set in
      for count in channelCounts {
        for isTurned in [false, true] {
          let stride = count + 3
          let taps = normal(9 * stride, seed: 6)
          let found = unaligned([Float](repeating: .nan, count: 15 * stride + count)) { target in
            _ = unaligned(taps) { taps in
              loops.tile_weights(taps, stride, isTurned ? 1 : 0, target, count)
            }
          }
          for element in 0..<count {
            let own = (0..<9).map { Double(taps[(isTurned ? 8 - $0 : $0) * stride + element]) }
            for (product, expected) in both(g, own).enumerated() {
              XCTAssertEqual(
                Double(found[product * stride + element]), expected, accuracy: 1e-6,
                "\(set) \(count), turned \(isTurned), \(product)")
            }
          }
        }
      }
    }
  }

  func testTheGradientsOfTheTapsAgreeWithTheMatrixInDouble() {
    forEachSet { loops, set in
      for count in channelCounts {
        let stride = count + 3
        let sums = normal(16 * stride, seed: 7)
        let found = unaligned([Float](repeating: .nan, count: 8 * stride + count)) { target in
          _ = unaligned(sums) { sums in loops.tile_weight_gradients(sums, stride, target, count) }
        }
        for element in 0..<count {
          let own = (0..<16).map { Double(sums[$0 * stride + element]) }
          for (tap, expected) in both(transposed(g), own).enumerated() {
            XCTAssertEqual(
              Double(found[tap * stride + element]), expected, accuracy: 2e-6,
              "\(set) \(count), tap \(tap)")
          }
        }
      }
    }
  }
}
