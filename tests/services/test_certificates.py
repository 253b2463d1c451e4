"""VAT certificates: for legal customers alone, over what is left of their invoices (R04)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from builders import PROFILE, add_legal, add_natural, add_product, as_role, card, cart, cash
from evidence import everything

from bakala_desktop.domain.certificate import RateSum
from bakala_desktop.domain.changes import LineChange
from bakala_desktop.domain.document import DocumentKind
from bakala_desktop.domain.document_filter import DocumentFilter, DocumentMark
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.pricing import Discount
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.return_request import ReturnedLine, ReturnRequest
from bakala_desktop.domain.staff import Role
from bakala_desktop.services.certificates import CertificateRequest, issue_certificate, preview_certificate
from bakala_desktop.services.corrections import cancel_invoice, correct_invoice
from bakala_desktop.services.papers import get_document, list_documents, print_document
from bakala_desktop.services.proof import verify_shop
from bakala_desktop.services.returns import return_goods
from bakala_desktop.services.sell import complete_sale
from bakala_desktop.services.settings import set_profile
from bakala_desktop.services.verify_papers import PaperState, verify_paper

REGISTRATION = {"number": "260-1405-00001", "from": "1405/01/01", "to": "1405/12/29"}


@pytest.fixture(autouse=True)
def _registered(shop):
    set_profile(shop, PROFILE | {"vat_certificate": REGISTRATION})


@pytest.fixture
def company(shop):
    return add_legal(shop)


def sell(shop, buyer, *goods, quantity="1", discount=None):
    order = cart(shop, *goods, quantity=quantity).with_discount(discount)
    if buyer:
        order = order.with_customer(buyer.id)
    return str(complete_sale(shop, order, [card(order.payable)]).serial)


def of(*serials):
    return CertificateRequest(serials=serials)


def give_back(shop, serial, line, quantity, amount):
    lines = (ReturnedLine(line, Quantity.parse(quantity)),)
    return return_goods(shop, ReturnRequest(serial, lines, "آزمون", (cash(amount),)))


def marks(shop, kind=DocumentKind.INVOICE):
    rows = list_documents(shop, DocumentFilter(kinds=frozenset({kind}))).rows
    return {str(row.serial): set(row.marks) for row in rows}


def certificates(shop):
    return marks(shop, DocumentKind.CERTIFICATE)


def refused(code, shop, request, **data):
    before = everything(shop)
    with pytest.raises(ShopError) as refusal:
        issue_certificate(shop, request)
    assert refusal.value.code == code
    assert {name: refusal.value.data.get(name) for name in data} == data
    assert everything(shop) == before


def test_three_invoices_of_which_one_was_partly_returned_by_hand(shop, company):
    tea = add_product(shop, price_rial="333333", vat_percent="10")
    sugar = add_product(shop, price_rial="50000", vat_percent="0")
    perfume = add_product(shop, price_rial="1000000", vat_percent="12.5")
    first = sell(shop, company, tea, sugar)
    second = sell(shop, company, tea, quantity="3", discount=Discount(rial=100_000))
    third = sell(shop, company, perfume, tea)
    # Two of the three teas come back. What remains of the line: gross 333,333, discount ⌊100,000 × 1/3⌋ = 33,333,
    # net 300,000, VAT 30,000. Before: 999,999 − 100,000 = 899,999, VAT 89,999. So 599,999 + 59,999 go back.
    give_back(shop, second, 1, "2", 659_998)
    made = issue_certificate(shop, of(third, first, second))
    assert [str(row.serial) for row in made.invoices] == [first, second, third]
    # First: 333,333 at 10 % (33,333) and 50,000 exempt. Third: 333,333 at 10 % and 1,000,000 at 12.5 % (125,000).
    assert [row.rates for row in made.invoices] == [
        (RateSum(1000, 333_333, 33_333),),
        (RateSum(1000, 300_000, 30_000),),
        (RateSum(1000, 333_333, 33_333), RateSum(1250, 1_000_000, 125_000)),
    ]
    assert [row.exempt_base for row in made.invoices] == [50_000, 0, 0]
    assert made.by_rate == (RateSum(1000, 966_666, 96_666), RateSum(1250, 1_000_000, 125_000))
    assert (made.base, made.exempt_base, made.vat, made.total) == (1_966_666, 50_000, 221_666, 2_238_332)
    assert (str(made.serial), made.buyer.identity, made.registration.number) == (
        "1405-V-0000001",
        company.national_id,
        "260-1405-00001",
    )
    assert get_document(shop, str(made.serial)).document == made
    assert verify_shop(shop).ok


def test_a_natural_person_gets_none(shop):
    person = add_natural(shop)
    serial = sell(shop, person, add_product(shop))
    refused("buyer_not_legal", shop, of(serial), serial=serial)
    today = date(2026, 11, 22)
    refused("buyer_not_legal", shop, CertificateRequest((), person.id, today, today))


def test_a_sale_to_nobody_gets_none(shop):
    serial = sell(shop, None, add_product(shop))
    refused("buyer_missing", shop, of(serial), serial=serial)


def test_a_cancelled_invoice_gets_none(shop, company):
    serial = sell(shop, company, add_product(shop))
    cancel_invoice(shop, serial, "آزمون", [cash(110_000)])
    refused("invoice_cancelled", shop, of(serial), serial=serial)


def test_an_invoice_without_vat_gets_none(shop, company):
    serial = sell(shop, company, add_product(shop, vat_percent="0"))
    refused("invoice_without_vat", shop, of(serial), serial=serial)


def test_where_nothing_is_left_there_is_no_certificate(shop, company):
    serial = sell(shop, company, add_product(shop))
    give_back(shop, serial, 1, "1", 110_000)
    refused("nothing_left", shop, of(serial), serial=serial)


def test_other_papers_are_no_invoices(shop, company):
    serial = sell(shop, company, add_product(shop), quantity="2")
    back = give_back(shop, serial, 1, "1", 110_000)
    refused("not_an_invoice", shop, of(str(back.document.serial)))
    refused("invoice_not_found", shop, of("1405-A-0000099"), serial="1405-A-0000099")
    refused("bad_serial", shop, of("هیچ"))
    refused("certificate_empty", shop, of())


@pytest.mark.parametrize(("first", "last", "is_inside"), [("1405/09/01", "1405/12/29", True),
                                                          ("1404/01/01", "1405/09/01", True),
                                                          ("1405/09/02", "1405/12/29", False),
                                                          ("1404/01/01", "1405/08/30", False)])  # fmt: skip
def test_the_day_of_an_invoice_lies_inside_the_registration(shop, company, first, last, is_inside):
    serial = sell(shop, company, add_product(shop))
    set_profile(shop, PROFILE | {"vat_certificate": {"number": "1", "from": first, "to": last}})
    if is_inside:
        assert issue_certificate(shop, of(serial)).vat == 10_000
    else:
        refused("invoice_outside_registration", shop, of(serial), serial=serial, day=date(2026, 11, 22))


def test_a_seller_who_lacks_something_is_told_what(shop, company):
    serial = sell(shop, company, add_product(shop))
    set_profile(shop, {**PROFILE, "vat_certificate": REGISTRATION, "postal_code": "", "address": ""})
    refused("shop_profile_incomplete", shop, of(serial), fields=["address", "postal_code"])
    set_profile(shop, PROFILE)
    refused("registration_missing", shop, of(serial), field="vat_certificate")


def test_buyers_are_not_mixed(shop, company):
    goods = add_product(shop)
    other = add_legal(shop, name="شرکت دیگر", national_id="10380284790")
    mine, theirs = sell(shop, company, goods), sell(shop, other, goods)
    refused("buyers_differ", shop, of(mine, theirs), serial=theirs, other=mine)


def test_a_period_takes_all_that_can_be_certified(shop, company, clock):
    goods = add_product(shop)
    before = sell(shop, company, goods)
    clock.forward(days=1)
    taken, void, returned = (sell(shop, company, goods) for _ in range(3))
    sell(shop, company, add_product(shop, vat_percent="0"))
    sell(shop, None, goods)
    cancel_invoice(shop, void, "آزمون", [cash(110_000)])
    give_back(shop, returned, 1, "1", 110_000)
    clock.forward(days=1)
    sell(shop, company, goods)
    day = date(2026, 11, 23)
    made = issue_certificate(shop, CertificateRequest((), company.id, day, day))
    assert [str(row.serial) for row in made.invoices] == [taken]
    whole = issue_certificate(shop, CertificateRequest((), company.id, day - timedelta(days=1), day))
    assert [str(row.serial) for row in whole.invoices] == [before, taken]
    empty = day - timedelta(days=30)
    refused("certificate_empty", shop, CertificateRequest((), company.id, empty, empty))
    refused("bad_period", shop, CertificateRequest((), company.id, day, empty))


def test_a_later_certificate_takes_the_place_of_the_one_before(shop, company):
    goods = add_product(shop)
    first, second = sell(shop, company, goods), sell(shop, company, goods)
    old = issue_certificate(shop, of(first))
    assert preview_certificate(shop, of(first, second)).replaces == (old.serial,)
    new = issue_certificate(shop, of(first, second))
    assert (old.replaces, new.replaces) == ((), (old.serial,))
    # The replaced one is replaced once and for all: the next names only the one in force.
    third = issue_certificate(shop, of(first))
    assert third.replaces == (new.serial,)
    assert [str(one.serial) for one in (old, new, third)] == [f"1405-V-000000{n}" for n in (1, 2, 3)]
    assert verify_shop(shop).ok


def test_invoices_that_would_lose_their_certificate_are_named(shop, company):
    goods = add_product(shop)
    first, second, third, alone = (sell(shop, company, goods) for _ in range(4))
    old = issue_certificate(shop, of(first, third))
    other = issue_certificate(shop, of(second))
    issue_certificate(shop, of(alone))
    told = preview_certificate(shop, of(first, second))
    assert (told.replaces, [str(serial) for serial in told.loses]) == ((old.serial, other.serial), [third])
    assert preview_certificate(shop, of(first, third)).loses == ()
    issue_certificate(shop, of(first, second))
    # What lost its certificate is borne by none any more.
    assert (preview_certificate(shop, of(third)).replaces, preview_certificate(shop, of(third)).loses) == ((), ())
    assert marks(shop) == {
        first: {DocumentMark.CERTIFIED},
        second: {DocumentMark.CERTIFIED},
        third: set(),
        alone: {DocumentMark.CERTIFIED},
    }


CHANGES = {
    "returned": lambda shop, serial: give_back(shop, serial, 1, "1", 110_000),
    "corrected": lambda shop, serial: correct_invoice(
        shop, serial, {1: LineChange(discount=Rial(100_000))}, "تخفیف", [cash(110_000)]
    ),
    "cancelled": lambda shop, serial: cancel_invoice(shop, serial, "آزمون", [cash(220_000)]),
}


@pytest.mark.parametrize("happened", CHANGES)
def test_a_certificate_tells_that_its_invoice_was_changed_after_it(shop, company, happened):
    goods = add_product(shop)
    before, after, other = (sell(shop, company, goods, quantity="2") for _ in range(3))
    CHANGES[happened](shop, other)
    give_back(shop, before, 1, "1", 110_000)
    changed, alone = issue_certificate(shop, of(before, after)), issue_certificate(shop, of(sell(shop, company, goods)))
    assert certificates(shop) == {str(changed.serial): set(), str(alone.serial): set()}
    paper = print_document(shop, str(changed.serial), lambda paper: None).pdf
    assert verify_paper(shop, paper).states == (PaperState.IN_FORCE,)
    CHANGES[happened](shop, after)
    assert certificates(shop) == {str(changed.serial): {DocumentMark.CHANGED}, str(alone.serial): set()}
    assert verify_paper(shop, paper).states == (PaperState.CHANGED,)


def test_a_new_certificate_takes_the_changed_one_out_of_force(shop, company):
    serial = sell(shop, company, add_product(shop), quantity="2")
    old = issue_certificate(shop, of(serial))
    give_back(shop, serial, 1, "1", 110_000)
    new = issue_certificate(shop, of(serial))
    assert certificates(shop) == {str(old.serial): {DocumentMark.REPLACED}, str(new.serial): set()}


def test_a_preview_takes_no_number(shop, company):
    serial = sell(shop, company, add_product(shop))
    before = everything(shop)
    assert [row.vat for row in preview_certificate(shop, of(serial)).content.invoices] == [10_000]
    assert everything(shop) == before
    assert str(issue_certificate(shop, of(serial)).serial) == "1405-V-0000001"


def test_a_cashier_issues_none_and_a_clerk_does(shop, company):
    serial = sell(shop, company, add_product(shop))
    refused("not_allowed", as_role(shop, Role.CASHIER), of(serial))
    assert issue_certificate(as_role(shop, Role.CLERK), of(serial, serial)).vat == 10_000


def test_sums_that_fit_no_document_are_refused(shop, company):
    gold = add_product(shop, price_rial="450000000000000")
    serials = [sell(shop, company, gold) for _ in range(3)]
    assert issue_certificate(shop, of(*serials[:2])).total == 990_000_000_000_000
    refused("document_too_large", shop, of(*serials))


def test_none_is_older_than_what_it_certifies(shop, company, clock):
    serial = sell(shop, company, add_product(shop), quantity="2")
    clock.forward(hours=1)
    give_back(shop, serial, 1, "1", 110_000)
    clock.forward(minutes=-6)
    refused("clock_set_back", shop, of(serial))
    clock.forward(minutes=2)
    made = issue_certificate(shop, of(serial))
    assert made.issued_at == clock.now() + timedelta(minutes=4)
