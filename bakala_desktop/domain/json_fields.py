"""Reading JSON values strictly: what is unknown, of the wrong type or a float is refused, its path named.

A path is written as the file has it, counted from zero: ``lines[2].discount.percent``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.money import Rial, rial
from bakala_desktop.domain.text import parse_decimal

T = TypeVar("T")


@contextmanager
def at_path(path: str, **place: object) -> Iterator[None]:
    """Name the field in every refusal that comes from inside, and the place beside it."""
    try:
        yield
    except ShopError as error:
        raise ShopError(error.code, **{**error.data, **place, "field": path}) from error


@dataclass(frozen=True, slots=True)
class Fields:
    """An object of a JSON file and the path to it ("" for the whole file)."""

    values: Mapping[str, Any]
    path: str = ""

    @classmethod
    def of(cls, value: object, path: str, known: Collection[str]) -> Fields:
        """Take an object whose keys are all ``known``. Raises ShopError ``bad_field``, ``unknown_field``."""
        if not isinstance(value, dict):
            raise ShopError("bad_field", field=path, reason="not_an_object")
        unknown = next((key for key in value if key not in known), None)
        if unknown is not None:
            raise ShopError("unknown_field", field=join(path, str(unknown)[:60]))
        return cls(value, path)

    def at(self, key: str) -> str:
        """Return the path of a field."""
        return join(self.path, key)

    def given(self, key: str) -> bool:
        """Tell whether a field is there and not null."""
        return self.values.get(key) is not None

    def text(self, key: str) -> str:
        """Return a text, "" where there is none. Raises ShopError ``bad_field``."""
        value = self.values.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise ShopError("bad_field", field=self.at(key), reason="not_a_text")
        return value

    def flag(self, key: str) -> bool:
        """Return a truth value, False where there is none. Raises ShopError ``bad_field``."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, bool):
            raise ShopError("bad_field", field=self.at(key), reason="not_a_flag")
        return bool(value)

    def items(self, key: str) -> list[Any]:
        """Return a list, empty where there is none. Raises ShopError ``bad_field``."""
        value = self.values.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise ShopError("bad_field", field=self.at(key), reason="not_a_list")
        return value

    def amount(self, key: str) -> Rial:
        """Return an amount: a whole JSON number from 0 on. Raises ShopError ``field_missing`` and of ``money.rial``."""
        self.must_have(key)
        return rial(self.values[key], self.at(key))

    def signed_amount(self, key: str) -> Rial:
        """Return an amount that may be negative. Raises ShopError as ``amount`` does, but for the sign."""
        self.must_have(key)
        value = self.values[key]
        if type(value) is int and value < 0:
            return Rial(-rial(-value, self.at(key)))
        return rial(value, self.at(key))

    def count(self, key: str) -> int:
        """Return a whole JSON number from 1 on. Raises ShopError ``field_missing``, ``bad_field``."""
        self.must_have(key)
        value = self.values[key]
        if type(value) is not int or value < 1:
            raise ShopError("bad_field", field=self.at(key), reason="not_a_count")
        return value

    def decimal(self, key: str, read: Callable[[Decimal], T]) -> T:
        """Read an exact number: a text in any digits, or a whole JSON number, but never a float.

        Raises ShopError ``field_missing``, ``bad_field``, ``not_a_number`` and those of ``read``, the field named.
        """
        self.must_have(key)
        value = self.values[key]
        if isinstance(value, bool) or not isinstance(value, str | int):
            reason = "float" if isinstance(value, float) else "not_a_decimal"
            raise ShopError("bad_field", field=self.at(key), reason=reason)
        with at_path(self.at(key)):
            return read(_number(str(value)))

    def must_have(self, key: str) -> None:
        """Raise ShopError ``field_missing`` where a field is not there or null."""
        if not self.given(key):
            raise ShopError("field_missing", field=self.at(key))


def _number(text: str) -> Decimal:
    try:
        return parse_decimal(text)
    except ShopError as error:
        # A file has many numbers: the sentence says which field's this one is.
        raise ShopError(error.code, **{"reason": "in_field", **error.data}) from error


def join(path: str, key: str) -> str:
    """Return the path of a key under a path."""
    return f"{path}.{key}" if path else key
