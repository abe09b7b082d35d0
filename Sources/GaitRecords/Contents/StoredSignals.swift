import Foundation

/// What an archive of arrays says about the signals in it.
///
/// NumPy's arrays have no names for columns, no rates and no units. An archive that this package
/// writes has one more array of bytes, `gait.json`, whose text says them: in Python,
/// `json.loads(bytes(archive["gait.json"]))`.
struct StoredSignals: Codable {
  struct Clock: Codable {
    let device: String
    let sampleRateHz: Double
    let startTimeS: Double
    let channels: [Channel]
  }

  static let entryName = "gait.json"

  let version: Int
  let clocks: [Clock]
  let events: [RecordContents.Event]
  let people: [RecordContents.Person]

  init(_ contents: RecordContents, _ devices: [RecordContents.Device]) {
    version = 1
    clocks = devices.map {
      Clock(
        device: $0.name, sampleRateHz: $0.signal.sampleRateHz, startTimeS: $0.signal.startTimeS,
        channels: $0.signal.channels)
    }
    events = contents.events
    people = contents.people
  }

  /// The description in an archive; nil if it has none that fits its arrays.
  init?(_ archive: NumPyArchive) {
    guard case .integers(let bytes)? = archive[StoredSignals.entryName]?.elements,
      bytes.allSatisfy({ (0...255).contains($0) }),
      let stored = try? JSONDecoder().decode(
        StoredSignals.self, from: Data(bytes.map { UInt8($0) })),
      stored.version == 1, !stored.clocks.isEmpty,
      stored.clocks.allSatisfy({ clock in
        guard let shape = archive[clock.device]?.shape else { return false }
        return shape.count == 2 && shape[1] == clock.channels.count && shape[1] > 0
          && clock.sampleRateHz.isFinite && clock.sampleRateHz > 0
      })
    else { return nil }
    self = stored
  }

  func devices(_ archive: NumPyArchive) -> [RecordContents.Device] {
    clocks.compactMap { clock in
      archive[clock.device].map { array in
        RecordContents.Device(
          name: clock.device,
          signal: SampledSignal(
            channels: clock.channels, sampleRateHz: clock.sampleRateHz,
            startTimeS: clock.startTimeS, samples: array.floats))
      }
    }
  }

  func entry() throws(RecordError) -> NumPyArchive.Entry {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    guard let data = try? encoder.encode(self) else {
      throw .unwritable(format: "NumPy", field: "description", reason: "a number is infinite")
    }
    return .init(
      name: StoredSignals.entryName,
      array: NumPyArray(.integers(data.map { Int($0) }), elementType: .uint8))
  }
}
