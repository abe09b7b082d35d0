/// A muscle or a group of muscles under a surface electrode.
///
/// An open set: a file may name a muscle that is not listed here.
public struct Muscle: Hashable, Sendable, RawRepresentable {
  /// The muscle's name in lower camel case.
  public let rawValue: String

  /// Creates a muscle from its name.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Rectus femoris: knee extensor, hip flexor.
  public static let rectusFemoris = Muscle(rawValue: "rectusFemoris")
  /// Vastus lateralis: knee extensor.
  public static let vastusLateralis = Muscle(rawValue: "vastusLateralis")
  /// Vastus medialis: knee extensor.
  public static let vastusMedialis = Muscle(rawValue: "vastusMedialis")
  /// The hamstrings as a group: knee flexors, hip extensors.
  public static let hamstrings = Muscle(rawValue: "hamstrings")
  /// Biceps femoris: lateral hamstring.
  public static let bicepsFemoris = Muscle(rawValue: "bicepsFemoris")
  /// Semitendinosus: medial hamstring.
  public static let semitendinosus = Muscle(rawValue: "semitendinosus")
  /// Gastrocnemius: ankle plantar flexor, knee flexor.
  public static let gastrocnemius = Muscle(rawValue: "gastrocnemius")
  /// Soleus: ankle plantar flexor.
  public static let soleus = Muscle(rawValue: "soleus")
  /// Tibialis anterior: ankle dorsiflexor.
  public static let tibialisAnterior = Muscle(rawValue: "tibialisAnterior")
  /// Gluteus maximus: hip extensor.
  public static let gluteusMaximus = Muscle(rawValue: "gluteusMaximus")
  /// Gluteus medius: hip abductor.
  public static let gluteusMedius = Muscle(rawValue: "gluteusMedius")
}

/// Coded as a plain string.
extension Muscle: Codable, CustomStringConvertible {
  /// The muscle's name.
  public var description: String { rawValue }
}
