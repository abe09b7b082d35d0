extension Kernels {
  /// The largest element of each window over channels-last planes [batch, height, width, channels].
  ///
  /// - Returns: [batch, positions, channels].
  package static func lineMaximum(
    _ x: Buffer, _ pooling: Pooling, channels: Int
  ) -> Buffer {
    let y = Buffer(uninitialized: pooling.planes * pooling.positions * channels)
    forEachWindow(pooling, channels: channels) { sample, place, taps in
      let target = y.base + (sample * pooling.positions + place) * channels
      let plane = x.base + sample * pooling.plane * channels
      var isFirst = true
      taps { tap in
        let line = plane + tap * channels
        if isFirst {
          target.update(from: line, count: channels)
          isFirst = false
        } else {
          table.larger(line, target, target, channels)
        }
      }
      if isFirst { target.update(repeating: -.infinity, count: channels) }
    }
    return y
  }

  /// The same, with the place of each largest element in its sample; the first of equal ones.
  package static func lineMaximumWithPlaces(
    _ x: Buffer, _ pooling: Pooling, channels: Int
  ) -> (values: Buffer, places: [Int32]) {
    let y = Buffer(repeating: -.infinity, count: pooling.planes * pooling.positions * channels)
    let places = [Int32](unsafeUninitializedCapacity: y.count) { places, count in
      if let base = places.baseAddress {
        nonisolated(unsafe) let base = base
        forEachWindow(pooling, channels: channels) { sample, place, taps in
          let start = (sample * pooling.positions + place) * channels
          let plane = x.base + sample * pooling.plane * channels
          var isFirst = true
          taps { tap in
            // A window of minus infinities points at its first element.
            if isFirst {
              for channel in 0..<channels {
                base[start + channel] = Int32(tap * channels + channel)
              }
              isFirst = false
            }
            table.window_maximum(
              plane + tap * channels, 1, Int32(tap * channels), y.base + start, base + start,
              channels)
          }
        }
      }
      count = y.count
    }
    return (y, places)
  }

  /// Spreads a gradient back to the places that `lineMaximumWithPlaces` found.
  package static func lineMaximumBackward(
    _ gradient: Buffer, places: [Int32], _ pooling: Pooling, channels: Int
  ) -> Buffer {
    let dx = Buffer(uninitialized: pooling.planes * pooling.plane * channels)
    let (inputs, outputs) = (pooling.plane * channels, pooling.positions * channels)
    places.withUnsafeBufferPointer { places in
      Parallel.forEachRange(of: pooling.planes, size: max(1, elementPiece / max(1, inputs))) {
        range in
        for sample in range {
          let target = dx.base + sample * inputs
          target.update(repeating: 0, count: inputs)
          for index in sample * outputs..<(sample + 1) * outputs {
            target[Int(places[index])] += gradient.base[index]
          }
        }
      }
    }
    return dx
  }

  /// Calls the body for each window with a loop over the places of the plane that it covers.
  private static func forEachWindow(
    _ pooling: Pooling, channels: Int,
    _ body: (_ sample: Int, _ place: Int, _ taps: ((Int) -> Void) -> Void) -> Void
  ) {
    let (rows, columns) = (pooling.rows, pooling.columns)
    let count = pooling.planes * pooling.positions
    Parallel.forEachRange(
      of: count, size: max(1, elementPiece / max(1, channels * rows.kernel * columns.kernel))
    ) { range in
      for index in range {
        let (sample, place) = (index / pooling.positions, index % pooling.positions)
        let top = place / columns.output * rows.stride - rows.before
        let left = place % columns.output * columns.stride - columns.before
        let right = min(columns.input, left + columns.kernel)
        body(sample, place) { visit in
          for y in max(0, top)..<max(0, top, min(rows.input, top + rows.kernel)) {
            for x in max(0, left)..<max(0, left, right) { visit(y * columns.input + x) }
          }
        }
      }
    }
  }
}
