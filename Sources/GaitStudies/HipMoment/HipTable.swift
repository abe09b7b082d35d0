import Foundation
import GaitReports

/// The study's tables: each protocol's scores, and LSTAM against each other predictor.
struct HipTable {
  private let outcome: HipOutcome
  private let configuration: HipMomentConfiguration
  private let isSynthetic: Bool

  init(
    _ outcome: HipOutcome, _ configuration: HipMomentConfiguration, isSynthetic: Bool
  ) {
    self.outcome = outcome
    self.configuration = configuration
    self.isSynthetic = isSynthetic
  }

  /// The study's heading; the paper's figures are within-subject, and so is the first table.
  var title: String {
    (isSynthetic ? "SYNTHETIC walking, nobody was measured: h" : "H")
      + "ip flexion moment, within-subject and of unseen people"
  }

  /// What a protocol keeps out, in words.
  func heading(_ kind: HipProtocol) -> String {
    switch kind {
    case .withinSubject: "Within-subject: other trials of a person who was trained on"
    case .unseenPeople: isLeavingOneOut ? "Leave-one-subject-out" : "Folds of unseen people"
    }
  }

  private var isLeavingOneOut: Bool {
    outcome.unseenPeople.predictors.values.allSatisfy {
      $0.averaged.participants.count <= configuration.maximumFolds
    }
  }

  /// The predictors: LSTAM, its ablations, other networks, classical ones, the ensemble.
  var names: [String] {
    configuration.kinds.map(\.rawValue) + configuration.members.map(\.name)
      + (configuration.ensemble.count > 1 ? [LegMember.ensembleName] : [])
  }

  /// The scores of a protocol.
  func scores(_ kind: HipProtocol) -> DataTable {
    var table = DataTable(
      caption: heading(kind) + (isSynthetic ? " (synthetic)" : ""),
      columns: [
        DataTable.Column("predictor"), DataTable.Column("parameters"), DataTable.Column("R2"),
        DataTable.Column("± seeds"), DataTable.Column("R2, seeds averaged"),
        DataTable.Column("R2 by person"), DataTable.Column("± people"), DataTable.Column("VAF"),
        DataTable.Column("RMSE", unit: "N m/kg"), DataTable.Column("nRMSE, range"),
        DataTable.Column("MAE", unit: "N m/kg"), DataTable.Column("r"), DataTable.Column("frames"),
      ])
    let task = HipMomentStudy.taskNames[0]
    for name in names {
      guard let own = outcome[kind].predictors[name], !own.seeds.isEmpty else { continue }
      let people = MeanInterval(own.r2OfPeople.sorted { $0.key < $1.key }.map(\.value))
      table.append([
        .text(PredictorName.of(name)), outcome.parameters[name].map { .count($0) } ?? .missing,
        DataTable.cell(own.mean(\.r2)),
        own.seeds.count > 1
          ? DataTable.cell(MeanInterval(own.seeds.map(\.r2)).deviation) : .missing,
        DataTable.cell(own.averaged.tasks[task]?.r2), DataTable.cell(people.mean),
        DataTable.cell(people.deviation),
        DataTable.cell(MeanInterval(own.varianceAccountedFor).mean),
        DataTable.cell(own.mean(\.rmse)), DataTable.cell(own.mean(\.nrmseRange)),
        DataTable.cell(own.mean(\.mae)), DataTable.cell(own.mean(\.pearson)),
        .count(own.seeds[0].frames),
      ])
    }
    return table
  }

  /// LSTAM's error minus each other predictor's.
  func differences(_ kind: HipProtocol) -> DataTable {
    var table = DataTable(
      caption:
        "RMSE of LSTAM minus that of others, \(kind == .withinSubject ? "within-subject" : "unseen people")",
      columns: [
        DataTable.Column("other"), DataTable.Column("difference", unit: "N m/kg"),
        DataTable.Column("lower", unit: "N m/kg"), DataTable.Column("upper", unit: "N m/kg"),
        DataTable.Column("p"), DataTable.Column("p, Holm"), DataTable.Column("people"),
      ])
    for name in names {
      guard let own = outcome[kind].differences[name] else { continue }
      table.append([
        .text(PredictorName.of(name)), DataTable.cell(own.rmse), DataTable.cell(own.lower),
        DataTable.cell(own.upper), DataTable.pValue(own.pValue), DataTable.pValue(own.adjustedP),
        .count(own.people),
      ])
    }
    return table
  }

  /// What the columns mean.
  var legend: String {
    let seeds = configuration.seeds == 1 ? "one seed" : "\(configuration.seeds) seeds"
    let members = configuration.ensemble.map(PredictorName.of).joined(separator: ", ")
    return """
      Scored are \(HipMomentConfiguration.question.scoredFrames). Figures of networks are means \
      over \(seeds), a single network each; "seeds averaged" scores the mean of their predictions, \
      which `gait evaluate` gives. The ensemble is the mean of \(members).
      """
  }

  /// Both protocols in Markdown.
  var markdown: String {
    var text = "# \(title)\n\n\(legend)\n"
    for kind in HipProtocol.allCases {
      text += "\n## \(heading(kind))\n\n" + scores(kind).markdown
      text +=
        "\nRMSE of LSTAM minus that of the others, mean over people with its 95 % interval; below "
        + "zero LSTAM is better.\n\n" + differences(kind).markdown
    }
    return text
  }

  /// Accuracy against cost; times are of this computer at this moment, and not kept with the run.
  func costs(_ milliseconds: [String: Double]) -> String {
    var table = DataTable(
      caption: "Accuracy against cost",
      columns: [
        DataTable.Column("network"), DataTable.Column("parameters"),
        DataTable.Column("one window", unit: "ms"), DataTable.Column("R2 within-subject"),
        DataTable.Column("R2 unseen people"),
      ])
    for kind in configuration.kinds {
      let name = kind.rawValue
      table.append([
        .text(PredictorName.of(name)), outcome.parameters[name].map { .count($0) } ?? .missing,
        DataTable.cell(milliseconds[name]),
        DataTable.cell(outcome.withinSubject.predictors[name]?.mean(\.r2)),
        DataTable.cell(outcome.unseenPeople.predictors[name]?.mean(\.r2)),
      ])
    }
    return
      "Accuracy against cost; the time of one window of \(configuration.windowLength) frames is "
      + "measured anew in every run and not kept with it.\n\n" + table.markdown
  }
}
