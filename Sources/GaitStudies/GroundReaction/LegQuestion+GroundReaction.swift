import GaitData

extension LegQuestion {
  /// The ground reaction under a foot, per body mass, on frames with a plate under it.
  ///
  /// In the frame that walks along: forward, towards the leg's own side, and up.
  static let groundReaction = LegQuestion(
    study: GroundReactionStudy.name,
    title: "Ground reaction from motion",
    summary: "The force under a foot in three directions, for people whom the predictors have not "
      + "seen. The question, ten networks with and without knee alignment and affected side, is "
      + "Sugiarto et al. 2025's. No plate signal is an input.",
    taskNames: ["vertical", "anterior_posterior", "medial_lateral"],
    columnSuffix: "force_N_per_kg", unit: "N/kg", lengthPower: 0,
    scoredFrames: "frames with a foot on a force plate",
    values: { [$0.groundReaction[2], $0.groundReaction[0], $0.groundReaction[1]] },
    isScored: { leg, frame in
      leg.verticalForce[frame] > 0.3 && leg.groundReaction.allSatisfy { $0[frame].isFinite }
    })
}
