/// What a C3D file holds: points, analog channels, events, force plates and all parameters.
///
/// Points are markers or a model's outputs (joint angles, moments, forces), each with three
/// components. A component that the file marks as invalid is missing. Everything is in SI units; each
/// channel keeps the unit of the file. Times count from frame 1 of the original recording, so that a
/// file that was cut out of it keeps its clock.
public struct C3DFile: Equatable, Sendable {
  /// The name used in messages.
  public var name: String
  /// How the numbers are stored in the file.
  public var encoding: C3DEncoding
  /// All parameters, as the file holds them.
  public var parameters: C3DParameters
  /// The number of the first frame in the original recording, from 1.
  public var firstFrame: Int
  /// The number of frames of points.
  public var frameCount: Int
  /// The labels of the points.
  public var pointLabels: [String]
  /// The coordinates, `[time, 3 * point]`: channels `LASI_X`, `LASI_Y`, `LASI_Z`, ….
  public var points: SampledSignal
  /// The residual of each point in metres, `[time, point]`; NaN where the point is missing.
  public var residualsM: [Float]
  /// The analog channels.
  public var analog: SampledSignal
  /// The events, in the order of the file.
  public var events: [C3DEvent]
  /// The force plates.
  public var forcePlates: [C3DForcePlate]

  /// Creates the content of a file.
  ///
  /// - Parameters:
  ///   - name: The name used in messages.
  ///   - encoding: How the numbers are to be stored.
  ///   - pointLabels: The labels of the points.
  ///   - points: The coordinates, three channels for each label.
  ///   - analog: The analog channels; none if left out.
  ///   - events: The events.
  ///   - parameters: What else the file is to say; counts, labels and units are filled in.
  ///   - firstFrame: The number of the first frame in the original recording.
  /// - Precondition: There are three channels for each label, and a whole number of analog frames
  ///   for each frame of points.
  public init(
    name: String = "C3D", encoding: C3DEncoding = C3DEncoding(), pointLabels: [String],
    points: SampledSignal, analog: SampledSignal? = nil, events: [C3DEvent] = [],
    parameters: C3DParameters = C3DParameters(), firstFrame: Int = 1
  ) {
    precondition(
      points.channelCount == 3 * pointLabels.count,
      "C3DFile: \(points.channelCount) channels for \(pointLabels.count) points")
    let analog =
      analog ?? SampledSignal(channels: [], sampleRateHz: points.sampleRateHz, samples: [])
    let ratio = Int((analog.sampleRateHz / points.sampleRateHz).rounded())
    frameCount = pointLabels.isEmpty ? analog.frameCount / max(ratio, 1) : points.frameCount
    precondition(
      ratio >= 1 && abs(analog.sampleRateHz / points.sampleRateHz - Double(ratio)) < 1e-3
        && (analog.channelCount == 0 || analog.frameCount == frameCount * ratio),
      "C3DFile: \(analog.frameCount) analog frames at \(analog.sampleRateHz) Hz for \(frameCount) "
        + "frames at \(points.sampleRateHz) Hz")
    self.name = name
    self.encoding = encoding
    self.parameters = parameters
    self.firstFrame = firstFrame
    self.pointLabels = pointLabels
    self.points = points
    self.analog = analog
    self.events = events
    residualsM = pointLabels.indices.isEmpty ? [] : C3DFile.residuals(points)
    forcePlates = []
    var report = ImportReport()
    forcePlates = C3DForcePlate.plates(parameters, analog: analog, file: name, report: &report)
  }

  /// Memberwise, for the reader.
  init(
    name: String, layout: C3DLayout, parameters: C3DParameters, samples: C3DSamples,
    events: [C3DEvent], forcePlates: [C3DForcePlate]
  ) {
    self.name = name
    self.encoding = layout.encoding
    self.parameters = parameters
    self.firstFrame = layout.firstFrame
    self.frameCount = layout.frameCount
    self.pointLabels = samples.labels
    self.points = samples.points
    self.residualsM = samples.residualsM
    self.analog = samples.analog
    self.events = events
    self.forcePlates = forcePlates
  }

  /// Frames of points per second.
  public var pointRateHz: Double { points.sampleRateHz }

  /// The analog samples of each channel in one frame of points.
  public var subframes: Int { max(Int((analog.sampleRateHz / pointRateHz).rounded()), 1) }

  /// The place of a point by its label, with or without the subject's prefix; nil if it is not there.
  public func pointIndex(labelled label: String) -> Int? {
    pointLabels.firstIndex(of: label) ?? pointLabels.firstIndex { $0.hasSuffix(":\(label)") }
  }

  /// The three components of a point; nil if it is not there.
  public func point(labelled label: String) -> SampledSignal? {
    pointIndex(labelled: label).map {
      points.selecting(channels: [3 * $0, 3 * $0 + 1, 3 * $0 + 2])
    }
  }

  private static func residuals(_ points: SampledSignal) -> [Float] {
    stride(from: 0, to: points.samples.count, by: 3).map { place in
      points.samples[place..<place + 3].contains(where: \.isNaN) ? .nan : 0
    }
  }
}
