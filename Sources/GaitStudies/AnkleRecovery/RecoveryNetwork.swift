import GaitData
import GaitKernels
import GaitModels
import GaitNN
import GaitTensor

/// What a network says of a batch.
struct RecoveryOutput {
  /// [batch], 0 to 1.
  let progress: Tensor
  /// Logits [batch, 4]; nil for a network of one task.
  let level: Tensor?
  /// [batch], in means of the training people; nil for a network of one task.
  let weeks: Tensor?
  /// Where ST-AMMFN looked.
  var attention: STAMMFN.Output?
}

/// The networks of the study behind one face.
struct RecoveryNetwork {
  let model: RecoveryModel
  let module: any Module
  private let forward: (RecoveryBatch, inout Context) -> RecoveryOutput

  init(
    _ model: RecoveryModel, _ configuration: AnkleRecoveryConfiguration,
    _ scalers: RecoveryScalers, using random: inout RandomSource
  ) {
    self.model = model
    let width = configuration.width
    switch model {
    case .mlp:
      var sizes = FeedForwardNetwork.Configuration()
      (sizes.channels, sizes.time) = (RecoveryTable.columns.count, 1)
      (sizes.outputs, sizes.dropout) = (Self.outputs, 0.3)
      (module, forward) = Self.sequence(FeedForwardNetwork(sizes, using: &random)) {
        $0.table.expandingAxis(1)
      }
    case .lstm:
      var sizes = LSTMNetwork.Configuration()
      (sizes.channels, sizes.time) = (RecoveryScalers.tokenWidth, scalers.visitCount)
      (sizes.outputs, sizes.hidden, sizes.dropout) = (Self.outputs, 2 * width, 0.3)
      (module, forward) = Self.sequence(LSTMNetwork(sizes, using: &random)) { $0.tokens }
    case .cnnLSTM:
      var sizes = CNN1DLSTMNetwork.Configuration()
      (sizes.channels, sizes.time) = (RecoveryScalers.tokenWidth, scalers.visitCount)
      (sizes.outputs, sizes.hidden, sizes.width) = (Self.outputs, 2 * width, 2 * width)
      (module, forward) = Self.sequence(CNN1DLSTMNetwork(sizes, using: &random)) { $0.tokens }
    case .transformer:
      var sizes = TransformerNetwork.Configuration()
      (sizes.channels, sizes.time) = (RecoveryScalers.tokenWidth, scalers.visitCount)
      (sizes.outputs, sizes.width, sizes.dropout) = (Self.outputs, 2 * width, 0.2)
      (module, forward) = Self.sequence(TransformerNetwork(sizes, using: &random)) { $0.tokens }
    case .earlyFusion:
      let network = EarlyFusion(
        features: RecoveryScalers.tokenWidth * scalers.visitCount, outputs: Self.outputs,
        width: 4 * width, dropout: 0.3, using: &random)
      module = network
      forward = { batch, context in Self.output(network(batch.tokens, &context)) }
    case .lateFusion:
      let networks = STAMMFN.Modality.allCases.map { modality in
        STAMMFN(Self.sizes(configuration, only: modality), using: &random)
      }
      let network = LateFusion(networks)
      module = network
      forward = { batch, context in network(batch.input, &context) }
    default:
      var sizes = Self.sizes(configuration)
      switch model {
      case .withoutModalityAttention: sizes.attendsModalities = false
      case .singleTask: sizes.tasks = sizes.tasks.filter { $0.name == "progress" }
      case .withoutDemographics: sizes.demographics = 0
      case .withoutClinical: sizes.clinical = 0
      case .withoutBiomechanics: sizes.biomechanics = 0
      case .withoutInsole: sizes.insole = 0
      default: break
      }
      let network = RecoveryFusion(sizes, isTimeless: model == .withoutTime, using: &random)
      module = network
      forward = { batch, context in network(batch, &context) }
    }
  }

  private static let outputs = 6

  /// ST-AMMFN's sizes for the cohort's records; for one modality if given.
  private static func sizes(
    _ configuration: AnkleRecoveryConfiguration, only modality: STAMMFN.Modality? = nil
  ) -> STAMMFN.Configuration {
    func features(_ own: STAMMFN.Modality, _ count: Int) -> Int {
      modality == nil || modality == own ? count : 0
    }
    var sizes = STAMMFN.Configuration()
    sizes.demographics = features(.demographics, AnkleFeatures.demographicNames.count)
    sizes.clinical = features(.clinical, RecoveryScalers.clinicalWidth)
    sizes.biomechanics = features(.biomechanics, RecoveryScalers.biomechanicsWidth)
    sizes.insole = features(.insole, RecoveryScalers.insoleWidth)
    sizes.width = configuration.width
    sizes.dropout = configuration.dropout
    return sizes
  }

  private static func sequence<Network: PanelNetwork>(
    _ network: Network, _ signals: @escaping (RecoveryBatch) -> Tensor
  ) -> (any Module, (RecoveryBatch, inout Context) -> RecoveryOutput) {
    (
      network,
      { batch, context in
        let y = network(SequenceInput(signals(batch)), &context).y
        return output(y.selected(axis: 1, y.shape[1] - 1))
      }
    )
  }

  /// Six numbers as the three tasks' predictions.
  private static func output(_ y: Tensor) -> RecoveryOutput {
    RecoveryOutput(
      progress: sigmoid(y.selected(axis: 1, 0)), level: y.sliced(axis: 1, 1..<5),
      weeks: softplus(y.selected(axis: 1, 5)))
  }

  /// What the network says of a batch.
  func callAsFunction(_ batch: RecoveryBatch, _ context: inout Context) -> RecoveryOutput {
    forward(batch, &context)
  }

  /// The errors of progress and duration in variances of the training people, and the level's
  /// cross-entropy; what is not known of a person counts nothing.
  func loss(
    _ batch: RecoveryBatch, _ configuration: AnkleRecoveryConfiguration,
    _ scalers: RecoveryScalers, _ context: inout Context
  ) -> Tensor {
    let output = self(batch, &context)
    func known(_ values: [Scalar?]) -> (Tensor, Mask) {
      (Tensor(values.map { $0 ?? 0 }), Mask(values.map { $0 != nil }, shape: [values.count]))
    }
    let (progress, isKnown) = known(batch.progress)
    let deviation = Scalar(scalers.progressDeviation)
    var total =
      meanSquaredError(output.progress / deviation, progress / deviation, known: isKnown)
      ?? output.progress.sum() * 0
    if let level = output.level,
      let loss = crossEntropy(level, classes: batch.levels)
    {
      total = total + loss * configuration.levelWeight
    }
    let (weeks, areKnown) = known(batch.weeks)
    if let predicted = output.weeks,
      let loss = rightCensoredError(
        predicted, weeks, isCensored: Mask(batch.isCensored, shape: [batch.isCensored.count]),
        maximum: Scalar(scalers.weeksDeviation / scalers.meanWeeks), known: areKnown)
    {
      total = total + loss * configuration.durationWeight
    }
    return total
  }
}

extension RecoveryOutput {
  /// ST-AMMFN's predictions.
  init(_ output: STAMMFN.Output) {
    guard let progress = output["progress"] else {
      preconditionFailure("RecoveryOutput: no progress among \(output.predictions.map(\.name))")
    }
    self.init(
      progress: progress, level: output["level"], weeks: output["duration"], attention: output)
  }
}

extension STAMMFN.Input {
  /// The means over visits, as one visit, and over the stance.
  var withoutTime: STAMMFN.Input {
    func mean(_ x: Tensor?, _ modality: STAMMFN.Modality) -> (Tensor, Mask)? {
      guard let x, let mask = visitMasks[modality] else { return nil }
      let visits = mask.shape[1]
      let counts = (0..<mask.shape[0]).map { row in
        mask.isPresent[row * visits..<(row + 1) * visits].count { $0 }
      }
      let sum = x.masked(leading: mask).sum(axis: 1, keepingAxis: true)
      let shares = Tensor(
        counts.map { 1 / Scalar(max(1, $0)) },
        shape: Shape([counts.count] + [Int](repeating: 1, count: x.shape.rank - 1)))
      return (sum * shares, Mask(counts.map { $0 > 0 }, shape: [counts.count, 1]))
    }
    var result = self
    if let (value, mask) = mean(clinical, .clinical) {
      (result.clinical, result.visitMasks[.clinical]) = (value, mask)
    }
    if let (value, mask) = mean(biomechanics, .biomechanics) {
      (result.biomechanics, result.visitMasks[.biomechanics]) = (value, mask)
    }
    if let (value, mask) = mean(insole, .insole) {
      let still = value.mean(axis: 2, keepingAxis: true)
      result.insole = concatenated([still, still], axis: 2)
      result.visitMasks[.insole] = mask
    }
    return result
  }
}
