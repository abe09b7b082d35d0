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
    for (key, value) in overrides.sorted(by: { $0.key < $1.key }) {
      guard fields[key] != nil else {
        throw ConfigurationError.unknownKey(model: model, key: key, known: fields.keys.sorted())
      }
      fields[key] = value
    }
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
    let key = context?.codingPath.first?.stringValue ?? "?"
    let expected: String =
      switch error {
      case .typeMismatch(let type, _), .valueNotFound(let type, _): "\(type)"
      default: "a value of the field's type"
      }
    return .invalidValue(
      model: model, key: key, expected: expected, found: fields[key].map { "\($0)" } ?? "nothing")
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
