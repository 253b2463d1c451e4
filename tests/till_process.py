"""Another till in a process of its own, for tests of several writers: ``till_process.py FOLDER [SALES]``.

It says "ready", waits for a line, and then opens the folder and sells, telling each serial once it is committed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from builders import OWNER, PASSWORD, card, cart, open_folder

from bakala_desktop.services.access import sign_in
from bakala_desktop.services.catalog import list_products
from bakala_desktop.services.sell import complete_sale


def main(folder: Path, sales: int) -> None:
    """Wait for the start, then sell."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    shop = open_folder(folder)
    if not sales:
        return
    shop = shop.entered_by(sign_in(shop, OWNER, PASSWORD, kind="command"))
    (product,) = list_products(shop, None).products
    for _ in range(sales):
        order = cart(shop, product)
        answer = complete_sale(shop, order, [card(order.payable)])
        sys.stdout.write(f"{answer.serial}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
