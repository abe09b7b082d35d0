/// Points of the body that a pose estimator found in a video.
public struct KeypointRecording: Equatable, Sendable, Codable {
  /// One person's points.
  public struct Track: Equatable, Sendable, Codable {
    /// The estimator's number of the person, or the place in its list, from 0.
    public var person: Int
    /// Places in pixels, `[time, 2 * points]`: x to the right and y downward; missing where the
    /// estimator saw nothing.
    public var places: SampledSignal
    /// How sure the estimator was, 0 to 1, `[time, points]`; missing where the person was not found.
    public var confidence: SampledSignal

    /// Creates a track.
    public init(person: Int, places: SampledSignal, confidence: SampledSignal) {
      self.person = person
      self.places = places
      self.confidence = confidence
    }
  }

  /// The names of the points.
  public var points: [String]
  /// The people, in the order of their numbers.
  public var people: [Track]

  /// Creates a recording.
  public init(points: [String], people: [Track]) {
    self.points = points
    self.people = people
  }

  /// The names of the points of a model with this many; numbers if it is not a known one.
  ///
  /// Known are OpenPose's BODY_25, COCO (18) and MPI (15).
  public static func pointNames(count: Int) -> [String] {
    let coco = [
      "nose", "neck", "rightShoulder", "rightElbow", "rightWrist", "leftShoulder", "leftElbow",
      "leftWrist", "rightHip", "rightKnee", "rightAnkle", "leftHip", "leftKnee", "leftAnkle",
      "rightEye", "leftEye", "rightEar", "leftEar",
    ]
    switch count {
    case 25:
      return Array(coco[..<8]) + ["midHip"] + Array(coco[8...]) + [
        "leftBigToe", "leftSmallToe", "leftHeel", "rightBigToe", "rightSmallToe", "rightHeel",
      ]
    case 18: return coco
    case 15: return ["head"] + Array(coco[1..<14]) + ["chest"]
    default: return (0..<max(count, 0)).map { "point \($0)" }
    }
  }
}
