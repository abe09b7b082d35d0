import CKernels
import XCTest

/// The transforms of minimal filtering along one axis against their recursion in double.
final class RunFilteringLoopsTests: LoopTestCase {
  private let channelCounts = [16, 17, 31, 33, 64]

  /// Splits every other number of a run into the three parts of F(2, 2), down to runs of one F(2, 3).
  private func split(
    _ x: [Double], _ levels: Int, _ parts: ([Double]) -> [[Double]],
    _ last: ([Double]) -> [Double]
  ) -> [Double] {
    guard levels > 0 else { return last(x) }
    return parts(x).flatMap { split($0, levels - 1, parts, last) }
  }

  /// The other way: three parts of equal size become one.
  private func join(
    _ x: [Double], _ levels: Int, _ first: ([Double]) -> [Double],
    _ pairs: (Double, Double, Double) -> [Double]
  ) -> [Double] {
    guard levels > 0 else { return first(x) }
    let third = x.count / 3
    let parts = (0..<3).map {
      join(Array(x[$0 * third..<($0 + 1) * third]), levels - 1, first, pairs)
    }
    return parts[0].indices.flatMap { pairs(parts[0][$0], parts[1][$0], parts[2][$0]) }
  }

  private func lines(_ x: [Double], _ levels: Int) -> [Double] {
    split(
      x, levels,
      { x in
        let half = 0..<x.count / 2
        return [
          half.map { x[2 * $0] - x[2 * $0 + 1] }, half.map { x[2 * $0 + 1] },
          half.map { x[2 * $0 + 1] - x[2 * $0 + 2] },
        ]
      }, { [$0[0] - $0[2], $0[1] + $0[2], $0[2] - $0[1], $0[1] - $0[3]] })
  }

  private func partners(_ e: [Double], _ levels: Int) -> [Double] {
    split(
      e, levels,
      { e in
        let half = 0..<e.count / 2
        return [
          half.map { e[2 * $0] }, half.map { e[2 * $0] + e[2 * $0 + 1] },
          half.map { -e[2 * $0 + 1] },
        ]
      }, { [$0[0], $0[0] + $0[1], $0[0] - $0[1], -$0[1]] })
  }

  private func weights(_ g: [Double], _ levels: Int) -> [Double] {
    split(
      g + [Double](repeating: 0, count: 3 << levels - g.count), levels,
      { g in
        let half = 0..<g.count / 2
        return [
          half.map { g[2 * $0] }, half.map { g[2 * $0] + g[2 * $0 + 1] },
          half.map { g[2 * $0 + 1] },
        ]
      }, { [$0[0], ($0[0] + $0[1] + $0[2]) / 2, ($0[0] - $0[1] + $0[2]) / 2, $0[2]] })
  }

  private func results(_ m: [Double], _ levels: Int) -> [Double] {
    join(
      m, levels, { [$0[0] + $0[1] + $0[2], $0[1] - $0[2] - $0[3]] }, { [$0 + $1, $1 - $2] })
  }

  private func weightGradients(_ s: [Double], _ levels: Int) -> [Double] {
    join(
      s, levels,
      { [$0[0] + ($0[1] + $0[2]) / 2, ($0[1] - $0[2]) / 2, $0[3] + ($0[1] + $0[2]) / 2] },
      { [$0 + $1, $1 + $2] })
  }

  private func products(_ levels: Int) -> Int {
    4 * (0..<levels).reduce(1) { count, _ in 3 * count }
  }

  func testTheRecursionIsAConvolutionAndItsGradient() {
    for (taps, levels) in [(3, 0), (5, 1), (6, 1), (9, 2), (12, 2), (19, 3), (24, 3)] {
      let run = 2 << levels
      let x = normal(run + (3 << levels) - 1, seed: 1).map(Double.init)
      let g = normal(taps, seed: 2).map(Double.init)
      let e = normal(run, seed: 3).map(Double.init)
      let transformed = lines(x, levels)
      let y = results(zip(transformed, weights(g, levels)).map { $0 * $1 }, levels)
      for (place, found) in y.enumerated() {
        let expected = (0..<taps).reduce(0) { $0 + x[place + $1] * g[$1] }
        XCTAssertEqual(found, expected, accuracy: 1e-12)
      }
      let gradient = weightGradients(
        zip(transformed, partners(e, levels)).map { $0 * $1 }, levels)
      for tap in 0..<taps {
        let expected = e.indices.reduce(0) { $0 + x[$1 + tap] * e[$1] }
        XCTAssertEqual(gradient[tap], expected, accuracy: 1e-12)
      }
    }
  }

  func testTheLinesOfRunsAgreeWithTheRecursion() {
    for isGradient in [false, true] {
      forEachSet { loops, set in
        for levels in 0...3 {
          for channels in channelCounts {
            let (runs, count) = (3, 40)
            let extent = isGradient ? 2 << levels : (5 << levels) - 1
            let source = normal(count * channels, seed: 4)
            let places = (0..<runs * extent).map {
              $0 % 5 == 3 ? -1 : Int32($0 * 7 % count * channels)
            }
            let stride = runs * channels + 1
            let last = (products(levels) - 1) * stride + runs * channels
            let found = unaligned([Float](repeating: .nan, count: last)) { target in
              _ = unaligned(source) { source in
                places.withUnsafeBufferPointer { places in
                  var job = GKTiles(
                    source: source, places: places.baseAddress, count: runs, channels: channels,
                    target: target, product_stride: stride)
                  if isGradient {
                    loops.run_gradients(&job, levels)
                  } else {
                    loops.run_inputs(&job, levels)
                  }
                }
              }
            }
            for run in 0..<runs {
              for channel in 0..<channels {
                let x = places[extent * run..<extent * (run + 1)].map {
                  $0 < 0 ? 0 : Double(source[Int($0) + channel])
                }
                let expected = isGradient ? partners(x, levels) : lines(x, levels)
                for (product, expected) in expected.enumerated() {
                  XCTAssertEqual(
                    Double(found[product * stride + run * channels + channel]), expected,
                    accuracy: 1e-5, "\(set) \(levels) levels, \(channels) channels, \(product)")
                }
              }
            }
          }
        }
      }
    }
  }

  func testTheResultsOfRunsAgreeWithTheRecursionAndAreFinished() {
    forEachSet { loops, set in
      for levels in 0...3 {
        for channels in channelCounts {
          let (runs, extent) = (2, 2 << levels)
          let count = runs * extent
          let stride = runs * channels
          let sums = normal(products(levels) * stride, seed: 5)
          let shift = normal(channels, seed: 6)
          let places = (0..<count).map { $0 % 6 == 1 ? -1 : Int32((count - 1 - $0) * channels) }
          let found = unaligned([Float](repeating: 99, count: count * channels)) { target in
            places.withUnsafeBufferPointer { places in
              shift.withUnsafeBufferPointer { shift in
                sums.withUnsafeBufferPointer { sums in
                  var job = GKTileResults(
                    products: sums.baseAddress, product_stride: stride, places: places.baseAddress,
                    count: runs, channels: channels, target: target, scale: nil,
                    shift: shift.baseAddress, addend: nil, is_rectified: 1)
                  loops.run_results(&job, levels)
                }
              }
            }
          }
          var expected = [Double](repeating: 99, count: count * channels)
          for run in 0..<runs {
            for channel in 0..<channels {
              let own = (0..<products(levels)).map {
                Double(sums[$0 * stride + run * channels + channel])
              }
              for (index, y) in results(own, levels).enumerated() {
                let place = places[run * extent + index]
                guard place >= 0 else { continue }
                expected[Int(place) + channel] = max(0, y + Double(shift[channel]))
              }
            }
          }
          for (found, expected) in zip(found, expected) {
            XCTAssertEqual(
              Double(found), expected, accuracy: 4e-5, "\(set) \(levels) levels, \(channels)")
          }
        }
      }
    }
  }

  func testTheWeightsOfRunsAndTheirGradientsAgreeWithTheRecursion() {
    forEachSet { loops, set in
      for (taps, levels) in [(2, 0), (3, 0), (5, 1), (6, 1), (7, 2), (9, 2), (13, 3), (24, 3)] {
        for count in channelCounts {
          let stride = count + 3
          let g = normal(taps * stride, seed: 7)
          let sums = normal(products(levels) * stride, seed: 8)
          let last = (products(levels) - 1) * stride + count
          for isTurned in [false, true] {
            let found = unaligned([Float](repeating: .nan, count: last)) {
              loops.run_weights(g, taps, stride, isTurned ? 1 : 0, $0, count, levels)
            }
            for element in 0..<count {
              let own = (0..<taps).map {
                Double(g[(isTurned ? taps - 1 - $0 : $0) * stride + element])
              }
              for (product, expected) in weights(own, levels).enumerated() {
                XCTAssertEqual(
                  Double(found[product * stride + element]), expected, accuracy: 1e-5,
                  "\(set) \(taps) taps, turned \(isTurned), \(product)")
              }
            }
          }
          let found = unaligned([Float](repeating: .nan, count: (taps - 1) * stride + count)) {
            loops.run_weight_gradients(sums, stride, $0, taps, count, levels)
          }
          for element in 0..<count {
            let own = (0..<products(levels)).map { Double(sums[$0 * stride + element]) }
            for (tap, expected) in weightGradients(own, levels).prefix(taps).enumerated() {
              XCTAssertEqual(
                Double(found[tap * stride + element]), expected, accuracy: 2e-5,
                "\(set) \(taps) taps, gradient \(tap)")
            }
          }
        }
      }
    }
  }
}
