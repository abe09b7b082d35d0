import Foundation
import GaitKernels
import GaitNN

/// What a network costs: its parameters, and how long one window takes.
struct NetworkCost {
  let name: String
  let parameters: Int
  let millisecondsPerWindow: Double

  /// Measures a network of a study on this computer; weights are drawn, for time does not depend on
  /// them.
  init(_ kind: LegNetwork.Kind, _ configuration: any LegStudyConfiguration) {
    var random = RandomSource(seed: 0)
    let network = LegNetwork(kind, configuration, using: &random)
    name = kind.name
    parameters = network.module.parameterCount
    network.predictWindow(configuration)
    let clock = ContinuousClock()
    let times = (0..<7).map { _ in
      clock.measure { network.predictWindow(configuration) } / .milliseconds(1)
    }
    millisecondsPerWindow = times.sorted()[times.count / 2]
  }

  /// The parameters of a network of a study.
  static func parameters(
    of kind: LegNetwork.Kind, _ configuration: any LegStudyConfiguration
  ) -> Int {
    var random = RandomSource(seed: 0)
    return LegNetwork(kind, configuration, using: &random).module.parameterCount
  }

  /// A table of costs.
  static func markdown(_ costs: [NetworkCost], _ configuration: any LegStudyConfiguration) -> String
  {
    var lines = [
      "Cost: parameters, and the median time of one window of \(configuration.windowLength) frames "
        + "on this computer, which is measured anew in every run and not kept with it.",
      "", "| network | parameters | ms per window |", "|---|---|---|",
    ]
    for cost in costs.sorted(by: { $0.name < $1.name }) {
      let time = String(
        format: "%.2f", locale: Locale(identifier: "en_US_POSIX"), cost.millisecondsPerWindow)
      lines.append("| \(cost.name) | \(cost.parameters) | \(time) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
