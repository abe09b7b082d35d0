import Foundation

/// Collects the people of OpenPose's frames.
struct OpenPoseReader {
  let file: String
  let frameRateHz: Double
  let minimumConfidence: Double
  let limits: ReadingLimits
  private var report = ImportReport()
  private var frames = [Int: [Int: [Double]]]()
  private var pointCount: Int?
  private var byteCount = 0

  init(file: String, frameRateHz: Double, minimumConfidence: Double, limits: ReadingLimits) {
    precondition(
      frameRateHz.isFinite && frameRateHz > 0, "OpenPose: the frame rate is \(frameRateHz) Hz")
    self.file = file
    self.frameRateHz = frameRateHz
    self.minimumConfidence = minimumConfidence
    self.limits = limits
  }

  private struct Frame: Decodable {
    let people: [Person]
  }

  private struct Person: Decodable {
    let person_id: [Int]?
    let pose_keypoints_2d: [Double]?
    /// The key of versions before 1.2.
    let pose_keypoints: [Double]?
  }

  mutating func readFolder(_ url: URL) throws(RecordError) {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: url.path)
        .filter { $0.hasSuffix(".json") }.sorted()
    } catch {
      throw .unreadable(file: url.path, reason: error.localizedDescription)
    }
    guard !names.isEmpty else {
      throw .unreadable(file: url.path, reason: "the folder holds no .json files")
    }
    for (place, name) in names.enumerated() {
      let text = try TextFile(contentsOf: url.appendingPathComponent(name), limits: limits)
      byteCount += text.data.count
      guard byteCount <= limits.maximumBytes else {
        throw .limitExceeded(
          file: file, limit: "bytes", allowed: limits.maximumBytes, found: byteCount)
      }
      try readFile(text, frame: OpenPoseReader.frameNumber(of: name) ?? place)
    }
  }

  /// The last number in a file's name, such as 12 of `walk_000000000012_keypoints.json`.
  static func frameNumber(of name: String) -> Int? {
    name.split { !("0"..."9").contains($0) }.last.flatMap { Int($0) }
  }

  mutating func readFile(_ text: TextFile, frame: Int?) throws(RecordError) {
    let body = text.data[text.start...]
    let isArray = body.first { $0 > 32 } == UInt8(ascii: "[")
    let found: [Frame]
    do {
      found =
        isArray
        ? try JSONDecoder().decode([Frame].self, from: body)
        : [try JSONDecoder().decode(Frame.self, from: body)]
    } catch {
      throw .malformed(
        file: text.name, line: 1, column: nil,
        expected: "JSON with people and their pose_keypoints_2d",
        found: RecordError.reason(error))
    }
    for (place, content) in found.enumerated() {
      let number = (frame ?? 0) + place
      guard frames[number] == nil else {
        throw .malformed(
          file: text.name, line: 1, column: nil, expected: "each frame once",
          found: "frame \(number) twice")
      }
      frames[number] = try people(of: content, text)
    }
  }

  private mutating func people(
    of frame: Frame, _ text: TextFile
  ) throws(RecordError) -> [Int: [Double]] {
    var people = [Int: [Double]]()
    for (place, person) in frame.people.enumerated() {
      guard let numbers = person.pose_keypoints_2d ?? person.pose_keypoints, !numbers.isEmpty
      else { continue }
      guard numbers.count % 3 == 0, numbers.count / 3 == pointCount ?? (numbers.count / 3),
        numbers.count <= limits.maximumColumns
      else {
        throw .malformed(
          file: text.name, line: 1, column: "people.\(place).pose_keypoints_2d",
          expected: pointCount.map { "\($0 * 3) numbers" } ?? "three numbers a point",
          found: "\(numbers.count)")
      }
      pointCount = numbers.count / 3
      let stated = person.person_id?.first.flatMap { $0 >= 0 ? $0 : nil }
      guard people.updateValue(numbers, forKey: stated ?? place) == nil else {
        throw .malformed(
          file: text.name, line: 1, column: "people.\(place).person_id",
          expected: "each person once in a frame", found: "person \(stated ?? place) twice")
      }
    }
    return people
  }

  mutating func recording() throws(RecordError) -> (
    recording: KeypointRecording, report: ImportReport
  ) {
    let numbers = frames.keys.sorted()
    guard let first = numbers.first, let last = numbers.last, let pointCount else {
      throw .malformed(
        file: file, line: 1, column: nil, expected: "a person with pose_keypoints_2d",
        found: "none")
    }
    let span = last.subtractingReportingOverflow(first)
    let allowed = (limits.maximumGapRatio + 1) * numbers.count
    guard !span.overflow, span.partialValue < allowed else {
      throw .limitExceeded(
        file: file, limit: "frames with the gaps filled", allowed: allowed,
        found: span.partialValue)
    }
    let count = span.partialValue + 1
    for (before, next) in zip(numbers, numbers.dropFirst()) where next > before + 1 {
      report.addGap(
        file: file, channel: "all points", firstFrame: before + 1 - first,
        frameCount: next - before - 1, startTimeS: Double(before + 1 - first) / frameRateHz)
    }
    let people = Set(frames.values.flatMap(\.keys)).sorted()
    guard people.count <= max(1, 1_000_000_000 / max(count * pointCount * 3, 1)) else {
      throw .limitExceeded(
        file: file, limit: "people", allowed: 1_000_000_000 / (count * pointCount * 3),
        found: people.count)
    }
    if people.count > 1 {
      report.warn(
        "\(people.count) people; they are told apart by their place in each frame", file: file)
    }
    let tracks = people.map { person in
      track(of: person, firstFrame: first, count: count, points: pointCount)
    }
    let recording = KeypointRecording(
      points: KeypointRecording.pointNames(count: pointCount), people: tracks)
    return (recording, report)
  }

  private func track(
    of person: Int, firstFrame: Int, count: Int, points: Int
  ) -> KeypointRecording.Track {
    var places = [Float](repeating: .nan, count: count * points * 2)
    var confidences = [Float](repeating: .nan, count: count * points)
    for (number, people) in frames {
      guard let numbers = people[person] else { continue }
      let frame = number - firstFrame
      for point in 0..<points {
        let confidence = numbers[3 * point + 2]
        confidences[frame * points + point] = Float(confidence)
        guard confidence > minimumConfidence else { continue }
        places[2 * (frame * points + point)] = Float(numbers[3 * point])
        places[2 * (frame * points + point) + 1] = Float(numbers[3 * point + 1])
      }
    }
    let names = KeypointRecording.pointNames(count: points)
    let pixel = PhysicalUnit(symbol: "px", dimension: .none)
    return KeypointRecording.Track(
      person: person,
      places: SampledSignal(
        channels: names.flatMap { name in
          ["x", "y"].map { Channel(name: "\(name)_\($0)", unit: pixel) }
        }, sampleRateHz: frameRateHz, samples: places),
      confidence: SampledSignal(
        channels: names.map { Channel(name: $0, unit: .one) }, sampleRateHz: frameRateHz,
        samples: confidences))
  }
}
