import CKernels
import GaitTestSupport
import XCTest

final class AdamLoopTests: LoopTestCase {
  func testAStepAgreesWithDoubleAtEveryLength() {
    let constants = GKAdam(
      beta1: 0.9, beta2: 0.99, step_size: 0.01, second_moment_scale: 1.5, epsilon: 1e-3,
      shrink: 0.995, coupled_decay: 0.1, gradient_scale: 0.5)
    forEachSet { loops, set in
      for count in 0...70 {
        let (g, p) = (normal(count, seed: 1), normal(count, seed: 2))
        let (m, v) = (normal(count, seed: 3), normal(count, seed: 4).map(abs))
        var (parameter, first, second) = (p, m, v)
        var a = constants
        loops.adam(&a, g, &parameter, &first, &second, count)
        for j in 0..<count {
          let (b1, b2) = (Double(a.beta1), Double(a.beta2))
          let gradient =
            Double(g[j]) * Double(a.gradient_scale) + Double(a.coupled_decay) * Double(p[j])
          let m1 = b1 * Double(m[j]) + (1 - b1) * gradient
          let v1 = b2 * Double(v[j]) + (1 - b2) * gradient * gradient
          let step =
            Double(a.step_size) * m1
            / (v1.squareRoot() * Double(a.second_moment_scale) + Double(a.epsilon))
          XCTAssertEqual(Double(first[j]), m1, accuracy: 1e-6, set)
          XCTAssertEqual(Double(second[j]), v1, accuracy: 1e-6, set)
          XCTAssertEqual(
            Double(parameter[j]), Double(p[j]) * Double(a.shrink) - step, accuracy: 1e-6, set)
        }
      }
    }
  }
}
