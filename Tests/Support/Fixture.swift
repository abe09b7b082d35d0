import Foundation

/// Finds the committed fixtures: files of numbers that other software computed, and small records.
public enum Fixture {
  /// The folder `Fixtures` at the top of the package.
  ///
  /// Tests always run from a source checkout, so the folder is found from this file's place and
  /// nothing has to be copied into a bundle.
  public static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures")

  /// The file at a path below `Fixtures`, such as `reference/cross-lstm.safetensors`.
  public static func url(_ path: String) -> URL {
    folder.appendingPathComponent(path)
  }

  /// The bytes of a fixture.
  public static func data(_ path: String) throws -> Data {
    try Data(contentsOf: url(path))
  }

  /// A fixture in JSON, decoded.
  public static func json<Value: Decodable>(
    _ path: String, as type: Value.Type = Value.self
  ) throws -> Value {
    try JSONDecoder().decode(type, from: data(path))
  }
}
