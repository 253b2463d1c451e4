"""What happens on the sample day up to its papers, scene by scene; every goods, name and number in it is invented."""

from __future__ import annotations

from functools import partial
from operator import is_
from pathlib import Path
from typing import TYPE_CHECKING

from bakala_desktop.domain.customer import PartyKind
from bakala_desktop.domain.document import DocumentKind
from bakala_desktop.domain.document_filter import DocumentRow
from bakala_desktop.gui.sample_papers import PaperScenes
from bakala_desktop.gui.sample_stage import Stage
from bakala_desktop.services.sell import OrderAnswer

if TYPE_CHECKING:
    from bakala_desktop.gui.till import Till

OWNER, SHOP = "آرش نمونه", "فروشگاه نمونهٔ نیلوفر آبی"
BREAKFAST = ("6260000010377", "6260000011114", "6260000011480")
TEA = "6260000012593"
COMPANY = "شرکت آزمون‌گستر نیلوفر"
COMPANY_FIELDS = {
    "national_id": "10380284790",
    "phone": "05138000021",
    "province": "خراسان رضوی",
    "city": "مشهد",
    "address": "خیابان آزمون، کوچهٔ نمونه، پلاک ۱۲",
    "postal_code": "9189793846",
}
PERSON = "آرزو"
_PAGES = ("till", "scanner", "shop", "vat", "rules", "papers")
_SHOWN_IN_BOTH = ("shop", "papers")


class SampleScript:
    """Plays the scenes in one window. ``stage`` tells what was sold and written so far.

    Once it is over, ``documents`` are all that were issued, and ``findings`` says what does not hold.
    """

    def __init__(self, till: Till, out: Path, password: str) -> None:
        self.stage = Stage(till, out)
        self.documents: tuple[DocumentRow, ...] = ()
        self.findings: tuple[str, ...] = ()
        self._hand = self.stage.hand
        self._password = password

    def play(self) -> None:
        """Play the whole day. Raises ShopTrouble ``sample_day_stuck``."""
        self.stage.open()
        self._found()
        self._sign_in()
        self.stage.both("sell-empty")
        first = self._sell_for_cash()
        discounted = self._sell_with_discounts()
        company = [self._sell_to_new_company()]
        weighed = self._sell_by_weight()
        company += [self._sell_by_proforma(), self._sell_and_make_official()]
        person = self._sell_to_person()
        scenes = PaperScenes(self.stage)
        scenes.take_receipt(first)
        scenes.look_at_list(COMPANY, person)
        scenes.change(returned=company[1], corrected=discounted, cancelled=weighed)
        scenes.certify(COMPANY, company, refused=person)
        self.documents = scenes.hand_out()
        scenes.print_parcel(self.stage.sold[2])
        self._look_at_settings()
        self.stage.settle()
        self.findings = scenes.prove()

    def close(self) -> None:
        """Close the window and the shop."""
        self.stage.close()

    # Coming in

    def _found(self) -> None:
        hand, stage = self._hand, self.stage
        stage.wait_for_focus("owner")
        stage.picture("founding-empty")
        stage.enter_all(OWNER, SHOP, self._password)
        hand.type(self._password)
        hand.tab_to("sample")
        hand.press("Space")
        stage.picture("founding-filled")
        hand.tab_to("found")
        hand.press("Space")
        hand.wait("the till of a new shop", lambda: stage.program.main is not None)
        stage.settle()
        hand.press("Ctrl+L")
        hand.wait("the sign-in", lambda: stage.program.main is None)

    def _sign_in(self) -> None:
        hand, stage = self._hand, self.stage
        stage.picture("sign-in-empty")
        hand.enter("not-the-password")
        stage.picture("sign-in-refused")
        hand.enter(self._password)
        hand.wait("the till", lambda: stage.program.main is not None)
        stage.settle()
        # The day's papers belong together, and nobody is there to be asked for a place.
        stage.main.output.documents = stage.out
        stage.main.output.asks_place = False

    # Selling

    def _sell_for_cash(self) -> str:
        self.stage.scan(*BREAKFAST, BREAKFAST[1])
        self.stage.both("sell-filled")
        self._hand.press("F12")
        self.stage.picture("payment-cash")
        self._hand.press("F12")
        return self._finish("sale-done")

    def _sell_with_discounts(self) -> str:
        hand, stage = self._hand, self.stage
        for words in ("شیر", "ماست"):
            before = stage.pieces
            hand.press("F2")
            hand.enter(words)
            stage.wait_for_more(before, f"goods called {words}")
            stage.sell.editor.close()
        stage.scan(BREAKFAST[0])
        hand.press("F4")
        hand.type("10")
        stage.picture("discount")
        hand.press("Return")
        hand.press("Shift+F4")
        hand.enter("5")
        hand.press("F12")
        hand.type("2000000")
        hand.press("F10")
        hand.type("482913")
        stage.both("payment-split")
        hand.press("F12")
        return self._finish()

    def _sell_to_new_company(self) -> str:
        hand, stage = self._hand, self.stage
        stage.scan(*BREAKFAST[:2])
        hand.press("F3")
        hand.type(COMPANY)
        stage.picture("customer-search")
        hand.tab_to("newLegal")
        hand.press("Space")
        fields = stage.sell.drawers.customer.fields
        hand.wait("the fields of a company", lambda: fields.kind is PartyKind.LEGAL)
        # What was searched for stands in its field already.
        for name, text in COMPANY_FIELDS.items():
            hand.tab_until(name, partial(is_, fields.fields[name].field))
            hand.type(text)
        stage.both("customer-new")
        hand.press("Return")
        self._wait_for_customer()
        stage.picture("sell-customer")
        return self._pay_by_card("771204")

    def _sell_by_weight(self) -> str:
        hand, stage = self._hand, self.stage
        hand.press("F2")
        hand.enter("موز")
        hand.wait("the weight to be typed", lambda: stage.sell.editor.is_open)
        hand.type("1.275")
        stage.picture("weight")
        hand.press("Return")
        return self._pay_in_cash()

    def _sell_by_proforma(self) -> str:
        """A cart is offered to a customer, who comes back for it."""
        hand, stage = self._hand, self.stage
        stage.scan(TEA, TEA, TEA, BREAKFAST[2])
        self._pick_customer(COMPANY)
        hand.press("Shift+F12")
        hand.wait("the proforma", lambda: stage.sell.sale.offer is not None)
        stage.settle()
        stage.picture("proforma-issued", keeps_notice=True)
        offer = stage.sell.sale.offer
        assert offer is not None
        hand.press("Ctrl+Delete")
        hand.wait("an empty cart", lambda: stage.sell.sale.is_empty)
        hand.press("F2")
        hand.enter(offer.serial)
        hand.wait("the cart of the proforma", lambda: not stage.sell.sale.is_empty)
        stage.both("proforma-opened")
        return self._pay_by_card("905517")

    def _sell_and_make_official(self) -> str:
        """A customer who has paid wants the invoice in the name of a company."""
        hand, stage = self._hand, self.stage
        stage.scan(*BREAKFAST[1:])
        hand.press("F12")
        hand.press("F12")
        sold = stage.wait_for_sale()
        hand.press("Shift+F3")
        stage.wait_for_focus("find")
        hand.type(COMPANY)
        stage.both("official-buyer")
        hand.press("Return")
        hand.wait("the invoice of the company", lambda: stage.newest(DocumentKind.INVOICE) != str(sold.serial))
        stage.both("official-done")
        stage.next_sale()
        return stage.newest(DocumentKind.INVOICE)

    def _sell_to_person(self) -> str:
        self.stage.scan(TEA)
        self._pick_customer(PERSON)
        return self._pay_in_cash()

    def _pick_customer(self, words: str) -> None:
        self._hand.press("F3")
        self.stage.wait_for_focus("find")
        self._hand.type(words)
        self.stage.settle()
        self._hand.press("Return")
        self._wait_for_customer()

    def _wait_for_customer(self) -> None:
        self._hand.wait("the customer", lambda: self.stage.sell.sale.customer is not None)
        self.stage.settle()

    def _pay_in_cash(self) -> str:
        self.stage.settle()
        self._hand.press("F12")
        self._hand.press("F12")
        return self._finish()

    def _pay_by_card(self, reference: str) -> str:
        self.stage.settle()
        self._hand.press("F10")
        self._hand.type(reference)
        self._hand.press("F12")
        return self._finish()

    def _finish(self, picture: str = "") -> str:
        """Wait for the sale and go on to the next; return the invoice."""
        sold: OrderAnswer = self.stage.wait_for_sale()
        if picture:
            self.stage.picture(picture)
        self.stage.next_sale()
        return str(sold.serial)

    # Looking around

    def _look_at_settings(self) -> None:
        hand, stage = self._hand, self.stage
        hand.press("Ctrl+G")
        for page in _PAGES:
            (stage.both if page in _SHOWN_IN_BOTH else stage.picture)(f"settings-{page}")
            hand.press("Left")
        hand.press("Escape")
        hand.press("F1")
        stage.picture("keys")
        hand.press("Escape")
