import GaitKernels
import GaitModels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class SeriesEncoderTests: XCTestCase {
  /// What a loss that looks at the present strides alone makes of an encoder.
  private func run(
    _ encoder: SeriesEncoder, _ x: Tensor, present: [Int], isPresent: [Bool]?
  ) -> (value: Tensor, phase: Tensor, gradients: ParameterGradients, input: Tensor?) {
    var (value, phase, watched) = (Tensor(0), Tensor(0), x)
    let result = valueAndAllGradients(of: encoder) { tape in
      watched = tape.watch(x)
      var context = Context.training(seed: 1)
      let output = encoder(watched, isPresent: isPresent, &context)
      (value, phase) = (output.value.detached, output.phase.detached)
      let seen = output.value.gathered(axis: 0, present)
      let weights = output.phase.gathered(axis: 0, present)
      return square(seen).sum() + square(weights).sum() + square(output.sensor).sum()
    }
    return (value, phase, result.gradients, result.watched[watched])
  }

  func testAbsentStridesChangeNoGradientAndKeepTheirOutputs() throws {
    var random = RandomSource(seed: 1)
    let x = Tensor.normal([7, 12, 5], using: &random)
    let isPresent = [true, false, true, true, false, false, true]
    let present = isPresent.indices.filter { isPresent[$0] }
    // An encoder each, because training moves the running statistics.
    var (first, second) = (RandomSource(seed: 2), RandomSource(seed: 2))
    let all = run(
      SeriesEncoder(channels: 5, width: 8, using: &first), x, present: present, isPresent: nil)
    let some = run(
      SeriesEncoder(channels: 5, width: 8, using: &second), x, present: present,
      isPresent: isPresent)
    assertClose(some.value, all.value, absolute: 1e-6)
    assertClose(some.phase, all.phase, absolute: 1e-6)
    assertClose(try XCTUnwrap(some.input), try XCTUnwrap(all.input), absolute: 1e-6, relative: 1e-5)
    XCTAssertEqual(Set(some.gradients.byPath.keys), Set(all.gradients.byPath.keys))
    for (path, gradient) in all.gradients.byPath {
      assertClose(
        try XCTUnwrap(some.gradients[path]), gradient, absolute: 1e-5, relative: 1e-4, path)
    }
  }

  func testWhereNoStrideIsPresentEveryParameterStillHasItsGradientOfZero() throws {
    var random = RandomSource(seed: 3)
    let encoder = SeriesEncoder(channels: 5, width: 8, using: &random)
    let x = Tensor.normal([3, 8, 5], using: &random)
    let result = valueAndGradients(of: encoder) { _ in
      var context = Context.training(seed: 1)
      let output = encoder(x, isPresent: [false, false, false], &context)
      return (output.value * Tensor.zeros(output.value.shape)).sum()
    }
    let gradient = try XCTUnwrap(result.gradients["lstm.weight_ih_l0"])
    XCTAssertEqual(gradient.elements, [Float](repeating: 0, count: gradient.count))
  }
}
