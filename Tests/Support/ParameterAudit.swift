import GaitNN

/// Finds the parameters of a module by reflection, for comparison with those it registers.
///
/// Production code names its parameters one by one; this finds a forgotten line.
public enum ParameterAudit {
  /// Every parameter reachable from an object through its stored properties, each once.
  public static func parameters(in object: Any) -> [Parameter] {
    var seen = Set<ObjectIdentifier>()
    var found: [Parameter] = []
    collect(object, &seen, &found)
    return found
  }

  private static func collect(
    _ object: Any, _ seen: inout Set<ObjectIdentifier>, _ found: inout [Parameter]
  ) {
    if let parameter = object as? Parameter {
      if seen.insert(ObjectIdentifier(parameter)).inserted { found.append(parameter) }
      return
    }
    let mirror = Mirror(reflecting: object)
    if mirror.displayStyle == .class {
      guard seen.insert(ObjectIdentifier(object as AnyObject)).inserted else { return }
    }
    var layer: Mirror? = mirror
    while let current = layer {
      for child in current.children { collect(child.value, &seen, &found) }
      layer = current.superclassMirror
    }
  }
}
