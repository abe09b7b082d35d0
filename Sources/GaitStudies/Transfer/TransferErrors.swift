/// The errors of one fold and seed on people who were left out.
struct TransferErrors: Codable, Sendable, Equatable {
  /// Which training a network had.
  enum Arm: String, Codable, Sendable, CaseIterable {
    /// The source first, then strides of the target.
    case transferred
    /// Strides of the target alone.
    case scratch
  }

  /// One network's root-mean-square errors, by person and task.
  struct Entry: Codable, Sendable, Equatable {
    let target: String
    let arm: Arm
    let strides: Int
    let people: [String: [Double]]
  }

  let seed: Int
  let fold: Int
  var entries: [Entry] = []
}
