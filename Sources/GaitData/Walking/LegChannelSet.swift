import Foundation

/// Named channels of one leg on one clock; a channel that was not measured is absent.
public struct LegChannelSet: Sendable {
  /// The number of frames of every channel.
  public let frameCount: Int
  /// The channels by name.
  public private(set) var channels: [String: [Double]] = [:]

  package init(frameCount: Int) {
    self.frameCount = frameCount
  }

  /// The samples of a channel.
  public subscript(name: String) -> [Double]? { channels[name] }

  /// The channels over some of the frames.
  func cut(to frames: Range<Int>) -> LegChannelSet {
    var part = LegChannelSet(frameCount: frames.count)
    part.channels = channels.mapValues { Array($0[frames]) }
    return part
  }

  package mutating func add(_ name: String, _ values: [Double]?) {
    guard let values else { return }
    precondition(
      values.count == frameCount, "LegChannelSet: \(values.count) frames of \(name), \(frameCount)")
    channels[name] = values
  }
}
