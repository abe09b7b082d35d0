import CKernels
import Foundation
import GaitKernels
import GaitTestSupport
import XCTest

final class UnaryLoopsTests: LoopTestCase {
  private struct Function {
    let name: String
    let loop: GKUnary
    let exact: (Double) -> Double
    let bound: Double
    let range: ClosedRange<Float>
  }

  private func functions(_ loops: GKKernels) -> [Function] {
    [
      Function(name: "exp", loop: loops.exp, exact: Foundation.exp, bound: 2, range: -87.3...88.7),
      Function(
        name: "log", loop: loops.log, exact: Foundation.log, bound: 3,
        range: 0...(.greatestFiniteMagnitude)),
      Function(name: "tanh", loop: loops.tanh, exact: Foundation.tanh, bound: 4, range: -200...200),
      Function(
        name: "sigmoid", loop: loops.sigmoid, exact: Double.exactSigmoid, bound: 4, range: -87...200
      ),
      Function(
        name: "softplus", loop: loops.softplus, exact: Double.exactSoftplus, bound: 4,
        range: -87...200),
      Function(
        name: "sqrt", loop: loops.square_root, exact: { $0.squareRoot() }, bound: 0.5,
        range: 0...(.greatestFiniteMagnitude)),
      Function(
        name: "relu", loop: loops.relu, exact: { max($0, 0) }, bound: 0, range: -200...200),
    ]
  }

  /// Floats spread over every exponent of a range, and evenly inside the ordinary part of it.
  private func sweep(_ range: ClosedRange<Float>) -> [Float] {
    let everyExponent = stride(from: UInt32(0), to: 0x7f80_0000, by: 65_521)
      .flatMap { [Float(bitPattern: $0), -Float(bitPattern: $0)] }
    var random = RandomSource(seed: 3)
    let ordinary = (0..<40_000).map { _ in random.uniform(in: -20...20) }
    return (everyExponent + ordinary).filter { range.contains($0) }
  }

  func testErrorsStayInsideTheStatedBounds() {
    forEachSet { loops, set in
      for function in functions(loops) {
        let x = sweep(function.range)
        var y = x
        function.loop(x, &y, x.count)
        let worst = zip(x, y).map { (ulps($1, from: function.exact(Double($0))), $0) }
          .max { $0.0 < $1.0 }
        XCTAssertLessThanOrEqual(
          worst?.0 ?? 0, function.bound, "\(set) \(function.name) at \(worst?.1 ?? 0)")
      }
    }
  }

  func testTheErrorOfTheGaussianUnitStaysInsideItsBound() {
    let x = sweep(-100...100)
    let ones = [Float](repeating: 1, count: x.count)
    forEachSet { loops, set in
      var (y, slope) = (x, x)
      loops.gelu(x, &y, x.count)
      loops.gelu_backward(x, ones, &slope, x.count)
      for index in x.indices {
        let scale = max(1, abs(Double(x[index])))
        XCTAssertLessThanOrEqual(
          abs(Double(y[index]) - .exactGELU(Double(x[index]))), 3e-7 * scale, "\(set) \(x[index])")
        XCTAssertLessThanOrEqual(
          abs(Double(slope[index]) - .exactGELUSlope(Double(x[index]))), 3e-7 * scale,
          "\(set) slope at \(x[index])")
      }
    }
  }

  func testSpecialNumbers() {
    let expected: [String: (Float) -> Float] = [
      "exp": { $0 < -87.3 ? 0 : Float(Foundation.exp(Double($0))) },
      "log": { Float(Foundation.log(Double($0))) },
      "tanh": { Float(Foundation.tanh(Double($0))) },
      "sigmoid": { $0 < -88.7 ? 0 : Float(Double.exactSigmoid(Double($0))) },
      "softplus": {
        $0 < -87.3 ? 0 : $0.isInfinite ? .infinity : Float(Double.exactSoftplus(Double($0)))
      },
      "sqrt": { $0.squareRoot() },
      "relu": { $0 < 0 ? 0 : $0 },
    ]
    forEachSet { loops, set in
      for function in functions(loops) {
        var y = Self.specials
        function.loop(Self.specials, &y, y.count)
        for (x, found) in zip(Self.specials, y) {
          guard let wanted = expected[function.name]?(x) else { return XCTFail(function.name) }
          XCTAssertLessThanOrEqual(
            ulps(found, from: Double(wanted)), function.bound + 0.5,
            "\(set) \(function.name) of \(x): \(found), expected \(wanted)")
        }
      }
    }
  }

  func testOddFunctionsKeepTheSignOfZero() {
    forEachSet { loops, set in
      var y: [Float] = [0, 0]
      loops.tanh([-0.0, 0], &y, 2)
      XCTAssertEqual(y.map(\.sign), [.minus, .plus], set)
    }
  }

  func testEveryLengthAndAlignmentGivesTheSameBits() {
    forEachSet { loops, set in
      for function in functions(loops) + [
        Function(name: "gelu", loop: loops.gelu, exact: { $0 }, bound: 0, range: 0...1)
      ] {
        let x = normal(70, seed: 2, scale: 3).map(abs)
        var whole = x
        function.loop(x, &whole, x.count)
        for count in 0...70 {
          let source = Array(x[..<count])
          // In place, off alignment.
          let found = unaligned(source) { function.loop($0, $0, count) }
          assertSameBits(
            found, Array(whole[..<count]), "\(set) \(function.name), length \(count)")
        }
      }
    }
  }

  func testDerivativesAreThoseOfTheFormulas() {
    let exact: [(String, KeyPath<GKKernels, GKUnaryBackward?>, (Double) -> Double)] = [
      ("tanh", \.tanh_backward, { 1 - $0 * $0 }),
      ("sigmoid", \.sigmoid_backward, { $0 * (1 - $0) }),
      ("softplus", \.softplus_backward, Double.exactSigmoid),
      ("gelu", \.gelu_backward, Double.exactGELUSlope),
      ("relu", \.relu_backward, { $0 > 0 ? 1 : 0 }),
    ]
    forEachSet { loops, set in
      for (name, path, slope) in exact {
        guard let loop = loops[keyPath: path] else { return XCTFail(name) }
        for count in 1...70 {
          let saved = normal(count, seed: 4)
          let gradient = normal(count, seed: 5)
          let expected = zip(saved, gradient).map { Double($1) * slope(Double($0)) }
          let found = unaligned(gradient) { loop(saved, $0, $0, count) }
          assertClose(found, expected, absolute: 5e-7, relative: 5e-7, "\(set) \(name) \(count)")
        }
      }
    }
  }
}
