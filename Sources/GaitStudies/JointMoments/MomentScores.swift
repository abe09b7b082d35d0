import Foundation
import GaitEvaluation

/// How well predicted moments follow measured ones, for one joint.
public struct MomentScores: Codable, Sendable, Equatable {
  /// The coefficient of determination.
  public let r2: Double
  /// The root-mean-square error, N m/kg.
  public let rmse: Double
  /// The root-mean-square error over the range of the measured moments.
  public let nrmseRange: Double
  /// The product-moment correlation.
  public let pearson: Double
  /// The frames compared.
  public let frames: Int

  enum CodingKeys: String, CodingKey {
    case r2, rmse, pearson, frames
    case nrmseRange = "nrmse_range"
  }

  /// The scores of paired values.
  ///
  /// - Throws: `MetricError` where they are undefined, as for constant measurements.
  public init(prediction: [Double], target: [Double]) throws {
    func value(_ metric: RegressionMetric) throws -> Double {
      try metric.value(prediction: prediction, target: target)
    }
    r2 = try value(.rSquared)
    rmse = try value(.rmse)
    nrmseRange = try value(.nrmse(.range))
    pearson = try value(.pearson)
    frames = target.count
  }
}

/// The scores of one predictor: pooled over all frames, and for each person.
public struct PredictorScores: Codable, Sendable, Equatable {
  /// Pooled scores by task, such as `hip_flexion`.
  public let tasks: [String: MomentScores]
  /// Scores by person and task.
  public let participants: [String: [String: MomentScores]]

  /// The tasks in anatomical order.
  public static let taskNames = ["hip_flexion", "knee_flexion", "ankle_flexion"]

  /// The pooled scores as plain numbers by task and metric.
  var metrics: [String: [String: Double]] {
    tasks.mapValues {
      ["r2": $0.r2, "rmse": $0.rmse, "nrmse_range": $0.nrmseRange, "pearson": $0.pearson]
    }
  }

  /// The mean over people of a task's coefficient of determination.
  public func meanR2(_ task: String) -> Double {
    let values = participants.values.compactMap { $0[task]?.r2 }
    return values.reduce(0, +) / Double(max(1, values.count))
  }
}
