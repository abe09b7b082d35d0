/// Modules that are trained together, such as a network and the weights of its objective.
public final class ModuleGroup: Module {
  /// The modules by name.
  public let members: [(name: String, module: any Module)]

  /// A group of named modules.
  public init(_ members: [(name: String, module: any Module)]) {
    self.members = members
  }

  /// Names each module as it was given.
  public func register(in registry: inout Registry) {
    for member in members { registry.add(member.name, member.module) }
  }
}
