/// How much a reader takes in before it refuses a file.
///
/// The limits keep a damaged or hostile file from exhausting memory; raise them for larger data.
public struct ReadingLimits: Hashable, Sendable {
  /// The largest file in bytes.
  public var maximumBytes: Int
  /// The largest number of columns.
  public var maximumColumns: Int
  /// The largest number of rows.
  public var maximumRows: Int
  /// How many missing rows a gap in the time column may stand for, as a multiple of the rows read.
  public var maximumGapRatio: Int

  /// Creates a set of limits.
  public init(
    maximumBytes: Int = 2 << 30, maximumColumns: Int = 20_000, maximumRows: Int = 500_000_000,
    maximumGapRatio: Int = 10
  ) {
    self.maximumBytes = maximumBytes
    self.maximumColumns = maximumColumns
    self.maximumRows = maximumRows
    self.maximumGapRatio = maximumGapRatio
  }
}
