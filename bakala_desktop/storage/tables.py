"""All tables, once, for every engine. Amounts are whole rials, quantities hundred-millionths, instants UTC.

What a till gives birth to has a UUIDv7 identity; ``pk`` is only the row's place, which full-text search needs.
``salt`` is the salt of the row's digest in the audit trail (design.md, rule 8).
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from bakala_desktop.storage.column_types import Instant

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_FIGURES = ("gross", "discount", "net", "vat", "total")


def _rial(name: str, nullable: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=nullable)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, default="")


users = Table(
    "users",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", String(60), nullable=False),
    Column("name_key", String(60), nullable=False, unique=True),
    Column("role", String(20), nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("must_change_password", Boolean, nullable=False),
    Column("is_disabled", Boolean, nullable=False),
    Column("failed_guesses", Integer, nullable=False),
    Column("locked_until", Instant),
    Column("salt", LargeBinary(16), nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("user_id", Uuid, ForeignKey("users.id"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("place", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("salt", LargeBinary(16), nullable=False),
)

settings = Table(
    "settings",
    metadata,
    Column("key", String(80), primary_key=True),
    Column("value", Text, nullable=False),
    Column("salt", LargeBinary(16), nullable=False),
)

products = Table(
    "products",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("id", Uuid, nullable=False, unique=True),
    Column("sku", String(64), nullable=False, unique=True),
    Column("barcode", String(64), unique=True),
    Column("title", Text, nullable=False),
    Column("category", Text, nullable=False, index=True),
    Column("unit", String(64), nullable=False),
    _rial("price"),
    Column("vat_rate", Integer),
    Column("price_includes_vat", Boolean, nullable=False),
    Column("is_measured", Boolean, nullable=False),
    Column("stock_e8", BigInteger),
    Column("goods_id", String(13)),
    _rial("cost", nullable=True),
    _rial("consumer_price", nullable=True),
)

customers = Table(
    "customers",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("id", Uuid, nullable=False, unique=True),
    Column("kind", String(10), nullable=False),
    *(_text(name) for name in ("first_name", "last_name", "name")),
    Column("national_code", String(10), unique=True),
    Column("national_id", String(11), unique=True),
    Column("mobile", String(20), nullable=False, index=True),
    *(
        _text(name)
        for name in (
            "economic_code",
            "registration_number",
            "phone",
            "email",
            "province",
            "county",
            "city",
            "address",
            "postal_code",
        )
    ),
    Column("salt", LargeBinary(16), nullable=False),
)

orders = Table(
    "orders",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("reference", String(200), unique=True),
    Column("status", String(24), nullable=False),
    Column("customer_id", Uuid, ForeignKey("customers.id")),
    Column("discount_percent_e4", Integer),
    _rial("discount_rial", nullable=True),
    *(_rial(name) for name in _FIGURES),
    _rial("change"),
    Column("created_at", Instant, nullable=False),
    Column("completed_at", Instant),
    Column("user_id", Uuid, ForeignKey("users.id"), nullable=False),
    Column("salt", LargeBinary(16), nullable=False),
    Index(None, "status", "created_at"),
    Index(None, "customer_id"),
)

order_lines = Table(
    "order_lines",
    metadata,
    Column("order_id", Uuid, ForeignKey("orders.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("product_id", Uuid, ForeignKey("products.id"), nullable=False),
    Column("sku", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("unit", String(64), nullable=False),
    Column("category", Text, nullable=False),
    Column("goods_id", String(13)),
    Column("quantity_e8", BigInteger, nullable=False),
    _rial("unit_price"),
    Column("vat_rate", Integer, nullable=False),
    Column("own_vat_rate", Integer),
    Column("price_includes_vat", Boolean, nullable=False),
    Column("is_measured", Boolean, nullable=False),
    Column("discount_percent_e4", Integer),
    _rial("discount_rial", nullable=True),
    *(_rial(name) for name in _FIGURES),
    CheckConstraint("quantity_e8 > 0", name="quantity"),
    CheckConstraint("net = gross - discount AND total = net + vat", name="sums"),
    sqlite_with_rowid=False,
)

tenders = Table(
    "tenders",
    metadata,
    Column("order_id", Uuid, ForeignKey("orders.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    _rial("amount"),
    Column("reference", Text, nullable=False),
    sqlite_with_rowid=False,
)

stock_moves = Table(
    "stock_moves",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("product_id", Uuid, ForeignKey("products.id"), nullable=False, index=True),
    Column("order_id", Uuid, ForeignKey("orders.id")),
    Column("delta_e8", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
)

serials = Table(
    "serials",
    metadata,
    Column("series", String(4), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last_number", Integer, nullable=False),
    sqlite_with_rowid=False,
)

documents = Table(
    "documents",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("id", Uuid, nullable=False, unique=True),
    Column("kind", String(20), nullable=False),
    Column("series", String(4), nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("order_id", Uuid, ForeignKey("orders.id"), index=True),
    Column("customer_id", Uuid, ForeignKey("customers.id"), index=True),
    Column("user_id", Uuid, ForeignKey("users.id")),
    Column("issued_at", Instant, nullable=False, index=True),
    _rial("payable"),
    Column("prints", Integer, nullable=False),
    Column("receipts", Integer, nullable=False),
    Column("salt", LargeBinary(16), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("snapshot", Text, nullable=False),
    UniqueConstraint("series", "year", "number"),
)
"""The snapshot comes last: a list reads what stands before it without the pages that a long text runs over."""

document_links = Table(
    "document_links",
    metadata,
    Column("document_id", Uuid, ForeignKey("documents.id"), primary_key=True),
    Column("kind", String(12), primary_key=True),
    Column("target_id", Uuid, ForeignKey("documents.id"), primary_key=True),
    Index(None, "target_id", "kind"),
    sqlite_with_rowid=False,
)
"""What a document does to others: it changes an invoice, replaces an invoice or certificate, certifies invoices."""

document_lines = Table(
    "document_lines",
    metadata,
    Column("document_id", Uuid, ForeignKey("documents.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("product_id", Uuid, ForeignKey("products.id"), nullable=False),
    Column("quantity_e8", BigInteger, nullable=False),
    Column("vat_rate", Integer, nullable=False),
    *(_rial(name) for name in _FIGURES),
    sqlite_with_rowid=False,
)
"""What a fiscal document adds to the books, line by line: an invoice its lines, a return or cancellation its lines
with the sign turned, a correction the difference to what stood before. Sums over it are always right."""

refunds = Table(
    "refunds",
    metadata,
    Column("document_id", Uuid, ForeignKey("documents.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    _rial("amount"),
    Column("reference", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Money that a changing document moved: given back to the customer, or taken in where the amount is negative."""

document_files = Table(
    "document_files",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("document_id", Uuid, ForeignKey("documents.id"), nullable=False, index=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("written_at", Instant, nullable=False),
    Column("user_id", Uuid, ForeignKey("users.id"), nullable=False),
    Column("salt", LargeBinary(16), nullable=False),
)
"""The SHA-256 of each file that a paper was written to; one file may hold several documents."""

audit_entries = Table(
    "audit_entries",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("user_id", String(36), nullable=False),
    Column("place", Text, nullable=False),
    Column("action", String(60), nullable=False),
    Column("objects_digest", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

audit_objects = Table(
    "audit_objects",
    metadata,
    Column("seq", Integer, ForeignKey("audit_entries.seq"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("object_id", String(80), nullable=False),
    Column("digest", String(64), nullable=False),
    sqlite_with_rowid=False,
)
