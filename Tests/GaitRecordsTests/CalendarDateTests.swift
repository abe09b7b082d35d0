import Foundation
import GaitRecords
import XCTest

final class CalendarDateTests: XCTestCase {
  func testOnlyDaysOfTheCalendarAreDays() {
    XCTAssertNotNil(CalendarDate("2000-02-29"))
    for text in [
      "1900-02-29", "2023-02-29", "2024-04-31", "2024-13-01", "24-01-01", "2024-1-1", "",
    ] {
      XCTAssertNil(CalendarDate(text), text)
    }
  }

  func testTheDayNumberEqualsFoundationsOverFourCenturies() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try XCTUnwrap(TimeZone(identifier: "UTC"))
    for year in stride(from: 1704, through: 2104, by: 7) {
      for (month, day) in [(1, 1), (2, 28), (3, 1), (12, 31)] {
        let date = try XCTUnwrap(CalendarDate(year: year, month: month, day: day))
        let parts = DateComponents(year: year, month: month, day: day)
        let seconds = try XCTUnwrap(calendar.date(from: parts)).timeIntervalSince1970
        XCTAssertEqual(date.dayNumber, Int((seconds / 86_400).rounded()), "\(date)")
      }
    }
  }

  func testWeeksAreCountedBetweenDays() throws {
    let injury = try XCTUnwrap(CalendarDate("2024-02-20"))
    let visit = try XCTUnwrap(CalendarDate("2024-03-05"))
    XCTAssertEqual(visit.weeks(since: injury), 2)
    XCTAssertLessThan(injury, visit)
    let data = try JSONEncoder().encode([visit])
    XCTAssertEqual(String(decoding: data, as: UTF8.self), #"["2024-03-05"]"#)
    XCTAssertEqual(try JSONDecoder().decode([CalendarDate].self, from: data), [visit])
  }
}
