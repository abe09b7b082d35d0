import GaitData
import GaitSignal

/// Curves over the gait cycles that begin with a whole contact on a plate.
struct MomentCycles {
  private(set) var curves: [[Double]] = []
  private(set) var people: [String] = []

  /// The curves of a quantity of each prediction, with whose each is.
  init(
    _ predictions: [LegPrediction], _ configuration: HipMomentConfiguration,
    _ values: (LegPrediction) -> [Double]
  ) {
    let normalizer = CycleNormalizer()
    for prediction in predictions {
      let leg = prediction.leg
      let cycles = Self.cycles(of: leg, configuration)
      guard !cycles.isEmpty,
        let own = try? normalizer.curves(
          of: values(prediction), sampleRateHz: leg.sampleRateHz, startTimeS: leg.startTimeS,
          cycles: cycles)
      else { continue }
      curves += own
      people += own.map { _ in leg.participant.rawValue }
    }
  }

  /// The cycles whose stance a plate carries as a whole and whose swing ends in the recording.
  static func cycles(of leg: LegRecording, _ configuration: HipMomentConfiguration) -> [GaitCycle] {
    contacts(of: leg, configuration).compactMap { contact in
      guard contact.lowerBound > 0,
        let off = (contact.upperBound..<leg.frameCount).first(where: { leg.isSwing[$0] }),
        let end = (off..<leg.frameCount).first(where: { !leg.isSwing[$0] }),
        // Longer gaps between plate and swing mean that the foot also stood beside the plate.
        off - contact.upperBound <= 5
      else { return nil }
      let duration = Double(end - contact.lowerBound) / leg.sampleRateHz
      guard (0.5...2.5).contains(duration) else { return nil }
      func time(_ frame: Int) -> Double { leg.startTimeS + Double(frame) / leg.sampleRateHz }
      return GaitCycle(startS: time(contact.lowerBound), footOffS: time(off), endS: time(end))
    }
  }

  /// The frames of each contact that stands on a plate as a whole.
  static func contacts(
    of leg: LegRecording, _ configuration: HipMomentConfiguration
  ) -> [Range<Int>] {
    var contacts: [Range<Int>] = []
    for frame in configuration.trainedFrames(of: leg) {
      if let last = contacts.last, last.upperBound == frame {
        contacts[contacts.count - 1] = last.lowerBound..<frame + 1
      } else {
        contacts.append(frame..<frame + 1)
      }
    }
    return contacts
  }
}

/// The highest moment of each whole contact, predicted and measured.
struct MomentPeaks {
  private(set) var predicted: [Double] = []
  private(set) var measured: [Double] = []
  private(set) var people: [String] = []

  init(_ predictions: [LegPrediction], _ configuration: HipMomentConfiguration) {
    for prediction in predictions {
      let moments = prediction.leg.moments[0]
      for contact in MomentCycles.contacts(of: prediction.leg, configuration) {
        guard let own = contact.map({ prediction.values[0][$0] }).max(),
          let highest = contact.map({ moments[$0] }).max()
        else { continue }
        predicted.append(own)
        measured.append(highest)
        people.append(prediction.leg.participant.rawValue)
      }
    }
  }
}
