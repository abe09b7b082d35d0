import Foundation
import GaitNN
import GaitTensor
import GaitTestSupport
import GaitTraining
import XCTest

/// Runs that are interrupted and gone on with.
final class TrainingRunTests: XCTestCase {
  private struct Interruption: Error {}

  private struct Ending {
    let weights: [String: [Float]]
    let checkpoint: Data
    let history: Data
    let events: Data
  }

  private func trainer(
    _ optimizer: any Optimizer, in folder: URL, every: Int = 1, isResuming: Bool = true
  ) -> Trainer {
    var trainer = Trainer(optimizer: optimizer)
    trainer.schedule = .plateau(warmUpSteps: 3, factor: 0.5, patience: 1)
    trainer.gradientNormLimit = 1
    trainer.averagingDecay = 0.9
    trainer.stopping = EarlyStopping(patience: 6)
    trainer.seed = 5
    trainer.record = Trainer.RunRecord(
      folder: folder, identity: "toy", epochsBetween: every, isResuming: isResuming)
    return trainer
  }

  /// Runs to the end, or until an epoch is over that the run dies after.
  private func run(_ trainer: Trainer, folder: URL, diesAfter: Int? = nil) throws -> Ending {
    // Other weights to begin with: a resumed run must not depend on them.
    let toy = ToyRun(
      seed: diesAfter == nil
        && FileManager.default.fileExists(
          atPath: folder.appendingPathComponent("checkpoint.safetensors").path)
        ? 77 : 1)
    do {
      try trainer.fit(
        toy.module, on: toy.batches, epochs: 9, loss: toy.loss, validate: toy.validate
      ) { event in
        if case .finishedEpoch(let report, _) = event, report.epoch == diesAfter {
          throw Interruption()
        }
      }
    } catch is Interruption {}
    func bytes(_ name: String) throws -> Data {
      try Data(contentsOf: folder.appendingPathComponent(name))
    }
    return Ending(
      weights: StateDictionary(of: toy.module).tensors.mapValues(\.elements),
      checkpoint: (try? bytes("checkpoint.safetensors")) ?? Data(),
      history: try bytes("history.jsonl"),
      events: try bytes("events.out.tfevents.0.gait"))
  }

  func testAStoppedAndResumedRunEndsBitEqualWithAnUninterruptedOne() throws {
    for optimizer: any Optimizer in [
      Adam(learningRate: 0.05, weightDecay: 0.01),
      StochasticGradientDescent(learningRate: 0.02, momentum: 0.9),
    ] {
      for every in [1, 2] {
        let whole = try TemporaryFolder()
        let expected = try run(
          trainer(optimizer, in: whole.url, every: every), folder: whole.url)
        XCTAssertEqual(expected.history.split(separator: 0x0A).count, 9)
        let tag = Data("loss/validation".utf8)
        XCTAssertNotNil(expected.events.range(of: tag))
        for deaths in [[1], [4], [5], [8], [2, 3, 7]] {
          let folder = try TemporaryFolder()
          let own = trainer(optimizer, in: folder.url, every: every)
          for epoch in deaths { _ = try run(own, folder: folder.url, diesAfter: epoch) }
          let found = try run(own, folder: folder.url)
          XCTAssertEqual(found.history, expected.history, "history after \(deaths)")
          XCTAssertEqual(found.events, expected.events, "events after \(deaths)")
          XCTAssertEqual(found.checkpoint, expected.checkpoint, "checkpoint after \(deaths)")
          for (name, values) in expected.weights {
            // The running count is not averaged and begins anew only with the run.
            assertSameBits(try XCTUnwrap(found.weights[name]), values, "\(name) after \(deaths)")
          }
        }
      }
    }
  }

  func testResumingAFinishedRunRunsNothingAndGivesItsWeights() throws {
    let folder = try TemporaryFolder()
    let own = trainer(Adam(learningRate: 0.05), in: folder.url)
    let first = try run(own, folder: folder.url)
    let again = try run(own, folder: folder.url)
    XCTAssertEqual(again.history, first.history)
    XCTAssertEqual(again.checkpoint, first.checkpoint)
    XCTAssertEqual(again.weights, first.weights)
  }

  func testLinesBehindTheCheckpointAreCutOffOnResuming() throws {
    let folder = try TemporaryFolder()
    let own = trainer(Adam(learningRate: 0.05), in: folder.url, every: 2)
    let stopped = try run(own, folder: folder.url, diesAfter: 5)
    XCTAssertEqual(stopped.history.split(separator: 0x0A).count, 5)
    let journal = folder.url.appendingPathComponent("history.jsonl")
    try (stopped.history + Data("{\"half a li".utf8)).write(to: journal)
    let whole = try run(own, folder: folder.url)
    let epochs = try whole.history.split(separator: 0x0A).map {
      try JSONDecoder().decode(EpochReport.self, from: $0).epoch
    }
    XCTAssertEqual(epochs, Array(1...9))
  }

  func testARunThatBeginsAnewLeavesNothingOfTheLastOne() throws {
    let folder = try TemporaryFolder()
    _ = try run(trainer(Adam(learningRate: 0.05), in: folder.url), folder: folder.url)
    let fresh = trainer(Adam(learningRate: 0.01), in: folder.url, every: 5, isResuming: false)
    let stopped = try run(fresh, folder: folder.url, diesAfter: 1)
    XCTAssertEqual(stopped.history.split(separator: 0x0A).count, 1)
    XCTAssertEqual(stopped.checkpoint, Data(), "the old checkpoint would be resumed from")
  }

  func testACheckpointOfAnotherModelIsRefused() throws {
    let folder = try TemporaryFolder()
    let own = trainer(Adam(learningRate: 0.05), in: folder.url)
    _ = try run(own, folder: folder.url, diesAfter: 2)
    let wider = ToyNetwork(seed: 1, width: 4)
    let before = wider.linear.weight.value.elements
    XCTAssertThrowsError(
      try own.fit(wider, on: ToyBatches(), epochs: 9, loss: { _, _ in Tensor(0) })
    ) { error in
      XCTAssert("\(error)".contains("checkpoint.safetensors"), "\(error)")
      XCTAssert("\(error)".contains("linear.weight"), "\(error)")
    }
    assertSameBits(wider.linear.weight.value.elements, before)
  }

  func testStateThatDoesNotFitIsRefusedInsteadOfTrapping() throws {
    let names = ["optimizer/first.linear.weight", "average/linear.weight", "best/linear.bias"]
    for name in names + ["optimizer/first.nothing", "optimizer/step.linear.bias"] {
      let folder = try TemporaryFolder()
      let own = trainer(Adam(learningRate: 0.05), in: folder.url)
      _ = try run(own, folder: folder.url, diesAfter: 2)
      let url = folder.url.appendingPathComponent("checkpoint.safetensors")
      let saved = try Checkpoint(contentsOf: url, identity: "toy")
      func changed(_ state: StateDictionary?, _ prefix: String) -> StateDictionary {
        var state = state ?? StateDictionary()
        if name.hasPrefix(prefix) {
          state.tensors[String(name.dropFirst(prefix.count))] = .ones([9])
        }
        return state
      }
      try Checkpoint(
        identity: "toy", progress: saved.progress, weights: saved.weights,
        optimizer: changed(saved.optimizer, "optimizer/"),
        average: changed(saved.average, "average/"), best: changed(saved.best, "best/")
      ).write(to: url)
      XCTAssertThrowsError(try run(own, folder: folder.url), name) { error in
        guard case CheckpointError.misfit(url.path, name, _, _) = error else {
          return XCTFail("\(error)")
        }
      }
    }
  }

  func testOrphansOfAKilledRunAreSwept() throws {
    let folder = try TemporaryFolder()
    let orphan = folder.url.appendingPathComponent(".gait-temporary-orphan")
    try Data("half".utf8).write(to: orphan)
    _ = try run(trainer(Adam(), in: folder.url), folder: folder.url, diesAfter: 1)
    XCTAssertFalse(FileManager.default.fileExists(atPath: orphan.path))
  }

  func testAFullDiskEndsTheRunAndTheOldCheckpointGoesOn() throws {
    let whole = try TemporaryFolder()
    let folder = try TemporaryFolder()
    let expected = try run(trainer(Adam(learningRate: 0.05), in: whole.url), folder: whole.url)
    let own = trainer(Adam(learningRate: 0.05), in: folder.url)
    let stopped = try run(own, folder: folder.url, diesAfter: 4)
    try FileSizeLimit.whileLimited(toByteCount: stopped.history.count + 300) {
      XCTAssertThrowsError(try run(own, folder: folder.url)) { XCTAssert($0 is FileError, "\($0)") }
    }
    let url = folder.url.appendingPathComponent("checkpoint.safetensors")
    XCTAssertEqual(try Data(contentsOf: url), stopped.checkpoint)
    let found = try run(own, folder: folder.url)
    XCTAssertEqual(found.checkpoint, expected.checkpoint)
    XCTAssertEqual(found.history, expected.history)
  }
}
