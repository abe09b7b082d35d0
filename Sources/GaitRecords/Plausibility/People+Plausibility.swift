extension Demographics {
  /// What is hard to believe of the person's size and age.
  public var implausibilities: [Implausibility] {
    BodySizeCheck.findings(heightM: heightM, massKg: massKg, ageYears: ageYears)
  }
}

extension Anthropometry {
  /// What is hard to believe of the person's size.
  public var implausibilities: [Implausibility] {
    BodySizeCheck.findings(heightM: heightM, massKg: massKg)
  }
}

extension GaitPDBParticipant {
  /// What is hard to believe of the person's size and age.
  public var implausibilities: [Implausibility] {
    BodySizeCheck.findings(
      heightM: anthropometry.heightM, massKg: anthropometry.massKg, ageYears: ageYears)
  }
}
