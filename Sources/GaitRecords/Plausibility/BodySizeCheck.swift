/// Height, mass, age and body-mass index within what people have; the ranges are ours, wide enough
/// for children who walk and for severe obesity.
public enum BodySizeCheck {
  /// Heights that are believed, in metres.
  public static let heightsM = 0.6...2.5
  /// Masses that are believed, in kilograms.
  public static let massesKg = 6.0...300.0
  /// Ages that are believed, in years.
  public static let agesYears = 0.5...115.0
  /// Body-mass indices that are believed, in kg/m².
  public static let indices = 10.0...70.0

  /// What a person's size and age show.
  ///
  /// - Returns: A finding for each number that is hard to believe.
  public static func findings(
    heightM: Double? = nil, massKg: Double? = nil, ageYears: Double? = nil
  ) -> [Implausibility] {
    var findings = [Implausibility]()
    func add(_ text: String) { findings.append(Implausibility(.bodySize, text)) }
    if let heightM, !heightsM.contains(heightM) {
      let guess = heightM > 500 ? "millimetres" : heightM > 40 ? "centimetres" : "another unit"
      add("a body height of \(RecordError.rounded(heightM)) m: \(guess) taken for metres?")
    }
    if let massKg, !massesKg.contains(massKg) {
      let guess = massKg > 3000 ? "grams" : massKg > 300 ? "pounds or newtons" : "another unit"
      add("a body mass of \(RecordError.rounded(massKg)) kg: \(guess) taken for kilograms?")
    }
    if let ageYears, !agesYears.contains(ageYears) {
      add("an age of \(RecordError.rounded(ageYears)) years: another unit, or a mark for unknown?")
    }
    if findings.isEmpty, let heightM, let massKg {
      let index = massKg / (heightM * heightM)
      if !indices.contains(index) {
        add(
          "a body mass of \(RecordError.rounded(massKg)) kg at a height of "
            + "\(RecordError.rounded(heightM)) m is an index of "
            + "\(RecordError.rounded((index * 10).rounded() / 10)) kg/m^2: a unit is wrong, or the two "
            + "are swapped")
      }
    }
    return findings
  }
}
