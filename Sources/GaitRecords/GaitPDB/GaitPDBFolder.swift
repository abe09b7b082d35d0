import Foundation

/// A folder of PhysioNet's "Gait in Parkinson's Disease" (gaitpdb 1.0.0).
///
/// It holds `demographics.txt` and recordings `<person>_<walk>.txt`, in the folder itself or in
/// `walk10s/` or `full/`. A person without a row in the table is kept, with a warning, and without
/// demographics; a row without a recording is only told of.
///
/// ```swift
/// let (walks, participants, report) = try GaitPDBFolder(folder).read()
/// let force = walks[0].insole(.left)?.totalForce
/// ```
///
/// Source: Hausdorff et al. 2007, doi:10.1111/j.1460-9568.2007.05810.x; Yogev et al. 2005,
/// doi:10.1111/j.1460-9568.2005.04298.x; Frenkel-Toledo et al. 2005, doi:10.1002/mds.20507;
/// Goldberger et al. 2000, doi:10.1161/01.CIR.101.23.e215.
public struct GaitPDBFolder: Sendable {
  /// The folder.
  public let url: URL

  /// Names a folder without touching it.
  public init(_ url: URL) { self.url = url }

  /// Reads all recordings of the first place that has any: `walk10s/`, the folder, `full/`.
  ///
  /// - Parameters:
  ///   - place: The subfolder to read instead, `""` for the folder itself.
  ///   - limits: How much is taken in.
  /// - Returns: The walks in the order of their names, their wearers' masses filled in; the rows of
  ///   the table; and what was noticed.
  /// - Throws: `RecordError`.
  public func read(
    from place: String? = nil, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (
    walks: [InsoleWalk], participants: [GaitPDBParticipant], report: ImportReport
  ) {
    var report = ImportReport()
    let table = url.appendingPathComponent(GaitPDBDemographics.fileName)
    var participants = [GaitPDBParticipant]()
    let files = try recordings(in: place.map { [$0] } ?? ["walk10s", "", "full"])
    if FileManager.default.fileExists(atPath: table.path) {
      let sheet = try GaitPDBDemographics(contentsOf: table, limits: limits)
      participants = sheet.participants
      report.merge(sheet.report)
    } else {
      report.warn("there is no such file; nobody's demographics are known", file: table.path)
    }
    var masses = [ParticipantID: Double?]()
    for participant in participants {
      masses[participant.id] = .some(participant.anthropometry.massKg)
    }
    var walks = [InsoleWalk]()
    for file in files {
      var (walk, own) = try GaitPDBFile.read(file, limits: limits)
      report.merge(own)
      if let mass = masses[walk.participant] {
        for index in walk.insoles.indices { walk.insoles[index].bodyMassKg = mass }
      } else if !participants.isEmpty {
        report.warn(
          "\(GaitPDBDemographics.fileName) does not list \(walk.participant)",
          file: file.lastPathComponent)
      }
      walks.append(walk)
    }
    let seen = Set(walks.map(\.participant))
    for participant in participants where !seen.contains(participant.id) {
      report.warn("\(participant.id) has no recording", file: GaitPDBDemographics.fileName)
    }
    return (walks, participants, report)
  }

  /// Reads one recording, without demographics.
  ///
  /// - Throws: `RecordError`.
  public static func readWalk(
    _ file: URL, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (walk: InsoleWalk, report: ImportReport) {
    try GaitPDBFile.read(file, limits: limits)
  }

  /// Reads the table of demographics alone.
  ///
  /// - Throws: `RecordError`.
  public func readParticipants(
    limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (participants: [GaitPDBParticipant], report: ImportReport) {
    let sheet = try GaitPDBDemographics(
      contentsOf: url.appendingPathComponent(GaitPDBDemographics.fileName), limits: limits)
    return (sheet.participants, sheet.report)
  }

  /// The recordings of the first place that has any, in the order of their names.
  private func recordings(in places: [String]) throws(RecordError) -> [URL] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder),
      isFolder.boolValue
    else { throw .missingFolder(path: url.path) }
    for place in places {
      let folder = place.isEmpty ? url : url.appendingPathComponent(place)
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      let found = names.filter { GaitPDBFile.parts(of: $0) != nil }.sorted()
      if !found.isEmpty { return found.map(folder.appendingPathComponent) }
    }
    throw .noTrials(
      folder: url.path,
      reason: "no file is named <person>_<two digits>.txt in it"
        + places.filter { !$0.isEmpty }.map { " or in \($0)" }.joined())
  }
}
