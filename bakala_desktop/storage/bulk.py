"""Many rows into one table at a time: the statement is compiled once, each value passes its column's own processor.

SQLAlchemy's executemany does the same with a dictionary and several checks for each row, which triples an import.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert

_Processor = Callable[[Any], Any]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have a value for each column of the table, None included."""
    if not rows:
        return
    statement, columns = _compiled(table, connection.dialect)
    connection.exec_driver_sql(
        statement,
        [tuple([process(row[name]) if process else row[name] for name, process in columns]) for row in rows],
    )


@lru_cache(64)
def _compiled(table: Table, dialect: Dialect) -> tuple[str, tuple[tuple[str, _Processor | None], ...]]:
    compiled = insert(table).compile(dialect=dialect)
    # True of the one SQLite DBAPI; an engine with named parameters wants dictionaries here.
    assert compiled.positiontup is not None
    columns = tuple(
        (name, table.c[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in compiled.positiontup
    )
    return str(compiled), columns
