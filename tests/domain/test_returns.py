"""Rule 7: whatever is returned in whatever parts, the customer gets back what was paid, to the rial."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakala_desktop.domain.document import DocumentLine
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.pricing import (
    Discount,
    Figures,
    LineTerms,
    figures_of,
    gross_of,
    price_lines,
    unit_price_before_vat,
)
from bakala_desktop.domain.quantity import SCALE, Quantity
from bakala_desktop.domain.returns import NOTHING, gross_of_part, remaining_figures, returned_figures
from bakala_desktop.domain.tax import VatRate

TEN = VatRate(1000)


def sold_line(terms, discount=0):
    """Return the line of an invoice, sold at these terms with this whole discount."""
    return DocumentLine(
        number=1,
        code="S-1",
        title="کالای نمونه",
        quantity=terms.quantity,
        unit="کیلوگرم",
        unit_price=format(unit_price_before_vat(terms), "f"),
        vat_rate=terms.vat_rate,
        figures=figures_of(gross_of(terms), Rial(discount), terms.vat_rate),
        price=terms.unit_price,
        price_includes_vat=terms.price_includes_vat,
    )


def in_parts(sold, discount, parts):
    """Return the figures of each return in turn."""
    left, given_back = sold.quantity.e8, []
    for part in parts:
        given_back.append(returned_figures(sold_line(sold, discount), left, Quantity(part)))
        left -= part
    return given_back, left


@st.composite
def sales(draw, step=10**5):
    count = draw(st.integers(1, 20_000 if step < SCALE else 30))
    price, rate = draw(st.integers(0, 10**8)), VatRate(draw(st.integers(0, 10_000)))
    sold = LineTerms(Quantity(count * step), Rial(price), rate, draw(st.booleans()))
    discount = draw(st.integers(0, gross_of(sold)))
    cuts = sorted(draw(st.sets(st.integers(1, count), max_size=6)) | {count})
    parts = [(b - a) * step for a, b in zip([0, *cuts], cuts, strict=False)]
    return sold, Rial(discount), parts


@given(sales())
def test_any_parts_give_back_exactly_what_was_sold(sale):
    sold, discount, parts = sale
    given_back, left = in_parts(sold, discount, parts)
    assert left == 0
    assert Figures.sum_of(given_back) == figures_of(gross_of(sold), discount, sold.vat_rate)


@given(sales())
def test_what_remains_is_never_more_than_was_sold_but_for_the_rials_cut_off(sale):
    sold, discount, parts = sale
    whole, left = figures_of(gross_of(sold), discount, sold.vat_rate), sold.quantity.e8
    for part in parts:
        left -= part
        rest = remaining_figures(sold_line(sold, discount), left)
        assert rest.gross <= whole.gross
        assert rest.discount <= whole.discount
        # Where a discount takes nearly all, what is cut off on both sides decides: see the examples below.
        assert -1 <= rest.net <= whole.net + 2


@given(sales(step=SCALE))
def test_whole_pieces_at_a_price_without_vat_never_give_back_less_than_nothing(sale):
    sold, discount, parts = sale
    before_vat = LineTerms(sold.quantity, sold.unit_price, sold.vat_rate)
    given_back, _ = in_parts(before_vat, Rial(min(discount, gross_of(before_vat))), parts)
    for part in given_back:
        assert min(part.gross, part.discount, part.net, part.vat, part.total) >= 0


@given(sales())
def test_no_part_misses_by_more_than_the_rials_that_are_cut_off(sale):
    given_back, _ = in_parts(*sale)
    for part in given_back:
        assert part.gross >= 0
        assert part.discount >= 0
        assert part.net >= -2
        assert part.vat >= -2


def test_the_rule_as_written_can_give_back_less_than_nothing():
    # Six pieces at 2 rials, VAT of 9.5 % inside: T = 12, gross 11; a discount of 7 rials. The first piece returned:
    # gross 11 - 10 = 1, discount 7 - 5 = 2, net -1. It takes a discount of nearly everything, or grams at a few
    # rials; the rule is kept as it is written.
    sold = LineTerms(Quantity(6 * SCALE), Rial(2), VatRate(950), price_includes_vat=True)
    assert gross_of(sold) == 11
    assert returned_figures(sold_line(sold, 7), 6 * SCALE, Quantity(SCALE)) == Figures(1, 2, -1, 0, -1)


def test_the_rule_as_written_can_leave_less_than_nothing_of_goods_given_away():
    # 251.2 kg at 56 rials with 33.33 % VAT inside, all of it discounted; 200.3 kg remain: gross 8,412, discount 8,413.
    sold = LineTerms(Quantity.parse("251.2"), Rial(56), VatRate(3333), price_includes_vat=True)
    given_away = Rial(gross_of(sold))
    rest = remaining_figures(sold_line(sold, given_away), Quantity.parse("200.3").e8)
    assert rest == Figures(8_412, 8_413, -1, -1, -2)


def test_a_return_of_everything_at_once_is_the_sale():
    sold = LineTerms(Quantity.parse("2.5"), Rial(120_000), TEN, discount=Discount(percent=Decimal("7.5")))
    (paid,) = price_lines([sold])
    line = sold_line(sold, paid.discount)
    assert returned_figures(line, sold.quantity.e8, sold.quantity) == paid
    assert remaining_figures(line, 0) == NOTHING


def test_a_return_in_two_parts_to_the_rial():
    sold = LineTerms(Quantity.parse("3"), Rial(333), TEN)
    line = sold_line(sold, 100)
    first = returned_figures(line, 3 * SCALE, Quantity.parse("1"))
    rest = returned_figures(line, 2 * SCALE, Quantity.parse("2"))
    assert first == Figures(333, 34, 299, 29, 328)
    assert rest == Figures(666, 66, 600, 60, 660)


def test_a_vat_inside_the_price_is_parted_by_what_remains():
    sold = LineTerms(Quantity.parse("3"), Rial(109), TEN, price_includes_vat=True)
    whole = figures_of(gross_of(sold), Rial(0), TEN)
    parts, _ = in_parts(sold, Rial(0), [SCALE, SCALE, SCALE])
    assert Figures.sum_of(parts) == whole
    assert [part.total for part in parts] == [109, 110, 108]


def test_more_than_is_left_cannot_come_back():
    sold = LineTerms(Quantity.parse("3"), Rial(100), TEN)
    with pytest.raises(ShopError, match="return_exceeds_sold") as refusal:
        returned_figures(sold_line(sold), 2 * SCALE, Quantity.parse("2.001"))
    assert (refusal.value.data["line"], refusal.value.data["left"]) == (1, "2")


def test_a_line_of_version_1_is_parted_by_its_printed_price():
    # 2.5 at 109 with 10 % VAT inside: T = 272, gross 248, printed at 99.2. One returned: 248 - floor(1.5 x 99.2) = 100.
    terms = LineTerms(Quantity.parse("2.5"), Rial(109), TEN, price_includes_vat=True)
    old = replace(sold_line(terms), price=None, price_includes_vat=False)
    assert old.unit_price == "99.2"
    assert gross_of_part(old, terms.quantity) == old.figures.gross == 248
    assert returned_figures(old, 250_000_000, Quantity.parse("1")) == Figures(100, 0, 100, 10, 110)


@given(sales())
def test_a_line_of_version_1_gives_back_exactly_what_was_sold(sale):
    terms, discount, parts = sale
    old, left, given_back = replace(sold_line(terms, discount), price=None), terms.quantity.e8, []
    assert gross_of_part(old, terms.quantity) == old.figures.gross
    for part in parts:
        given_back.append(returned_figures(old, left, Quantity(part)))
        left -= part
    assert Figures.sum_of(given_back) == old.figures
