"""Draws the benchmark's invoices with typst: the same texts, tables, cells and repeated blocks. See `timing.py`."""

import json
from pathlib import Path

import typst
from timing import run

SOURCE = """
#let d = json("content.json")
#let cells(digits, count) = if count > 0 {
  box(baseline: 20%, grid(columns: (7pt,) * count, stroke: 0.35pt, inset: 1.5pt, align: center,
    ..range(count).map(i => if i < digits.len() { digits.at(i) } else [])))
}
#let field(f) = [*#f.name* #f.text #cells(f.cells.clusters().rev(), f.cells.clusters().len())]
#set page(paper: "a4", flipped: true, margin: (x: 22pt, top: 196pt, bottom: 40pt), header-ascent: 0pt,
  header: block(height: 176pt, {
    grid(columns: (152pt, 1fr, 220pt), align(left, d.serial + linebreak() + d.date),
      align(center, text(15pt, weight: "bold", d.title)), align(right, d.tax_number + linebreak() + cells((), 22)))
    for block in (d.seller, d.buyer) {
      rect(width: 100%, height: 13pt, fill: luma(222), align(center, text(8.2pt, weight: "bold", block.title)))
      grid(columns: (1fr,) * 5, rows: auto, stroke: 0.35pt, inset: 3pt, ..block.fields.map(field))
    }
  }),
  footer: grid(columns: (74pt, 1fr), stroke: 0.5pt, inset: 3pt,
    context [#counter(page).display() / #counter(page).final().first()], d.contact))
#set text(font: "Vazirmatn", size: 7.8pt, lang: "fa", dir: rtl)
#EXTRAS
#let n(t) = align(right, text(number-width: "tabular", t))
#table(columns: (26pt, 66pt, 1fr, 50pt, 50pt, 62pt, 66pt, 60pt, 66pt, 62pt, 84pt), stroke: 0.5pt, inset: 4pt,
  table.header(..d.headings.map(h => align(center + horizon, text(6.8pt, weight: "bold", h)))),
  ..d.rows.map(r => (r.at(0), r.at(1), r.at(2), r.at(3), r.at(4), n(r.at(5)), n(r.at(6)), n(r.at(7)), n(r.at(8)),
    n(r.at(9)), n(r.at(10)))).flatten(),
  table.cell(colspan: 6, align(center, text(weight: "bold", d.total_title))), ..d.totals.map(t => n(t)))
#text(weight: "bold", d.words)

#d.terms

#d.notes
#grid(columns: (1fr, 1fr), stroke: 0.5pt, inset: 4pt, rows: 54pt, ..d.seals)
"""


def drawer(folder: Path, fonts: Path, extras: str = "", **options):
    """Return a function that draws one invoice; the compiler with its fonts is made once.

    `extras` is put before the table, `options` go to the compiler each time.
    """
    (folder / "invoice.typ").write_text(SOURCE.replace("#EXTRAS", extras), encoding="utf-8")
    compiler = typst.Compiler(
        str(folder / "invoice.typ"), root=str(folder), font_paths=[str(fonts)], ignore_system_fonts=True
    )

    def draw(content: dict) -> bytes:
        (folder / "content.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        if "snapshot" in content:
            (folder / "snapshot.json").write_text(content["snapshot"], encoding="utf-8")
        return compiler.compile(**options)

    return draw


def prepare(folder: Path, fonts: Path):
    """Return a function that draws one invoice, with the tags that typst adds by itself."""
    return drawer(folder, fonts)


if __name__ == "__main__":
    run(prepare)
