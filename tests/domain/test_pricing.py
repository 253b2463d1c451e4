"""Rules 1 to 5 of the arithmetic, to the rial: the text's own examples, a second implementation, and properties."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from math import floor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import LIMIT, Rial
from bakala_desktop.domain.pricing import (
    Discount,
    Figures,
    LineTerms,
    figures_of,
    gross_of,
    price_lines,
    spread,
    unit_price_before_vat,
    vat_of,
)
from bakala_desktop.domain.quantity import LARGEST, ONE, SCALE, Quantity
from bakala_desktop.domain.tax import VatRate, parse_vat_rate

VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text("utf-8"))["moadian_invoice_math"]
TEN = VatRate(1000)

till_quantities = st.integers(1, LARGEST // 10**5).map(lambda thousandths: Quantity(thousandths * 10**5))
small_quantities = st.integers(1, 20_000).map(lambda thousandths: Quantity(thousandths * 10**5))
rates = st.one_of(st.sampled_from([0, 900, 950, 1000, 10_000]), st.integers(0, 10_000)).map(VatRate)
percents = st.integers(0, 1_000_000).map(lambda e4: Discount(percent=Decimal(e4) / 10_000))
amounts = st.integers(0, 10**9).map(lambda rials: Discount(rial=Rial(rials)))
discounts = st.one_of(st.none(), percents, amounts)
line_terms = st.builds(LineTerms, small_quantities, st.integers(0, 10**8).map(Rial), rates, st.booleans(), discounts)
carts = st.lists(line_terms, min_size=1, max_size=6)


def terms(quantity="1", price=0, rate=TEN, includes_vat=False, discount=None):
    return LineTerms(Quantity.parse(quantity), Rial(price), rate, includes_vat, discount)


def priced(*lines, discount=None):
    return price_lines(lines, discount)


# A second implementation, from the text of the rules alone.


def by_the_text(lines, order_discount):
    grosses = [gross_by_the_text(line) for line in lines]
    own = [reduction(line.discount, gross) for line, gross in zip(lines, grosses, strict=True)]
    nets = [gross - cut for gross, cut in zip(grosses, own, strict=True)]
    shares = shares_by_the_text(reduction(order_discount, sum(nets)), nets)
    result = []
    for line, gross, cut, share in zip(lines, grosses, own, shares, strict=True):
        net = gross - cut - share
        vat = floor(Fraction(net * line.vat_rate, 10_000))
        result.append((gross, cut + share, net, vat, net + vat))
    return result


def gross_by_the_text(line):
    exact = floor(Fraction(line.quantity.e8, SCALE) * line.unit_price)
    if not line.price_includes_vat:
        return exact
    # The largest g with g + floor(g * rate) <= T, found by halving: the left side grows with g.
    low, high = 0, exact
    while low < high:
        middle = (low + high + 1) // 2
        if middle + floor(Fraction(middle * line.vat_rate, 10_000)) <= exact:
            low = middle
        else:
            high = middle - 1
    return low


def reduction(discount, amount):
    if discount is None:
        return 0
    if discount.rial is not None:
        return min(discount.rial, amount)
    return floor(Fraction(discount.percent) * amount / 100)


def shares_by_the_text(amount, nets):
    if not sum(nets):
        return [0] * len(nets)
    shares = [floor(Fraction(amount * net, sum(nets))) for net in nets]
    index = 0
    while sum(shares) < amount:
        line = index % len(nets)
        if nets[line] - shares[line] > 0:
            shares[line] += 1
        index += 1
    return shares


def columns(figures):
    return [(f.gross, f.discount, f.net, f.vat, f.total) for f in figures]


# Examples of the text


@pytest.mark.parametrize(
    ("asked", "gross", "vat"),
    [(110, 100, 10), (109, 99, 9), (100_000, 90_909, 9_090), (10, 9, 0), (11, 10, 1), (1, 1, 0), (0, 0, 0)],
)
def test_a_price_with_vat_inside_is_divided_as_the_text_says(asked, gross, vat):
    (line,) = priced(terms(price=asked, includes_vat=True))
    assert line == Figures(gross, 0, gross, vat, gross + vat)


def test_109_gives_108_and_100_000_gives_99_999():
    assert [priced(terms(price=t, includes_vat=True))[0].total for t in (110, 109, 100_000)] == [110, 108, 99_999]


def test_a_quantity_times_a_price_is_cut_off():
    (line,) = priced(terms("2.555", 99_999))
    assert line.gross == 255_497  # 255,497.445
    assert line.vat == 25_549
    assert line.total == 281_046


def test_a_line_discount_of_four_decimals_is_cut_off():
    (line,) = priced(terms(price=999_999, discount=Discount(percent=Decimal("33.3333"))))
    assert line.discount == 333_332  # 333,332.66…


def test_a_discount_larger_than_the_line_is_cut_to_it():
    cut = Discount(rial=Rial(5_000))
    (line,) = priced(terms(price=3_000, discount=cut))
    assert columns([line]) == [(3_000, 3_000, 0, 0, 0)]
    assert cut.is_cut(3_000)
    assert not cut.is_cut(5_000)
    assert not Discount(percent=Decimal(100)).is_cut(1)


def test_the_rials_left_over_go_to_the_lines_in_file_order():
    assert spread(10, [10, 10, 10]) == [4, 3, 3]
    assert spread(11, [10, 10, 10]) == [4, 4, 3]
    assert spread(2, [1, 1, 1]) == [1, 1, 0]


def test_a_line_without_net_gets_no_rial_that_is_left_over():
    assert spread(2, [0, 3, 0, 3]) == [0, 1, 0, 1]
    assert spread(1, [0, 5, 5]) == [0, 1, 0]


def test_an_order_discount_larger_than_all_is_cut():
    lines = priced(terms(price=700), terms(price=300), discount=Discount(rial=Rial(LIMIT - 1)))
    assert columns(lines) == [(700, 700, 0, 0, 0), (300, 300, 0, 0, 0)]


def test_an_order_discount_in_percent_is_of_what_line_discounts_left():
    half = Discount(percent=Decimal(50))
    lines = priced(terms(price=1_000, discount=half), terms(price=501), discount=Discount(percent=Decimal(10)))
    # Net before: 500 and 501; ten percent of 1,001 is 100: shares 49 and 50, the rial left over to the first.
    assert [line.discount for line in lines] == [550, 50]
    assert [line.vat for line in lines] == [45, 45]


def test_the_vat_comes_after_the_order_discount():
    (line,) = priced(terms(price=1_000), discount=Discount(rial=Rial(5)))
    assert (line.net, line.vat) == (995, 99)


@pytest.mark.parametrize("entry", VECTORS, ids=lambda entry: entry["name"])
def test_the_sample_of_the_tax_authority(entry):
    lines = [
        LineTerms(
            Quantity.parse(line["am"], 8),
            Rial(int(line["fee"])),
            parse_vat_rate(line["vra"]),
            discount=Discount(rial=Rial(line["dis"])),
        )
        for line in entry["lines"]
    ]
    figures = price_lines(lines)
    expected = [(x["prdis"], x["dis"], x["adis"], x["vam"], x["tsstam"]) for x in entry["lines"]]
    assert columns(figures) == expected
    head, whole = entry["header"], Figures.sum_of(figures)
    assert columns([whole]) == [(head["tprdis"], head["tdis"], head["tadis"], head["tvam"], head["tbill"])]


# Limits


def test_a_document_stays_below_a_thousand_million_million():
    assert price_lines([terms(price=LIMIT - 1, rate=VatRate(0))])[0].total == LIMIT - 1
    for lines in ([terms(price=LIMIT - 1)], [terms(price=LIMIT // 2, rate=VatRate(0))] * 2):
        with pytest.raises(ShopError, match="document_too_large"):
            price_lines(lines)


def test_a_gross_at_the_limit_is_refused_even_where_a_discount_takes_it_all():
    with pytest.raises(ShopError, match="document_too_large"):
        price_lines([terms(price=LIMIT - 1), terms(price=1)], Discount(percent=Decimal(100)))


@pytest.mark.parametrize(
    ("percent", "rial"),
    [
        (None, None),
        (Decimal(1), Rial(1)),
        (Decimal("100.0001"), None),
        (Decimal("-0.0001"), None),
        (Decimal("7.00001"), None),
        (Decimal("7.5000000000000000000000000001"), None),
        (Decimal("NaN"), None),
        (Decimal("Infinity"), None),
        (None, Rial(-1)),
        (None, LIMIT),
    ],
)
def test_an_impossible_discount_cannot_be_built(percent, rial):
    with pytest.raises(ShopError, match="bad_discount"):
        Discount(percent, rial)


def test_an_empty_document_sums_to_nothing():
    assert Figures.sum_of(price_lines([], Discount(rial=Rial(5)))) == Figures(0, 0, 0, 0, 0)


# Properties


@given(carts, discounts)
def test_the_figures_are_those_of_a_second_implementation(lines, discount):
    assert columns(price_lines(lines, discount)) == by_the_text(lines, discount)


@given(carts, discounts)
def test_totals_are_sums_and_nothing_is_negative(lines, discount):
    figures = price_lines(lines, discount)
    for line, f in zip(lines, figures, strict=True):
        assert f.net == f.gross - f.discount
        assert f.total == f.net + f.vat
        assert f.vat == f.net * line.vat_rate // 10_000
        assert min(f.gross, f.discount, f.net, f.vat) >= 0
    whole = Figures.sum_of(figures)
    assert columns([whole]) == [tuple(map(sum, zip(*columns(figures), strict=True)))]
    assert whole.total == whole.net + whole.vat


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=12), st.data())
def test_a_spread_loses_no_rial_and_overdraws_no_line(nets, data):
    amount = data.draw(st.integers(0, sum(nets)))
    shares = spread(amount, nets)
    assert sum(shares) == amount
    assert all(0 <= share <= net for share, net in zip(shares, nets, strict=True))
    whole = sum(nets) or 1
    extra = [share - amount * net // whole for share, net in zip(shares, nets, strict=True)]
    able = [n for n, net in enumerate(nets) if net > amount * net // whole]
    # Less than one rial is lost a line, so one round is enough, and it begins at the first line.
    assert [n for n, more in enumerate(extra) if more] == able[: sum(extra)]


@given(st.integers(0, 3_000), rates)
def test_the_gross_under_a_price_with_vat_is_the_largest(asked, rate):
    line = LineTerms(ONE, Rial(asked), rate, price_includes_vat=True)
    fitting = [g for g in range(asked + 1) if g + g * rate // 10_000 <= asked]
    assert gross_of(line) == max(fitting)


@given(till_quantities, st.integers(0, 10**9), rates)
def test_a_price_with_vat_is_met_to_the_rial_or_one_below(quantity, price, rate):
    line = LineTerms(quantity, Rial(price), rate, price_includes_vat=True)
    asked, gross = quantity.times(price), gross_of(line)
    total = gross + vat_of(gross, rate)
    assert total in (asked, asked - 1)
    if total < asked:
        assert gross + 1 + vat_of(gross + 1, rate) > asked


@given(till_quantities, st.integers(0, 10**12), rates, st.booleans())
def test_the_unit_price_before_vat_gives_the_gross_with_at_most_eight_decimals(quantity, price, rate, includes_vat):
    line = LineTerms(quantity, Rial(price), rate, includes_vat)
    unit = unit_price_before_vat(line)
    assert floor(Fraction(quantity.e8, SCALE) * Fraction(unit)) == gross_of(line)
    decimals = -int(unit.as_tuple().exponent)
    assert decimals <= 8
    assert includes_vat or unit == price
    # With one decimal fewer no price would do: the form shows no digit that it does not need.
    if decimals > 0:
        step = Fraction(1, 10 ** (decimals - 1))
        nearest = -(-Fraction(gross_of(line) * SCALE, quantity.e8) // step) * step
        assert floor(nearest * quantity.e8 / SCALE) != gross_of(line)


@given(carts, discounts)
def test_a_line_is_priced_alike_wherever_it_stands(lines, discount):
    alone = [price_lines([line])[0] for line in lines]
    assert [f.gross for f in price_lines(lines, discount)] == [f.gross for f in alone]


@given(st.integers(0, 10**14), rates)
def test_a_line_without_discount_is_completed_from_its_gross(gross, rate):
    assert figures_of(Rial(gross), Rial(0), rate).vat == gross * rate // 10_000
