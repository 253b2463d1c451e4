"""RETURN.json, checked field by field (interface.md, «RETURN.json»): the file's values in, a ``ReturnRequest`` out."""

from __future__ import annotations

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.json_fields import Fields
from bakala_desktop.domain.order_file import MOST_LINES, tender_of
from bakala_desktop.domain.quantity import FORM_DECIMALS, Quantity
from bakala_desktop.domain.return_request import ReturnedLine, ReturnRequest

_RETURN = ("invoice", "lines", "reason", "tenders")
_LINE = ("line", "quantity")


def return_of(values: object) -> ReturnRequest:
    """Read a return.

    Raises ShopError ``unknown_field``, ``bad_field`` (with a ``reason``), ``field_missing``, ``return_empty`` and those
    of quantities and tenders; ``field`` is the path, such as ``lines[2].quantity``, and ``line`` the line's number on
    the invoice, as far as it could be read.
    """
    given = Fields.of(values, "", _RETURN)
    given.must_have("invoice")
    lines = given.items("lines")
    if not lines:
        raise ShopError("return_empty", field="lines")
    if len(lines) > MOST_LINES:
        raise ShopError("bad_field", field="lines", reason="too_many", limit=MOST_LINES)
    return ReturnRequest(
        invoice=given.text("invoice"),
        lines=tuple(_line(value, index) for index, value in enumerate(lines)),
        reason=given.text("reason"),
        tenders=tuple(tender_of(value, index) for index, value in enumerate(given.items("tenders"))),
    )


def _line(value: object, index: int) -> ReturnedLine:
    line = Fields.of(value, f"lines[{index}]", _LINE)
    number = line.count("line")
    try:
        # To the last decimal: of goods sold by a label's price there may be any rest.
        quantity = line.decimal("quantity", lambda exact: Quantity.of(exact, FORM_DECIMALS))
    except ShopError as error:
        raise ShopError(error.code, **{**error.data, "line": number}) from error
    return ReturnedLine(number, quantity)
