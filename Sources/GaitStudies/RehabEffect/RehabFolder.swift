import Foundation
import GaitData
import GaitKernels
import GaitRecords

/// Reads a folder that holds the stroke cohort, or recordings in its layout.
struct RehabFolder {
  let patients: [RehabPatient]
  /// What the folder says about itself; nil where it says nothing.
  let manifest: CohortManifest?

  /// Only the visit of week 0 is read: the later ones tell the answer.
  ///
  /// - Throws: `RecordError`, `SignalError`, and `StudyError.nothingToScore` for another cohort.
  init(
    _ folder: URL, _ configuration: RehabEffectConfiguration,
    _ observe: @Sendable (StudyEvent) -> Void
  ) throws {
    let own = folder.appendingPathComponent(CohortManifest.fileName)
    manifest =
      try FileManager.default.fileExists(atPath: own.path) ? CohortManifest(folder: folder) : nil
    if let manifest, manifest.kind != .stroke {
      throw StudyError.nothingToScore(
        study: RehabEffectStudy.name,
        expected: "a stroke cohort, not of the kind \(manifest.kind.rawValue)")
    }
    let words = Set(RehabPatient.patientColumns.filter { $0.word != nil }.map(\.name))
    let people = try DelimitedTable(
      contentsOf: folder.appendingPathComponent("patients.csv"),
      textColumns: .named(words.union(["participant"])))
    let names = try people.text("participant")
    let scores = try Self.baseline(folder)
    var columns = try RehabPatient.patientColumns.map { column -> [Double] in
      guard let word = column.word else { return try people.numbers(column.name) }
      return try people.text(column.name).map { $0.isEmpty ? .nan : $0 == word ? 1 : 0 }
    }
    let paretic = try people.text("paretic_side")
    // A folder to predict for knows no answers.
    let answers =
      try people.columnNames.contains("responder")
      ? people.numbers("responder") : names.map { _ in .nan }
    columns += RehabPatient.scaleNames.indices.map { scale in
      names.map { scores[$0]?[scale] ?? .nan }
    }
    let (clinical, size) = (columns, configuration.imageSize)
    patients = try Parallel.map(names.count) { row in
      let recording = try RehabRecording(
        names[row], in: folder, isRightParetic: paretic[row] == "right")
      let (image, _) = try GreyImage.read(
        folder.appendingPathComponent("images/\(names[row]).pgm"))
      return RehabPatient(
        identifier: names[row], clinical: clinical.map { $0[row] },
        features: try RehabFeatures.values(recording, image),
        image: Self.shrunk(image, to: size),
        series: try RehabSeries.rows(recording, frameRateHz: configuration.frameRateHz),
        isResponder: answers[row].isFinite ? answers[row] > 0.5 : nil)
    }
    let unknown = patients.count { $0.isResponder == nil }
    if unknown > 0, unknown < patients.count {
      observe(.warning("\(unknown) patients without an answer are neither trained on nor scored"))
    }
  }

  /// The patients whose answer is known.
  var known: [RehabPatient] { patients.filter { $0.isResponder != nil } }

  /// The scores of week 0 by patient.
  private static func baseline(_ folder: URL) throws -> [String: [Double]] {
    let visits = try DelimitedTable(
      contentsOf: folder.appendingPathComponent("visits.csv"),
      textColumns: .named(["participant"]))
    let names = try visits.text("participant")
    let weeks = try visits.numbers("week")
    let scales = try RehabPatient.scaleNames.map { try visits.numbers($0) }
    var scores: [String: [Double]] = [:]
    for row in names.indices where weeks[row] == 0 {
      scores[names[row]] = scales.map { $0[row] }
    }
    return scores
  }

  /// The mean of the pixels that fall into each of fewer ones.
  private static func shrunk(_ image: GreyImage, to size: Int) -> [Float] {
    let pixels = image.intensities
    return (0..<size * size).map { place in
      let (row, column) = (place / size, place % size)
      let top = row * image.height / size
      let left = column * image.width / size
      let bottom = max(top + 1, (row + 1) * image.height / size)
      let right = max(left + 1, (column + 1) * image.width / size)
      var sum: Float = 0
      for y in top..<bottom { for x in left..<right { sum += pixels[y * image.width + x] } }
      return sum / Float((bottom - top) * (right - left))
    }
  }
}
