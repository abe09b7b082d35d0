import Foundation
import GaitData

/// One whole contact of a foot with a plate, measured and predicted, over the percent of stance.
struct LegStance: Sendable {
  /// 0 to 100 %.
  static let pointCount = 101

  let person: String
  /// By task and percent.
  let measured, predicted: [[Double]]

  /// The contacts of a prediction that stand on the plate as a whole and last 0.2 s or more.
  static func stances(
    of prediction: LegPrediction, _ configuration: any LegStudyConfiguration
  ) -> [LegStance] {
    let leg = prediction.leg
    let values = type(of: configuration).question.values(leg)
    let shortest = Int((0.2 * leg.sampleRateHz).rounded())
    return runs(of: configuration.trainedFrames(of: leg)).filter { $0.count >= shortest }
      .map { run in
        LegStance(
          person: leg.participant.rawValue, measured: values.map { sampled($0, over: run) },
          predicted: prediction.values.map { sampled($0, over: run) })
      }
  }

  /// Runs of frames without a gap.
  static func runs(of frames: [Int]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for frame in frames {
      if let last = result.last, last.upperBound == frame {
        result[result.count - 1] = last.lowerBound..<frame + 1
      } else {
        result.append(frame..<frame + 1)
      }
    }
    return result
  }

  /// A curve at each percent of a run, by straight lines.
  private static func sampled(_ values: [Double], over run: Range<Int>) -> [Double] {
    (0..<pointCount).map { point in
      let place = Double(run.lowerBound) + Double(point * (run.count - 1)) / Double(pointCount - 1)
      let low = min(Int(place), run.upperBound - 1)
      let high = min(low + 1, run.upperBound - 1)
      return values[low] + (values[high] - values[low]) * (place - Double(low))
    }
  }
}

/// The stances of all people: mean curves, and peaks.
struct LegStances: Sendable {
  private let stances: [LegStance]

  init(_ predictions: [LegPrediction], _ configuration: any LegStudyConfiguration) {
    stances = predictions.flatMap { LegStance.stances(of: $0, configuration) }
  }

  /// The mean over people of their own mean curves, and the deviation between people.
  func curve(
    _ side: KeyPath<LegStance, [[Double]]>, task: Int
  ) -> (means: [Double], deviations: [Double]) {
    let people = Dictionary(grouping: stances, by: \.person).sorted { $0.key < $1.key }
    let curves = people.map { _, own in
      (0..<LegStance.pointCount).map { point in
        own.reduce(0) { $0 + $1[keyPath: side][task][point] } / Double(own.count)
      }
    }
    let spreads = (0..<LegStance.pointCount).map { point in
      PeopleStatistics(curves.map { $0[point] })
    }
    return (spreads.map(\.mean), spreads.map(\.deviation))
  }

  /// The extreme of each stance on the side where the measured ones are larger, with whose it is.
  func peaks(task: Int) -> (predicted: [Double], measured: [Double], people: [String]) {
    let extremes = stances.map { stance in
      (low: stance.measured[task].min() ?? 0, high: stance.measured[task].max() ?? 0)
    }
    let isHigh = extremes.reduce(0) { $0 + $1.low + $1.high } >= 0
    func peak(_ values: [Double]) -> Double { (isHigh ? values.max() : values.min()) ?? .nan }
    return (
      stances.map { peak($0.predicted[task]) }, stances.map { peak($0.measured[task]) },
      stances.map(\.person)
    )
  }
}
