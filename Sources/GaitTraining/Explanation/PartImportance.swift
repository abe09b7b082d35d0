import GaitEvaluation
import GaitTensor

/// How much worse a network does without a part of what it sees, person by person.
public struct PartImportance: Sendable, Codable, Equatable {
  /// The part's name.
  public let part: String
  /// The rise of each person's mean loss.
  public let people: [String: Double]

  /// An importance that was found for each person.
  public init(part: String, people: [String: Double]) {
    self.part = part
    self.people = people
  }

  /// The mean over people.
  public var mean: Double {
    people.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value } / Double(max(1, people.count))
  }
}

/// The rise of the loss when a part of the input is exchanged between windows of the same person.
///
/// Within a person, because exchange between people would also take away what body and gait they have,
/// and judge all parts by that. Source: Breiman 2001, doi:10.1023/A:1010933404324; Fisher, Rudin,
/// Dominici 2019 (Journal of Machine Learning Research 20:177).
public struct PermutationImportance: Sendable, Equatable {
  /// How often each part is permuted.
  public var repetitions: Int
  /// Determines the permutations.
  public var seed: UInt64

  /// Permutations drawn from a seed.
  public init(repetitions: Int = 5, seed: UInt64) {
    precondition(repetitions > 0, "PermutationImportance: \(repetitions) repetitions")
    self.repetitions = repetitions
    self.seed = seed
  }

  /// The importance of parts of windows.
  ///
  /// - Parameters:
  ///   - parts: What is permuted, one after the other.
  ///   - inputs: The streams [window, time, channel].
  ///   - people: Whose each window is.
  ///   - loss: The loss of each window, from the streams.
  /// - Returns: The importances in the order of the parts.
  /// - Throws: `ExplanationError.tooFewWindows` for a person with one window, which nothing can be
  ///   exchanged with, and whatever the loss throws.
  public func importances(
    of parts: [InputPart], in inputs: [Tensor], people: [String],
    loss: ([Tensor]) throws -> [Double]
  ) throws -> [PartImportance] {
    let windows = PersonWindows(people)
    if let (person, own) = windows.first(where: { $0.value.count < 2 }) {
      throw ExplanationError.tooFewWindows(person: person, expected: 2, found: own.count)
    }
    let whole = try loss(inputs)
    return try parts.enumerated().map { place, part in
      var rises: [String: Double] = [:]
      for repetition in 0..<repetitions {
        // Each part is permuted by the same draws whatever other parts are asked for.
        var random = SeededGenerator(seed: seed, stream: UInt64(repetition))
        var sources = Array(people.indices)
        for (_, own) in windows.sorted(by: { $0.key < $1.key }) {
          var order = own
          for last in stride(from: order.count - 1, to: 0, by: -1) {
            order.swapAt(last, random.next(below: last + 1))
          }
          for (window, source) in zip(own, order) { sources[window] = source }
        }
        let permuted = try loss(part.exchanged(in: inputs, from: sources))
        for (person, rise) in windows.rises(from: whole, to: permuted) {
          rises[person, default: 0] += rise / Double(repetitions)
        }
      }
      return PartImportance(part: part.name, people: rises)
    }
  }
}

/// The rise of the loss when a part of the input is replaced by a baseline.
public enum Ablation {
  /// The importance of parts of windows.
  ///
  /// - Parameters:
  ///   - parts: What is replaced, one after the other.
  ///   - inputs: The streams [window, time, channel].
  ///   - baselines: What replaces them; zeros if nil, the training mean of scaled channels.
  ///   - people: Whose each window is.
  ///   - loss: The loss of each window, from the streams.
  /// - Returns: The importances in the order of the parts.
  /// - Throws: Whatever the loss throws.
  public static func importances(
    of parts: [InputPart], in inputs: [Tensor], baselines: [Tensor]? = nil, people: [String],
    loss: ([Tensor]) throws -> [Double]
  ) throws -> [PartImportance] {
    let windows = PersonWindows(people)
    let baselines = baselines ?? inputs.map { .zeros($0.shape) }
    let whole = try loss(inputs)
    return try parts.map { part in
      PartImportance(
        part: part.name,
        people: windows.rises(
          from: whole, to: try loss(part.ablated(in: inputs, by: baselines))))
    }
  }
}

/// The places of each person's windows.
private typealias PersonWindows = [String: [Int]]

extension PersonWindows {
  fileprivate init(_ people: [String]) {
    self = Dictionary(grouping: people.indices) { people[$0] }
  }

  fileprivate func rises(from whole: [Double], to other: [Double]) -> [String: Double] {
    mapValues { own in own.reduce(0) { $0 + other[$1] - whole[$1] } / Double(own.count) }
  }
}
