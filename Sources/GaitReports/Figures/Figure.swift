/// A figure of a report: a drawing, and the numbers in it.
public protocol Figure: Sendable {
  /// What the figure shows, in a line; it stands above the drawing.
  var title: String { get }
  /// What a reader has to know to read it: people, frames, how bands were made.
  var caption: String { get }
  /// The drawing as SVG: the same figure gives the same bytes.
  var drawing: String { get }
  /// The numbers of the drawing, for whoever wants to draw it anew.
  var table: DataTable { get }
}
