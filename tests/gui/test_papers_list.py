"""The list of documents: filters as one types, pages as one scrolls, and no more questions than are needed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from builders import MORNING, add_legal, add_natural, add_product, as_role, card, cart, cash
from clerk import Clerk
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox

from bakala_desktop.documents import serial_table
from bakala_desktop.domain.customer import Customer
from bakala_desktop.domain.document import DocumentKind
from bakala_desktop.domain.document_filter import DocumentFilter, DocumentMark, DocumentPage, DocumentRow
from bakala_desktop.domain.errors import ShopTrouble
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.staff import Role
from bakala_desktop.domain.tender import Tender
from bakala_desktop.gui.document_words import DOCUMENT_KINDS, MARKS
from bakala_desktop.gui.papers.document_list import PAGE
from bakala_desktop.gui.widgets.chip_row import ChipRow
from bakala_desktop.services.sell import complete_sale
from bakala_desktop.services.shop import Shop

K = Qt.Key
MANY = 10_000


@dataclass
class ManyDocuments:
    """Stands for a shop with ten thousand documents, and counts what is asked of it."""

    questions: list[tuple[DocumentFilter, int | None]] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    def list_documents(
        self, shop: Shop, asked: DocumentFilter, after: int | None = None, limit: int = 200
    ) -> DocumentPage:
        self.questions.append((asked, after))
        self.gate.wait(10)
        first = MANY if after is None else after - 1
        fitting = (place for place in range(first, 0, -1) if asked.text in str(place))
        rows = tuple(self._row(place) for place, _ in zip(fitting, range(limit + 1), strict=False))
        return DocumentPage(rows[:limit], rows[limit - 1].place if len(rows) > limit else None)

    def _row(self, place: int) -> DocumentRow:
        return DocumentRow(
            place=place,
            serial=Serial(1405, "A", place),
            kind=DocumentKind.INVOICE,
            issued_at=MORNING + timedelta(minutes=place),
            payable=Rial(place * 1000),
            buyer=f"خریدار {place}",
            cashier="صندوق‌دار",
            prints=0,
        )


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> ManyDocuments:
    documents = ManyDocuments()
    monkeypatch.setattr("bakala_desktop.services.papers.list_documents", documents.list_documents)
    return documents


@pytest.fixture
def clerk(qapp: QApplication, shop: Shop, tmp_path: Path) -> Iterator[Clerk]:
    worker = Clerk(shop, tmp_path / "documents")
    yield worker
    worker.leave()


def sell(shop: Shop, price: str, tender: Tender, customer: Customer | None = None, seller: Shop | None = None) -> None:
    order = cart(shop, add_product(shop, price_rial=price, vat_percent="0"))
    if customer is not None:
        order = order.with_customer(customer.id)
    complete_sale(seller or shop, order, [tender])


def test_ten_thousand_documents_are_asked_for_page_by_page(many: ManyDocuments, clerk: Clerk):
    view, model = clerk.screen.list.view, clerk.screen.list.model
    assert len(many.questions) == 1
    assert model.rowCount() == PAGE
    for _ in range(3):
        view.scrollToBottom()
        clerk.settle()
    asked = [after for _, after in many.questions]
    assert asked == [None, *(MANY - PAGE * page + 1 for page in range(1, 4))]
    assert model.rowCount() == 4 * PAGE
    assert clerk.serials[-1] == str(Serial(1405, "A", MANY - 4 * PAGE + 1))


def test_the_last_page_ends_the_list(many: ManyDocuments, clerk: Clerk):
    clerk.type("77")
    while not clerk.screen.list.model.is_whole:
        clerk.screen.list.view.scrollToBottom()
        clerk.settle()
    count = len(many.questions)
    clerk.screen.list.view.scrollToBottom()
    clerk.settle()
    assert len(many.questions) == count
    assert len(clerk.serials) == sum("77" in str(place) for place in range(1, MANY + 1))


def test_while_one_question_is_under_way_typing_asks_only_one_more(many: ManyDocuments, clerk: Clerk):
    many.questions.clear()
    many.gate.clear()
    for char in "9876":
        clerk._strike(0, char)
        clerk.pause(60)
    many.gate.set()
    clerk.settle()
    assert [asked.text for asked, _ in many.questions] == ["9", "9876"]
    assert clerk.serials == [str(Serial(1405, "A", 9876))]


def test_an_answer_to_an_older_filter_is_dropped(many: ManyDocuments, clerk: Clerk):
    shown = []
    clerk.screen.list.filled.connect(lambda: shown.append(clerk.serials))
    many.gate.clear()
    clerk._strike(0, "9")
    clerk.pause(60)
    clerk._strike(0, "8")
    clerk.pause(60)
    many.gate.set()
    clerk.settle()
    assert len(shown) == 1
    assert all("98" in serial for serial in shown[0])


def test_a_page_that_fails_is_said_and_asked_for_again(
    many: ManyDocuments, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
):
    def fail(*args: object) -> DocumentPage:
        raise ShopTrouble("database_busy")

    with monkeypatch.context() as broken:
        broken.setattr("bakala_desktop.services.papers.list_documents", fail)
        clerk.screen.list.view.scrollToBottom()
        clerk.settle()
    assert [notice.kind for notice in clerk.said] == ["error"] * len(clerk.said) != []
    assert len(clerk.serials) == PAGE
    clerk.screen.list.view.scrollToTop()
    clerk.screen.list.view.scrollToBottom()
    clerk.settle()
    assert len(clerk.serials) > PAGE


def test_a_screen_that_was_closed_asks_nothing_any_more(many: ManyDocuments, clerk: Clerk):
    asked = len(many.questions)
    clerk.type("9")
    clerk.screen.close()
    clerk.find("find").setText("98")
    clerk.pause(80)
    assert len(many.questions) == asked + 1


def test_typing_over_the_list_is_typing_into_the_search(many: ManyDocuments, clerk: Clerk):
    clerk.screen.list.view.setFocus()
    clerk.type("9999")
    assert (clerk.text("find"), clerk.serials) == ("9999", ["1405-A-0009999"])


def test_walking_through_the_list_draws_no_paper_that_is_only_passed(clerk: Clerk):
    for number in range(6):
        sell(clerk.shop, f"{number + 1}0000", cash((number + 1) * 10_000))
    clerk.screen.activate()
    clerk.settle()
    asked = []
    clerk.screen.list.chosen.connect(asked.append)
    for _ in range(5):
        clerk.screen.list.step(1)
    clerk.settle()
    assert asked == [clerk.serials[4]]


class TestFilters:
    @pytest.fixture
    def clerk(self, qapp: QApplication, shop: Shop, tmp_path: Path) -> Iterator[Clerk]:
        legal, natural = add_legal(shop), add_natural(shop)
        clock = shop.clock
        sell(shop, "110000", cash(110_000), natural)
        clock.forward(days=1)
        sell(shop, "250000", card(250_000), legal)
        clock.forward(days=9)
        sell(shop, "900000", cash(900_000), seller=as_role(shop, Role.CASHIER, "سارا صندوق"))
        worker = Clerk(shop, tmp_path / "documents")
        yield worker
        worker.leave()

    @pytest.mark.parametrize(
        ("typed", "numbers"),
        [
            ("آزمون‌گستر", [2]),
            ("azmoni", []),
            ("۲۵۰٬۰۰۰", [2]),
            ("3", [3]),
            ("A-1", [1]),
            ("نگار", [1]),
            ("هیچ", []),
        ],
    )
    def test_one_field_finds_names_numbers_and_amounts(self, clerk: Clerk, typed: str, numbers: list[int]):
        clerk.type(typed)
        assert [Serial.parse(serial).number for serial in clerk.serials] == numbers

    def test_nothing_found_says_what_to_do(self, clerk: Clerk):
        clerk.type("هیچ‌کس")
        assert clerk.find("noDocuments").isVisible()
        assert "بازهٔ روزها" in clerk.text("noDocuments")
        assert not clerk.find("documentTable").isVisible()

    @pytest.mark.parametrize(
        ("chip", "numbers"),
        [("همهٔ روزها", [3, 2, 1]), ("امروز", [3]), ("دیروز", []), ("این ماه", [3, 2, 1]), ("این فصل", [3, 2, 1])],
    )
    def test_days_are_chosen_with_one_press(self, clerk: Clerk, chip: str, numbers: list[int]):
        self.press(clerk, "days", chip)
        assert [Serial.parse(serial).number for serial in clerk.serials] == numbers

    def test_days_are_typed_with_or_without_slashes(self, clerk: Clerk):
        clerk.find("fromDay").setFocus()
        clerk.type("14050901")
        clerk.find("toDay").setFocus()
        clerk.type("۱۴۰۵/۹/۲")
        assert [Serial.parse(serial).number for serial in clerk.serials] == [2, 1]
        assert clerk.find("days").value == "typed"
        assert clerk.text("fromDay") == "۱۴۰۵/۰۹/۰۱"

    def test_a_day_that_is_none_is_said_and_the_list_stays(self, clerk: Clerk):
        before = clerk.serials
        clerk.find("fromDay").setFocus()
        clerk.type("1405/13/01")
        assert clerk.said == []
        clerk.find("toDay").setFocus()
        clerk.settle()
        assert clerk.find("fromDay").property("wrong") is True
        assert clerk.serials == before
        assert ["تاریخ درستی نیست" in notice.text for notice in clerk.said] == [True]

    def test_a_span_that_ends_before_it_begins_is_refused(self, clerk: Clerk):
        clerk.find("fromDay").setFocus()
        clerk.type("14050905")
        clerk.find("toDay").setFocus()
        clerk.type("14050901")
        assert [notice.kind for notice in clerk.said] == ["error"]

    def test_kinds_amounts_and_the_cashier_narrow_the_list(self, clerk: Clerk):
        self.press(clerk, "kinds", "گواهی")
        assert clerk.serials == []
        self.press(clerk, "kinds", "صورتحساب")
        clerk.find("more").click()
        clerk.find("least").setFocus()
        clerk.type("200000")
        assert [Serial.parse(serial).number for serial in clerk.serials] == [3, 2]
        box = clerk.find("cashier")
        assert isinstance(box, QComboBox)
        box.setCurrentIndex(box.findText("سارا صندوق"))
        clerk.settle()
        assert [Serial.parse(serial).number for serial in clerk.serials] == [3]
        assert clerk.text("more") == "بیشتر (۲)"
        clerk.click("clearFilters")
        assert [Serial.parse(serial).number for serial in clerk.serials] == [3, 2, 1]

    def press(self, clerk: Clerk, row: str, text: str) -> None:
        chips = clerk.find(row)
        assert isinstance(chips, ChipRow)
        next(button for button in chips._group.buttons() if button.text() == text).click()
        clerk.settle()


def test_everybody_at_the_till_may_look_for_one_users_documents(qapp: QApplication, shop: Shop, tmp_path: Path):
    cashier = Clerk(as_role(shop, Role.CASHIER, "سارا صندوق"), tmp_path)
    try:
        box = cashier.find("cashier")
        assert isinstance(box, QComboBox)
        assert [box.itemText(at) for at in range(box.count())] == ["همهٔ کاربران", "سارا صندوق", "مدیر آزمون"]
        assert cashier.said == []
    finally:
        cashier.leave()


def test_an_empty_shop_says_what_will_be_here(clerk: Clerk):
    assert "هنوز سندی صادر نشده است" in clerk.text("noDocuments")


def test_every_kind_and_every_mark_has_a_word():
    assert set(DOCUMENT_KINDS) == set(DocumentKind)
    assert set(MARKS) == set(DocumentMark)


def test_what_became_of_a_document_is_spelled_alike_at_the_screen_and_for_the_inspector():
    said = {text.replace("\u200c", " "): text for text in MARKS.values()}
    listed = {text.replace("\u200c", " "): text for text in serial_table.MARKS.values()}
    alike = said.keys() & listed.keys()
    assert len(alike) >= 4
    assert {words: listed[words] for words in alike} == {words: said[words] for words in alike}
    assert not any(text.endswith((" شده", " خورده")) for text in (*said.values(), *listed.values()))
