/// One verb of the command line.
protocol Command: SendableMetatype {
  static var name: String { get }
  /// The options and operands behind the name.
  static var usage: String { get }
  /// What it does, in a line.
  static var abstract: String { get }
  /// Options that take a value, such as `--data`.
  static var options: Set<String> { get }
  /// Options that take none.
  static var flags: Set<String> { get }

  static func run(_ arguments: Arguments) throws
}
