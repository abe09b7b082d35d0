import Foundation
import GaitKernels
import GaitNN

/// What a run was made from: enough to make it again.
public struct RunManifest: Codable, Sendable, Equatable {
  /// The study.
  public let study: String
  /// The version of the package.
  public let version: String
  /// The seed of every draw.
  public let seed: UInt64
  /// The configuration as sorted JSON.
  public let configuration: String
  /// The checksum of every file of the data, by name.
  public let data: [String: String]
  /// Whose recordings they are.
  public let participants: [String]
  /// The kernels of the linked BLAS: bits are equal only between equal ones.
  public let blasCore: String
  /// The vector instruction set of the loops.
  public let instructionSet: String

  enum CodingKeys: String, CodingKey {
    case study, version, seed, configuration, data, participants
    case blasCore = "blas_core"
    case instructionSet = "instruction_set"
  }

  init(
    study: String, seed: UInt64, configuration: some Encodable, data: [String: String],
    participants: [String]
  ) throws {
    self.study = study
    version = GaitKitVersion.current
    self.seed = seed
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    self.configuration = String(decoding: try encoder.encode(configuration), as: UTF8.self)
    self.data = data
    self.participants = participants
    blasCore = BLAS.coreName
    instructionSet = GaitKitVersion.instructionSet
  }

  /// A short name of everything that the numbers depend on.
  var identity: String {
    let files = data.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    let text = ([study, version, "\(seed)", configuration] + files).joined(separator: "\n")
    let checksum = Checksum.crc32c(Data(text.utf8))
    return "\(study) seed \(seed) \(hexadecimal(checksum, digits: 8))"
  }

  /// Checks that another manifest describes the same numbers.
  func expectSame(as found: RunManifest, folder: URL) throws {
    func expect(_ what: String, _ expected: String, _ found: String) throws {
      guard expected == found else {
        throw StudyError.otherRun(
          folder: folder.path, what: what, expected: expected, found: found)
      }
    }
    try expect("study", study, found.study)
    try expect("seed", "\(seed)", "\(found.seed)")
    try expect("configuration", configuration, found.configuration)
    for file in Set(data.keys).union(found.data.keys).sorted() {
      try expect("data \(file)", data[file] ?? "no such file", found.data[file] ?? "no such file")
    }
    try expect("version", version, found.version)
    // The BLAS and the instruction set decide the last bits of every sum.
    try expect("BLAS core", blasCore, found.blasCore)
    try expect("instruction set", instructionSet, found.instructionSet)
  }

  /// The CRC-32C of every file below a folder with an ending, by its path from there.
  static func checksums(of folder: URL, ending: String = ".csv") throws -> [String: String] {
    let manager = FileManager.default
    let base = folder.standardizedFileURL.path
    guard let walker = manager.enumerator(atPath: base) else { return [:] }
    var result: [String: String] = [:]
    for case let name as String in walker where name.hasSuffix(ending) {
      let data = try FileContents.data(
        at: URL(fileURLWithPath: base).appendingPathComponent(name), access: .mapped,
        limit: 2 << 30)
      result[name] = hexadecimal(Checksum.crc32c(data), digits: 8)
    }
    return result
  }
}
