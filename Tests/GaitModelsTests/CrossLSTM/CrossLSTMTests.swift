import GaitKernels
import GaitModels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class CrossLSTMTests: XCTestCase {
  private func configuration(isCausal: Bool = false, dropout: Scalar = 0.2)
    -> CrossLSTM.Configuration
  {
    var configuration = CrossLSTM.Configuration()
    (configuration.imuChannels, configuration.emgChannels, configuration.outputs) = (5, 3, 2)
    (configuration.hidden, configuration.heads) = (4, 2)
    (configuration.isCausal, configuration.dropout) = (isCausal, dropout)
    return configuration
  }

  private func inputs(batch: Int, time: Int, seed: UInt64 = 1) -> [Tensor] {
    var random = RandomSource(seed: seed)
    return [
      .normal([batch, time, 5], using: &random), .normal([batch, time, 3], using: &random),
    ]
  }

  func testOutputsGradientsAndTrainingAreThoseOfPyTorch() throws {
    let cases = try ReferenceCase.cases("reference/models/cross-lstm.json")
    XCTAssertEqual(cases.count, 2)
    for (name, reference) in cases {
      var random = RandomSource(seed: 1)
      let model = CrossLSTM(configuration(isCausal: name == "causal"), using: &random)
      try assertModel(
        reference, model, inputs: ["imu", "emg"],
        outputs: ["moment", "attention.imu_from_emg", "attention.emg_from_imu"]
      ) {
        var context = Context.inference
        return model(CrossLSTM.Input(imu: $0[0], emg: $0[1]), &context).named.map(\.tensor)
      }
    }
  }

  func testOutputsAreNamedAsTheReferenceNamesThem() throws {
    var random = RandomSource(seed: 1)
    let model = CrossLSTM(configuration(), using: &random)
    var context = Context.inference
    let (imu, emg) = (inputs(batch: 1, time: 2)[0], inputs(batch: 1, time: 2)[1])
    let input = try CrossLSTM.Input(named: NamedTensors(tensors: ["imu": imu, "emg": emg]))
    XCTAssertEqual(
      model(input, &context).named.map(\.name),
      ["moment", "attention.imu_from_emg", "attention.emg_from_imu"])
    XCTAssertThrowsError(try CrossLSTM.Input(named: NamedTensors(tensors: ["imu": imu]))) {
      XCTAssertEqual("\($0)", #"cross-lstm: input "emg" is missing"#)
    }
  }

  func testKeepsThePromisesOfAModule() throws {
    for isCausal in [false, true] {
      let configuration = configuration(isCausal: isCausal)
      var contract = ModuleContract(
        make: { CrossLSTM(configuration, using: &$0) }, inputs: inputs(batch: 4, time: 6)
      ) { model, inputs, _, context in
        model(CrossLSTM.Input(imu: inputs[0], emg: inputs[1]), &context).named.map(\.tensor)
      }
      contract.names = try ReferenceCase.cases("reference/models/cross-lstm.json")["plain"].map {
        reference in
        var random = RandomSource(seed: 1)
        let names = CrossLSTM(configuration, using: &random).namedParameters.map(\.path)
        XCTAssertEqual(names.sorted(), reference.weights.keys.sorted())
        return names
      }
      contract.isRandomInTraining = true
      assertModuleContract(contract)
    }
  }

  func testACausalNetworkNeverSeesTheFuture() {
    var random = RandomSource(seed: 4)
    var configuration = configuration()
    (configuration.hidden, configuration.heads) = (24, 3)
    let acausal = CrossLSTM(configuration, using: &random)
    configuration.isCausal = true
    let causal = CrossLSTM(configuration, using: &random)
    let clean = inputs(batch: 2, time: 8)
    func moment(_ model: CrossLSTM, _ streams: [Tensor]) -> Tensor {
      var context = Context.inference
      return model(CrossLSTM.Input(imu: streams[0], emg: streams[1]), &context).moment
    }
    for stream in 0..<2 {
      for step in 1..<8 {
        let past = Mask((0..<16).map { $0 % 8 < step }, shape: [2, 8])
        var changed = clean
        changed[stream] = clean[stream].masked(leading: past, otherwise: 3)
        assertSameBits(
          moment(causal, changed).sliced(axis: 1, 0..<step),
          moment(causal, clean).sliced(axis: 1, 0..<step), "stream \(stream), step \(step)")
        XCTAssertNotEqual(
          moment(acausal, changed).sliced(axis: 1, 0..<step).elements,
          moment(acausal, clean).sliced(axis: 1, 0..<step).elements)
      }
    }
  }

  func testOverfitsEightSamples() {
    var random = RandomSource(seed: 5)
    var configuration = configuration(dropout: 0)
    (configuration.hidden, configuration.heads) = (16, 2)
    let model = CrossLSTM(configuration, using: &random)
    let streams = inputs(batch: 8, time: 5)
    let target = Tensor.normal([8, 5, 2], using: &random)
    var context = Context.training(seed: 1)
    let losses = trainingLosses(of: model, steps: 400, learningRate: 1e-2) {
      let output = model(CrossLSTM.Input(imu: streams[0], emg: streams[1]), &context)
      return square(output.moment - target).mean()
    }
    XCTAssertGreaterThan(losses[0], 0.5)
    XCTAssertLessThan(losses.min() ?? 1, 0.01)
  }

  func testTheDefaultSizesAreThoseOfTheReference() {
    var random = RandomSource(seed: 6)
    // Counted by PyTorch: sum(p.numel() for p in models.CrossLSTM().parameters()).
    XCTAssertEqual(CrossLSTM(using: &random).parameterCount, 713_604)
  }
}
