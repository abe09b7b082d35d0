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
  private func productStride(_ tiles: Int, _ channels: Int) -> Int {
    ((tiles * channels + 15) / 16 | 1) * 16
  }

  /// The convolution of planes with filtered weights.
  func multiply(
    _ source: Buffer, _ weights: PackedLines, into target: Buffer,
    _ finish: ChannelsLastConvolution.Finish
  ) {
    let (reads, writes, used) = (sourcePlaces, resultPlaces, scheme.usedProducts)
    let unused = (0..<scheme.products).filter { !used.contains($0) }
    Parallel.forEachRange(of: tiles, size: block) { range in
      let (lineStride, sumStride) = (
        productStride(range.count, inner), productStride(range.count, width)
      )
      let lines = Buffer(uninitialized: scheme.products * lineStride)
      let products = Buffer(uninitialized: scheme.products * sumStride)
      for product in unused {
        (products.base + product * sumStride).update(repeating: 0, count: range.count * width)
      }
      spreadSources(source, range, reads, into: lines.base, lineStride)
      for product in used {
        weights.multiply(
          lines.base + product * lineStride, byTap: product, rows: range.count,
          into: products.base + product * sumStride)
      }
      gather(products, sumStride, range, writes, into: target, finish)
    }
  }

  /// The sums over all tiles of the products of what they read and the gradient of what they write, for
  /// each of the products [inner, width]; undefined for those that are not used.
  ///
  /// The tiles are added up in shards whose number depends on the sizes alone.
  func outerProducts(_ source: Buffer, _ gradient: Buffer) -> Buffer {
    let (reads, writes, used) = (sourcePlaces, resultPlaces, scheme.usedProducts)
    let (block, elements) = (block, scheme.products * inner * width)
    let blocks = (tiles + block - 1) / block
    let shard = max(4, (blocks + Self.mostShards - 1) / Self.mostShards)
    let shards = (blocks + shard - 1) / shard
    let partial = Buffer(uninitialized: shards * elements)
    Parallel.forEach(shards) { index in
      let (lineStride, partnerStride) = (productStride(block, inner), productStride(block, width))
      let lines = Buffer(uninitialized: scheme.products * lineStride)
      let partners = Buffer(uninitialized: scheme.products * partnerStride)
      let target = partial.base + index * elements
      let end = min(tiles, (index + 1) * shard * block)
      let begin = index * shard * block
      for first in stride(from: begin, to: end, by: block) {
        let range = first..<min(end, first + block)
        spreadSources(source, range, reads, into: lines.base, lineStride)
        spreadGradients(gradient, range, writes, into: partners.base, partnerStride)
        for product in used {
          Kernels.table.multiply_outer(
            lines.base + product * lineStride, inner, partners.base + product * partnerStride,
            width,
            target + product * inner * width, width, inner, width, range.count,
            first == begin ? 0 : 1)
        }
      }
    }
    return shards == 1
      ? partial : Kernels.sum(partial, outer: 1, axis: shards, inner: elements)
  }

  /// The transformed lines of all tiles, of what is read and of the gradient.
  struct Lines {
    let sources, partners: Buffer
    let sourceStride, partnerStride: Int
  }

  /// The lines of all tiles, where there are too many sums to go through them block by block.
  func transformedLines(_ source: Buffer, _ gradient: Buffer) -> Lines {
    let (reads, writes) = (sourcePlaces, resultPlaces)
    let lines = Lines(
      sources: Buffer(uninitialized: scheme.products * productStride(tiles, inner)),
      partners: Buffer(uninitialized: scheme.products * productStride(tiles, width)),
      sourceStride: productStride(tiles, inner), partnerStride: productStride(tiles, width))
    Parallel.forEachRange(of: tiles, size: 16) { range in
      spreadSources(
        source, range, reads, into: lines.sources.base + range.lowerBound * inner,
        lines.sourceStride)
      spreadGradients(
        gradient, range, writes, into: lines.partners.base + range.lowerBound * width,
        lines.partnerStride)
    }
    return lines
  }

  /// The sums of the products for some channels of the lines: [products, channels, width].
  func multiply(_ lines: Lines, _ channels: Range<Int>, into sums: Buffer) {
    for product in scheme.usedProducts {
      Kernels.table.multiply_outer(
        lines.sources.base + product * lines.sourceStride + channels.lowerBound, inner,
        lines.partners.base + product * lines.partnerStride, width,
        sums.base + product * channels.count * width, width, channels.count, width, tiles, 0)
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

  /// The lines of a range of tiles from the places that are read.
  private func spreadSources(
    _ planes: Buffer, _ range: Range<Int>, _ places: [Int32],
    into lines: UnsafeMutablePointer<Float>, _ stride: Int
  ) {
    places.withUnsafeBufferPointer { places in
      forEachRun(range) { sample, tile, first, count in
        var tiles = GKTiles(
          source: planes.base + sample * rows.source * columns.source * inner,
          places: places.baseAddress.map { $0 + scheme.reads * tile }, count: count,
          channels: inner, target: lines + first * inner, product_stride: stride)
        scheme.spreadSources(&tiles)
      }
    }
  }

  /// The same from the gradient at the places that are written.
  private func spreadGradients(
    _ planes: Buffer, _ range: Range<Int>, _ places: [Int32],
    into lines: UnsafeMutablePointer<Float>, _ stride: Int
  ) {
    places.withUnsafeBufferPointer { places in
      forEachRun(range) { sample, tile, first, count in
        var tiles = GKTiles(
          source: planes.base + sample * rows.result * columns.result * width,
          places: places.baseAddress.map { $0 + scheme.writes * tile }, count: count,
          channels: width, target: lines + first * width, product_stride: stride)
        scheme.spreadGradients(&tiles)
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
