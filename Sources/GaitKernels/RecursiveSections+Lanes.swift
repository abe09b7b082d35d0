// The sections of a group work as a pipeline: in one step, lane k takes the sample that lane k - 1
// has left in the step before, so that all lanes compute at once and the signal travels through
// memory once for the whole group. In the first and the last steps some lanes have no sample yet or
// no more; their states wait.
extension RecursiveSections {
  func runTwo(
    _ first: Int, _ input: UnsafePointer<Double>, _ output: UnsafeMutablePointer<Double>,
    _ count: Int, _ direction: Int, _ states: inout [SIMD2<Double>]
  ) {
    let w = lane(first)
    let v = lane(first + 1)
    let b0 = SIMD2(w.b0, v.b0)
    let c1 = SIMD2(w.c1, v.c1)
    let c2 = SIMD2(w.c2, v.c2)
    let a1 = SIMD2(w.a1, v.a1)
    let a2 = SIMD2(w.a2, v.a2)
    let (one, two) = (state(first, states), state(first + 1, states))
    var s1 = SIMD2(one.x, two.x)
    var s2 = SIMD2(one.y, two.y)
    var x = SIMD2(input[0], 0)
    var y = b0 * x + s1
    var next1 = (c1 * x + s2) - a1 * s1
    var next2 = c2 * x - a2 * s1
    s1.x = next1.x
    s2.x = next2.x
    var place = 0
    for _ in 1..<max(1, count) {
      x = SIMD2(input[place &+ direction], y.x)
      y = b0 * x + s1
      next1 = (c1 * x + s2) - a1 * s1
      s2 = c2 * x - a2 * s1
      s1 = next1
      output[place] = y.y
      place = place &+ direction
    }
    x = SIMD2(0, y.x)
    y = b0 * x + s1
    next1 = (c1 * x + s2) - a1 * s1
    next2 = c2 * x - a2 * s1
    s1.y = next1.y
    s2.y = next2.y
    output[place] = y.y
    store(SIMD2(s1.x, s2.x), first, &states)
    store(SIMD2(s1.y, s2.y), first + 1, &states)
  }

  func runFour(
    _ first: Int, _ input: UnsafePointer<Double>, _ output: UnsafeMutablePointer<Double>,
    _ count: Int, _ direction: Int, _ states: inout [SIMD2<Double>]
  ) {
    var b0 = SIMD4<Double>.zero
    var (c1, c2, a1, a2, s1, s2) = (b0, b0, b0, b0, b0, b0)
    for k in 0..<4 {
      let weights = lane(first + k)
      let state = state(first + k, states)
      b0[k] = weights.b0
      c1[k] = weights.c1
      c2[k] = weights.c2
      a1[k] = weights.a1
      a2[k] = weights.a2
      s1[k] = state.x
      s2[k] = state.y
    }
    let (g0, g1, g2, h1, h2) = (b0, c1, c2, a1, a2)
    var y = SIMD4<Double>.zero
    func edge(_ step: Int) {
      let sample = step < count ? input[direction * step] : 0
      let x = SIMD4(sample, y.x, y.y, y.z)
      y = g0 * x + s1
      let next1 = (g1 * x + s2) - h1 * s1
      let next2 = g2 * x - h2 * s1
      for k in 0..<4 where step >= k && step - k < count {
        s1[k] = next1[k]
        s2[k] = next2[k]
      }
      if step >= 3 { output[direction * (step - 3)] = y.w }
    }
    for step in 0..<3 { edge(step) }
    var place = 3 &* direction
    for _ in 3..<max(3, count) {
      let x = SIMD4(input[place], y.x, y.y, y.z)
      y = g0 * x + s1
      let next1 = (g1 * x + s2) - h1 * s1
      s2 = g2 * x - h2 * s1
      s1 = next1
      output[place &- 3 &* direction] = y.w
      place = place &+ direction
    }
    for step in max(3, count)..<count + 3 { edge(step) }
    for k in 0..<4 { store(SIMD2(s1[k], s2[k]), first + k, &states) }
  }

  private func lane(_ section: Int) -> Weights {
    section < weights.count ? weights[section] : .none
  }

  private func state(_ section: Int, _ states: [SIMD2<Double>]) -> SIMD2<Double> {
    section < states.count ? states[section] : .zero
  }

  private func store(_ state: SIMD2<Double>, _ section: Int, _ states: inout [SIMD2<Double>]) {
    if section < states.count { states[section] = state }
  }
}
