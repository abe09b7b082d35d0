import CKernels

/// The arithmetic on raw blocks of floats.
///
/// Functions take buffers with integer sizes and know no shapes beyond them. Long loops are cut into
/// pieces of a fixed size and run side by side.
package enum Kernels {
  /// The loops of the widest instruction set that this processor runs.
  static let table: GKKernels = gk_kernels().pointee

  /// The name of that instruction set.
  package static var instructionSet: String {
    switch table.instruction_set {
    case GKInstructionSetAVX512: "AVX-512"
    case GKInstructionSetAVX2: "AVX2"
    default: "baseline"
    }
  }

  /// Elements in one piece of an element-wise loop: large enough to pay for handing it to a thread.
  static let elementPiece = 1 << 14
}
