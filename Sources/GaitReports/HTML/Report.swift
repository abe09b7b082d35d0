import Foundation

/// A study's report: one file that opens without a network and prints.
///
/// The page holds its style and its drawings; it runs no script and links to nothing. The same
/// report gives the same bytes.
public struct Report: Sendable {
  /// A piece of a section.
  public enum Block: Sendable {
    /// Words; blank lines part paragraphs.
    case text(String)
    /// Something a reader must not miss.
    case warning(String)
    /// A table.
    case table(DataTable)
    /// Drawings that stand beside each other where the page is wide enough.
    case figures([any Figure])
    /// Names and what they stand for: configuration, versions, checksums.
    case facts([(name: String, value: String)])
  }

  /// A part of the report.
  public struct Section: Sendable {
    /// Its heading.
    public var title: String
    /// What stands in it.
    public var blocks: [Block]

    /// A part of a heading and blocks.
    public init(_ title: String, _ blocks: [Block]) {
      self.title = title
      self.blocks = blocks
    }
  }

  /// The heading of the page.
  public var title: String
  /// The question, its paper, and the data in a line or two.
  public var summary: String
  /// Whether the data were made by a simulator: said at the top of every printed page.
  public var isSynthetic: Bool
  /// The parts.
  public var sections: [Section]

  /// A report.
  public init(title: String, summary: String, isSynthetic: Bool, sections: [Section] = []) {
    self.title = title
    self.summary = summary
    self.isSynthetic = isSynthetic
    self.sections = sections
  }

  /// Every figure in the order of the page.
  public var figures: [any Figure] {
    sections.flatMap { section in
      section.blocks.flatMap { block in
        if case .figures(let figures) = block { return figures }
        return []
      }
    }
  }
}
