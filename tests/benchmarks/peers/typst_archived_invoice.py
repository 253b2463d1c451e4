"""Draws the benchmark's invoices with typst as ours are: PDF/A-3u, tags, attached snapshot, code. See `timing.py`.

The code comes as an SVG path of its dark squares, made outside of the time that is measured.
"""

from pathlib import Path

from timing import run
from typst_invoice import drawer

EXTRAS = """
#set document(title: d.title, author: d.author, description: d.title, date: datetime(year: 2026, month: 11, day: 22))
#pdf.attach("snapshot.json", relationship: "source", mime-type: "application/json", description: "snapshot")
#place(top + right, dy: -190pt, image(bytes(d.code), format: "svg", width: 51pt, alt: "code"))
"""


def prepare(folder: Path, fonts: Path):
    """Return a function that draws one invoice."""
    return drawer(folder, fonts, EXTRAS, pdf_standards="a-3u")


if __name__ == "__main__":
    run(prepare)
