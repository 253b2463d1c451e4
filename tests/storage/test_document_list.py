"""The list of documents: what is found, in which order, page by page, and with which marks."""

from __future__ import annotations

import random
from datetime import date
from uuid import uuid4

import pytest
from builders import OWNER, add_legal, add_natural, add_product, as_role, card, cart
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bakala_desktop.domain.changes import LineChange
from bakala_desktop.domain.document import DocumentKind
from bakala_desktop.domain.document_filter import DocumentFilter, DocumentMark
from bakala_desktop.domain.jalali import format_day, parse_day, shop_day
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.return_request import ReturnedLine, ReturnRequest
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.staff import Role
from bakala_desktop.services.corrections import cancel_invoice, correct_invoice, make_official
from bakala_desktop.services.papers import list_documents, print_document
from bakala_desktop.services.proformas import issue_proforma_of
from bakala_desktop.services.returns import return_goods
from bakala_desktop.services.sell import complete_sale
from bakala_desktop.storage import document_index
from bakala_desktop.storage.document_index import expressions_of, words_of


def sell(shop, product, quantity="1", buyer=None):
    order = cart(shop, product, quantity=quantity).with_customer(buyer and buyer.id)
    return str(complete_sale(shop, order, [card(order.payable)]).serial)


def bring_back(shop, serial, quantity, amount):
    lines = (ReturnedLine(1, Quantity.parse(quantity)),)
    return return_goods(shop, ReturnRequest(serial, lines, "نخواست", (card(amount),)))


def found(shop, text="", **filters):
    return [str(row.serial) for row in list_documents(shop, DocumentFilter(text=text, **filters)).rows]


def numbers(shop, text="", **filters):
    return [row.serial.number for row in list_documents(shop, DocumentFilter(text=text, **filters)).rows]


@pytest.fixture
def product(shop):
    return add_product(shop, price_rial="1000000")


# What is found


@pytest.mark.parametrize("edge", [date.min, date(622, 3, 22), date.max])
def test_days_beyond_the_calendar_are_asked_at_its_edge(shop, product, edge):
    serial = sell(shop, product)
    early = edge < date(2000, 1, 1)
    assert found(shop, from_day=edge) == ([serial] if early else [])
    assert found(shop, to_day=edge) == ([] if early else [serial])


def test_the_newest_stands_first_with_buyer_cashier_and_prints(shop, clock, product):
    cashier = as_role(shop, Role.CASHIER, "صندوقدار نمونه")
    first = sell(cashier, product)
    clock.forward(minutes=1)
    second = sell(shop, product, "2", add_natural(shop))
    print_document(shop, first)
    newest, oldest = list_documents(shop, DocumentFilter()).rows
    assert (str(newest.serial), newest.kind, newest.issued_at) == (second, DocumentKind.INVOICE, clock.now())
    assert (newest.payable, newest.buyer, newest.cashier, newest.prints) == (2_200_000, "نگار آزمونی", OWNER, 0)
    assert (oldest.buyer, oldest.cashier, oldest.prints, oldest.marks) == ("", "صندوقدار نمونه", 1, frozenset())


@pytest.mark.parametrize(
    "text",
    ["1405-A-3", "۱۴۰۵-a-۳", "1405-A-0000003", "A-3", "0000003", "۳", "1405-A-000000", "3300000", "۳٬۳۰۰٬۰۰۰", "330"],
)
def test_a_document_is_found_by_number_serial_and_amount(shop, product, text):
    for quantity in ("1", "2", "3"):
        sell(shop, product, quantity)
    assert "1405-A-0000003" in found(shop, text)


def test_a_serial_finds_no_document_of_another_year_or_series(shop, product, clock):
    serial = sell(shop, product)
    issue_proforma_of(shop, cart(shop, product))
    clock.forward(days=150)
    sell(shop, product)
    assert found(shop, "A-1") == ["1406-A-0000001", serial]
    assert found(shop, "1405-A-1") == [serial]
    assert found(shop, "P-") == ["1405-P-0000001"]
    assert found(shop, "1405-") == ["1405-P-0000001", serial]
    assert found(shop, "1407-A-1") == found(shop, "1405-C-") == []


def test_a_lone_number_shows_its_own_document_before_those_that_only_begin_so(shop, product):
    for _ in range(23):
        sell(shop, product)
    assert numbers(shop, "2") == [2, 23, 22, 21, 20]
    # The payable of each of them begins with 1.
    assert numbers(shop, "1")[:3] == [1, 23, 22]
    page = list_documents(shop, DocumentFilter(text="1"), limit=4)
    assert [row.serial.number for row in page.rows] == [1, 23, 22, 21]
    following = list_documents(shop, DocumentFilter(text="1"), page.after, 200)
    assert [row.serial.number for row in following.rows] == list(range(20, 1, -1))
    assert following.after is None


@pytest.mark.parametrize("text", ["نگار", "نگ آزم", "ازموني پور", "پور", "آزمونی‌پور", "نگار 1405-A-2", "kchv"])
def test_a_buyer_is_found_by_the_beginnings_of_words_in_any_spelling(shop, product, text):
    sell(shop, product)
    serial = sell(shop, product, buyer=add_natural(shop, last_name="آزمونی‌پور"))
    if text == "kchv":
        # The same keys on the other layout: nobody is called so, and nothing else is shown instead.
        assert found(shop, text) == []
    else:
        assert found(shop, text) == [serial]


def test_words_typed_on_the_wrong_layout_are_read_on_the_other(shop, product):
    serial = sell(shop, product, buyer=add_natural(shop, first_name="نزار"))
    assert found(shop, "kchv") == [serial]


@pytest.mark.parametrize("text", ["گار", "آزمونی نگاره", "نگار 1405-A-1", "999", "«»"])
def test_what_does_not_fit_is_not_found(shop, product, text):
    sell(shop, product)
    sell(shop, product, buyer=add_natural(shop))
    assert len(found(shop, text)) == (2 if text == "«»" else 0)


def test_a_name_stays_what_it_was_when_the_document_was_issued(shop, product):
    from bakala_desktop.services.customers import update_customer

    buyer = add_natural(shop)
    serial = sell(shop, product, buyer=buyer)
    update_customer(shop, buyer.id, {"last_name": "دیگری"})
    assert found(shop, "آزمونی") == [serial]
    assert found(shop, "دیگری") == []


HOSTILE = [
    '"',
    "'",
    "*",
    "a*",
    "OR",
    "NOT 1",
    "(",
    ")",
    "^1",
    "words:1",
    "-",
    "+",
    "\x00",
    "\ud800",
    "\ue0001",
    "\ue000invoice",
]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_sign_of_the_index_breaks_or_widens_a_search(shop, product, text):
    sell(shop, product)
    assert len(found(shop, text)) <= 1


# Filters


@pytest.fixture
def months(shop, clock, product):
    """Twelve sales at the edges of days, months and years: each at noon in Tehran, and each of another amount."""
    days = [
        "1404/12/29",
        "1405/01/01",
        "1405/01/31",
        "1405/02/01",
        "1405/06/31",
        "1405/07/01",
        "1405/07/30",
        "1405/09/01",
        "1405/09/02",
        "1405/12/29",
        "1406/01/01",
        "1406/02/15",
    ]
    clock.forward(hours=2.5)
    today = shop_day(clock.now())
    for number, day in enumerate(days, 1):
        clock.forward(days=(parse_day(day) - shop_day(clock.now())).days)
        sell(shop, product, str(number))
    assert today == date(2026, 11, 22)
    return [(parse_day(day), 1_100_000 * number) for number, day in enumerate(days, 1)]


def listed(shop, **filters):
    return sorted(row.payable for row in list_documents(shop, DocumentFilter(**filters)).rows)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("1405/01/01", "1405/12/29"),
        ("1405/01/01", "1405/01/31"),
        ("1405/01/31", "1405/02/01"),
        ("1404/12/29", "1404/12/29"),
        ("1405/09/01", "1405/09/01"),
        ("1404/01/02", "1406/02/14"),
        ("1405/06/31", "1406/01/01"),
        ("1405/09/03", "1405/09/29"),
        ("1390/01/01", "1499/12/29"),
        (None, "1405/07/30"),
        ("1405/07/01", None),
        ("1405/09/02", "1405/09/01"),
    ],
)
def test_days_are_bounded_by_both_ends(shop, months, first, last):
    low, high = (parse_day(day) if day else None for day in (first, last))
    wanted = [amount for day, amount in months if (low is None or day >= low) and (high is None or day <= high)]
    assert listed(shop, from_day=low, to_day=high) == wanted


@pytest.mark.parametrize(
    ("least", "most"),
    [(0, 10**15), (1_100_000, 1_100_000), (1_100_001, 3_299_999), (None, 2_200_000), (9_900_000, None), (5, 4), (0, 0)],
)
def test_amounts_are_bounded_by_both_ends(shop, months, least, most):
    wanted = [n for _, n in months if (least is None or n >= least) and (most is None or n <= most)]
    assert listed(shop, least=least, most=most) == wanted


def test_a_sale_after_midnight_in_tehran_belongs_to_the_new_day(shop, clock, product):
    clock.forward(hours=14.6)
    serial = sell(shop, product)
    assert format_day(shop_day(clock.now())) == "1405/09/02"
    assert found(shop, from_day=parse_day("1405/09/02"), to_day=parse_day("1405/09/02")) == [serial]
    assert found(shop, to_day=parse_day("1405/09/01")) == []


def test_kinds_and_cashiers_choose(shop, product):
    cashier = as_role(shop, Role.CASHIER)
    invoice = sell(cashier, product)
    proforma = str(issue_proforma_of(shop, cart(shop, product)).serial)
    assert found(shop, kinds=frozenset({DocumentKind.PROFORMA})) == [proforma]
    assert found(shop, kinds=frozenset({DocumentKind.PROFORMA, DocumentKind.INVOICE})) == [proforma, invoice]
    assert found(shop, kinds=frozenset(DocumentKind)) == [proforma, invoice]
    assert found(shop, kinds=frozenset({DocumentKind.RETURN})) == []
    assert found(shop, user_id=cashier.session.user_id) == [invoice]
    assert found(shop, "1", user_id=cashier.session.user_id, kinds=frozenset({DocumentKind.PROFORMA})) == []
    assert found(shop, user_id=uuid4()) == []


def test_any_mixture_of_filters_finds_what_a_look_at_each_row_finds(shop, clock, product):
    buyers = [None, add_natural(shop), add_legal(shop)]
    cashiers = [shop, as_role(shop, Role.CASHIER)]
    chance = random.Random(7)
    for _ in range(40):
        clock.forward(days=chance.choice((0, 1, 30)))
        till, buyer = chance.choice(cashiers), chance.choice(buyers)
        if chance.random() < 0.3:
            issue_proforma_of(
                till, cart(shop, product, quantity=chance.choice("1234")).with_customer(buyer and buyer.id)
            )
        else:
            sell(till, product, chance.choice("1234"), buyer)
    everything = list_documents(shop, DocumentFilter()).rows
    assert len(everything) == 40
    for _ in range(60):
        ends = sorted(chance.sample([shop_day(row.issued_at) for row in everything], 2))
        kinds = frozenset(chance.sample([DocumentKind.INVOICE, DocumentKind.PROFORMA], chance.choice((0, 1))))
        asked = DocumentFilter(
            text=chance.choice(["", "نگ", "شرکت آزمون"]),
            kinds=kinds,
            from_day=chance.choice([None, ends[0]]),
            to_day=chance.choice([None, ends[1]]),
            user_id=chance.choice([None, cashiers[1].session.user_id]),
            least=chance.choice([None, Rial(2_200_000)]),
            most=chance.choice([None, Rial(3_299_999)]),
        )
        fitting = [row.serial for row in everything if fits(row, asked, cashiers[1].session.user_name)]
        assert [row.serial for row in list_documents(shop, asked).rows] == fitting


def fits(row, asked, cashier):
    day = shop_day(row.issued_at)
    starts = {"": "", "نگ": "نگ", "شرکت آزمون": "شرکت"}[asked.text]
    return (
        row.buyer.startswith(starts)
        and (not asked.kinds or row.kind in asked.kinds)
        and (asked.from_day or day) <= day <= (asked.to_day or day)
        and (asked.user_id is None or row.cashier == cashier)
        and (asked.least or 0) <= row.payable <= (asked.most or row.payable)
    )


def holds(expression, tokens):
    """Tell whether a set of tokens answers the part of a question that is one list of alternatives."""
    for term in expression.strip("()").split(" OR "):
        token = term.strip('"*')
        if any(t.startswith(token) if term.endswith("*") else t == token for t in tokens):
            return True
    return False


amount = st.one_of(st.integers(0, 10**4), st.integers(0, 10**15 - 1), st.sampled_from([10**n for n in range(15)]))


@settings(max_examples=300)
@given(amount, amount, amount)
@example(0, 0, 0)
def test_each_amount_of_a_range_has_one_of_its_tokens(payable, least, most):
    asked = DocumentFilter(least=Rial(least), most=Rial(most))
    tokens = words_of(Serial(1405, "A", 1), DocumentKind.INVOICE, date(2026, 11, 22), payable, "", None).split()
    _, expression = expressions_of(asked)
    if least <= payable <= most:
        assert holds(expression, tokens)
    elif payable * 1.2 < least or payable > most * 1.2 + 10:
        assert not holds(expression, tokens)
    assert expression.count(" OR ") < 120


day = st.dates(date(2011, 3, 21), date(2040, 1, 1))


@settings(max_examples=300)
@given(day, day, day)
def test_each_day_of_a_span_has_one_of_its_tokens_and_no_other_day_has(issued, first, last):
    tokens = words_of(Serial(1405, "A", 1), DocumentKind.INVOICE, issued, 5, "", None).split()
    _, expression = expressions_of(DocumentFilter(from_day=first, to_day=last))
    assert holds(expression, tokens) == (first <= issued <= last)
    assert expression.count(" OR ") < 110


# Pages


def test_pages_follow_each_other_without_gap_or_double(shop, product):
    for _ in range(11):
        sell(shop, product)
    seen, after = [], None
    for _ in range(5):
        page = list_documents(shop, DocumentFilter(), after, 3)
        seen += [row.serial.number for row in page.rows]
        after = page.after
        if after is None:
            break
        # A sale in between moves nothing: pages go on from where the one before ended.
        sell(shop, product)
    assert seen == list(range(11, 0, -1))
    assert after is None


def test_a_page_that_holds_all_says_that_nothing_follows(shop, product):
    for _ in range(3):
        sell(shop, product)
    assert list_documents(shop, DocumentFilter(), None, 3).after is None
    assert list_documents(shop, DocumentFilter(text="1"), None, 3).after is None
    assert list_documents(shop, DocumentFilter(text="1"), None, 2).after is not None


def test_a_page_of_lone_numbers_alone_is_followed_by_the_rest(shop, product, clock):
    sell(shop, product)
    clock.forward(days=150)
    sell(shop, product)
    sell(shop, product)
    page = list_documents(shop, DocumentFilter(text="1"), None, 2)
    assert [str(row.serial) for row in page.rows] == ["1406-A-0000001", "1405-A-0000001"]
    rest = list_documents(shop, DocumentFilter(text="1"), page.after, 2)
    assert ([str(row.serial) for row in rest.rows], rest.after) == (["1406-A-0000002"], None)


# Marks


def marks(shop):
    return {str(row.serial): set(row.marks) for row in list_documents(shop, DocumentFilter()).rows}


def test_an_invoice_tells_what_happened_to_it(shop, product):
    part, whole, void, corrected, plain = (sell(shop, product, "2") for _ in range(5))
    bring_back(shop, part, "1", 1_100_000)
    bring_back(shop, whole, "1", 1_100_000)
    bring_back(shop, whole, "1", 1_100_000)
    cancel_invoice(shop, void, "اشتباه", [card(2_200_000)])
    correct_invoice(shop, corrected, {1: LineChange(discount=Rial(1_000_000))}, "تخفیف", [card(1_100_000)])
    told = marks(shop)
    assert told.pop(part) == {DocumentMark.PARTLY_RETURNED}
    assert told.pop(whole) == {DocumentMark.FULLY_RETURNED}
    assert told.pop(void) == {DocumentMark.CANCELLED}
    assert told.pop(corrected) == {DocumentMark.CORRECTED}
    assert told.pop(plain) == set()
    assert all(own == set() for own in told.values())


def test_a_correction_and_returns_after_it_are_both_told(shop, product):
    serial = sell(shop, product, "2")
    correct_invoice(shop, serial, {1: LineChange(quantity=Quantity.parse("3"))}, "کم نوشته شد", [card(1_100_000)])
    bring_back(shop, serial, "2", 2_200_000)
    assert marks(shop)[serial] == {DocumentMark.CORRECTED, DocumentMark.PARTLY_RETURNED}
    bring_back(shop, serial, "1", 1_100_000)
    assert marks(shop)[serial] == {DocumentMark.CORRECTED, DocumentMark.FULLY_RETURNED}


def test_a_return_before_a_cancellation_stays_a_part(shop, product):
    serial = sell(shop, product, "2")
    bring_back(shop, serial, "1", 1_100_000)
    cancel_invoice(shop, serial, "اشتباه", [card(1_100_000)])
    assert marks(shop)[serial] == {DocumentMark.PARTLY_RETURNED, DocumentMark.CANCELLED}


def test_an_invoice_made_out_anew_is_cancelled_and_replaced(shop, product):
    serial = sell(shop, product)
    anew = make_official(shop, serial, add_legal(shop).id)
    told = marks(shop)
    assert told[serial] == {DocumentMark.CANCELLED, DocumentMark.REPLACED}
    assert told[str(anew.invoice.serial)] == set()


# The index itself


def test_the_index_is_sound_and_forgets_at_once(shop, product):
    sell(shop, product, buyer=add_natural(shop))
    with shop.write("test") as work:
        work.connection.exec_driver_sql("INSERT INTO documents_words(documents_words) VALUES('integrity-check')")
        told = work.connection.exec_driver_sql("SELECT v FROM documents_words_config WHERE k = 'secure-delete'")
        assert told.scalar() == 1


def test_a_document_that_the_index_lost_still_stands_in_the_list(shop, product):
    serial = sell(shop, product, buyer=add_natural(shop))
    with shop.write("test") as work:
        work.connection.exec_driver_sql("DELETE FROM documents_words")
    (row,) = list_documents(shop, DocumentFilter()).rows
    assert (str(row.serial), row.buyer) == (serial, "")


def test_no_filter_token_can_be_typed():
    private = {document_index._KIND, document_index._USER, document_index._DAY, document_index._AMOUNT}
    private |= {document_index._YEAR, document_index._SERIES, document_index._NUMBER}
    for sign in private:
        own, others = expressions_of(DocumentFilter(text=f"{sign}1 {sign}invoice"))
        assert own == ""
        assert sign not in others
