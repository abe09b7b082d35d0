import Foundation

extension RecordFormat {
  /// How many bytes of a file are looked at.
  static let sampledBytes = 1 << 16

  /// Tells the format of a file or folder: by its content first, by its name second.
  ///
  /// What is no known binary format, holds no zero byte and has none of the marks of a text format is
  /// taken for a delimited table.
  ///
  /// - Parameter url: The file or folder.
  /// - Returns: The format.
  /// - Throws: `RecordError` if it cannot be opened, or is nothing that the package knows.
  public static func detected(at url: URL) throws(RecordError) -> RecordFormat {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      throw .unreadable(file: url.path, reason: "no such file")
    }
    if isFolder.boolValue { return try folder(url) }
    let head: [UInt8]
    do {
      let handle = try FileHandle(forReadingFrom: url)
      defer { try? handle.close() }
      head = [UInt8](try handle.read(upToCount: sampledBytes) ?? Data())
    } catch {
      throw .unreadable(file: url.path, reason: error.localizedDescription)
    }
    if let format = binary(head, name: url.lastPathComponent.lowercased()) { return format }
    if let zero = head.firstIndex(of: 0) {
      throw .unsupportedEncoding(
        file: url.lastPathComponent,
        found: "a zero byte at offset \(zero), and no binary format that is known")
    }
    return text(head, name: url.lastPathComponent)
  }

  private static func binary(_ head: [UInt8], name: String) -> RecordFormat? {
    if head.starts(with: [0x93] + Array("NUMPY".utf8)) { return .npy }
    if head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6]) {
      return .npz
    }
    if head.starts(with: PNGReader.signature) { return .png }
    if head.count > 2, head[0] == 0x50, head[1] == 0x32 || head[1] == 0x35, head[2] <= 32 {
      return .pgm
    }
    if head.starts(with: [0xFF] + Array("BIOSEMI".utf8)) { return .bdf }
    // A column of numbers may begin like the version; the points of the date tell the two apart.
    if head.starts(with: Array("0       ".utf8)), head.count > 173, head[170] == 46, head[173] == 46
    {
      return .edf
    }
    // The number of a block, then the mark; a text does not begin with such a byte.
    if head.count > 1, head[1] == 0x50, (1..<32).contains(head[0]), head[0] != 10, head[0] != 13 {
      return .c3d
    }
    if head.count > 8, head[8] == UInt8(ascii: "{"), head[4..<8].allSatisfy({ $0 == 0 }) {
      return .safetensors
    }
    // Too short or too damaged to show their marks.
    let named: [(String, RecordFormat)] = [
      (".c3d", .c3d), (".edf", .edf), (".bdf", .bdf), (".npy", .npy), (".npz", .npz),
      (".png", .png), (".pgm", .pgm), (".safetensors", .safetensors),
    ]
    return named.first { name.hasSuffix($0.0) }?.1
  }

  private static func text(_ head: [UInt8], name: String) -> RecordFormat {
    let start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let text = TextFile.string(head[start...])
    let lines = text.split(whereSeparator: \.isNewline).map(String.init)
    let first = lines.first ?? ""
    let lower = name.lowercased()
    if first.hasPrefix("PathFileType") { return .trc }
    if first.hasPrefix("File_Type:") { return .anc }
    if text.contains("<mvnx") || lower.hasSuffix(".mvnx") { return .mvnx }
    if let mark = text.first(where: { !$0.isWhitespace }), mark == "{" || mark == "[",
      text.contains("\"people\"")
    {
      return .openPose
    }
    if lines.contains(where: OpenSimHeader.isEnd) { return .openSim }
    if first.hasPrefix("#"), lines.contains(where: isOpenGoHeader) { return .openGo }
    let title = first.prefix { $0 != "," && $0 != "\t" }
    if ["Devices", "Joints", "Model Outputs", "Segments", "Trajectories"].contains(title) {
      return .vicon
    }
    if lines.contains(where: { $0.contains("X[s]") || $0.contains("X [s]") }) { return .trigno }
    if first.hasPrefix("Format=") || text.contains("/Acceleration/X") { return .apdm }
    if lines.contains(where: { $0.hasPrefix("PacketCounter") || $0.contains("PacketCounter\t") }) {
      return .xsensTracker
    }
    if first.contains("Recto Femoral") { return .lowerLimbLog }
    if lower.hasSuffix("_motion.tsv") { return .motionBIDS }
    if GaitPDBFile.parts(of: name) != nil, isBareTable(lines, columns: GaitPDBFile.columnCount) {
      return .gaitPDBWalk
    }
    if lower.contains("_kin"), TrialFiles.statedRateHz(in: name) != nil { return .walkingTrial }
    if lower.hasSuffix(".trc") { return .trc }
    if lower.hasSuffix(".sto") || lower.hasSuffix(".mot") { return .openSim }
    return .delimited
  }

  private static func isOpenGoHeader(_ line: String) -> Bool {
    let words = line.drop { $0 == "#" || $0 == " " }.lowercased()
    return words.hasPrefix("time") && (words.contains("left ") || words.contains("right "))
  }

  private static func isBareTable(_ lines: [String], columns: Int) -> Bool {
    lines.first.map {
      let cells = $0.split { $0 == "\t" || $0 == " " }
      return cells.count == columns && cells.allSatisfy { Double($0) != nil }
    } ?? false
  }

  private static func folder(_ url: URL) throws(RecordError) -> RecordFormat {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: url.path)
    } catch {
      throw .unreadable(file: url.path, reason: error.localizedDescription)
    }
    if names.contains("manifest.json"), names.contains("SYNTHETIC.txt") { return .cohort }
    if names.contains(TrialSheet.fileName) { return .walkingFolder }
    if names.contains(where: { $0.hasSuffix("_motion.tsv") }) { return .motionBIDSFolder }
    if names.contains(where: { $0.hasSuffix("_keypoints.json") }) { return .openPose }
    let isGaitPDB =
      names.contains("walk10s") || names.contains { GaitPDBFile.parts(of: $0) != nil }
    if isGaitPDB { return .gaitPDBFolder }
    if names.contains("dataset_description.json") || names.contains(where: { $0.hasPrefix("sub-") })
    {
      return .motionBIDSFolder
    }
    throw .noTrials(
      folder: url.path,
      reason: "it is no walking folder, gaitpdb, Motion-BIDS, OpenPose or synthetic cohort")
  }
}
