import Foundation
import GaitRecords
import XCTest

final class ClinicalScaleTests: XCTestCase {
  func testAScoreIsTakenOnlyIfTheScaleCanGiveIt() throws {
    XCTAssertEqual(try ClinicalScale.barthel.validated(85), 85)
    XCTAssertEqual(try ClinicalScale.hoehnYahr.validated(2.5), 2.5)
    XCTAssertEqual(try ClinicalScale.visualAnaloguePain.validated(3.73), 3.73)
    XCTAssertEqual(try ClinicalScale.modifiedAshworth.validated(1.5), 1.5)
    let wrong: [(ClinicalScale, Double)] = [
      (.barthel, 83), (.barthel, 105), (.hoehnYahr, 3.5), (.fuglMeyerLower, 35), (.bergBalance, -1),
      (.modifiedAshworth, 2.5), (.miniMentalState, .nan), (.timedUpAndGo, .infinity),
      (.fallsEfficacy, 15),
    ]
    for (scale, score) in wrong { XCTAssertFalse(scale.contains(score), "\(scale) \(score)") }
  }

  func testARefusedScoreNamesTheScaleWhatItAllowsAndWhatWasFound() {
    func message(_ scale: ClinicalScale, _ score: Double) -> String {
      do throws(ClinicalScaleError) {
        _ = try ClinicalAssessment(scale: scale, score: score)
        return ""
      } catch {
        return error.description
      }
    }
    XCTAssertEqual(
      message(.bergBalance, 57), "Berg balance scale: expected 0 to 56 in steps of 1, found 57")
    XCTAssertEqual(
      message(.hoehnYahr, 3.5),
      "Hoehn and Yahr: expected one of 0, 1, 1.5, 2, 2.5, 3, 4, 5, found 3.5")
    XCTAssertEqual(
      message(.timedUpAndGo, -2), "Timed up and go: expected 0 to 3600 s, found -2")
  }

  func testTheDirectionOfAScaleMakesGoodnessComparable() {
    XCTAssertEqual(ClinicalScale.bergBalance.goodness(of: 56), 1)
    XCTAssertEqual(ClinicalScale.visualAnaloguePain.goodness(of: 10), 0)
    XCTAssertEqual(ClinicalScale.fallsEfficacy.goodness(of: 40), 0.5)
    XCTAssertEqual(ClinicalScale.hoehnYahr.step, 0.5)
    XCTAssertEqual(ClinicalScale.barthel.step, 5)
    XCTAssertNil(ClinicalScale.timedUpAndGo.step)
  }

  func testEveryScaleOfTheCatalogueIsFoundByItsNameAndSurvivesJSON() throws {
    let names = ClinicalScale.catalog.map(\.name)
    XCTAssertEqual(Set(names).count, names.count)
    let own = ClinicalScale(
      name: "clinicScore", title: "Clinic score", range: -2...2, steps: .every(0.25),
      isHigherBetter: true)
    for scale in ClinicalScale.catalog + [own] {
      let data = try JSONEncoder().encode([scale])
      XCTAssertEqual(try JSONDecoder().decode([ClinicalScale].self, from: data), [scale])
    }
    for text in ["[\"noScale\"]", #"[{"name":"a","title":"a","lowest":3,"highest":1}]"#] {
      XCTAssertThrowsError(
        try JSONDecoder().decode([ClinicalScale].self, from: Data(text.utf8)))
    }
  }

  func testAnAssessmentFromJSONIsCheckedAgainstItsScale() throws {
    let assessment = try ClinicalAssessment(
      scale: .aofas, score: 72, weeksSinceInjury: 6, date: CalendarDate("2024-02-29"))
    let data = try JSONEncoder().encode(assessment)
    XCTAssertEqual(try JSONDecoder().decode(ClinicalAssessment.self, from: data), assessment)
    let bad = #"{"scale":"aofas","score":172}"#
    XCTAssertThrowsError(
      try JSONDecoder().decode(ClinicalAssessment.self, from: Data(bad.utf8)))
  }
}
