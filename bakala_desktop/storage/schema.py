"""The database's version: making a new one, bringing an old one up to date, refusing a newer one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, inspect, text

from bakala_desktop.domain.errors import ShopTrouble
from bakala_desktop.storage.sqlite import WRITING, copy_open, translated

CURRENT = "0002"
"""The newest revision in ``migrations/versions``; kept here so that a start needs no Alembic (a test compares them)."""

MIGRATIONS = Path(__file__).parent / "migrations"


def revision_of(engine: Engine) -> str | None:
    """Return the database's revision, or None for an empty file."""
    with translated(), engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(engine: Engine, file: Path | None, now: datetime) -> None:
    """Make the tables of an empty database, or bring an older one up to date, the file copied before.

    Raises ShopTrouble ``database_newer`` for a database of a newer program; nothing is changed then.
    """
    revision = revision_of(engine)
    if revision == CURRENT:
        return
    if revision is not None and not is_known(revision):
        raise ShopTrouble("database_newer", revision=revision, known=CURRENT)
    if revision is not None and file is not None:
        copy_open(engine, file.with_name(f"{file.stem}-before-{CURRENT}-{now:%Y%m%d%H%M%S}{file.suffix}"))
    _run(engine, now)


def is_known(revision: str) -> bool:
    """Tell whether this program has the revision among its migrations."""
    return any(path.name.startswith(f"{revision}_") for path in (MIGRATIONS / "versions").glob("*.py"))


def _run(engine: Engine, now: datetime) -> None:
    # Alembic costs a start 100 ms and is needed once per version.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    # Two programs that start at once wait here for each other; the second finds nothing left to do.
    with translated(), engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
        config.attributes.update(connection=connection, now=now)
        command.upgrade(config, "head")
