/// The one door through which an operation enters a tape.
///
/// Where no input is tracked the output is returned as it is. A pullback must capture detached
/// tensors only: a tape that held linked ones would keep itself alive.
///
/// - Parameters:
///   - name: The operation, for messages and for the check that each one has a gradient test.
///   - inputs: The operands, in the order of the gradients that the pullback returns.
///   - output: The result, computed from detached values.
///   - pullback: Turns the gradient of the output into one for each input, or nil for none.
/// - Returns: The output, linked to the tape of its inputs.
package func record(
  _ name: StaticString, _ inputs: [Tensor], _ output: Tensor,
  pullback: @escaping (_ gradient: Tensor) -> [Tensor?]
) -> Tensor {
  var tape: Tape?
  for input in inputs {
    guard let link = input.link else { continue }
    precondition(tape == nil || tape === link.tape, "\(name): inputs on two different tapes")
    tape = link.tape
  }
  guard let tape else { return output }
  let entry = Tape.Entry(
    name: name, inputs: inputs.map { $0.link?.index }, shape: output.shape, pullback: pullback)
  return Tensor(output.buffer, output.shape, link: tape.append(entry))
}
