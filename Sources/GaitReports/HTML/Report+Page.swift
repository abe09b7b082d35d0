extension Report {
  /// The page as HTML.
  public var page: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
    <title>\(MarkupText.escaped(title))</title>
    <style>
    \(Self.style)
    </style>
    </head>
    <body>
    <header>
    <h1>\(MarkupText.escaped(title))</h1>
    \(Self.paragraphs(summary))\(banner)</header>
    <main>
    \(sections.map(markup).joined())</main>
    </body>
    </html>

    """
  }

  private var banner: String {
    guard isSynthetic else { return "" }
    return
      "<p class=\"synthetic\">Synthetic data: every person and every recording in this report was "
      + "made by a simulator. Nothing here says how well a network does on patients.</p>\n"
  }

  private func markup(_ section: Section) -> String {
    "<section>\n<h2>\(MarkupText.escaped(section.title))</h2>\n"
      + section.blocks.map(markup).joined() + "</section>\n"
  }

  private func markup(_ block: Block) -> String {
    switch block {
    case .text(let text): Self.paragraphs(text)
    case .warning(let text): "<div class=\"warning\">\(Self.paragraphs(text))</div>\n"
    case .table(let table): table.markup
    case .figures(let figures):
      "<div class=\"figures\">\n" + figures.map(markup).joined() + "</div>\n"
    case .facts(let facts):
      "<dl>\n"
        + facts.map {
          "<dt>\(MarkupText.breakable($0.name))</dt><dd>\(MarkupText.breakable($0.value))</dd>\n"
        }.joined() + "</dl>\n"
    }
  }

  private func markup(_ figure: any Figure) -> String {
    let caption = figure.caption.isEmpty ? "" : " \(MarkupText.escaped(figure.caption))"
    // A question ends as a question.
    let end = figure.title.hasSuffix("?") ? "" : "."
    return "<figure>\n<figcaption><b>\(MarkupText.escaped(figure.title))\(end)</b>\(caption)"
      + "</figcaption>\n\(figure.drawing)\n</figure>\n"
  }

  private static func paragraphs(_ text: String) -> String {
    text.replacing("\r\n", with: "\n").split(separator: "\n\n").map {
      "<p>\(MarkupText.escaped(String($0)))</p>\n"
    }.joined()
  }

  /// One column on a phone, two on a desk; on paper no figure is parted and headings repeat.
  private static let style = """
    :root { color-scheme: light; }
    * { box-sizing: border-box; }
    body { margin: 0 auto; max-width: 60rem; padding: 1rem; color: #1f2933; background: #fff;
      font: 1rem/1.5 system-ui, "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; }
    h1 { font-size: 1.6rem; line-height: 1.25; margin: .5rem 0; overflow-wrap: anywhere; }
    h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 1px solid #e4e7eb; }
    p { margin: .5rem 0; max-width: 46rem; overflow-wrap: anywhere; }
    .synthetic, .warning { border-left: .3rem solid #d55e00; background: #fdf3ea;
      padding: .4rem .8rem; margin: .8rem 0; max-width: none; }
    .warning p { margin: .2rem 0; }
    .figures { display: grid; gap: 1.5rem 1rem;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 25rem), 1fr)); }
    figure { margin: 0; min-width: 0; break-inside: avoid; }
    figure svg { display: block; width: 100%; height: auto; max-width: 34rem; }
    figcaption { font-size: .85rem; line-height: 1.4; margin-bottom: .4rem;
      overflow-wrap: anywhere; }
    .table { margin: .8rem 0; }
    .wide { overflow-x: auto; background:
      linear-gradient(to right, #fff 1.5rem, #fff0) local,
      linear-gradient(to left, #fff 1.5rem, #fff0) right / 3rem 100% no-repeat local,
      linear-gradient(to right, #1f293333, #1f293300 .6rem) scroll,
      linear-gradient(to left, #1f293333, #1f293300 .6rem) scroll; }
    table { border-collapse: collapse; font-size: .85rem; }
    .caption { font-size: .85rem; font-weight: 600; margin: .2rem 0; }
    th, td { padding: .2rem .6rem .2rem 0; text-align: left; vertical-align: top;
      border-bottom: 1px solid #e4e7eb; }
    thead { display: table-header-group; }
    tr { break-inside: avoid; }
    .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    td.s { white-space: nowrap; }
    th.n { white-space: normal; }
    dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .1rem 1rem;
      font-size: .85rem; margin: .5rem 0; }
    dt { color: #52606d; overflow-wrap: anywhere; } dd { margin: 0; overflow-wrap: anywhere; }
    @media screen and (max-width: 40rem) {
      table { font-size: .75rem; }
      th, td { padding-right: .35rem; }
      td.s { white-space: normal; }
      dl { grid-template-columns: 45% 1fr; }
      .many thead { display: none; }
      .many table, .many tbody { display: block; }
      .many tr { display: block; padding: .3rem 0; border-bottom: 1px solid #e4e7eb; }
      .many td { display: inline; border: 0; padding: 0 .5rem 0 0; white-space: normal; }
      .many td:first-child { font-weight: 600; }
      .many td[data-label]::before { content: attr(data-label) " "; color: #52606d; }
    }
    @page { size: A4; margin: 15mm; }
    @media print {
      body { padding: 0; max-width: none; font-size: 10pt; }
      h2 { break-after: avoid; }
      .figures { grid-template-columns: 1fr 1fr; }
      .wide { overflow: visible; background: none; }
      .short { break-inside: avoid; }
      .caption { break-after: avoid; break-inside: avoid; }
      table { font-size: 7.5pt; width: 100%; }
      th, td { padding-right: .3rem; overflow-wrap: break-word; }
      td:not(.n):not(.s) { overflow-wrap: anywhere; }
      .synthetic, .warning { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    }
    """
}
