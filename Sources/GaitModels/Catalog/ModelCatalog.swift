import Foundation
import GaitKernels
import GaitNN
import GaitTensor

/// Every network of the package by name.
public enum ModelCatalog {
  /// The entries, in the order in which they are listed.
  public static let entries: [CatalogEntry] = [
    CatalogEntry(STAMMFN.self),
    CatalogEntry(GaitVAE.self),
    CatalogEntry(LSTAM.self),
    CatalogEntry(CrossLSTM.self),
    CatalogEntry(CNN2DLSTM.self),
    CatalogEntry(RehabHybrid.self),
    CatalogEntry(FeedForwardNetwork.self),
    CatalogEntry(LSTMNetwork.self),
    CatalogEntry(BidirectionalLSTMNetwork.self),
    CatalogEntry(GRUNetwork.self),
    CatalogEntry(CNN1DNetwork.self),
    CatalogEntry(CNN2DNetwork.self),
    CatalogEntry(CNN1DLSTMNetwork.self),
    CatalogEntry(TemporalConvolutionalNetwork.self),
    CatalogEntry(TransformerNetwork.self),
    CatalogEntry(InceptionNetwork.self),
    CatalogEntry(ResNet50.self),
    CatalogEntry(XPatch.self),
    CatalogEntry(TimeMixer.self),
  ]

  /// The entry of a name.
  ///
  /// - Throws: `CatalogError.unknownModel`, which lists the names.
  public static func entry(_ name: String) throws -> CatalogEntry {
    guard let entry = entries.first(where: { $0.name == name }) else {
      throw CatalogError.unknownModel(name, known: entries.map(\.name))
    }
    return entry
  }
}

/// What is wrong with a request to the catalog.
public enum CatalogError: Error, Equatable, CustomStringConvertible {
  /// A name that no model has.
  case unknownModel(String, known: [String])

  /// The name, and those that there are.
  public var description: String {
    switch self {
    case .unknownModel(let name, let known):
      "unknown model \"\(name)\"; known are \(known.joined(separator: ", "))"
    }
  }
}

/// A network with its types hidden: inputs and outputs by name.
public struct CatalogedModel {
  /// Its parameters and running state.
  public let module: any Module
  private let forward: (NamedTensors, inout Context) throws -> [(name: String, tensor: Tensor)]

  fileprivate init<Model: MultiTaskModel>(_ model: Model) {
    module = model
    forward = { inputs, context in
      let input = try Model.Input(named: inputs)
      try model.validate(input)
      return model(input, &context).named
    }
  }

  /// One forward pass.
  ///
  /// - Throws: `ModelInputError` where an input is missing or does not fit.
  public func callAsFunction(
    _ inputs: NamedTensors, _ context: inout Context
  ) throws -> [(name: String, tensor: Tensor)] {
    try forward(inputs, &context)
  }
}

/// A network of the catalog: how to build one and feed it.
public struct CatalogEntry: Sendable {
  /// The name on the command line.
  public let name: String
  /// One line about it, with its source.
  public let summary: String
  private let make: @Sendable (Data, inout RandomSource) throws -> CatalogedModel
  private let makeExample: @Sendable (Int, inout RandomSource) -> NamedTensors
  private let encodedDefaults: @Sendable () throws -> Data

  /// The entry of a model type.
  public init<Model: MultiTaskModel>(_ type: Model.Type) {
    name = Model.name
    summary = Model.summary
    make = { json, random in
      let own = try Self.withoutKeys(Model.inputKeys, json)
      return CatalogedModel(
        Model(try Model.Configuration.decoded(from: own, model: Model.name), using: &random))
    }
    makeExample = { batch, random in
      Model.example(batch: batch, Model.Configuration(), using: &random)
    }
    encodedDefaults = {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      return try encoder.encode(Model.Configuration())
    }
  }

  /// A network of the defaults with the values of a JSON object put over them.
  ///
  /// - Throws: `ConfigurationError`.
  public func model(
    configuration json: Data = Data("{}".utf8), using random: inout RandomSource
  ) throws -> CatalogedModel {
    try make(json, &random)
  }

  /// Random inputs of the sizes that the timing uses.
  public func example(batch: Int, using random: inout RandomSource) -> NamedTensors {
    makeExample(batch, &random)
  }

  /// The default configuration as JSON.
  public func defaultConfiguration() throws -> Data { try encodedDefaults() }

  private static func withoutKeys(_ keys: [String], _ json: Data) throws -> Data {
    guard !keys.isEmpty,
      var fields = try? JSONSerialization.jsonObject(with: json) as? [String: Any]
    else { return json }
    for key in keys { fields[key] = nil }
    return try JSONSerialization.data(withJSONObject: fields)
  }
}
