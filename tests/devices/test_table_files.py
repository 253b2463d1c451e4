"""Tables from files: encodings, separators, sheets, and what is refused rather than garbled."""

from __future__ import annotations

import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from bakala_desktop.devices.table_files import decode, read_table
from bakala_desktop.domain.errors import ShopError

KNOWN = ("sku", "title", "price_rial")
# Windows-1256 has the Arabic ya and the Persian kaf, as exports of older programs do.
TITLE = "ماکارونی پيچي «نمونه» ۷۰۰ گرم"
OLD_TITLE = "پنير سفيد گل‌پونه؛ چرب"


def table(tmp_path, content, name="t.csv"):
    path = tmp_path / name
    path.write_bytes(content)
    return read_table(path, KNOWN)


def refusal(tmp_path, content, name="t.csv"):
    with pytest.raises(ShopError) as refused:
        table(tmp_path, content, name)
    return refused.value


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_each_separator_and_line_end_is_recognised(tmp_path, separator, encoding, ending):
    lines = [separator.join(row) for row in (KNOWN, ("A-1", TITLE, "1000"))]
    found = table(tmp_path, ending.join(lines).encode(encoding))
    assert list(found.header) == list(KNOWN)
    assert [list(row) for row in found.rows] == [["A-1", TITLE, "1000"]]


def test_windows_1256_is_read_as_it_was_meant(tmp_path):
    text = f"sku;title;price_rial\nA-1;{OLD_TITLE};1000\n"
    assert table(tmp_path, text.encode("cp1256")).rows[0][1] == OLD_TITLE


@given(st.lists(st.sampled_from("ابپتثجچحخدذرزژسشصضطظعغفقكگلمنهوي ‌،؛؟«»"), min_size=3, max_size=60).map("".join))
def test_windows_1256_is_never_taken_for_something_else(letters):
    text = f"sku,title\nA,{letters} کالا\n"
    assert decode(text.encode("cp1256")) == text


@given(st.text("ابپتثجچحخدذرزژسشصضطظعغفقکگلمنهویآئ ۰۱۲۳‌", min_size=4, max_size=60), st.integers(0, 10_000))
def test_utf8_with_a_broken_place_is_refused_and_not_garbled(letters, at):
    content = bytearray(("عنوان کالا " + letters).encode())
    high = [index for index, byte in enumerate(content) if byte >= 0x80]
    content[high[at % len(high)]] = 0xFF
    with pytest.raises(ShopError) as refused:
        decode(bytes(content))
    assert refused.value.code == "encoding_unknown"


@pytest.mark.parametrize(
    "content",
    [
        "sku,title\nA,café crème brûlée\n".encode("latin-1"),
        "sku,title\nA,Привет товар\n".encode("cp1251"),
        "sku,title\nA,商品名称\n".encode("gb18030"),
        "sku,title\nA,کالا\n".encode("utf-16"),
    ],
)
def test_other_encodings_are_refused(tmp_path, content):
    assert refusal(tmp_path, content).code in ("encoding_unknown", "file_unreadable")


@pytest.mark.parametrize("content", [b"\x00\x01\x02sku,title\n", b"%PDF-1.7\n\x00\x00", bytes(range(256)) * 4])
def test_binary_files_are_refused(tmp_path, content):
    assert refusal(tmp_path, content).code in ("file_unreadable", "encoding_unknown")


def test_a_quoted_field_may_hold_separators_quotes_and_line_ends(tmp_path):
    found = table(tmp_path, 'sku,title,price_rial\nA,"یک\nدو، ""سه"", چهار",5\nB,پنج,6\n'.encode())
    assert found.rows[0][1] == 'یک\nدو، "سه", چهار'
    # A row is what a spreadsheet calls a row, however many lines it takes.
    assert list(found.numbers) == [2, 3]


def test_an_open_quote_names_its_row_and_swallows_nothing(tmp_path):
    error = refusal(tmp_path, 'sku,title\nA,خوب\nB,"باز\nC,گم\n'.encode())
    assert (error.code, error.data["row"], error.data["reason"]) == ("file_unreadable", 3, "bad_quotes")


def test_empty_rows_are_left_out_and_still_counted(tmp_path):
    found = table(tmp_path, b"\nsku,title\n\n,,\nA,x\n")
    assert [list(row) for row in found.rows] == [["A", "x"]]
    assert list(found.numbers) == [5]


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n , ,\n"])
def test_an_empty_file_is_refused(tmp_path, content):
    assert refusal(tmp_path, content).code == "table_empty"


def test_a_title_of_100000_characters_is_read_whole(tmp_path):
    found = table(tmp_path, ("sku,title\nA," + "ب" * 200_000).encode())
    assert len(found.rows[0][1]) == 200_000


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path, reason in ((tmp_path / "none.csv", "not_found"), (tmp_path, "not_a_file")):
        with pytest.raises(ShopError) as refused:
            read_table(path, KNOWN)
        assert (refused.value.code, refused.value.data["reason"]) == ("file_unreadable", reason)


def sheet(tmp_path, *rows, name="t.xlsx", formats=()):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cell, number_format in formats:
        book.active[cell].number_format = number_format
    path = tmp_path / name
    book.save(path)
    return path


def test_numbers_of_a_sheet_become_exact_texts(tmp_path):
    path = sheet(
        tmp_path,
        KNOWN,
        (6260000000017, TITLE, 12500.0),
        (42, "سیب", 0.1),
        (1e15, True, date(2026, 11, 22)),
        formats=[("A3", "00000")],
    )
    rows = [list(row) for row in read_table(path, KNOWN).rows]
    assert rows[0] == ["6260000000017", TITLE, "12500"]
    assert rows[1] == ["00042", "سیب", "0.1"]
    assert rows[2][:2] == ["1000000000000000", "true"]
    assert rows[2][2].startswith("2026-11-22")


def test_a_sheet_is_known_by_its_content_not_its_name(tmp_path):
    path = sheet(tmp_path, KNOWN, ("A", TITLE, 5), name="goods.xlsx").rename(tmp_path / "goods.csv")
    assert read_table(path, KNOWN).rows[0][1] == TITLE


def test_a_damaged_sheet_is_refused(tmp_path):
    whole = sheet(tmp_path, KNOWN, ("A", TITLE, 5)).read_bytes()
    assert refusal(tmp_path, whole[: len(whole) // 2], "half.xlsx").data["reason"] == "damaged_excel"
    with zipfile.ZipFile(tmp_path / "odd.zip", "w") as archive:
        archive.writestr("readme.txt", "no sheet")
    assert refusal(tmp_path, (tmp_path / "odd.zip").read_bytes(), "odd.xlsx").data["reason"] == "damaged_excel"
    assert refusal(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old.xls").data["reason"] == "old_excel"


def test_cells_are_read_as_the_sheet_shows_them(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.append(["a", "b", "c", "d", "e"])
    sheet.append([12500.0, 0.1 + 0.2, 0.0925, True, 13749.999999999998])
    sheet["C2"].number_format = "0.00%"
    book.save(tmp_path / "b.xlsx")
    assert list(read_table(tmp_path / "b.xlsx", KNOWN).rows[0]) == ["12500", "0.3", "9.25", "true", "13750"]


def test_a_control_character_is_refused_with_its_row(tmp_path):
    refused = refusal(tmp_path, b"sku,title\nA-1,x\nA-2,\0\n")
    assert (refused.data["reason"], refused.data["row"]) == ("not_a_text", 3)
