import Foundation

/// The pages of this process that are in memory; nil where the system does not say.
public func residentPages() -> Int? {
  guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
    return nil
  }
  let fields = text.split(separator: " ")
  return fields.count > 1 ? Int(fields[1]) : nil
}
