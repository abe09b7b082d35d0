/// A text export of Moticon OpenGo insoles.
///
/// The file has lines of remarks that begin with `#`, a row of column names that does so too, and
/// rows of tabs: the time, then up to 25 columns a foot. Columns are known by their names, never by
/// their place, so any subset of channels reads. Pressure is held in pascal, acceleration in m/s²,
/// angular rate in rad/s, the centre of pressure as a fraction of the insole from its middle.
///
/// X of the centre of pressure is taken as lateral and Y as anterior, as the file gives them.
public struct OpenGoRecording: Equatable, Sendable, Codable {
  /// How the file writes the centre of pressure.
  public enum Generation: String, Hashable, Sendable, Codable, CaseIterable {
    /// Older exports: percent of the insole, `[%]`.
    case percent
    /// Newer exports: fractions, `[-0.5...+0.5]`.
    case fraction
  }

  /// One line of remarks such as `Size: 42/43`.
  public struct Remark: Hashable, Sendable, Codable {
    /// The text before the colon; the whole line if it has none.
    public var name: String
    /// The text behind the colon.
    public var text: String

    /// Creates a remark.
    public init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// The total force below which the centre of pressure means nothing, in newton.
  public static let loadedAboveN = 20.0

  /// The remarks in the file's order.
  public var remarks: [Remark]
  /// How the centre of pressure is written.
  public var generation: Generation
  /// The insoles, left before right; a foot that recorded nothing is not there.
  public var insoles: [InsoleRecord]

  /// Creates a recording.
  public init(
    remarks: [Remark] = [], generation: Generation = .fraction, insoles: [InsoleRecord]
  ) {
    self.remarks = remarks
    self.generation = generation
    self.insoles = insoles
  }

  /// The text of the first remark of a name; nil if there is none.
  public func remark(_ name: String) -> String? { remarks.first { $0.name == name }?.text }

  /// The insole of a side; nil if it was not recorded.
  public func insole(_ side: Side) -> InsoleRecord? { insoles.first { $0.side == side } }
}
