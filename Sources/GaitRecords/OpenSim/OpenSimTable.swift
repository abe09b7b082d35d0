import Foundation

/// A table in OpenSim's text format (`.sto` storage or `.mot` motion files).
///
/// The first column of the file is the time; the others are named by their labels. Cells with
/// several components (`DataType=Vec3`, `Quaternion`) keep them side by side in `values`.
///
/// Reading takes what OpenSim writes and what other tools make of it: versions 1 to 3, the keys of
/// SIMM motion files (`datarows 901`), tabs, commas or runs of blanks between cells, padded labels,
/// CRLF, a blank line behind `endheader`, a wrong `nRows` (the rows count, with a warning).
/// Writing produces the header that every version reads.
public struct OpenSimTable: Hashable, Sendable {
  /// The name of the table, from the header's first line or its `name` key.
  public var name: String
  /// Whether rotations are in degrees; nil if the header does not say.
  public var isInDegrees: Bool?
  /// What a cell holds: `double`, `Vec3`, `Quaternion`.
  public var dataType: String
  /// The header's other keys, such as `OpenSimVersion` and `DataRate`.
  public var metadata: [String: String]
  /// The times in seconds.
  public var times: [Double]
  /// The names of the columns behind the time.
  public var labels: [String]
  /// How many numbers each cell holds.
  public var componentCount: Int
  /// The numbers, `[row, label, component]`, row-major; NaN where missing.
  public var values: [Double]

  /// Creates a table.
  ///
  /// - Parameters:
  ///   - name: The name of the table.
  ///   - labels: The names of the columns behind the time.
  ///   - times: The times in seconds.
  ///   - values: `[row, label, component]`, row-major; NaN where missing.
  ///   - isInDegrees: Whether rotations are in degrees; nil if unknown.
  ///   - dataType: What a cell holds.
  ///   - componentCount: How many numbers each cell holds.
  ///   - metadata: Further keys of the header.
  /// - Precondition: There are as many values as times, labels and components ask for.
  public init(
    name: String, labels: [String], times: [Double], values: [Double], isInDegrees: Bool? = nil,
    dataType: String = "double", componentCount: Int = 1, metadata: [String: String] = [:]
  ) {
    precondition(
      values.count == times.count * labels.count * componentCount,
      "OpenSimTable: \(values.count) values for [\(times.count), \(labels.count), \(componentCount)]"
    )
    self.name = name
    self.labels = labels
    self.times = times
    self.values = values
    self.isInDegrees = isInDegrees
    self.dataType = dataType
    self.componentCount = componentCount
    self.metadata = metadata
  }

  /// The values of a column of single numbers; nil if no column has this label.
  public func values(of label: String) -> [Double]? {
    guard componentCount == 1, let column = labels.firstIndex(of: label) else { return nil }
    return times.indices.map { values[$0 * labels.count + column] }
  }
}
