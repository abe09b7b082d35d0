import Foundation

/// The text of a trial's files.
enum TrialText {
  /// The file of angles, moments, ground reaction, joint centres and stance.
  static func motion(_ trial: WalkingTrial) -> Data {
    let motion = trial.motion
    let side = 9
    // The layout alternates angles and moments, side by side.
    var columns = [(WalkingLayout.Column, SampledSignal, Int)]()
    for first in [0, side] {
      for place in first..<first + side {
        columns.append((WalkingLayout.angles[place], motion.jointAngles, place))
        columns.append((WalkingLayout.moments[place], motion.jointMoments, place))
      }
      for axis in 0..<3 {
        let place = first / 3 + axis
        columns.append((WalkingLayout.groundReaction[place], motion.groundReaction, place))
      }
    }
    columns += WalkingLayout.jointCentres.enumerated().map {
      ($0.element, motion.jointCentres, $0.offset)
    }
    columns += WalkingLayout.stance.enumerated().map { ($0.element, motion.stance, $0.offset) }
    let first = Int(exactly: (motion.startTimeS * motion.sampleRateHz).rounded()) ?? 0
    var text = (["frame", WalkingLayout.timeColumn] + columns.map(\.0.column))
      .joined(separator: ",")
    for frame in 0..<motion.frameCount {
      text += "\n\(first + frame + 1),\(time(motion.jointAngles.timeS(ofFrame: frame)))"
      for (column, signal, channel) in columns {
        text += "," + cell(signal[frame, channel], column.unit)
      }
    }
    return Data((text + "\n").utf8)
  }

  /// The file of force plates and electromyography; nil if the trial has neither.
  ///
  /// - Throws: `RecordError.conflictingClocks` if they are not on one clock.
  static func analog(
    _ trial: WalkingTrial
  ) throws(RecordError) -> (text: Data, sampleRateHz: Double)? {
    var columns = [(WalkingLayout.Column, SampledSignal, Int)]()
    for plate in trial.forcePlates {
      for (place, column) in WalkingLayout.plate(plate.number).enumerated() {
        columns.append((column, plate.signal, place))
      }
    }
    if let emg = trial.emg {
      for (place, electrode) in WalkingLayout.electrodes.enumerated() {
        guard let channel = emg.channel(of: electrode.muscle, electrode.side) else { continue }
        columns.append((WalkingLayout.emg[place], emg.signal, channel))
      }
    }
    guard let signal = columns.first?.1 else { return nil }
    for (column, other, _) in columns
    where other.frameCount != signal.frameCount || other.sampleRateHz != signal.sampleRateHz
      || other.startTimeS != signal.startTimeS
    {
      throw .conflictingClocks(
        file: trial.name,
        expected: "\(signal.frameCount) samples at \(signal.sampleRateHz) Hz for \(column.channel)",
        found: "\(other.frameCount) at \(other.sampleRateHz) Hz")
    }
    var text = ([WalkingLayout.timeColumn] + columns.map(\.0.column)).joined(separator: ",")
    for frame in 0..<signal.frameCount {
      text += "\n\(time(signal.timeS(ofFrame: frame)))"
      for (column, signal, channel) in columns {
        text += "," + cell(signal[frame, channel], column.unit)
      }
    }
    return (Data((text + "\n").utf8), signal.sampleRateHz)
  }

  /// The file of events.
  static func events(_ trial: WalkingTrial) -> Data {
    var text = "time_s,side,event\n"
    for event in trial.events {
      text += "\(event.timeS),\(event.side.rawValue.capitalized),\(EventsFile.word(event.kind))\n"
    }
    return Data(text.utf8)
  }

  /// `trials.csv`.
  static func sheet(_ trials: [WalkingTrial]) -> Data {
    var header = [
      "subject", "condition", "file", "mass_kg", "height_mm", "l_leg_mm", "r_leg_mm",
      "l_knee_width_mm", "r_knee_width_mm", "point_rate_hz", "frames", "analog_rate_hz",
    ]
    header += WalkingLayout.electrodes.map { "emg_\($0.stem)" }
    // Most laboratories do not state it; the column is there only where someone did.
    let hasAffected = trials.contains { $0.affectedSide != nil }
    if hasAffected { header.append("affected_side") }
    var text = header.joined(separator: ",") + "\n"
    for trial in trials {
      let body = trial.anthropometry
      let lengths = [
        body.heightM, body.leftLegLengthM, body.rightLegLengthM, body.leftKneeWidthM,
        body.rightKneeWidthM,
      ]
      let analogRate =
        trial.emg?.signal.sampleRateHz ?? trial.forcePlates.first?.signal.sampleRateHz
      var cells = [quoted(trial.participant.rawValue), quoted(trial.condition ?? ""), stem(trial)]
      cells.append(body.massKg.map { "\($0)" } ?? "")
      cells += lengths.map { $0.map(millimetres) ?? "" }
      cells += ["\(trial.motion.sampleRateHz)", "\(trial.motion.frameCount)"]
      cells.append(analogRate.map { "\($0)" } ?? "")
      cells += WalkingLayout.electrodes.map { place in
        guard let emg = trial.emg, let channel = emg.channel(of: place.muscle, place.side) else {
          return ""
        }
        return emg.electrodes[channel].quality.rawValue
      }
      if hasAffected { cells.append(trial.affectedSide?.rawValue ?? "none") }
      text += cells.joined(separator: ",") + "\n"
    }
    return Data(text.utf8)
  }

  /// A rate as file names write it: `100`, or `148.148` where it is not whole.
  static func rate(_ hertz: Double) -> String {
    hertz == hertz.rounded() && hertz < 1e9 ? "\(Int(hertz))" : "\(hertz)"
  }

  /// The trial's name without the condition that file names carry behind it.
  private static func stem(_ trial: WalkingTrial) -> String {
    guard let condition = trial.condition?.lowercased(), trial.name.hasSuffix("_\(condition)")
    else {
      return trial.name + ".csv"
    }
    return trial.name.dropLast(condition.count + 1) + ".csv"
  }

  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"\(text.replacing("\"", with: "\"\""))\""
  }

  /// Times fall on a grid; what lies below a nanosecond comes from its arithmetic.
  private static func time(_ seconds: Double) -> String { "\((seconds * 1e9).rounded() / 1e9)" }

  /// The shortest text that gives the same length in metres again.
  private static func millimetres(_ metres: Double) -> String {
    let factor = PhysicalUnit.millimetre.siFactor
    let plain = (metres / factor * 1e6).rounded() / 1e6
    return plain * factor == metres ? "\(plain)" : "\(metres / factor)"
  }

  /// The shortest text that gives the same sample again in the unit of the file.
  private static func cell(_ sample: Float?, _ unit: PhysicalUnit) -> String {
    guard let sample else { return "" }
    let exact = Double(sample) / unit.siFactor
    let short = Float(exact)
    let isSame = Float((Double("\(short)") ?? exact) * unit.siFactor) == sample
    let text = isSame ? "\(short)" : "\(exact)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
