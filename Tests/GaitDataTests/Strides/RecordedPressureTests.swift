import Foundation
import GaitData
import GaitRecords
import GaitSignal
import XCTest

/// Pressure paths and gyroscope events of recordings of people; every test prints what it found.
final class RecordedPressureTests: XCTestCase {
  private func recordings(_ folder: String) throws -> URL {
    guard let root = ProcessInfo.processInfo.environment["GAIT_DATA"] else {
      throw XCTSkip("set GAIT_DATA to the folder of real recordings to run this test")
    }
    return URL(fileURLWithPath: root).appendingPathComponent(folder)
  }

  private func rounded(_ value: Double, _ digits: Int = 2) -> String {
    String(format: "%.\(digits)f", value)
  }

  func testThePressureOfWalkingPeopleDrawsAButterfly() throws {
    let (walks, _, _) = try GaitPDBFolder(try recordings("gaitpdb")).read()
    var (crossings, open, laterals, lengths) = (0, 0, [Double](), [Double]())
    for walk in walks {
      let strides = try XCTUnwrap(try WalkStrides(walk))
      let left = try XCTUnwrap(walk.insole(.left))
      let right = try XCTUnwrap(walk.insole(.right))
      let leftCentre = try XCTUnwrap(try CentreOfPressure(left, placement: .gaitPDB))
      let rightCentre = try XCTUnwrap(try CentreOfPressure(right, placement: .gaitPDB))
      let common = try CentreOfPressure(left: leftCentre, right: rightCentre)
      let (rate, start) = (left.sensors.sampleRateHz, left.sensors.startTimeS)
      let butterfly = GaitButterfly(
        common: common, leftCycles: strides.left.cycles, sampleRateHz: rate, startTimeS: start)
      crossings += butterfly.crossings.count
      open += butterfly.openCount
      if !butterfly.crossings.isEmpty { laterals.append(butterfly.lateral.mean) }
      for cycle in strides.left.cycles {
        guard let off = cycle.footOffS else { continue }
        let first = Int(((cycle.startS - start) * rate).rounded(.up))
        let last = Int(((off - start) * rate).rounded(.down))
        let path = try CentreOfPressurePath(
          leftCentre, frames: first..<last + 1, sampleRateHz: rate)
        lengths.append(path.excursionY / 1600 * 100)
      }
    }
    let lateral = SampleMoments(laterals)
    let advance = SampleMoments(lengths)
    print(
      "gaitpdb butterfly: \(crossings) crossings, \(open) open; lateral "
        + "\(rounded(lateral.mean)) +- \(rounded(lateral.deviation)) of 1000 between the feet")
    print(
      "gaitpdb centre of pressure: runs over \(rounded(advance.mean)) +- "
        + "\(rounded(advance.deviation)) % of the sensors' length in a stance")
    XCTAssertGreaterThan(crossings, 10 * open)
    XCTAssertEqual(lateral.mean, 0, accuracy: 100)
    XCTAssert((50...100).contains(advance.mean))
  }

  func testPeopleStandingOnFoamSwayByCentimetres() throws {
    let folder = try recordings("balance-bds")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    var (velocities, areas) = ([Double](), [Double]())
    for name in names where name.hasPrefix("BDS0") {
      let table = try DelimitedTable(contentsOf: folder.appendingPathComponent(name))
      let x = try table.numbers(table.columnNames[7])
      let y = try table.numbers(table.columnNames[8])
      let force = try table.numbers(table.columnNames[3])
      let centre = CentreOfPressure(places: zip(x, y).map { SIMD2($0, $1) }, forces: force)
      let path = try CentreOfPressurePath(centre, sampleRateHz: 100)
      velocities.append(path.meanVelocity)
      areas.append(path.ellipseArea)
    }
    let velocity = SampleMoments(velocities)
    let area = SampleMoments(areas)
    print(
      "balance-bds: \(velocity.count) people, mean velocity \(rounded(velocity.mean)) +- "
        + "\(rounded(velocity.deviation)) cm/s, ellipse \(rounded(area.mean)) +- "
        + "\(rounded(area.deviation)) cm2")
    XCTAssertEqual(velocities.count, 13)
    XCTAssert((0.5...8).contains(velocity.mean))
    XCTAssert((1...40).contains(area.mean))
  }

  private struct Annotation: Decodable {
    let left: [[Int]]
    let right: [[Int]]
    let turn: [Int]

    private enum CodingKeys: String, CodingKey {
      case left = "LeftFootEvents"
      case right = "RightFootEvents"
      case turn = "UTurnBoundaries"
    }
  }

  func testGyroscopesOnTheFeetFindTheAnnotatedSwings() throws {
    let folder = try recordings("xsens-gait")
    var (offs, contacts, missed, annotated) = ([Double](), [Double](), 0, 0)
    for trial in ["1-1", "3-1", "8-1"] {
      let json = try Data(contentsOf: folder.appendingPathComponent("\(trial).json"))
      let truth = try JSONDecoder().decode(Annotation.self, from: json)
      for (foot, events) in [("lf", truth.left), ("rf", truth.right)] {
        let url = folder.appendingPathComponent("\(trial)_\(foot).txt")
        let rows = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline)
        let gyroscope = rows.dropFirst(2).map { row in
          Double(row.split(separator: "\t")[5]) ?? .nan
        }
        let swings = try AngularVelocityContactDetector().swings(
          angularVelocity: gyroscope, sampleRateHz: 100)
        // The foot twists in a turn, and lands beside the axis that is watched.
        let turn = truth.turn[0] - 100...truth.turn[1] + 100
        for event in events where !turn.contains(event[0]) {
          annotated += 1
          let (off, on) = (Double(event[0]) / 100, Double(event[1]) / 100)
          guard let swing = swings.first(where: { $0.midSwingS > off && $0.midSwingS < on }) else {
            missed += 1
            continue
          }
          if let time = swing.footOffS { offs.append((time - off) * 1000) }
          if let time = swing.initialContactS { contacts.append((time - on) * 1000) }
        }
      }
    }
    let (off, contact) = (SampleMoments(offs), SampleMoments(contacts))
    print(
      "xsens-gait: \(annotated) annotated swings, \(missed) missed; foot-off "
        + "\(rounded(off.mean)) +- \(rounded(off.deviation)) ms, initial contact "
        + "\(rounded(contact.mean)) +- \(rounded(contact.deviation)) ms")
    XCTAssertGreaterThan(annotated, 60)
    XCTAssertLessThan(missed, annotated / 20)
    XCTAssertEqual(off.mean, 0, accuracy: 60)
    XCTAssertEqual(contact.mean, 0, accuracy: 80)
    XCTAssertLessThan(off.deviation, 60)
    XCTAssertLessThan(contact.deviation, 60)
  }
}
