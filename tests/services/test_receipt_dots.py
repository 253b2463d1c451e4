"""A receipt in the dots of the till's printer, through the use case: looked at, never counted, never a certificate."""

from __future__ import annotations

import pytest
from builders import PROFILE, add_legal, add_product, card, cart
from evidence import everything

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.services.certificates import CertificateRequest, issue_certificate
from bakala_desktop.services.papers import PaperForm, preview_document, print_document, receipt_raster_of
from bakala_desktop.services.sell import complete_sale
from bakala_desktop.services.settings import set_profile
from bakala_desktop.services.shop import Shop

FIRST = "1405-A-0000001"


@pytest.fixture
def sold(shop: Shop) -> Shop:
    set_profile(shop, PROFILE | {"vat_certificate": {"number": "1234567890", "from": "1405/01/01", "to": "1406/12/29"}})
    order = cart(shop, add_product(shop)).with_customer(add_legal(shop).id)
    complete_sale(shop, order, [card(order.payable)])
    return shop


@pytest.mark.parametrize(("form", "width"), [(PaperForm.RECEIPT_80, 576), (PaperForm.RECEIPT_58, 384)])
def test_a_receipt_has_the_dots_of_its_roll_and_is_counted_as_no_print(sold: Shop, form: PaperForm, width: int):
    before = everything(sold)
    dots = receipt_raster_of(sold, FIRST, form)
    assert dots.width == width
    assert len(dots.rows) == dots.width * dots.height // 8
    assert 0 < int.from_bytes(dots.rows, "big").bit_count() < len(dots.rows) * 4
    assert everything(sold) == before
    assert not preview_document(sold, FIRST, form).is_copy


def test_the_dots_of_a_copy_bear_its_mark(sold: Shop):
    first = receipt_raster_of(sold, FIRST)
    print_document(sold, FIRST, form=PaperForm.RECEIPT_80)
    assert receipt_raster_of(sold, FIRST).height > first.height


def test_what_goes_on_no_roll_has_no_dots(sold: Shop):
    serial = str(issue_certificate(sold, CertificateRequest((FIRST,))).serial)
    before = everything(sold)
    with pytest.raises(ValueError, match="no receipt"):
        receipt_raster_of(sold, serial)
    with pytest.raises(ValueError, match="no receipt"):
        receipt_raster_of(sold, FIRST, PaperForm.A4)
    with pytest.raises(ShopError, match="invoice_not_found"):
        receipt_raster_of(sold, "1405-A-0000009")
    assert everything(sold) == before
