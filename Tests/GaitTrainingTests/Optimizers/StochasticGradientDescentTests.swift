import GaitTestSupport
import GaitTraining
import XCTest

/// Stochastic gradient descent against ten steps of PyTorch in double precision.
final class StochasticGradientDescentTests: XCTestCase {
  func testFollowsPyTorch() throws {
    let references = try OptimizerReference.File.read().optimizers
    for (name, optimizer) in [
      ("sgd", StochasticGradientDescent(learningRate: 0.01)),
      ("sgd-momentum", StochasticGradientDescent(learningRate: 0.01, momentum: 0.9)),
      (
        "sgd-momentum-decay",
        StochasticGradientDescent(learningRate: 0.01, momentum: 0.8, weightDecay: 0.2)
      ),
    ] {
      try XCTUnwrap(references[name]).assertTrajectory(optimizer, restoredInto: optimizer)
    }
  }
}
