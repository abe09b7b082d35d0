/// The arithmetic mean; zero for no values.
package func arithmeticMean(_ values: [Double]) -> Double {
  values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
}

/// The mean squared distance from the mean (divided by the number of values).
package func populationVariance(_ values: [Double]) -> Double {
  let centre = arithmeticMean(values)
  var sum = 0.0
  for value in values { sum += (value - centre) * (value - centre) }
  return values.isEmpty ? 0 : sum / Double(values.count)
}

/// The unbiased variance (divided by one less than the number of values).
package func sampleVariance(_ values: [Double]) -> Double {
  let count = Double(values.count)
  return count < 2 ? 0 : populationVariance(values) * count / (count - 1)
}

/// The quantile by linear interpolation between order statistics (NumPy's default).
package func quantile(_ values: [Double], _ probability: Double) -> Double {
  quantile(sorted: values.sorted(), probability)
}

/// The quantile of values that are already sorted.
package func quantile(sorted: [Double], _ probability: Double) -> Double {
  precondition(!sorted.isEmpty, "quantile: no values")
  let place = min(max(probability, 0), 1) * Double(sorted.count - 1)
  let below = Int(place)
  let above = min(below + 1, sorted.count - 1)
  return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
}
