"""Every error code has its Persian sentence, and each sentence gets the data it wants."""

from __future__ import annotations

import ast
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest

import bakala_desktop
from bakala_desktop.documents import paper_file
from bakala_desktop.domain.errors import ShopError, ShopTrouble
from bakala_desktop.domain.identifiers import KINDS
from bakala_desktop.gui.messages import field_name, missing_fields, reason_sentence, sentence
from bakala_desktop.gui.sentences import SENTENCES
from bakala_desktop.gui.vocabulary import FIELDS, REASONS, VALUES
from bakala_desktop.services.verify_papers import RECORD_FINDINGS
from bakala_desktop.storage import sqlite

PACKAGE = Path(bakala_desktop.__file__).parent
ERRORS = {"ShopError", "ShopTrouble", "CommandLineError", "rejected"}
"""What a code is given to; ``rejected`` of an import's row makes a ShopError of it."""


OF_THE_WINDOW = {"program_failed", "no_printer"}
"""Codes that no ShopError carries: the window and the command say them by themselves."""

OF_THE_BOOKS = {
    "rows_rejected",
    "serial_missing",
    "serial_counter_lags",
    "order_sums_wrong",
    "order_not_settled",
    "stock_moves_differ",
    "document_differs",
    "document_order_differs",
    "print_count_differs",
    "audit_chain_broken",
    "audit_object_altered",
    "audit_head_unknown",
}
"""Codes of an import that is taken whole or not, and of what ``verify`` finds."""


def raised() -> list[tuple[str, str, frozenset[str] | None]]:
    """Each code that the source raises, where, and with which data (None: not to be told from the source)."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            where = f"{path.relative_to(PACKAGE.parent)}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Call) and _called(node) in ERRORS and node.args:
                found += [(code, where, _keywords(node)) for code in _codes(node.args[0])]
            elif isinstance(node, ast.ClassDef):
                found += [(code, where, None) for code in _class_codes(node)]
    return found + [(code, "storage/sqlite.py", frozenset({"detail"})) for _, code in sqlite._TROUBLES]


def reasons() -> list[tuple[str, str]]:
    """Each (code.reason, where) that the source raises."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _called(node) in ERRORS and node.args:
                given = [keyword.value for keyword in node.keywords if keyword.arg == "reason"]
                pairs = [(code, reason) for code in _codes(node.args[0]) for value in given for reason in _codes(value)]
                where = f"{path.relative_to(PACKAGE.parent)}:{node.lineno}"
                found += [(f"{code}.{reason}", where) for code, reason in pairs if code != "field_missing"]
    return found


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", "") or getattr(node.func, "attr", "")


def _codes(argument: ast.expr) -> list[str]:
    """The codes an argument may be: a text, or either side of a conditional."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return [argument.value]
    if isinstance(argument, ast.IfExp):
        return _codes(argument.body) + _codes(argument.orelse)
    return []


def _keywords(call: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else frozenset(names)


def _class_codes(node: ast.ClassDef) -> list[str]:
    """``reason = "…"`` in a class of refusals (domain/identifiers/refusals.py)."""
    if not any(getattr(base, "id", "").startswith("Invalid") for base in node.bases):
        return []
    return [
        statement.value.value
        for statement in node.body
        if isinstance(statement, ast.Assign) and statement.targets[0].id == "reason"
    ]


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_code_that_the_source_raises_has_a_sentence():
    lacking = sorted({f"{code} ({where})" for code, where, _ in raised() if code not in SENTENCES})
    assert not lacking, "\n".join(lacking)


def test_everything_found_in_a_file_has_a_sentence_without_blanks():
    assert {code: blanks(SENTENCES[code]) for code in paper_file.FINDINGS if blanks(SENTENCES[code])} == {}


def test_every_reason_has_a_sentence_of_its_own():
    lacking = sorted({f"{code} ({where})" for code, where in reasons() if code not in SENTENCES})
    assert not lacking, "\n".join(lacking)


def test_no_sentence_is_left_over():
    known = {code for code, _, _ in raised()} | OF_THE_WINDOW | OF_THE_BOOKS | paper_file.FINDINGS | RECORD_FINDINGS
    assert not sorted({code.partition(".")[0] for code in SENTENCES} - known)


def test_every_sentence_gets_the_data_that_it_wants():
    lacking = [
        f"{where}: {code} is raised without {sorted(blanks(SENTENCES[code]) - data)}"
        for code, where, data in raised()
        if data is not None and code in SENTENCES and not blanks(SENTENCES[code]) <= data
    ]
    assert not lacking, "\n".join(lacking)


@pytest.mark.parametrize("text", [*SENTENCES.values(), *FIELDS.values(), *REASONS.values()])
def test_sentences_are_spelt_with_persian_letters_and_digits(text):
    plain = re.sub("[A-Za-z][A-Za-z0-9_-]*", "", text)
    for blank in blanks(text):
        plain = plain.replace("{" + blank + "}", "").replace("{}", "")
    assert not set("يكةى٠١٢٣٤٥٦٧٨٩0123456789\"'") & set(plain)
    assert "\u200c " not in plain
    assert " \u200c" not in plain


@pytest.mark.parametrize("text", SENTENCES.values())
def test_sentences_end_like_sentences(text):
    assert text.endswith((".", "}")), text


def test_every_kind_of_number_has_a_name():
    assert set(KINDS) <= set(VALUES["kind"])


def test_amounts_and_codes_are_written_for_the_eye():
    assert "۱٬۲۵۰٬۰۰۰ ریال" in sentence(ShopError("tenders_too_small", rest=1250000, payable=2))
    part = sentence(ShopError("quantity_not_whole", sku="AB-12", unit="عدد", value="1.5"))
    assert "\u2066AB-12\u2069" in part
    assert "۱٫۵" in part


def test_the_reason_chooses_the_sentence():
    assert "یا به ریال" in sentence(ShopError("bad_discount", reason="one_of_percent_and_rial"))
    assert sentence(ShopError("bad_discount")) == SENTENCES["bad_discount"]


def test_stock_and_missing_fields_are_written_for_the_eye():
    assert "۲٫۵ مانده" in sentence(ShopError("stock_too_small", sku="A", title="پنیر", stock_e8=250_000_000))
    error = ShopError("customer_incomplete", field="customer.name", missing=["customer.name", "customer.address"])
    assert sentence(error) == "اطلاعات مشتری کامل نیست. بنویسید: نام، نشانی."


def test_the_place_in_a_file_is_said_first():
    error = ShopError("not_a_number", text="abc", file="goods.csv", row=12, column="price_rial")
    assert sentence(error).startswith("پروندهٔ \u2066goods.csv\u2069، سطر ۱۲، ستون قیمت: ")


def test_a_code_without_a_sentence_still_says_its_code():
    assert "\u2066never_heard_of\u2069" in sentence(ShopTrouble("never_heard_of"))


def test_hostile_data_cannot_spoil_a_sentence():
    error = ShopError("not_a_number", text="{field}\u202e\x07" + "x" * 5000)
    text = sentence(error)
    assert "\u202e" not in text
    assert "\x07" not in text
    assert len(text) < 200
    assert sentence(ShopError("tenders_too_small")).endswith(".")


def test_fields_are_named_as_a_cashier_names_them():
    assert field_name("customer.email") == "ایمیل"
    assert field_name("tenders[1].kind") == "نوع دریافت (دریافتی ۲)"
    assert field_name("lines[2].quantity") == "تعداد"
    assert field_name("never.heard") == "\u2066never.heard\u2069"
    assert missing_fields(["customer.mobile", "customer.city", "mobile"]) == "تلفن همراه، شهر"
    assert reason_sentence("old_form") == REASONS["old_form"]


def test_the_command_gets_its_sentences_without_qt():
    code = "import bakala_desktop.gui.messages, sys; sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
