import Foundation
import GaitClassic
import GaitData
import GaitEvaluation

/// Fitted classical predictors of a leg's frames, each for tasks of its own.
struct ClassicalMember: Codable {
  private let parts: [ClassicalPart]

  /// Fits learners to the frames of legs that are trained on.
  ///
  /// - Throws: `LearningError`.
  init(
    _ recipes: [ClassicalRecipe], _ configuration: any LegStudyConfiguration,
    fittedOn legs: [LegRecording]
  ) throws {
    parts = try recipes.map { try ClassicalPart($0, configuration, fittedOn: legs) }
  }

  /// The predicted numbers of a leg, by task and frame; NaN for a task that no part answers for.
  func predict(_ leg: LegRecording, _ question: LegQuestion) throws -> [[Double]] {
    let unknown = [Double](repeating: .nan, count: leg.frameCount)
    var result = question.taskNames.map { _ in unknown }
    for part in parts {
      for (task, values) in zip(part.tasks, try part.predict(leg, question))
      where task < result.count {
        result[task] = values
      }
    }
    return result
  }

  static func fileName(_ member: String) -> String { member + ".json" }
}

/// One fitted learner with the scaling of its training people.
private struct ClassicalPart: Codable {
  /// The tasks' places in the question.
  let tasks: [Int]
  /// Nil where people are taken in their own sizes.
  private let body: BodyScaler?
  private let motion: ChannelScaler
  private let muscles: ChannelScaler
  private let contextFrames: [Int]
  private let targets: TargetScaler
  private let models: Models

  /// Frames that are learned from at most; of more, every second, third and so on is taken.
  private static let rowLimit = 3000
  /// The same for a run that is there to see everything work: kernel ridges grow with the cube.
  private static let quickRowLimit = 600

  private enum Models: Codable {
    case ridge(LinearModel)
    case kernelRidge(KernelRidgeModel)
    /// One ensemble of trees for each task.
    case boosting([GradientBoostingRegression])
  }

  init(
    _ recipe: ClassicalRecipe, _ configuration: any LegStudyConfiguration,
    fittedOn legs: [LegRecording]
  ) throws {
    let question = type(of: configuration).question
    let tasks = question.taskNames.indices.filter {
      recipe.tasks.isEmpty || recipe.tasks.contains(question.taskNames[$0])
    }
    self.tasks = tasks
    let body = configuration.scalesToLegLength ? BodyScaler(fittedOn: legs) : nil
    self.body = body
    let channels = recipe.motionChannels
    motion = ChannelScaler(names: channels, fittedOn: legs.map { body.motion($0, channels) })
    muscles = ChannelScaler(names: recipe.muscleChannels, fittedOn: legs.map(\.muscles))
    contextFrames = recipe.contextFrames
    targets = TargetScaler(configuration, body, fittedOn: legs)
    var features: [Double] = []
    var answers: [Double] = []
    var rowCount = 0
    let trained = legs.map { configuration.trainedFrames(of: $0) }
    let total = trained.reduce(0) { $0 + $1.count }
    // Kernel ridges grow with the square of the rows; neighbouring frames tell nearly the same.
    let limit = configuration.isQuick ? Self.quickRowLimit : Self.rowLimit
    let step = (total + limit - 1) / limit
    for (leg, own) in zip(legs, trained) where !own.isEmpty {
      let frames = stride(from: 0, to: own.count, by: step).map { own[$0] }
      let values = body.values(leg, question)
      features += Self.features(leg, body, motion, muscles, recipe.contextFrames, frames).values
      for frame in frames {
        let scaled = targets.scaled(values.map { $0[frame] })
        answers += tasks.map { scaled[$0] }
      }
      rowCount += frames.count
    }
    let columns =
      (recipe.motionChannels.count + recipe.muscleChannels.count) * recipe.contextFrames.count
    let table = Matrix(rows: rowCount, columns: columns, values: features)
    let wanted = Matrix(rows: rowCount, columns: tasks.count, values: answers)
    switch recipe.learner {
    case .ridge(let ridge): models = .ridge(try ridge.fit(table, targets: wanted))
    case .kernelRidge(let ridge): models = .kernelRidge(try ridge.fit(table, targets: wanted))
    case .boosting(let boosting):
      models = .boosting(
        try tasks.indices.map { try boosting.fit(table, targets: wanted.column($0)) })
    }
  }

  /// The predicted numbers of a leg, by own task and frame.
  func predict(_ leg: LegRecording, _ question: LegQuestion) throws -> [[Double]] {
    let table = Self.features(leg, body, motion, muscles, contextFrames, Array(0..<leg.frameCount))
    let columns: [[Double]]
    switch models {
    case .ridge(let model): columns = try Self.columns(model.predictOutputs(table))
    case .kernelRidge(let model): columns = try Self.columns(model.predictOutputs(table))
    case .boosting(let models): columns = try models.map { try $0.predict(table) }
    }
    return zip(tasks, columns).map { task, values in
      body.restored(targets.restored(values, task: task), leg, question)
    }
  }

  private static func columns(_ outputs: Matrix) -> [[Double]] {
    (0..<outputs.columnCount).map { outputs.column($0) }
  }

  /// One row for each frame: the scaled channels of every frame of its context; the ends are held.
  private static func features(
    _ leg: LegRecording, _ body: BodyScaler?, _ motion: ChannelScaler, _ muscles: ChannelScaler,
    _ context: [Int], _ frames: [Int]
  ) -> Matrix {
    let moving = motion.matrix(body.motion(leg, motion.names))
    let pulling = muscles.matrix(leg.muscles)
    let context = body.frames(context, leg)
    let width = moving.channelCount + pulling.channelCount
    var values: [Double] = []
    values.reserveCapacity(frames.count * width * context.count)
    for frame in frames {
      for shift in context {
        let place = min(max(0, frame + shift), leg.frameCount - 1)
        for channel in 0..<moving.channelCount { values.append(Double(moving[place, channel])) }
        for channel in 0..<pulling.channelCount { values.append(Double(pulling[place, channel])) }
      }
    }
    return Matrix(rows: frames.count, columns: width * context.count, values: values)
  }
}
