"""Documents on paper: what counts as a print, what is a copy, what is remembered of a file, and what signs it."""

from __future__ import annotations

import threading
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pytest
from builders import PROFILE, add_legal, add_product, as_role, card, cart
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from evidence import everything
from pypdf import PdfReader

from bakala_desktop.documents import signing
from bakala_desktop.domain.errors import ShopError, ShopTrouble
from bakala_desktop.domain.money import MoneyUnit
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.staff import Role
from bakala_desktop.services.certificates import CertificateRequest, issue_certificate
from bakala_desktop.services.corrections import cancel_invoice
from bakala_desktop.services.paper_settings import remove_signing, set_signing
from bakala_desktop.services.papers import PaperForm, get_document, preview_document, print_document
from bakala_desktop.services.proformas import issue_proforma_of
from bakala_desktop.services.proof import verify_shop
from bakala_desktop.services.sell import complete_sale
from bakala_desktop.services.settings import set_profile

FIRST = "1405-A-0000001"


@pytest.fixture
def sold(shop):
    """A shop that sold once."""
    complete_sale(shop, cart(shop, add_product(shop)), [card(110_000)])
    return shop


def nothing(_):
    """Keep a paper nowhere."""


def files(shop):
    with shop.read() as work:
        rows = work.connection.exec_driver_sql("SELECT document_id, sha256, user_id FROM document_files")
        return [tuple(row) for row in rows]


def test_the_form_is_a_copy_from_its_second_print_on(sold):
    assert not preview_document(sold, FIRST).is_copy
    assert [print_document(sold, FIRST).is_copy for _ in range(3)] == [False, True, True]
    assert preview_document(sold, FIRST).is_copy


def test_a_receipt_is_counted_by_itself_on_either_width(sold):
    assert not print_document(sold, FIRST, form=PaperForm.RECEIPT_80).is_copy
    assert print_document(sold, FIRST, form=PaperForm.RECEIPT_58).is_copy
    # Whoever took a receipt home has had no invoice yet.
    assert not preview_document(sold, FIRST).is_copy
    assert not print_document(sold, FIRST).is_copy
    assert preview_document(sold, FIRST, PaperForm.RECEIPT_58).is_copy
    assert verify_shop(sold).ok


def test_three_copies_are_one_paper_and_one_print(sold):
    three = print_document(sold, FIRST, copies=3)
    assert (three.pages, three.is_copy) == (3, False)
    assert preview_document(sold, FIRST, copies=3).is_copy


def test_each_kind_is_printed_and_becomes_a_copy(shop):
    set_profile(shop, PROFILE | {"vat_certificate": {"number": "1", "from": "1405/01/01", "to": "1405/12/29"}})
    product, firm = add_product(shop), add_legal(shop)
    for _ in range(2):
        order = cart(shop, product).with_customer(firm.id)
        complete_sale(shop, order, [card(order.payable)])
    issue_proforma_of(shop, cart(shop, product))
    issue_certificate(shop, CertificateRequest((FIRST,)))
    cancel_invoice(shop, "1405-A-0000002", "اشتباه", [card(110_000)])
    for serial in ("1405-P-0000001", "1405-V-0000001", "1405-X-0000001", "1405-A-0000002"):
        assert [print_document(shop, serial, nothing).is_copy for _ in range(2)] == [False, True], serial
    # A certificate has no receipt: asked for one it comes on its form, and counts there.
    assert print_document(shop, "1405-V-0000001", form=PaperForm.RECEIPT_80).is_copy
    assert verify_shop(shop).ok


def test_toman_stands_on_a_receipt_only(sold):
    rial, toman = (preview_document(sold, FIRST, PaperForm.RECEIPT_80, unit=unit).pdf for unit in MoneyUnit)
    assert rial != toman
    assert preview_document(sold, FIRST, unit=MoneyUnit.TOMAN).pdf == preview_document(sold, FIRST).pdf


def test_the_bytes_of_a_file_are_remembered_with_who_wrote_it(sold):
    cashier = as_role(sold, Role.CASHIER)
    kept = []
    for shop in (sold, cashier):
        print_document(shop, FIRST, lambda paper: kept.append(paper.pdf))
    print_document(sold, FIRST)
    own = get_document(sold, FIRST).document.id.hex
    people = [shop.session.user_id.hex for shop in (sold, cashier)]
    wanted = [(own, sha256(pdf).hexdigest(), user) for pdf, user in zip(kept, people, strict=True)]
    assert sorted(files(sold)) == sorted(wanted)
    with sold.read() as work:
        assert work.documents.list_of_file(sha256(kept[1]).hexdigest()) == (Serial.parse(FIRST),)


def test_a_file_that_cannot_be_kept_leaves_nothing(sold):
    before = everything(sold)

    def fail(_):
        raise ShopTrouble("file_unwritable", place="x")

    for form in PaperForm:
        with pytest.raises(ShopTrouble):
            print_document(sold, FIRST, fail, form=form)
    assert everything(sold) == before
    assert not print_document(sold, FIRST, nothing).is_copy


@pytest.mark.parametrize(
    ("serial", "code"), [("1405-A-9", "invoice_not_found"), ("1405-V-1", "document_not_found"), ("x", "bad_serial")]
)
def test_a_number_that_was_never_issued_prints_nothing(sold, serial, code):
    before = everything(sold)
    for use in (get_document, preview_document, print_document):
        with pytest.raises(ShopError) as refusal:
            use(sold, serial)
        assert refusal.value.code == code
    assert everything(sold) == before


def test_of_two_who_print_at_once_one_gets_the_copy(sold, monkeypatch):
    both_drew = threading.Barrier(2, timeout=20)
    from bakala_desktop.services import papers

    draw = papers._Wanted.draw
    meet = threading.local()

    def draw_together(wanted, is_copy, at):
        drawn = draw(wanted, is_copy, at)
        if not getattr(meet, "done", False):
            meet.done = True
            both_drew.wait()
        return drawn

    monkeypatch.setattr(papers._Wanted, "draw", draw_together)
    told = []
    threads = [threading.Thread(target=lambda: told.append(print_document(sold, FIRST, nothing).is_copy)) for _ in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [False, True]
    assert len(files(sold)) == 2


# The signature


def key_file(at, days=365):
    """Return an invented shop's key and certificate as PKCS#12."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "فروشگاه آزمون")])
    usage = x509.KeyUsage(True, True, *[False] * 7)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + timedelta(days=days))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(b"shop", key, certificate, None, BestAvailableEncryption(b"secret"))


def is_signed(pdf):
    return "/AcroForm" in PdfReader(BytesIO(pdf)).trailer["/Root"]


def test_every_paper_is_signed_while_the_shop_signs_and_no_preview_is(sold, clock, monkeypatch):
    loads = []
    load = signing.load_signer
    set_signing(sold, key_file(clock.now()), "secret")
    monkeypatch.setattr(signing, "load_signer", lambda *given: loads.append(1) or load(*given))
    assert not is_signed(preview_document(sold, FIRST).pdf)
    papers = [print_document(sold, FIRST, nothing, form=form) for form in PaperForm]
    assert all(is_signed(paper.pdf) for paper in papers)
    # The key is read from its file once, not for each paper.
    assert len(loads) == 1
    assert {digest for _, digest, _ in files(sold)} == {sha256(paper.pdf).hexdigest() for paper in papers}
    set_signing(sold, key_file(clock.now()), "secret")
    assert is_signed(print_document(sold, FIRST).pdf)
    remove_signing(sold)
    assert not is_signed(print_document(sold, FIRST).pdf)


def test_a_shop_whose_certificate_ran_out_hands_out_no_paper(sold, clock):
    set_signing(sold, key_file(clock.now(), days=10), "secret")
    print_document(sold, FIRST)
    clock.forward(days=11)
    before = everything(sold)
    with pytest.raises(ShopError) as refusal:
        print_document(sold, FIRST, nothing)
    assert refusal.value.code == "signing_certificate_expired"
    assert everything(sold) == before
