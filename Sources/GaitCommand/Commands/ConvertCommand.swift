import Foundation
import GaitKit

/// Writes records in another format.
enum ConvertCommand: Command {
  static let name = "convert"
  static let usage = """
    IN OUT [--device NAME] [--layout bids|walking|gaitpdb] [--force] [--angles degrees|radians] \
    [--frame-rate HZ]
    """
  static let abstract = "writes records in the format of OUT's extension and says what is lost"
  static let options: Set<String> = ["--device", "--layout", "--angles", "--frame-rate"]
  static let flags: Set<String> = ["--force"]

  static func run(_ arguments: Arguments) throws {
    guard arguments.operands.count == 2 else {
      throw UsageError("convert: expected a file to read and one to write")
    }
    let (input, output) = (
      URL(fileURLWithPath: arguments.operands[0]), URL(fileURLWithPath: arguments.operands[1])
    )
    let layout = try arguments.string("--layout").map { word in
      guard let target = ConversionTarget(rawValue: word), target.isFolder else {
        throw UsageError("--layout: expected bids, walking or gaitpdb, found \"\(word)\"")
      }
      return target
    }
    try refuseOccupied(output, arguments)
    let contents = try RecordContents(reading: input, RecordContents.Options(arguments))
    let target = try layout ?? ConversionTarget(output, for: contents)
    let conversion = try RecordConversion(contents, device: arguments.string("--device"))
    let lost = try conversion.write(to: output, as: target)
    warn(contents.report.warnings.map(\.description))
    warn(lost.map { "lost in \(output.lastPathComponent): \($0)" })
    print("\(output.path): \(target.rawValue) from \(contents.format.rawValue)")
  }

  private static func refuseOccupied(_ url: URL, _ arguments: Arguments) throws {
    var isFolder: ObjCBool = false
    guard !arguments.flag("--force"),
      FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
    else { return }
    let contents = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    guard isFolder.boolValue, contents.isEmpty else {
      throw UsageError("convert: \(url.path) is there already; --force replaces it")
    }
  }

  private static func warn(_ lines: [String]) {
    for line in lines {
      FileHandle.standardError.write(Data("gait: warning: \(line)\n".utf8))
    }
  }
}
