import Foundation

/// The formats that contents can be written in.
public enum ConversionTarget: String, Hashable, Sendable, Codable, CaseIterable {
  /// Comma-separated text.
  case csv
  /// Tab-separated text.
  case tsv
  /// OpenSim's table.
  case sto
  /// The same under its older name.
  case mot
  /// Marker paths.
  case trc
  /// C3D, Intel, floats.
  case c3d
  /// EDF+, 16 bits.
  case edf
  /// BDF+, 24 bits.
  case bdf
  /// One NumPy array.
  case npy
  /// Several NumPy arrays.
  case npz
  /// A grey PNG.
  case png
  /// A PGM.
  case pgm
  /// A folder with a run of Motion-BIDS.
  case bids
  /// A folder of walking trials.
  case walking
  /// A folder of walks of gaitpdb.
  case gaitpdb

  /// Whether it is written as a folder.
  public var isFolder: Bool { [.bids, .walking, .gaitpdb].contains(self) }

  /// Tells the format from the extension of a file's name; a name without one is a folder.
  ///
  /// - Parameters:
  ///   - url: What is to be written.
  ///   - contents: What is to be written into it, which chooses a folder's layout.
  /// - Throws: `RecordError.unwritable` for an extension that is not known.
  public init(
    _ url: URL, for contents: RecordContents
  ) throws(RecordError) {
    let word = url.pathExtension.lowercased()
    if word.isEmpty {
      switch contents.source {
      case .walks: self = .gaitpdb
      case .trials: self = .walking
      default: self = .bids
      }
      return
    }
    guard let target = ConversionTarget(rawValue: word), !target.isFolder else {
      let known = ConversionTarget.allCases.filter { !$0.isFolder }.map { ".\($0.rawValue)" }
      throw .unwritable(
        format: ".\(word)", field: url.lastPathComponent,
        reason: "expected \(known.joined(separator: ", ")) or a folder")
    }
    self = target
  }
}
