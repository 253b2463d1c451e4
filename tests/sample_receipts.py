"""Receipts of the invented invoices, for the tests of their paper and of their dots."""

from bakala_desktop.documents.page import Rendered
from bakala_desktop.documents.receipt import render_receipt
from bakala_desktop.documents.receipt_sheet import ReceiptWidth
from bakala_desktop.domain.document import Invoice
from bakala_desktop.domain.snapshot import to_json

PROOF = "BAKALA:1:1405-A-0000001:14050901:10101234569:4086463:" + "0F" * 32


def receipt(invoice: Invoice, width: ReceiptWidth = ReceiptWidth.MM80, **options: object) -> Rendered:
    """The receipt of an invoice, with its own snapshot inside."""
    return render_receipt(invoice, width, proof=PROOF, attachment=to_json(invoice), **options)  # type: ignore[arg-type]
