import GaitModels
import GaitTensor

/// The settings of the rehab-effect study.
public struct RehabEffectConfiguration: ModelConfiguration {
  /// Folds of patients; each is predicted by learners that have not seen it.
  public var folds = 5
  /// Folds inside the training patients, by which settings, calibration and threshold are chosen.
  public var innerFolds = 3
  /// Passes of each fit of a network.
  public var epochs = 20
  /// Patients of a step.
  public var batchSize = 16
  /// Adam's step size at its height.
  public var learningRate: Scalar = 2e-3
  /// Kernel sizes that are searched; the first one is where the search begins.
  public var kernels = [3, 5]
  /// Windows of the physiological series that are searched, in seconds; the search begins with the
  /// last one.
  public var windowsS = [2.0, 4.0, 8.0]
  /// Dropout rates that are searched; the first one is where the search begins.
  public var dropouts: [Scalar] = [0.4, 0.2]
  /// Whether every combination is tried, instead of one setting after the other.
  public var searchesWholeGrid = false
  /// Rows and columns of the images that the networks see; the file's are averaged.
  public var imageSize = 32
  /// Steps of the physiological series in a second.
  public var frameRateHz = 8.0
  /// Trees of the forest.
  public var trees = 200
  /// Numbers of the autoencoder's code.
  public var codes = 6
  /// Passes of the autoencoder.
  public var codeEpochs = 60
  /// A folder of the small real outcome tables, read apart from the cohort; none where empty.
  public var realTables = ""
  /// Whether training is cut short, to see every part of a run work in seconds.
  ///
  /// The scores then say nothing.
  public var isQuick = false

  /// The defaults; the paper states which settings it searches, not their values.
  public init() {}

  /// Checks sizes, rates and lists.
  public func validate() throws {
    let name = RehabEffectStudy.name
    try ConfigurationError.requirePositive(
      [
        ("epochs", epochs), ("batchSize", batchSize), ("trees", trees), ("codes", codes),
        ("codeEpochs", codeEpochs),
      ], model: name)
    for (key, count) in [("folds", folds), ("innerFolds", innerFolds)] {
      try ConfigurationError.require(
        count > 1, model: name, key: key, expected: "at least two", found: count)
    }
    for (key, isEmpty) in [
      ("kernels", kernels.isEmpty), ("windowsS", windowsS.isEmpty), ("dropouts", dropouts.isEmpty),
    ] {
      try ConfigurationError.require(
        !isEmpty, model: name, key: key, expected: "at least one value", found: "none")
    }
    for kernel in kernels {
      try ConfigurationError.require(
        kernel > 0 && kernel % 2 == 1 && kernel <= 15, model: name, key: "kernels",
        expected: "odd sizes up to 15", found: kernel)
    }
    try ConfigurationError.require(
      frameRateHz >= 1 && frameRateHz <= 50, model: name, key: "frameRateHz",
      expected: "1 to 50 Hz", found: frameRateHz)
    for window in windowsS {
      try ConfigurationError.require(
        window * frameRateHz >= 2 && window <= 3600, model: name, key: "windowsS",
        expected: "windows of at least two steps", found: window)
    }
    for rate in dropouts {
      try ConfigurationError.requireRate(rate, key: "dropouts", model: name)
    }
    try ConfigurationError.require(
      learningRate > 0 && learningRate.isFinite, model: name, key: "learningRate",
      expected: "a positive number", found: learningRate)
    try ConfigurationError.require(
      imageSize >= 8 && imageSize <= 512, model: name, key: "imageSize",
      expected: "8 to 512 pixels", found: imageSize)
  }

  /// The same with training cut short.
  var shortened: RehabEffectConfiguration {
    var short = self
    short.isQuick = true
    short.folds = min(folds, 3)
    short.innerFolds = 2
    short.epochs = min(epochs, 2)
    short.kernels = Array(kernels.prefix(1))
    short.windowsS = Array(windowsS.prefix(1))
    short.imageSize = min(imageSize, 16)
    short.trees = min(trees, 30)
    short.codeEpochs = min(codeEpochs, 5)
    return short
  }
}
