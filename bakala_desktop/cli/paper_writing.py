"""Writing the paper of a document that was just issued: the document stands, whatever becomes of its file."""

from __future__ import annotations

from pathlib import Path

from bakala_desktop.devices.whole_file import write_whole
from bakala_desktop.domain.errors import ShopError, ShopTrouble
from bakala_desktop.domain.order import OrderId
from bakala_desktop.domain.serial import Serial
from bakala_desktop.services.papers import PaperForm, print_document
from bakala_desktop.services.shop import Shop


def write_paper(
    shop: Shop, serial: Serial, out: Path, form: PaperForm = PaperForm.A4, order: OrderId | None = None
) -> None:
    """Print a document into a file; ``order`` is the sale that was just completed.

    Raises ShopTrouble ``paper_not_written``, of a sale ``invoice_not_written``, with the serial: the document is
    committed and stays, and whoever called must know its number and not do the same again.
    """
    try:
        print_document(shop, str(serial), lambda paper: write_whole(out, paper.pdf), form=form)
    except ShopError as error:
        told = {"serial": str(serial), "out": str(out), "cause": error.code}
        if order is None:
            raise ShopTrouble("paper_not_written", **told) from error
        raise ShopTrouble("invoice_not_written", order=str(order), **told) from error
