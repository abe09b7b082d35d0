import GaitTensor
import GaitTraining

extension LegStudyConfiguration {
  /// The trainer of a network: AdamW, a linear rise and a cosine, clipped gradients.
  func trainer(seed: UInt64, record: Trainer.RunRecord?) -> Trainer {
    var trainer = Trainer(
      optimizer: Adam(learningRate: learningRate, weightDecay: weightDecay))
    trainer.schedule = .cosine(warmUpSteps: warmUpSteps, finalShare: finalRateShare)
    trainer.gradientNormLimit = gradientNormLimit
    trainer.averagingDecay = averagingDecay > 0 ? averagingDecay : nil
    trainer.seed = seed ^ 0xD1CE
    trainer.record = record
    return trainer
  }
}
