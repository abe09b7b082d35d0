import Foundation
import GaitNN

/// A trained network as a run keeps it: its weights, and in the file's metadata how its inputs and
/// targets were prepared.
struct NetworkFile<Preparation: Codable> {
  let weights: StateDictionary
  let preparation: Preparation

  // One name for all networks, so that whoever opens a file knows where to look.
  private static var key: String { "preparation" }

  init(weights: StateDictionary, preparation: Preparation) {
    self.weights = weights
    self.preparation = preparation
  }

  /// Writes the file, and the folder that it is to be in.
  ///
  /// - Throws: Errors of the folder and the file.
  func write(to folder: RunFolder, as name: String, model: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let text = String(decoding: try encoder.encode(preparation), as: UTF8.self)
    try folder.makeFolder(folder.final(""))
    var writer = SafetensorsWriter(
      metadata: ["model": model, Self.key: text], isChecksummed: true)
    try weights.add(to: &writer)
    try writer.write(to: folder.final(name))
  }

  /// Reads a file that `write` wrote.
  ///
  /// - Throws: `StudyError.notARun` where it is missing, and errors of the file.
  init(_ name: String, in folder: RunFolder) throws {
    let url = try folder.kept(name)
    let file = try SafetensorsFile(contentsOf: url)
    try file.verifyChecksum()
    guard let text = file.metadata[Self.key],
      let preparation = try? JSONDecoder().decode(Preparation.self, from: Data(text.utf8))
    else {
      throw RunFileError(
        file: url.path, reason: "its metadata do not say how its inputs were prepared")
    }
    self.preparation = preparation
    weights = try StateDictionary(file)
  }
}
