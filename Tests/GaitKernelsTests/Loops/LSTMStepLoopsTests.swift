import CKernels
import Foundation
import GaitTestSupport
import XCTest

final class LSTMStepLoopsTests: LoopTestCase {
  private let rows = 3
  /// The middle row is at rest at time 2.
  private let lengths: [Int32] = [5, 2, 3]
  private let time: Int32 = 2

  private struct State {
    var gates, cell, cellTanh, hidden: [Float]
  }

  private func stepped(
    _ loops: GKKernels, _ width: Int, gates: [Float], bias: [Float], cell: [Float],
    hidden: [Float], withLengths: Bool
  ) -> State {
    var state = State(
      gates: gates, cell: cell.map { _ in 9 }, cellTanh: cell.map { _ in 9 },
      hidden: cell.map { _ in 9 })
    bias.withUnsafeBufferPointer { bias in
      cell.withUnsafeBufferPointer { cell in
        hidden.withUnsafeBufferPointer { hidden in
          lengths.withUnsafeBufferPointer { lengths in
            state.gates.withUnsafeMutableBufferPointer { gates in
              state.cell.withUnsafeMutableBufferPointer { newCell in
                state.cellTanh.withUnsafeMutableBufferPointer { cellTanh in
                  state.hidden.withUnsafeMutableBufferPointer { newHidden in
                    var step = GKLSTMStep(
                      rows: rows, hidden: width, gates: gates.baseAddress, bias: bias.baseAddress,
                      previous_cell: cell.baseAddress, previous_hidden: hidden.baseAddress,
                      cell: newCell.baseAddress, cell_tanh: cellTanh.baseAddress,
                      hidden_out: newHidden.baseAddress,
                      lengths: withLengths ? lengths.baseAddress : nil, time: time)
                    loops.lstm_step(&step)
                  }
                }
              }
            }
          }
        }
      }
    }
    return state
  }

  func testAStepAgreesWithDoubleAndRowsAtRestKeepTheirState() {
    forEachSet { loops, set in
      for width in 1...70 {
        for withLengths in [false, true] {
          let gates = normal(rows * 4 * width, seed: 1, scale: 3)
          let bias = normal(4 * width, seed: 2)
          let (cell, hidden) = (normal(rows * width, seed: 3), normal(rows * width, seed: 4))
          let found = stepped(
            loops, width, gates: gates, bias: bias, cell: cell, hidden: hidden,
            withLengths: withLengths)
          for row in 0..<rows {
            let isAtRest = withLengths && lengths[row] <= time
            for j in 0..<width {
              let place = row * width + j
              guard !isAtRest else {
                XCTAssertEqual(found.cell[place], cell[place], set)
                XCTAssertEqual(found.hidden[place], hidden[place], set)
                continue
              }
              let a = (0..<4).map {
                Double(gates[row * 4 * width + $0 * width + j]) + Double(bias[$0 * width + j])
              }
              let (i, f, o) = (
                Double.exactSigmoid(a[0]), Double.exactSigmoid(a[1]), Double.exactSigmoid(a[3])
              )
              let g = tanh(a[2])
              let c = f * Double(cell[place]) + i * g
              XCTAssertEqual(Double(found.cell[place]), c, accuracy: 2e-6, set)
              XCTAssertEqual(Double(found.cellTanh[place]), tanh(c), accuracy: 2e-6, set)
              XCTAssertEqual(Double(found.hidden[place]), o * tanh(c), accuracy: 2e-6, set)
              for (gate, value) in [i, f, g, o].enumerated() {
                XCTAssertEqual(
                  Double(found.gates[row * 4 * width + gate * width + j]), value, accuracy: 2e-6,
                  set)
              }
            }
          }
        }
      }
    }
  }

  func testTheDerivativeOfAStepAgreesWithDouble() {
    forEachSet { loops, set in
      for width in 1...70 {
        let activations = normal(rows * 4 * width, seed: 1).map { 1 / (1 + exp(-$0)) }
        let cell = normal(rows * width, seed: 2)
        let cellTanh = normal(rows * width, seed: 3).map { tanh($0) }
        let (dh, dc) = (normal(rows * width, seed: 4), normal(rows * width, seed: 5))
        var (hiddenGradient, cellGradient) = (dh, dc)
        var gateGradient = [Float](repeating: 9, count: rows * 4 * width)
        activations.withUnsafeBufferPointer { gates in
          cell.withUnsafeBufferPointer { cell in
            cellTanh.withUnsafeBufferPointer { cellTanh in
              lengths.withUnsafeBufferPointer { lengths in
                hiddenGradient.withUnsafeMutableBufferPointer { hiddenGradient in
                  cellGradient.withUnsafeMutableBufferPointer { cellGradient in
                    gateGradient.withUnsafeMutableBufferPointer { gateGradient in
                      var step = GKLSTMStepBackward(
                        rows: rows, hidden: width, gates: gates.baseAddress,
                        previous_cell: cell.baseAddress, cell_tanh: cellTanh.baseAddress,
                        hidden_gradient: hiddenGradient.baseAddress,
                        cell_gradient: cellGradient.baseAddress,
                        gate_gradient: gateGradient.baseAddress, lengths: lengths.baseAddress,
                        time: time)
                      loops.lstm_step_backward(&step)
                    }
                  }
                }
              }
            }
          }
        }
        for row in 0..<rows {
          for j in 0..<width {
            let place = row * width + j
            let gate = (0..<4).map { Double(activations[row * 4 * width + $0 * width + j]) }
            let found = (0..<4).map { Double(gateGradient[row * 4 * width + $0 * width + j]) }
            guard lengths[row] > time else {
              XCTAssertEqual(found, [0, 0, 0, 0], set)
              XCTAssertEqual(hiddenGradient[place], dh[place], set)
              XCTAssertEqual(cellGradient[place], dc[place], set)
              continue
            }
            let (i, f, g, o) = (gate[0], gate[1], gate[2], gate[3])
            let t = Double(cellTanh[place])
            let (h, c0) = (Double(dh[place]), Double(cell[place]))
            let c = Double(dc[place]) + h * o * (1 - t * t)
            let expected = [
              c * g * i * (1 - i), c * c0 * f * (1 - f), c * i * (1 - g * g), h * t * o * (1 - o),
            ]
            assertClose(found, expected, absolute: 2e-6, relative: 2e-6, set)
            XCTAssertEqual(Double(cellGradient[place]), c * f, accuracy: 2e-6, set)
            XCTAssertEqual(hiddenGradient[place], 0, set)
          }
        }
      }
    }
  }
}
