"""How the command is called: options, passwords, exit codes, and answers that a script can rely on."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from builders import NEW_PASSWORD, OWNER, PASSWORD

from bakala_desktop import bootstrap
from bakala_desktop.cli import calling, plain


@pytest.mark.parametrize(
    "argv",
    [
        ["shift", "open"],
        ["report", "z"],
        ["return"],
        ["certificate"],
        ["verify-pdf"],
        ["serve-unsubscribe"],
        ["sell"],
        ["sell", "o.json", "--receipt"],
        ["orders", "--status", "lost"],
        ["check", "shoe_size", "42"],
        ["search", "products", "x", "--limit", "0"],
        ["invoice", "1405-A-1"],
        ["import"],
        ["words"],
        ["--no-such-option"],
        ["--js", "words", "1"],
    ],
)
def test_a_wrong_command_line_is_answered_with_2_and_one_document(bakala, argv):
    done = bakala(*argv)
    assert done.code == 2
    assert done.error["code"] == "bad_command_line"
    assert "نوشته نشده" in done.error["message"]
    assert done.err == ""


def test_a_call_without_a_user_is_a_wrong_command_line(bakala):
    done = bakala("orders", user=None)
    assert (done.code, done.error["code"]) == (2, "user_missing")


@pytest.mark.parametrize("argv", [["order", "complete", "X", "c.json"], ["upkeep"]])
def test_what_waits_for_delivery_is_refused_by_rule(bakala, argv):
    done = bakala(*argv)
    assert (done.code, done.error["code"]) == (3, "delivery_not_available")


def test_help_lists_what_there_is_and_nothing_else(bakala):
    done = bakala("--help", user=None, as_json=False)
    assert done.code == 0
    for name in (
        "init",
        "import",
        "sell",
        "orders",
        "invoice",
        "return",
        "certificate",
        "report",
        "verify-pdf",
        "check",
        "words",
        "staff",
        "verify",
        "backup",
        "restore",
    ):
        assert f"\n    {name} " in done.out
    for name in ("upkeep", "shift", "serve-unsubscribe"):
        assert name not in done.out
    assert "complete" not in bakala("order", "--help", user=None, as_json=False).out


def test_options_are_taken_before_and_after_the_command(bakala):
    after = bakala("orders", "--user", OWNER, "--json", user=None, as_json=False)
    nested = bakala("staff", "list", "--json", "--user", OWNER, user=None, as_json=False)
    assert (after.code, after.json) == (0, {"orders": []})
    assert nested.json["users"][0]["name"] == OWNER


def test_data_on_the_command_line_goes_before_the_environment(bakala, tmp_path):
    done = bakala("--data", tmp_path / "elsewhere", "orders")
    assert (done.code, done.error["code"]) == (4, "shop_missing")
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(
    "argv", [["--database", "postgresql://db/shop", "orders"], ["orders", "--database", "sqlite://"]]
)
def test_another_database_is_refused(bakala, argv):
    done = bakala(*argv)
    assert (done.code, done.error["code"]) == (4, "database_not_available")


def test_another_database_of_the_environment_is_refused(bakala):
    done = bakala("orders", BAKALA_DATABASE="postgresql://db/shop")
    assert (done.code, done.error["code"]) == (4, "database_not_available")


def test_without_a_terminal_nobody_is_asked_for_a_password(bakala, monkeypatch):
    monkeypatch.setattr(calling.getpass, "getpass", lambda prompt: pytest.fail("asked"))
    done = bakala("orders", BAKALA_PASSWORD=None)
    assert (done.code, done.error["code"]) == (4, "password_missing")
    assert done.error["data"] == {"variable": "BAKALA_PASSWORD"}


class Terminal:
    """A standard input with somebody before it."""

    def isatty(self):
        return True


def test_at_a_terminal_the_password_is_asked_for_without_echo(bakala, monkeypatch):
    asked = []
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(calling.getpass, "getpass", lambda prompt: asked.append(prompt) or PASSWORD)
    assert bakala("orders", BAKALA_PASSWORD=None).code == 0
    assert len(asked) == 1


def test_a_new_password_is_typed_twice_and_compared(bakala, monkeypatch):
    typed = iter([NEW_PASSWORD, NEW_PASSWORD + "x"])
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(calling.getpass, "getpass", lambda prompt: next(typed))
    done = bakala("staff", "add", "سارا", "--role", "cashier")
    assert (done.code, done.error["code"]) == (3, "passwords_differ")


def test_a_wrong_password_and_a_wrong_name_look_alike(bakala):
    wrong = bakala("orders", BAKALA_PASSWORD="not-the-one")
    unknown = bakala("orders", user="کسی دیگر")
    assert (wrong.code, unknown.code) == (3, 3)
    assert wrong.error == unknown.error
    assert wrong.error["code"] == "sign_in_refused"


def test_each_call_signs_in_for_itself_and_ends_no_session(bakala):
    bakala("orders")
    bakala("orders")
    own = bootstrap.open_shop(bootstrap.find_till(None, bakala.environment))
    with own.read() as work:
        rows = work.connection.exec_driver_sql("SELECT kind, ended_at FROM sessions WHERE kind = 'command'").all()
    own.database.close()
    assert [tuple(row) for row in rows] == [("command", None)] * 2


def test_an_unexpected_error_becomes_an_incident_and_no_traceback(bakala, monkeypatch):
    def broken(number):
        raise RuntimeError(f"secret {number}")

    monkeypatch.setattr(plain, "rials_in_words", broken)
    done = bakala("words", "12")
    number = done.error["data"]["incident"]
    assert (done.code, done.error["code"], done.err) == (4, "internal_error", "")
    log = (bakala.folder / "logs" / "incidents.log").read_text("utf-8")
    assert number in log
    assert "RuntimeError" in log
    assert "secret 12" not in log


def test_without_json_errors_go_to_standard_error_in_persian(bakala):
    done = bakala("invoice", "1405-A-9", "--out", bakala.folder / "x.pdf", as_json=False)
    assert (done.code, done.out) == (3, "")
    assert "پیدا نشد" in done.err
    assert not (bakala.folder / "x.pdf").exists()


def test_check_answers_in_order_and_never_fails(bakala):
    done = bakala("check", "national_code", "۰۰۱۲۳۴۵۶۷۹", "0012345670", "", user=None)
    assert done.code == 0
    assert done.json == {
        "results": [
            {"value": "۰۰۱۲۳۴۵۶۷۹", "valid": True, "normal": "0012345679", "reason": None},
            {"value": "0012345670", "valid": False, "normal": None, "reason": "invalid_checksum"},
            {"value": "", "valid": False, "normal": None, "reason": "invalid_length"},
        ]
    }
    odd = bakala("check", "postal_code", "1234567890", user=None).json["results"][0]
    assert (odd["valid"], odd["reason"]) == (True, "unusual_pattern")


def test_words_need_no_user_and_no_shop(empty):
    done = empty("words", "۱٬۲۵۰٬۰۰۰", user=None)
    assert done.json == {"rial": 1250000, "words": "یک میلیون و دویست و پنجاه هزار ریال"}
    assert not empty.folder.exists()
    plain_text = empty("words", "10", user=None, as_json=False)
    assert plain_text.out == "ده ریال\n"


@pytest.mark.parametrize(
    ("given", "code"), [("1.5", "amount_not_whole"), ("ده", "not_a_number"), ("9" * 20, "number_too_large")]
)
def test_words_refuse_what_is_no_amount(bakala, given, code):
    done = bakala("words", given, user=None)
    assert (done.code, done.error["code"]) == (3, code)


# In processes of their own: what the locale, the terminal and the pipe do.


def test_a_c_locale_changes_nothing(process):
    locale = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    found = process.run("--json", "--user", OWNER, "search", "products", "سیب", **locale)
    assert found.code == 0, found.err
    assert "سیب" in found.json["results"][0]["title"]
    shown = process.run("words", "۱۰", **locale)
    assert shown.out.strip() == "ده ریال"
    refused = process.run("--user", OWNER, "order", "show", "نیست", **locale)
    assert (refused.code, refused.out) == (3, "")
    assert "سفارش" in refused.err


def test_values_of_check_come_from_standard_input_line_by_line(process):
    done = process.run("--json", "check", "mobile", "-", stdin="۰۹۱۲۲۰۰۲۵۸۰\r\n\n12\n".encode())
    assert [(r["value"], r["valid"]) for r in done.json["results"]] == [
        ("۰۹۱۲۲۰۰۲۵۸۰", True),
        ("", False),
        ("12", False),
    ]
    bytes_of_nobody = process.run("--json", "check", "mobile", stdin=b"\xff\xfe\n")
    assert bytes_of_nobody.code == 0


def test_check_loads_neither_the_database_nor_the_windows(process):
    program = (
        "import sys; from bakala_desktop.cli.main import main; code = main(['check', 'ean', '1']);"
        "loaded = {'sqlalchemy', 'PySide6', 'reportlab', 'openpyxl', 'argon2'} & set(sys.modules);"
        "sys.exit(str(loaded) if loaded else code)"
    )
    done = subprocess.run([sys.executable, "-c", program], env=process.environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_sample_goods_can_be_found_and_sold_by_their_scale_label(process, tmp_path):
    order = tmp_path / "order.json"
    order.write_text(json.dumps({"lines": [{"code": "2100042012509", "quantity": "1"}]}), "utf-8")
    done = process.run("--json", "--user", OWNER, "sell", order)
    assert done.json["lines"][0]["quantity"] == "1.25"
    assert done.json["status"] == "awaiting_payment"


@pytest.mark.parametrize("where", ["parse", "_command"])
def test_an_interrupted_call_answers_with_one_document_and_no_traceback(bakala, monkeypatch, where):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(f"bakala_desktop.cli.main.{where}", interrupt)
    done = bakala("orders")
    assert (done.code, done.error["code"]) == (4, "interrupted")
    assert done.err == ""
