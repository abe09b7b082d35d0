import Foundation
import GaitNN
import GaitTensor
import GaitTestSupport
import GaitTraining
import XCTest

/// Saved runs: whole, or refused with a reason.
final class CheckpointTests: XCTestCase {
  private func checkpoint(identity: String = "toy", scale: Float = 1) -> Checkpoint {
    var progress = TrainingProgress()
    progress.epoch = 3
    progress.step = 12
    progress.random = [1, .max, 3, 4]
    progress.bestScore = 0.1 + 0.2
    progress.bestEpoch = 2
    progress.historyBytes = 77
    let weights = StateDictionary(["w": Tensor([1.5 * scale, -0.0], shape: [2]), "e": .zeros([1])])
    return Checkpoint(
      identity: identity, progress: progress, weights: weights,
      optimizer: StateDictionary(["first.w": .ones([2]), "step.w": Tensor(3)]),
      average: StateDictionary(["w": .zeros([2])]), best: StateDictionary(["w": .ones([2])]))
  }

  private func assertRefused(
    _ url: URL, identity: String = "toy", _ isExpected: (any Error) -> Bool,
    file: StaticString = #filePath, line: UInt = #line
  ) {
    XCTAssertThrowsError(
      try Checkpoint(contentsOf: url, identity: identity), file: file, line: line
    ) { error in
      XCTAssert(isExpected(error), "\(error)", file: file, line: line)
      XCTAssert("\(error)".contains(url.lastPathComponent), "\(error)", file: file, line: line)
    }
  }

  func testComesBackBitForBit() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("checkpoint.safetensors")
    let saved = checkpoint()
    try saved.write(to: url)
    let read = try Checkpoint(contentsOf: url, identity: "toy")
    XCTAssertEqual(read.progress, saved.progress)
    XCTAssertEqual(read.identity, "toy")
    for (own, other) in [
      (read.weights, saved.weights), (read.optimizer, saved.optimizer),
      (try XCTUnwrap(read.average), try XCTUnwrap(saved.average)),
      (try XCTUnwrap(read.best), try XCTUnwrap(saved.best)),
    ] {
      XCTAssertEqual(own.tensors.keys.sorted(), other.tensors.keys.sorted())
      for (name, tensor) in other.tensors {
        assertSameBits(try XCTUnwrap(own.tensors[name]), tensor, name)
      }
    }
  }

  func testPartsThatAreNotKeptAreNotThere() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("checkpoint.safetensors")
    let saved = Checkpoint(
      identity: "toy", progress: TrainingProgress(), weights: StateDictionary(["w": .ones([1])]),
      optimizer: StateDictionary(), average: nil, best: nil)
    try saved.write(to: url)
    let read = try Checkpoint(contentsOf: url, identity: "toy")
    XCTAssertNil(read.average)
    XCTAssertNil(read.best)
    XCTAssertEqual(read.optimizer.tensors.count, 0)
  }

  func testAnotherRunsCheckpointIsRefusedByName() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("checkpoint.safetensors")
    try checkpoint(identity: "seed 1").write(to: url)
    assertRefused(url, identity: "seed 2") {
      $0 as? CheckpointError
        == .otherRun(file: url.path, expected: "seed 2", found: "seed 1")
    }
  }

  func testAFileOfWeightsIsNoCheckpoint() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("weights.safetensors")
    var writer = SafetensorsWriter(metadata: [:], isChecksummed: true)
    try StateDictionary(["w": .ones([2])]).add(to: &writer)
    try writer.write(to: url)
    assertRefused(url) { if case CheckpointError.notACheckpoint = $0 { true } else { false } }
    assertRefused(folder.url.appendingPathComponent("none")) { $0 is FileError }
  }

  func testAnotherVersionIsRefused() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("checkpoint.safetensors")
    var writer = SafetensorsWriter(
      metadata: ["format_version": "2", "kind": "checkpoint", "identity": "toy"],
      isChecksummed: true)
    try StateDictionary(["w": .ones([2])]).add(to: &writer)
    try writer.write(to: url)
    assertRefused(url) {
      $0 as? CheckpointError == .version(file: url.path, expected: "1", found: "2")
    }
  }

  func testATruncatedFileIsRefusedAtEveryLength() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("checkpoint.safetensors")
    try checkpoint().write(to: url)
    let whole = try Data(contentsOf: url)
    let file = try FileHandle(forUpdating: url)
    for length in (0..<whole.count).reversed() {
      try file.truncate(atOffset: UInt64(length))
      XCTAssertThrowsError(try Checkpoint(contentsOf: url, identity: "toy"), "\(length) bytes")
    }
  }

  func testEveryFlippedBitIsFound() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("checkpoint.safetensors")
    try checkpoint().write(to: url)
    let whole = try Data(contentsOf: url)
    // Byte by byte in place: there are some ten thousand bits.
    let file = try FileHandle(forUpdating: url)
    func put(_ byte: UInt8, at place: Int) throws {
      try file.seek(toOffset: UInt64(place))
      try file.write(contentsOf: [byte])
    }
    for (place, byte) in whole.enumerated() {
      for bit in 0..<8 {
        try put(byte ^ 1 << bit, at: place)
        XCTAssertThrowsError(
          try Checkpoint(contentsOf: url, identity: "toy"), "bit \(bit) of byte \(place)")
      }
      try put(byte, at: place)
    }
    XCTAssertNoThrow(try Checkpoint(contentsOf: url, identity: "toy"))
  }

  func testAFullDiskLeavesTheOldCheckpointWhole() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("checkpoint.safetensors")
    try checkpoint().write(to: url)
    let before = try Data(contentsOf: url)
    for limit in [0, 1, 100, before.count - 1] {
      try FileSizeLimit.whileLimited(toByteCount: limit) {
        XCTAssertThrowsError(try checkpoint(scale: 2).write(to: url)) { XCTAssert($0 is FileError) }
      }
      XCTAssertEqual(try Data(contentsOf: url), before)
      XCTAssertEqual(
        try FileManager.default.contentsOfDirectory(atPath: folder.url.path),
        [url.lastPathComponent])
    }
    try checkpoint(scale: 2).write(to: url)
    XCTAssertNotEqual(try Data(contentsOf: url), before)
  }
}
