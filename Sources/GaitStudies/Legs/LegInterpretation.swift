import Foundation
import GaitEvaluation
import GaitTraining

/// What the Cross-LSTM of a study reads, over people whom its fits have not seen, and whether three
/// ways to ask agree.
struct LegInterpretation: Codable, Sendable {
  /// One part's importance in three ways: the mean over people and its 95 % interval.
  struct Part: Codable, Sendable, Equatable {
    struct Value: Codable, Sendable, Equatable {
      let mean: Double
      let lower, upper: Double?

      init(_ people: [String: Double]) {
        let own = PeopleStatistics(people.sorted { $0.key < $1.key }.map(\.value))
        mean = own.mean
        lower = own.interval?.lowerBound
        upper = own.interval?.upperBound
      }

      /// The interval, where there is one.
      var range: ClosedRange<Double>? {
        guard let lower, let upper else { return nil }
        return lower...upper
      }
    }

    let name: String
    let permutation, ablation, gradients: Value
  }

  /// The streams.
  let streams: [Part]
  /// The channels, by falling permutation importance.
  let channels: [Part]
  /// The agreement in rank over channels, by pairs of methods such as `permutation, ablation`.
  let agreement: [String: RankCorrelation]
  /// The people whose windows were explained.
  let people: [String]
  /// The largest completeness gap of any person's fits.
  let completenessGap: Double
  /// How much more than even attention each phase of the answering stream gets, by direction; nil
  /// where no window held the phase.
  let attentionLift: [String: [Double?]]
  /// Attention from phase to phase in proportion to even attention, by direction.
  let attention: [String: [[Double?]]]

  enum CodingKeys: String, CodingKey {
    case streams, channels, agreement, people, attention
    case completenessGap = "completeness_gap"
    case attentionLift = "attention_lift"
  }

  /// Joins the explanations of fits that each left people out; nil without any.
  init?(_ explanations: [LegExplanation]) {
    guard let first = explanations.first else { return nil }
    let merge = { (method: KeyPath<LegExplanation, [PartImportance]>) in
      first[keyPath: method].indices.map { part in
        explanations.reduce(into: [String: Double]()) {
          $0.merge($1[keyPath: method][part].people) { $1 }
        }
      }
    }
    let (permutation, ablation, gradients) = (
      merge(\.permutation), merge(\.ablation), merge(\.gradients)
    )
    let parts = first.permutation.indices.map { part in
      Part(
        name: first.permutation[part].part, permutation: Part.Value(permutation[part]),
        ablation: Part.Value(ablation[part]), gradients: Part.Value(gradients[part]))
    }
    let streamNames = [LegExplainer.motionStream, LegExplainer.muscleStream]
    streams = parts.filter { streamNames.contains($0.name) }
    let channels = parts.filter { !streamNames.contains($0.name) }
    self.channels = channels.sorted {
      ($0.permutation.mean, $1.name) > ($1.permutation.mean, $0.name)
    }
    var agreement: [String: RankCorrelation] = [:]
    let methods: [(String, KeyPath<Part, Part.Value>)] = [
      ("permutation", \.permutation), ("ablation", \.ablation), ("gradients", \.gradients),
    ]
    for (index, (name, method)) in methods.enumerated() {
      for (other, another) in methods.dropFirst(index + 1) {
        agreement["\(name), \(other)"] = try? RankCorrelation(
          channels.map { $0[keyPath: method].mean }, channels.map { $0[keyPath: another].mean })
      }
    }
    self.agreement = agreement
    people = permutation.first.map { $0.keys.sorted() } ?? []
    completenessGap = explanations.map(\.completenessGap).max() ?? 0
    var lift: [String: [Double?]] = [:]
    var grids: [String: [[Double?]]] = [:]
    let known = { (value: Double) -> Double? in value.isFinite ? value : nil }
    for name in first.attention.keys {
      guard var whole = first.attention[name] else { continue }
      for other in explanations.dropFirst() {
        if let more = other.attention[name] { whole.merge(more) }
      }
      lift[name] = whole.lift.map(known)
      grids[name] = whole.lifts.map { $0.map(known) }
    }
    attentionLift = lift
    attention = grids
  }

  /// A few lines for the command.
  var markdown: String {
    func text(_ value: Double?) -> String {
      value.map { String(format: "%.3f", locale: Locale(identifier: "en_US_POSIX"), $0) } ?? "-"
    }
    func row(_ part: Part) -> String {
      "| \(part.name) | "
        + [part.permutation, part.ablation, part.gradients].map {
          "\(text($0.mean)) (\(text($0.lower)) to \(text($0.upper)))"
        }.joined(separator: " | ") + " |"
    }
    var lines = [
      "What the Cross-LSTM reads, on \(people.count) people left out: rise of the mean squared error "
        + "(variances of the targets) where a part is permuted within a person or replaced by the "
        + "training mean, and mean size of integrated gradients (deviations); mean over people with "
        + "its 95 % interval. Streams, then the ten channels of the largest permutation importance.",
      "", "| part | permutation | ablation | integrated gradients |", "|---|---|---|---|",
    ]
    lines += (streams + channels.prefix(10)).map(row)
    lines += [
      "", "Agreement in rank over all channels:", "", "| methods | Spearman | Kendall |",
      "|---|---|---|",
    ]
    lines += agreement.sorted { $0.key < $1.key }.map {
      "| \($0.key) | \(text($0.value.spearman)) | \(text($0.value.kendall)) |"
    }
    lines += ["", "Largest completeness gap: \(text(completenessGap))."]
    return lines.joined(separator: "\n") + "\n"
  }
}
