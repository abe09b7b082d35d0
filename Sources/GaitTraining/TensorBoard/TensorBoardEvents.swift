import Foundation
import GaitNN

/// Scalars, histograms and texts as the event file that TensorBoard shows.
///
/// A file is a sequence of records: the length, its masked CRC-32C, an `Event` message, and the
/// masked CRC-32C of that. The name of a file has to hold `tfevents`.
public struct TensorBoardEvents {
  /// The records so far, ready to be written or appended.
  public private(set) var data = Data()
  private let wallTimeS: (Int) -> Double

  /// Begins a file.
  ///
  /// - Parameter wallTimeS: Seconds since 1970 by step. Zero where nil, so that a run repeated gives
  ///   the same bytes; TensorBoard's "step" axis does not use it.
  public init(wallTimeS: ((Int) -> Double)? = nil) {
    self.init(continuingWith: wallTimeS)
    var event = ProtocolBuffer()
    event.add(1, double: self.wallTimeS(0))
    event.add(3, text: "brain.Event:2")
    append(event)
  }

  /// Records that go behind those of a file that was begun already.
  init(continuingWith wallTimeS: ((Int) -> Double)?) {
    self.wallTimeS = wallTimeS ?? { _ in 0 }
  }

  /// Adds a value under a tag, such as `loss/training`.
  public mutating func addScalar(_ tag: String, _ value: Double, step: Int) {
    var item = ProtocolBuffer()
    item.add(1, text: tag)
    item.add(2, float: Float(value))
    append(item, step: step)
  }

  /// Adds the distribution of values, in equal bins between the smallest and the largest.
  ///
  /// Values that are not finite are left out; nothing is added where none remains.
  ///
  /// - Precondition: At least one bin.
  public mutating func addHistogram(_ tag: String, _ values: [Double], step: Int, bins: Int = 30) {
    precondition(bins > 0, "TensorBoardEvents.addHistogram: \(bins) bins")
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return }
    let width = high > low ? (high - low) / Double(bins) : 1
    var counts = [Double](repeating: 0, count: bins)
    for value in finite { counts[min(bins - 1, Int((value - low) / width))] += 1 }
    var histogram = ProtocolBuffer()
    histogram.add(1, double: low)
    histogram.add(2, double: high)
    histogram.add(3, double: Double(finite.count))
    histogram.add(4, double: finite.reduce(0, +))
    histogram.add(5, double: finite.reduce(0) { $0 + $1 * $1 })
    histogram.add(6, packed: (1...bins).map { low + Double($0) * width })
    histogram.add(7, packed: counts)
    var item = ProtocolBuffer()
    item.add(1, text: tag)
    item.add(5, message: histogram)
    append(item, step: step)
  }

  /// Adds a text, shown as Markdown.
  public mutating func addText(_ tag: String, _ text: String, step: Int) {
    var plugin = ProtocolBuffer()
    plugin.add(1, text: "text")
    var metadata = ProtocolBuffer()
    metadata.add(1, message: plugin)
    var extent = ProtocolBuffer()
    extent.add(1, integer: 1)
    var shape = ProtocolBuffer()
    shape.add(2, message: extent)
    var tensor = ProtocolBuffer()
    tensor.add(1, integer: 7)
    tensor.add(2, message: shape)
    tensor.add(8, text: text)
    var item = ProtocolBuffer()
    item.add(1, text: tag)
    item.add(9, message: metadata)
    item.add(8, message: tensor)
    append(item, step: step)
  }

  private mutating func append(_ item: ProtocolBuffer, step: Int) {
    var summary = ProtocolBuffer()
    summary.add(1, message: item)
    var event = ProtocolBuffer()
    event.add(1, double: wallTimeS(step))
    event.add(2, integer: step)
    event.add(5, message: summary)
    append(event)
  }

  private mutating func append(_ event: ProtocolBuffer) {
    var length = Data()
    length.append(littleEndian: UInt64(event.data.count))
    data.append(length)
    data.append(littleEndian: Self.masked(Checksum.crc32c(length)))
    data.append(event.data)
    data.append(littleEndian: Self.masked(Checksum.crc32c(event.data)))
  }

  private static func masked(_ checksum: UInt32) -> UInt32 {
    (checksum >> 15 | checksum << 17) &+ 0xA282_EAD8
  }
}
