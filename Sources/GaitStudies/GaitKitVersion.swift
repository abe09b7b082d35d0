import GaitKernels

/// The version of the package, for run manifests.
public enum GaitKitVersion {
  /// Semantic version.
  public static let current = "0.1.0"

  /// The vector instruction set that the loops use on this processor.
  public static var instructionSet: String { Kernels.instructionSet }
}
