"""A chain always adds up: what its documents put into the books is what is left, in every column."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from invoice_chains import COMPANY, Ledger, given, invoice_of, line, of_version_1, order_of

from bakala_desktop.domain.changes import LineChange
from bakala_desktop.domain.document import DocumentKind
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.pricing import Discount, Figures
from bakala_desktop.domain.quantity import SCALE, Quantity
from bakala_desktop.domain.refunds import tenders_left
from bakala_desktop.domain.returns import NOTHING
from bakala_desktop.domain.tender import TenderKind

STEP = SCALE // 1000


def booked(ledger):
    """Return the sums of the books by line: quantity and figures, without the lines that came to nothing."""
    sums = {}
    for part in ledger.books:
        quantity, figures = sums.get(part.number, (0, NOTHING))
        sums[part.number] = (quantity + part.quantity_e8, Figures.sum_of([figures, part.figures]))
    return {number: found for number, found in sums.items() if found != (0, NOTHING)}


def left(chain):
    return {part.line.number: (part.left_e8, part.figures) for part in chain.remaining()}


def assert_adds_up(ledger):
    chain = ledger.chain
    assert booked(ledger) == left(chain)
    assert chain.remaining_totals == Figures.sum_of([figures for _, figures in left(chain).values()])
    if not chain.is_cancelled:
        tenders = tenders_left(chain)
        assert sum(t.amount for t in tenders) == chain.remaining_totals.total
        assert all(t.amount > 0 for t in tenders if t.kind is not TenderKind.ROUNDING)


lines = st.builds(
    line,
    st.integers(1, 20_000).map(lambda n: f"{n / 1000:.3f}"),
    st.integers(0, 10**6),
    st.sampled_from([0, 900, 950, 1000, 3333, 10_000]),
    price_includes_vat=st.booleans(),
    discount=st.none() | st.integers(0, 10**6).map(lambda rials: Discount(rial=Rial(rials))),
)


def settled(change, *settings):
    """Try a change without money, learn from the refusal how much it moves, and do it."""
    try:
        return change(*settings)
    except ShopError as error:
        if error.code != "refund_differs":
            raise
        return change(*settings, *given(error.data["rest"], TenderKind.CARD))


def change_at_random(draw, ledger):
    """Do one thing that may be done now, and return the ledger that goes on."""
    chain = ledger.chain
    rest = left(chain)
    what = draw(st.sampled_from(["return", "return", "correct", "cancel", "anew"]))
    if what == "return":
        numbers = draw(st.lists(st.sampled_from(sorted(rest)), min_size=1, unique=True))
        parts = {n: str(Quantity(draw(st.integers(1, rest[n][0] // STEP)) * STEP)) for n in numbers}
        settled(ledger.give_back, parts)
    elif what == "correct":
        number = draw(st.sampled_from(sorted(rest)))
        change = LineChange(
            Quantity(draw(st.integers(1, 20_000)) * STEP),
            draw(st.none() | st.integers(0, 10**6).map(Rial)),
            draw(st.none() | st.integers(0, 10**6).map(Rial)),
        )
        settled(ledger.correct, {number: change})
    elif what == "cancel":
        settled(ledger.cancel)
    else:
        before = chain.remaining_totals
        _, invoice = ledger.make_out_anew()
        assert_adds_up(ledger)
        assert booked(ledger) == {}
        ledger.start(invoice)
        assert ledger.chain.remaining_totals == before
    return ledger


@for_all(st.lists(lines, min_size=1, max_size=4), st.integers(0, 10**5), st.booleans(), st.data())
def test_the_books_of_a_chain_sum_to_what_remains_in_every_column(sold, discount, is_old, data):
    ledger = Ledger(order_of(*sold, discount=discount))
    if is_old:
        ledger.start(of_version_1(invoice_of(ledger.order)))
    assert_adds_up(ledger)
    for _ in range(data.draw(st.integers(1, 6))):
        if not left(ledger.chain):
            break
        try:
            ledger = change_at_random(data.draw, ledger)
        except ShopError as error:
            known = {"return_total_negative", "correction_after_return", "nothing_changed", "quantity_not_whole"}
            assert error.code in known, error  # noqa: PT017  anything else is a fault of the rules
        assert_adds_up(ledger)


def remains(quantity, left_of_it, price, rate, discount, includes_vat):
    """Rule 7 told a second time, in fractions and by trial: the figures of what is left of a line."""
    if not left_of_it:
        return (0, 0, 0, 0, 0)
    percent = Fraction(rate, 100)
    priced = int(left_of_it * price)
    gross = priced
    if includes_vat:
        while gross + int(gross * percent / 100) > priced:
            gross -= max(1, (gross + int(gross * percent / 100) - priced) // 3)
        while gross + 1 + int((gross + 1) * percent / 100) <= priced:
            gross += 1
    net = gross - int(discount * left_of_it / quantity)
    # int() cuts towards zero; nets below nothing do not occur in this test.
    vat = int(net * percent / 100)
    return (gross, gross - net, net, vat, net + vat)


@pytest.mark.parametrize("seed", range(30))
def test_random_returns_against_an_oracle_of_fractions(seed):
    chance = random.Random(seed)
    sold = [
        line(
            f"{chance.randint(2, 9000) / 1000:.3f}",
            chance.randint(1000, 5_000_000),
            chance.choice([0, 900, 1000, 1050]),
            price_includes_vat=chance.random() < 0.5,
            discount=Discount(rial=Rial(chance.randint(0, 500))),
        )
        for _ in range(chance.randint(1, 5))
    ]
    ledger = Ledger(order_of(*sold, discount=chance.randint(0, 300)))
    rest = {number: Fraction(one.quantity.e8, SCALE) for number, one in enumerate(sold, 1)}
    for _ in range(4):
        asked = {n: Fraction(chance.randint(1, int(r * 1000)), 1000) for n, r in rest.items() if r}
        if not asked:
            break
        document = settled(ledger.give_back, {n: str(Quantity(int(q * SCALE))) for n, q in asked.items()})
        for printed in document.lines:
            one, number = sold[printed.number - 1], printed.number
            terms = (one.unit_price, one.vat_rate, ledger.chain.invoice.lines[number - 1].figures.discount)
            quantity = Fraction(one.quantity.e8, SCALE)
            before = remains(quantity, rest[number], *terms, one.price_includes_vat)
            after = remains(quantity, rest[number] - asked[number], *terms, one.price_includes_vat)
            figures = printed.figures
            told = (figures.gross, figures.discount, figures.net, figures.vat, figures.total)
            assert told == tuple(b - a for b, a in zip(before, after, strict=True))
            rest[number] -= asked[number]
    assert_adds_up(ledger)


# What a chain says of itself


def test_a_new_invoice_is_a_chain_of_its_own():
    chain = Ledger(order_of(line("2.5"), line())).chain
    assert (chain.newest, chain.base, chain.is_cancelled, chain.is_fully_returned) == (
        chain.invoice,
        chain.invoice,
        False,
        False,
    )
    assert chain.remaining_totals == chain.invoice.totals
    assert chain.left() == {1: (chain.invoice.lines[0], 250_000_000), 2: (chain.invoice.lines[1], SCALE)}


def test_a_line_that_is_not_there_is_named():
    chain = Ledger(order_of(line())).chain
    chain.check_known([1])
    with pytest.raises(ShopError, match="line_unknown") as refusal:
        chain.check_known([1, 2])
    assert refusal.value.data == {"line": 2, "serial": "1405-A-0000001"}


def test_an_invoice_whose_goods_all_came_back_is_fully_returned_and_not_cancelled():
    ledger = Ledger(order_of(line("2"), line()))
    ledger.give_back({1: "1.5", 2: "1"}, *given(275_000))
    assert not ledger.chain.is_fully_returned
    ledger.give_back({1: "0.5"}, *given(55_000))
    assert ledger.chain.is_fully_returned
    assert not ledger.chain.is_cancelled
    assert (ledger.chain.remaining(), ledger.chain.remaining_totals) == ((), NOTHING)


def test_of_a_cancelled_invoice_nothing_remains():
    ledger = Ledger(order_of(line("2")))
    document = ledger.cancel(*given(220_000))
    chain = ledger.chain
    assert (chain.is_cancelled, chain.cancellation, chain.newest) == (True, document, document)
    assert (chain.left()[1][1], chain.remaining(), chain.is_fully_returned) == (0, (), False)


def test_the_newest_correction_says_how_the_lines_were_sold():
    ledger = Ledger(order_of(line("2"), line()))
    ledger.correct({1: LineChange(Quantity.parse("1"))}, *given(110_000))
    second = ledger.correct({1: LineChange(Quantity.parse("3"))}, *given(220_000))
    ledger.give_back({1: "1"}, *given(110_000))
    assert ledger.chain.base == second
    assert ledger.chain.left()[1] == (second.lines[0], 2 * SCALE)
    assert [document.kind for document in ledger.chain.changes] == [
        DocumentKind.CORRECTION,
        DocumentKind.CORRECTION,
        DocumentKind.RETURN,
    ]
    assert_adds_up(ledger)


# How what is left was paid


def test_change_and_refunds_lessen_what_was_paid_in_their_own_way():
    tenders = [*given(100_000, TenderKind.CARD), *given(130_000)]
    ledger = Ledger(order_of(line("2"), tenders=tenders))
    assert tenders_left(ledger.chain) == (*given(100_000, TenderKind.CARD), *given(120_000))
    ledger.give_back({1: "0.5"}, *given(55_000))
    assert tenders_left(ledger.chain) == (*given(100_000, TenderKind.CARD), *given(65_000))


def test_more_than_came_in_one_way_lessens_the_other_ways():
    tenders = [*given(120_000, TenderKind.CARD), *given(100_000, TenderKind.TRANSFER)]
    ledger = Ledger(order_of(line("2"), tenders=tenders))
    ledger.give_back({1: "1.5"}, *given(165_000))
    assert tenders_left(ledger.chain) == given(55_000, TenderKind.CARD)


def test_what_a_correction_took_in_is_paid_too():
    ledger = Ledger(order_of(line("2")))
    ledger.correct({1: LineChange(Quantity.parse("3"))}, *given(110_000, TenderKind.CARD))
    assert tenders_left(ledger.chain) == (*given(220_000), *given(110_000, TenderKind.CARD))
    ledger.correct({1: LineChange(Quantity.parse("1"))}, *given(220_000))
    assert tenders_left(ledger.chain) == given(110_000, TenderKind.CARD)


def test_a_rounding_stays_one_of_its_own():
    tenders = [*given(110_000), *given(1_100, TenderKind.ROUNDING)]
    ledger = Ledger(order_of(line("1", 101_000), tenders=tenders))
    assert ledger.chain.remaining_totals.total == 111_100
    ledger.give_back({1: "0.5"}, *given(55_000), *given(550, TenderKind.ROUNDING))
    assert tenders_left(ledger.chain) == (*given(55_000), *given(550, TenderKind.ROUNDING))


def test_an_invoice_made_out_anew_bears_the_buyer_and_what_is_left():
    ledger = Ledger(order_of(line("2"), line()))
    ledger.give_back({2: "1"}, *given(110_000))
    cancellation, invoice = ledger.make_out_anew()
    assert invoice.buyer is not None
    assert (invoice.buyer.name, invoice.kind) == (COMPANY.name, DocumentKind.INVOICE)
    assert (invoice.replaces, cancellation.replaced_by) == (ledger.chain.invoice.serial, invoice.serial)
    assert (cancellation.changes, invoice.changes, invoice.after) == (ledger.chain.invoice.serial, None, None)
    assert (cancellation.tenders, sum(t.amount for t in invoice.tenders)) == ((), 220_000)
    assert invoice.totals == cancellation.totals
