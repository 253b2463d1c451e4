"""Draws the benchmark's invoices with fpdf2 and HarfBuzz: the same texts, tables, repeated blocks. See `timing.py`."""

from pathlib import Path

from fpdf import FPDF
from fpdf.fonts import FontFace
from timing import run

WIDTHS = (84, 62, 66, 60, 66, 62, 50, 50, 200, 66, 26)
BAND = FontFace(emphasis="BOLD", fill_color=222)


class _Paper(FPDF):
    """Repeats the blocks of the form on every page."""

    def __init__(self, content: dict, fonts: Path):
        super().__init__("landscape", "pt", "A4")
        self.content = content
        self.add_font("V", "", fonts / "Vazirmatn-Regular.ttf")
        self.add_font("V", "B", fonts / "Vazirmatn-Bold.ttf")
        self.set_text_shaping(True, direction="rtl", script="arab", language="fa")
        self.set_margins(22, 20)
        self.set_auto_page_break(True, 40)
        self.set_font("V", size=7.8)

    def header(self):
        d = self.content
        self.set_font("V", "B", 15)
        self.cell(0, 20, d["title"], align="C", new_x="LMARGIN", new_y="NEXT")
        self.set_font("V", size=7.8)
        self.cell(0, 12, f"{d['serial']} {d['date']} {d['tax_number']}", new_x="LMARGIN", new_y="NEXT")
        for block in (d["seller"], d["buyer"]):
            self.set_fill_color(222)
            self.cell(0, 13, block["title"], align="C", fill=True, new_x="LMARGIN", new_y="NEXT")
            with self.table(first_row_as_headings=False, line_height=10) as table:
                for at in (0, 5):
                    row = table.row()
                    for field in reversed(block["fields"][at : at + 5]):
                        row.cell(" ".join(part for part in field.values() if part))

    def footer(self):
        self.set_y(-36)
        self.set_font("V", size=6.8)
        self.multi_cell(0, 9, f"{self.content['contact']} {self.page_no()} / {{nb}}", align="R")


def _draw(content: dict, fonts: Path) -> bytes:
    paper = _Paper(content, fonts)
    paper.add_page()
    aligns = ("RIGHT",) * 6 + ("CENTER", "CENTER", "RIGHT", "CENTER", "CENTER")
    with paper.table(col_widths=WIDTHS, text_align=aligns, line_height=10, padding=2, headings_style=BAND) as table:
        for cells in (content["headings"], *content["rows"]):
            row = table.row()
            for cell in reversed(cells):
                row.cell(cell)
        row = table.row(style=BAND)
        for total in reversed(content["totals"]):
            row.cell(total)
        row.cell(content["total_title"], colspan=6)
    for text in (content["words"], content["terms"], content["notes"]):
        paper.multi_cell(0, 14, text, align="R", new_x="LMARGIN", new_y="NEXT")
    for seal in reversed(content["seals"]):
        paper.cell(paper.epw / 2, 54, seal, border=1, align="R")
    return bytes(paper.output())


def prepare(folder: Path, fonts: Path):
    """Return a function that draws one invoice; fpdf2 keeps nothing from one document to the next."""
    return lambda content: _draw(content, fonts)


if __name__ == "__main__":
    run(prepare)
