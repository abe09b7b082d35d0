import Foundation

extension RecordContents {
  mutating func readSensors(_ url: URL, _ options: Options) throws(RecordError) {
    let limits = options.limits
    switch format {
    case .trigno:
      let (recording, found) = try TrignoRecording.read(url, limits: limits)
      report = found
      for sensor in recording.sensors {
        add(
          sensor, joining: recording.tracks.filter { $0.sensor == sensor }.map(\.signal))
        if let imu = recording.imu(sensor) {
          report.warn(imu.implausibilities(name: sensor), file: name)
        }
      }
    case .xsensTracker:
      let (file, found) = try XsensTextFile.read(url, limits: limits)
      report = found
      notes = file.remarks.sorted { $0.key < $1.key }.map { Note($0.key, $0.value) }
      add("tracker", joining: [file.others].compactMap { $0 } + file.imu.signals)
      report.warn(file.imu.implausibilities(name: "the tracker"), file: name)
    case .apdm:
      let (file, found) = try APDMTextFile.read(url, limits: limits)
      report = found
      for monitor in file.monitors {
        add(monitor.label, joining: monitor.imu.signals)
        report.warn(monitor.imu.implausibilities(name: monitor.label), file: name)
      }
    default:
      let (log, found) = try LowerLimbLog.read(url, limits: limits)
      report = found
      add("EMG", log.emg.signal)
      add("goniometer", log.kneeAngle)
    }
  }
}

extension IMURecord {
  /// The signals that are there.
  var signals: [SampledSignal] {
    [acceleration, angularRate, magneticField].compactMap { $0 }
  }
}
