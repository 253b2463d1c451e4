"""The Persian of reports and of what ``verify-pdf`` finds, where nobody asked for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bakala_desktop.cli.persian import amount, written
from bakala_desktop.domain.text import isolate_ltr, persian_digits
from bakala_desktop.gui.vocabulary import VALUES as NAMES


def report(shown: Mapping[str, Any], place: str) -> str:
    """Write a report in a few lines, and where its file is."""
    rows = {"sales": _sales, "vat": _vat, "stock": _stock}[shown["kind"]](shown)
    return "\n".join([*rows, *([written(place)] if place else [])])


def _days(shown: Mapping[str, Any]) -> str:
    first, last = (persian_digits(shown[name]) for name in ("from", "to"))
    return f"تاریخ {first}" if first == last else f"از {first} تا {last}"


def _sales(shown: Mapping[str, Any]) -> list[str]:
    parts = (("فروش", "sales"), ("برگشت و ابطال", "returns"), ("اصلاح", "corrections"))
    return [
        f"گزارش فروش، {_days(shown)}",
        *(
            f"{name}: {persian_digits(str(shown[key]['count']))} سند، {amount(shown[key]['payable'])}"
            for name, key in parts
        ),
        f"خالص: {amount(shown['net']['payable'])}",
    ]


def _vat(shown: Mapping[str, Any]) -> list[str]:
    rates = [
        f"نرخ {persian_digits(part['vat_percent'].replace('.', '٫'))}٪: {amount(part['base'])}، "
        f"مالیات {amount(part['vat'])}"
        for part in shown["rates"]
    ]
    return [f"گزارش مالیات، {_days(shown)}", *rates, f"جمع مالیات: {amount(shown['vat'])}"]


def _stock(shown: Mapping[str, Any]) -> list[str]:
    return [
        f"{isolate_ltr(row['sku'])}  {row['title']}  {persian_digits(row['stock'].replace('.', '٫'))} {row['unit']}"
        for row in shown["goods"]
    ]


def returned(shown: Mapping[str, Any]) -> str:
    """Write what ``return`` took back and gave back."""
    rows = [
        f"{persian_digits(str(line['line']))}. {line['title']} — "
        f"{persian_digits(line['quantity'].replace('.', '٫'))} = {amount(line['total'])}"
        for line in shown["lines"]
    ]
    paid = [f"{NAMES['tender'].get(t['kind'], t['kind'])}: {amount(t['amount'])}" for t in shown["tenders"]]
    head = f"صورتحساب برگشت {isolate_ltr(shown['serial'])} از صورتحساب {isolate_ltr(shown['invoice'])}"
    return "\n".join([head, *rows, f"مبلغ برگشت: {amount(shown['totals']['payable'])}", *paid])


def paper_proof(shown: Mapping[str, Any]) -> str:
    """Write what was found on a paper's file, and how its documents stand in the record."""
    named = [f"سند: {'، '.join(map(isolate_ltr, shown['documents']))}"] if shown["documents"] else []
    record = shown["record"]
    whole = "پرونده دست نخورده است"
    agrees = f"{whole} و با آنچه صادر شده می‌خواند." if record else f"{whole}؛ با دفتر فروشگاه سنجیده نشد."
    rows = [finding["message"] for finding in shown["findings"]] or [agrees]
    states = zip(shown["documents"], record["states"], strict=True) if record else ()
    told = [f"سند {isolate_ltr(serial)} {_STATES[state]}" for serial, state in states if state in _STATES]
    return "\n".join([*named, *rows, *told])


_STATES = {
    "changed": "پس از چاپ این برگه تغییر کرده است: کالایی برگشته یا صورتحسابی اصلاح یا باطل شده است.",
    "cancelled": "باطل شده است.",
    "replaced": "جای خود را به سند دیگری داده است.",
}
"""How a document stands that is not in force as its paper says."""
