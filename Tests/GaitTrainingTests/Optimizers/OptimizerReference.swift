import GaitNN
import GaitTensor
import GaitTestSupport
import GaitTraining
import XCTest

/// Two parameters without a network around them.
final class ParameterPair: Module {
  let a: Parameter
  let b: Parameter

  init(a: Tensor, b: Tensor) {
    self.a = Parameter(a)
    self.b = Parameter(b)
  }

  func register(in registry: inout Registry) {
    registry.add("a", a)
    registry.add("b", b)
  }
}

/// Ten steps of one of PyTorch's optimisers, and the same steps by one of ours.
struct OptimizerReference: Decodable {
  struct File: Decodable {
    struct Cosine: Decodable {
      let steps: Int
      let share: Double
      let rates: [Double]
    }
    struct Plateau: Decodable {
      let factor: Double
      let patience: Int
      let scores, rates: [Double]
    }
    let optimizers: [String: OptimizerReference]
    let cosine: [Cosine]
    let plateau: [Plateau]

    static func read() throws -> File { try Fixture.json("reference/optimizers.json") }
  }

  let start, target, scale: [String: [Double]]
  let path: [String: [[Double]]]
  let norms: [Double]
  let clip: Double?

  private func tensor(_ values: [String: [Double]], _ name: String) -> Tensor {
    let shape: Shape = name == "a" ? [3, 4] : [5]
    return Tensor((values[name] ?? []).map(Float.init), shape: shape)
  }

  /// Repeats the steps with an optimiser of ours, saved and restored before the sixth.
  func assertTrajectory(
    _ optimizer: some Optimizer, restoredInto fresh: some Optimizer, file: StaticString = #filePath,
    line: UInt = #line
  ) {
    let pair = ParameterPair(a: tensor(start, "a"), b: tensor(start, "b"))
    var present: any Optimizer = optimizer
    for step in 0..<10 {
      if step == 6 {
        var other: any Optimizer = fresh
        other.state = present.state
        present = other
      }
      let (_, gradients) = valueAndGradients(of: pair) { _ in
        func part(_ parameter: Parameter, _ name: String) -> Tensor {
          let error = square(parameter.value - tensor(target, name))
          return (square(error) * tensor(scale, name)).sum()
        }
        let first = part(pair.a, "a")
        return step == 3 || step == 4 ? first : first + part(pair.b, "b")
      }
      if let clip {
        XCTAssertEqual(
          gradients.norm, norms[step], accuracy: 1e-5 * norms[step], file: file, line: line)
        present.step(
          pair.trainableParameters, with: gradients, scale: gradients.scale(limitingNormTo: clip))
      } else {
        present.step(pair.trainableParameters, with: gradients, scale: 1)
      }
      for (name, parameter) in [("a", pair.a), ("b", pair.b)] {
        assertClose(
          parameter.value.elements, path[name]?[step] ?? [], absolute: 2e-6, relative: 2e-5,
          "\(name) after step \(step):", file: file, line: line)
      }
    }
  }
}
