"""What happens on the sample day, scene by scene; every goods, name and number in it is invented."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from bakala_desktop.devices.till_settings_file import load_till_settings
from bakala_desktop.domain.customer import PartyKind
from bakala_desktop.gui.application import make_application
from bakala_desktop.gui.main_window import MainWindow
from bakala_desktop.gui.sample_hand import Hand
from bakala_desktop.gui.till_program import TillProgram
from bakala_desktop.gui.window_lock import take_window_lock
from bakala_desktop.services import orders

if TYPE_CHECKING:
    from bakala_desktop.gui.screens.papers import Papers
    from bakala_desktop.gui.screens.sell import SellScreen
    from bakala_desktop.gui.till import Till
    from bakala_desktop.services.sell import OrderAnswer

WIDTH, HEIGHT = 1366, 768
OWNER, SHOP = "آرش نمونه", "فروشگاه نمونهٔ نیلوفر آبی"
BREAKFAST = ("6260000010377", "6260000011114", "6260000011480")
COMPANY = ("شرکت آزمون‌گستر نیلوفر", "10380284790", "خیابان آزمون، کوچهٔ نمونه، پلاک ۱۲", "9187654321")


class SampleScript:
    """Plays the scenes in one window. ``serials`` and ``payable`` tell what was sold so far."""

    def __init__(self, till: Till, out: Path, password: str) -> None:
        self.serials: list[str] = []
        self.payable = 0
        self._out = out
        self._password = password
        self._pictures = 0
        lock = take_window_lock(till.folder.root)
        settings = load_till_settings(till.folder.settings)
        self._application = make_application(settings)
        self._program = TillProgram(till, settings, lock)
        self._window = self._program.window
        self._hand = Hand(self._window)

    def play(self) -> None:
        """Play the whole day. Raises ShopTrouble ``sample_day_stuck``."""
        self._program.open(None, None)
        self._window.showNormal()
        self._window.resize(WIDTH, HEIGHT)
        self._found()
        self._sign_in()
        self._empty_till()
        self._sell_for_cash()
        self._sell_with_discounts()
        self._sell_to_company()
        self._sell_by_weight()
        self._look_at_papers()
        self._look_at_settings()

    def close(self) -> None:
        """Close the window and the shop."""
        self._window.hide()
        self._program.close()

    # Scenes

    def _found(self) -> None:
        hand = self._hand
        hand.wait("the founding screen", lambda: self._has_focus("owner"))
        self._picture("founding-empty")
        for text in (OWNER, SHOP, self._password):
            hand.enter(text)
        hand.type(self._password)
        hand.tab_to("sample")
        hand.press("Space")
        self._picture("founding-filled")
        hand.tab_to("found")
        hand.press("Space")
        hand.wait("the till of a new shop", lambda: self._program.main is not None)
        self._settle()
        self._hand.press("Ctrl+L")
        hand.wait("the sign-in", lambda: self._program.main is None)

    def _sign_in(self) -> None:
        self._settle()
        self._picture("sign-in-empty")
        self._hand.enter("not-the-password")
        self._settle()
        self._picture("sign-in-refused")
        self._hand.enter(self._password)
        self._hand.wait("the till", lambda: self._program.main is not None)
        self._settle()

    def _empty_till(self) -> None:
        self._both("sell-empty")

    def _sell_for_cash(self) -> None:
        for code in (*BREAKFAST, BREAKFAST[1]):
            self._scan(code)
        self._both("sell-filled")
        self._hand.press("F12")
        self._picture("payment-cash")
        self._hand.press("F12")
        self._finish("sale-done")

    def _sell_with_discounts(self) -> None:
        hand = self._hand
        for words in ("شیر", "ماست"):
            before = self._pieces()
            hand.press("F2")
            hand.enter(words)
            hand.wait(f"goods called {words}", partial(self._has_more_than, before))
            self._sell.editor.close()
        self._scan(BREAKFAST[0])
        hand.press("F4")
        hand.type("10")
        self._picture("discount")
        hand.press("Return")
        hand.press("Shift+F4")
        hand.enter("5")
        hand.press("F12")
        hand.type("2000000")
        hand.press("F10")
        hand.type("482913")
        self._both("payment-split")
        hand.press("F12")
        self._finish()

    def _sell_to_company(self) -> None:
        hand = self._hand
        for code in BREAKFAST[:2]:
            self._scan(code)
        hand.press("F3")
        name, national_id, address, postal_code = COMPANY
        hand.type(name)
        self._settle()
        self._picture("customer-search")
        hand.tab_to("newLegal")
        hand.press("Space")
        fields = self._sell.drawers.customer.fields
        hand.wait("the fields of a company", lambda: fields.kind is PartyKind.LEGAL)
        # What was searched for stands in its field already.
        for text in ("", national_id, address):
            hand.enter(text)
        hand.type(postal_code)
        self._both("customer-new")
        hand.press("Return")
        hand.wait("the new customer", lambda: self._sell.sale.customer is not None)
        self._settle()
        self._picture("sell-customer")
        hand.press("F10")
        hand.type("771204")
        hand.press("F12")
        self._finish()

    def _sell_by_weight(self) -> None:
        hand = self._hand
        hand.press("F2")
        hand.enter("موز")
        hand.wait("the weight to be typed", lambda: self._sell.editor.is_open)
        hand.type("1.275")
        self._picture("weight")
        hand.press("Return")
        self._settle()
        hand.press("F12")
        hand.press("F12")
        self._finish()

    def _look_at_papers(self) -> None:
        hand = self._hand
        for serial in self.serials:
            self._main.output.save_to(serial, self._out / f"{serial}.pdf")
            self._settle()
        hand.press("F8")
        self._settle()
        self._picture("papers-list")
        papers = cast("Papers", self._main.screen("papers"))
        for serial in self.serials:
            hand.enter(serial)
            hand.wait(f"the pages of {serial}", partial(self._shows, papers, serial))
            hand.rest()
            self._settle()
            hand.press("F2")
            papers.activate()
        self._both("papers")
        hand.press("Escape")

    def _look_at_settings(self) -> None:
        hand = self._hand
        hand.press("Ctrl+G")
        self._settle()
        for page in ("till", "scanner", "shop", "vat", "rules"):
            (self._both if page == "shop" else self._picture)(f"settings-{page}")
            hand.press("Left")
        hand.press("Escape")
        hand.press("F1")
        self._picture("keys")
        hand.press("Escape")

    # What the scenes are made of

    @property
    def _main(self) -> MainWindow:
        main = self._program.main
        assert main is not None
        return main

    @property
    def _sell(self) -> SellScreen:
        return cast("SellScreen", self._main.screen("sell"))

    def _has_focus(self, name: str) -> bool:
        focus = self._application.focusWidget()
        return focus is not None and focus.objectName() == name

    def _pieces(self) -> int:
        return sum(line.quantity.e8 for line in self._sell.sale.order.lines)

    def _shows(self, papers: Papers, serial: str) -> bool:
        return papers.serial == serial and papers.view.pages > 0

    def _has_more_than(self, pieces: int) -> bool:
        return self._pieces() > pieces

    def _scan(self, code: str) -> None:
        before = self._pieces()
        self._hand.scan(code)
        self._hand.wait(f"the goods of {code}", lambda: self._pieces() > before)

    def _settle(self) -> None:
        self._hand.wait("the answers", lambda: self._program.tasks.pending == 0)

    def _finish(self, picture: str = "") -> None:
        self._hand.wait("the sale to be written", lambda: self._sell.checkout.is_done)
        self._settle()
        if picture:
            self._picture(picture)
        self._take_account()
        self._hand.press("Return")
        self._hand.wait("the next sale", lambda: not self._sell.checkout.is_done)

    def _take_account(self) -> None:
        """Ask the shop, not the screen, what was sold."""
        shop = self._main.desk.shop
        newest = orders.list_orders(shop, None, 1)[0]
        answer: OrderAnswer = orders.get_order(shop, str(newest.id))
        self.serials.append(str(answer.serial))
        self.payable += answer.order.payable

    def _both(self, name: str) -> None:
        """Take a picture in light and in dark; the keys for it are pressed, too."""
        self._picture(f"{name}-light")
        self._hand.press("Ctrl+T")
        self._picture(f"{name}-dark", numbered=False)
        self._hand.press("Ctrl+T")

    def _picture(self, name: str, numbered: bool = True) -> None:
        if self._program.main is not None:
            self._program.main.notice.dismiss()
        self._hand.rest(40)
        self._pictures += numbered
        self._window.grab().save(str(self._out / f"{self._pictures:02d}-{name}.png"))
