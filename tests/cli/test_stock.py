"""``import`` and ``search`` through the command: what scripts are told, and files as shops really export them."""

from __future__ import annotations

import pytest

HEADER = "sku,barcode,title,category,unit,price_rial,vat_percent"
GOOD = "A-1,6260000000017,کالای یکم,گروه,عدد,1000,10"
BAD = "A-2,,کالای دوم,گروه,عدد,هزار,10"


def test_the_answer_lists_what_was_rejected_and_where(bakala, write_csv):
    done = bakala("import", "products", write_csv(f"{HEADER}\n{GOOD}\n\n{BAD}\n"))
    assert done.code == 0
    answer = done.json
    assert "هزار" in answer["rejected"][0].pop("message")
    rejected = [{"row": 4, "column": "price_rial", "code": "not_a_number"}]
    assert answer == {"read": 2, "created": 1, "updated": 0, "rejected": rejected}
    again = bakala("import", "products", write_csv(f"{HEADER}\n{GOOD}\n"))
    assert (again.json["created"], again.json["updated"]) == (0, 1)


def test_a_dry_run_changes_nothing(bakala, write_csv):
    before = bakala.state()
    done = bakala("import", "products", write_csv(f"{HEADER}\n{GOOD}\n"), "--dry-run")
    assert (done.code, done.json["created"]) == (0, 1)
    assert bakala.state() == before


def test_all_or_nothing_ends_with_3_and_still_lists_the_rows(bakala, write_csv):
    before = bakala.state()
    done = bakala("import", "products", write_csv(f"{HEADER}\n{GOOD}\n{BAD}\n"), "--all-or-nothing")
    assert (done.code, done.error["code"]) == (3, "rows_rejected")
    assert done.error["data"]["rejected"][0]["row"] == 3
    assert (done.json["read"], done.json["created"], len(done.json["rejected"])) == (2, 0, 1)
    assert bakala.state() == before


@pytest.mark.parametrize("column", HEADER.split(","))
def test_a_missing_column_is_refused_by_name(bakala, write_csv, column):
    before = bakala.state()
    names = HEADER.split(",")
    at = names.index(column)
    rows = [",".join(cells[:at] + cells[at + 1 :]) for cells in (names, GOOD.split(","))]
    done = bakala("import", "products", write_csv("\n".join(rows)))
    assert (done.code, done.error["code"]) == (3, "column_missing")
    assert done.error["data"] == {"file": "table.csv", "column": column, "header": column}
    assert bakala.state() == before


def test_windows_1256_with_semicolons_is_taken_and_kept_readable(bakala, write_csv):
    text = f"{HEADER}\nق-1,,پنير كوزه اي,لبنيات,عدد,1000,0\n".replace(",", ";")
    assert bakala("import", "products", write_csv(text, encoding="cp1256")).json["created"] == 1
    found = bakala("search", "products", "کوزه").json["results"]
    assert found[0]["title"] == "پنیر کوزه ای"
    assert set(found[0]) == {"id", "sku", "barcode", "title", "price_rial"}
    assert (found[0]["sku"], found[0]["barcode"], found[0]["price_rial"]) == ("ق-1", None, 1000)


def test_titles_full_of_oddities_stay_readable(bakala, write_csv):
    odd = "\u202eشکلات\u200b 🍫 \x07‌تلخ\u2066"
    done = bakala("import", "products", write_csv(f'{HEADER}\nX,,"{odd}",,عدد,1,\n'.replace("\x07", "")))
    assert done.json["created"] == 1
    assert bakala("search", "products", "شکلات تلخ").json["results"][0]["title"] == "شکلات 🍫 تلخ"


def test_a_title_of_100000_characters_is_rejected_without_flooding_anybody(bakala, write_csv):
    done = bakala("import", "products", write_csv(f"{HEADER}\nX,,{'ب' * 100_000},,عدد,1,\n{GOOD}\n"))
    assert (done.json["created"], done.json["rejected"][0]["code"]) == (1, "field_too_long")
    assert len(done.out) < 1000


def test_unknown_columns_are_mentioned_beside_the_answer(bakala, write_csv):
    done = bakala("import", "products", write_csv(f"{HEADER},رنگ\n{GOOD},سرخ\n"))
    assert done.json["created"] == 1
    assert "رنگ" in done.err


def test_an_unreadable_file_is_refused_with_its_name(bakala, tmp_path, write_csv):
    missing = bakala("import", "products", tmp_path / "none.csv")
    assert (missing.code, missing.error["code"], missing.error["data"]["file"]) == (3, "file_unreadable", "none.csv")
    (tmp_path / "odd.csv").write_bytes(b"sku,title\nA,caf\xe9 cr\xe8me\n")
    odd = bakala("import", "customers", tmp_path / "odd.csv")
    assert (odd.code, odd.error["code"], odd.error["data"]["file"]) == (3, "encoding_unknown", "odd.csv")


def test_customers_are_imported_and_found(bakala, write_csv):
    text = "kind,first_name,last_name,national_code,name,national_id,mobile\n" + (
        "natural,نگار,آزمونی,12345679,,,9122002580\nlegal,,,,شرکت نمونه,14003778990,\n"
    )
    assert bakala("import", "customers", write_csv(text)).json["created"] == 2
    (found,) = bakala("search", "customers", "0012345679").json["results"]
    assert {**found, "id": ""} == {"id": "", "kind": "natural", "name": "نگار آزمونی", "mobile": "09122002580"}
    assert len(bakala("search", "customers", "ن", "--limit", "۱").json["results"]) == 1


def test_text_output_counts_and_names_the_rows(bakala, write_csv):
    done = bakala("import", "products", write_csv(f"{HEADER}\n{GOOD}\n{BAD}\n"), as_json=False)
    assert "۲ سطر خوانده شد؛ ۱ تازه، ۰ به‌روز، ۱ رد." in done.out
    assert "سطر ۳، ستون \u2066price_rial\u2069: «هزار» عدد نیست." in done.out
    assert "کالای یکم" in bakala("search", "products", "یکم", as_json=False).out
    assert "پیدا نشد" in bakala("search", "products", "هیچ‌کدام", as_json=False).out


def test_a_limit_beyond_all_goods_is_taken(bakala):
    assert bakala("search", "products", "چای", "--limit", "9" * 30).json == {"results": []}


def test_a_long_category_is_rejected_and_not_cut(bakala, write_csv):
    report = bakala("import", "products", write_csv(HEADER + f"\nA-1,,کالا,{'گ' * 101},عدد,5,10\n")).json
    assert [(row["column"], row["code"]) for row in report["rejected"]] == [("category", "field_too_long")]


def test_a_number_of_too_many_digits_is_not_called_no_number(bakala, write_csv):
    report = bakala("import", "products", write_csv(HEADER + f"\nA-1,,کالا,گروه,عدد,{'9' * 40},10\n")).json
    assert "۳۰ رقم" in report["rejected"][0]["message"]
