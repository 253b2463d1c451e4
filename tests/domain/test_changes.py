"""What changes an invoice, to the rial, and what may not be changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from invoice_chains import AT, COMPANY, SELLER, Ledger, given, invoice_of, line, of_version_1, order_of

from bakala_desktop.domain.chain import Chain
from bakala_desktop.domain.changes import LineChange, issue_return
from bakala_desktop.domain.document import DocumentKind
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.filing import CLOCK_SLACK, instant_of_change
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.pricing import Discount, Figures
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.return_request import ReturnedLine
from bakala_desktop.domain.snapshot import from_json, to_json
from bakala_desktop.domain.tender import CashRounding, Tender, TenderKind


def refused(code, ledger, attempt, *settings, **more):
    """The attempt is refused, and the chain and its books are as they were."""
    chain, books = ledger.chain, list(ledger.books)
    with pytest.raises(ShopError) as refusal:
        attempt(*settings, **more)
    assert refusal.value.code == code
    assert (ledger.chain, ledger.books) == (chain, books)
    return refusal.value.data


# Returns


def test_a_return_in_two_parts_by_hand():
    # 3 at 333 and 2.5 at 120,000 with 7.5 % off; 100 rials off the whole order go 1 to the first line and 99 to the
    # second: 999 of 278,499 is 0.36, 277,500 is 99.64, and the rial left over goes to the first line.
    order = order_of(line("3", 333), line("2.5", 120_000, discount=Discount(percent=Decimal("7.5"))), discount=100)
    assert order.figures == (Figures(999, 1, 998, 99, 1097), Figures(300_000, 22_599, 277_401, 27_740, 305_141))
    ledger = Ledger(order)
    first = ledger.give_back({2: "1", 1: "1"}, *given(122_421))
    # 1.5 remain of the second: 180,000 less floor(22,599 x 0.6) = 13,559; net 166,441, VAT 16,644.
    # 2 remain of the first: 666 less floor(1 x 2/3) = 0; net 666, VAT 66.
    assert [(one.number, one.figures) for one in first.lines] == [
        (2, Figures(120_000, 9_040, 110_960, 11_096, 122_056)),
        (1, Figures(333, 1, 332, 33, 365)),
    ]
    assert first.totals == Figures.sum_of([one.figures for one in first.lines])


def test_a_return_names_its_invoice_and_keeps_its_line_numbers_and_buyer():
    ledger = Ledger(order_of(line("3"), line("2.5")))
    ledger.start(invoice_of(ledger.order, COMPANY))
    document = ledger.give_back({2: "0.5"}, *given(55_000), reason="  خراب\u200c بود ")
    assert (document.kind, str(document.serial), document.changes) == (
        DocumentKind.RETURN,
        "1405-R-0000002",
        ledger.chain.invoice.serial,
    )
    assert ([one.number for one in document.lines], document.buyer) == ([2], ledger.chain.invoice.buyer)
    assert (document.after, document.reason, document.order_id) == (None, "خراب بود", ledger.order.id)
    assert (document.tenders, document.change, document.notes, document.bank_account) == (given(55_000), 0, "", "")
    second = ledger.give_back({1: "1"}, *given(110_000))
    assert second.after == document.serial
    for one in (document, second):
        assert from_json(to_json(one)) == one


def test_the_printed_price_of_a_returned_line_gives_its_gross():
    # 2.5 at 109 with VAT inside: T = 272, gross 248, printed at 99.2. One comes back: 1.5 remain at T = 163, gross 149;
    # 99 goes back. Of 3 at 333, 909, one remains at 303.
    ledger = Ledger(order_of(line("2.5", 109, price_includes_vat=True), line("3", 333, price_includes_vat=True)))
    document = ledger.give_back({1: "1", 2: "2"}, *given(775))
    for one in document.lines:
        assert int(Decimal(one.unit_price) * Decimal(str(one.quantity))) == one.figures.gross
    assert [(one.unit_price, one.figures.gross) for one in document.lines] == [("99.2", 99), ("303", 606)]


@pytest.mark.parametrize(
    ("parts", "code", "data"),
    [
        ({}, "return_empty", {"field": "lines"}),
        ({3: "1"}, "line_unknown", {"line": 3, "serial": "1405-A-0000001"}),
        ({1: "2.001"}, "return_exceeds_sold", {"line": 1, "left": "2", "returned": "2.001"}),
        ({2: "0.5"}, "quantity_not_whole", {"line": 2, "unit": "عدد", "value": "0.5"}),
    ],
)
def test_what_cannot_come_back(parts, code, data):
    ledger = Ledger(order_of(line("2"), line("3", unit="عدد", is_measured=False)))
    told = refused(code, ledger, ledger.give_back, parts)
    assert {name: told[name] for name in data} == data


def test_a_line_is_named_once_in_a_return():
    ledger = Ledger(order_of(line("2")))
    filing = ledger.filing(DocumentKind.RETURN)
    twice = [ReturnedLine(1, Quantity.parse("1"))] * 2
    data = refused("return_line_twice", ledger, issue_return, filing, ledger.chain, twice, "x", (), CashRounding())
    assert data["line"] == 1


def test_nothing_comes_back_beyond_what_earlier_returns_left():
    ledger = Ledger(order_of(line("2")))
    ledger.give_back({1: "1.5"}, *given(165_000))
    assert refused("return_exceeds_sold", ledger, ledger.give_back, {1: "0.501"})["left"] == "0.5"
    ledger.give_back({1: "0.5"}, *given(55_000))
    assert refused("return_exceeds_sold", ledger, ledger.give_back, {1: "0.001"})["left"] == "0"


def test_a_line_that_was_sold_in_parts_comes_back_in_parts_whatever_version_1_knew():
    # Weighed goods with a unit of pieces: their snapshot of version 1 does not say that they were weighed.
    ledger = Ledger(order_of(line("2.5", unit="بسته")))
    ledger.start(of_version_1(ledger.chain.invoice))
    ledger.give_back({1: "1.5"}, *given(165_000))
    assert ledger.chain.left()[1][1] == 100_000_000


def test_a_return_that_would_give_back_less_than_nothing_is_refused_and_the_whole_rest_is_not():
    # Six at 2 rials, VAT of 9.5 % inside, a discount of 7: the first piece alone would give back -1.
    sold = line("6", 2, 950, price_includes_vat=True, discount=Discount(rial=Rial(7)))
    ledger = Ledger(order_of(sold))
    assert refused("return_total_negative", ledger, ledger.give_back, {1: "1"})["line"] == 1
    document = ledger.give_back({1: "6"}, *given(ledger.chain.remaining_totals.total))
    assert document.totals == Figures(11, 7, 4, 0, 4)


def test_a_return_that_would_leave_less_than_nothing_is_refused():
    # 251.2 at 56 rials with 33.33 % inside, given away: of 200.3 kg the rule leaves net -1 and VAT -1.
    sold = line("251.2", 56, 3333, price_includes_vat=True, discount=Discount(percent=Decimal(100)))
    ledger = Ledger(order_of(sold))
    refused("return_total_negative", ledger, ledger.give_back, {1: "50.9"})
    assert ledger.give_back({1: "251.2"}).totals.total == 0


@pytest.mark.parametrize(
    ("tenders", "code", "data"),
    [
        ((), "refund_differs", {"rest": 110_000, "total": 110_000}),
        (given(110_001), "refund_differs", {"rest": -1}),
        ((*given(50_000), *given(59_999, TenderKind.CARD)), "refund_differs", {"rest": 1}),
        ((Tender(TenderKind.CARD, Rial(0)), *given(110_000)), "refund_not_positive", {"tender": "card"}),
        (given(110_000, TenderKind.CREDIT), "credit_limit_missing", {}),
        ((*given(109_000), *given(1_000, TenderKind.ROUNDING)), "rounding_not_allowed", {"value": 1_000}),
        ((*given(109_500, TenderKind.CARD), *given(500, TenderKind.ROUNDING)), "rounding_not_allowed", {}),
    ],
)
def test_the_refund_of_a_return(tenders, code, data):
    ledger = Ledger(order_of(line("2")))
    told = refused(code, ledger, ledger.give_back, {1: "1"}, *tenders)
    assert {name: told[name] for name in data} == data


@pytest.mark.parametrize(
    "tenders",
    [
        given(110_000, TenderKind.TRANSFER),
        given(110_000, TenderKind.CHEQUE),
        (*given(10_000), *given(100_000, TenderKind.CARD)),
        (*given(109_500), *given(500, TenderKind.ROUNDING)),
        (*given(110_500), Tender(TenderKind.ROUNDING, Rial(-500))),
    ],
)
def test_a_refund_in_any_way_that_sums_up(tenders):
    ledger = Ledger(order_of(line("2")))
    assert ledger.give_back({1: "1"}, *tenders).tenders == tenders


@pytest.mark.parametrize("do", ["give_back", "correct", "cancel"])
@pytest.mark.parametrize(("reason", "code"), [("", "reason_missing"), (" \u200c ", "reason_missing")])
def test_no_change_without_a_reason(do, reason, code):
    ledger = Ledger(order_of(line("2")))
    settings = {"give_back": ({1: "2"},), "correct": ({1: LineChange(Quantity.parse("4"))},), "cancel": ()}
    assert (
        refused(code, ledger, getattr(ledger, do), *settings[do], *given(220_000), reason=reason)["field"] == "reason"
    )


def test_a_reason_of_three_hundred_characters_and_no_more():
    ledger = Ledger(order_of(line("2")))
    assert refused("field_too_long", ledger, ledger.cancel, *given(220_000), reason="ا" * 301)["limit"] == 300
    assert len(ledger.cancel(*given(220_000), reason="ا" * 300).reason) == 300


# Corrections


def test_a_correction_by_hand():
    # 3 at 100,000 less 10,000, so 290,000 net and 319,000 in all, should have been 2.5 at 110,000 less 5,000:
    # gross 275,000, net 270,000, VAT 27,000, total 297,000. 22,000 goes back.
    ledger = Ledger(order_of(line("3", discount=Discount(rial=Rial(10_000))), line()))
    document = ledger.correct({1: LineChange(Quantity.parse("2.5"), Rial(110_000), Rial(5_000))}, *given(22_000))
    assert document.lines[0].figures == Figures(275_000, 5_000, 270_000, 27_000, 297_000)
    assert (document.lines[0].unit_price, document.lines[1]) == ("110000", ledger.chain.invoice.lines[1])
    assert (document.before, document.totals.total) == (ledger.chain.invoice.totals, 407_000)
    booked = ledger.books[-1]
    assert (booked.number, booked.quantity_e8, booked.figures) == (
        1,
        -50_000_000,
        Figures(-25_000, -5_000, -20_000, -2_000, -22_000),
    )
    assert from_json(to_json(document)) == document


def test_a_correction_starts_from_the_discount_that_was_printed():
    # 9,000 off the line and half of the order's 1,000: 9,500 stay off when only the quantity changes.
    ledger = Ledger(order_of(line("2", discount=Discount(rial=Rial(9_000))), line("1.91"), discount=1_000))
    assert ledger.chain.invoice.lines[0].figures.discount == 9_500
    document = ledger.correct({1: LineChange(Quantity.parse("1"))}, *given(110_000))
    assert document.lines[0].figures == Figures(100_000, 9_500, 90_500, 9_050, 99_550)


def test_a_discount_beyond_the_gross_is_cut_to_it():
    ledger = Ledger(order_of(line("2")))
    document = ledger.correct({1: LineChange(discount=Rial(10**9))}, *given(220_000))
    assert document.totals == Figures(200_000, 200_000, 0, 0, 0)


def test_a_price_with_vat_inside_stays_one():
    # 2 at 120,000 with 10 % inside: T = 240,000, which 218,182 + 21,818 gives; before 2 at 110,000: 220,000.
    ledger = Ledger(order_of(line("2", 110_000, price_includes_vat=True)))
    document = ledger.correct({1: LineChange(unit_price=Rial(120_000))}, *given(20_000))
    (corrected,) = document.lines
    assert corrected.figures == Figures(218_182, 0, 218_182, 21_818, 240_000)
    assert (corrected.price, corrected.unit_price) == (120_000, "109091")


def test_a_line_of_version_1_is_corrected_at_its_printed_price():
    ledger = Ledger(order_of(line("2.5", 109, price_includes_vat=True)))
    ledger.start(of_version_1(ledger.chain.invoice))
    assert (ledger.chain.invoice.lines[0].unit_price, ledger.chain.remaining_totals.total) == ("99.2", 272)
    document = ledger.correct({1: LineChange(Quantity.parse("5"))}, *given(273))
    # 5 x 99.2 = 496, VAT 49.
    assert document.totals == Figures(496, 0, 496, 49, 545)
    dearer = ledger.correct({1: LineChange(unit_price=Rial(100))}, *given(5))
    assert dearer.totals == Figures(500, 0, 500, 50, 550)


def test_a_second_correction_begins_where_the_first_ended():
    ledger = Ledger(order_of(line("2")))
    first = ledger.correct({1: LineChange(Quantity.parse("1"))}, *given(110_000))
    second = ledger.correct({1: LineChange(Quantity.parse("1.5"))}, *given(55_000))
    assert (second.before, second.after) == (first.totals, first.serial)


def test_a_correction_that_moves_no_money_has_no_tenders():
    # 2 less 100,000 is 1 without a discount.
    ledger = Ledger(order_of(line("2", discount=Discount(rial=Rial(100_000)))))
    change = {1: LineChange(Quantity.parse("1"), discount=Rial(0))}
    refused("refund_differs", ledger, ledger.correct, change, *given(1))
    assert ledger.correct(change).totals.total == 110_000


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "nothing_changed"),
        ({1: LineChange()}, "nothing_changed"),
        ({1: LineChange(Quantity.parse("2"), Rial(100_000), Rial(0))}, "nothing_changed"),
        ({3: LineChange(Quantity.parse("1"))}, "line_unknown"),
        ({2: LineChange(Quantity.parse("1.5"))}, "quantity_not_whole"),
        ({1: LineChange(unit_price=Rial(10**15 - 1))}, "amount_too_large"),
        ({1: LineChange(Quantity.parse("1"), Rial(10**15 - 1))}, "document_too_large"),
    ],
)
def test_what_is_no_correction(changes, code):
    ledger = Ledger(order_of(line("2"), line("3", unit="عدد", is_measured=False)))
    refused(code, ledger, ledger.correct, changes)


def test_the_price_that_version_1_printed_changes_nothing():
    ledger = Ledger(order_of(line("2")))
    ledger.start(of_version_1(ledger.chain.invoice))
    refused("nothing_changed", ledger, ledger.correct, {1: LineChange(unit_price=Rial(100_000))})


@pytest.mark.parametrize(("field", "value"), [("unit_price", -1), ("discount", -1), ("discount", 1.5)])
def test_a_change_is_an_amount(field, value):
    with pytest.raises(ShopError) as refusal:
        LineChange(**{field: value})
    assert refusal.value.data["field"] == field


def test_no_correction_once_something_came_back():
    ledger = Ledger(order_of(line("2")))
    ledger.give_back({1: "1"}, *given(110_000))
    refused("correction_after_return", ledger, ledger.correct, {1: LineChange(Quantity.parse("3"))})


# Cancellations, and invoices made out anew


def test_a_cancellation_takes_back_what_is_left():
    ledger = Ledger(order_of(line("3", 333), line("2")))
    ledger.give_back({1: "1", 2: "2"}, *given(220_366))
    refused("refund_differs", ledger, ledger.cancel, *given(1_098))
    document = ledger.cancel(*given(732))
    assert [(one.number, str(one.quantity), one.figures.total) for one in document.lines] == [(1, "2", 732)]
    assert (document.kind, document.after) == (DocumentKind.CANCELLATION, ledger.chain.changes[0].serial)


def test_nothing_changes_a_cancelled_invoice():
    ledger = Ledger(order_of(line("2")))
    ledger.cancel(*given(220_000))
    for attempt in (
        lambda: ledger.give_back({1: "1"}, *given(110_000)),
        lambda: ledger.correct({1: LineChange(Quantity.parse("1"))}, *given(110_000)),
        lambda: ledger.cancel(*given(220_000)),
        ledger.make_out_anew,
    ):
        assert refused("invoice_cancelled", ledger, attempt) == {"serial": "1405-A-0000001"}


def test_a_cancelled_invoice_names_the_one_made_out_anew():
    ledger = Ledger(order_of(line("2")))
    _, invoice = ledger.make_out_anew()
    data = refused("invoice_cancelled", ledger, ledger.make_out_anew)
    assert (data["reason"], data["replaced_by"]) == ("made_out_anew", str(invoice.serial))


def test_of_what_came_back_whole_nothing_is_cancelled_or_made_out_anew():
    ledger = Ledger(order_of(line("2")))
    ledger.give_back({1: "2"}, *given(220_000))
    refused("nothing_left", ledger, ledger.cancel)
    refused("nothing_left", ledger, ledger.make_out_anew)


def test_an_invoice_made_out_anew_keeps_the_figures_and_goes_on_from_them():
    # Of the first, two of three at 109 remain, 199 + 19; of the last all three, 999 + 99. Of the order's discount the
    # first line had 1 rial, of which no whole rial remains.
    ledger = Ledger(order_of(line("3", 109, price_includes_vat=True), line("2"), line("3", 333), discount=100))
    ledger.give_back({1: "1", 2: "2"}, *given(219_999, TenderKind.CARD))
    before = ledger.chain.remaining()
    cancellation, invoice = ledger.make_out_anew()
    assert [one.figures.total for one in invoice.lines] == [218, 1_098]
    assert [one.figures for one in invoice.lines] == [part.figures for part in before]
    assert [(one.number, one.of_line) for one in invoice.lines] == [(1, 1), (2, 3)]
    assert [one.number for one in cancellation.lines] == [1, 3]
    assert invoice.seller.name == SELLER.name
    ledger.start(invoice)
    total = invoice.totals.total
    first = ledger.give_back({1: "1", 2: "2"}, *given(842))
    rest = ledger.give_back({1: "1", 2: "1"}, *given(474))
    assert first.totals.total + rest.totals.total == total
    assert ledger.chain.is_fully_returned


# Time


def test_no_document_is_older_than_what_it_changes():
    ledger = Ledger(order_of(line("2")))
    chain = Chain(replace(ledger.chain.invoice, issued_at=AT + timedelta(hours=1)))
    assert instant_of_change(chain, AT + timedelta(hours=2)) == AT + timedelta(hours=2)
    slow = AT + timedelta(hours=1) - CLOCK_SLACK
    assert instant_of_change(chain, slow) == AT + timedelta(hours=1)
    with pytest.raises(ShopError, match="clock_set_back") as refusal:
        instant_of_change(chain, slow - timedelta(seconds=1))
    assert refusal.value.data["serial"] == "1405-A-0000001"
