import Foundation
import GaitRecords
import GaitStudies
import XCTest

/// A folder of gaitpdb whose walks follow from a formula: loads roll from heel to toes, and the more
/// severe the stage, the lower the push-off.
final class SimulatedInsoles {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "insoles-\(UInt64.random(in: 0 ... .max))")

  init(people: Int = 12, first: Int = 1) throws {
    var walks: [InsoleWalk] = []
    var participants: [GaitPDBParticipant] = []
    for number in first..<(first + people) {
      let severity = Double(number % 3)
      let id = ParticipantID("GaSy" + (number < 10 ? "0" : "") + "\(number)")
      walks.append(
        InsoleWalk(
          name: "\(id.rawValue)_01", participant: id,
          insoles: [Side.left, .right].map { Self.insole($0, number, severity) }))
      participants.append(
        GaitPDBParticipant(
          id: id, study: "Ga", hasParkinson: severity > 0,
          anthropometry: Anthropometry(massKg: 60 + Double(number)), hoehnYahr: severity,
          speedsMPerS: number % 5 == 0 ? [:] : [1: 1.4 - 0.2 * severity]))
    }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try GaitPDBFolder(folder).write(walks, participants: participants)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// A period of 1.1 s, stance of 62 %, body weight 700 N.
  private static func insole(_ side: Side, _ number: Int, _ severity: Double) -> InsoleRecord {
    let layout = InsoleLayout.gaitPDB8
    var samples: [Float] = []
    for frame in 0..<1000 {
      let time = Double(frame) / 100 + (side == .left ? 0 : 0.55) + 0.013 * Double(number)
      let phase = (time / 1.1).truncatingRemainder(dividingBy: 1)
      let stance = phase / 0.62
      for sensor in layout.sensors {
        // The load of a sensor is largest when the centre of pressure passes it.
        let distance = stance - (sensor.anterior + 0.5)
        let height = sensor.anterior > 0 ? 1 - 0.2 * severity : 1
        let wobble = 1 + 0.05 * sin(Double(frame) * 0.37 + Double(number + sensor.number))
        let load = stance < 1 ? 190 * height * wobble * exp(-8 * distance * distance) : 0
        samples.append(Float((load * sin(.pi * min(1, stance)) * 100).rounded() / 100))
      }
    }
    return InsoleRecord(
      side: side, layout: layout,
      sensors: SampledSignal(
        channels: layout.sensors.map {
          Channel(name: "\(side.rawValue) \($0.number)", unit: .newton)
        }, sampleRateHz: 100, samples: samples))
  }
}
