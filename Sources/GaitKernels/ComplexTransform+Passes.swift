import Foundation

extension ComplexTransform.Pass {
  init(radix: Int, length: Int) {
    self.radix = radix
    self.length = length
    let turn = 2 * Double.pi / Double(length)
    let steps = (0..<length / radix).flatMap { place in (1..<radix).map { place * $0 } }
    cosines = steps.map { cos(turn * Double($0)) }
    sines = steps.map { -sin(turn * Double($0)) }
    let root = 2 * Double.pi / Double(radix)
    let isGeneral = radix > 5
    rootCosines = isGeneral ? (0..<radix).map { cos(root * Double($0)) } : []
    rootSines = isGeneral ? (0..<radix).map { -sin(root * Double($0)) } : []
  }

  /// Sends `stride` interleaved sequences of `length` through one pass.
  ///
  /// Element `q + stride (p + j m)`, with m = length / radix, meets its partners j in 0..<radix; the
  /// results k stand at `q + stride (radix p + k)`, which leaves the end in natural order.
  func run(from x: SplitValues, to y: SplitValues, stride: Int) {
    switch radix {
    case 2: runTwos(x, y, stride)
    case 3: runThrees(x, y, stride)
    case 4: runFours(x, y, stride)
    case 5: runFives(x, y, stride)
    default: runGeneral(x, y, stride)
    }
  }

  private func runTwos(_ x: SplitValues, _ y: SplitValues, _ stride: Int) {
    let m = length / 2
    let far = stride * m
    for p in 0..<m {
      let w = turn(p, 1)
      for q in 0..<stride {
        let (at, to) = (q + stride * p, q + stride * 2 * p)
        let a = value(x, at)
        let b = value(x, at + far)
        store(a + b, y, to)
        store(rotated(a - b, w), y, to + stride)
      }
    }
  }

  private func runThrees(_ x: SplitValues, _ y: SplitValues, _ stride: Int) {
    let m = length / 3
    let far = stride * m
    let height = 0.75.squareRoot()
    for p in 0..<m {
      let (w1, w2) = (turn(p, 1), turn(p, 2))
      for q in 0..<stride {
        let (at, to) = (q + stride * p, q + stride * 3 * p)
        let a = value(x, at)
        let (b, c) = (value(x, at + far), value(x, at + 2 * far))
        let sum = b + c
        let middle = a - sum * 0.5
        let side = quarterBack((b - c) * height)
        store(a + sum, y, to)
        store(rotated(middle + side, w1), y, to + stride)
        store(rotated(middle - side, w2), y, to + 2 * stride)
      }
    }
  }

  private func runFours(_ x: SplitValues, _ y: SplitValues, _ stride: Int) {
    let m = length / 4
    let far = stride * m
    for p in 0..<m {
      let (w1, w2, w3) = (turn(p, 1), turn(p, 2), turn(p, 3))
      for q in 0..<stride {
        let (at, to) = (q + stride * p, q + stride * 4 * p)
        let (a, b) = (value(x, at), value(x, at + far))
        let (c, d) = (value(x, at + 2 * far), value(x, at + 3 * far))
        let (evenSum, evenDifference) = (a + c, a - c)
        let (oddSum, oddDifference) = (b + d, quarterBack(b - d))
        store(evenSum + oddSum, y, to)
        store(rotated(evenDifference + oddDifference, w1), y, to + stride)
        store(rotated(evenSum - oddSum, w2), y, to + 2 * stride)
        store(rotated(evenDifference - oddDifference, w3), y, to + 3 * stride)
      }
    }
  }

  private func runFives(_ x: SplitValues, _ y: SplitValues, _ stride: Int) {
    let m = length / 5
    let far = stride * m
    let (c1, c2) = (cos(2 * Double.pi / 5), cos(4 * Double.pi / 5))
    let (s1, s2) = (sin(2 * Double.pi / 5), sin(4 * Double.pi / 5))
    for p in 0..<m {
      let (w1, w2, w3, w4) = (turn(p, 1), turn(p, 2), turn(p, 3), turn(p, 4))
      for q in 0..<stride {
        let (at, to) = (q + stride * p, q + stride * 5 * p)
        let a = value(x, at)
        let (b, c) = (value(x, at + far), value(x, at + 2 * far))
        let (d, e) = (value(x, at + 3 * far), value(x, at + 4 * far))
        let (outer, inner) = (b + e, c + d)
        let (outerGap, innerGap) = (b - e, c - d)
        let first = a + outer * c1 + inner * c2
        let second = a + outer * c2 + inner * c1
        let firstSide = quarterBack(outerGap * s1 + innerGap * s2)
        let secondSide = quarterBack(outerGap * s2 - innerGap * s1)
        store(a + outer + inner, y, to)
        store(rotated(first + firstSide, w1), y, to + stride)
        store(rotated(second + secondSide, w2), y, to + 2 * stride)
        store(rotated(second - secondSide, w3), y, to + 3 * stride)
        store(rotated(first - firstSide, w4), y, to + 4 * stride)
      }
    }
  }

  private func runGeneral(_ x: SplitValues, _ y: SplitValues, _ stride: Int) {
    let m = length / radix
    let far = stride * m
    for p in 0..<m {
      for q in 0..<stride {
        let (at, to) = (q + stride * p, q + stride * radix * p)
        for k in 0..<radix {
          var sum = value(x, at)
          var place = 0
          for j in 1..<radix {
            place += k
            if place >= radix { place -= radix }
            let root = SIMD2(rootCosines[place], rootSines[place])
            sum += rotated(value(x, at + j * far), root)
          }
          store(k == 0 ? sum : rotated(sum, turn(p, k)), y, to + k * stride)
        }
      }
    }
  }

  private func turn(_ p: Int, _ k: Int) -> SIMD2<Double> {
    let place = p * (radix - 1) + k - 1
    return SIMD2(cosines[place], sines[place])
  }

  private func value(_ x: SplitValues, _ place: Int) -> SIMD2<Double> {
    SIMD2(x.real[place], x.imaginary[place])
  }

  private func store(_ value: SIMD2<Double>, _ y: SplitValues, _ place: Int) {
    y.real[place] = value.x
    y.imaginary[place] = value.y
  }

  private func rotated(_ a: SIMD2<Double>, _ w: SIMD2<Double>) -> SIMD2<Double> {
    SIMD2(a.x * w.x - a.y * w.y, a.x * w.y + a.y * w.x)
  }

  /// The product with -i.
  private func quarterBack(_ a: SIMD2<Double>) -> SIMD2<Double> { SIMD2(a.y, -a.x) }
}
