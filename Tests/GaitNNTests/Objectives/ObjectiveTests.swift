import Foundation
import GaitKernels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class ObjectiveTests: XCTestCase {
  private func objective(_ weight: TermWeight) -> Objective<Tensor, [Tensor?]> {
    Objective([
      ObjectiveTerm("first", weight: weight) { output, target in
        target[0].flatMap { meanSquaredError(output, $0) }
      },
      ObjectiveTerm("second", weight: .fixed(3)) { output, target in
        target[1].flatMap { meanAbsoluteError(output, $0) }
      },
    ])
  }

  func testTermsAreWeighedAndReported() {
    let losses = objective(.fixed(2))(Tensor([1, 3]), [Tensor([0, 0]), Tensor([0, 0])])
    XCTAssertEqual(losses.total.item, 2 * 5 + 3 * 2)
    XCTAssertEqual(losses["first"], 5)
    XCTAssertEqual(losses["second"], 2)
    XCTAssertNil(losses["third"])
  }

  func testATermWithoutALabelContributesNeitherLossNorWeight() {
    let objective = objective(.learned(initialLogVariance: 0.5))
    let losses = objective(Tensor([1, 3]), [nil, Tensor([0, 0])])
    XCTAssertEqual(losses.total.item, 6)
    XCTAssertEqual(losses.terms.map(\.name), ["second"])
    let (_, gradients) = valueAndGradients(of: objective) { tape in
      objective(tape.watch(Tensor([1, 3])), [nil, Tensor([0, 0])]).total
    }
    XCTAssertNil(gradients["log_vars.first"])
  }

  func testALearnedWeightIsThatOfKendallGalAndCipolla() throws {
    let objective = objective(.learned(initialLogVariance: 0.5))
    XCTAssertEqual(objective.namedParameters.map(\.path), ["log_vars.first"])
    let (value, gradients) = valueAndGradients(of: objective) { _ in
      objective(Tensor([1, 3]), [Tensor([0, 0]), nil]).total
    }
    let weight = exp(-0.5)
    XCTAssertEqual(Double(value), weight * 5 + 0.5, accuracy: 1e-6)
    let gradient = try XCTUnwrap(gradients["log_vars.first"]).item
    XCTAssertEqual(Double(gradient), 1 - weight * 5, accuracy: 1e-6)
  }

  func testAGroupJoinsANetworkWithTheWeightsOfItsObjective() {
    var random = RandomSource(seed: 1)
    let group = ModuleGroup([
      ("model", Linear(inputs: 2, outputs: 1, using: &random)),
      ("objective", objective(.learned())),
    ])
    XCTAssertEqual(
      group.namedParameters.map(\.path), ["model.weight", "model.bias", "objective.log_vars.first"])
  }
}
