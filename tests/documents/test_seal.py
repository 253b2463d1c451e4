"""The seal of a file: no byte changes unseen, and what is appended is told apart from what was sealed."""

from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest

from bakala_desktop.documents.about import About
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.seal import UNSEALED, SealState, Verdict, check_seal, sealed


def small_file() -> bytes:
    """A paper without a font: some 3 KB."""
    paper = Paper(About("مهر", "فروشگاه آزمون", "آزمون", datetime(2026, 11, 22, tzinfo=UTC)))
    paper.box(20, 20, 100, 100, 1)
    return paper.finish().pdf


def test_a_finished_paper_is_sealed():
    pdf = small_file()
    assert check_seal(pdf) == SealState(Verdict.INTACT, len(pdf))
    with pikepdf.open(BytesIO(pdf)) as file:
        assert int(file.Root["/BKLA_Length"]) == len(pdf)
        assert len(bytes(file.Root["/BKLA_Digest"])) == 32


@pytest.mark.parametrize("mask", [0x01, 0x20, 0x80, 0xFF])
def test_a_change_of_any_byte_is_found(mask):
    pdf = bytearray(small_file())
    for place in range(len(pdf)):
        pdf[place] ^= mask
        assert check_seal(bytes(pdf)) == SealState(Verdict.BROKEN), place
        pdf[place] ^= mask
    assert check_seal(bytes(pdf)).verdict is Verdict.INTACT


def test_every_digit_of_the_seal_itself_counts():
    pdf = small_file()
    start = pdf.index(b"/BKLA_Digest<") + len(b"/BKLA_Digest<")
    for place in range(start, start + 64):
        for digit in b"0123456789abcdefABCDEF":
            changed = pdf[:place] + bytes([digit]) + pdf[place + 1 :]
            assert (check_seal(changed).verdict is Verdict.INTACT) == (changed == pdf)


def test_a_file_that_was_cut_off_or_lost_a_byte_is_broken():
    pdf = small_file()
    for length in range(40, len(pdf)):
        assert check_seal(pdf[:length]).verdict is Verdict.BROKEN
    for place in range(0, len(pdf), 7):
        assert check_seal(pdf[:place] + pdf[place + 1 :]).verdict is Verdict.BROKEN
        assert check_seal(pdf[:place] + b"0" + pdf[place:]).verdict is Verdict.BROKEN


def test_what_is_appended_is_told_apart():
    pdf = small_file()
    assert check_seal(pdf + b"\n") == SealState(Verdict.EXTENDED, len(pdf))
    assert check_seal(pdf + pdf) == SealState(Verdict.EXTENDED, len(pdf))


def test_an_incremental_update_leaves_the_sealed_bytes_as_they_were():
    from pyhanko.pdf_utils.generic import pdf_name, pdf_string
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    pdf = small_file()
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    writer.root[pdf_name("/Added")] = pdf_string("changed")
    writer.update_root()
    out = BytesIO()
    writer.write(out)
    longer = out.getvalue()
    assert check_seal(longer) == SealState(Verdict.EXTENDED, len(pdf))
    with pikepdf.open(BytesIO(longer)) as file:
        assert str(file.Root.Added) == "changed"
        assert file.check_pdf_syntax() == []
    changed = bytearray(longer)
    changed[len(pdf) // 2] ^= 1
    assert check_seal(bytes(changed)).verdict is Verdict.BROKEN


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n%%EOF\n", b"\0" * 5000], ids=["empty", "another's", "zeros"])
def test_a_foreign_file_has_no_seal(data):
    assert check_seal(data) == SealState(Verdict.ABSENT)


def test_a_seal_cannot_say_that_it_covers_less_than_itself():
    pdf = small_file()
    length = pdf.index(b"/BKLA_Length ") + len(b"/BKLA_Length ")
    for claim in (b"0000000000", b"0000000100", b"9999999999"):
        assert check_seal(pdf[:length] + claim + pdf[length + 10 :]) == SealState(Verdict.BROKEN)


def test_words_of_a_seal_in_a_title_are_not_taken_for_it():
    trap = UNSEALED + "/BKLA_Length 0000000001/BKLA_Digest<" + "0" * 64 + ">"
    paper = Paper(About(trap, trap, trap, datetime(2026, 11, 22, tzinfo=UTC)))
    pdf = paper.finish().pdf
    assert check_seal(pdf) == SealState(Verdict.INTACT, len(pdf))


def test_only_a_file_with_an_empty_field_can_be_sealed():
    for pdf in (b"%PDF-1.7\n", small_file()):
        with pytest.raises(ValueError, match="no field for a seal"):
            sealed(pdf)
