import Foundation
import GaitEvaluation
import GaitKernels

/// Chooses a network's settings by the area under the curve over the inner folds.
///
/// One setting after the other: window, kernel, dropout, each with the best of those before; or every
/// combination where the configuration says so. What was tried is kept in `inner.json` of the job,
/// so that an interrupted run does not try it again.
struct RehabSearch {
  private struct Trial: Codable {
    let settings: RehabSettings
    let raw: [Double]
    let area: Double
  }

  private let kind: RehabNetworkKind
  private let fold: RehabFold
  private let fitting: RehabFitting
  private let file: URL
  private var trials: [Trial] = []

  init(_ kind: RehabNetworkKind, _ fold: RehabFold, _ fitting: RehabFitting) throws {
    self.kind = kind
    self.fold = fold
    self.fitting = fitting
    let job = fitting.folder.url.appendingPathComponent("jobs")
      .appendingPathComponent(fold.name).appendingPathComponent(kind.rawValue)
    try fitting.folder.makeFolder(job)
    file = job.appendingPathComponent("inner.json")
    if FileManager.default.fileExists(atPath: file.path) {
      trials = try fitting.folder.read([Trial].self, file)
      let configuration = fitting.configuration
      fitting.observe(
        .finishedEpoch(
          job: "\(fold.name)/\(kind.rawValue)", loss: 0,
          skipped: trials.count * configuration.innerFolds * configuration.epochs))
    }
  }

  /// The area of every setting that was tried.
  var areas: [String: Double] {
    Dictionary(
      trials.map { ($0.settings.name(kind), $0.area) }, uniquingKeysWith: { first, _ in first })
  }

  /// How many settings are tried for a kind of network.
  static func count(_ kind: RehabNetworkKind, _ configuration: RehabEffectConfiguration) -> Int {
    let counts = [
      kind.readsSignals ? configuration.windowsS.count : 1,
      kind.readsImage ? configuration.kernels.count : 1, configuration.dropouts.count,
    ]
    return configuration.searchesWholeGrid
      ? counts.reduce(1, *) : 1 + counts.reduce(0) { $0 + $1 - 1 }
  }

  /// The best settings, and what networks with them say about training patients that they have not
  /// seen; of equally good ones the first.
  mutating func best() throws -> (settings: RehabSettings, raw: [Double]) {
    let configuration = fitting.configuration
    let windows =
      kind.readsSignals ? configuration.windowsS : Array(configuration.windowsS.suffix(1))
    let kernels = kind.readsImage ? configuration.kernels : Array(configuration.kernels.prefix(1))
    let dropouts = configuration.dropouts
    var best = try trial(
      RehabSettings(
        kernel: kernels[0], windowS: windows[windows.count - 1], dropout: dropouts[0]))
    func better(_ other: Trial) { if other.area > best.area { best = other } }
    if configuration.searchesWholeGrid {
      for window in windows.reversed() {
        for kernel in kernels {
          for dropout in dropouts {
            better(
              try trial(RehabSettings(kernel: kernel, windowS: window, dropout: dropout)))
          }
        }
      }
    } else {
      for window in windows.reversed() {
        var settings = best.settings
        settings.windowS = window
        better(try trial(settings))
      }
      for kernel in kernels {
        var settings = best.settings
        settings.kernel = kernel
        better(try trial(settings))
      }
      for dropout in dropouts {
        var settings = best.settings
        settings.dropout = dropout
        better(try trial(settings))
      }
    }
    return (best.settings, best.raw)
  }

  /// Tries settings over the inner folds, or remembers what they gave.
  private mutating func trial(_ settings: RehabSettings) throws -> Trial {
    let name = "\(fold.name)/\(kind.rawValue)"
    if let known = trials.first(where: { $0.settings == settings }) { return known }
    let answers = fold.trainingAnswers
    var raw = [Double](repeating: 0, count: answers.count)
    for (number, part) in fold.inner.enumerated() {
      let network = try fitting.train(
        kind, settings, part.trainingRows.map { fold.training[$0] },
        job: "\(name)/inner \(number + 1), \(settings.name(kind))", record: nil)
      let found = try network.answers(part.testRows.map { fold.training[$0] })
      for (row, answer) in zip(part.testRows, found) { raw[row] = answer.probability }
    }
    let area = try ReceiverOperatingCurve(scores: raw, isPositive: answers).area
    let trial = Trial(settings: settings, raw: raw, area: area)
    trials.append(trial)
    try fitting.folder.write(compact: trials, to: file)
    return trial
  }
}
