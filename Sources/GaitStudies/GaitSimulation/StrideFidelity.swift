import Foundation
import GaitRecords

/// How synthetic strides differ from the real ones of the same conditions, person by person.
struct StrideFidelity {
  /// One person's real and synthetic means.
  struct Person {
    let name: String
    let pushOffPeak: (real: Double, synthetic: Double)
    let stanceShare: (real: Double, synthetic: Double)
    /// The root-mean-square distance of both mean centre-of-pressure paths, share of the length.
    let pathDistance: Double
  }

  let people: [Person]
  /// The mean distance between the sorted push-off peaks of both: what the distributions differ by.
  let peakDistance: Double

  /// - Precondition: `synthetic` has the same number of strides for each real one, in their order.
  init(_ real: StrideSet, _ synthetic: [[Float]]) {
    let draws = synthetic.count / real.strides.count
    let layout = real.layout
    let own = real.strides.map { StrideMeasures($0.loads, layout) }
    let drawn = synthetic.map { StrideMeasures($0, layout) }
    let subjects = real.subjects
    people = zip(subjects.identifiers, subjects.rowsBySubject).map { name, rows in
      let made = rows.flatMap { row in drawn[row * draws..<(row + 1) * draws] }
      let measured = rows.map { own[$0] }
      func means(_ measure: (StrideMeasures) -> Double) -> (Double, Double) {
        (Self.mean(measured.map(measure)), Self.mean(made.map(measure)))
      }
      let (first, second) = (Self.meanPath(measured), Self.meanPath(made))
      let squares = zip(first, second).reduce(0) { sum, pair in
        let (across, along) = (pair.0.lateral - pair.1.lateral, pair.0.anterior - pair.1.anterior)
        return sum + across * across + along * along
      }
      return Person(
        name: name, pushOffPeak: means(\.pushOffPeak), stanceShare: means(\.stanceShare),
        pathDistance: (squares / Double(first.count)).squareRoot())
    }
    let peaks = own.map(\.pushOffPeak).sorted()
    let made = drawn.map(\.pushOffPeak).sorted()
    peakDistance = Self.mean(
      peaks.indices.map { row in
        Self.mean((0..<draws).map { abs(peaks[row] - made[row * draws + $0]) })
      })
  }

  /// Errors in the form of an evaluation's tasks.
  var metrics: [String: [String: Double]] {
    func errors(_ pair: KeyPath<Person, (real: Double, synthetic: Double)>) -> [String: Double] {
      let differences = people.map { $0[keyPath: pair].synthetic - $0[keyPath: pair].real }
      return [
        "mae": Self.mean(differences.map(abs)), "bias": Self.mean(differences),
        "rmse": Self.mean(differences.map { $0 * $0 }).squareRoot(),
      ]
    }
    var peak = errors(\.pushOffPeak)
    peak["distribution_distance"] = peakDistance
    return [
      "push_off_peak": peak, "stance_time": errors(\.stanceShare),
      "centre_of_pressure": ["rmse": Self.mean(people.map(\.pathDistance))],
    ]
  }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(max(1, values.count))
  }

  private static func meanPath(_ strides: [StrideMeasures]) -> [(lateral: Double, anterior: Double)]
  {
    (0..<StrideMeasures.pathCount).map { point in
      (
        mean(strides.map { $0.path[point].lateral }), mean(strides.map { $0.path[point].anterior })
      )
    }
  }
}
