/// Finds pipelines that look at rows they are tested on.
///
/// Whatever is fitted for a fold must not change, in any bit, when the test rows change. The probe
/// fits twice, the second time with every entry of the test rows replaced by a large number, and
/// compares.
public enum LeakageProbe {
  /// A fitted quantity that depends on the test rows.
  public struct Leak: Error, Hashable, Sendable, CustomStringConvertible {
    /// The number of the fold, counted from zero.
    public let fold: Int

    /// A one-line account of what was found.
    public var description: String {
      "leak: what is fitted in fold \(fold) changes with the rows it is tested on"
    }
  }

  /// Throws when what is fitted depends on test rows.
  ///
  /// - Parameters:
  ///   - folds: The folds to try.
  ///   - features: The table.
  ///   - targets: The target of each row.
  ///   - fit: Gives everything that is fitted for a fold: scalers, choices and weights together.
  /// - Throws: `Leak` for the first fold that leaks, and whatever `fit` throws.
  public static func check<Fitted: Equatable>(
    _ folds: [Fold], features: Matrix, targets: [Double],
    fit: (_ fold: Fold, _ features: Matrix, _ targets: [Double]) throws -> Fitted
  ) throws {
    for (number, fold) in folds.enumerated() {
      let honest = try fit(fold, features, targets)
      var (changed, answers) = (features, targets)
      for row in fold.testRows {
        for column in 0..<features.columnCount {
          changed[row, column] = 1e6 * (1 + abs(features[row, column]))
          if changed[row, column].isNaN { changed[row, column] = 1e6 }
        }
        answers[row] = 1e6 * (1 + abs(targets[row]))
      }
      if try fit(fold, changed, answers) != honest { throw Leak(fold: number) }
    }
  }
}
