import GaitTestSupport

/// What `signal-gait.json` holds.
struct GaitReference: Decodable {
  struct Peaks: Decodable {
    struct Case: Decodable {
      let height: Double?
      let distance: Double?
      let prominence: Double?
      let indices: [Int]
      let prominences: [Double]
    }
    let samples: [Double]
    let cases: [Case]
  }

  struct Spline: Decodable {
    let places: [Double]
    let values: [Double]
    let targets: [Double]
    let isNatural: Bool
    let curve: [Double]
  }

  struct Cycles: Decodable {
    let rate: Double
    let start: Double
    let samples: [Double?]
    let events: [Double]
    let linear: [[Double]]
    let cubic: [[Double]]
  }

  let peaks: Peaks
  let splines: [Spline]
  let cycles: Cycles

  static func load() throws -> GaitReference {
    try Fixture.json("reference/signal-gait.json")
  }
}
