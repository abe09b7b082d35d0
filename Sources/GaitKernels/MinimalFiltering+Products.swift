import CKernels

extension MinimalFiltering {
  // What the lines and products of a block take of the second cache.
  private static let floatsOfBlock = 96 << 10
  private static let mostShards = 8

  /// The tiles of a block: enough blocks for some threads, and a whole number of the products' rows.
  private var block: Int {
    let most = Self.floatsOfBlock / (Self.products * (inner + width)) / 8 * 8
    return max(8, min(most, (tiles / 8 + 7) / 8 * 8))
  }

  /// The convolution of planes with filtered weights.
  func multiply(
    _ source: Buffer, _ weights: PackedLines, into target: Buffer,
    _ finish: ChannelsLastConvolution.Finish
  ) {
    let (reads, writes) = (sourcePlaces, resultPlaces)
    Parallel.forEachRange(of: tiles, size: block) { range in
      let lines = Buffer(uninitialized: Self.products * range.count * inner)
      let products = Buffer(uninitialized: Self.products * range.count * width)
      spread(source, range, reads, into: lines, Kernels.table.tile_inputs)
      for product in 0..<Self.products {
        weights.multiply(
          lines.base + product * range.count * inner, byTap: product, rows: range.count,
          into: products.base + product * range.count * width)
      }
      gather(products, range, writes, into: target, finish)
    }
  }

  /// The sums over all tiles of the products of what they read and the gradient of what they write, for
  /// each of the sixteen products [inner, width].
  ///
  /// The tiles are added up in shards whose number depends on the sizes alone.
  func outerProducts(_ source: Buffer, _ gradient: Buffer) -> Buffer {
    let (reads, writes) = (sourcePlaces, resultPlaces)
    let (block, elements) = (block, Self.products * inner * width)
    let blocks = (tiles + block - 1) / block
    let shard = max(4, (blocks + Self.mostShards - 1) / Self.mostShards)
    let shards = (blocks + shard - 1) / shard
    let partial = Buffer(uninitialized: shards * elements)
    Parallel.forEach(shards) { index in
      let lines = Buffer(uninitialized: Self.products * block * inner)
      let partners = Buffer(uninitialized: Self.products * block * width)
      let target = partial.base + index * elements
      let end = min(tiles, (index + 1) * shard * block)
      let begin = index * shard * block
      for first in stride(from: begin, to: end, by: block) {
        let range = first..<min(end, first + block)
        spread(source, range, reads, into: lines, Kernels.table.tile_inputs)
        spread(gradient, range, writes, into: partners, Kernels.table.tile_gradients)
        for product in 0..<Self.products {
          Kernels.table.multiply_outer(
            lines.base + product * range.count * inner, inner,
            partners.base + product * range.count * width, width,
            target + product * inner * width, width, inner, width, range.count,
            first == begin ? 0 : 1)
        }
      }
    }
    return shards == 1
      ? partial : Kernels.sum(partial, outer: 1, axis: shards, inner: elements)
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

  /// The transformed lines of a range of tiles, from planes of either side.
  private func spread(
    _ planes: Buffer, _ range: Range<Int>, _ places: [Int32], into lines: Buffer,
    _ transform: (UnsafePointer<GKTiles>?) -> Void
  ) {
    let extent = places.count / tilesOfSample
    let isSource = extent == Self.products
    let channels = isSource ? inner : width
    let plane = isSource ? rows.source * columns.source : rows.result * columns.result
    places.withUnsafeBufferPointer { places in
      forEachRun(range) { sample, tile, first, count in
        var tiles = GKTiles(
          source: planes.base + sample * plane * channels,
          places: places.baseAddress.map { $0 + extent * tile }, count: count, channels: channels,
          target: lines.base + first * channels, product_stride: range.count * channels)
        transform(&tiles)
      }
    }
  }

  private func gather(
    _ products: Buffer, _ range: Range<Int>, _ places: [Int32], into target: Buffer,
    _ finish: ChannelsLastConvolution.Finish
  ) {
    places.withUnsafeBufferPointer { places in
      forEachRun(range) { sample, tile, first, count in
        let start = sample * rows.result * columns.result * width
        let finish = finish.at(start)
        var results = GKTileResults(
          products: products.base + first * width, product_stride: range.count * width,
          places: places.baseAddress.map { $0 + 4 * tile }, count: count, channels: width,
          target: target.base + start, scale: finish.scale, shift: finish.shift,
          addend: finish.addend, is_rectified: finish.isRectified ? 1 : 0)
        Kernels.table.tile_results(&results)
      }
    }
  }
}
