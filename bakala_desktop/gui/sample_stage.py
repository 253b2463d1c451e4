"""What the scenes of the sample day are made of: a window, waiting for its answers, pictures of it, and files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QApplication

from bakala_desktop.devices.till_settings_file import load_till_settings
from bakala_desktop.devices.whole_file import write_whole
from bakala_desktop.domain.document import DocumentKind
from bakala_desktop.gui.application import make_application
from bakala_desktop.gui.main_window import MainWindow
from bakala_desktop.gui.sample_hand import Hand
from bakala_desktop.gui.till_program import TillProgram
from bakala_desktop.gui.window_lock import take_window_lock
from bakala_desktop.services import orders, papers
from bakala_desktop.services.papers import DocumentFilter

if TYPE_CHECKING:
    from bakala_desktop.gui.screens.papers import Papers
    from bakala_desktop.gui.screens.sell import SellScreen
    from bakala_desktop.gui.till import Till
    from bakala_desktop.services.sell import OrderAnswer
    from bakala_desktop.services.shop import Shop

WIDTH, HEIGHT = 1366, 768


class Stage:
    """One window and a hand at its keys.

    ``files`` and ``pictures`` name what was written to ``out``; ``sold`` are the finished sales.
    """

    def __init__(self, till: Till, out: Path) -> None:
        self.out = out
        self.files: list[str] = []
        self.pictures: list[str] = []
        self.sold: list[OrderAnswer] = []
        bugs: list[str] = []
        self._number = 0
        lock = take_window_lock(till.folder.root)
        settings = load_till_settings(till.folder.settings)
        self.application = make_application(settings)
        self.program = TillProgram(till, settings, lock)
        self.program.tasks.bug.connect(bugs.append)
        self.window = self.program.window
        self.hand = Hand(self.window, bugs)

    def open(self) -> None:
        """Show the window in the size of a small till."""
        self.program.open(None, None)
        self.window.showNormal()
        self.window.resize(WIDTH, HEIGHT)

    def close(self) -> None:
        """Close the window and the shop."""
        self.window.hide()
        self.program.close()

    # What is there

    @property
    def main(self) -> MainWindow:
        """The till; there is one while somebody is signed in."""
        main = self.program.main
        assert main is not None
        return main

    @property
    def shop(self) -> Shop:
        """The shop in the name of whoever is signed in."""
        return self.main.desk.shop

    @property
    def sell(self) -> SellScreen:
        """The screen of selling."""
        return cast("SellScreen", self.main.screen("sell"))

    @property
    def papers(self) -> Papers:
        """The screen of documents."""
        return cast("Papers", self.main.screen("papers"))

    @property
    def focus(self) -> str:
        """The name of what has the focus."""
        focus = QApplication.focusWidget()
        return focus.objectName() if focus is not None else ""

    # Waiting

    def settle(self) -> None:
        """Wait for all answers. Raises ShopTrouble ``sample_day_stuck``, also for an error of the program."""
        self.hand.wait("the answers", lambda: self.program.tasks.pending == 0)

    def wait_for_focus(self, name: str) -> None:
        """Wait until the widget of that name has the focus."""
        self.hand.wait(f"the focus on {name}", lambda: self.focus == name)

    def enter_all(self, *texts: str) -> None:
        """Type texts, each followed by Enter."""
        for text in texts:
            self.hand.enter(text)

    # Selling

    @property
    def pieces(self) -> int:
        """How much is in the cart, in 10⁻⁸ of a unit."""
        return sum(line.quantity.e8 for line in self.sell.sale.order.lines)

    def scan(self, *codes: str) -> None:
        """Scan goods, each once the one before is in the cart."""
        for code in codes:
            before = self.pieces
            self.hand.scan(code)
            self.wait_for_more(before, f"the goods of {code}")

    def wait_for_more(self, pieces: int, what: str) -> None:
        """Wait until more than so much is in the cart."""
        self.hand.wait(what, lambda: self.pieces > pieces)

    def wait_for_sale(self) -> OrderAnswer:
        """Wait until the sale is written, and ask the shop, not the screen, what was sold."""
        self.hand.wait("the sale to be written", lambda: self.sell.checkout.is_done)
        self.settle()
        newest = orders.list_orders(self.shop, None, 1)[0]
        self.sold.append(orders.get_order(self.shop, str(newest.id)))
        return self.sold[-1]

    def next_sale(self) -> None:
        """Leave the finished sale."""
        self.hand.press("Return")
        self.hand.wait("the next sale", lambda: not self.sell.checkout.is_done)

    def newest(self, kind: DocumentKind) -> str:
        """Return the serial of the newest document of a kind, or "" ."""
        rows = papers.list_documents(self.shop, DocumentFilter(kinds=frozenset({kind})), limit=1).rows
        return str(rows[0].serial) if rows else ""

    # What is left behind

    def keep(self, name: str, content: bytes) -> None:
        """Write a file to the folder."""
        write_whole(self.out / name, content)
        self.files.append(name)

    def expect(self, *names: str) -> None:
        """Wait until the windows have written files to the folder."""
        for name in names:
            self.hand.wait(f"the file {name}", (self.out / name).exists)
        self.settle()
        self.files += names

    def both(self, name: str) -> None:
        """Take a picture in light and in dark; the keys for it are pressed, too."""
        self.picture(f"{name}-light")
        self.hand.press("Ctrl+T")
        self.picture(f"{name}-dark", is_next=False)
        self.hand.press("Ctrl+T")

    def picture(self, name: str, *, is_next: bool = True, keeps_notice: bool = False) -> None:
        """Take a picture of the window, numbered in the order of the day."""
        self.settle()
        if self.program.main is not None and not keeps_notice:
            self.program.main.notice.dismiss()
        # What is painted now may ask for more: pages are drawn once their size has come to rest.
        self.hand.rest()
        self.settle()
        self._number += is_next
        name = f"{self._number:02d}-{name}.png"
        self.window.grab().save(str(self.out / name))
        self.pictures.append(name)
