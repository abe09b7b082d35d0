import GaitNN
import GaitTensor

extension Checkpoint {
  /// Checks that the state beside the weights is that of a module's parameters.
  ///
  /// - Throws: `CheckpointError.misfit`.
  func expectFit(of parameters: [NamedParameter], file: String) throws {
    for (part, state) in [("average/", average), ("best/", best)] {
      guard let state else { continue }
      for entry in parameters {
        let expected = entry.parameter.value.shape
        let found = state.tensors[entry.path]?.shape
        guard found == expected else {
          throw CheckpointError.misfit(
            file: file, tensor: part + entry.path, expected: "shape \(expected)",
            found: found.map { "shape \($0)" } ?? "none")
        }
      }
    }
    let counts = Dictionary(
      uniqueKeysWithValues: parameters.map { ($0.path, $0.parameter.value.count) })
    for (name, tensor) in optimizer.tensors {
      // The whole name is a path, or what follows its first dot is, as in `first.linear.weight`.
      let tail = String(name.drop { $0 != "." }.dropFirst())
      let isStep = name.hasPrefix("step.") && counts[name] == nil
      guard let count = counts[name] ?? counts[tail] else {
        throw CheckpointError.misfit(
          file: file, tensor: "optimizer/" + name, expected: "the path of a parameter",
          found: "another name")
      }
      guard tensor.count == (isStep ? 1 : count) else {
        throw CheckpointError.misfit(
          file: file, tensor: "optimizer/" + name, expected: "\(isStep ? 1 : count) numbers",
          found: "\(tensor.count)")
      }
    }
  }
}
