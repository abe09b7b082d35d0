import Foundation
import GaitKernels
import GaitRecords
import XCTest

/// A folder in gaitpdb's layout with people who do not exist: patients walk slower and less evenly.
final class SyntheticWalkers {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("gait-tests-" + UUID().uuidString)
  private(set) var walks: [InsoleWalk] = []
  private(set) var people: [GaitPDBParticipant] = []

  /// Writes people of ten seconds each, named `SYN` and their number; gone when the test ends.
  init(_ range: Range<Int>, for test: XCTestCase) throws {
    test.addTeardownBlock { [folder] in try? FileManager.default.removeItem(at: folder) }
    for number in range {
      var random = RandomSource(seed: UInt64(number))
      let isPatient = number % 2 == 0
      let id = ParticipantID("SYN" + (number < 10 ? "0" : "") + "\(number)")
      let severity = isPatient ? 0.3 + 0.7 * Double(random.uniform()) : 0
      let period = 1 + 0.25 * severity + 0.05 * Double(random.normal())
      let mass = 70 + 8 * Double(random.normal())
      let insoles = [Side.left, .right].enumerated().map { place, side in
        insole(
          side, period: period, delay: 0.3 + Double(place) * period / 2, mass: mass,
          unevenness: 0.03 * severity, &random)
      }
      walks.append(InsoleWalk(name: "\(id)_01", participant: id, insoles: insoles))
      people.append(
        GaitPDBParticipant(
          id: id, study: number % 4 < 2 ? "Ga" : "Ju", hasParkinson: isPatient,
          sex: number % 3 == 0 ? .female : .male, ageYears: 60 + 10 * Double(random.uniform()),
          anthropometry: Anthropometry(massKg: mass, heightM: 1.7), updrsMotor: 30 * severity,
          speedsMPerS: [1: 1.3 / period]))
    }
    try write()
  }

  /// Writes the folder again after a change of its people.
  func write(_ change: (inout [GaitPDBParticipant]) -> Void = { _ in }) throws {
    change(&people)
    try GaitPDBFolder(folder).write(walks, participants: people)
  }

  /// Multiplies the forces of one person's left foot.
  func scaleLeftFoot(of id: ParticipantID, by factor: Float) throws {
    guard let place = walks.firstIndex(where: { $0.participant == id }) else { return }
    let left = walks[place].insoles[0]
    walks[place].insoles[0] = InsoleRecord(
      side: .left, layout: .gaitPDB8,
      sensors: SampledSignal(
        channels: left.sensors.channels, sampleRateHz: 100, startTimeS: 20,
        samples: left.sensors.samples.map { $0 * factor }))
    try write()
  }

  /// A load that travels from heel to toes while the foot is down, 62 % of the stride.
  private func insole(
    _ side: Side, period: Double, delay: Double, mass: Double, unevenness: Double,
    _ random: inout RandomSource
  ) -> InsoleRecord {
    let layout = InsoleLayout.gaitPDB8
    var samples: [Float] = []
    var jitter = 0.0
    var lastStride = -1
    for frame in 0..<1000 {
      let cycles = (Double(frame) / 100 - delay) / period + 10
      if Int(cycles) != lastStride {
        lastStride = Int(cycles)
        jitter = unevenness * Double(random.normal())
      }
      let within = (cycles - cycles.rounded(.down)) / (0.62 + jitter)
      let load = within < 1 ? 9.81 * mass * sin(.pi * within).squareRoot() : 0
      let weights = layout.sensors.map { exp(-pow($0.anterior - within + 0.5, 2) / 0.05) }
      let sum = weights.reduce(0, +)
      samples += weights.map { Float((load * $0 / sum * 10).rounded() / 10) }
    }
    return InsoleRecord(
      side: side, layout: layout,
      sensors: SampledSignal(
        channels: layout.sensors.map {
          Channel(name: "\(side.letter)\($0.number)", unit: .newton)
        }, sampleRateHz: 100, startTimeS: 20, samples: samples))
  }
}
