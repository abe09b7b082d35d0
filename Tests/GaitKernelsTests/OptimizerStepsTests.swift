import GaitKernels
import GaitTestSupport
import XCTest

final class OptimizerStepsTests: XCTestCase {
  func testTheFirstStepMovesByTheLearningRate() {
    let (p, g) = (Buffer([1, 1, 1]), Buffer([2, -0.5, 0]))
    let (m, v) = (Buffer(repeating: 0, count: 3), Buffer(repeating: 0, count: 3))
    Kernels.adam(Kernels.Adam(), gradient: g, parameter: p, firstMoment: m, secondMoment: v)
    assertClose(p.array, [0.999, 1.001, 1], absolute: 1e-7)
  }

  func testManyStepsFollowTheFormulaInDouble() {
    var settings = Kernels.Adam()
    settings.learningRate = 0.01
    settings.decoupledDecay = 0.1
    var random = RandomSource(seed: 1)
    let p = Buffer([0.5, -2, 3])
    let (m, v) = (Buffer(repeating: 0, count: 3), Buffer(repeating: 0, count: 3))
    var exact = p.array.map(Double.init)
    var (first, second) = ([Double](repeating: 0, count: 3), [Double](repeating: 0, count: 3))
    var (power1, power2) = (1.0, 1.0)
    for step in 1...200 {
      let g = (0..<3).map { _ in random.normal() }
      settings.stepNumber = step
      Kernels.adam(settings, gradient: Buffer(g), parameter: p, firstMoment: m, secondMoment: v)
      power1 *= 0.9
      power2 *= 0.999
      for j in 0..<3 {
        exact[j] *= 1 - 0.01 * 0.1
        first[j] = 0.9 * first[j] + 0.1 * Double(g[j])
        second[j] = 0.999 * second[j] + 0.001 * Double(g[j]) * Double(g[j])
        let scaled = (second[j] / (1 - power2)).squareRoot() + 1e-8
        exact[j] -= 0.01 * first[j] / (1 - power1) / scaled
      }
    }
    assertClose(p.array, exact, absolute: 3e-6, relative: 3e-6)
  }
}
