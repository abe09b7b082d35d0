import GaitClassic
import GaitData
import GaitEvaluation
import GaitKernels
import GaitModels
import GaitNN
import GaitTensor

/// The scales of a network's inputs, of training patients alone.
struct RehabScaler: Codable, Sendable {
  private let clinical: RehabPreparation.Fitted
  private let means, scales: [Float]
  private let light: (mean: Float, scale: Float)

  private enum CodingKeys: String, CodingKey {
    case clinical, means, scales, lightMean, lightScale
  }

  /// - Throws: `LearningError` where a clinical column holds no value.
  init(fittedOn patients: [RehabPatient]) throws {
    clinical = try RehabPreparation.step.fit(Matrix(patients.map(\.clinical)))
    let channels = RehabSeries.names.indices.map { channel in
      Self.moments(patients.lazy.flatMap { $0.series.lazy.map { $0[channel] } })
    }
    means = channels.map(\.mean)
    scales = channels.map(\.scale)
    light = Self.moments(patients.lazy.flatMap(\.image))
  }

  /// Clinical rows, filled and scaled.
  func clinicalRow(_ patient: RehabPatient) -> [Float] {
    // The table has the fitted width, the only thing that a transform can refuse.
    guard let row = try? clinical.transform(Matrix([patient.clinical])) else {
      preconditionFailure("RehabScaler: \(patient.clinical.count) clinical columns")
    }
    return row.values.map(Float.init)
  }

  /// Steps of the series, scaled; missing ones at the mean, steps behind the end as the last one.
  func window(_ patient: RehabPatient, from start: Int, steps: Int) -> [Float] {
    (start..<start + steps).flatMap { step in
      patient.series[min(step, patient.series.count - 1)].enumerated().map { channel, value in
        value.isFinite ? (value - means[channel]) / scales[channel] : 0
      }
    }
  }

  func image(_ patient: RehabPatient) -> [Float] {
    patient.image.map { ($0 - light.mean) / light.scale }
  }

  private static func moments(_ values: some Sequence<Float>) -> (mean: Float, scale: Float) {
    var (count, sum, squares) = (0.0, 0.0, 0.0)
    for value in values where value.isFinite {
      count += 1
      sum += Double(value)
      squares += Double(value) * Double(value)
    }
    guard count > 0 else { return (0, 1) }
    let mean = sum / count
    let deviation = max(0, squares / count - mean * mean).squareRoot()
    return (Float(mean), deviation > 1e-9 ? Float(deviation) : 1)
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    clinical = try container.decode(RehabPreparation.Fitted.self, forKey: .clinical)
    means = try container.decode([Float].self, forKey: .means)
    scales = try container.decode([Float].self, forKey: .scales)
    light = (
      try container.decode(Float.self, forKey: .lightMean),
      try container.decode(Float.self, forKey: .lightScale)
    )
    guard means.count == RehabSeries.names.count, scales.count == means.count,
      clinical.featureCount == RehabPatient.clinicalNames.count
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .means, in: container,
        debugDescription: "\(means.count) channels, expected \(RehabSeries.names.count)")
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(clinical, forKey: .clinical)
    try container.encode(means, forKey: .means)
    try container.encode(scales, forKey: .scales)
    try container.encode(light.mean, forKey: .lightMean)
    try container.encode(light.scale, forKey: .lightScale)
  }
}

/// Windows of patients as tensors.
struct RehabBatch {
  let input: RehabHybrid.Input
  let classes: [Int?]

  init(
    _ windows: [(patient: RehabPatient, start: Int)], _ scaler: RehabScaler, windowSteps: Int
  ) {
    let count = windows.count
    let pixels = windows.first?.patient.image.count ?? 0
    let side = Int(Double(pixels).squareRoot().rounded())
    input = RehabHybrid.Input(
      image: Tensor(windows.flatMap { scaler.image($0.patient) }, shape: [count, 1, side, side]),
      signals: Tensor(
        windows.flatMap { scaler.window($0.patient, from: $0.start, steps: windowSteps) },
        shape: [count, windowSteps, RehabSeries.names.count]),
      clinical: Tensor(
        windows.flatMap { scaler.clinicalRow($0.patient) },
        shape: [count, RehabPatient.clinicalNames.count]))
    classes = windows.map { window in window.patient.isResponder.map { $0 ? 1 : 0 } }
  }
}

/// Patients in a new order in each epoch, with a window of each that begins anywhere.
struct RehabBatches: Batches {
  private let patients: [RehabPatient]
  private let scaler: RehabScaler
  private let windowSteps, size: Int
  private let seed: UInt64

  var stepsPerEpoch: Int { max(1, patients.count / size) }

  init(
    _ patients: [RehabPatient], _ scaler: RehabScaler, windowSteps: Int, size: Int, seed: UInt64
  ) {
    self.patients = patients
    self.scaler = scaler
    self.windowSteps = windowSteps
    self.size = size
    self.seed = seed
  }

  func batch(step: Int, epoch: Int) -> RehabBatch {
    var order = RandomSource(seed: seed ^ 0x0DE5 &+ UInt64(epoch))
    let shuffled = patients.indices.shuffled(using: &order)
    var random = RandomSource(seed: seed ^ 0x5EED &+ UInt64(epoch * stepsPerEpoch + step))
    let windows = shuffled[(step * size) % shuffled.count..<min((step + 1) * size, shuffled.count)]
      .map { index -> (patient: RehabPatient, start: Int) in
        let last = max(0, patients[index].series.count - windowSteps)
        return (patients[index], Int.random(in: 0...last, using: &random))
      }
    return RehabBatch(windows, scaler, windowSteps: windowSteps)
  }
}
