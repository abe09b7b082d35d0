import Foundation
import GaitData
import GaitKernels
import GaitNN
import GaitTraining

/// Trains and scores the networks of one fold and seed.
struct TransferFitting {
  let configuration: JointMomentsConfiguration
  let seed: Int
  let fold: Int
  /// Draws of the whole run.
  let runSeed: UInt64
  let identity: String
  let folder: RunFolder

  private static let kind = LegNetwork.Kind(architecture: .crossLSTM)
  private var name: String { "transfer-fold-\(fold)-seed-\(seed)" }
  private var jobFolder: URL {
    folder.url.appendingPathComponent("jobs").appendingPathComponent(name)
  }

  /// The errors on the people left out, computed or found.
  func errors(
    training: [LegRecording], test: [LegRecording], _ observe: @Sendable (StudyEvent) -> Void
  ) throws -> TransferErrors {
    let file = jobFolder.appendingPathComponent("errors.json")
    if FileManager.default.fileExists(atPath: file.path) {
      return try folder.read(TransferErrors.self, file)
    }
    let settings = configuration.transfer
    let own = draws("source")
    let source = training.filter { TransferSettings.isOne($0.condition, of: settings.source) }
    let scalers = LegScalers(Self.kind, configuration, fittedOn: source)
    let pretrained = network(own)
    try fit(
      pretrained, scalers, on: source, changed(epochs: settings.epochs, rate: nil), own,
      record: Trainer.RunRecord(
        folder: jobFolder.appendingPathComponent(Self.kind.name),
        identity: "\(identity) \(name)", epochsBetween: 5, isResuming: true))
    observe(.finishedEpoch(job: name, loss: 0, skipped: settings.epochs))
    var errors = TransferErrors(seed: seed, fold: fold)
    for (target, beginnings) in settings.targets.sorted(by: { $0.key < $1.key }) {
      let isTarget = { (leg: LegRecording) in
        TransferSettings.isOne(leg.condition, of: beginnings)
      }
      let unseen = test.filter(isTarget)
      let strides = TransferStrides(
        training.filter(isTarget), configuration, marginFrames: settings.marginFrames,
        seed: draws(target)
      ).strides
      for count in settings.strides where count <= strides.count && !unseen.isEmpty {
        let learned = Array(strides.prefix(count))
        func note(_ arm: TransferErrors.Arm, _ fitted: FittedLegNetwork) {
          errors.entries.append(
            TransferErrors.Entry(
              target: target, arm: arm, strides: count,
              people: Self.errors(of: fitted, on: unseen, configuration)))
        }
        let tuned = try tuned(pretrained, scalers, on: learned, draws("\(target) tuned"))
        note(.transferred, fitted(tuned, scalers))
        if count > 0 {
          let new = draws("\(target) scratch")
          let scratch = network(new)
          let own = LegScalers(Self.kind, configuration, fittedOn: learned)
          try fit(scratch, own, on: learned, changed(epochs: settings.epochs, rate: nil), new)
          note(.scratch, fitted(scratch, own))
        }
        observe(.finishedEpoch(job: "\(name) \(target) \(count)", loss: 0, skipped: 1))
      }
    }
    try folder.write(errors, to: file)
    return errors
  }

  /// A copy of a network that is taught strides: first with both streams frozen, then whole.
  private func tuned(
    _ network: LegNetwork, _ scalers: LegScalers, on strides: [LegRecording], _ own: UInt64
  ) throws -> LegNetwork {
    let copy = self.network(own)
    try StateDictionary(of: network.module).load(into: copy.module)
    guard !strides.isEmpty else { return copy }
    let settings = configuration.transfer
    let streams = copy.module.namedParameters.filter {
      $0.path.hasPrefix("imu.") || $0.path.hasPrefix("emg.")
    }
    for entry in streams { entry.parameter.isTrainable = false }
    try fit(
      copy, scalers, on: strides, changed(epochs: settings.frozenEpochs, rate: settings.frozenRate),
      own)
    for entry in streams { entry.parameter.isTrainable = true }
    try fit(
      copy, scalers, on: strides, changed(epochs: settings.openEpochs, rate: settings.openRate),
      own &+ 1)
    return copy
  }

  private func network(_ own: UInt64) -> LegNetwork {
    var random = RandomSource(seed: own)
    return LegNetwork(Self.kind, configuration, using: &random)
  }

  private func fitted(_ network: LegNetwork, _ scalers: LegScalers) -> FittedLegNetwork {
    FittedLegNetwork(network: network, scalers: scalers, configuration: configuration)
  }

  private func fit(
    _ network: LegNetwork, _ scalers: LegScalers, on legs: [LegRecording],
    _ configuration: JointMomentsConfiguration, _ own: UInt64, record: Trainer.RunRecord? = nil
  ) throws {
    guard configuration.epochs > 0 else { return }
    try network.fit(
      on: legs.map { scalers.example($0, configuration) }, configuration, seed: own, record: record
    ) { _ in }
  }

  private func changed(epochs: Int, rate: Float?) -> JointMomentsConfiguration {
    var changed = configuration
    changed.epochs = epochs
    if let rate { changed.learningRate = rate }
    return changed
  }

  /// Draws of their own for each purpose, whatever the order of the jobs.
  private func draws(_ purpose: String) -> UInt64 {
    RunManifest.seed(of: "\(name) \(purpose)", run: runSeed)
  }

  /// The root-mean-square error of each person's tasks over whole contacts.
  private static func errors(
    of network: FittedLegNetwork, on legs: [LegRecording],
    _ configuration: JointMomentsConfiguration
  ) -> [String: [Double]] {
    let question = JointMomentsConfiguration.question
    var sums: [String: (squares: [Double], count: Double)] = [:]
    for leg in legs {
      let frames = configuration.trainedFrames(of: leg)
      guard !frames.isEmpty else { continue }
      let (predicted, measured) = (network.predict(leg), question.values(leg))
      let person = leg.participant.rawValue
      var own = sums[person] ?? (question.taskNames.map { _ in 0 }, 0)
      for task in measured.indices {
        own.squares[task] += frames.reduce(0) {
          let error = predicted[task][$1] - measured[task][$1]
          return $0 + error * error
        }
      }
      own.count += Double(frames.count)
      sums[person] = own
    }
    return sums.mapValues { own in own.squares.map { ($0 / own.count).squareRoot() } }
  }
}
