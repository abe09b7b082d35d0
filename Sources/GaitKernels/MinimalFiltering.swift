/// Winograd's minimal filtering of channels-last planes: fewer products than results times taps.
///
/// The coefficients of its schemes are 0, ±1 and ½, so its rounding error is near that of a direct convolution.
/// (Winograd 1980, doi:10.1137/1.9781611970364; for networks: Lavin & Gray 2016, arXiv:1509.09308.)
///
/// Tiles, or along a single axis runs, are taken in blocks whose lines and products stay in the second cache:
/// the lines [products, tiles, channels] times a matrix for each product are the products [products, tiles,
/// results].
struct MinimalFiltering {
  /// An axis of a plane: the places that are read, those that are written, how many zeros are before the
  /// first place that is read, the taps and their distance.
  struct Axis {
    let source, result, before, taps, dilation: Int

    /// The pairs of results and taps that a direct convolution multiplies.
    var directProducts: Int {
      (0..<result).reduce(0) { count, place in
        count + (0..<taps).count { (0..<source).contains(place + $0 * dilation - before) }
      }
    }

    /// The axis of the gradient for what is read, a convolution with the turned kernel.
    var turned: Self {
      Self(
        source: result, result: source, before: (taps - 1) * dilation - before, taps: taps,
        dilation: dilation)
    }

    /// The first results of runs of neighbours, where neighbours are as far apart as taps, and of so many
    /// more behind the last.
    func runs(of length: Int, more: Int = 0) -> [Int] {
      (0..<dilation).flatMap { phase in
        Array(stride(from: phase, to: result + more * length * dilation, by: length * dilation))
      }
    }
  }

  let batch: Int
  let rows, columns: Axis
  /// The channels of a place that is read, and of one that is written.
  let inner, width: Int
  let scheme: FilterScheme
  /// The first row and column of the result of each tile of a sample.
  private let tileRows, tileColumns: [Int]

  /// The planes of a batch, from `inner` channels to `width`; nil where there is no scheme for the axes.
  init?(batch: Int, rows: Axis, columns: Axis, inner: Int, width: Int) {
    if rows.taps == 3, columns.taps == 3, rows.dilation == 1, columns.dilation == 1 {
      scheme = .tile
      (tileRows, tileColumns) = (rows.runs(of: 2), columns.runs(of: 2))
    } else if rows.taps == 1, rows.source == 1, rows.result == 1,
      let scheme = FilterScheme(runOf: columns.taps)
    {
      self.scheme = scheme
      (tileRows, tileColumns) = ([0], columns.runs(of: scheme.writes, more: scheme.parts - 1))
    } else {
      return nil
    }
    (self.batch, self.rows, self.columns) = (batch, rows, columns)
    (self.inner, self.width) = (inner, width)
  }

  var tilesOfSample: Int { tileRows.count * tileColumns.count }
  var tiles: Int { batch * tilesOfSample }

  /// Whether it takes less work than a direct convolution, by sizes alone: its products, and four
  /// operations for each number that goes into them or comes out, against the products whose tap lies
  /// inside of the plane.
  var pays: Bool {
    guard inner >= 16, width >= 16 else { return false }
    let direct = rows.directProducts * columns.directProducts * inner * width
    let products = scheme.usedProducts * inner * width
    return tilesOfSample * (products + scheme.products * 4 * (inner + width)) < direct
  }

  /// Where the places that each tile reads begin in a sample; −1 outside the plane.
  var sourcePlaces: [Int32] {
    func place(_ row: Int, _ column: Int) -> Int32 {
      row >= 0 && row < rows.source && column >= 0 && column < columns.source
        ? Int32((row * columns.source + column) * inner) : -1
    }
    let (top, left) = (rows.before, columns.before)
    switch scheme {
    case .tile:
      return table(of: 16) { place($0 + $2 / 4 - top, $1 + $2 % 4 - left) }
    case .run:
      // Beyond the last tap there is nothing to be read.
      let count = scheme.parts > 1 ? scheme.reads : scheme.writes + scheme.taps - 1
      return table(of: scheme.reads) {
        $2 < count ? place(0, $1 + $2 * columns.dilation - left) : -1
      }
    }
  }

  /// Where the places that each tile writes begin in a sample; −1 outside the plane.
  var resultPlaces: [Int32] {
    func place(_ row: Int, _ column: Int) -> Int32 {
      row < rows.result && column < columns.result
        ? Int32((row * columns.result + column) * width) : -1
    }
    switch scheme {
    case .tile: return table(of: 4) { place($0 + $2 / 2, $1 + $2 % 2) }
    case .run: return table(of: scheme.writes) { place(0, $1 + $2 * columns.dilation) }
    }
  }

  private func table(
    of extent: Int, _ place: (_ row: Int, _ column: Int, _ index: Int) -> Int32
  ) -> [Int32] {
    var table: [Int32] = []
    table.reserveCapacity(tilesOfSample * extent)
    for row in tileRows {
      for column in tileColumns {
        for index in 0..<extent { table.append(place(row, column, index)) }
      }
    }
    return table
  }
}
