import Foundation
import GaitEvaluation

/// How well predicted numbers follow measured ones, for one task.
public struct TaskScores: Codable, Sendable, Equatable {
  /// The coefficient of determination.
  public let r2: Double
  /// The root-mean-square error, in the unit of the task.
  public let rmse: Double
  /// The root-mean-square error over the range of the measured numbers.
  public let nrmseRange: Double
  /// The mean absolute error, in the unit of the task.
  public let mae: Double
  /// The product-moment correlation.
  public let pearson: Double
  /// The frames compared.
  public let frames: Int

  enum CodingKeys: String, CodingKey {
    case r2, rmse, mae, pearson, frames
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
    mae = try value(.mae)
    pearson = try value(.pearson)
    frames = target.count
  }
}

/// The scores of one predictor: pooled over all frames, and for each person.
public struct PredictorScores: Codable, Sendable, Equatable {
  /// Pooled scores by task, such as `hip_flexion`.
  public let tasks: [String: TaskScores]
  /// Pooled scores by task on contacts that stand on the plate as a whole; empty where there are none.
  ///
  /// What is measured of a foot half beside the plate is wrong, and no prediction can follow it.
  public let fullContacts: [String: TaskScores]
  /// Scores by person and task.
  public let participants: [String: [String: TaskScores]]

  enum CodingKeys: String, CodingKey {
    case tasks, participants
    case fullContacts = "full_contacts"
  }

  /// The pooled scores as plain numbers by task and metric.
  var metrics: [String: [String: Double]] {
    tasks.mapValues {
      [
        "r2": $0.r2, "rmse": $0.rmse, "nrmse_range": $0.nrmseRange, "pearson": $0.pearson,
        "mae": $0.mae,
      ]
    }
  }

  /// The mean over people of a task's coefficient of determination.
  public func meanR2(_ task: String) -> Double {
    let values = participants.values.compactMap { $0[task]?.r2 }
    return values.reduce(0, +) / Double(max(1, values.count))
  }
}
