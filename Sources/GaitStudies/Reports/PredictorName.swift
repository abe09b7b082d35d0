/// Predictors as a reader of a report knows them; files and `gait evaluate` keep the short names.
package enum PredictorName {
  /// `cross-lstm` as "Cross-LSTM", `cnn2d-lstm-person` as "2D-CNN-LSTM, person", `kernel-ridge` as
  /// "kernel ridge".
  package static func of(_ name: String) -> String {
    func begins(_ network: String) -> Bool {
      name.hasPrefix(network) && "-,".contains(name.dropFirst(network.count).first ?? "-")
    }
    guard let network = networks.first(where: { begins($0.name) }) else { return words(name) }
    return network.title + words(String(name.dropFirst(network.name.count)))
  }

  /// What a predictor sees beside the others' inputs stands behind a comma.
  private static func words(_ name: String) -> String {
    name.replacing("-person", with: ", person").replacing("-posture", with: ", posture")
      .replacing("-", with: " ").replacing("fft", with: "FFT")
  }

  /// A name that another one begins with stands behind it.
  private static let networks: [(name: String, title: String)] = [
    ("st-ammfn", "ST-AMMFN"), ("gait-vae", "GaitVAE"), ("lstam", "LSTAM"),
    ("rehab-hybrid", "CNN-LSTM hybrid"),
    ("cross-lstm", "Cross-LSTM"), ("cnn2d-lstm", "2D-CNN-LSTM"), ("cnn2d", "2D-CNN"),
    ("cnn1d-lstm", "1D-CNN-LSTM"), ("cnn1d", "1D-CNN"), ("cnn-lstm", "CNN-LSTM"), ("cnn", "CNN"),
    ("bilstm", "BiLSTM"), ("lstm", "LSTM"), ("gru", "GRU"), ("tcn", "TCN"), ("ffn", "FFN"),
    ("mlp", "MLP"), ("transformer", "Transformer"), ("inception", "Inception"),
    ("resnet50", "ResNet-50"), ("xpatch", "xPatch"), ("timemixer", "TimeMixer"),
    ("svr", "support vectors"), ("linear-gaussian", "linear Gaussian"),
  ]
}
