/// Why a stride is not used.
public enum StrideRejection: String, Hashable, Sendable, Codable, CaseIterable {
  /// It lasts less than the rules allow.
  case tooShort
  /// It lasts longer than the rules allow: the person stood, or a contact was missed.
  case tooLong
  /// Samples are missing within it for longer than the rules allow.
  case gap
  /// It begins before its trial or ends behind it.
  case crossesTrialEnd
  /// The foot came down within it at a time that is not known.
  case unknownContact
  /// The foot never leaves the ground within it, as far as is known.
  case noFootOff
  /// The foot is on the ground for a share of it that no walking person shows.
  case implausibleStance
}

/// A stride that is not used, and why.
public struct RejectedStride: Hashable, Sendable, Codable {
  /// The initial contact that begins it, in seconds.
  public let startS: Double
  /// The initial contact that ends it, in seconds; nil if the recording ends first.
  public let endS: Double?
  /// Why it is not used; the first reason in the order in which they are checked.
  public let reason: StrideRejection
}

/// The strides of one foot in a recording, and those that were turned down.
public struct StrideSegmentation: Hashable, Sendable, Codable {
  /// The usable cycles, in order of time.
  public let cycles: [GaitCycle]
  /// The others, in order of time.
  public let rejected: [RejectedStride]

  /// How many strides were turned down for each reason; reasons that did not occur are absent.
  public var rejectionCounts: [StrideRejection: Int] {
    Dictionary(rejected.map { ($0.reason, 1) }, uniquingKeysWith: +)
  }
}

extension StrideSegmentation: CustomStringConvertible {
  /// The counts on one line, such as `34 strides, 3 rejected: 2 crossesTrialEnd, 1 gap`.
  public var description: String {
    let counts = rejectionCounts
    let reasons = StrideRejection.allCases.compactMap { reason in
      counts[reason].map { "\($0) \(reason.rawValue)" }
    }
    let tail = reasons.isEmpty ? "" : ": " + reasons.joined(separator: ", ")
    return "\(cycles.count) strides, \(rejected.count) rejected\(tail)"
  }
}
