"""``sell``, ``orders``, ``order`` and ``invoice``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bakala_desktop.cli import persian
from bakala_desktop.cli.answers import Answer
from bakala_desktop.cli.calling import Call
from bakala_desktop.cli.command_line import CommandLineError
from bakala_desktop.cli.paper_writing import write_paper
from bakala_desktop.devices.json_file import read_json_object
from bakala_desktop.devices.whole_file import write_whole
from bakala_desktop.domain.customer import CustomerId
from bakala_desktop.domain.errors import ShopError, ShopTrouble
from bakala_desktop.domain.jalali import tehran_iso
from bakala_desktop.domain.order import OrderLine, OrderStatus
from bakala_desktop.domain.order_file import order_of
from bakala_desktop.domain.pricing import Figures
from bakala_desktop.domain.tax import percent_text
from bakala_desktop.domain.tender import Tender
from bakala_desktop.services.orders import get_order, list_orders
from bakala_desktop.services.papers import Paper, PaperForm, print_document
from bakala_desktop.services.sell import OrderAnswer, enter_order


def _line(line: OrderLine, figures: Figures) -> dict[str, Any]:
    return {
        "sku": line.sku,
        "title": line.title,
        "quantity": str(line.quantity),
        "unit_price": line.unit_price,
        "gross": figures.gross,
        "discount": figures.discount,
        "net": figures.net,
        "vat_percent": percent_text(line.vat_rate),
        "vat": figures.vat,
        "total": figures.total,
    }


def shown_tender(tender: Tender) -> dict[str, Any]:
    """Return a tender as it is printed; its reference only where it has one."""
    shown: dict[str, Any] = {"kind": tender.kind.value, "amount": tender.amount}
    return shown | {"reference": tender.reference} if tender.reference else shown


def shown_totals(totals: Figures) -> dict[str, int]:
    """Return the sums of a document as they are printed."""
    return {
        "gross": totals.gross,
        "discount": totals.discount,
        "net": totals.net,
        "vat": totals.vat,
        "payable": totals.total,
    }


def _invoice(answer: OrderAnswer) -> dict[str, Any] | None:
    if answer.serial is None or answer.issued_at is None:
        return None
    return {"serial": str(answer.serial), "issued_at": tehran_iso(answer.issued_at)}


def shown_order(answer: OrderAnswer) -> dict[str, Any]:
    """Return what ``sell`` and ``order show`` print (interface.md, «Printed»)."""
    order, settlement = answer.order, answer.order.settlement
    return {
        "order": str(order.id),
        "status": order.status.value,
        "missing": list(answer.missing),
        "invoice": _invoice(answer),
        "lines": [_line(*pair) for pair in zip(order.lines, order.figures, strict=True)],
        "totals": shown_totals(order.totals),
        "tenders": [shown_tender(tender) for tender in (settlement.tenders if settlement else ())],
        "change": settlement.change if settlement else 0,
    }


def _answer(answer: OrderAnswer) -> Answer:
    shown = shown_order(answer)
    return Answer(shown, persian.order(shown))


def sell(call: Call) -> Answer:
    """Enter an order and complete it; the papers' places are tried before anything is sold."""
    papers = _papers(call)
    shop = call.enter()
    values = read_json_object(call.options.file)
    try:
        request = order_of(values, CustomerId(shop.new_id()))
        for out, _ in papers:
            call.output(out)
        answer = enter_order(shop, request)
    except ShopTrouble:
        raise
    except ShopError as error:
        raise ShopError(error.code, **{"file": call.options.file.name, **error.data}) from error
    if papers and answer.serial is None:
        call.say(persian.NO_INVOICE_YET)
    elif answer.serial is not None:
        for out, form in papers:
            write_paper(shop, answer.serial, out, form, answer.order.id)
    return _answer(answer)


def _papers(call: Call) -> list[tuple[Path, PaperForm]]:
    """Return the papers that are asked for. Raises CommandLineError where one would overwrite the other."""
    asked = ((call.options.invoice, PaperForm.A4), (call.options.receipt, PaperForm.RECEIPT_80))
    papers = [(out, form) for out, form in asked if out is not None]
    if len({out.absolute() for out, _ in papers}) < len(papers):
        raise CommandLineError("bad_command_line", detail="--invoice --receipt")
    return papers


def orders(call: Call) -> Answer:
    """List orders, the newest first."""
    status = OrderStatus(call.options.status) if call.options.status else None
    listed = [
        {
            "order": str(order.id),
            "status": order.status.value,
            "customer": order.customer or None,
            "payable": order.payable,
            "created_at": tehran_iso(order.created_at),
        }
        for order in list_orders(call.enter(), status)
    ]
    return Answer({"orders": listed}, persian.orders(listed))


def show(call: Call) -> Answer:
    """Show one order as ``sell`` prints it."""
    return _answer(get_order(call.enter(), call.options.id))


def complete(call: Call) -> Answer:
    """Refuse: orders to send, the only ones that wait to be completed, do not exist yet."""
    raise ShopError("delivery_not_available")


def invoice(call: Call) -> Answer:
    """Write an issued invoice; it counts as printed only once the file is there."""
    shop = call.enter()
    out: Path = call.output(call.options.out)
    paper: Paper = print_document(shop, call.options.serial, lambda drawn: write_whole(out, drawn.pdf))
    shown = {"serial": str(paper.serial), "copy": paper.is_copy, "pages": paper.pages}
    return Answer({"invoice": shown, "out": str(out)}, persian.written(str(out)))


COMMANDS = {"sell": sell, "orders": orders, "order show": show, "order complete": complete, "invoice": invoice}
