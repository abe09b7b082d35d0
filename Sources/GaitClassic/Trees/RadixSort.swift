/// Sorts the first `count` keys by their upper 32 bits; equal ones keep their order.
///
/// Byte by byte from the lowest (LSD radix sort), as many bytes as the largest rank needs, and by
/// insertion for short lists. `scratch` must be as long as `keys`.
func sortByRank(
  _ keys: inout [UInt64], count: Int, scratch: inout [UInt64], largest: UInt32
) {
  if count < 48 {
    insertionSort(&keys, count: count)
    return
  }
  var shift: UInt64 = 32
  var rest = largest
  var isInScratch = false
  while rest > 0 {
    if isInScratch {
      radixPass(from: scratch, to: &keys, count: count, shift: shift)
    } else {
      radixPass(from: keys, to: &scratch, count: count, shift: shift)
    }
    isInScratch.toggle()
    shift += 8
    rest >>= 8
  }
  if isInScratch { swap(&keys, &scratch) }
}

private func insertionSort(_ keys: inout [UInt64], count: Int) {
  for place in 1..<max(count, 1) {
    let key = keys[place]
    let rank = key >> 32
    var hole = place
    while hole > 0, keys[hole - 1] >> 32 > rank {
      keys[hole] = keys[hole - 1]
      hole -= 1
    }
    keys[hole] = key
  }
}

private func radixPass(
  from source: [UInt64], to target: inout [UInt64], count: Int, shift: UInt64
) {
  var starts = Array(repeating: 0, count: 256)
  for i in 0..<count { starts[Int(truncatingIfNeeded: source[i] >> shift) & 255] += 1 }
  var sum = 0
  for digit in 0..<256 {
    let size = starts[digit]
    starts[digit] = sum
    sum += size
  }
  for i in 0..<count {
    let digit = Int(truncatingIfNeeded: source[i] >> shift) & 255
    target[starts[digit]] = source[i]
    starts[digit] += 1
  }
}
