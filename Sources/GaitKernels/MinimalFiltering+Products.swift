import CKernels

extension MinimalFiltering {
  // What the lines and products of a block take of the second cache.
  private static let floatsOfBlock = 96 << 10
  private static let mostShards = 8

  /// The tiles of a block: enough blocks for some threads, and a whole number of the products' rows.
  private var block: Int {
    let most = Self.floatsOfBlock / (scheme.products * (inner + width)) / 8 * 8
    return max(16, min(most, (tiles / 8 + 7) / 8 * 8))
  }

  /// How far apart the products of some tiles stand: an odd number of the cache's lines, so that the
  /// lines of a tile fall into different sets of the first cache.
  fileprivate func productStride(_ tiles: Int, _ channels: Int) -> Int {
    ((tiles * channels + 15) / 16 | 1) * 16
  }

  /// The convolution of planes with filtered weights.
  func multiply(
    _ source: Buffer, _ weights: PackedLines, into target: Buffer,
    _ finish: ChannelsLastConvolution.Finish
  ) {
    let (reads, writes, parts) = (sourcePlaces, resultPlaces, scheme.parts)
    // Part by part, the line of the tile or of one behind it.
    let places = (0..<scheme.products * parts).map { index in
      let (product, part) = index.quotientAndRemainder(dividingBy: parts)
      return scheme.uses(product, ofPart: part) ? Int32(part * inner) : -1
    }
    Parallel.forEachRange(of: tiles, size: block) { range in
      let (lineStride, sumStride) = (
        productStride(range.count + parts - 1, inner), productStride(range.count, width)
      )
      let lines = Buffer(uninitialized: scheme.products * lineStride)
      let products = Buffer(uninitialized: scheme.products * sumStride)
      spreadSources(source, range, reads, into: lines.base, lineStride)
      for product in 0..<scheme.products {
        weights.multiply(
          lines.base + product * lineStride, byProduct: product, of: scheme.products,
          places: places[product * parts..<(product + 1) * parts], rows: range.count,
          into: products.base + product * sumStride)
      }
      gather(products, sumStride, range, writes, into: target, finish)
    }
  }

  /// The sums over all tiles of the products of what they read and the gradient of what they write, for
  /// the products [inner, width] of each part; undefined for those that are not used.
  ///
  /// The tiles are added up in shards whose number depends on the sizes alone.
  func outerProducts(_ source: Buffer, _ gradient: Buffer) -> Buffer {
    let (reads, writes) = (sourcePlaces, resultPlaces)
    let (block, elements) = (block, scheme.parts * scheme.products * inner * width)
    let blocks = (tiles + block - 1) / block
    let shard = max(4, (blocks + Self.mostShards - 1) / Self.mostShards)
    let shards = (blocks + shard - 1) / shard
    let partial = Buffer(uninitialized: shards * elements)
    Parallel.forEach(shards) { index in
      let lines = Lines(self, tiles: block)
      let end = min(tiles, (index + 1) * shard * block)
      let begin = index * shard * block
      for first in stride(from: begin, to: end, by: block) {
        let range = first..<min(end, first + block)
        spreadSources(source, range, reads, into: lines.sources.base, lines.sourceStride)
        spreadGradients(gradient, range, writes, into: lines.partners.base, lines.partnerStride)
        multiply(
          lines, range.count, 0..<inner, into: partial.base + index * elements,
          isFirst: first == begin)
      }
    }
    return shards == 1
      ? partial : Kernels.sum(partial, outer: 1, axis: shards, inner: elements)
  }

  /// The transformed lines of some tiles, of what is read and of the gradient.
  struct Lines {
    let sources, partners: Buffer
    let sourceStride, partnerStride: Int

    fileprivate init(_ filtering: MinimalFiltering, tiles: Int) {
      let (scheme, inner, width) = (filtering.scheme, filtering.inner, filtering.width)
      sourceStride = filtering.productStride(tiles + scheme.parts - 1, inner)
      partnerStride = filtering.productStride(tiles, width)
      sources = Buffer(uninitialized: scheme.products * sourceStride)
      partners = Buffer(uninitialized: scheme.products * partnerStride)
    }
  }

  /// The lines of all tiles, where there are too many sums to go through them block by block.
  func transformedLines(_ source: Buffer, _ gradient: Buffer) -> Lines {
    let (reads, writes) = (sourcePlaces, resultPlaces)
    let lines = Lines(self, tiles: tiles)
    Parallel.forEachRange(of: tiles, size: 16) { range in
      // The tiles behind a range are another range's.
      spreadSources(
        source, range, reads, into: lines.sources.base + range.lowerBound * inner,
        lines.sourceStride, isAlone: range.upperBound == tiles)
      spreadGradients(
        gradient, range, writes, into: lines.partners.base + range.lowerBound * width,
        lines.partnerStride)
    }
    return lines
  }

  /// The sums of the products for some channels of the lines: [parts, products, channels, width].
  func multiply(_ lines: Lines, _ channels: Range<Int>, into sums: Buffer) {
    multiply(lines, tiles, channels, into: sums.base, isFirst: true)
  }

  private func multiply(
    _ lines: Lines, _ count: Int, _ channels: Range<Int>,
    into sums: UnsafeMutablePointer<Float>, isFirst: Bool
  ) {
    for product in 0..<scheme.products {
      for part in 0..<scheme.parts where scheme.uses(product, ofPart: part) {
        Kernels.table.multiply_outer(
          lines.sources.base + product * lines.sourceStride + part * inner + channels.lowerBound,
          inner, lines.partners.base + product * lines.partnerStride, width,
          sums + (part * scheme.products + product) * channels.count * width, width,
          channels.count, width, count, isFirst ? 0 : 1)
      }
    }
  }

  /// Calls the body for the runs of a range of tiles that lie in one sample: the sample, the run's first
  /// tile in it and in the range, and how many.
  private func forEachRun(
    _ range: Range<Int>, _ body: (_ sample: Int, _ tile: Int, _ first: Int, _ count: Int) -> Void
  ) {
    var next = range.lowerBound
    while next < range.upperBound {
      let (sample, tile) = next.quotientAndRemainder(dividingBy: tilesOfSample)
      let count = min(tilesOfSample - tile, range.upperBound - next)
      body(sample, tile, next - range.lowerBound, count)
      next += count
    }
  }

  /// The lines of a range of tiles from the places that are read, and where it stands alone of those
  /// behind it that the later parts of a kernel multiply: zeros behind the last.
  private func spreadSources(
    _ planes: Buffer, _ range: Range<Int>, _ places: [Int32],
    into lines: UnsafeMutablePointer<Float>, _ stride: Int, isAlone: Bool = true
  ) {
    let more = isAlone ? scheme.parts - 1 : 0
    let missing = max(0, range.upperBound + more - tiles)
    for product in 0..<(missing > 0 ? scheme.products : 0) {
      (lines + product * stride + (range.count + more - missing) * inner)
        .update(repeating: 0, count: missing * inner)
    }
    let range = range.lowerBound..<range.upperBound + more - missing
    let plane = (places: rows.source * columns.source, channels: inner)
    spread(planes, plane, range, places, scheme.reads, into: lines, stride, scheme.spreadSources)
  }

  /// The same from the gradient at the places that are written.
  private func spreadGradients(
    _ planes: Buffer, _ range: Range<Int>, _ places: [Int32],
    into lines: UnsafeMutablePointer<Float>, _ stride: Int
  ) {
    let plane = (places: rows.result * columns.result, channels: width)
    spread(
      planes, plane, range, places, scheme.writes, into: lines, stride, scheme.spreadGradients)
  }

  /// Transforms a range of tiles, of each of which the table names so many places.
  private func spread(
    _ planes: Buffer, _ plane: (places: Int, channels: Int), _ range: Range<Int>,
    _ places: [Int32], _ placesOfTile: Int, into lines: UnsafeMutablePointer<Float>,
    _ stride: Int, _ transform: (inout GKTiles) -> Void
  ) {
    places.withUnsafeBufferPointer { places in
      forEachRun(range) { sample, tile, first, count in
        var tiles = GKTiles(
          source: planes.base + sample * plane.places * plane.channels,
          places: places.baseAddress.map { $0 + placesOfTile * tile }, count: count,
          channels: plane.channels, target: lines + first * plane.channels,
          product_stride: stride)
        transform(&tiles)
      }
    }
  }

  private func gather(
    _ products: Buffer, _ stride: Int, _ range: Range<Int>, _ places: [Int32], into target: Buffer,
    _ finish: ChannelsLastConvolution.Finish
  ) {
    places.withUnsafeBufferPointer { places in
      forEachRun(range) { sample, tile, first, count in
        let start = sample * rows.result * columns.result * width
        let finish = finish.at(start)
        var results = GKTileResults(
          products: products.base + first * width, product_stride: stride,
          places: places.baseAddress.map { $0 + scheme.writes * tile }, count: count,
          channels: width,
          target: target.base + start, scale: finish.scale, shift: finish.shift,
          addend: finish.addend, is_rectified: finish.isRectified ? 1 : 0)
        scheme.gather(&results)
      }
    }
  }
}
