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
    let parsed = try? JSONSerialization.jsonObject(with: json, options: [.fragmentsAllowed])
    guard let overrides = parsed as? [String: Any] else {
      throw ConfigurationError.notAnObject(
        model: model, found: String(decoding: json.prefix(60), as: UTF8.self))
    }
    guard
      var fields = try JSONSerialization.jsonObject(with: JSONEncoder().encode(Self()))
        as? [String: Any]
    else {
      throw ConfigurationError.notAnObject(model: model, found: "a configuration without keys")
    }
    try fields.override(with: overrides, model: model, path: "")
    do {
      let data = try JSONSerialization.data(withJSONObject: fields)
      let configuration = try JSONDecoder().decode(Self.self, from: data)
      try configuration.validate()
      return configuration
    } catch let error as DecodingError {
      throw ConfigurationError.invalidValue(error, in: overrides, model: model)
    }
  }
}

extension [String: Any] {
  /// Puts values over existing ones; objects inside objects field by field.
  fileprivate mutating func override(
    with overrides: [String: Any], model: String, path: String
  ) throws {
    for (key, value) in overrides.sorted(by: { $0.key < $1.key }) {
      guard let present = self[key] else {
        throw ConfigurationError.unknownKey(
          model: model, key: path + key, known: keys.sorted().map { path + $0 })
      }
      if var inner = present as? [String: Any], let own = value as? [String: Any] {
        try inner.override(with: own, model: model, path: "\(path)\(key).")
        self[key] = inner
      } else {
        self[key] = value
      }
    }
  }
}

extension ConfigurationError {
  fileprivate static func invalidValue(
    _ error: DecodingError, in fields: [String: Any], model: String
  ) -> ConfigurationError {
    let context: DecodingError.Context? =
      switch error {
      case .typeMismatch(_, let context), .valueNotFound(_, let context),
        .keyNotFound(_, let context), .dataCorrupted(let context):
        context
      @unknown default: nil
      }
    let path = context?.codingPath.filter { $0.intValue == nil }.map(\.stringValue) ?? []
    let key = path.first ?? "?"
    let expected: String =
      switch error {
      case .typeMismatch(let type, _), .valueNotFound(let type, _): "\(type)"
      default: "a value of the field's type"
      }
    return .invalidValue(
      model: model, key: path.joined(separator: "."), expected: expected,
      found: fields[key].map { "\($0)" } ?? "nothing")
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
}
