"""Fixtures for every room: a founded shop, copied from one that is made once a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import SetClock, founded_shop

from bakala_desktop.services.shop import Shop


@pytest.fixture(scope="session")
def shop_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a founded shop, to be copied from."""
    folder = tmp_path_factory.mktemp("template")
    founded_shop(folder).database.close()
    return folder


@pytest.fixture
def clock() -> SetClock:
    """A clock that stands at half past nine on 1405/09/01."""
    return SetClock()


@pytest.fixture
def shop(tmp_path: Path, shop_template: Path, clock: SetClock) -> Iterator[Shop]:
    """A shop of its own for each test; its owner is signed in."""
    own = founded_shop(tmp_path, clock, shop_template)
    yield own
    own.database.close()
