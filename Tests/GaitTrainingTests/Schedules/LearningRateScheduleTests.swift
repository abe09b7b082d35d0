import Foundation
import GaitTestSupport
import GaitTraining
import XCTest

/// Schedules against their closed forms and PyTorch's.
final class LearningRateScheduleTests: XCTestCase {
  func testCosineIsThatOfPyTorch() throws {
    for reference in try OptimizerReference.File.read().cosine {
      let schedule = LearningRateSchedule.cosine(warmUpSteps: 0, finalShare: reference.share)
      let rates = (0..<reference.steps).map { schedule.factor(step: $0, of: reference.steps) }
      assertClose(rates, reference.rates, absolute: 1e-12)
    }
  }

  func testWarmUpRisesLinearlyAndTheCosineFollows() {
    let schedule = LearningRateSchedule.cosine(warmUpSteps: 4, finalShare: 0.1)
    assertClose((0..<4).map { schedule.factor(step: $0, of: 14) }, [0.25, 0.5, 0.75, 1])
    let expected = (0...10).map { 0.1 + 0.9 * (1 + cos(.pi * Double($0) / 10)) / 2 }
    assertClose((4...14).map { schedule.factor(step: $0, of: 14) }, expected, absolute: 1e-12)
    XCTAssertEqual(schedule.factor(step: 99, of: 14), 0.1, accuracy: 1e-12)
    XCTAssertEqual(schedule.factor(step: 4, of: 4), 1, "a run of warm-up alone")
  }

  func testConstantIsOne() {
    XCTAssertEqual(LearningRateSchedule.constant.factor(step: 7, of: 9, reductions: 3), 1)
  }

  func testPlateauLowersByItsFactorForEveryReduction() {
    let schedule = LearningRateSchedule.plateau(warmUpSteps: 2, factor: 0.5, patience: 3)
    XCTAssertEqual(schedule.factor(step: 0, of: 9), 0.5)
    XCTAssertEqual(schedule.factor(step: 5, of: 9, reductions: 3), 0.125)
    XCTAssertEqual(schedule.factor(step: 0, of: 9, reductions: 1), 0.25)
  }

  func testPlateauInARunIsThatOfPyTorch() throws {
    for reference in try OptimizerReference.File.read().plateau {
      let toy = ToyRun()
      var trainer = Trainer(optimizer: StochasticGradientDescent(learningRate: 1e-3))
      trainer.schedule = .plateau(
        warmUpSteps: 0, factor: reference.factor, patience: reference.patience)
      var scores = reference.scores[...]
      let reports = try trainer.fit(
        toy.module, on: toy.batches, epochs: reference.scores.count, loss: toy.loss,
        validate: { scores.removeFirst() })
      assertClose(reports.map { $0.learningRate * 1e3 }, reference.rates, relative: 1e-6)
    }
  }
}
