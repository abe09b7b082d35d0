import Foundation
import GaitEvaluation
import GaitReports
import XCTest

#if canImport(FoundationXML)
  import FoundationXML
#endif

final class FigureTests: XCTestCase {
  func testEveryDrawingIsWellFormedWhateverItsNamesHold() throws {
    for figure in try SampleReport.make().figures {
      let parser = XMLParser(data: Data(figure.drawing.utf8))
      XCTAssertTrue(
        parser.parse(), "\(figure.title): \(parser.parserError.map { "\($0)" } ?? "no error")")
      XCTAssertFalse(figure.drawing.contains("<script"), figure.title)
      XCTAssertFalse(figure.drawing.contains("nan"), figure.title)
      XCTAssertFalse(figure.drawing.contains("inf"), figure.title)
    }
  }

  func testNothingIsDrawnOutsideTheDrawing() throws {
    for figure in try SampleReport.make().figures {
      let bounds = DrawingBounds(figure.drawing)
      XCTAssertGreaterThan(bounds.textCount, 3, figure.title)
      XCTAssertEqual(bounds.outside, [], figure.title)
    }
  }

  func testNoTwoLevelTextsOverlap() throws {
    for figure in try SampleReport.make().figures {
      XCTAssertEqual(DrawingBounds(figure.drawing).overlaps, [], figure.title)
    }
  }

  func testGroupsAndCurvesOfOneColourDifferInShapeAndDashes() {
    let axis = PlotQuantity("error", unit: "N/kg")
    func points(_ count: Int) -> String {
      PointsFigure(
        title: "Cost", horizontal: axis, vertical: axis,
        groups: (0..<count).map { PointsFigure.Group("network \($0)", x: [1], y: [Double($0)]) }
      ).drawing
    }
    XCTAssertFalse(points(8).contains("<polygon"))
    XCTAssertTrue(points(9).contains("<polygon"))
    func dashes(_ color: Int) -> String? {
      let curve = CurvesFigure.Curve("network", x: [1, 2], y: [3, 4], color: color)
      let drawing = CurvesFigure(
        title: "Loss", horizontal: axis, vertical: axis, curves: [curve]
      ).drawing
      return drawing.split(separator: "stroke-dasharray=\"").dropFirst().first.map {
        String($0.prefix { $0 != "\"" })
      }
    }
    XCTAssertNil(dashes(0))
    XCTAssertNotNil(dashes(8))
    XCTAssertNotEqual(dashes(8), dashes(16))
  }

  func testEveryAxisNamesItsUnit() throws {
    for figure in try SampleReport.make().figures {
      let units = figure.table.columns.compactMap(\.unit)
      for unit in Set(units) where !unit.hasPrefix("share of") {
        XCTAssertTrue(
          figure.drawing.contains(unit == "1" ? "(no unit)" : "(\(unit))"),
          "\(figure.title) does not name \(unit)")
      }
    }
  }

  func testTheSameFigureGivesTheSameBytes() throws {
    let (first, second) = (try SampleReport.make().figures, try SampleReport.make().figures)
    XCTAssertEqual(first.map(\.drawing), second.map(\.drawing))
  }

  func testAGapPartsTheLineAndItsBand() {
    let figure = CurvesFigure(
      title: "gap", horizontal: PlotQuantity("time", unit: "s"),
      vertical: PlotQuantity("force", unit: "N"),
      curves: [
        .init(
          "left", x: [0, 1, 2, 3, 4], y: [0, 1, .nan, 1, 0],
          band: ([-1, 0, .nan, 0, -1], [1, 2, .nan, 2, 1]))
      ])
    XCTAssertEqual(figure.drawing.components(separatedBy: "<polyline").count - 1, 2)
    XCTAssertEqual(figure.drawing.components(separatedBy: "<polygon").count - 1, 2)
  }

  func testFiguresOfNothingHaveAxesAllTheSame() {
    let quantity = PlotQuantity("force", unit: "N")
    let figures: [any Figure] = [
      CurvesFigure(title: "none", horizontal: quantity, vertical: quantity, curves: []),
      PointsFigure(title: "none", horizontal: quantity, vertical: quantity, groups: []),
      BarsFigure(title: "none", quantity: quantity, bars: []),
      SubjectSpreadFigure(title: "none", quantity: quantity, predictors: []),
      GridFigure(
        title: "none", rows: (quantity, []), columns: (quantity, []), value: quantity, values: []),
      InsoleFigure(title: "none", quantity: quantity, feet: []),
    ]
    for figure in figures {
      XCTAssertTrue(XMLParser(data: Data(figure.drawing.utf8)).parse())
      XCTAssertTrue(figure.drawing.contains("(N)"), "\(type(of: figure))")
      XCTAssertEqual(DrawingBounds(figure.drawing).outside, [])
    }
  }

  func testManyPeopleAreShownByTheirEndsAndListedWhole() {
    let scores = Dictionary(uniqueKeysWithValues: (0..<118).map { ("P\($0)", Double($0) / 118) })
    let figure = SubjectSpreadFigure(
      title: "people", quantity: PlotQuantity("error", unit: "m/s"),
      predictors: [.init("ridge", scores: scores)])
    XCTAssertEqual(figure.drawing.components(separatedBy: "<circle").count - 1, 41)
    XCTAssertTrue(figure.drawing.contains("78 people"))
    XCTAssertEqual(figure.table.rows.count, 118)
    XCTAssertEqual(figure.table.rows.first?.first, "P117")
  }

  func testTheAreaOfAReceiverOperatingCurveStandsInItsLegend() throws {
    let curve = try ReceiverOperatingCurve(
      scores: [0.1, 0.4, 0.35, 0.8], isPositive: [false, false, true, true])
    let figure = CurvesFigure.receiverOperating(title: "curve", [("model", curve)])
    XCTAssertTrue(figure.drawing.contains("area 0.750"))
  }

  func testAConfusionMatrixShowsCountsAndShares() throws {
    let drawing = try SampleReport.confusion().drawing
    XCTAssertTrue(drawing.contains("2 (67 %)"))
    XCTAssertTrue(drawing.contains("3 (75 %)"))
  }
}
