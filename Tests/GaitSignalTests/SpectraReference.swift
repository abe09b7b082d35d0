import GaitSignal
import GaitTestSupport
import XCTest

/// What `signals-spectra.json` holds.
struct SpectraReference: Decodable {
  struct Transform: Decodable {
    let real: [Double]
    let imaginary: [Double]
    let complex: ComplexVector
    let half: ComplexVector
  }

  struct Window: Decodable {
    let window: String
    let count: Int
    let periodic: [Double]
    let symmetric: [Double]
  }

  struct Welch: Decodable {
    let window: String
    let length: Int
    let overlap: Int?
    let transformLength: Int?
    let trend: Trend?
    let scaling: SpectralScaling
    let averaging: WelchSpectrum.Averaging
    let frequenciesHz: [Double]
    let power: [Double]
  }

  struct ShortTime: Decodable {
    let window: String
    let length: Int
    let overlap: Int
    let transformLength: Int
    let boundary: ShortTimeFourierTransform.Boundary
    let isPadded: Bool
    let trend: Trend?
    let scaling: SpectralScaling
    let frequenciesHz: [Double]
    let timesS: [Double]
    let real: [[Double]]
    let imaginary: [[Double]]
    let inverse: [Double]
  }

  struct Grid: Decodable {
    let frequenciesHz: [Double]
    let timesS: [Double]
    let powers: [[Double]]
  }

  let transforms: [Transform]
  let windows: [Window]
  let samples: [Double]
  let welch: [Welch]
  let spectrogram: Grid
  let shortSamples: [Double]
  let shortTime: [ShortTime]

  static func load() throws -> SpectraReference {
    try Fixture.json("reference/signals-spectra.json")
  }

  /// The window that a name in the reference stands for.
  static func window(_ name: String) throws -> WindowFunction {
    switch name {
    case "rectangular": .rectangular
    case "hann": .hann
    case "hamming": .hamming
    case "blackman": .blackman
    case "kaiser": .kaiser(beta: 8.6)
    case "tukey": .tukey(taper: 0.25)
    case "tukeyWide": .tukey(taper: 1)
    case "tukeyNone": .tukey(taper: 0)
    default: throw CocoaError(.fileReadCorruptFile)
    }
  }
}
