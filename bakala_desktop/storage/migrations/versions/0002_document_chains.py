"""Documents of every kind: their place in the order of issue, buyer and cashier, links, book lines, refunds, files.

What the audit trail said of a document covered the columns of that day. A document that is still what the trail last
said is told anew with the columns of today, in one entry; one that was altered before stays found by ``verify``.
"""

import json
from collections.abc import Iterator
from uuid import UUID

import sqlalchemy as sa
from alembic import context, op

from bakala_desktop.domain.audit import AuditedObject, salted_digest
from bakala_desktop.storage.audit_trail import append_entry
from bakala_desktop.storage.document_index import INDEX_DDL, add_to_index
from bakala_desktop.storage.document_proof import read_document

revision = "0002"
down_revision = "0001"

_FIGURES = ("gross", "discount", "net", "vat", "total")

_TOLD_BEFORE = (
    "id", "kind", "series", "year", "number", "order_id", "issued_at", "payable", "snapshot", "digest",
)  # fmt: skip
_TOLD_NOW = (
    "id", "kind", "series", "year", "number", "order_id", "customer_id", "user_id", "issued_at", "payable", "digest",
    "snapshot",
)  # fmt: skip
"""What a digest of a document covered in revision 0001, and what it covers since, in this order."""

_AT_ONCE = 500


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("series", sa.String(length=4), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("payable", sa.BigInteger(), nullable=False),
        sa.Column("prints", sa.Integer(), nullable=False),
        sa.Column("receipts", sa.Integer(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_documents_order_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_documents_customer_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_documents_user_id")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_documents")),
        sa.UniqueConstraint("id", name=op.f("uq_documents_id")),
        sa.UniqueConstraint("series", "year", "number", name=op.f("uq_documents_series_year_number")),
    )


def _document_links() -> None:
    op.create_table(
        "document_links",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_document_links_document_id")),
        sa.ForeignKeyConstraint(["target_id"], ["documents.id"], name=op.f("fk_document_links_target_id")),
        sa.PrimaryKeyConstraint("document_id", "kind", "target_id", name=op.f("pk_document_links")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_document_links_target_id_kind"), "document_links", ["target_id", "kind"], unique=False)


def _document_lines() -> None:
    op.create_table(
        "document_lines",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("quantity_e8", sa.BigInteger(), nullable=False),
        sa.Column("vat_rate", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in _FIGURES),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_document_lines_document_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_document_lines_product_id")),
        sa.PrimaryKeyConstraint("document_id", "number", name=op.f("pk_document_lines")),
        sqlite_with_rowid=False,
    )


def _refunds() -> None:
    op.create_table(
        "refunds",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_refunds_document_id")),
        sa.PrimaryKeyConstraint("document_id", "number", name=op.f("pk_refunds")),
        sqlite_with_rowid=False,
    )


def _document_files() -> None:
    op.create_table(
        "document_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_document_files_document_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_document_files_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_files")),
    )
    op.create_index(op.f("ix_document_files_document_id"), "document_files", ["document_id"], unique=False)
    op.create_index(op.f("ix_document_files_sha256"), "document_files", ["sha256"], unique=False)


def _move_documents() -> None:
    """Fill the new table in the order of issue, which is that of the old table's rows: none was ever removed."""
    op.execute(
        "INSERT INTO documents (id, kind, series, year, number, order_id, customer_id, user_id, issued_at, payable,"
        " prints, receipts, salt, digest, snapshot)"
        " SELECT d.id, d.kind, d.series, d.year, d.number, d.order_id, o.customer_id, o.user_id, d.issued_at,"
        " d.payable, d.prints, 0, d.salt, d.digest, d.snapshot"
        " FROM documents_0001 d LEFT JOIN orders o ON o.id = d.order_id ORDER BY d.rowid"
    )
    figures = ", ".join(_FIGURES)
    op.execute(
        f"INSERT INTO document_lines (document_id, number, product_id, quantity_e8, vat_rate, {figures})"
        f" SELECT d.id, l.number, l.product_id, l.quantity_e8, l.vat_rate, {', '.join(f'l.{n}' for n in _FIGURES)}"
        " FROM documents d JOIN order_lines l ON l.order_id = d.order_id"
    )


def _make_findable(connection: sa.Connection) -> None:
    for statement in INDEX_DDL:
        op.execute(statement)
    rows = connection.exec_driver_sql("SELECT pk, user_id, snapshot, digest FROM documents ORDER BY pk")
    while batch := rows.fetchmany(_AT_ONCE):
        for row in batch:
            document = read_document(row)
            # One that is no more what was issued stays in the list, and ``verify`` names it.
            if document is not None:
                add_to_index(connection, row.pk, document, UUID(row.user_id) if row.user_id else None)


def _digest(row: sa.RowMapping, columns: tuple[str, ...]) -> str:
    # Written out as the trail wrote it on that day: how it writes tomorrow is no matter of this migration.
    text = json.dumps([[row[name] for name in columns]], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return salted_digest(row["salt"] or b"", text)


def _told_anew(connection: sa.Connection) -> Iterator[AuditedObject]:
    """Yield the new digest of each document that is what the trail last said of it."""
    told = connection.exec_driver_sql(
        "SELECT object_id, digest FROM audit_objects WHERE kind = 'documents' ORDER BY seq, position"
    )
    last: dict[str, str] = {row.object_id: row.digest for row in told}
    rows = connection.exec_driver_sql("SELECT * FROM documents ORDER BY pk").mappings()
    while batch := rows.fetchmany(_AT_ONCE):
        for row in batch:
            if last.get(row["id"]) == _digest(row, _TOLD_BEFORE):
                yield AuditedObject("documents", row["id"], _digest(row, _TOLD_NOW))


def upgrade() -> None:
    """Move the documents over, tell them anew, and make the tables around them."""
    for index in ("ix_documents_issued_at", "ix_documents_order_id"):
        op.drop_index(index, "documents")
    # Nothing refers to the documents of revision 0001, so that they may be renamed while foreign keys are watched.
    op.rename_table("documents", "documents_0001")
    _documents()
    _document_links()
    _document_lines()
    _refunds()
    _document_files()
    _move_documents()
    op.drop_table("documents_0001")
    op.create_index(op.f("ix_documents_customer_id"), "documents", ["customer_id"], unique=False)
    op.create_index(op.f("ix_documents_issued_at"), "documents", ["issued_at"], unique=False)
    op.create_index(op.f("ix_documents_order_id"), "documents", ["order_id"], unique=False)
    connection = op.get_bind()
    _make_findable(connection)
    told = list(_told_anew(connection))
    if told:
        append_entry(connection, context.config.attributes["now"], "", "", f"schema.{revision}", told)
