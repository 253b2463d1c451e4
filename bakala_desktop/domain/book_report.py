"""What the books say of a period, as values: sales, VAT by rate, stock. Paper, sheet and JSON show the same ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bakala_desktop.domain.document import DocumentKind
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.period import Period
from bakala_desktop.domain.pricing import Figures
from bakala_desktop.domain.tax import VatRate


@dataclass(frozen=True, slots=True)
class KindSum:
    """What all documents of a kind add to the books: signed, so that returns are negative."""

    kind: DocumentKind
    count: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class RateKindSum:
    """The base and VAT that documents of a kind add at one rate."""

    kind: DocumentKind
    rate: VatRate
    base: Rial
    vat: Rial


@dataclass(frozen=True, slots=True)
class GoodsSum:
    """What was sold of one product, returns taken off; ``quantity_e8`` in hundred-millionths."""

    sku: str
    title: str
    unit: str
    quantity_e8: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class StockRow:
    """A product that is counted: how much there is, and its selling price and cost in rials per unit."""

    sku: str
    title: str
    unit: str
    category: str
    stock_e8: int
    price: Rial
    cost: Rial | None


@dataclass(frozen=True, slots=True)
class CountedFigures:
    """How many documents, and their figures; returns stand here without a sign."""

    count: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class DaySum:
    """A shop day: its number of invoices, and what was sold less what came back."""

    day: date
    count: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class SalesReport:
    """Sales of a period: ``net`` is sales and corrections less returns, ``tenders`` what came in by kind."""

    period: Period
    made_at: datetime
    made_by: str
    sales: CountedFigures
    corrections: CountedFigures
    returns: CountedFigures
    net: Figures
    tenders: dict[str, Rial]
    days: tuple[DaySum, ...]
    goods: tuple[GoodsSum, ...]


@dataclass(frozen=True, slots=True)
class RateReport:
    """One rate of a VAT report: what was sold and what came back, base and VAT each."""

    rate: VatRate
    sales_base: Rial
    sales_vat: Rial
    returns_base: Rial
    returns_vat: Rial

    @property
    def base(self) -> Rial:
        """The base that is left, in rials."""
        return Rial(self.sales_base - self.returns_base)

    @property
    def vat(self) -> Rial:
        """The VAT that is left, in rials."""
        return Rial(self.sales_vat - self.returns_vat)


@dataclass(frozen=True, slots=True)
class VatReport:
    """What the seller's VAT return of a period is made of; corrections are part of the sales."""

    period: Period
    made_at: datetime
    made_by: str
    rates: tuple[RateReport, ...]

    @property
    def base(self) -> Rial:
        """The taxable base, in rials."""
        return Rial(sum(part.base for part in self.rates if part.rate))

    @property
    def exempt_base(self) -> Rial:
        """What was sold exempt, in rials."""
        return Rial(sum(part.base for part in self.rates if not part.rate))

    @property
    def vat(self) -> Rial:
        """The VAT that was charged, in rials."""
        return Rial(sum(part.vat for part in self.rates))


@dataclass(frozen=True, slots=True)
class StockReport:
    """The stock of every product that is counted, at this moment."""

    made_at: datetime
    made_by: str
    rows: tuple[StockRow, ...]
