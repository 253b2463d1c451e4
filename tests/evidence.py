"""What tests hold against the database itself: all that stands in it, and connections past every store."""

from __future__ import annotations

from contextlib import closing
from typing import Any

from builders import KEY

from bakala_desktop.services.shop import Shop
from bakala_desktop.storage import full_text, sqlite
from bakala_desktop.storage.tables import metadata


def everything(shop: Shop, *, without: tuple[str, ...] = ()) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, to compare before and after."""
    names = [table.name for table in metadata.sorted_tables if table.name not in without]
    indexes = [f"{table}_{kind}_data" for table in full_text.SEARCHED_TABLES for kind in ("words", "grams")]
    indexes.append("documents_words_data")
    with raw(shop) as connection:
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in names + indexes}


def raw(shop: Shop) -> closing[Any]:
    """Open a connection of one's own to the shop's file, past every store."""
    return closing(sqlite.connect(shop.database.file.path, KEY))
