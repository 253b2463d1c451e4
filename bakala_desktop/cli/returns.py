"""``return``: sold goods taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bakala_desktop.cli import persian, persian_papers
from bakala_desktop.cli.answers import Answer
from bakala_desktop.cli.calling import Call
from bakala_desktop.cli.orders import shown_tender, shown_totals
from bakala_desktop.cli.paper_writing import write_paper
from bakala_desktop.devices.json_file import read_json_object
from bakala_desktop.domain.document import DocumentLine, Invoice
from bakala_desktop.domain.errors import ShopError, ShopTrouble
from bakala_desktop.domain.return_file import return_of
from bakala_desktop.domain.tax import percent_text
from bakala_desktop.services.returns import return_goods


def _line(line: DocumentLine) -> dict[str, Any]:
    return {
        "line": line.number,
        "sku": line.code,
        "title": line.title,
        "quantity": str(line.quantity),
        "gross": line.figures.gross,
        "discount": line.figures.discount,
        "net": line.figures.net,
        "vat_percent": percent_text(line.vat_rate),
        "vat": line.figures.vat,
        "total": line.figures.total,
    }


def shown_return(document: Invoice) -> dict[str, Any]:
    """Return what ``return`` prints; ``line`` is the number of the line on the invoice."""
    return {
        "serial": str(document.serial),
        "invoice": str(document.changes),
        "lines": [_line(line) for line in document.lines],
        "totals": shown_totals(document.totals),
        "tenders": [shown_tender(tender) for tender in document.tenders],
    }


def take_back(call: Call) -> Answer:
    """Take goods back; the paper's place is tried before anything is given back."""
    shop = call.enter()
    out: Path | None = call.options.out
    values = read_json_object(call.options.file)
    try:
        request = return_of(values)
        if out is not None:
            call.output(out)
        document = return_goods(shop, request).document
    except ShopTrouble:
        raise
    except ShopError as error:
        raise ShopError(error.code, **{"file": call.options.file.name, **error.data}) from error
    shown = shown_return(document)
    text = persian_papers.returned(shown)
    if out is not None:
        write_paper(shop, document.serial, out)
        text = f"{text}\n{persian.written(str(out))}"
    return Answer({"return": shown}, text)


COMMANDS = {"return": take_back}
