"""``import`` and ``search``: goods and customers into the shop, and found again."""

from __future__ import annotations

from typing import Any

from bakala_desktop.cli import persian
from bakala_desktop.cli.answers import Answer, refusal
from bakala_desktop.cli.calling import Call
from bakala_desktop.devices.table_files import read_table
from bakala_desktop.domain import customer_import
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.import_plan import RejectedRow
from bakala_desktop.domain.product_row import COLUMNS, OPTIONAL
from bakala_desktop.gui.messages import sentence
from bakala_desktop.services.catalog import search_products
from bakala_desktop.services.customers import search_customers
from bakala_desktop.services.imports import ImportReport, RowsRejected, import_customers, import_products


def _rejected(row: RejectedRow) -> dict[str, Any]:
    return {"row": row.number, "column": row.column, "code": row.error.code, "message": sentence(row.error)}


def _shown(report: ImportReport) -> dict[str, Any]:
    return {
        "read": report.read,
        "created": report.created,
        "updated": report.updated,
        "rejected": [_rejected(row) for row in report.rejected],
    }


def _import(call: Call, *, products: bool) -> Answer:
    shop = call.enter()
    known = (*COLUMNS, *OPTIONAL) if products else customer_import.COLUMNS
    take = import_products if products else import_customers
    options = call.options
    try:
        table = read_table(options.file, known)
        report = take(shop, table, dry_run=options.dry_run, all_or_nothing=options.all_or_nothing)
    except RowsRejected as error:
        shown = _shown(error.report) | {"created": 0, "updated": 0}
        named = ShopError(error.code, file=options.file.name, **error.data, rejected=shown["rejected"])
        answer = refusal(named, shown)
        listed = persian.imported(shown, dry_run=False)
        return Answer(answer.document, f"{answer.text}\n{listed}", answer.exit_code, is_error=True)
    except ShopError as error:
        raise type(error)(error.code, **{"file": options.file.name, **error.data}) from error
    if report.ignored:
        call.say(persian.ignored_columns(report.ignored))
    shown = _shown(report)
    return Answer(shown, persian.imported(shown, dry_run=options.dry_run))


def take_products(call: Call) -> Answer:
    """Import goods from a file."""
    return _import(call, products=True)


def take_customers(call: Call) -> Answer:
    """Import customers from a file."""
    return _import(call, products=False)


def find_products(call: Call) -> Answer:
    """Search goods, best first."""
    found = search_products(call.enter(), call.options.text, call.options.limit)
    results = [
        {"id": str(p.id), "sku": p.sku, "barcode": p.barcode, "title": p.title, "price_rial": p.price} for p in found
    ]
    return Answer({"results": results}, persian.products(results))


def find_customers(call: Call) -> Answer:
    """Search customers, best first."""
    found = search_customers(call.enter(), call.options.text, call.options.limit)
    results = [{"id": str(c.id), "kind": c.kind.value, "name": c.display_name, "mobile": c.mobile} for c in found]
    return Answer({"results": results}, persian.customers(results))


COMMANDS = {
    "import products": take_products,
    "import customers": take_customers,
    "search products": find_products,
    "search customers": find_customers,
}
