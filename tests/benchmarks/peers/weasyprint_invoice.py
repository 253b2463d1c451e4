"""Draws the benchmark's invoices with WeasyPrint: the same texts, tables and repeated blocks. See `timing.py`."""

from html import escape
from pathlib import Path

from timing import run
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

STYLE = """
@font-face { font-family: V; src: url(FONTS/Vazirmatn-Regular.ttf); font-weight: 400 }
@font-face { font-family: V; src: url(FONTS/Vazirmatn-Bold.ttf); font-weight: 700 }
@page { size: A4 landscape; margin: 196pt 22pt 40pt; @top-center { content: element(head); width: 100% }
  @bottom-center { content: element(foot); width: 100% } @bottom-left { content: counter(page) ' / ' counter(pages) } }
body { font: 7.8pt V; direction: rtl } .head { position: running(head) } .foot { position: running(foot) }
table { border-collapse: collapse; width: 100% } td, th { border: .5pt solid; padding: 3pt }
.goods { table-layout: fixed } .goods th:nth-child(3) { width: 25% }
h1 { font-size: 15pt; text-align: center; margin: 0 } h2 { background: #ddd; font-size: 8.2pt }
h2 { margin: 0; text-align: center } i { border: .35pt solid; font-style: normal; padding: 0 2pt }
.c { unicode-bidi: isolate; direction: ltr }
.n { font-variant-numeric: tabular-nums; direction: ltr; text-align: right }
"""


def _table(rows, kind: str = "", head=()) -> str:
    cells = "".join("<tr>" + "".join(row) + "</tr>" for row in rows)
    top = "<thead><tr>" + "".join(f"<th>{escape(h)}</th>" for h in head) + "</tr></thead>" if head else ""
    return f"<table class='{kind}'>{top}{cells}</table>"


def _field(field: dict) -> str:
    return f"<b>{escape(field['name'])}</b> {escape(field['text'])} {_cells(field['cells'])}"


def _cells(digits: str) -> str:
    return "<span class=c>" + "".join(f"<i>{digit}</i>" for digit in digits) + "</span>"


def _page(d: dict) -> str:
    blocks = ""
    for block in (d["seller"], d["buyer"]):
        fields = [f"<td>{_field(field)}</td>" for field in block["fields"]]
        blocks += f"<h2>{escape(block['title'])}</h2>" + _table([fields[:5], fields[5:]])
    rows = [
        [f"<td>{escape(c)}</td>" for c in row[:5]] + [f"<td class=n>{escape(c)}</td>" for c in row[5:]]
        for row in d["rows"]
    ]
    rows.append([f"<th colspan=6>{escape(d['total_title'])}</th>"] + [f"<th class=n>{t}</th>" for t in d["totals"]])
    top = " ".join(escape(d[name]) for name in ("serial", "date", "tax_number"))
    head = f"<h1>{escape(d['title'])}</h1>{top}{_cells(' ' * 22)}{blocks}"
    seals = _table([[f"<td style='height:54pt'>{escape(seal)}</td>" for seal in d["seals"]]])
    return (
        f"<html lang=fa><body><div class=head>{head}</div><div class=foot>{escape(d['contact'])}</div>"
        f"{_table(rows, 'goods', d['headings'])}<b>{escape(d['words'])}</b>"
        f"<p>{escape(d['terms'])}</p><p>{escape(d['notes'])}</p>{seals}</body></html>"
    )


def prepare(folder: Path, fonts: Path):
    """Return a function that draws one invoice; style and fonts are read once."""
    config = FontConfiguration()
    style = CSS(string=STYLE.replace("FONTS", fonts.as_uri()), font_config=config)
    return lambda content: HTML(string=_page(content)).write_pdf(stylesheets=[style], font_config=config)


if __name__ == "__main__":
    run(prepare)
