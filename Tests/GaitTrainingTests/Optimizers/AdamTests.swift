import GaitNN
import GaitTensor
import GaitTestSupport
import GaitTraining
import XCTest

/// Adam and AdamW against ten steps of PyTorch in double precision.
final class AdamTests: XCTestCase {
  private func assertFollowsPyTorch(_ name: String, _ adam: Adam) throws {
    let reference = try XCTUnwrap(try OptimizerReference.File.read().optimizers[name], name)
    reference.assertTrajectory(adam, restoredInto: adam)
  }

  func testFollowsPyTorchAlsoWhereAParameterSkipsSteps() throws {
    try assertFollowsPyTorch("adam", Adam(learningRate: 0.05))
  }

  func testFollowsPyTorchWithOtherSettings() throws {
    try assertFollowsPyTorch(
      "adam-settings", Adam(learningRate: 0.02, betas: (0.7, 0.95), epsilon: 1e-3))
  }

  func testDecayThroughTheGradientIsAdamsAndDecoupledDecayIsAdamWs() throws {
    try assertFollowsPyTorch(
      "adam-l2", Adam(learningRate: 0.05, weightDecay: 0.3, isDecayDecoupled: false))
    try assertFollowsPyTorch("adamw", Adam(learningRate: 0.05, weightDecay: 0.3))
  }

  func testClippedStepsFollowPyTorch() throws {
    try assertFollowsPyTorch("adamw-clipped", Adam(learningRate: 0.05, weightDecay: 0.1))
  }

  func testACopyDoesNotChangeTheOriginal() {
    let pair = ParameterPair(a: .ones([3, 4]), b: .ones([5]))
    let gradients = ParameterGradients(["a": .ones([3, 4]), "b": .ones([5])])
    var original = Adam(learningRate: 0.1)
    original.step(pair.trainableParameters, with: gradients)
    let before = original.state.tensors
    var copy = original
    copy.step(pair.trainableParameters, with: gradients)
    for (name, tensor) in before {
      XCTAssertEqual(original.state.tensors[name]?.elements, tensor.elements, name)
    }
    XCTAssertNotEqual(copy.state.tensors["first.a"]?.elements, before["first.a"]?.elements)
  }

  func testStateThatIsNoStepCountIsLeftOutWithoutATrap() {
    var adam = Adam()
    for step in [Float.nan, .infinity, -1, 0.5] {
      adam.state = StateDictionary([
        "first.a": .ones([2]), "second.a": .ones([2]), "step.a": Tensor(step),
      ])
      XCTAssertEqual(adam.state.tensors.count, 0)
    }
  }
}
