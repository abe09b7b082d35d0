import Foundation

/// The sizes and switches of a network: a value with a default for every field.
public protocol ModelConfiguration: Codable, Sendable, Equatable {
  /// The default sizes.
  init()

  /// Checks what the types cannot say, such as a width that the heads must divide.
  ///
  /// - Throws: `ConfigurationError.invalidValue`.
  func validate() throws
}

/// What is wrong with a configuration.
public enum ConfigurationError: Error, Equatable, CustomStringConvertible {
  /// A key that the model does not have.
  case unknownKey(model: String, key: String, known: [String])
  /// A value that the model cannot use.
  case invalidValue(model: String, key: String, expected: String, found: String)
  /// Text that is not a JSON object.
  case notAnObject(model: String, found: String)

  /// The model, the field, what was expected and what was found.
  public var description: String {
    switch self {
    case .unknownKey(let model, let key, let known):
      "\(model): unknown configuration key \"\(key)\"; known are \(known.joined(separator: ", "))"
    case .invalidValue(let model, let key, let expected, let found):
      "\(model): configuration key \"\(key)\": expected \(expected), found \(found)"
    case .notAnObject(let model, let found):
      "\(model): configuration: expected a JSON object, found \(found)"
    }
  }
}

extension ModelConfiguration {
  /// The defaults with the values of a JSON object put over them.
  ///
  /// - Parameters:
  ///   - json: A JSON object; every key must be one of the configuration's.
  ///   - model: The model's name, for messages.
  /// - Returns: A checked configuration.
  /// - Throws: `ConfigurationError`.
  public static func decoded(from json: Data, model: String) throws -> Self {
    guard let overrides = try? JSONDecoder().decode([String: JSONValue].self, from: json) else {
      let shown = String(decoding: json.prefix(60), as: UTF8.self)
      throw ConfigurationError.notAnObject(model: model, found: shown.isEmpty ? "nothing" : shown)
    }
    let defaults = try JSONDecoder().decode(
      [String: JSONValue].self, from: JSONEncoder().encode(Self()))
    var fields = defaults
    for (path, value) in try JSONValue.object(overrides).leaves(in: .object(defaults), model: model)
    {
      // Each value is tried alone, because a decoder does not name the key of every mistake.
      do {
        _ = try decoded(from: defaults.setting(path[...], to: value))
      } catch let error as DecodingError {
        throw ConfigurationError.invalidValue(
          model: model, key: path.joined(separator: "."),
          expected: ConfigurationError.expectation(
            error,
            instead: { replacement in
              (try? decoded(from: defaults.setting(path[...], to: replacement))) != nil
            }), found: "\(value)")
      }
      fields = fields.setting(path[...], to: value)
    }
    let configuration = try decoded(from: fields)
    try configuration.validate()
    return configuration
  }

  private static func decoded(from fields: [String: JSONValue]) throws -> Self {
    try JSONDecoder().decode(Self.self, from: JSONEncoder().encode(fields))
  }
}

extension JSONValue {
  /// The values of an object with their paths, each of which must be one of the defaults'.
  ///
  /// An object is entered where the default is one too, so that one field of it can be given alone.
  fileprivate func leaves(
    in defaults: JSONValue, model: String, path: [String] = []
  ) throws -> [(path: [String], value: JSONValue)] {
    guard case .object(let own) = self, case .object(let known) = defaults else {
      return [(path, self)]
    }
    return try own.sorted { $0.key < $1.key }.flatMap { key, value in
      let place = path + [key]
      guard let present = known[key] else {
        throw ConfigurationError.unknownKey(
          model: model, key: place.joined(separator: "."),
          known: known.keys.sorted().map { (path + [$0]).joined(separator: ".") })
      }
      return try value.leaves(in: present, model: model, path: place)
    }
  }
}

extension [String: JSONValue] {
  /// The fields with one value replaced.
  fileprivate func setting(_ path: ArraySlice<String>, to value: JSONValue) -> [String: JSONValue] {
    guard let key = path.first else { return self }
    var result = self
    if path.count > 1, case .object(let inner) = self[key] {
      result[key] = .object(inner.setting(path.dropFirst(), to: value))
    } else {
      result[key] = value
    }
    return result
  }
}

extension ConfigurationError {
  /// What a field takes, found out by what it accepts in place of the refused value.
  fileprivate static func expectation(
    _ error: DecodingError, instead accepts: (JSONValue) -> Bool
  ) -> String {
    if accepts(.bool(true)) { return "true or false" }
    if accepts(.number(0.5)) { return "a number" }
    if accepts(.integer(1)) { return "a whole number" }
    if accepts(.string("text")) { return "a string" }
    if case .dataCorrupted(let context) = error { return context.debugDescription }
    if case .typeMismatch(let type, _) = error { return "\(type)" }
    return "a value of the field's type"
  }

  /// Fails unless a condition holds.
  ///
  /// - Throws: `invalidValue` with the parts given.
  package static func require(
    _ condition: Bool, model: String, key: String, expected: String, found: Any
  ) throws {
    guard condition else {
      throw invalidValue(model: model, key: key, expected: expected, found: "\(found)")
    }
  }

  /// Fails unless every size is at least one.
  ///
  /// - Throws: `invalidValue` for the first that is not.
  package static func requirePositive(_ sizes: [(key: String, size: Int)], model: String) throws {
    for (key, size) in sizes {
      try require(size > 0, model: model, key: key, expected: "a positive size", found: size)
    }
  }

  /// Fails unless a dropout rate lies in 0..<1.
  ///
  /// - Throws: `invalidValue`.
  package static func requireRate(_ rate: Float, key: String = "dropout", model: String) throws {
    try require(
      rate >= 0 && rate < 1, model: model, key: key, expected: "a rate in 0..<1", found: rate)
  }
}
