import GaitData

extension LegQuestion {
  /// Hip, knee and ankle flexion moments on frames with a plate under the foot.
  static let jointMoments = LegQuestion(
    study: JointMomentsStudy.name,
    title: "Joint moments from motion and EMG",
    summary:
      "Flexion moments of hip, knee and ankle, for people whom the predictors have not seen. "
      + "The question is Niu et al. 2025's; the inertial-like stream is derived from recorded motion, "
      + "not from worn sensors.",
    taskNames: ["hip_flexion", "knee_flexion", "ankle_flexion"],
    columnSuffix: "moment_Nm_per_kg", unit: "N m/kg",
    scoredFrames: "frames with a foot on a force plate",
    values: \.moments, isScored: { leg, frame in leg.isPlateSupported(frame) })
}
