import Foundation

extension GaitPDBFolder {
  /// Writes walks and demographics in the database's layout: the recordings in `walk10s/`, or
  /// another place, and `demographics.txt` beside it.
  ///
  /// Forces are written with as few digits as give the same value when read again, heights in
  /// metres, missing values as `NaN`. A total that a record lacks is written as the sum.
  ///
  /// - Parameters:
  ///   - walks: Walks with force insoles of the database's layout on both feet, on one clock of
  ///     100 Hz, and with names `<person>_<two digits>`.
  ///   - participants: The rows of the table.
  ///   - place: The subfolder of the recordings, `""` for the folder itself.
  /// - Throws: `RecordError.malformed` for a name that the layout cannot hold,
  ///   `RecordError.conflictingClocks` for feet on different clocks, or the file system's error.
  public func write(
    _ walks: [InsoleWalk], participants: [GaitPDBParticipant], to place: String = "walk10s"
  ) throws {
    let folder = place.isEmpty ? url : url.appendingPathComponent(place)
    let texts = try walks.map { ($0.name, try GaitPDBFolder.text(of: $0)) }
    guard Set(texts.map(\.0)).count == texts.count else {
      throw RecordError.malformed(
        file: folder.path, line: 0, column: nil, expected: "each name once",
        found: "\(texts.map(\.0))")
    }
    let sheet = GaitPDBFolder.sheet(participants)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in texts {
      try Data(text.utf8).write(
        to: folder.appendingPathComponent(name + GaitPDBFile.suffix), options: .atomic)
    }
    try Data(sheet.utf8).write(
      to: url.appendingPathComponent(GaitPDBDemographics.fileName), options: .atomic)
  }

  private static func text(of walk: InsoleWalk) throws -> String {
    let file = walk.name + GaitPDBFile.suffix
    let isPlain = !walk.name.contains { "/\\:\t\n\r.".contains($0) }
    guard isPlain, GaitPDBFile.parts(of: file)?.participant == walk.participant else {
      throw RecordError.malformed(
        file: file, line: 1, column: nil,
        expected: "the name of \(walk.participant), _ and two digits", found: "\"\(walk.name)\"")
    }
    guard let left = walk.insole(.left), let right = walk.insole(.right),
      [left, right].allSatisfy({ $0.measuresForce && $0.layout == .gaitPDB8 }),
      let leftTotal = left.totalForceOrSum(), let rightTotal = right.totalForceOrSum()
    else {
      throw RecordError.malformed(
        file: file, line: 1, column: nil,
        expected: "force insoles of layout \(InsoleLayout.gaitPDB8.name) on both feet",
        found: walk.insoles.map { "\($0.side.rawValue) \($0.layout.name)" }
          .joined(separator: ", "))
    }
    let signals = [left.sensors, right.sensors, leftTotal, rightTotal]
    for signal in signals
    where signal.frameCount != left.sensors.frameCount
      || signal.sampleRateHz != GaitPDBFile.sampleRateHz
      || signal.startTimeS != left.sensors.startTimeS
    {
      throw RecordError.conflictingClocks(
        file: file, expected: "\(left.sensors.frameCount) frames at 100 Hz for every signal",
        found: "\(signal.frameCount) at \(RecordError.rounded(signal.sampleRateHz)) Hz")
    }
    var text = ""
    for frame in 0..<left.sensors.frameCount {
      let time = (left.sensors.timeS(ofFrame: frame) * 1e6).rounded() / 1e6
      var cells = ["\(time)"]
      for signal in signals {
        cells += (0..<signal.channelCount).map { cell(signal[frame, $0].map { "\($0)" }) }
      }
      text += cells.joined(separator: "\t") + "\n"
    }
    return text
  }

  private static func sheet(_ participants: [GaitPDBParticipant]) -> String {
    let walks = Array(1...7) + [10]
    var header = [
      "ID", "Study", "Group", "Subjnum", "Gender", "Age", "Height", "Weight", "HoehnYahr",
      "UPDRS", "UPDRSM", "TUAG",
    ]
    header += walks.map { "Speed_" + ($0 < 10 ? "0" : "") + "\($0)" }
    var text = header.joined(separator: "\t") + "\n"
    for person in participants {
      let number = Int(person.id.rawValue.drop { !$0.isNumber })
      func value(_ number: Double?) -> String { cell(number.map { "\($0)" }) }
      var cells = [person.id.rawValue, person.study]
      cells.append(cell(person.hasParkinson.map { $0 ? "1" : "2" }))
      cells.append(cell(number.map { "\($0)" }))
      cells.append(cell(person.sex.map { $0 == .male ? "1" : "2" }))
      let measures = [
        person.ageYears, person.anthropometry.heightM, person.anthropometry.massKg,
        person.hoehnYahr, person.updrs, person.updrsMotor, person.timedUpAndGoS,
      ]
      cells += measures.map(value)
      cells += walks.map { value(person.speedsMPerS[$0]) }
      text += cells.joined(separator: "\t") + "\n"
    }
    return text
  }

  private static func cell(_ text: String?) -> String {
    guard let text else { return "NaN" }
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
