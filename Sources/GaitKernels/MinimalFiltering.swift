import CKernels

/// Winograd's minimal filtering F(2 × 2, 3 × 3) of channels-last planes: sixteen products instead of
/// thirty-six for four neighbouring results of a 3 × 3 kernel.
///
/// Its coefficients are 0, ±1 and ½, so its rounding error is that of a direct convolution. (Winograd 1980,
/// doi:10.1137/1.9781611970364; for networks: Lavin & Gray 2016, arXiv:1509.09308.)
///
/// Tiles are taken in blocks whose lines and products stay in the second cache: the lines of a tile
/// [16, tiles, channels] times sixteen matrices are the products [16, tiles, results].
struct MinimalFiltering {
  /// An axis of a plane: the places that are read, those that are written, and how many zeros are before
  /// the first place that is read.
  struct Axis {
    let source, result, before: Int

    var tiles: Int { (result + 1) / 2 }
    /// The pairs of results and taps that a direct convolution multiplies.
    var directProducts: Int {
      (0..<result).reduce(0) { count, place in
        count + (0..<3).count { (0..<source).contains(place + $0 - before) }
      }
    }
  }

  let batch: Int
  let rows, columns: Axis
  /// The channels of a place that is read, and of one that is written.
  let inner, width: Int

  /// The products of a tile.
  static let products = 16

  var tilesOfSample: Int { rows.tiles * columns.tiles }
  var tiles: Int { batch * tilesOfSample }

  /// Whether it takes less work than a direct convolution, by sizes alone: its products, and four
  /// operations for each number that goes into them or comes out, against the products whose tap lies
  /// inside of the plane.
  var pays: Bool {
    guard inner >= 16, width >= 16 else { return false }
    let direct = batch * rows.directProducts * columns.directProducts * inner * width
    return tiles * Self.products * (inner * width + 4 * (inner + width)) < direct
  }

  /// Where the places that a tile reads begin in a sample, 4 × 4 of them; −1 outside the plane.
  var sourcePlaces: [Int32] {
    places(4, row: { $0 - rows.before }, column: { $0 - columns.before }) { row, column in
      (0..<rows.source).contains(row) && (0..<columns.source).contains(column)
        ? Int32((row * columns.source + column) * inner) : -1
    }
  }

  /// Where the places that a tile writes begin in a sample, 2 × 2 of them; −1 outside the plane.
  var resultPlaces: [Int32] {
    places(2, row: { $0 }, column: { $0 }) { row, column in
      row < rows.result && column < columns.result
        ? Int32((row * columns.result + column) * width) : -1
    }
  }

  private func places(
    _ extent: Int, row: (Int) -> Int, column: (Int) -> Int, _ place: (Int, Int) -> Int32
  ) -> [Int32] {
    var table: [Int32] = []
    table.reserveCapacity(tilesOfSample * extent * extent)
    for tile in 0..<tilesOfSample {
      let (first, start) = (2 * (tile / columns.tiles), 2 * (tile % columns.tiles))
      for y in 0..<extent {
        for x in 0..<extent { table.append(place(row(first + y), column(start + x))) }
      }
    }
    return table
  }
}
