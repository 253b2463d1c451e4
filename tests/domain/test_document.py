"""The frozen snapshot: what is written is read back equal, in one form that never changes its digest."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakala_desktop.domain.canonical import canonical_json, digest_of
from bakala_desktop.domain.customer import CustomerId, PartyKind, checked_customer
from bakala_desktop.domain.document import SERIES, DocumentId, DocumentKind, Invoice, issue_invoice, issue_proforma
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.order import Order, OrderId, OrderLine
from bakala_desktop.domain.party import Contact, Party
from bakala_desktop.domain.pricing import Discount, Figures
from bakala_desktop.domain.product import ProductId
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.shop_profile import ShopProfile, checked_profile
from bakala_desktop.domain.snapshot import from_json, to_json
from bakala_desktop.domain.tax import VatRate
from bakala_desktop.domain.tender import Tender, TenderKind, settle

AT = datetime(2026, 11, 22, 6, 0, 0, 123_456, tzinfo=UTC)
SHOP = checked_profile(
    {
        "name": "فروشگاه آزمون",
        "national_id": "10380284790",
        "province": "خراسان رضوی",
        "city": "مشهد",
        "address": "بلوار نمونه",
        "phones": ["05138000000", "05138000001"],
    }
)
BUYER = checked_customer(
    CustomerId(UUID(int=5)),
    PartyKind.LEGAL,
    {"name": "شرکت آزمون", "national_id": "14003778990", "mobile": "09120000001"},
)


def line(number, quantity="1", price=100_000, **given):
    return OrderLine(
        product_id=ProductId(UUID(int=number)),
        sku=f"S-{number}",
        title="چای «نمونه»\u200cای",
        unit="کیلوگرم",
        quantity=Quantity.parse(quantity),
        unit_price=Rial(price),
        vat_rate=VatRate(1000),
        is_measured=True,
        **given,
    )


def issued(order, buyer=BUYER, shop=SHOP, notes=""):
    done = order.complete(settle(order.payable, [Tender(TenderKind.CASH, Rial(order.payable + 5))]), AT)
    return issue_invoice(DocumentId(UUID(int=7)), Serial(1405, "A", 1), done, shop, buyer, notes)


def order_of(*lines, **given):
    return Order(OrderId(UUID(int=6)), lines=lines, **given)


FIXED = issued(
    order_of(
        line(1, "2.5", price_includes_vat=True, goods_id="2720000114542"), line(2), discount=Discount(rial=Rial(7))
    ),
    notes="حساب ۱۲۳",
)


def test_a_fixed_example_keeps_its_digest():
    # Pinned: a document of last year must have the same digest in every later version of the program.
    assert digest_of(to_json(FIXED)) == "d8b3a7e4b37e9218ab14d720a0c701f4644c39c39475a31585c9086d09a84a70"


def test_the_form_is_canonical():
    text = to_json(FIXED)
    values = json.loads(text)
    assert text == json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert (values["version"], values["kind"]) == (2, "invoice")
    assert (values["serial"], values["issued_at"]) == ("1405-A-0000001", "2026-11-22T06:00:00.123456+00:00")
    assert values["lines"][0]["quantity"] == "2.5"
    assert set(values) == {f.name for f in fields(Invoice)} | {"version"}


HELD_BY_VERSION_1 = (
    *("id", "order_id", "serial", "issued_at", "seller", "contact", "buyer", "lines", "totals", "tenders"),
    *("change", "notes"),
)
LINES_OF_VERSION_1 = (
    *("number", "code", "title", "quantity", "unit", "unit_price", "vat_rate", "figures", "goods_id"),
)


def test_a_snapshot_of_version_1_is_read_as_it_was_written():
    now = json.loads(to_json(FIXED))
    then = {name: now[name] for name in HELD_BY_VERSION_1} | {"version": 1}
    then["lines"] = [{name: line[name] for name in LINES_OF_VERSION_1} for line in now["lines"]]
    text = canonical_json(then)
    # The digest that version 1 pinned for this very invoice: the text is the one that it wrote.
    assert digest_of(text) == "1de41427c1f757e77dbada07e06b8952b7135388ee79e86446d49c4981f1d4dd"
    read = from_json(text)
    assert isinstance(read, Invoice)
    assert read == replace(
        FIXED,
        lines=tuple(replace(line, price=None, price_includes_vat=False) for line in FIXED.lines),
    )


STRANGE = (None, 7, -1, "x", [], {}, [1], {"a": 1}, 1.5, True, 10**30)


def places(value, path=()):
    yield path
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        yield from places(part, (*path, name))


def altered(text, path, value):
    whole = {"": json.loads(text)}
    holder = whole
    *above, last = ("", *path)
    for name in above:
        holder = holder[name]
    holder[last] = value
    return json.dumps(whole[""])


def test_a_text_that_holds_other_things_is_a_value_error_and_nothing_else():
    whole = to_json(CHANGED)
    refused = 0
    for path in places(json.loads(whole)):
        for value in STRANGE:
            try:
                from_json(altered(whole, path, value))
            except ValueError:
                refused += 1
    assert refused > 400
    for text in ("", "[" * 100_000, '{"a":' * 100_000):
        with pytest.raises(ValueError, match="no snapshot"):
            from_json(text)


def test_amounts_and_numbers_of_lines_are_whole_numbers():
    for path in (("totals", "vat"), ("before", "net"), ("lines", 0, "figures", "total"), ("lines", 0, "number")):
        for value in (None, "7", 7.0, True, [], {}):
            with pytest.raises(ValueError, match="no snapshot"):
                from_json(altered(to_json(CHANGED), path, value))


OTHER = Serial(1405, "A", 7)
CHANGED = replace(
    FIXED,
    kind=DocumentKind.CORRECTION,
    changes=OTHER,
    after=OTHER,
    replaces=OTHER,
    replaced_by=OTHER,
    before=FIXED.totals,
    valid_until=date(2026, 11, 29),
)
"""With every field filled, whether or not one document has them all."""


def test_a_document_of_every_kind_is_read_back_equal():
    for kind in (kind for kind in DocumentKind if kind is not DocumentKind.CERTIFICATE):
        document = replace(CHANGED, kind=kind)
        assert from_json(to_json(document)) == document


def test_a_proforma_holds_until_its_day_and_is_no_sale():
    order = order_of(line(1, "2.5"), line(2))
    document = issue_proforma(
        DocumentId(UUID(int=8)), Serial(1405, "P", 1), order, AT, date(2026, 11, 29), SHOP, BUYER, "یادداشت"
    )
    assert (document.kind, document.valid_until) == (DocumentKind.PROFORMA, date(2026, 11, 29))
    assert (document.totals, document.tenders, document.change, document.notes) == (order.totals, (), 0, "یادداشت")


def test_each_kind_has_a_series_of_its_own():
    assert set(SERIES) == set(DocumentKind)
    assert len(set(SERIES.values())) == len(DocumentKind)


texts = st.text(st.characters(blacklist_categories=["Cs"]), max_size=20)
parties = st.builds(
    Party,
    st.sampled_from(PartyKind),
    **{f.name: texts for f in fields(Party) if f.name != "kind"},
)
lines = st.builds(
    line,
    st.integers(1, 50),
    st.integers(1, 999_999_999).map(lambda n: str(Decimal(n) / 1000)),
    st.integers(0, 10**5),
    price_includes_vat=st.booleans(),
    discount=st.none() | st.integers(0, 10**6).map(lambda e4: Discount(percent=Decimal(e4) / 10_000)),
)


@st.composite
def invoices(draw):
    order = order_of(*draw(st.lists(lines, min_size=1, max_size=5)))
    plain = issued(order, notes=draw(texts))
    tenders = draw(st.lists(st.builds(Tender, st.sampled_from(TenderKind), st.integers(0, 10**9).map(Rial), texts)))
    return replace(
        plain,
        seller=draw(parties),
        buyer=draw(st.none() | parties),
        contact=draw(st.builds(Contact, st.lists(texts, max_size=3).map(tuple), texts, texts, texts, texts)),
        issued_at=draw(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))),  # noqa: DTZ001
        tenders=tuple(tenders),
        serial=Serial(draw(st.integers(1300, 1599)), "A", draw(st.integers(1, 10**8))),
    )


@given(invoices())
def test_an_invoice_is_read_back_equal_and_written_the_same(invoice):
    text = to_json(invoice)
    read = from_json(text)
    assert read == invoice
    assert to_json(read) == text


def leaves(value, path=()):
    if is_dataclass(value) and not isinstance(value, Serial | Quantity):
        for f in fields(value):
            yield from leaves(getattr(value, f.name), (*path, f.name))
    elif isinstance(value, tuple) and value:
        for n, item in enumerate(value):
            yield from leaves(item, (*path, n))
    else:
        yield path, value


def changed(value, path):
    if not path:
        return other(value)
    head, *rest = path
    if isinstance(head, int):
        return (*value[:head], changed(value[head], rest), *value[head + 1 :])
    return replace(value, **{head: changed(getattr(value, head), rest)})


def other(value):
    for kind, change in OTHERS:
        if isinstance(value, kind):
            return change(value)
    raise AssertionError(value)


OTHERS = (
    (PartyKind, lambda kind: PartyKind.NATURAL if kind is PartyKind.LEGAL else PartyKind.LEGAL),
    (TenderKind, lambda _: TenderKind.CARD),
    (DocumentKind, lambda _: DocumentKind.RETURN),
    (UUID, lambda value: UUID(int=value.int + 1)),
    (datetime, lambda value: value + timedelta(microseconds=1)),
    (date, lambda value: value + timedelta(days=1)),
    (Serial, lambda value: replace(value, number=value.number + 1)),
    (Quantity, lambda value: Quantity(value.e8 + 1)),
    (bool, lambda value: not value),
    (int, lambda value: value + 1),
    (str, lambda value: value + "x"),
)


@pytest.mark.parametrize("path", [path for path, _ in leaves(CHANGED)], ids=str)
def test_a_change_of_any_value_changes_the_digest(path):
    assert digest_of(to_json(changed(CHANGED, path))) != digest_of(to_json(CHANGED))


def test_the_figures_are_those_of_the_order():
    order = order_of(line(1, "2.5", price_includes_vat=True), line(2))
    invoice = issued(order)
    assert tuple(printed.figures for printed in invoice.lines) == order.figures
    assert invoice.totals == Figures.sum_of(order.figures)
    assert (invoice.change, invoice.issued_at) == (5, AT)
    # 250,000 with VAT inside: the printed price is before VAT and gives the gross.
    assert int(Decimal(invoice.lines[0].unit_price) * Decimal("2.5")) == invoice.lines[0].figures.gross


def test_the_parties_are_taken_as_they_stand():
    assert FIXED.buyer is not None
    assert (FIXED.buyer.name, FIXED.buyer.economic_code, FIXED.buyer.phone) == (
        "شرکت آزمون",
        "14003778990",
        "09120000001",
    )
    assert (FIXED.seller.economic_code, FIXED.seller.phone) == ("10380284790", "05138000000")
    assert FIXED.contact.head_office == "خراسان رضوی، مشهد، بلوار نمونه"


def test_without_a_customer_the_buyer_is_blank():
    invoice = issued(order_of(line(1)), buyer=None, shop=ShopProfile("آزمون"))
    assert invoice.buyer is None
    assert from_json(to_json(invoice)) == invoice


@pytest.mark.parametrize(
    ("kind", "is_cash"),
    [(TenderKind.CASH, True), (TenderKind.CARD, True), (TenderKind.CREDIT, False), (TenderKind.CHEQUE, False)],
)
def test_what_is_paid_later_is_no_cash_sale(kind, is_cash):
    invoice = replace(FIXED, tenders=(Tender(kind, Rial(10)),))
    assert (invoice.is_cash_sale, invoice.is_credit_sale) == (is_cash, not is_cash)
    assert replace(FIXED, tenders=(Tender(kind, Rial(0)),)).is_cash_sale
