import CKernels
import Foundation
import GaitTestSupport
import XCTest

final class LSTMStepLoopsTests: LoopTestCase {
  /// A step in double, as plainly as it is written.
  private struct Plain {
    var cell, hidden: [Double]
    var gates: [[Double]]
  }

  /// The sizes of a step, and where the kernels keep what belongs to a unit of a row.
  private struct Sizes {
    let rows, inputs, hidden, lanes, padded: Int

    init(_ loops: GKKernels, rows: Int, inputs: Int, hidden: Int) {
      (self.rows, self.inputs, self.hidden) = (rows, inputs, hidden)
      (lanes, padded) = (loops.padded_units(1), loops.padded_units(hidden))
    }

    var width: Int { inputs + hidden }

    func cell(_ row: Int, _ unit: Int) -> Int {
      (unit / lanes * rows + row) * lanes + unit % lanes
    }

    func gate(_ gate: Int, _ row: Int, _ unit: Int) -> Int {
      ((unit / lanes * rows + row) * 4 + gate) * lanes + unit % lanes
    }

    /// A matrix [rows, hidden] as the kernels keep it, zero beyond the last unit.
    func blocked(_ values: [Float]) -> [Float] {
      var result = [Float](repeating: 0, count: rows * padded)
      for row in 0..<rows {
        for unit in 0..<hidden { result[cell(row, unit)] = values[row * hidden + unit] }
      }
      return result
    }
  }

  private func plainStep(
    _ sizes: Sizes, lines: [Float], lineStride: Int, inputWeights: [Float], hiddenWeights: [Float],
    bias: [Float], addend: [Float]?, cell: [Float], row: Int
  ) -> Plain {
    let (inputs, hidden) = (sizes.inputs, sizes.hidden)
    var plain = Plain(cell: [], hidden: [], gates: [[], [], [], []])
    for unit in 0..<hidden {
      let sums = (0..<4).map { gate -> Double in
        let place = gate * hidden + unit
        var sum = Double(bias[place]) + Double(addend?[row * 4 * hidden + place] ?? 0)
        for k in 0..<inputs {
          sum += Double(lines[row * lineStride + k]) * Double(inputWeights[place * inputs + k])
        }
        for k in 0..<hidden {
          sum +=
            Double(lines[row * lineStride + inputs + k]) * Double(hiddenWeights[place * hidden + k])
        }
        return sum
      }
      let (i, f, o) = (
        Double.exactSigmoid(sums[0]), Double.exactSigmoid(sums[1]), Double.exactSigmoid(sums[3])
      )
      let g = tanh(sums[2])
      let c = f * Double(cell[row * hidden + unit]) + i * g
      plain.cell.append(c)
      plain.hidden.append(o * tanh(c))
      for (gate, value) in [i, f, g, o].enumerated() { plain.gates[gate].append(value) }
    }
    return plain
  }

  func testAStepAgreesWithDoubleAndRowsAtRestKeepTheirState() {
    forEachSet { loops, set in
      for (hidden, inputs) in [(1, 1), (2, 0), (7, 3), (16, 5), (17, 0), (33, 70), (64, 24)] {
        for rows in [1, 2, 3, 5, 6, 7, 16, 17] {
          checkStep(loops, set, rows: rows, inputs: inputs, hidden: hidden)
        }
      }
    }
  }

  private func checkStep(_ loops: GKKernels, _ set: String, rows: Int, inputs: Int, hidden: Int) {
    let sizes = Sizes(loops, rows: rows, inputs: inputs, hidden: hidden)
    let lineStride = sizes.width + 3
    let lengths = (0..<rows).map { Int32($0 % 3 == 1 ? 2 : 5) }
    var lines = normal(rows * lineStride, seed: 1)
    // What stands between the lines is not part of them.
    for row in 0..<rows {
      for k in sizes.width..<lineStride { lines[row * lineStride + k] = .nan }
    }
    let inputWeights = normal(4 * hidden * inputs, seed: 2, scale: 0.3)
    let hiddenWeights = normal(4 * hidden * hidden, seed: 3, scale: 0.3)
    let bias = normal(4 * hidden, seed: 4)
    let cell = normal(rows * hidden, seed: 5)
    let addend = rows % 2 == 0 ? normal(rows * 4 * hidden, seed: 6) : nil
    let withLengths = rows % 3 != 0
    var packed = [Float](
      repeating: .nan, count: loops.packed_gates_size(4, sizes.width, hidden) + 1)
    packed.withUnsafeMutableBufferPointer { packed in
      guard let target = packed.baseAddress.map({ $0 + 1 }) else { return }
      loops.pack_gates(inputWeights, 4, inputs, hidden, hidden, 0, sizes.width, target)
      loops.pack_gates(hiddenWeights, 4, hidden, hidden, hidden, inputs, sizes.width, target)
    }
    let before = sizes.blocked(cell)
    var gates = [Float](repeating: .nan, count: 4 * rows * sizes.padded)
    var state = [Float](repeating: .nan, count: rows * (hidden + 2))
    let after = unaligned([Float](repeating: .nan, count: rows * sizes.padded)) { after in
      lines.withUnsafeBufferPointer { lines in
        packed.withUnsafeBufferPointer { packed in
          bias.withUnsafeBufferPointer { bias in
            before.withUnsafeBufferPointer { before in
              (addend ?? [0]).withUnsafeBufferPointer { added in
                lengths.withUnsafeBufferPointer { lengths in
                  gates.withUnsafeMutableBufferPointer { gates in
                    state.withUnsafeMutableBufferPointer { state in
                      var step = GKLSTMStep()
                      (step.rows, step.inner, step.hidden) = (rows, sizes.width, hidden)
                      (step.lines, step.line_stride) = (lines.baseAddress, lineStride)
                      step.packed = packed.baseAddress! + 1
                      step.addend = addend == nil ? nil : added.baseAddress
                      step.addend_stride = 4 * hidden
                      (step.bias, step.previous_cell) = (bias.baseAddress, before.baseAddress)
                      (step.cell, step.gates) = (after, gates.baseAddress)
                      (step.hidden_out, step.hidden_stride) = (state.baseAddress, hidden + 2)
                      step.lengths = withLengths ? lengths.baseAddress : nil
                      step.time = 2
                      // The units in two parts, such as two cores would take.
                      let half = hidden / 2 / sizes.lanes * sizes.lanes
                      for units in [half..<hidden, 0..<half] {
                        (step.first_unit, step.end_unit) = (units.lowerBound, units.upperBound)
                        loops.lstm_step(&step)
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
      let plain = plainStep(
        sizes, lines: lines, lineStride: lineStride, inputWeights: inputWeights,
        hiddenWeights: hiddenWeights, bias: bias, addend: addend, cell: cell, row: row)
      for unit in 0..<hidden {
        let place = sizes.cell(row, unit)
        let own = state[row * (hidden + 2) + unit]
        if withLengths && lengths[row] <= 2 {
          XCTAssertEqual(after[place], before[place], set)
          XCTAssertEqual(own, lines[row * lineStride + inputs + unit], set)
          continue
        }
        XCTAssertEqual(Double(after[place]), plain.cell[unit], accuracy: 4e-6, set)
        XCTAssertEqual(Double(own), plain.hidden[unit], accuracy: 4e-6, set)
        for gate in 0..<4 {
          XCTAssertEqual(
            Double(gates[sizes.gate(gate, row, unit)]), plain.gates[gate][unit], accuracy: 4e-6,
            set)
        }
      }
    }
  }

  func testTheDerivativeOfAStepAgreesWithDouble() {
    forEachSet { loops, set in
      for hidden in 1...40 { checkDerivative(loops, set, rows: 3, hidden: hidden) }
      checkDerivative(loops, set, rows: 17, hidden: 64)
    }
  }

  private func checkDerivative(_ loops: GKKernels, _ set: String, rows: Int, hidden: Int) {
    let sizes = Sizes(loops, rows: rows, inputs: 0, hidden: hidden)
    let lengths = (0..<rows).map { Int32($0 % 3 == 1 ? 2 : 5) }
    let activations = (0..<4).map { gate in
      normal(rows * hidden, seed: UInt64(gate)).map { 1 / (1 + exp(-$0)) }
    }
    var gates = [Float](repeating: 0, count: 4 * rows * sizes.padded)
    for (gate, values) in activations.enumerated() {
      for row in 0..<rows {
        for unit in 0..<hidden {
          gates[sizes.gate(gate, row, unit)] = values[row * hidden + unit]
        }
      }
    }
    let (c0, c1) = (normal(rows * hidden, seed: 5), normal(rows * hidden, seed: 6))
    let (dy, dh) = (normal(rows * hidden, seed: 7), normal(rows * hidden, seed: 8))
    let dc = normal(rows * hidden, seed: 9)
    let startBias = normal(4 * hidden, seed: 10)
    let (before, after) = (sizes.blocked(c0), sizes.blocked(c1))
    var (hiddenGradient, cellGradient, bias) = (dh, sizes.blocked(dc), startBias)
    let found = unaligned([Float](repeating: .nan, count: rows * 4 * hidden)) { gateGradient in
      gates.withUnsafeBufferPointer { gates in
        before.withUnsafeBufferPointer { before in
          after.withUnsafeBufferPointer { after in
            dy.withUnsafeBufferPointer { dy in
              lengths.withUnsafeBufferPointer { lengths in
                hiddenGradient.withUnsafeMutableBufferPointer { hiddenGradient in
                  cellGradient.withUnsafeMutableBufferPointer { cellGradient in
                    bias.withUnsafeMutableBufferPointer { bias in
                      var step = GKLSTMStepBackward()
                      (step.rows, step.hidden, step.gates) = (rows, hidden, gates.baseAddress)
                      (step.previous_cell, step.cell) = (before.baseAddress, after.baseAddress)
                      step.output_gradient = dy.baseAddress
                      step.hidden_gradient = hiddenGradient.baseAddress
                      step.cell_gradient = cellGradient.baseAddress
                      (step.gate_gradient, step.bias_gradient) = (gateGradient, bias.baseAddress)
                      (step.lengths, step.time) = (lengths.baseAddress, 2)
                      loops.lstm_step_backward(&step)
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
    var sums = startBias.map(Double.init)
    for row in 0..<rows {
      for unit in 0..<hidden {
        let (flat, place) = (row * hidden + unit, sizes.cell(row, unit))
        let own = (0..<4).map { Double(found[row * 4 * hidden + $0 * hidden + unit]) }
        guard lengths[row] > 2 else {
          XCTAssertEqual(own, [0, 0, 0, 0], set)
          XCTAssertEqual(hiddenGradient[flat], dh[flat], set)
          XCTAssertEqual(cellGradient[place], dc[flat], set)
          continue
        }
        let gate = activations.map { Double($0[flat]) }
        let (i, f, g, o) = (gate[0], gate[1], gate[2], gate[3])
        let t = tanh(Double(c1[flat]))
        let h = Double(dh[flat]) + Double(dy[flat])
        let c = Double(dc[flat]) + h * o * (1 - t * t)
        let expected = [
          c * g * i * (1 - i), c * Double(c0[flat]) * f * (1 - f), c * i * (1 - g * g),
          h * t * o * (1 - o),
        ]
        assertClose(own, expected, absolute: 4e-6, relative: 4e-6, set)
        XCTAssertEqual(Double(cellGradient[place]), c * f, accuracy: 4e-6, set)
        XCTAssertEqual(hiddenGradient[flat], 0, set)
        for (index, value) in expected.enumerated() { sums[index * hidden + unit] += value }
      }
    }
    assertClose(bias.map(Double.init), sums, absolute: 2e-5, relative: 2e-5, set)
  }
}
