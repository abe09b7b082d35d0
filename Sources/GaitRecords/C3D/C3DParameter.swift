/// One parameter of a C3D file: a table of words or numbers with a name.
public struct C3DParameter: Hashable, Sendable, Codable {
  /// The cells of a parameter, the first dimension fastest.
  public enum Value: Hashable, Sendable, Codable {
    /// Words; in the file each fills the first dimension with blanks.
    case text([String])
    /// Numbers of one byte.
    case bytes([Int8])
    /// Numbers of two bytes.
    case integers([Int16])
    /// Floats.
    case reals([Float])
  }

  /// The name, in capitals by custom.
  public var name: String
  /// What the parameter means, in words.
  public var description: String
  /// Whether programs should keep the value as it is.
  public var isLocked: Bool
  /// The extents of the table, of words not counting their length; empty for a single cell.
  public var dimensions: [Int]
  /// The cells.
  public var value: Value

  /// Creates a parameter.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - value: The cells.
  ///   - dimensions: The extents; one row if left out, or none for a single cell.
  ///   - description: What the parameter means.
  ///   - isLocked: Whether programs should keep the value.
  public init(
    _ name: String, _ value: Value, dimensions: [Int]? = nil, description: String = "",
    isLocked: Bool = false
  ) {
    self.name = name
    self.value = value
    self.description = description
    self.isLocked = isLocked
    let count: Int
    switch value {
    case .text(let words): count = words.count
    case .bytes(let numbers): count = numbers.count
    case .integers(let numbers): count = numbers.count
    case .reals(let numbers): count = numbers.count
    }
    self.dimensions = dimensions ?? (count == 1 ? [] : [count])
  }

  /// The words; empty if the parameter holds numbers.
  public var words: [String] {
    if case .text(let words) = value { return words }
    return []
  }

  /// The numbers; empty if the parameter holds words.
  public var numbers: [Double] {
    switch value {
    case .text: []
    case .bytes(let numbers): numbers.map(Double.init)
    case .integers(let numbers): numbers.map(Double.init)
    case .reals(let numbers): numbers.map(Double.init)
    }
  }

  /// The numbers as counts: those of two bytes go up to 65,535, floats are cut to whole numbers.
  public var counts: [Int] {
    switch value {
    case .text: []
    case .bytes(let numbers): numbers.map { Int(UInt8(bitPattern: $0)) }
    case .integers(let numbers): numbers.map { Int(UInt16(bitPattern: $0)) }
    case .reals(let numbers): numbers.map { abs($0) < 1e15 ? Int($0) : -1 }
    }
  }
}
