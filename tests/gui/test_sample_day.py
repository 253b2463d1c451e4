"""The sample day: whole, quick, and with papers that say what was sold."""

import pypdfium2
import pytest
from builders import CheapPasswords
from PySide6.QtGui import QImage

from bakala_desktop.bootstrap import find_till
from bakala_desktop.domain.errors import ShopTrouble
from bakala_desktop.gui.sample_day import play
from bakala_desktop.gui.sample_script import HEIGHT, WIDTH
from bakala_desktop.gui.theme import LIGHT, apply_theme


def empty_till(folder):
    return find_till(folder / "data", {"BAKALA_KEY_FILE": str(folder / "key")})


@pytest.mark.timeout(60)
def test_a_day_leaves_its_papers_and_pictures(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr("bakala_desktop.bootstrap.Argon2Passwords", CheapPasswords)
    day = play(tmp_path / "out", empty_till)
    apply_theme(qapp, LIGHT)
    assert len(day.invoices) == 4
    assert [name.removesuffix(".pdf") for name in day.papers] == list(day.invoices)
    assert day.payable == 66_547_750
    assert len(day.pictures) > 20
    for name in day.pictures:
        picture = QImage(str(tmp_path / "out" / name))
        assert (picture.width(), picture.height()) == (WIDTH, HEIGHT), name
    texts = [pypdfium2.PdfDocument(tmp_path / "out" / name)[0].get_textpage().get_text_bounded() for name in day.papers]
    assert "آزمون" in texts[2]
    assert "۴ فروش" in str(day)


def test_a_place_that_cannot_be_written_is_refused_before_anything_is_played(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ShopTrouble, match="folder_read_only"):
        play(tmp_path / "file" / "out", empty_till)
