import GaitTensor

/// A part of a network that owns parameters.
public protocol Module: AnyObject {
  /// Names the parameters, buffers and submodules, in the order of their declaration.
  ///
  /// The names are PyTorch's, so that a state dictionary goes from one to the other unrenamed.
  func register(in registry: inout Registry)
}

/// A parameter and its path in a module, such as `imu.weight_ih_l0`.
public struct NamedParameter {
  /// Names joined by dots, from the outermost module in.
  public let path: String
  /// The parameter itself.
  public let parameter: Parameter
  /// Whether it is running state, such as the statistics of batch normalisation, never trained.
  public let isBuffer: Bool
}

/// Collects the named parameters of a module.
public struct Registry {
  /// What has been collected, in order.
  public private(set) var entries: [NamedParameter] = []
  private var prefix = ""
  private var paths: Set<String> = []

  init() {}

  /// Adds a parameter; nil, as for a layer without bias, adds nothing.
  public mutating func add(_ name: String, _ parameter: Parameter?) {
    append(name, parameter, isBuffer: false)
  }

  /// Adds running state that is saved but never trained.
  public mutating func addBuffer(_ name: String, _ parameter: Parameter?) {
    append(name, parameter, isBuffer: true)
  }

  /// Adds every entry of a submodule under its name; nil adds nothing.
  public mutating func add(_ name: String, _ module: (any Module)?) {
    guard let module else { return }
    let outer = prefix
    prefix += name + "."
    module.register(in: &self)
    prefix = outer
  }

  /// Adds a list of submodules as `name.0`, `name.1` and so on.
  public mutating func add(_ name: String, _ modules: [any Module]) {
    for (index, module) in modules.enumerated() { add("\(name).\(index)", module) }
  }

  private mutating func append(_ name: String, _ parameter: Parameter?, isBuffer: Bool) {
    guard let parameter else { return }
    let path = prefix + name
    precondition(paths.insert(path).inserted, "Registry: two entries named \(path)")
    entries.append(NamedParameter(path: path, parameter: parameter, isBuffer: isBuffer))
  }
}

extension Module {
  /// The parameters and buffers with their paths.
  public var namedParameters: [NamedParameter] {
    var registry = Registry()
    register(in: &registry)
    return registry.entries
  }

  /// The parameters that training may change.
  public var trainableParameters: [NamedParameter] {
    namedParameters.filter { !$0.isBuffer && $0.parameter.isTrainable }
  }

  /// The number of trained elements.
  public var parameterCount: Int {
    namedParameters.reduce(0) { $0 + ($1.isBuffer ? 0 : $1.parameter.value.count) }
  }

  /// Lets training change every parameter, or none: freezes and unfreezes a part of a network.
  public func setTrainable(_ isTrainable: Bool) {
    for entry in namedParameters where !entry.isBuffer { entry.parameter.isTrainable = isTrainable }
  }
}
