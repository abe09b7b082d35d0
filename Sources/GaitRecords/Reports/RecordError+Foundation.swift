import Foundation

extension RecordError {
  /// What Foundation's decoders complain of, on one line.
  static func reason(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "no valid JSON" }
    func place(_ context: DecodingError.Context) -> String {
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      return path.isEmpty ? "" : " at \(path)"
    }
    switch error {
    case .keyNotFound(let key, let context): return "no \(key.stringValue)\(place(context))"
    case .typeMismatch(_, let context): return "another type\(place(context))"
    case .valueNotFound(_, let context): return "null\(place(context))"
    case .dataCorrupted(let context):
      return context.codingPath.isEmpty ? "no valid JSON" : "a bad value\(place(context))"
    @unknown default: return "no valid JSON"
    }
  }
}
