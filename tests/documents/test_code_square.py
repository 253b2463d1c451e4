"""The QR code on papers: it is read by another program, and fits the dots of a printer."""

import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
import segno
from segno.encoder import evaluate_mask
from structure_rules import outline, structure_faults

from bakala_desktop.documents.about import About
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.qr import QUIET, code_operators
from bakala_desktop.documents.qr_mask import masked

DOT = 72 / 203
TEXTS = [
    f"BAKALA:1:1405-A-{number:07}:14050901:14003778990:{number**3}:" + f"{number * 7919:04X}" * 16
    for number in range(1, 13)
]
needs_zbar = pytest.mark.skipif(shutil.which("zbarimg") is None, reason="zbarimg is not installed (Debian: zbar-tools)")


def paper_with(text: str, side: float = 90, dot: float = 0) -> bytes:
    about = About("رمزینه", "فروشگاه آزمون", "آزمون", datetime(2026, 11, 22, tzinfo=UTC))
    paper = Paper(about, (160 * DOT * 4, 200 * DOT * 4))
    paper.code_square(10, 20, side, text, dot=dot)
    return paper.finish().pdf


def picture(pdf: bytes, folder: Path, dots_an_inch: int) -> Path:
    path = folder / "code.png"
    pypdfium2.PdfDocument(pdf)[0].render(scale=dots_an_inch / 72, grayscale=True).to_pil().save(path)
    return path


@needs_zbar
@pytest.mark.parametrize("text", [TEXTS[0], "1", "فروشگاه آزمون", "x" * 800])
def test_a_reader_reads_the_code_as_it_was_written(text, tmp_path):
    seen = picture(paper_with(text, 150), tmp_path, 200)
    done = subprocess.run(["zbarimg", "--quiet", "--raw", str(seen)], capture_output=True, check=True)
    assert done.stdout.decode().rstrip("\n") == text


@needs_zbar
def test_a_reader_reads_a_code_of_two_centimetres_from_a_printers_dots(tmp_path):
    seen = picture(paper_with(TEXTS[0], 57, DOT), tmp_path, 203)
    done = subprocess.run(["zbarimg", "--quiet", "--raw", str(seen)], capture_output=True, check=True)
    assert done.stdout.decode().strip() == TEXTS[0]


@pytest.mark.parametrize("side", [57, 60, 71.3, 110])
def test_on_a_grid_every_square_is_whole_dots(side, tmp_path):
    from PIL import Image

    seen = Image.open(picture(paper_with(TEXTS[0], side, DOT), tmp_path, 203))
    # Coordinates have five decimals, so a shade of 254 may come up; a dot in two halves never does.
    assert all(shade < 8 or shade > 247 for _, shade in seen.getcolors())
    left, low, right, high = seen.point(lambda shade: 255 if shade < 128 else 0).getbbox()
    assert right - left == high - low
    assert (right - left) % len(masked(TEXTS[0])) == 0


def test_a_side_of_whole_dots_is_used_whole():
    whole = len(masked(TEXTS[0])) + 2 * QUIET
    unit = float(code_operators(0, 0, 3 * whole * DOT, TEXTS[0], DOT).split()[3])
    assert unit == pytest.approx(3 * DOT, abs=1e-5)


def test_the_quiet_zone_lies_inside_the_side():
    operators = code_operators(10, 20, 90, TEXTS[0])
    unit, left, low = (float(operators.split()[place]) for place in (3, 7, 8))
    count = len(masked(TEXTS[0]))
    assert unit * (count + 2 * QUIET) == pytest.approx(90, abs=0.001)
    assert (left - 10, low - 20) == pytest.approx((QUIET * unit, QUIET * unit), abs=0.001)
    runs = [tuple(map(int, run)) for run in re.findall(r"(\d+) (\d+) (\d+) 1 re", operators)]
    assert max(x + width for x, _, width in runs) == count == max(y for _, y, _ in runs) + 1


def test_a_side_too_small_for_the_printer_is_refused_and_draws_nothing():
    with pytest.raises(ValueError, match="no room for"):
        paper_with(TEXTS[0], 10, DOT)
    with pytest.raises(ValueError, match="too many for a QR code"):
        paper_with("x" * 4000)


def test_the_code_is_a_figure_with_words():
    pdf = paper_with(TEXTS[0])
    assert structure_faults(pdf) == []
    assert outline(pdf) == ["Document", " Part", "  Figure رمزینهٔ QR سند"]


@pytest.mark.parametrize("text", TEXTS)
def test_the_chosen_mask_is_one_of_the_eight_and_the_best_of_them(text):
    codes = [segno.make(text, error="m", micro=False, mask=mask).matrix for mask in range(8)]
    points = [evaluate_mask(code, len(code), len(code)) for code in codes]
    texts = [["".join(map(str, row)) for row in code] for code in codes]
    assert points[texts.index(masked(text))] <= 1.02 * min(points)
