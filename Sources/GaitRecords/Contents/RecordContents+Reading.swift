import Foundation

extension RecordContents {
  /// What some formats do not say themselves.
  public struct Options: Sendable {
    /// The rate of OpenPose's frames in Hz; frames are counted as seconds if nil.
    public var frameRateHz: Double?
    /// The unit of rotations in OpenSim tables that do not say; left without a unit if nil.
    public var angleUnit: OpenSimTable.AngleUnit?
    /// How much is taken in.
    public var limits: ReadingLimits

    /// Creates options.
    public init(
      frameRateHz: Double? = nil, angleUnit: OpenSimTable.AngleUnit? = nil,
      limits: ReadingLimits = ReadingLimits()
    ) {
      self.frameRateHz = frameRateHz
      self.angleUnit = angleUnit
      self.limits = limits
    }
  }

  /// Reads a file or folder of any format that the package knows, and checks it for plausibility.
  ///
  /// - Parameters:
  ///   - url: The file or folder.
  ///   - options: What some formats do not say themselves.
  /// - Throws: `RecordError`.
  public init(reading url: URL, _ options: Options = Options()) throws(RecordError) {
    let format = try RecordFormat.detected(at: url)
    self.init(name: url.lastPathComponent, format: format)
    switch format {
    case .c3d, .edf, .bdf, .npy, .npz, .png, .pgm: try readBinary(url, options)
    case .openSim: try readOpenSim(url, options)
    case .openGo, .gaitPDBWalk, .gaitPDBFolder: try readInsoles(url, options)
    case .walkingTrial, .walkingFolder: try readWalking(url, options)
    case .motionBIDS, .motionBIDSFolder: try readMotionBIDS(url, options)
    case .trigno, .xsensTracker, .apdm, .lowerLimbLog: try readSensors(url, options)
    case .trc, .mvnx, .openPose, .vicon, .anc: try readMotion(url, options)
    case .cohort: try readCohort(url)
    case .delimited: try readTable(url, options)
    case .safetensors:
      throw .malformedBytes(
        file: name, offset: 0, field: "format", expected: "records", found: "tensors of weights")
    }
  }
}
