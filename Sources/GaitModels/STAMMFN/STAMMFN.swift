import GaitKernels
import GaitNN
import GaitTensor

/// Spatio-temporal attention-based multi-modal fusion: progress, level and duration of recovery.
///
/// In the published design of Zhang, Meng, Jiang 2025, Journal of Engineering and Applied Science:
/// an encoder for each modality, attention over sensors, gait phase, visits and modalities, and three
/// tasks. Sizes and the kinds of encoder, which the abstract leaves open, are ours.
public final class STAMMFN: MultiTaskModel {
  /// `st-ammfn`.
  public static let name = "st-ammfn"
  /// The design in a line.
  public static let summary =
    "four modalities under attention: progress, level, duration of recovery (Zhang et al. 2025)"
  /// Visits and steps, which a reference case sizes its inputs by.
  public static let inputKeys = ["visits", "time"]

  /// Five visits of 100 steps; the first patient has no insole record.
  public static func example(
    batch: Int, _ configuration: Configuration, using random: inout RandomSource
  ) -> NamedTensors {
    let (visits, time) = (5, 100)
    var named = NamedTensors()
    for modality in configuration.modalities {
      let features = configuration.features(modality)
      let shape: Shape =
        switch modality {
        case .demographics: [batch, features]
        case .clinical, .biomechanics: [batch, visits, features]
        case .insole: [batch, visits, time, features]
        }
      named.tensors[modality.rawValue] = .normal(shape, using: &random)
      guard modality != .demographics else { continue }
      let lengths = (0..<batch).map { row in
        modality == .insole && row == 0 && batch > 1 ? 0 : Int(random.next() % 5) + 1
      }
      named.masks["visit_masks.\(modality.rawValue)"] = Mask(lengths: lengths, time: visits)
    }
    return named
  }

  /// The sizes and switches.
  public let configuration: Configuration
  private let demographics, clinical, biomechanics: StaticEncoder?
  private let insole: SeriesEncoder?
  private let visits: [(modality: Modality, encoder: VisitEncoder)]
  private let modality: ModalityAttention?
  private let fusion1, fusion2: Linear
  private let dropout: Dropout
  private let heads: [PredictionHead]

  /// A network whose weights are drawn.
  public init(_ configuration: Configuration = Configuration(), using random: inout RandomSource) {
    self.configuration = configuration
    let (width, rate) = (configuration.width, configuration.dropout)
    func encoder(_ features: Int, hidden: Int) -> StaticEncoder? {
      guard features > 0 else { return nil }
      return StaticEncoder(
        features: features, hidden: hidden, width: width, dropout: rate, using: &random)
    }
    demographics = encoder(configuration.demographics, hidden: 32)
    clinical = encoder(configuration.clinical, hidden: 64)
    biomechanics = encoder(configuration.biomechanics, hidden: 64)
    insole =
      configuration.insole > 0
      ? SeriesEncoder(channels: configuration.insole, width: width, using: &random) : nil
    let modalities = configuration.modalities
    visits = modalities.filter(Modality.series.contains).map {
      ($0, VisitEncoder(width: width, using: &random))
    }
    modality =
      configuration.attendsModalities
      ? ModalityAttention(modalities: modalities.count, width: width, using: &random) : nil
    fusion1 = Linear(inputs: (modalities.count + 1) * width, outputs: 2 * width, using: &random)
    fusion2 = Linear(inputs: 2 * width, outputs: width, using: &random)
    dropout = Dropout(rate > 0 ? 0.3 : 0)
    heads = configuration.tasks.map {
      PredictionHead(
        $0.kind, inputs: width, hidden: 32, categories: configuration.levels, using: &random)
    }
  }

  /// Checks each modality's shape, its visit mask, and that every patient has a modality.
  public func validate(_ input: Input) throws {
    let given = configuration.modalities.filter { input[$0] != nil }
    guard let first = given.first, let batch = input[first]?.shape.extents.first else {
      throw ModelInputError.missing(
        model: Self.name, field: configuration.modalities.map(\.rawValue).joined(separator: " or "))
    }
    var hasRecord = [Bool](repeating: input.demographics != nil, count: batch)
    for modality in given {
      guard let tensor = input[modality] else { continue }
      let (field, features) = (modality.rawValue, configuration.features(modality))
      switch modality {
      case .demographics:
        try require(tensor, field, [batch, features], "[\(batch), \(features)]")
        continue
      case .clinical, .biomechanics:
        try require(tensor, field, [batch, nil, features], "[\(batch), visits, \(features)]")
      case .insole:
        let meaning = "[\(batch), visits, time, \(features)] of at least two steps"
        try require(tensor, field, [batch, nil, nil, features], meaning)
        guard tensor.shape[2] >= 2 else {
          throw ModelInputError.shape(
            model: Self.name, field: field, expected: meaning, found: tensor.shape)
        }
      }
      let counts = try visitCounts(input, modality, batch: batch, visits: tensor.shape[1])
      for (row, count) in counts.enumerated() where count > 0 { hasRecord[row] = true }
    }
    guard let empty = hasRecord.firstIndex(of: false) else { return }
    throw ModelInputError.value(
      model: Self.name, field: "visit_masks", expected: "a visit of some modality for each patient",
      found: "none for patient \(empty)")
  }

  /// The visits of each patient; fails where a mask has another shape or a gap.
  private func visitCounts(
    _ input: Input, _ modality: Modality, batch: Int, visits: Int
  ) throws -> [Int] {
    let field = "visit_masks.\(modality.rawValue)"
    guard visits > 0 else {
      throw ModelInputError.value(
        model: Self.name, field: modality.rawValue, expected: "at least one visit", found: "none")
    }
    guard let mask = input.visitMasks[modality] else {
      return [Int](repeating: visits, count: batch)
    }
    guard mask.shape == [batch, visits] else {
      throw ModelInputError.shape(
        model: Self.name, field: field, expected: "[\(batch), \(visits)]", found: mask.shape)
    }
    let present = mask.isPresent
    return try (0..<batch).map { row in
      let own = present[row * visits..<(row + 1) * visits]
      let count = own.prefix { $0 }.count
      guard !own.dropFirst(count).contains(true) else {
        throw ModelInputError.value(
          model: Self.name, field: field, expected: "present visits packed to the left",
          found: "a gap in row \(row)")
      }
      return count
    }
  }

  /// The predictions of each patient.
  public func callAsFunction(_ input: Input, _ context: inout Context) -> Output {
    expectValid(input)
    let encoded = encode(input, &context)
    let batch = encoded.batch
    var values: [Tensor] = []
    var isPresent: [[Bool]] = []
    var visitAttention: [Modality: Tensor] = [:]
    if demographics != nil {
      let own = encoded.values[.demographics]
      values.append(own ?? .zeros([batch, configuration.width]))
      isPresent.append([Bool](repeating: own != nil, count: batch))
    }
    for (modality, encoder) in visits {
      guard let z = encoded.values[modality] else {
        values.append(.zeros([batch, configuration.width]))
        isPresent.append([Bool](repeating: false, count: batch))
        continue
      }
      let mask = input.visitMasks[modality] ?? Self.everyVisit(z)
      let (value, weights) = encoder(z.masked(leading: mask), mask: mask, &context)
      values.append(value)
      visitAttention[modality] = weights
      let count = mask.shape[1]
      let present = mask.isPresent
      isPresent.append((0..<batch).map { present[$0 * count] })
    }
    let z = stacked(values, axis: 1)
    let present = Mask(
      (0..<batch).flatMap { row in isPresent.map { $0[row] } }, shape: [batch, values.count])
    let (fused, modalityAttention) =
      modality.map { $0(z, present: present) } ?? Self.mean(z, present: present)
    let known = concatenated([fused, z.flattened(from: 1)], axis: 1)
    let h = fusion2(
      dropout(fusion1(known, activation: .relu), &context), activation: .relu)
    return Output(
      predictions: zip(configuration.tasks, heads).map { ($0.name, $1(h)) },
      sensorAttention: encoded.sensor, phaseAttention: encoded.phase,
      visitAttention: visitAttention, modalityAttention: modalityAttention)
  }

  private struct Encoded {
    var values: [Modality: Tensor] = [:]
    var sensor, phase: Tensor?
    var batch = 0
  }

  private func encode(_ input: Input, _ context: inout Context) -> Encoded {
    var encoded = Encoded()
    for (modality, encoder) in [
      (.demographics, demographics), (.clinical, clinical), (.biomechanics, biomechanics),
    ] as [(Modality, StaticEncoder?)] {
      guard let encoder, var x = input[modality] else { continue }
      if let mask = input.visitMasks[modality], modality != .demographics {
        x = x.masked(leading: mask)
      }
      encoded.values[modality] = encoder(x, &context)
      encoded.batch = x.shape[0]
    }
    if let insole, let x = input.insole {
      let (batch, visits, time, channels) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
      let strides = x.reshaped(to: [batch * visits, time, channels])
      let (value, sensor, phase) = insole(
        strides, isPresent: input.visitMasks[.insole]?.isPresent, &context)
      encoded.values[.insole] = value.reshaped(to: [batch, visits, configuration.width])
      encoded.sensor = sensor.reshaped(to: [batch, visits, channels])
      encoded.phase = phase.reshaped(to: [batch, visits, time / 2])
      encoded.batch = batch
    }
    return encoded
  }

  /// The plain mean over the modalities that there are, as weights and their sum.
  private static func mean(_ z: Tensor, present: Mask) -> (value: Tensor, weights: Tensor) {
    let weights = softmax(Tensor.zeros(present.shape), mask: present)
    return (matmul(weights.expandingAxis(1), z.masked(leading: present)).squeezed(1), weights)
  }

  private static func everyVisit(_ z: Tensor) -> Mask {
    Mask([Bool](repeating: true, count: z.shape[0] * z.shape[1]), shape: [z.shape[0], z.shape[1]])
  }

  /// Names those of the modalities, `visits`, `modality`, `fuse1`, `fuse2` and of the tasks.
  public func register(in registry: inout Registry) {
    registry.add("demographics", demographics)
    registry.add("clinical", clinical)
    registry.add("biomechanics", biomechanics)
    registry.add("insole", insole)
    for (modality, encoder) in visits { registry.add("visits.\(modality.rawValue)", encoder) }
    registry.add("modality", modality)
    registry.add("fuse1", fusion1)
    registry.add("fuse2", fusion2)
    for (task, head) in zip(configuration.tasks, heads) { registry.add(task.name, head) }
  }
}
