import Foundation
import GaitRecords

/// Brings channels to mean 0 and deviation 1, by the statistics of training people.
///
/// A channel that a recording lacks becomes 0, the training mean. Channels that are flat in training
/// become 0 as well.
public struct ChannelScaler: Sendable, Codable, Equatable {
  /// The channels, in the order of the columns.
  public let names: [String]
  /// The mean of each in training.
  public let means: [Double]
  /// The deviation of each in training; 0 where it was flat or absent.
  public let deviations: [Double]

  /// A scaler with given statistics.
  public init(names: [String], means: [Double], deviations: [Double]) {
    self.names = names
    self.means = means
    self.deviations = deviations
  }

  /// The statistics of the channels over recordings of training people.
  public init(names: [String], fittedOn sets: [LegChannelSet]) {
    var means: [Double] = []
    var deviations: [Double] = []
    for name in names {
      let present = sets.compactMap { $0[name] }
      let count = Double(present.reduce(0) { $0 + $1.count })
      guard count > 0 else {
        means.append(0)
        deviations.append(0)
        continue
      }
      let mean = present.reduce(0) { $0 + $1.reduce(0, +) } / count
      let squares = present.reduce(0.0) { total, values in
        total + values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      }
      let deviation = (squares / count).squareRoot()
      means.append(mean)
      deviations.append(deviation > 1e-9 * max(1, abs(mean)) ? deviation : 0)
    }
    self.init(names: names, means: means, deviations: deviations)
  }

  /// The scaled channels of a recording [frame, channel].
  public func matrix(_ set: LegChannelSet) -> FrameMatrix {
    var values = [Float](repeating: 0, count: set.frameCount * names.count)
    for (column, name) in names.enumerated() {
      guard let channel = set[name], deviations[column] > 0 else { continue }
      for frame in 0..<set.frameCount {
        values[frame * names.count + column] = Float(
          (channel[frame] - means[column]) / deviations[column])
      }
    }
    return FrameMatrix(frameCount: set.frameCount, channelCount: names.count, values: values)
  }
}
