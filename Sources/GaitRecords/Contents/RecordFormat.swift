/// The formats of files and folders that the package knows.
public enum RecordFormat: String, Hashable, Sendable, Codable, CaseIterable {
  /// C3D.
  case c3d = "C3D"
  /// EDF or EDF+.
  case edf = "EDF"
  /// BDF or BDF+.
  case bdf = "BDF"
  /// One NumPy array.
  case npy = "NumPy array"
  /// Several NumPy arrays.
  case npz = "NumPy archive"
  /// A PNG image.
  case png = "PNG"
  /// A PGM image.
  case pgm = "PGM"
  /// OpenSim's `.sto` and `.mot`.
  case openSim = "OpenSim table"
  /// OpenSim's and Motion Analysis' `.trc`.
  case trc = "TRC"
  /// Moticon OpenGo's text export.
  case openGo = "OpenGo"
  /// Delsys Trigno's text export.
  case trigno = "Trigno"
  /// One walk of PhysioNet's gaitpdb.
  case gaitPDBWalk = "gaitpdb walk"
  /// A folder of walks of PhysioNet's gaitpdb.
  case gaitPDBFolder = "gaitpdb folder"
  /// A run of Motion-BIDS.
  case motionBIDS = "Motion-BIDS"
  /// A folder with runs of Motion-BIDS.
  case motionBIDSFolder = "Motion-BIDS folder"
  /// Xsens MVN's XML.
  case mvnx = "MVNX"
  /// OpenPose's JSON, a file or a folder.
  case openPose = "OpenPose"
  /// The text export of an Xsens tracker.
  case xsensTracker = "Xsens tracker"
  /// The text export of APDM's monitors.
  case apdm = "APDM"
  /// Vicon Nexus' text export.
  case vicon = "Vicon text"
  /// Motion Analysis' analog text.
  case anc = "ANC"
  /// A log of the UCI lower-limb data set.
  case lowerLimbLog = "UCI lower-limb log"
  /// One trial of a walking folder.
  case walkingTrial = "walking trial"
  /// A folder of walking trials.
  case walkingFolder = "walking folder"
  /// A folder of a synthetic cohort.
  case cohort = "synthetic cohort"
  /// Tensors of weights; read by another module.
  case safetensors = "safetensors"
  /// A table of delimited text.
  case delimited = "delimited text"
}
