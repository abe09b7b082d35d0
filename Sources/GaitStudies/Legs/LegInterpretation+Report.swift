import GaitReports

extension LegInterpretation {
  /// Importance bars, agreement and attention over the gait cycle.
  func section(_ question: LegQuestion) -> Report.Section {
    typealias Method = (name: String, quantity: PlotQuantity, value: KeyPath<Part, Part.Value>)
    let methods: [Method] = [
      (
        "Permutation within people", PlotQuantity("rise of squared error", unit: "variance"),
        \.permutation
      ),
      ("Replaced by the mean", PlotQuantity("rise of squared error", unit: "variance"), \.ablation),
      ("Integrated gradients", PlotQuantity("mean size", unit: "deviation"), \.gradients),
    ]
    let bars = methods.map { method in
      BarsFigure(
        title: method.name, caption: "Mean over people left out, with its 95 % interval.",
        quantity: method.quantity,
        bars: channels.prefix(14).map { part in
          let value = part[keyPath: method.value]
          return BarsFigure.Bar(ReportWords.of(part.name), value: value.mean, interval: value.range)
        })
    }
    var streamTable = DataTable(
      caption: "The streams: mean over people left out, and its 95 % interval.",
      columns: [
        DataTable.Column("stream"), DataTable.Column("asked by"), DataTable.Column("mean"),
        DataTable.Column("lower"), DataTable.Column("upper"), DataTable.Column("unit"),
      ])
    for stream in streams {
      for method in methods {
        let value = stream[keyPath: method.value]
        streamTable.append([
          .text(stream.name), .text(method.name), DataTable.cell(value.mean),
          DataTable.cell(value.lower), DataTable.cell(value.upper), .text(method.quantity.unit),
        ])
      }
    }
    var table = DataTable(
      caption: "Do the three ways order the channels alike? 1 is the same order, 0 none.",
      columns: [
        DataTable.Column("methods"), DataTable.Column("Spearman", unit: "1"),
        DataTable.Column("Kendall", unit: "1"),
      ])
    for (name, value) in agreement.sorted(by: { $0.key < $1.key }) {
      table.append([
        .text(name), DataTable.cell(value.spearman), DataTable.cell(value.kendall),
      ])
    }
    return Report.Section(
      "What the Cross-LSTM reads",
      [
        .text(
          "Asked of each person by the fit that was made without them. Attention says what a layer "
            + "read, not what the answer depends on."),
        .table(streamTable), .figures(bars), .table(table), .figures(attentionFigures),
      ])
  }

  private var attentionFigures: [any Figure] {
    let names = attention.keys.sorted()
    let grids = names.compactMap { name -> GridFigure? in
      guard let grid = attention[name] else { return nil }
      let labels = grid.indices.map { "\(Int(Double($0) / Double(grid.count) * 100))" }
      return GridFigure(
        title: "Attention: \(name)",
        caption: "1 is even attention over the window; grey where no window held both phases.",
        rows: (PlotQuantity("asking, gait cycle", unit: "%"), labels),
        columns: (PlotQuantity("answering, gait cycle", unit: "%"), labels),
        value: PlotQuantity("attention over even attention", unit: "1"),
        values: grid.map { $0.map { $0 ?? .nan } })
    }
    let lifts = CurvesFigure(
      title: "Which phase is read",
      caption: "Attention that a phase of the answering stream gets, over even attention.",
      horizontal: PlotQuantity("gait cycle", unit: "%"),
      vertical: PlotQuantity("attention over even attention", unit: "1"),
      curves: names.enumerated().map { color, name in
        let values = attentionLift[name] ?? []
        return CurvesFigure.Curve(
          name, x: values.indices.map { (Double($0) + 0.5) / Double(values.count) * 100 },
          y: values.map { $0 ?? .nan }, color: color)
      })
    return grids + [lifts]
  }
}
