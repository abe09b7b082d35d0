import CKernels
import GaitKernels
import GaitTestSupport
import XCTest

/// Runs a check on the loops of every instruction set that this processor has.
class LoopTestCase: XCTestCase {
  /// Special numbers, and the edges of the range of the exponential.
  static let specials: [Float] = [
    0, -0.0, .infinity, -.infinity, .nan, 88, -88, 88.8, 104, -104, 87.3, -87.3, 0x1p-133,
    -0x1p-133, .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude,
    -.greatestFiniteMagnitude, 1, -1, 0.5,
  ]

  func forEachSet(_ body: (_ loops: GKKernels, _ name: String) throws -> Void) rethrows {
    var count = 0
    for set in [GKInstructionSetBaseline, GKInstructionSetAVX2, GKInstructionSetAVX512] {
      guard let table = gk_kernels_for(set) else { continue }
      XCTAssertEqual(table.pointee.instruction_set, set)
      count += 1
      try body(table.pointee, "instruction set \(set.rawValue):")
    }
    XCTAssertGreaterThan(count, 0)
  }

  func normal(_ count: Int, seed: UInt64, scale: Float = 1) -> [Float] {
    var random = RandomSource(seed: seed &* 1000 &+ UInt64(count))
    return (0..<count).map { _ in scale * random.normal() }
  }

  /// Runs a body on a copy of the numbers that begins off every alignment, with a guard behind.
  func unaligned(_ x: [Float], _ body: (UnsafeMutablePointer<Float>) -> Void) -> [Float] {
    var block = [Float](repeating: 12345, count: x.count + 4)
    block.replaceSubrange(3..<3 + x.count, with: x)
    block.withUnsafeMutableBufferPointer { block in
      guard let base = block.baseAddress else { return }
      body(base + 3)
    }
    XCTAssertEqual(block[2], 12345, "written before the block")
    XCTAssertEqual(block[x.count + 3], 12345, "written behind the block")
    return Array(block[3..<3 + x.count])
  }
}

/// The distance of a float from an exact value in units of that value's last place.
func ulps(_ found: Float, from exact: Double) -> Double {
  if found.isNaN && exact.isNaN { return 0 }
  if Double(found) == exact { return 0 }
  let magnitude = max(abs(exact), Double(Float.leastNormalMagnitude))
  guard magnitude.isFinite else { return .infinity }
  // The result of rounding to an infinity is right where the exact value is beyond the range.
  if magnitude > Double(Float.greatestFiniteMagnitude) {
    return found.isInfinite && (found > 0) == (exact > 0) ? 0 : .infinity
  }
  let distance = abs(Double(found) - exact) / (magnitude.binade * 0x1p-23)
  return distance.isNaN ? .infinity : distance
}

extension Double {
  static func exactSigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
  static func exactSoftplus(_ x: Double) -> Double { max(x, 0) + log1p(exp(-abs(x))) }
  static func exactGELU(_ x: Double) -> Double { 0.5 * x * erfc(-x * 0.5.squareRoot()) }
  static func exactGELUSlope(_ x: Double) -> Double {
    let density = exp(-0.5 * x * x) / (2 * Double.pi).squareRoot()
    return 0.5 * erfc(-x * 0.5.squareRoot()) + x * density
  }
}
