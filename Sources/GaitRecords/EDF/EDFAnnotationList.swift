import Foundation

/// The time-stamped annotations in one data record, and the bytes of such a list.
///
/// Each list is `+onset`, optionally the byte 21 and a duration, then texts each closed by the byte 20,
/// and a zero byte. The first one of a record has an empty text and says when the record starts.
struct EDFAnnotationList {
  private(set) var annotations = [EDFFile.Annotation]()
  private(set) var recordOnsetS: Double?
  private(set) var damagedCount = 0

  init(_ bytes: [UInt8]) {
    for (place, list) in bytes.split(separator: 0).enumerated() {
      let parts = list.split(separator: 20, omittingEmptySubsequences: false)
      let times = (parts.first ?? []).split(separator: 21, omittingEmptySubsequences: false)
      guard parts.count >= 2, let onset = EDFAnnotationList.number(times[0], isSigned: true),
        times.count <= 2
      else {
        damagedCount += 1
        continue
      }
      let duration = times.count == 2 ? EDFAnnotationList.number(times[1], isSigned: false) : nil
      let texts = parts.dropFirst().dropLast()
      if place == 0, texts.first?.isEmpty ?? false { recordOnsetS = onset }
      for text in texts where !text.isEmpty {
        annotations.append(
          EDFFile.Annotation(
            onsetS: onset, durationS: duration, text: TextFile.string(text)))
      }
    }
  }

  private static func number(_ bytes: ArraySlice<UInt8>, isSigned: Bool) -> Double? {
    let sign = bytes.first
    guard !isSigned || sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      bytes.dropFirst(isSigned ? 1 : 0).allSatisfy({ (48...57).contains($0) || $0 == 46 })
    else { return nil }
    return Double(String(decoding: bytes, as: UTF8.self)).flatMap { $0.isFinite ? $0 : nil }
  }

  /// The bytes of one list.
  static func bytes(onsetS: Double, durationS: Double? = nil, text: String) -> [UInt8] {
    var bytes = Array((onsetS < 0 ? "" : "+").utf8) + Array(plain(onsetS).utf8)
    if let durationS { bytes += [21] + Array(plain(durationS).utf8) }
    let letters = text.utf8.filter { $0 >= 32 || $0 == 9 || $0 == 10 }
    return bytes + [20] + letters + [20, 0]
  }

  /// A time without an exponent.
  private static func plain(_ value: Double) -> String {
    var text = String(format: "%.7f", value)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
