"""The sample day: whole, with papers that say what was sold and prove themselves; files of nobody else are touched."""

from collections import Counter
from types import SimpleNamespace

import pypdfium2
import pytest
from builders import CheapPasswords, add_product, card, cart
from PySide6.QtGui import QImage

from bakala_desktop.bootstrap import find_till
from bakala_desktop.devices.whole_file import write_whole
from bakala_desktop.domain.errors import ShopTrouble
from bakala_desktop.gui import sample_day
from bakala_desktop.gui.sample_day import FILES, play
from bakala_desktop.gui.sample_hand import Hand
from bakala_desktop.gui.sample_papers import PaperScenes, picture_of
from bakala_desktop.gui.sample_stage import HEIGHT, WIDTH
from bakala_desktop.gui.theme import LIGHT, apply_theme
from bakala_desktop.services.papers import ReceiptDots, print_document
from bakala_desktop.services.sell import complete_sale
from bakala_desktop.services.verify_papers import inspect_paper


def empty_till(folder):
    return find_till(folder / "data", {"BAKALA_KEY_FILE": str(folder / "key")})


@pytest.fixture(scope="module")
def played(qapp, tmp_path_factory):
    """A day, played into a folder in which somebody keeps other files."""
    out = tmp_path_factory.mktemp("sample") / "out"
    out.mkdir()
    (out / "01-holiday.png").write_text("mine")
    (out / "1404-A-0000001.pdf").write_text("mine")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bakala_desktop.bootstrap.Argon2Passwords", CheapPasswords)
        day = play(out, empty_till)
    apply_theme(qapp, LIGHT)
    return day, out


def text_of(file):
    with pypdfium2.PdfDocument(file) as paper:
        return "\n".join(page.get_textpage().get_text_bounded() for page in paper)


@pytest.mark.timeout(120)
def test_a_day_leaves_every_kind_of_paper_and_the_books_are_whole(played):
    day, out = played
    assert day.findings == ()
    assert (day.sales, len(day.invoices), day.payable) == (7, 8, 92_672_750)
    kinds = Counter(serial.split("-")[1] for serial in day.documents)
    assert kinds == {"A": 8, "P": 1, "R": 1, "C": 1, "X": 2, "V": 1}
    assert {f"{serial}.pdf" for serial in day.documents} < set(day.papers)
    others = set(day.papers) - {f"{serial}.pdf" for serial in day.documents}
    named = {"receipt-80.pdf", "slip.pdf", "label.pdf", "sales.pdf", "vat.pdf"}
    assert {name for name in named if sum(one.endswith(f"-{name}") for one in others) == 1} == named
    assert len(others - {one for one in others if one.startswith("serials-")}) == len(named)
    for name in day.papers:
        assert inspect_paper((out / name).read_bytes()).ok, name
    assert "۷ فروش" in str(day)


def test_the_pictures_are_of_the_whole_window_and_each_stands_on_its_own(played):
    day, out = played
    assert len(day.pictures) > 50
    for name in day.pictures:
        picture = QImage(str(out / name))
        assert (picture.width(), picture.height()) == (WIDTH, HEIGHT), name
    scenes = {name.split("-", 1)[1].removesuffix(".png").removesuffix("-light") for name in day.pictures}
    assert {"certificate-refused", "return", "proforma-opened", "official-done", "batch", "serials"} < scenes


def test_the_papers_say_what_was_done(played):
    day, out = played
    certificate = next(serial for serial in day.documents if "-V-" in serial)
    assert "آزمون" in text_of(out / f"{certificate}.pdf")
    # The till sold eight times on paper; the slip and the label name who the parcel goes to.
    for part in ("slip", "label"):
        assert "مشهد" in text_of(out / f"{day.invoices[2]}-{part}.pdf")
    assert "رونوشت" not in "".join(text_of(out / f"{serial}.pdf") for serial in day.documents)
    assert all((out / name).read_bytes().startswith(b"PK") for name in day.sheets)
    assert len(day.sheets) == 1


def test_the_receipt_is_there_in_the_dots_of_the_printer(played):
    day, out = played
    (name,) = day.rasters
    picture = QImage(str(out / name))
    assert (picture.width(), picture.depth()) == (576, 1)
    assert picture.height() > 576


def test_the_next_day_takes_away_what_this_one_left_and_nothing_else(played, tmp_path):
    day, out = played
    names = {*day.papers, *day.rasters, *day.sheets, *day.pictures}
    listed = (out / FILES).read_text("utf-8").splitlines()
    assert sorted(listed) == sorted(names)
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in (*names, FILES, "01-holiday.png", "1404-A-0000001.pdf"):
        (copy / name).write_text("mine")
    (copy / FILES).write_text("\n".join([*listed, "../outside.txt"]), "utf-8")
    (tmp_path / "outside.txt").write_text("mine")
    sample_day._make_folder(copy)
    assert sorted(path.name for path in copy.iterdir()) == ["01-holiday.png", "1404-A-0000001.pdf"]
    assert (tmp_path / "outside.txt").exists()


def test_a_place_that_cannot_be_written_is_refused_before_anything_is_played(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ShopTrouble, match="folder_read_only"):
        play(tmp_path / "file" / "out", empty_till)


def test_a_paper_that_was_altered_is_a_finding_of_the_day(qapp, shop, tmp_path):
    order = cart(shop, add_product(shop))
    serial = str(complete_sale(shop, order, [card(order.payable)]).serial)
    file = tmp_path / f"{serial}.pdf"
    print_document(shop, serial, keep=lambda paper: write_whole(file, paper.pdf))
    stage = SimpleNamespace(shop=shop, out=tmp_path, files=[file.name], hand=None)
    scenes = PaperScenes(stage)
    scenes._recorded.append(file.name)
    assert scenes.prove() == ()
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert any(finding.startswith(f"{file.name}: ") for finding in scenes.prove())


def test_after_an_error_of_the_program_nothing_more_is_waited_for(qapp):
    bugs = ["123456"]
    with pytest.raises(ShopTrouble, match="the answers") as stuck:
        Hand(None, bugs).wait("the answers", lambda: True)
    assert "123456" in stuck.value.data["detail"]


def test_what_does_not_come_is_named(qapp):
    with pytest.raises(ShopTrouble, match="an answer"):
        Hand(None).wait("an answer", lambda: False, 0.05)


def test_dots_become_a_picture_with_the_leftmost_dot_first():
    picture = picture_of(ReceiptDots(8, 2, bytes([0b10000001, 0b01000000])))
    black = [(x, y) for y in range(2) for x in range(8) if picture.pixelColor(x, y).lightness() == 0]
    assert black == [(0, 0), (7, 0), (1, 1)]
