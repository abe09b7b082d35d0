/// What a person is to do to recover, phase by phase.
public struct RehabilitationPlan: Hashable, Sendable, Codable {
  /// One exercise of a phase.
  public struct Exercise: Hashable, Sendable, Codable {
    /// The exercise in the clinic's words.
    public var name: String
    /// Repetitions in a set; nil if not counted.
    public var repetitions: Int?
    /// Sets in a session; nil if not counted.
    public var sets: Int?
    /// The time of one session in minutes; nil if not stated.
    public var minutesPerSession: Double?

    /// Creates an exercise.
    public init(
      name: String, repetitions: Int? = nil, sets: Int? = nil, minutesPerSession: Double? = nil
    ) {
      self.name = name
      self.repetitions = repetitions
      self.sets = sets
      self.minutesPerSession = minutesPerSession
    }
  }

  /// A stretch of weeks with the same exercises.
  public struct Phase: Hashable, Sendable, Codable {
    /// The phase in the clinic's words, such as `partial weight bearing`.
    public var name: String
    /// The week since the injury in which it begins.
    public var startWeek: Double
    /// How many weeks it lasts.
    public var durationWeeks: Double
    /// The share of the body's weight that the affected leg may bear, 0 to 1; nil if not limited.
    public var allowedWeightShare: Double?
    /// Sessions a week; nil if not stated.
    public var sessionsPerWeek: Double?
    /// What is done in a session.
    public var exercises: [Exercise]

    /// Creates a phase.
    public init(
      name: String, startWeek: Double, durationWeeks: Double, allowedWeightShare: Double? = nil,
      sessionsPerWeek: Double? = nil, exercises: [Exercise] = []
    ) {
      self.name = name
      self.startWeek = startWeek
      self.durationWeeks = durationWeeks
      self.allowedWeightShare = allowedWeightShare
      self.sessionsPerWeek = sessionsPerWeek
      self.exercises = exercises
    }
  }

  /// The phases in the order of their weeks.
  public var phases: [Phase]

  /// Creates a plan.
  public init(phases: [Phase] = []) { self.phases = phases }

  /// The week since the injury in which the last phase ends; nil without phases.
  public var endWeek: Double? { phases.map { $0.startWeek + $0.durationWeeks }.max() }

  /// The phase of a week since the injury; nil if there is none.
  public func phase(atWeek week: Double) -> Phase? {
    phases.last { $0.startWeek <= week && week < $0.startWeek + $0.durationWeeks }
  }
}
