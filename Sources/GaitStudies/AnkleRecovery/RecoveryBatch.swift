import GaitData
import GaitKernels
import GaitModels
import GaitNN
import GaitTensor

/// Some cases as the networks take them, with their labels.
struct RecoveryBatch {
  /// For ST-AMMFN: visits of each modality packed to the left.
  var input: STAMMFN.Input
  /// For the others: a row of numbers a visit, the last visit last, `[batch, visits, token]`.
  var tokens: Tensor
  /// The tabulated record `[batch, columns]`.
  var table: Tensor
  let progress: [Scalar?]
  let levels: [Int?]
  let weeks: [Scalar?]
  let isCensored: [Bool]

  init(_ cases: [PreparedCase], _ scalers: RecoveryScalers) {
    let (batch, visits) = (cases.count, scalers.visitCount)
    func series(
      _ extents: [Int], _ values: (PreparedCase.Visit) -> [Float]?
    ) -> (Tensor, Mask) {
      let width = extents.reduce(1, *)
      var elements: [Float] = []
      elements.reserveCapacity(batch * visits * width)
      var lengths: [Int] = []
      for item in cases {
        let own = item.visits.compactMap(values)
        lengths.append(own.count)
        for values in own { elements += values }
        elements += [Float](repeating: 0, count: (visits - own.count) * width)
      }
      return (
        Tensor(elements, shape: Shape([batch, visits] + extents)),
        Mask(lengths: lengths, time: visits)
      )
    }
    let clinical = series([RecoveryScalers.clinicalWidth]) { $0.clinical }
    let biomechanics = series([RecoveryScalers.biomechanicsWidth]) { $0.biomechanics }
    let insole = series([scalers.stancePoints, RecoveryScalers.insoleWidth]) { $0.insole }
    let demographics = Tensor(
      cases.flatMap(\.demographics), shape: [batch, cases[0].demographics.count])
    input = STAMMFN.Input(
      demographics: demographics, clinical: clinical.0, biomechanics: biomechanics.0,
      insole: insole.0,
      visitMasks: [.clinical: clinical.1, .biomechanics: biomechanics.1, .insole: insole.1])
    tokens = Tensor(
      cases.flatMap { Self.tokens($0, visits: visits) },
      shape: [batch, visits, RecoveryScalers.tokenWidth])
    table = Tensor(cases.flatMap(\.table), shape: [batch, cases[0].table.count])
    progress = cases.map(\.progress)
    levels = cases.map(\.level)
    weeks = cases.map(\.weeks)
    isCensored = cases.map(\.isCensored)
  }

  private static func tokens(_ item: PreparedCase, visits: Int) -> [Float] {
    let noBiomechanics = [Float](repeating: 0, count: RecoveryScalers.biomechanicsWidth)
    let noMeasures = [Float](repeating: 0, count: InsoleStance.measureNames.count)
    var tokens = [Float](
      repeating: 0, count: (visits - item.visits.count) * RecoveryScalers.tokenWidth)
    for visit in item.visits {
      tokens += item.demographics
      tokens += visit.clinical
      tokens += visit.biomechanics ?? noBiomechanics
      tokens += visit.measures ?? noMeasures
      tokens += [1, visit.biomechanics == nil ? 0 : 1, visit.measures == nil ? 0 : 1]
    }
    return tokens
  }

  /// The batch with normal noise on every number that was measured.
  func noisy(_ deviation: Scalar, using random: inout RandomSource) -> RecoveryBatch {
    guard deviation > 0 else { return self }
    func shaken(_ x: Tensor) -> Tensor { x + .normal(x.shape, using: &random) * deviation }
    var result = self
    result.input.demographics = input.demographics.map(shaken)
    result.input.clinical = input.clinical.map(shaken)
    result.input.biomechanics = input.biomechanics.map(shaken)
    result.input.insole = input.insole.map(shaken)
    result.tokens = shaken(tokens)
    result.table = shaken(table)
    return result
  }
}

/// Training people in a new order every epoch, each step with losses and noise of its own.
struct RecoveryBatches: Batches {
  private let cases: [PreparedCase]
  private let scalers: RecoveryScalers
  private let configuration: AnkleRecoveryConfiguration
  private let isAugmented: Bool
  private let seed: UInt64

  init(
    _ cases: [PreparedCase], _ scalers: RecoveryScalers,
    _ configuration: AnkleRecoveryConfiguration, isAugmented: Bool, seed: UInt64
  ) {
    self.cases = cases
    self.scalers = scalers
    self.configuration = configuration
    self.isAugmented = isAugmented
    self.seed = seed
  }

  var stepsPerEpoch: Int {
    max(1, (cases.count + configuration.batchSize / 2) / configuration.batchSize)
  }

  func batch(step: Int, epoch: Int) -> RecoveryBatch {
    var order = RandomSource(seed: seed ^ 0xA11CE &+ UInt64(epoch))
    let people = Array(cases.indices).shuffled(using: &order)
    let steps = stepsPerEpoch
    let own = people[step * people.count / steps..<(step + 1) * people.count / steps]
    guard isAugmented else { return RecoveryBatch(own.map { cases[$0] }, scalers) }
    var random = RandomSource(seed: seed ^ 0xB0B &+ UInt64(epoch * steps + step))
    let batch = RecoveryBatch(own.map { thinned(cases[$0], &random) }, scalers)
    return batch.noisy(configuration.noise, using: &random)
  }

  /// A case without some visits, and without insoles or biomechanics at some of the others.
  private func thinned(_ item: PreparedCase, _ random: inout RandomSource) -> PreparedCase {
    func happens(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &random) < share }
    var result = item
    let kept = item.visits.filter { _ in !happens(configuration.visitDropout) }
    result.visits = kept.isEmpty ? Array(item.visits.suffix(1)) : kept
    for place in result.visits.indices {
      if happens(configuration.modalityDropout) { result.visits[place].biomechanics = nil }
      if happens(configuration.modalityDropout) {
        result.visits[place].insole = nil
        result.visits[place].measures = nil
      }
    }
    return result
  }
}
