import Foundation
import GaitNN
import GaitTensor
import GaitTestSupport
import GaitTraining
import XCTest

/// What a run does, epoch by epoch.
final class TrainerTests: XCTestCase {
  func testTrainsAndReports() throws {
    let toy = ToyRun()
    let before = toy.validate()
    var trainer = Trainer(optimizer: Adam(learningRate: 0.05))
    trainer.schedule = .cosine(warmUpSteps: 3, finalShare: 0)
    var events: [String] = []
    let reports = try trainer.fit(
      toy.module, on: toy.batches, epochs: 12, loss: toy.loss, validate: toy.validate
    ) { event in
      switch event {
      case .began(let epoch): events.append("began \(epoch)")
      case .finishedEpoch(let report, let all): events.append("\(report.epoch) of \(all)")
      case .saved: events.append("saved")
      case .stopped(let reason): events.append(reason.rawValue)
      }
    }
    XCTAssertEqual(reports.map(\.epoch), Array(1...12))
    XCTAssertEqual(reports.map(\.step), (1...12).map { $0 * 4 })
    XCTAssertEqual(
      events, ["began 0"] + (1...12).map { "\($0) of 12" } + ["completed"], "nothing is saved")
    let last = try XCTUnwrap(reports.last)
    XCTAssertEqual(last.validation, toy.validate())
    XCTAssertLessThan(toy.validate(), before / 3)
    XCTAssertLessThan(last.loss, reports[0].loss)
    // The rate of step 47 of 48, of which 3 are warm-up.
    let share = 0.5 * (1 + cos(.pi * 44 / 45))
    XCTAssertEqual(last.learningRate, 0.05 * share, accuracy: 1e-8)
  }

  func testEqualSeedsGiveEqualBitsAndOthersDoNot() throws {
    func weights(_ seed: UInt64) throws -> [Float] {
      let toy = ToyRun()
      var trainer = Trainer(optimizer: Adam(learningRate: 0.05))
      trainer.seed = seed
      try trainer.fit(toy.module, on: toy.batches, epochs: 3, loss: toy.loss)
      return toy.module.linear.weight.value.elements
    }
    assertSameBits(try weights(1), try weights(1))
    XCTAssertNotEqual(try weights(1), try weights(2), "dropout is seeded")
  }

  func testClippingLimitsEveryStep() throws {
    let toy = ToyRun()
    let before = toy.module.linear.weight.value.elements + [0, 0]
    var trainer = Trainer(optimizer: StochasticGradientDescent(learningRate: 1))
    trainer.gradientNormLimit = 1e-3
    var batches = toy.batches
    batches.stepsPerEpoch = 1
    let reports = try trainer.fit(toy.module, on: batches, epochs: 1, loss: toy.loss)
    XCTAssertGreaterThan(reports[0].gradientNorm, 1e-2, "the norm before clipping is reported")
    let after = toy.module.linear.weight.value.elements + [0, 0]
    let moved = zip(before, after).reduce(0.0) { $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1) }
    XCTAssertLessThanOrEqual(moved.squareRoot(), 1.001e-3)
    XCTAssertGreaterThan(moved, 0)
  }

  func testStopsEarlyAndPutsTheBestWeightsBack() throws {
    let toy = ToyRun()
    var trainer = Trainer(optimizer: Adam(learningRate: 0.05))
    trainer.stopping = EarlyStopping(patience: 2)
    var scores = [3.0, 1, 2, 1, 0.5, 0.1][...]
    var seen: [(weights: [Float], statistics: [Float])] = []
    var reason: TrainingEvent.StopReason?
    let reports = try trainer.fit(
      toy.module, on: toy.batches, epochs: 20, loss: toy.loss,
      validate: {
        seen.append(
          (toy.module.linear.weight.value.elements, toy.module.statistics.value.elements))
        return scores.removeFirst()
      },
      observe: { if case .stopped(let why) = $0 { reason = why } })
    XCTAssertEqual(reports.map(\.validation), [3, 1, 2, 1], "an equal score is no better one")
    XCTAssertEqual(reason, .stalled)
    assertSameBits(toy.module.linear.weight.value.elements, seen[1].weights)
    assertSameBits(toy.module.statistics.value.elements, seen[1].statistics, "running statistics")
  }

  func testASmallerImprovementThanAskedForDoesNotCount() throws {
    let toy = ToyRun()
    var trainer = Trainer(optimizer: Adam())
    trainer.stopping = EarlyStopping(
      patience: 2, minimumImprovement: 0.5, restoresBest: false)
    var scores = [3.0, 2.6, 2.55, 9][...]
    let reports = try trainer.fit(
      toy.module, on: toy.batches, epochs: 20, loss: toy.loss, validate: { scores.removeFirst() })
    XCTAssertEqual(reports.count, 3)
    let lastWeights = toy.module.linear.weight.value.elements
    let twin = ToyRun()
    try Trainer(optimizer: Adam()).fit(twin.module, on: twin.batches, epochs: 3, loss: twin.loss)
    assertSameBits(lastWeights, twin.module.linear.weight.value.elements, "the last weights stay")
  }

  func testTheRunningAverageIsThatOfItsClosedForm() throws {
    let toy = ToyRun()
    let start = toy.module.linear.weight.value.elements.map(Double.init)
    var trainer = Trainer(optimizer: StochasticGradientDescent(learningRate: 0.05))
    trainer.averagingDecay = 0.6
    var batches = toy.batches
    batches.stepsPerEpoch = 1
    var average = start
    var scored: [Float] = []
    // Each epoch is one step; the plain weights of it come from a twin without averaging.
    for step in 1...15 {
      let twin = ToyRun()
      try Trainer(optimizer: StochasticGradientDescent(learningRate: 0.05))
        .fit(twin.module, on: batches, epochs: step, loss: twin.loss)
      let share = min(0.6, Double(step) / Double(step + 9))
      let weights = twin.module.linear.weight.value.elements
      average = zip(average, weights).map { share * $0 + (1 - share) * Double($1) }
    }
    try trainer.fit(
      toy.module, on: batches, epochs: 15, loss: toy.loss,
      validate: {
        scored = toy.module.linear.weight.value.elements
        return 1
      })
    assertClose(toy.module.linear.weight.value.elements, average, absolute: 2e-6)
    assertSameBits(scored, toy.module.linear.weight.value.elements, "the average is what is scored")
  }

  func testALossThatIsNotFiniteEndsTheRunWithItsPlace() throws {
    let toy = ToyRun()
    var calls = 0
    XCTAssertThrowsError(
      try Trainer(optimizer: Adam()).fit(
        toy.module, on: toy.batches, epochs: 3,
        loss: { batch, context in
          calls += 1
          return toy.loss(batch, &context) * (calls == 6 ? .nan : 1)
        })
    ) { error in
      XCTAssertEqual(
        error as? TrainingError, .notFinite(epoch: 2, step: 6, what: "a loss of nan"))
    }
    XCTAssertEqual(calls, 6)
    XCTAssert(toy.module.linear.weight.value.elements.allSatisfy(\.isFinite))
  }

  func testAGradientThatIsNotFiniteIsNamed() throws {
    let toy = ToyRun()
    XCTAssertThrowsError(
      try Trainer(optimizer: Adam()).fit(
        toy.module, on: toy.batches, epochs: 1,
        loss: { batch, context in
          // The root's slope at zero is infinite while its value is not.
          toy.loss(batch, &context) + sqrt(square(toy.module.linear.weight.value * 0).sum())
        })
    ) { error in
      XCTAssertEqual(
        "\(error)",
        "training: epoch 1, step 1: expected finite numbers, found a gradient of linear.weight "
          + "that is not")
    }
  }

  func testAValidationScoreThatIsNotANumberEndsTheRun() throws {
    let toy = ToyRun()
    XCTAssertThrowsError(
      try Trainer(optimizer: Adam()).fit(
        toy.module, on: toy.batches, epochs: 3, loss: toy.loss, validate: { .nan })
    ) { error in
      XCTAssertEqual(
        error as? TrainingError, .notFinite(epoch: 1, step: 4, what: "a validation score of nan"))
    }
  }

  func testAFrozenParameterStays() throws {
    let toy = ToyRun()
    let before = toy.module.linear.weight.value.elements
    toy.module.linear.weight.isTrainable = false
    try Trainer(optimizer: Adam(learningRate: 0.1, weightDecay: 0.1))
      .fit(toy.module, on: toy.batches, epochs: 2, loss: toy.loss)
    assertSameBits(toy.module.linear.weight.value.elements, before)
  }
}
