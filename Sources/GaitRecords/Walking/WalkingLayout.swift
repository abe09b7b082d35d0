/// The columns of the walking folder's files: names, units and order.
///
/// `*_kin100Hz.csv` holds what motion capture and inverse dynamics computed, `*_analog1000Hz.csv`
/// the raw plates and electromyography, `*_events.csv` the gait events, `trials.csv` one row per
/// trial. The layout is that of the sample study of biomechZoo (Dixon et al. 2017,
/// doi:10.1016/j.cmpb.2016.11.007) after conversion to text.
enum WalkingLayout {
  static let timeColumn = "time_s"

  /// One column: the channel's name, the column's name, the unit in the file.
  struct Column: Sendable {
    let channel: String
    let column: String
    let unit: PhysicalUnit

    init(_ channel: String, suffix: String, unit: PhysicalUnit) {
      self.channel = channel
      self.column = channel + suffix
      self.unit = unit
    }
  }

  private static let letters = ["X", "Y", "Z"]
  private static let joints = ["Hip", "Knee", "Ankle"]
  private static let centres = ["HJC", "FEO", "AJC"]

  private static func perJoint(_ quantity: String, suffix: String, unit: PhysicalUnit) -> [Column] {
    Side.allCases.flatMap { side in
      joints.flatMap { joint in
        letters.map {
          Column("\(side.letter)\(joint)\(quantity)_\($0)", suffix: suffix, unit: unit)
        }
      }
    }
  }

  static let angles = perJoint("Angles", suffix: "_deg", unit: .degree)
  static let moments = perJoint(
    "Moment", suffix: "_Nmm_per_kg", unit: .newtonMillimetrePerKilogram)

  static let groundReaction = Side.allCases.flatMap { side in
    letters.map {
      Column(
        "\(side.letter)GroundReactionForce_\($0)", suffix: "_N_per_kg", unit: .newtonPerKilogram)
    }
  }

  static let jointCentres = Side.allCases.flatMap { side in
    centres.flatMap { centre in
      letters.map { Column("\(side.letter)\(centre)_\($0)", suffix: "_mm", unit: .millimetre) }
    }
  }

  static let stance = Side.allCases.map { Column("\($0.letter)_stance", suffix: "", unit: .one) }

  static func plate(_ number: Int) -> [Column] {
    ["x", "y", "z"].map { Column("F\($0)\(number)", suffix: "_N", unit: .newton) }
      + ["x", "y", "z"].map { Column("M\($0)\(number)", suffix: "_Nmm", unit: .newtonMillimetre) }
  }

  /// The electrodes in the order of the analog file, with their column stems.
  static let electrodes: [(stem: String, muscle: Muscle, side: Side)] = Side.allCases.flatMap {
    side in
    [
      ("Rect", Muscle.rectusFemoris), ("Hams", .hamstrings), ("Gast", .gastrocnemius),
      ("TibAnt", .tibialisAnterior),
    ].map { ("\(side.letter)\($0.0)", $0.1, side) }
  }

  static let emg = electrodes.map { Column("EMG_\($0.stem)", suffix: "_V", unit: .volt) }
}
