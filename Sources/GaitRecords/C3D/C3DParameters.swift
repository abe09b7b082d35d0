/// The parameters of a C3D file, in groups.
public struct C3DParameters: Hashable, Sendable, Codable {
  /// Parameters that belong together.
  public struct Group: Hashable, Sendable, Codable {
    /// The name, in capitals by custom.
    public var name: String
    /// What the group is about.
    public var description: String
    /// Whether programs should keep the group as it is.
    public var isLocked: Bool
    /// The parameters, in the order of the file.
    public var parameters: [C3DParameter]

    /// Creates a group.
    public init(
      _ name: String, _ parameters: [C3DParameter] = [], description: String = "",
      isLocked: Bool = false
    ) {
      self.name = name
      self.parameters = parameters
      self.description = description
      self.isLocked = isLocked
    }
  }

  /// The groups, in the order of the file.
  public var groups: [Group]

  /// Creates a set of parameters.
  public init(_ groups: [Group] = []) { self.groups = groups }

  /// A parameter by its group's name and its own; setting one adds what is not there.
  ///
  /// Case does not matter. A parameter set is put under the name it is looked up by.
  public subscript(group: String, name: String) -> C3DParameter? {
    get {
      guard let place = index(of: group) else { return nil }
      let wanted = name.uppercased()
      return groups[place].parameters.first { $0.name.uppercased() == wanted }
    }
    set {
      let place: Int
      if let known = index(of: group) {
        place = known
      } else if newValue != nil {
        groups.append(Group(group))
        place = groups.count - 1
      } else {
        return
      }
      let wanted = name.uppercased()
      let old = groups[place].parameters.firstIndex { $0.name.uppercased() == wanted }
      switch (newValue, old) {
      case (var new?, let old):
        new.name = name
        if let old {
          groups[place].parameters[old] = new
        } else {
          groups[place].parameters.append(new)
        }
      case (nil, let old?): groups[place].parameters.remove(at: old)
      case (nil, nil): break
      }
    }
  }

  /// The words of a parameter and of its continuations `LABELS2`, `LABELS3`, ….
  public func words(_ group: String, _ name: String) -> [String] {
    continued(group, name).flatMap(\.words)
  }

  /// The numbers of a parameter and of its continuations.
  public func numbers(_ group: String, _ name: String) -> [Double] {
    continued(group, name).flatMap(\.numbers)
  }

  /// The first number of a parameter; nil if there is none.
  public func number(_ group: String, _ name: String) -> Double? {
    self[group, name]?.numbers.first
  }

  /// The first number of a parameter as a count; nil if there is none.
  public func count(_ group: String, _ name: String) -> Int? {
    self[group, name]?.counts.first
  }

  func continued(_ group: String, _ name: String) -> [C3DParameter] {
    guard let first = self[group, name] else { return [] }
    var found = [first]
    while let next = self[group, "\(name)\(found.count + 1)"] { found.append(next) }
    return found
  }

  /// Puts words into a parameter and, since a dimension holds 255, into its continuations.
  mutating func setWords(_ group: String, _ name: String, _ words: [String]) {
    for old in continued(group, name).dropFirst() { self[group, old.name] = nil }
    for part in 0..<max(1, (words.count + 254) / 255) {
      let cells = Array(words[part * 255..<min(words.count, part * 255 + 255)])
      self[group, part == 0 ? name : "\(name)\(part + 1)"] = C3DParameter(
        name, .text(cells), dimensions: [cells.count])
    }
  }

  private func index(of group: String) -> Int? {
    let wanted = group.uppercased()
    return groups.firstIndex { $0.name.uppercased() == wanted }
  }
}
