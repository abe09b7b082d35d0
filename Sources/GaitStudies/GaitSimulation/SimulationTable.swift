import GaitReports

/// The study's tables: the generators beside each other.
struct SimulationTable {
  let fidelity: DataTable
  let use: DataTable

  init(_ models: [String: [String: [String: Double]]]) {
    var fidelity = DataTable(
      caption: "Synthetic against real strides of people kept out, person by person",
      columns: [
        DataTable.Column("generator"),
        DataTable.Column("push-off peak, error of the mean", unit: "% body weight"),
        DataTable.Column("push-off peak, bias", unit: "% body weight"),
        DataTable.Column("push-off peak, distance of distributions", unit: "% body weight"),
        DataTable.Column("stance, error of the mean", unit: "% of cycle"),
        DataTable.Column("centre of pressure, distance of paths", unit: "% of insole"),
      ])
    var use = DataTable(
      caption: "What the strides are good for",
      columns: [
        DataTable.Column("generator"), DataTable.Column("real against synthetic", unit: "AUC"),
        DataTable.Column("severity, learned from real", unit: "AUC"),
        DataTable.Column("learned from synthetic", unit: "AUC"),
        DataTable.Column("learned from both", unit: "AUC"),
        DataTable.Column("distance to the nearest training stride", unit: "other people's = 1"),
        DataTable.Column("copies", unit: "%"),
      ])
    for (name, tasks) in models.sorted(by: { $0.key < $1.key }) {
      func cell(_ task: String, _ metric: String, times factor: Double = 1) -> DataTable.Cell {
        DataTable.cell(tasks[task]?[metric].map { $0 * factor }, decimals: factor == 1 ? 3 : 2)
      }
      fidelity.append([
        .text(PredictorName.of(name)), cell("push_off_peak", "mae", times: 100),
        cell("push_off_peak", "bias", times: 100),
        cell("push_off_peak", "distribution_distance", times: 100),
        cell("stance_time", "mae", times: 100), cell("centre_of_pressure", "rmse", times: 100),
      ])
      use.append([
        .text(PredictorName.of(name)), cell("realism", "auc"), cell("transfer", "auc_real"),
        cell("transfer", "auc_synthetic"), cell("transfer", "auc_both"),
        cell("novelty", "distance_ratio"), cell("novelty", "copy_share", times: 100),
      ])
    }
    self.fidelity = fidelity
    self.use = use
  }

  /// Both tables in Markdown.
  var markdown: String {
    [fidelity, use].map { $0.caption + ".\n\n" + $0.markdown }.joined(separator: "\n")
  }
}
