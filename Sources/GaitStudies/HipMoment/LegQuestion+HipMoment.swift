import GaitData

extension LegQuestion {
  /// The hip flexion moment on frames with a plate under the foot.
  ///
  /// Off the plates of a laboratory, inverse dynamics lacks the ground reaction.
  static let hipMoment = LegQuestion(
    study: HipMomentStudy.name,
    title: "The hip moment within and between people",
    summary:
      "The sagittal hip moment from motion, by LSTAM and the networks that it was compared with.",
    taskNames: ["hip_flexion"],
    columnSuffix: "moment_Nm_per_kg", unit: "N m/kg",
    scoredFrames: "frames with a foot on a force plate",
    values: { [$0.moments[0]] }, isScored: { leg, frame in leg.isPlateSupported(frame) })
}
