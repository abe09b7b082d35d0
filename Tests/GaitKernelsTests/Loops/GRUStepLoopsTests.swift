import CKernels
import Foundation
import GaitTestSupport
import XCTest

final class GRUStepLoopsTests: LoopTestCase {
  func testAStepAgreesWithDoubleAndRowsAtRestKeepTheirState() {
    forEachSet { loops, set in
      for hidden in [1, 2, 7, 16, 17, 33, 64, 100] {
        for rows in [1, 2, 3, 5, 6, 7, 16, 17] { check(loops, set, rows: rows, hidden: hidden) }
      }
    }
  }

  private func check(_ loops: GKKernels, _ set: String, rows: Int, hidden: Int) {
    let width = 3 * hidden
    // The input's part stands in rows of its own, or where the activations go.
    let isInPlace = rows % 2 == 0
    let addendStride = isInPlace ? width : width + 5
    let lengths = (0..<rows).map { Int32($0 % 3 == 1 ? 2 : 5) }
    let withLengths = rows % 3 != 0
    let weights = normal(width * hidden, seed: 1, scale: 0.3)
    let (inputBias, stateBias) = (normal(width, seed: 2), normal(width, seed: 3))
    let before = normal(rows * hidden, seed: 4)
    let addend = normal(rows * addendStride, seed: 5)
    var packed = [Float](repeating: .nan, count: loops.packed_gates_size(3, hidden, hidden) + 1)
    packed.withUnsafeMutableBufferPointer { packed in
      guard let target = packed.baseAddress.map({ $0 + 1 }) else { return }
      loops.pack_gates(weights, 3, hidden, hidden, hidden, 0, hidden, target)
    }
    var gates = isInPlace ? addend : [Float](repeating: .nan, count: rows * width)
    var states = [Float](repeating: .nan, count: rows * hidden)
    let after = unaligned([Float](repeating: .nan, count: rows * hidden)) { after in
      packed.withUnsafeBufferPointer { packed in
        gates.withUnsafeMutableBufferPointer { gates in
          states.withUnsafeMutableBufferPointer { states in
            lengths.withUnsafeBufferPointer { lengths in
              addend.withUnsafeBufferPointer { addend in
                inputBias.withUnsafeBufferPointer { inputBias in
                  stateBias.withUnsafeBufferPointer { stateBias in
                    before.withUnsafeBufferPointer { before in
                      var step = GKGRUStep()
                      (step.rows, step.hidden) = (rows, hidden)
                      step.packed = packed.baseAddress.map { $0 + 1 }
                      step.addend =
                        isInPlace ? gates.baseAddress.map { UnsafePointer($0) } : addend.baseAddress
                      step.addend_stride = addendStride
                      step.input_bias = inputBias.baseAddress
                      step.state_bias = stateBias.baseAddress
                      (step.gates, step.candidate_state) = (gates.baseAddress, states.baseAddress)
                      (step.previous_hidden, step.hidden_out) = (before.baseAddress, after)
                      step.lengths = withLengths ? lengths.baseAddress : nil
                      step.time = 2
                      // The units in two parts, such as two cores would take.
                      let lanes = loops.padded_units(1)
                      let half = hidden / 2 / lanes * lanes
                      for units in [half..<hidden, 0..<half] {
                        (step.first_unit, step.end_unit) = (units.lowerBound, units.upperBound)
                        loops.gru_step(&step)
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
    for row in 0..<rows {
      for unit in 0..<hidden {
        let place = row * hidden + unit
        if withLengths && lengths[row] <= 2 {
          XCTAssertEqual(after[place], before[place], set)
          continue
        }
        func sum(_ gate: Int) -> (input: Double, state: Double) {
          let line = gate * hidden + unit
          var state = Double(stateBias[line])
          for k in 0..<hidden {
            state += Double(before[row * hidden + k]) * Double(weights[line * hidden + k])
          }
          return (Double(inputBias[line]) + Double(addend[row * addendStride + line]), state)
        }
        let parts = (0..<3).map(sum)
        let reset = Double.exactSigmoid(parts[0].input + parts[0].state)
        let update = Double.exactSigmoid(parts[1].input + parts[1].state)
        let candidate = tanh(parts[2].input + reset * parts[2].state)
        let expected = (1 - update) * candidate + update * Double(before[place])
        XCTAssertEqual(Double(after[place]), expected, accuracy: 4e-6, set)
        XCTAssertEqual(
          Double(states[place]), parts[2].state, accuracy: 4e-6 * max(1, abs(parts[2].state)), set)
        for (gate, value) in [reset, update, candidate].enumerated() {
          XCTAssertEqual(
            Double(gates[row * width + gate * hidden + unit]), value, accuracy: 4e-6, set)
        }
      }
    }
  }
}
