import Foundation

/// Writes contents in another format, and says what the format has no place for.
///
/// Values are written in SI units, or in the unit that the format prescribes. A format with one clock
/// takes one device, or several on the same clock; others are refused by name and not resampled.
///
/// ```swift
/// let contents = try RecordContents(reading: walk)
/// let lost = try RecordConversion(contents, device: "points").write(to: markers, as: .trc)
/// ```
public struct RecordConversion: Sendable {
  /// What is written.
  public let contents: RecordContents
  /// The devices that are written.
  public let devices: [RecordContents.Device]
  private let isPart: Bool

  /// Chooses what is written.
  ///
  /// - Parameters:
  ///   - contents: The contents.
  ///   - device: The name of the only device to be written; all of them if nil.
  /// - Throws: `RecordError.unwritable` if there is no such device.
  public init(_ contents: RecordContents, device: String? = nil) throws(RecordError) {
    self.contents = contents
    isPart = device != nil
    guard let device else {
      devices = contents.devices
      return
    }
    guard let found = contents.device(device) else {
      let names = contents.devices.map { "\"\($0.name)\"" }.joined(separator: ", ")
      throw .unwritable(
        format: contents.name, field: "device \(device)",
        reason: "there are \(names.isEmpty ? "none" : names)")
    }
    devices = [found]
  }

  /// Writes the contents, replacing a file whole.
  ///
  /// - Parameters:
  ///   - url: The file, or the folder.
  ///   - target: The format.
  /// - Returns: What is lost, a line each.
  /// - Throws: `RecordError.unwritable` for what cannot be carried, or the file system's error.
  @discardableResult
  public func write(to url: URL, as target: ConversionTarget) throws -> [String] {
    var lost = [String]()
    switch target {
    case .csv, .tsv: try writeTable(to: url, target, &lost)
    case .sto, .mot: try writeOpenSim(to: url, &lost)
    case .trc: try writeMarkers(to: url, &lost)
    case .c3d: try writeC3D(to: url, &lost)
    case .edf, .bdf: try writeEDF(to: url, target, &lost)
    case .npy, .npz: try writeArrays(to: url, target, &lost)
    case .png, .pgm: try writeImage(to: url, &lost)
    case .bids: try writeMotionBIDS(to: url, &lost)
    case .walking: try writeWalking(to: url, &lost)
    case .gaitpdb: try writeGaitPDB(to: url, &lost)
    }
    return lost + losses(target)
  }

  /// What no writer of the format has a place for.
  private func losses(_ target: ConversionTarget) -> [String] {
    var lost = [String]()
    let isSame = keepsAll(target)
    let left = contents.devices.map(\.name).filter { name in
      !devices.contains { $0.name == name }
    }
    if !left.isEmpty { lost.append("left out as asked: \(left.joined(separator: ", "))") }
    if !contents.events.isEmpty, ![.c3d, .edf, .bdf, .npz, .walking].contains(target) {
      lost.append("\(contents.events.count) events")
    }
    if isSame { return lost }
    if !contents.forcePlates.isEmpty, target != .walking {
      lost.append("the places of \(contents.forcePlates.count) force plates")
    }
    if contents.people.contains(where: { $0.demographics != Demographics() }), target != .npz {
      lost.append("what is known of \(contents.people.count) people")
    }
    if !contents.notes.isEmpty {
      let names = contents.notes.map(\.name)
      let shown = names.prefix(5).joined(separator: ", ")
      lost.append(
        "notes: \(shown)\(names.count > 5 ? " and \(names.count - 5) more" : "")")
    }
    let conversions = Set(devices.flatMap(\.signal.channels).filter { $0.unit != $0.sourceUnit })
    if !conversions.isEmpty, [.csv, .tsv, .npy, .bids].contains(target) {
      lost.append("the source's units of \(conversions.count) channels; they are written in SI")
    }
    return lost
  }

  /// Whether a format is written from what its own reader returned.
  private func keepsAll(_ target: ConversionTarget) -> Bool {
    switch (contents.source, target) {
    case (.c3d, .c3d): !isPart
    case (.motionBIDS, .bids), (.walks, .gaitpdb), (.trials, .walking): true
    default: contents.image != nil || (contents.sheet != nil && devices.isEmpty)
    }
  }

  /// Whether the contents may be written as their own reader returned them.
  var isWhole: Bool { !isPart }

  /// All channels as one signal, for formats with one clock.
  func signalOnOneClock(_ format: String) throws(RecordError) -> SampledSignal {
    guard let first = devices.first else {
      throw .unwritable(
        format: format, field: contents.name,
        reason: contents.members.isEmpty
          ? "there are no signals in \(contents.format.rawValue)"
          : "it holds \(contents.members.count) recordings; convert one at a time")
    }
    guard devices.allSatisfy({ $0.signal.sharesClock(with: first.signal) }) else {
      let clocks = devices.map {
        "\"\($0.name)\" at \(RecordError.rounded($0.signal.sampleRateHz)) Hz"
      }
      throw .unwritable(
        format: format, field: "clocks",
        reason: "one table has one clock, found \(clocks.joined(separator: ", ")); "
          + "choose a device, or write .npz, which holds them all")
    }
    return SampledSignal(joining: devices.map(\.signal))
  }
}
