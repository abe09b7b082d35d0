import GaitReports

extension TransferResults {
  /// Error by strides, one figure a target, and the table.
  func section(_ question: LegQuestion) -> Report.Section {
    var table = DataTable(
      caption:
        "Root-mean-square error on target walking of people left out, mean over the tasks; the "
        + "difference is transferred minus scratch, paired by person, with its 95 % interval.",
      columns: [
        DataTable.Column("target"), DataTable.Column("strides"),
        DataTable.Column("transferred", unit: unit), DataTable.Column("from scratch", unit: unit),
        DataTable.Column("difference", unit: unit), DataTable.Column("lower", unit: unit),
        DataTable.Column("upper", unit: unit), DataTable.Column("p", unit: "1"),
        DataTable.Column("people"),
      ])
    for row in rows {
      table.append([
        .text(row.target), .count(row.strides), DataTable.cell(row.transferred.mean),
        DataTable.cell(row.scratch?.mean), DataTable.cell(row.difference?.mean),
        DataTable.cell(row.difference?.lower), DataTable.cell(row.difference?.upper),
        DataTable.pValue(row.pValue), .count(row.transferred.people),
      ])
    }
    let figures = Set(rows.map(\.target)).sorted().map { target in
      let own = rows.filter { $0.target == target }
      func curve(_ name: String, _ value: (Row) -> Estimate?, _ color: Int) -> CurvesFigure.Curve {
        let known = own.compactMap { row in value(row).map { (row.strides, $0) } }
        return CurvesFigure.Curve(
          name, x: known.map { Double($0.0) }, y: known.map(\.1.mean),
          band: (known.map { $0.1.lower ?? $0.1.mean }, known.map { $0.1.upper ?? $0.1.mean }),
          color: color)
      }
      return CurvesFigure(
        title: "Error by strides: \(target)",
        caption: "Mean over people and its 95 % interval.",
        horizontal: PlotQuantity("strides of the target", unit: "count"),
        vertical: PlotQuantity("root-mean-square error", unit: unit),
        curves: [
          curve("transferred", \.transferred, 0), curve("from scratch", \.scratch, 1),
        ])
    }
    return Report.Section("From level walking to other ground", [.figures(figures), .table(table)])
  }
}
