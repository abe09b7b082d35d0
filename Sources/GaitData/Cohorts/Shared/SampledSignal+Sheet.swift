import Foundation
import GaitRecords

extension SampledSignal {
  /// Signals on one clock side by side as CSV, with their unit behind each name; missing is blank.
  ///
  /// - Precondition: All have the clock of the first.
  static func sheet(_ signals: [SampledSignal]) -> Data {
    guard let first = signals.first else { return Data() }
    precondition(
      signals.allSatisfy {
        $0.frameCount == first.frameCount && $0.sampleRateHz == first.sampleRateHz
      }, "sheet: signals on different clocks")
    let names = signals.flatMap { signal in
      signal.channels.map { channel in
        let unit = channel.unit.symbol.replacing("/", with: "_per_").replacing("^", with: "")
        return "\(channel.name)_\(unit)"
      }
    }
    var text = (["time_s"] + names).joined(separator: ",") + "\n"
    for frame in 0..<first.frameCount {
      text += "\((first.timeS(ofFrame: frame) * 1e9).rounded() / 1e9)"
      for signal in signals {
        for channel in 0..<signal.channelCount {
          text += signal[frame, channel].map { ",\($0)" } ?? ","
        }
      }
      text += "\n"
    }
    return Data(text.utf8)
  }
}
