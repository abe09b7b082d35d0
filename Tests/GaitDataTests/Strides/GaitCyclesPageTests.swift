import GaitData
import GaitRecords
import GaitSignal
import GaitTestSupport
import XCTest

final class GaitCyclesPageTests: XCTestCase {
  func testThePageShowsCodeThatWorks() throws {
    let leftForce = (0..<1000).map { ($0 + 70) % 110 < 66 ? 600.0 : 0 }
    let rightForce = (0..<1000).map { ($0 + 15) % 110 < 66 ? 600.0 : 0 }
    let detector = ForceContactDetector(threshold: .bodyWeightShare(0.05, bodyWeightN: 700))
    let left = try detector.contacts(verticalForceN: leftForce, sampleRateHz: 100)
    let right = try detector.contacts(verticalForceN: rightForce, sampleRateHz: 100)
    let strides = WalkStrides(
      participant: ParticipantID("SYN1"), left: left, right: right, span: 0...10)
    print(strides.left)
    print(strides.parameters.cadencePerMinute, strides.parameters.symmetry(\.stanceS).angle)
    XCTAssertEqual(strides.parameters.cadencePerMinute, 120 / 1.1, accuracy: 1e-6)
    let curves = try CycleNormalizer(method: .cubic).curves(
      of: leftForce, sampleRateHz: 100, cycles: strides.left.cycles)
    let group = try EnsembleCurve(curves: curves, subjects: curves.map { _ in "SYN1" })
    XCTAssertEqual(group.mean.count, 101)
    try assertPage("GaitCycles", showsPartsOf: ["Strides/GaitCyclesPageTests.swift"])
  }
}
