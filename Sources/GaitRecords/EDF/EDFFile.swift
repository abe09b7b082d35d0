import Foundation

/// What an EDF, EDF+ or BDF file holds: signals with rates of their own, and annotations.
///
/// The European Data Format stores whole numbers that a range of physical values scales (Kemp et al.
/// 1992, doi:10.1016/0013-4694(92)90009-7; Kemp and Olivan 2003, doi:10.1016/S1388-2457(03)00123-8);
/// BDF has 24 bits where EDF has 16. Signals are in SI units; the time between the pieces of a
/// discontinuous recording is missing.
public struct EDFFile: Equatable, Sendable {
  /// How wide the samples are.
  public enum Width: Int, Hashable, Sendable, Codable, CaseIterable {
    /// EDF: 16 bits.
    case edf = 2
    /// BDF: 24 bits.
    case bdf = 3
  }

  /// Something that was noted at a time of the recording.
  public struct Annotation: Hashable, Sendable, Codable {
    /// When, in seconds from the recording's start.
    public var onsetS: Double
    /// For how long, in seconds; nil if the file does not say.
    public var durationS: Double?
    /// What.
    public var text: String

    /// Creates an annotation.
    public init(onsetS: Double, durationS: Double? = nil, text: String) {
      self.onsetS = onsetS
      self.durationS = durationS
      self.text = text
    }
  }

  /// One signal: its samples, and what the file says about them.
  public struct Signal: Equatable, Sendable {
    /// What the sensor was.
    public var transducer: String
    /// What filters the signal went through.
    public var prefilter: String
    /// The values in the source unit at the ends of the range of numbers.
    public var physicalMinimum: Double
    /// The value at the upper end; lower than the other where a signal is stored upside down.
    public var physicalMaximum: Double
    /// The ends of the range of numbers.
    public var digitalRange: ClosedRange<Int>
    /// The samples, in one channel.
    public var samples: SampledSignal

    /// Creates a signal.
    ///
    /// - Parameters:
    ///   - samples: One channel.
    ///   - physicalMinimum: The value in the source unit at the lower end of the range of numbers;
    ///     taken from the samples if left out.
    ///   - physicalMaximum: The value at the upper end.
    ///   - digitalRange: The range of numbers; that of 16 bits if left out.
    ///   - transducer: What the sensor was.
    ///   - prefilter: What filters the signal went through.
    /// - Precondition: There is one channel.
    public init(
      _ samples: SampledSignal, physicalMinimum: Double? = nil, physicalMaximum: Double? = nil,
      digitalRange: ClosedRange<Int> = -32768...32767, transducer: String = "",
      prefilter: String = ""
    ) {
      precondition(samples.channelCount == 1, "EDFFile: \(samples.channelCount) channels, not 1")
      self.samples = samples
      self.transducer = transducer
      self.prefilter = prefilter
      self.digitalRange = digitalRange
      let factor = samples.channels[0].sourceUnit.siFactor
      let present = samples.samples.filter(\.isFinite)
      let lowest = Double(present.min() ?? -1) / factor
      let highest = Double(present.max() ?? 1) / factor
      // A constant still needs a range, and a rounded end must not cut the peak off.
      let margin = max((highest - lowest) * 1e-4, abs(highest) * 1e-4, 1e-6)
      self.physicalMinimum = physicalMinimum ?? lowest - margin
      self.physicalMaximum = physicalMaximum ?? highest + margin
    }
  }

  /// The name used in messages.
  public var name: String
  /// How wide the samples are.
  public var width: Width
  /// Who was recorded, as the file says it.
  public var patient: String
  /// What was recorded, as the file says it.
  public var recording: String
  /// The wall clock at the start: year, month, day, hour, minute, second; nil if it makes no sense.
  public var start: DateComponents?
  /// The length of a data record in seconds.
  public var recordDurationS: Double
  /// The signals, each on a clock that starts with the recording.
  public var signals: [Signal]
  /// The annotations, in the order of the file.
  public var annotations: [Annotation]

  /// Creates the content of a file.
  ///
  /// - Parameters:
  ///   - name: The name used in messages.
  ///   - width: How wide the samples are.
  ///   - signals: The signals.
  ///   - annotations: The annotations.
  ///   - start: The wall clock at the start.
  ///   - patient: Who was recorded.
  ///   - recording: What was recorded.
  ///   - recordDurationS: The length of a data record; chosen near a second if left out.
  public init(
    name: String = "EDF", width: Width = .edf, signals: [Signal], annotations: [Annotation] = [],
    start: DateComponents? = nil, patient: String = "", recording: String = "",
    recordDurationS: Double? = nil
  ) {
    self.name = name
    self.width = width
    self.signals = signals
    self.annotations = annotations
    self.start = start
    self.patient = patient
    self.recording = recording
    self.recordDurationS = recordDurationS ?? EDFFile.recordDuration(of: signals)
  }

  /// A length of records near a second that every signal fills with whole records.
  private static func recordDuration(of signals: [Signal]) -> Double {
    let counts = signals.map(\.samples.frameCount).filter { $0 > 0 }
    guard var common = counts.first, let first = signals.first(where: { $0.samples.frameCount > 0 })
    else { return 1 }
    for count in counts {
      var (larger, smaller) = (common, count)
      while smaller > 0 { (larger, smaller) = (smaller, larger % smaller) }
      common = larger
    }
    let total = first.samples.durationS
    let divisors = (1...min(common, 100_000)).filter { common % $0 == 0 }
    let best = divisors.min { abs(total / Double($0) - 1) < abs(total / Double($1) - 1) }
    return total / Double(best ?? 1)
  }
}
