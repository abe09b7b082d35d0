import GaitData

extension LegQuestion {
  /// Hip, knee and ankle flexion moments on frames with a plate under the foot.
  static let jointMoments = LegQuestion(
    study: JointMomentsStudy.name,
    taskNames: ["hip_flexion", "knee_flexion", "ankle_flexion"],
    columnSuffix: "moment_Nm_per_kg", unit: "N m/kg",
    scoredFrames: "frames with a foot on a force plate",
    values: \.moments, isScored: { leg, frame in leg.isPlateSupported(frame) })
}
