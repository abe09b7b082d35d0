import Foundation
import GaitKernels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class LossesTests: XCTestCase {
  private func check(
    _ name: String, _ inputs: [String] = ["prediction"], file: StaticString = #filePath,
    line: UInt = #line, _ loss: ([Tensor], ReferenceCase) throws -> Tensor?
  ) throws {
    let reference = try XCTUnwrap(ReferenceCase.cases("reference/losses.json")[name])
    let values = try inputs.map { try XCTUnwrap(reference.inputs[$0]) }
    let tape = Tape()
    let watched = values.map { tape.watch($0) }
    let scalar = try XCTUnwrap(loss(watched, reference), file: file, line: line)
    let expected = try XCTUnwrap(reference.outputs["loss"])
    assertClose(
      [scalar.item], expected.elements, absolute: 1e-6, relative: 1e-6, name, file: file,
      line: line)
    let gradients = tape.gradients(of: scalar)
    for (key, tensor) in zip(inputs, watched) {
      assertClose(
        try XCTUnwrap(gradients[tensor]), try XCTUnwrap(reference.inputGradients[key]),
        absolute: 1e-6, relative: 1e-6, "\(name), gradient of \(key):", file: file, line: line)
    }
  }

  func testLossesOfNumbersAreThoseOfPyTorch() throws {
    try check("squared") { meanSquaredError($0[0], try XCTUnwrap($1.inputs["target"])) }
    try check("absolute") { meanAbsoluteError($0[0], try XCTUnwrap($1.inputs["target"])) }
    try check("huber") { huberLoss($0[0], try XCTUnwrap($1.inputs["target"]), threshold: 0.7) }
    try check("binary") { binaryCrossEntropy($0[0], try XCTUnwrap($1.inputs["target"])) }
  }

  func testLossesOfClassesAreThoseOfPyTorch() throws {
    try check("crossEntropy") {
      crossEntropy($0[0], classes: try XCTUnwrap($1.integers["classes"]))
    }
    try check("ordinal") { ordinalLoss($0[0], classes: try XCTUnwrap($1.integers["classes"])) }
  }

  func testTheLossOfTheSimulatorIsThatOfPyTorch() throws {
    try check("simulator", ["reconstruction", "mu", "logvar"]) { inputs, reference in
      let stride = try XCTUnwrap(reference.inputs["stride"])
      let squared = try XCTUnwrap(meanSquaredError(inputs[0], stride))
      let divergence = kullbackLeiblerDivergence(mean: inputs[1], logVariance: inputs[2])
      return squared + divergence * 0.3 + pushOffPeakError(inputs[0], stride, pressures: 4) * 0.7
    }
  }

  func testTheLossOfTheFusionIsThatOfPyTorch() throws {
    try check("fusion", ["progress_", "level_", "duration_", "s"]) { inputs, reference in
      let levels = try XCTUnwrap(reference.integers["level"])
      let censored = try XCTUnwrap(reference.integers["censored"]).map { $0 == 1 }
      let terms = [
        meanSquaredError(inputs[0], try XCTUnwrap(reference.inputs["progress"])),
        crossEntropy(inputs[1], classes: levels),
        rightCensoredError(
          inputs[2], try XCTUnwrap(reference.inputs["weeks"]),
          isCensored: Mask(censored, shape: [censored.count]), maximum: 52),
      ]
      return try terms.enumerated().reduce(Tensor(0)) { sum, term in
        let s = inputs[3].selected(axis: 0, term.offset)
        return sum + exp(-s) * (try XCTUnwrap(term.element)) + s
      }
    }
  }

  func testAnUnknownLabelContributesNothingWhateverStandsThere() throws {
    let prediction = Tensor([1, 2, 3, 4], shape: [2, 2])
    let target = Tensor([0, 0, .nan, .nan], shape: [2, 2])
    let known = Mask([true, false], shape: [2])
    let tape = Tape()
    let watched = tape.watch(prediction)
    let loss = try XCTUnwrap(meanSquaredError(watched, target, known: known))
    XCTAssertEqual(loss.item, 2.5)
    XCTAssertEqual(tape.gradients(of: loss)[watched]?.elements, [1, 2, 0, 0])
    XCTAssertEqual(
      try XCTUnwrap(crossEntropy(Tensor([0, 0, .nan, .nan], shape: [2, 2]), classes: [1, nil]))
        .item,
      Float(log(2.0)), accuracy: 1e-6)
  }

  func testABatchWithoutALabelHasNoLoss() {
    let none = Mask([false, false], shape: [2])
    let x = Tensor.zeros([2])
    XCTAssertNil(meanSquaredError(x, x, known: none))
    XCTAssertNil(binaryCrossEntropy(x, x, known: none))
    XCTAssertNil(crossEntropy(.zeros([2, 3]), classes: [nil, nil]))
    XCTAssertNil(ordinalLoss(.zeros([2, 2]), classes: [nil, nil]))
    XCTAssertNil(rightCensoredError(x, x, isCensored: none, known: none))
  }

  func testACensoredDurationCountsOnlyWhereItIsUnderrated() throws {
    let target = Tensor([10, 10, 10])
    let censored = Mask([true, true, false], shape: [3])
    let loss = rightCensoredError(Tensor([14, 7, 14]), target, isCensored: censored)
    XCTAssertEqual(try XCTUnwrap(loss).item, (9 + 16) / 3, accuracy: 1e-6)
  }
}
