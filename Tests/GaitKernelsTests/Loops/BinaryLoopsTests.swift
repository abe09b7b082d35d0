import CKernels
import GaitTestSupport
import XCTest

final class BinaryLoopsTests: LoopTestCase {
  func testArithmeticIsExactAtEveryLengthInPlaceOnEitherSide() {
    let operations: [(String, KeyPath<GKKernels, GKBinary?>, (Float, Float) -> Float)] = [
      ("add", \.add, { $0 + $1 }), ("subtract", \.subtract, { $0 - $1 }),
      ("multiply", \.multiply, { $0 * $1 }), ("divide", \.divide, { $0 / $1 }),
    ]
    let corner = Self.specials.flatMap { x in Self.specials.map { (x, $0) } }
    forEachSet { loops, set in
      for (name, path, exact) in operations {
        guard let loop = loops[keyPath: path] else { return XCTFail(name) }
        for count in 0...70 {
          let x = normal(count, seed: 1)
          let y = normal(count, seed: 2)
          let expected = zip(x, y).map(exact)
          assertClose(unaligned(x) { loop($0, y, $0, count) }, expected, "\(set) \(name) on x")
          assertClose(unaligned(y) { loop(x, $0, $0, count) }, expected, "\(set) \(name) on y")
        }
        var z = corner.map(\.0)
        loop(corner.map(\.0), corner.map(\.1), &z, corner.count)
        assertClose(z, corner.map(exact), "\(set) \(name) of special numbers")
      }
    }
  }

  func testAffineAndAccumulatingLoops() {
    forEachSet { loops, set in
      for count in 0...70 {
        let (x, y, z) = (normal(count, seed: 1), normal(count, seed: 2), normal(count, seed: 3))
        assertClose(
          unaligned(x) { loops.affine($0, 1.5, -0.25, $0, count) },
          x.map { 1.5 * Double($0) - 0.25 }, absolute: 3e-7, relative: 2e-7, "\(set) affine")
        assertClose(
          unaligned(y) { loops.accumulate(x, -0.7, $0, count) },
          zip(x, y).map { Double($1) + Double(-0.7 as Float) * Double($0) }, absolute: 3e-7,
          relative: 2e-7, "\(set) accumulate")
        let product = zip(x, z).map { Double($0) * Double($1) }
        assertClose(
          unaligned(y) { loops.accumulate_product(x, z, $0, count) },
          zip(y, product).map { Double($0) + $1 }, absolute: 1e-6, relative: 2e-7,
          "\(set) accumulate_product")
      }
    }
  }
}
