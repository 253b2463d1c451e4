"""The command's own Persian: its help, and its answers where nobody asked for JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bakala_desktop.domain.money import format_amount
from bakala_desktop.domain.text import isolate_ltr, persian_digits
from bakala_desktop.gui.vocabulary import VALUES as NAMES

DESCRIPTION = "صندوق فروش «با کالا»؛ بدون فرمان، پنجرهٔ صندوق باز می‌شود."
ARGUMENTS = "ورودی‌ها"
OPTIONS = "گزینه‌ها"
COMMANDS = "فرمان‌ها"

HELP = "همین راهنما"
DATA = "پوشهٔ این صندوق (یا BAKALA_DATA)"
DATABASE = "نشانی پایگاه داده (یا BAKALA_DATABASE)"
USER = "نام کاربر؛ رمز از BAKALA_PASSWORD خوانده یا پرسیده می‌شود"
JSON = "پاسخ به شکل یک سند JSON"
OWNER = "نام مالک فروشگاه"
SHOP = "مشخصات فروشگاه"
SAMPLE = "کالا، مشتری و کاربر نمونه هم افزوده شود"
OUT_DIR = "پوشهٔ خروجی"
TABLE = "پروندهٔ csv یا xlsx"
DRY_RUN = "فقط بررسی شود و چیزی ثبت نشود"
ALL_OR_NOTHING = "اگر سطری نادرست است، هیچ سطری ثبت نشود"
SEARCHED = "متن جست‌وجو"
LIMIT = "بیشترین شمار پاسخ"
ORDER = "پروندهٔ سفارش"
INVOICE = "صورتحساب در این پرونده نوشته شود"
STATUS = "فقط سفارش‌های این وضعیت: "
ORDER_ID = "شناسهٔ سفارش"
SERIAL = "شمارهٔ صورتحساب"
OUT = "پروندهٔ PDF"
RETURN = "پروندهٔ برگشت: شمارهٔ صورتحساب، ردیف‌ها و تعدادها، علت و مبلغ‌های پس‌داده"
SERIALS = "شمارهٔ صورتحساب؛ یکی یا چندتا"
CUSTOMER_ID = "شناسهٔ مشتری حقوقی؛ همراه --from و --to"
FROM = "نخستین روز، مانند ۱۴۰۵/۰۹/۰۱"
TO = "واپسین روز"
RECEIPT = "رسید هشتاد میلی‌متری در این پرونده نوشته شود"
REPORT_OUT = "گزارش در این پروندهٔ PDF یا xlsx نوشته شود"
PAPER_FILE = "پروندهٔ PDF که از این برنامه بیرون آمده است"
VALUES = "مقدارها؛ با - یا بدون مقدار، از ورودی استاندارد، هر سطر یکی"
RIAL = "مبلغ به ریال"
NAME = "نام کاربر"
HEAD = "کد سرزنجیره که پیش‌تر یادداشت شده است"
BACKUP = "پروندهٔ پشتیبان"

ABOUT = {
    "run": "پنجرهٔ صندوق را باز می‌کند",
    "init": "فروشگاه را برپا می‌کند: پایگاه داده و مالک",
    "sample-day": "یک روز نمونه را در پنجره‌های واقعی اجرا می‌کند",
    "import": "کالاها یا مشتریان را از پرونده می‌خواند",
    "import products": "کالاها را از پرونده می‌خواند",
    "import customers": "مشتریان را از پرونده می‌خواند",
    "search": "کالا یا مشتری را جست‌وجو می‌کند",
    "search products": "کالا را جست‌وجو می‌کند",
    "search customers": "مشتری را جست‌وجو می‌کند",
    "sell": "سفارش را ثبت و کامل می‌کند",
    "orders": "سفارش‌ها را فهرست می‌کند",
    "order": "یک سفارش",
    "order show": "یک سفارش را نشان می‌دهد",
    "invoice": "صورتحساب صادرشده را به PDF می‌نویسد",
    "return": "کالای فروخته‌شده را پس می‌گیرد و صورتحساب برگشت صادر می‌کند",
    "certificate": "گواهی مالیات و عوارض ارزش افزوده صادر می‌کند",
    "report": "گزارش فروش، مالیات یا موجودی؛ بدون تاریخ، همین امروز",
    "verify-pdf": "می‌سنجد که پروندهٔ PDF دست نخورده است و با دفتر یکی است",
    "check": "کد ملی، شبا، بارکد و مانند آن را بررسی می‌کند",
    "words": "مبلغ را به حروف می‌نویسد",
    "staff": "کاربران",
    "staff add": "کاربر تازه می‌افزاید؛ رمز از BAKALA_NEW_PASSWORD",
    "staff password": "رمز خود یا کاربر دیگری را عوض می‌کند؛ رمز از BAKALA_NEW_PASSWORD",
    "staff list": "کاربران را فهرست می‌کند",
    "staff disable": "کاربر را غیرفعال می‌کند",
    "verify": "درستی پایگاه داده، شماره‌ها، جمع‌ها و زنجیرهٔ رویدادها را می‌سنجد",
    "backup": "نسخهٔ پشتیبان رمزشده می‌سازد",
    "restore": "نسخهٔ پشتیبان را جایگزین می‌کند",
}
"""What each listed command does; a command without a line here is not listed."""

PASSWORD = "رمز عبور: "
NEW_PASSWORD = "رمز عبور تازه: "
AGAIN = "همان رمز، یک بار دیگر: "
NOTHING_FOUND = "چیزی پیدا نشد."
NO_INVOICE_YET = "صورتحسابی نوشته نشد: این سفارش هنوز در انتظار پرداخت است."


def amount(rial: int) -> str:
    """Write an amount with its unit."""
    return f"{format_amount(rial)} ریال"


def status(code: str) -> str:
    """Name an order's status."""
    return NAMES["status"].get(code, code)


def order(shown: Mapping[str, Any]) -> str:
    """Write what ``sell`` and ``order show`` print."""
    totals, invoice = shown["totals"], shown["invoice"]
    rows = [
        f"{persian_digits(str(number))}. {line['title']} — {persian_digits(line['quantity'].replace('.', '٫'))} × "
        f"{format_amount(line['unit_price'])} = {amount(line['total'])}"
        for number, line in enumerate(shown["lines"], 1)
    ]
    head = f"سفارش {isolate_ltr(shown['order'])} — {status(shown['status'])}"
    sums = [
        f"جمع: {amount(totals['gross'])} — تخفیف: {amount(totals['discount'])} — مالیات: {amount(totals['vat'])}",
        f"قابل پرداخت: {amount(totals['payable'])}",
    ]
    paid = [f"{NAMES['tender'].get(t['kind'], t['kind'])}: {amount(t['amount'])}" for t in shown["tenders"]]
    change = [f"باقی پول: {amount(shown['change'])}"] if shown["change"] else []
    issued = [f"صورتحساب: {isolate_ltr(invoice['serial'])}"] if invoice else []
    return "\n".join([head, *rows, *sums, *paid, *change, *issued])


def orders(listed: Sequence[Mapping[str, Any]]) -> str:
    """Write the list of orders, one a line."""
    rows = [
        f"{isolate_ltr(o['order'])}  {status(o['status'])}  {amount(o['payable'])}  {o['customer'] or '—'}"
        for o in listed
    ]
    return "\n".join(rows) or NOTHING_FOUND


def products(found: Sequence[Mapping[str, Any]]) -> str:
    """Write goods that were found, one a line."""
    rows = [f"{isolate_ltr(p['sku'])}  {p['title']}  {amount(p['price_rial'])}" for p in found]
    return "\n".join(rows) or NOTHING_FOUND


def customers(found: Sequence[Mapping[str, Any]]) -> str:
    """Write customers that were found, one a line."""
    rows = [f"{c['name']} ({NAMES['kind'][c['kind']]})  {persian_digits(c['mobile'])}" for c in found]
    return "\n".join(rows) or NOTHING_FOUND


def imported(report: Mapping[str, Any], *, dry_run: bool) -> str:
    """Write what came of a file."""
    numbers = {name: persian_digits(str(report[name])) for name in ("read", "created", "updated")}
    rejected = report["rejected"]
    head = "بررسی شد و چیزی ثبت نشد: " if dry_run else ""
    line = (
        f"{head}{numbers['read']} سطر خوانده شد؛ {numbers['created']} تازه، {numbers['updated']} به‌روز، "
        f"{persian_digits(str(len(rejected)))} رد."
    )
    return "\n".join([line, *map(_rejected, rejected)])


def _rejected(row: Mapping[str, Any]) -> str:
    column = f"، ستون {isolate_ltr(row['column'])}" if row["column"] else ""
    return f"سطر {persian_digits(str(row['row']))}{column}: {row['message']}"


def ignored_columns(names: Sequence[str]) -> str:
    """Say which columns of a file were left aside."""
    return "این ستون‌ها شناخته نیستند و خوانده نشدند: " + "، ".join(isolate_ltr(name[:40]) for name in names[:20])


def checks(results: Sequence[Mapping[str, Any]], reasons: Mapping[str, str]) -> str:
    """Write the answers to ``check``, one a line."""
    return "\n".join(
        f"{isolate_ltr(r['value'])}  {'درست' if r['valid'] else 'نادرست'}"
        + (f"  {isolate_ltr(r['normal'])}" if r["normal"] else "")
        + (f"  {reasons.get(r['reason'], r['reason'])}" if r["reason"] else "")
        for r in results
    )


REASONS = {
    "invalid_length": "شمار رقم‌ها درست نیست",
    "invalid_characters": "نویسهٔ نادرست دارد",
    "invalid_pattern": "به این شکل وجود ندارد",
    "invalid_checksum": "رقم کنترل نمی‌خواند",
    "unusual_pattern": "شکل آن معمول نیست",
    "unknown_prefix": "پیش‌شماره شناخته نیست",
    "old_form": "شکل قدیمی",
}
"""Short words for the reasons of ``check``."""


def users(listed: Sequence[Mapping[str, Any]]) -> str:
    """Write the users, one a line."""
    return "\n".join(
        f"{u['name']}  {NAMES['role'].get(u['role'], u['role'])}"
        + ("  غیرفعال" if u["disabled"] else "")
        + ("  باید رمز تازه بگذارد" if u["must_change_password"] else "")
        for u in listed
    )


def founded(owner: str, place: str) -> str:
    """Say that the shop stands."""
    return f"فروشگاه برپا شد. مالک: «{owner}». پوشهٔ داده‌ها: {isolate_ltr(place)}"


def written(place: str) -> str:
    """Say where a file was written."""
    return f"نوشته شد: {isolate_ltr(place)}"


def restored(place: str, kept: str | None) -> str:
    """Say what was put back, and where the books before it are kept."""
    line = f"بازیابی شد: {isolate_ltr(place)}"
    return line + (f"\nنسخهٔ پیشین: {isolate_ltr(kept)}" if kept else "")


def proof(findings: Sequence[Mapping[str, Any]], head: str) -> str:
    """Write what ``verify`` found."""
    rows = [finding["message"] for finding in findings] or ["همه چیز درست است."]
    return "\n".join([*rows, f"سرزنجیره: {isolate_ltr(head)}"])
