"""The ways in which an invoice is changed: what each asks, what it would come to, how it is issued. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from bakala_desktop.domain.chain import Chain
from bakala_desktop.domain.changes import check_has_rest, corrected_line, returned_line
from bakala_desktop.domain.customer import Customer
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.pricing import Figures
from bakala_desktop.domain.return_request import ReturnRequest
from bakala_desktop.domain.returns import NOTHING
from bakala_desktop.domain.tender import Tender
from bakala_desktop.gui.papers.change_drafts import LineDraft, changes_of, returned_of
from bakala_desktop.services import corrections, returns
from bakala_desktop.services.shop import Shop


class Asked(Enum):
    """What is typed in the lines."""

    NOTHING = auto()
    RETURNED = auto()
    CORRECTED = auto()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an invoice comes to: before and after the change, and what the customer gets back (negative: pays)."""

    before: Figures
    after: Figures

    @property
    def moved(self) -> int:
        """What goes back to the customer, in rials; negative is what is still to be paid."""
        return self.before.minus(self.after).total


class ChangeJob(Protocol):
    """One way to change an invoice."""

    @property
    def chain(self) -> Chain:
        """The invoice and what changed it so far."""

    @property
    def asks(self) -> Asked:
        """What is typed in the lines."""

    @property
    def title(self) -> str:
        """What is done, as a heading."""

    @property
    def verb(self) -> str:
        """The text of the button that does it."""

    @property
    def hint(self) -> str:
        """What will happen, in a sentence."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Reasons that are often given."""

    @property
    def needs_reason(self) -> bool:
        """Whether no reason is no reason."""

    @property
    def is_grave(self) -> bool:
        """Whether it cannot be made good by another document."""

    @property
    def moves_money(self) -> bool:
        """Whether money may change hands."""

    def check(self) -> None:
        """Refuse at once what would be refused whatever is typed. Raises ShopError."""

    def outcome(self, drafts: Sequence[LineDraft]) -> Outcome:
        """Return what it would come to. Raises ShopError where it may not be."""

    def issue(self, shop: Shop, drafts: Sequence[LineDraft], reason: str, tenders: Sequence[Tender]) -> str:
        """Issue it and return the serial to show. Raises ShopError."""


@dataclass(frozen=True, slots=True)
class ReturnJob:
    """Goods come back."""

    chain: Chain
    asks = Asked.RETURNED
    title = "برگشت کالا"
    verb = "صدور سند برگشت"
    hint = "تعداد برگشتی هر ردیف را بنویسید؛ با کلید فاصله همهٔ ماندهٔ ردیف برگزیده می‌شود."
    reasons = ("انصراف مشتری", "کالای معیوب", "اشتباه در سفارش")
    needs_reason = True
    is_grave = False
    moves_money = True

    def check(self) -> None:
        check_has_rest(self.chain)

    def outcome(self, drafts: Sequence[LineDraft]) -> Outcome:
        parts = [returned_line(d.line, d.left_e8, d.quantity).figures for d in drafts if d.quantity]
        before = self.chain.remaining_totals
        return Outcome(before, before.minus(Figures.sum_of(parts)) if parts else before)

    def issue(self, shop: Shop, drafts: Sequence[LineDraft], reason: str, tenders: Sequence[Tender]) -> str:
        invoice = str(self.chain.invoice.serial)
        request = ReturnRequest(invoice, returned_of(drafts), reason, tuple(tenders))
        return str(returns.return_goods(shop, request).document.serial)


@dataclass(frozen=True, slots=True)
class CorrectJob:
    """Quantities, prices or discounts were wrong."""

    chain: Chain
    asks = Asked.CORRECTED
    title = "اصلاح صورتحساب"
    verb = "صدور صورتحساب اصلاحی"
    hint = "خانه‌های تعداد، قیمت و تخفیف را درست کنید؛ کالا، نرخ مالیات و خریدار تغییر نمی‌کند."
    reasons = ("اشتباه در تعداد", "اشتباه در قیمت", "تخفیف ثبت نشده بود")
    needs_reason = True
    is_grave = False
    moves_money = True

    def check(self) -> None:
        check_has_rest(self.chain)
        if self.chain.returns:
            raise ShopError("correction_after_return", serial=str(self.chain.invoice.serial))

    def outcome(self, drafts: Sequence[LineDraft]) -> Outcome:
        changes = changes_of(drafts)
        lines = [corrected_line(line, changes.get(line.number)) for line in self.chain.base.lines]
        return Outcome(self.chain.remaining_totals, Figures.sum_of([line.figures for line in lines]))

    def issue(self, shop: Shop, drafts: Sequence[LineDraft], reason: str, tenders: Sequence[Tender]) -> str:
        serial = str(self.chain.invoice.serial)
        return str(corrections.correct_invoice(shop, serial, changes_of(drafts), reason, tenders).serial)


@dataclass(frozen=True, slots=True)
class CancelJob:
    """The invoice is void."""

    chain: Chain
    asks = Asked.NOTHING
    title = "ابطال صورتحساب"
    verb = "ابطال و صدور سند ابطالی"
    hint = "صورتحساب باطل می‌شود و کالاهای مانده به موجودی برمی‌گردد؛ این کار برگشت ندارد."
    reasons = ("صدور اشتباه", "انصراف مشتری", "صورتحساب تکراری")
    needs_reason = True
    is_grave = True
    moves_money = True

    def check(self) -> None:
        check_has_rest(self.chain)

    def outcome(self, drafts: Sequence[LineDraft]) -> Outcome:
        return Outcome(self.chain.remaining_totals, NOTHING)

    def issue(self, shop: Shop, drafts: Sequence[LineDraft], reason: str, tenders: Sequence[Tender]) -> str:
        return str(corrections.cancel_invoice(shop, str(self.chain.invoice.serial), reason, tenders).serial)


@dataclass(frozen=True, slots=True)
class OfficialJob:
    """The invoice is made out anew to a buyer who is named now."""

    chain: Chain
    customer: Customer
    asks = Asked.NOTHING
    title = "صدور به نام خریدار"
    verb = "صدور صورتحساب تازه"
    reasons = ("درخواست خریدار",)
    needs_reason = False
    is_grave = False
    moves_money = False

    @property
    def hint(self) -> str:
        return (
            f"این صورتحساب باطل و با همان کالاها و مبلغ‌ها به نام «{self.customer.display_name}» از نو صادر می‌شود؛"
            " پولی جابه‌جا نمی‌شود."
        )

    def check(self) -> None:
        check_has_rest(self.chain)

    def outcome(self, drafts: Sequence[LineDraft]) -> Outcome:
        return Outcome(self.chain.remaining_totals, self.chain.remaining_totals)

    def issue(self, shop: Shop, drafts: Sequence[LineDraft], reason: str, tenders: Sequence[Tender]) -> str:
        serial = str(self.chain.invoice.serial)
        return str(corrections.make_official(shop, serial, self.customer.id, reason).invoice.serial)
