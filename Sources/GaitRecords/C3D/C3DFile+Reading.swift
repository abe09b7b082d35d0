import Foundation

extension C3DFile {
  /// Reads a C3D file of any of the six encodings.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - limits: How much is taken in.
  /// - Returns: The content, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ url: URL, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (file: C3DFile, report: ImportReport) {
    try read(BinaryFile(contentsOf: url, limits: limits), limits: limits)
  }

  /// Reads the bytes of a C3D file.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - name: The name used in messages.
  ///   - limits: How much is taken in.
  /// - Returns: The content, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ data: Data, name: String, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (file: C3DFile, report: ImportReport) {
    try read(BinaryFile(data, name: name, limits: limits), limits: limits)
  }

  private static func read(
    _ file: BinaryFile, limits: ReadingLimits
  ) throws(RecordError) -> (file: C3DFile, report: ImportReport) {
    var report = ImportReport()
    let header = try C3DHeader(file)
    let parameters = try C3DParameters(file, header: header)
    let layout = try C3DLayout(
      file, header: header, parameters: parameters, limits: limits, report: &report)
    let samples = try C3DSamples(file, layout: layout, parameters: parameters, report: &report)
    let events = C3DEvent.events(parameters, header: header, file: file.name, report: &report)
    let plates = C3DForcePlate.plates(
      parameters, analog: samples.analog, file: file.name, report: &report)
    if let count = parameters.count("ROTATION", "USED"), count > 0 {
      report.warn("\(count) rotations of the group ROTATION are not read", file: file.name)
    }
    C3DFile.addGaps(of: samples, file: file.name, report: &report)
    let content = C3DFile(
      name: file.name, layout: layout, parameters: parameters, samples: samples, events: events,
      forcePlates: plates)
    return (content, report)
  }

  /// Notes where points were not seen; a point that never was is one gap.
  private static func addGaps(
    of samples: C3DSamples, file: String, report: inout ImportReport
  ) {
    guard samples.points.isMissing != nil else { return }
    let count = samples.labels.count
    for (point, label) in samples.labels.enumerated() {
      let values = stride(from: point, to: samples.residualsM.count, by: count).map {
        samples.residualsM[$0]
      }
      for gap in SampledSignal.runs(in: values, where: \.isNaN) {
        report.addGap(
          file: file, channel: label, firstFrame: gap.lowerBound, frameCount: gap.count,
          startTimeS: samples.points.timeS(ofFrame: gap.lowerBound))
      }
    }
  }
}
