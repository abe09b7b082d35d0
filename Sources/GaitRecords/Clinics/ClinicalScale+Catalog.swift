/// The scales of gait and rehabilitation clinics.
extension ClinicalScale {
  /// Fugl-Meyer assessment of the arm's motor function, 0 to 66 (Fugl-Meyer 1975).
  public static let fuglMeyerUpper = ClinicalScale(
    name: "fuglMeyerUpper", title: "Fugl-Meyer upper extremity", range: 0...66,
    isHigherBetter: true)
  /// Fugl-Meyer assessment of the leg's motor function, 0 to 34 (Fugl-Meyer 1975).
  public static let fuglMeyerLower = ClinicalScale(
    name: "fuglMeyerLower", title: "Fugl-Meyer lower extremity", range: 0...34,
    isHigherBetter: true)
  /// Fugl-Meyer motor total of arm and leg, 0 to 100 (Fugl-Meyer 1975).
  public static let fuglMeyerTotal = ClinicalScale(
    name: "fuglMeyerTotal", title: "Fugl-Meyer motor total", range: 0...100, isHigherBetter: true)
  /// Barthel index of activities of daily living, 0 to 100 in fives (Mahoney and Barthel 1965).
  public static let barthel = ClinicalScale(
    name: "barthel", title: "Barthel index", range: 0...100, steps: .every(5),
    isHigherBetter: true)
  /// AOFAS ankle-hindfoot score, 0 to 100 (Kitaoka 1994; doi:10.1177/107110079401500701).
  public static let aofas = ClinicalScale(
    name: "aofas", title: "AOFAS ankle-hindfoot score", range: 0...100, isHigherBetter: true)
  /// Pain on a visual analogue scale of 10 cm; 0 is no pain (Huskisson 1974).
  public static let visualAnaloguePain = ClinicalScale(
    name: "visualAnaloguePain", title: "VAS pain", range: 0...10, steps: .continuous,
    isHigherBetter: false)
  /// Berg balance scale, 0 to 56 (Berg 1992).
  public static let bergBalance = ClinicalScale(
    name: "bergBalance", title: "Berg balance scale", range: 0...56, isHigherBetter: true)
  /// Mini-BESTest of dynamic balance, 0 to 28 (Franchignoni 2010).
  public static let miniBESTest = ClinicalScale(
    name: "miniBESTest", title: "Mini-BESTest", range: 0...28, isHigherBetter: true)
  /// Falls efficacy scale, international: concern about falling, 16 to 64 (Yardley 2005).
  public static let fallsEfficacy = ClinicalScale(
    name: "fallsEfficacy", title: "FES-I", range: 16...64, isHigherBetter: false)
  /// Unified Parkinson's disease rating scale of 1987, all parts, 0 to 199; half points occur.
  public static let updrsTotal = ClinicalScale(
    name: "updrsTotal", title: "UPDRS total", range: 0...199, steps: .every(0.5),
    isHigherBetter: false)
  /// Unified Parkinson's disease rating scale of 1987, motor part III, 0 to 108; half points occur.
  public static let updrsMotor = ClinicalScale(
    name: "updrsMotor", title: "UPDRS motor", range: 0...108, steps: .every(0.5),
    isHigherBetter: false)
  /// Modified Hoehn and Yahr stage: 0 to 5 with the stages 1.5 and 2.5 (Goetz 2004,
  /// doi:10.1002/mds.20213).
  public static let hoehnYahr = ClinicalScale(
    name: "hoehnYahr", title: "Hoehn and Yahr", range: 0...5,
    steps: .only([0, 1, 1.5, 2, 2.5, 3, 4, 5]), isHigherBetter: false)
  /// Timed up and go in seconds (Podsiadlo and Richardson 1991); an hour is the upper limit here.
  public static let timedUpAndGo = ClinicalScale(
    name: "timedUpAndGo", title: "Timed up and go", range: 0...3600, steps: .continuous,
    unit: .second, isHigherBetter: false)
  /// Ten-metre walk test in seconds; an hour is the upper limit here.
  public static let tenMetreWalk = ClinicalScale(
    name: "tenMetreWalk", title: "Ten-metre walk", range: 0...3600, steps: .continuous,
    unit: .second, isHigherBetter: false)
  /// Six-minute walk test in metres; 2 km, beyond any runner's pace, is the upper limit here.
  public static let sixMinuteWalk = ClinicalScale(
    name: "sixMinuteWalk", title: "Six-minute walk", range: 0...2000, steps: .continuous,
    unit: .metre, isHigherBetter: true)
  /// Functional ambulation category, 0 to 5 (Holden 1984).
  public static let functionalAmbulation = ClinicalScale(
    name: "functionalAmbulation", title: "Functional ambulation category", range: 0...5,
    isHigherBetter: true)
  /// Modified Ashworth scale of spasticity; the grade 1+ is 1.5 (Bohannon and Smith 1987).
  public static let modifiedAshworth = ClinicalScale(
    name: "modifiedAshworth", title: "Modified Ashworth", range: 0...4,
    steps: .only([0, 1, 1.5, 2, 3, 4]), isHigherBetter: false)
  /// Mini-mental state examination, 0 to 30 (Folstein 1975).
  public static let miniMentalState = ClinicalScale(
    name: "miniMentalState", title: "MMSE", range: 0...30, isHigherBetter: true)
  /// Modified Rankin scale of disability after stroke, 0 to 6 (van Swieten 1988).
  public static let modifiedRankin = ClinicalScale(
    name: "modifiedRankin", title: "Modified Rankin", range: 0...6, isHigherBetter: false)
  /// Stroke scale of the National Institutes of Health, 0 to 42 (Brott 1989).
  public static let nihStroke = ClinicalScale(
    name: "nihStroke", title: "NIHSS", range: 0...42, isHigherBetter: false)

  /// Every scale of the catalogue.
  public static let catalog: [ClinicalScale] = [
    fuglMeyerUpper, fuglMeyerLower, fuglMeyerTotal, barthel, aofas, visualAnaloguePain,
    bergBalance, miniBESTest, fallsEfficacy, updrsTotal, updrsMotor, hoehnYahr, timedUpAndGo,
    tenMetreWalk, sixMinuteWalk, functionalAmbulation, modifiedAshworth, miniMentalState,
    modifiedRankin, nihStroke,
  ]

  private static let byName = Dictionary(
    catalog.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  /// The scale of the catalogue with this name; nil if there is none.
  public static func named(_ name: String) -> ClinicalScale? { byName[name] }
}
