/// One row of gaitpdb's table of demographics.
public struct GaitPDBParticipant: Hashable, Sendable, Codable {
  /// Who it is, such as `GaPt03`.
  public var id: ParticipantID
  /// The study the recording comes from: `Ga`, `Ju` or `Si`.
  public var study: String
  /// Whether the person has Parkinson's disease; nil where the table does not say.
  public var hasParkinson: Bool?
  /// The person's sex; nil where unknown.
  public var sex: Sex?
  /// Age in years; nil where unknown.
  public var ageYears: Double?
  /// Body height and mass.
  public var anthropometry: Anthropometry
  /// Stage on the scale of Hoehn and Yahr; nil where not rated.
  public var hoehnYahr: Double?
  /// Total score of the Unified Parkinson's Disease Rating Scale; nil where not rated.
  public var updrs: Double?
  /// Its motor part; nil where not rated.
  public var updrsMotor: Double?
  /// Time of the Timed Up And Go test in seconds; nil where not taken.
  public var timedUpAndGoS: Double?
  /// Mean walking speed in m/s by the number of the walk.
  public var speedsMPerS: [Int: Double]

  /// Creates a row; what is left out is unknown.
  public init(
    id: ParticipantID, study: String, hasParkinson: Bool? = nil, sex: Sex? = nil,
    ageYears: Double? = nil, anthropometry: Anthropometry = Anthropometry(),
    hoehnYahr: Double? = nil, updrs: Double? = nil, updrsMotor: Double? = nil,
    timedUpAndGoS: Double? = nil, speedsMPerS: [Int: Double] = [:]
  ) {
    self.id = id
    self.study = study
    self.hasParkinson = hasParkinson
    self.sex = sex
    self.ageYears = ageYears
    self.anthropometry = anthropometry
    self.hoehnYahr = hoehnYahr
    self.updrs = updrs
    self.updrsMotor = updrsMotor
    self.timedUpAndGoS = timedUpAndGoS
    self.speedsMPerS = speedsMPerS
  }
}
