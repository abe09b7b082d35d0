import GaitKernels

/// A flat record of one forward pass, walked backwards once.
///
/// Entries refer to each other by index, not by reference, so a record of any length is released
/// without recursion. A tape belongs to one task.
public final class Tape {
  /// A tensor's place on a tape.
  package struct Link: @unchecked Sendable {
    // Unchecked because a tape is not Sendable: a tracked tensor must stay in its tape's task.
    let tape: Tape
    let index: Int
  }

  struct Entry {
    let name: StaticString
    let inputs: [Int?]
    let shape: Shape
    let pullback: ((Tensor) -> [Tensor?])?
  }

  private(set) var entries: [Entry] = []

  /// An empty tape.
  public init() {}

  /// The number of recorded operations and watched tensors.
  public var count: Int { entries.count }

  /// The names of the recorded operations, in order.
  public var operationNames: [String] {
    entries.compactMap { $0.pullback == nil ? nil : "\($0.name)" }
  }

  /// The same tensor as a leaf of this tape: gradients will be collected for it.
  public func watch(_ tensor: Tensor) -> Tensor {
    entries.append(Entry(name: "leaf", inputs: [], shape: tensor.shape, pullback: nil))
    return Tensor(tensor.buffer, tensor.shape, link: Link(tape: self, index: entries.count - 1))
  }

  func append(_ entry: Entry) -> Link {
    entries.append(entry)
    return Link(tape: self, index: entries.count - 1)
  }

  /// The gradients of a scalar with respect to every watched tensor; clears the tape.
  ///
  /// - Precondition: The scalar has one element and was computed on this tape.
  public func gradients(of scalar: Tensor) -> Gradients {
    guard let link = scalar.link, link.tape === self else {
      preconditionFailure("gradients: the scalar was not computed on this tape")
    }
    precondition(scalar.count == 1, "gradients: shape \(scalar.shape) is not a scalar")
    var slots = [GradientSlot?](repeating: nil, count: entries.count)
    slots[link.index] = GradientSlot(.ones(scalar.shape))
    for index in stride(from: link.index, through: 0, by: -1) {
      let entry = entries[index]
      // What the forward pass saved goes back to the pool once its own derivative is done, and later
      // ones are computed in the memory that it leaves.
      entries[index] = Entry(
        name: entry.name, inputs: entry.inputs, shape: entry.shape, pullback: nil)
      guard let pullback = entry.pullback, let slot = slots[index] else { continue }
      slots[index] = nil
      let parts = pullback(slot.sum)
      precondition(
        parts.count == entry.inputs.count,
        "\(entry.name): \(parts.count) gradients for \(entry.inputs.count) inputs")
      for (input, part) in zip(entry.inputs, parts) {
        guard let input, let part else { continue }
        precondition(
          part.shape == entries[input].shape,
          "\(entry.name): gradient \(part.shape) for an input of shape \(entries[input].shape)")
        if slots[input] == nil {
          slots[input] = GradientSlot(part)
        } else {
          slots[input]?.add(part)
        }
      }
    }
    var leaves: [Int: Tensor] = [:]
    for (index, slot) in slots.enumerated() {
      if let slot { leaves[index] = slot.sum }
    }
    clear()
    return Gradients(tape: ObjectIdentifier(self), leaves: leaves)
  }

  /// Forgets every entry.
  public func clear() {
    entries.removeAll(keepingCapacity: true)
  }
}

/// The gradients of one scalar, by watched tensor.
public struct Gradients: Sendable {
  let tape: ObjectIdentifier
  let leaves: [Int: Tensor]

  /// The gradient for a tensor that the tape watched; nil where the scalar does not depend on it.
  public subscript(tensor: Tensor) -> Tensor? {
    guard let link = tensor.link, ObjectIdentifier(link.tape) == tape else { return nil }
    return leaves[link.index]
  }
}

/// The running sum of the gradients that reach one entry.
private struct GradientSlot {
  private(set) var sum: Tensor
  // A first part may be shared with other entries; only a sum made here is ours to add to.
  private var isOwned = false

  init(_ first: Tensor) {
    sum = first.detached
  }

  mutating func add(_ part: Tensor) {
    if isOwned {
      Kernels.accumulate(part.buffer, into: sum.buffer)
    } else {
      sum = Tensor(Kernels.zip(.add, sum.buffer, part.buffer), sum.shape)
      isOwned = true
    }
  }
}
