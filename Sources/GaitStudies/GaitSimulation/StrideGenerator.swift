import Foundation
import GaitKernels

/// Draws strides for conditions.
protocol StrideGenerator: Sendable {
  /// The name in tables.
  static var name: String { get }
  /// One stride's loads for each condition.
  ///
  /// - Throws: Errors of a generator that was read from a file and does not fit.
  func draw(_ conditions: [StrideCondition], seed: UInt64) throws -> [[Float]]
}
