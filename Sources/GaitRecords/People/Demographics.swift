/// Who a person is, as far as a study says; nil where unknown.
public struct Demographics: Hashable, Sendable, Codable {
  /// Age in years at the first visit.
  public var ageYears: Double?
  /// The sex recorded.
  public var sex: Sex?
  /// Body height in metres.
  public var heightM: Double?
  /// Body mass in kilograms.
  public var massKg: Double?
  /// The injured or paretic side.
  public var affectedSide: Side?
  /// The side of the leg with which the person kicks a ball.
  public var dominantSide: Side?
  /// The diagnosis or the study's group, in its own words.
  public var diagnosis: String?

  /// Creates a description; what is left out is unknown.
  public init(
    ageYears: Double? = nil, sex: Sex? = nil, heightM: Double? = nil, massKg: Double? = nil,
    affectedSide: Side? = nil, dominantSide: Side? = nil, diagnosis: String? = nil
  ) {
    self.ageYears = ageYears
    self.sex = sex
    self.heightM = heightM
    self.massKg = massKg
    self.affectedSide = affectedSide
    self.dominantSide = dominantSide
    self.diagnosis = diagnosis
  }

  /// Mass divided by the square of the height, in kg/m²; nil if either is unknown or not positive.
  public var bodyMassIndex: Double? {
    guard let massKg, let heightM, massKg > 0, heightM > 0 else { return nil }
    return massKg / (heightM * heightM)
  }

  /// The weight of the body in newtons under standard gravity; nil if the mass is unknown.
  public var bodyWeightN: Double? { massKg.map { $0 * PhysicalUnit.standardGravity.siFactor } }
}
