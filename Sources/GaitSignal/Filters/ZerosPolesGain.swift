/// A filter by the roots of its numerator and denominator.
struct ZerosPolesGain {
  var zeros: [Complex]
  var poles: [Complex]
  var gain: Double

  /// The zeros and poles as second-order sections.
  ///
  /// Poles nearest to the unit circle come last and are joined with the zeros nearest to them,
  /// which keeps the peaks of the inner signals low (SciPy's `zpk2sos`, pairing `nearest`).
  func sections() -> SecondOrderSections {
    var zeros = zeros
    var poles = poles
    while poles.count < zeros.count { poles.append(Complex(0)) }
    while zeros.count < poles.count { zeros.append(Complex(0)) }
    if poles.count % 2 == 1 {
      poles.append(Complex(0))
      zeros.append(Complex(0))
    }
    // Of each conjugate pair one root is enough.
    var upperPoles = ZerosPolesGain.upperHalf(poles)
    var upperZeros = ZerosPolesGain.upperHalf(zeros)
    var sections = [SecondOrderSections.Section]()
    for _ in 0..<poles.count / 2 {
      let section = ZerosPolesGain.nextSection(&upperPoles, &upperZeros)
      sections.insert(section, at: 0)
    }
    if !sections.isEmpty {
      sections[0].b0 *= gain
      sections[0].b1 *= gain
      sections[0].b2 *= gain
    }
    return SecondOrderSections(sections: sections)
  }

  private static func nextSection(
    _ poles: inout [Complex], _ zeros: inout [Complex]
  ) -> SecondOrderSections.Section {
    let p1 = poles.remove(at: worst(poles))
    var pair = [p1, p1.conjugate]
    if p1.isReal {
      // Real poles come in twos: their number has been made even.
      let reals = poles.indices.filter { poles[$0].isReal }
      let place = reals.min { abs(1 - poles[$0].magnitude) < abs(1 - poles[$1].magnitude) }
      if let place { pair[1] = poles.remove(at: place) }
    }
    let z1 = zeros.remove(at: nearest(zeros, p1, isReal: nil))
    if !z1.isReal { return section([z1, z1.conjugate], pair) }
    let z2 = zeros.remove(at: nearest(zeros, p1, isReal: true))
    return section([z1, z2], pair)
  }

  private static func section(
    _ zeros: [Complex], _ poles: [Complex]
  ) -> SecondOrderSections.Section {
    let b = polynomial(zeros)
    let a = polynomial(poles)
    return SecondOrderSections.Section(b0: 1, b1: b.0, b2: b.1, a1: a.0, a2: a.1)
  }

  /// The coefficients behind the leading one of a monic polynomial with two roots.
  private static func polynomial(_ roots: [Complex]) -> (Double, Double) {
    let sum = roots[0] + roots[1]
    let product = roots[0] * roots[1]
    return (-sum.real, product.real)
  }

  private static func worst(_ poles: [Complex]) -> Int {
    poles.indices.min { abs(1 - poles[$0].magnitude) < abs(1 - poles[$1].magnitude) } ?? 0
  }

  private static func nearest(_ roots: [Complex], _ pole: Complex, isReal: Bool?) -> Int {
    let candidates = roots.indices.filter { isReal == nil || roots[$0].isReal == isReal }
    return candidates.min { (roots[$0] - pole).magnitude < (roots[$1] - pole).magnitude } ?? 0
  }

  /// Real roots, and of each conjugate pair the one above the real axis.
  private static func upperHalf(_ roots: [Complex]) -> [Complex] {
    roots.compactMap { root in
      let isNearlyReal = abs(root.imaginary) <= 100 * Double.ulpOfOne * root.magnitude
      if isNearlyReal { return Complex(root.real) }
      return root.imaginary > 0 ? root : nil
    }
  }
}
