import GaitKernels
import GaitModels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class STAMMFNTests: XCTestCase {
  private func configuration(_ rest: String = "") throws -> STAMMFN.Configuration {
    try configured(
      STAMMFN.self,
      """
      {"demographics": 3, "clinical": 4, "biomechanics": 3, "insole": 5, "levels": 3, "d": 8\(rest)}
      """)
  }

  private func input(_ batch: Int, using random: inout RandomSource) -> STAMMFN.Input {
    STAMMFN.Input(
      demographics: .normal([batch, 3], using: &random),
      clinical: .normal([batch, 3, 4], using: &random),
      biomechanics: .normal([batch, 3, 3], using: &random),
      insole: .normal([batch, 3, 8, 5], using: &random))
  }

  func testOutputsGradientsAndTrainingAreThoseOfPyTorch() throws {
    try assertNetwork("st-ammfn")
    try assertNetwork("st-ammfn-batch-statistics")
  }

  func testKeepsThePromisesOfAModule() throws {
    var random = RandomSource(seed: 2)
    let configuration = try configuration()
    let own = input(3, using: &random)
    let lengths = [3, 1, 2]
    var contract = ModuleContract(
      make: { STAMMFN(configuration, using: &$0) },
      inputs: [
        own.demographics, own.clinical, own.biomechanics, own.insole,
      ].compactMap { $0 }
    ) { model, inputs, rows, context in
      let mask = Mask(lengths: Array(lengths[rows]), time: 3)
      let input = STAMMFN.Input(
        demographics: inputs[0], clinical: inputs[1], biomechanics: inputs[2], insole: inputs[3],
        visitMasks: [.clinical: mask, .biomechanics: mask, .insole: mask])
      return model(input, &context).predictions.map(\.tensor)
    }
    contract.isRandomInTraining = true
    contract.namesWithoutGradient = ["insole.conv1.bias", "insole.conv2.bias"]
    let visits = Mask(lengths: lengths, time: 3)
    contract.inputsWithGarbage = contract.inputs.enumerated().map { index, tensor in
      index == 0 ? tensor : tensor.masked(leading: visits, otherwise: 1000)
    }
    assertModuleContract(contract)
  }

  func testOverfitsEightSamplesWithLearnedWeights() throws {
    var random = RandomSource(seed: 3)
    let configuration = try configuration()
    let input = input(8, using: &random)
    let target: STAMMFN.Target = [
      "progress": .numbers([0.1, 0.9, 0.4, 0.5, 0.2, nil, 0.7, 0.3]),
      "level": .categories([0, 1, 2, 2, nil, 0, 1, 0]),
      "duration": .durations(
        [4, 20, nil, 12, 30, 8, 16, 25], isCensored: [Bool](repeating: false, count: 8)),
    ]
    let objective = STAMMFN.objective(configuration, weight: .fixed(1))
    assertOverfits(STAMMFN(configuration, using: &random)) {
      objective($0(input, &$1), target).total
    }
  }

  func testAModalityThatAPatientLacksHasNoWeight() throws {
    var random = RandomSource(seed: 4)
    let model = STAMMFN(try configuration(), using: &random)
    var input = input(2, using: &random)
    input.visitMasks[.insole] = Mask(lengths: [0, 3], time: 3)
    var context = Context.inference
    let output = model(input, &context)
    XCTAssertEqual(output.modalityAttention[0, 3], 0)
    XCTAssertGreaterThan(output.modalityAttention[1, 3], 0)
    let visits = try XCTUnwrap(output.visitAttention[.insole])
    XCTAssertEqual(visits.sliced(axis: 0, 0..<1).elements, [0, 0, 0])
  }

  func testAModalityAbsentFromTheBatchIsAsOneThatEveryPatientLacks() throws {
    var random = RandomSource(seed: 5)
    let model = STAMMFN(try configuration(), using: &random)
    var masked = input(2, using: &random)
    var absent = masked
    masked.visitMasks[.clinical] = Mask(lengths: [0, 0], time: 3)
    absent.clinical = nil
    var context = Context.inference
    let (one, other) = (model(masked, &context), model(absent, &context))
    for (left, right) in zip(one.predictions, other.predictions) {
      assertSameBits(left.tensor, right.tensor, left.name)
    }
  }

  func testAModalityCanBeLeftOutOfTheConfiguration() throws {
    var random = RandomSource(seed: 6)
    let model = STAMMFN(
      try configured(
        STAMMFN.self, #"{"demographics": 3, "clinical": 4, "biomechanics": 3, "insole": 0, "d": 8}"#
      ),
      using: &random)
    XCTAssertFalse(model.namedParameters.contains { $0.path.contains("insole") })
    var context = Context.inference
    let output = model(input(2, using: &random), &context)
    XCTAssertEqual(output.modalityAttention.shape, [2, 3])
    XCTAssertNil(output.sensorAttention)
    XCTAssertThrowsError(
      try configured(
        STAMMFN.self,
        #"{"demographics": 0, "clinical": 0, "biomechanics": 0, "insole": 0}"#))
  }

  func testTasksAreConfigurableByKind() throws {
    var random = RandomSource(seed: 7)
    let tasks =
      #", "tasks": [{"name": "pain", "kind": "real"}, {"name": "return", "kind": "categories"}]"#
    let model = STAMMFN(try configuration(tasks), using: &random)
    var context = Context.inference
    let output = model(input(2, using: &random), &context)
    XCTAssertEqual(output["pain"]?.shape, [2])
    XCTAssertEqual(output["return"]?.shape, [2, 3])
    XCTAssertNil(output["progress"])
    XCTAssert(model.namedParameters.contains { $0.path == "pain.lin1.weight" })
    XCTAssertThrowsError(
      try configuration(#", "tasks": [{"name": "modality", "kind": "real"}]"#))
  }

  func testNamesMasksWithAGapAndPatientsWithoutARecord() throws {
    var random = RandomSource(seed: 8)
    let model = STAMMFN(try configuration(), using: &random)
    var gap = input(2, using: &random)
    gap.visitMasks[.clinical] = Mask([true, false, true, true, true, true], shape: [2, 3])
    XCTAssertThrowsError(try model.validate(gap)) {
      XCTAssertEqual(
        "\($0)",
        """
        st-ammfn: input "visit_masks.clinical": expected present visits packed to the left, found \
        a gap in row 0
        """)
    }
    var empty = STAMMFN.Input(clinical: .zeros([2, 3, 4]))
    empty.visitMasks[.clinical] = Mask(lengths: [2, 0], time: 3)
    XCTAssertThrowsError(try model.validate(empty)) {
      XCTAssert("\($0)".hasSuffix("found none for patient 1"), "\($0)")
    }
    var misshaped = input(2, using: &random)
    misshaped.insole = .zeros([2, 3, 8, 6])
    XCTAssertThrowsError(try model.validate(misshaped)) {
      XCTAssert("\($0)".contains(#"input "insole""#), "\($0)")
    }
  }
}
