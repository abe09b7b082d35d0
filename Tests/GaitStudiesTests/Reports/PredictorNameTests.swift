import GaitModels
import GaitStudies
import XCTest

final class PredictorNameTests: XCTestCase {
  func testShortNamesBecomeTheNamesOfTheField() {
    let names = [
      "cross-lstm": "Cross-LSTM", "cnn2d-lstm-person": "2D-CNN-LSTM, person",
      "cnn2d": "2D-CNN", "st-ammfn, one member": "ST-AMMFN, one member",
      "lstam-without-fft": "LSTAM without FFT",
      "kernel-ridge-posture": "kernel ridge, posture", "boosting": "boosting",
    ]
    for (short, long) in names { XCTAssertEqual(PredictorName.of(short), long) }
  }

  func testEveryNetworkOfTheCatalogHasAName() {
    for entry in ModelCatalog.entries {
      XCTAssertNotEqual(PredictorName.of(entry.name), entry.name.replacing("-", with: " "))
    }
  }
}
