"""Invented invoices for the tests and benchmarks of the documents room: long mixed titles, all kinds of tenders."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from bakala_desktop.domain.certificate import Certificate, CertifiedInvoice, RateSum
from bakala_desktop.domain.customer import PartyKind
from bakala_desktop.domain.document import SERIES, DocumentId, DocumentKind, DocumentLine, Invoice
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.party import Contact, Party
from bakala_desktop.domain.pricing import Figures
from bakala_desktop.domain.quantity import Quantity
from bakala_desktop.domain.serial import Serial
from bakala_desktop.domain.shop_profile import VatCertificate
from bakala_desktop.domain.snapshot import Document, Issued, to_json
from bakala_desktop.domain.tax import VatRate
from bakala_desktop.domain.tender import Tender, TenderKind

TITLES = (
    "خدمات پشتیبانی نرم‌افزار سه‌ماهه (قرارداد شماره ۱۴۰۳/۱۲-ب)",
    "نرم‌افزار حسابداری – نسخهٔ سازمانی v8.2 (۵ کاربره)",
    "برنج ایرانی طارم هاشمی درجه‌یک گلستان ۱۰ کیلوگرمی",
    "تونر HP LaserJet 85A CE285A مشکی [اورجینال]",
    "لپ‌تاپ ۱۵٫۶ اینچی ایسوس مدل VivoBook 15 X1504VA-NJ819 (Core i5 / 16GB)",
    "پیچ‌گوشتی چهارسو رونیکس RH-2721 (PH2×100mm)",
    "مانیتور ال‌جی 27UL500-W نمایشگر ۲۷ اینچ 4K/UHD",
    "روغن موتور بهران سوپر پیشتاز 10W-40 (۴ لیتری)",
    "چای کیسه‌ای احمد Earl Grey – ۱۰۰ عددی",
    "واشر لاستیکی DN-50/PN16",
    "آب‌میوهٔ ۱۰۰٪ طبیعی «سن‌ایچ» پرتقال",
    "پنیر لیقوان، سالاد لازانیا و نان لواش",
)
UNITS = ("عدد", "کیلوگرم", "لیتر", "بسته", "دستگاه", "متر")

SELLER = Party(
    kind=PartyKind.LEGAL,
    name="شرکت بازرگانی نمونه‌گستر شرق (سهامی خاص)",
    identity="10101234569",
    economic_code="10101234569",
    registration_number="123456",
    province="تهران",
    county="تهران",
    city="تهران",
    address="خیابان ولی‌عصر، نرسیده به میدان ونک، برج نمونه، پلاک ۱۲۳۴/۵، طبقهٔ ۷، واحد B-12",
    postal_code="1598765432",
    phone="021-88776655",
    fax="021-88776656",
)
CONTACT = Contact(
    phones=("021-88776655", "021-88776657", "0912-345-6789"),
    fax="021-88776656",
    email="info@example.com",
    office_hours="شنبه تا چهارشنبه ۸ تا ۱۷، پنج‌شنبه ۸ تا ۱۳",
    head_office="تهران، تهران، خیابان ولی‌عصر، نرسیده به میدان ونک، برج نمونه، پلاک ۱۲۳۴/۵",
)
LEGAL = Party(
    kind=PartyKind.LEGAL,
    name="فروشگاه زنجیره‌ای آزمون (Azmoon Retail Co.)",
    identity="10861234567",
    economic_code="10861234567",
    registration_number="7891",
    province="اصفهان",
    county="اصفهان",
    city="اصفهان",
    address="خیابان چهارباغ بالا، مجتمع تجاری نمونه (فاز ۲)، پلاک ۸۸",
    postal_code="8134567890",
    phone="031-36677889",
)
NATURAL = Party(
    kind=PartyKind.NATURAL,
    name="مریم آزمونی",
    identity="0012345679",
    economic_code="00123456790001",
    province="چهارمحال و بختیاری",
    county="شهرکرد",
    city="شهرکرد",
    address="میدان اصلی، کوچهٔ ۳",
    postal_code="8811111111",
    phone="09120000000",
)


def line_of(
    number: int, title: str, unit_price: int, quantity: str = "1", discount: int = 0, percent: int = 10
) -> DocumentLine:
    """A line with figures by the rules of interface.md."""
    amount = Quantity.parse(quantity)
    gross = amount.times(unit_price)
    discount = min(discount, gross)
    net = gross - discount
    vat = net * percent // 100
    return DocumentLine(
        number=number,
        code=f"2710{number:05d}-{number % 97:02d}",
        title=title,
        quantity=amount,
        unit=UNITS[number % len(UNITS)],
        unit_price=str(unit_price),
        vat_rate=VatRate(percent * 100),
        figures=Figures(gross, Rial(discount), Rial(net), Rial(vat), Rial(net + vat)),
    )


def sum_of(lines: tuple[DocumentLine, ...]) -> Figures:
    """The totals row."""
    return Figures.sum_of([line.figures for line in lines])


def invoice_with(lines: tuple[DocumentLine, ...], **changes: object) -> Invoice:
    """An invoice of the given lines, to the legal buyer, paid by card and cash."""
    totals = sum_of(lines)
    card = totals.total // 2
    tenders = (
        Tender(TenderKind.CARD, Rial(card), "123456"),
        Tender(TenderKind.CASH, Rial(totals.total - card + 5000)),
    )
    made = Invoice(
        id=DocumentId(UUID("01990000-0000-7000-8000-000000000001")),
        order_id=UUID("01990000-0000-7000-8000-000000000002"),
        serial=Serial(1405, "A", 1),
        issued_at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
        seller=SELLER,
        contact=CONTACT,
        buyer=LEGAL,
        lines=lines,
        totals=totals,
        tenders=tenders,
        change=Rial(5000),
        notes="تحویل در انبار فروشنده؛ شبا IR06 0120 0000 0000 1234 5678 90",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def invoice_of(count: int, seed: int = 0, **changes: object) -> Invoice:
    """An invoice of `count` lines; another seed gives other amounts and series numbers."""
    lines = tuple(
        line_of(
            number,
            TITLES[(number - 1) % len(TITLES)] + (f" – سری {number + seed}" if number % 3 == 0 else ""),
            126_000 + 7_500 * number + 11 * seed,
            ("9", "2.5", "12", "0.375")[number % 4],
            (0, 88_110, 1_500)[number % 3],
        )
        for number in range(1, count + 1)
    )
    return invoice_with(lines, **changes)


def huge_invoice() -> Invoice:
    """The largest amounts that a document may hold, an endless title, a word without spaces, an emoji."""
    return invoice_with(
        (
            line_of(1, "شمش " * 20_000, 499_999_999_999_999),
            line_of(2, "ا" * 100_000, 123_456_789_012),
            line_of(3, "کارت هدیه 🎁 ویژهٔ یلدا", 1),
            line_of(4, "Very long Latin title with (brackets) and numbers 1234 " * 8, 340_000_000_000_000),
        ),
        notes="\n".join(f"بند {n}: " + "شرح " * 60 for n in range(1, 12)),
    )


IBAN = "IR820540102680020817909002"


def filled_invoice(**changes: object) -> Invoice:
    """An invoice with something in each of its fields: two rates, an exempt line, a discount, an account."""
    lines = (
        line_of(1, TITLES[1], 48_500_000, "2", 1_250_000),
        line_of(2, "برنج ایرانی طارم هاشمی ۱۰ کیلوگرمی", 9_850_000, "3", 0, percent=0),
        line_of(3, TITLES[3], 18_900_000, "1", 900_000),
        line_of(4, "نوشابهٔ گازدار ۱٫۵ لیتری", 420_000, "12.5", 0, percent=16),
    )
    return invoice_with(lines, **{"bank_account": IBAN, "notes": "تحویل در انبار فروشنده.", **changes})


def sample_of(kind: DocumentKind, **changes: object) -> Invoice:
    """A document of a sale of each kind, of 1405/09/15, about invoice 1405-A-0000012."""
    own: dict[DocumentKind, dict[str, object]] = {
        DocumentKind.INVOICE: {},
        DocumentKind.PROFORMA: {"valid_until": date(2026, 12, 21), "tenders": (), "change": Rial(0)},
        DocumentKind.CORRECTION: {
            **_CHANGING,
            "after": Serial(1405, "R", 3),
            "before": sum_of((*filled_invoice().lines[:3], line_of(4, "", 900_000, "12.5", 0, percent=16))),
            "tenders": (Tender(TenderKind.CARD, Rial(6_960_000), "654321"),),
        },
        DocumentKind.CANCELLATION: {**_CHANGING, "tenders": (), "replaced_by": Serial(1405, "A", 13)},
        DocumentKind.RETURN: {
            **_CHANGING,
            "lines": filled_invoice().lines[1:3],
            "totals": sum_of(filled_invoice().lines[1:3]),
            "tenders": (Tender(TenderKind.CARD, Rial(49_350_000), "654321"),),
        },
    }
    made = filled_invoice(kind=kind, serial=Serial(1405, SERIES[kind], 4), issued_at=datetime(2026, 12, 6, tzinfo=UTC))
    return replace(made, **{**own[kind], **changes})  # type: ignore[arg-type]


_CHANGING: dict[str, object] = {
    "changes": Serial(1405, "A", 12),
    "reason": "کالا با سفارش خریدار یکسان نبود؛ پس از بازبینی در انبار تأیید شد.",
    "change": Rial(0),
    "bank_account": "",
}

STATEMENT = (
    "بدین‌وسیله گواهی می‌شود مبلغ‌های مندرج در جدول بالا بابت مالیات و عوارض ارزش افزوده از خریدار دریافت شده است.\n"
    "این گواهی به درخواست خریدار صادر شده است و بدون مهر و امضا اعتبار ندارد."
)


def certificate_of(count: int, **changes: object) -> Certificate:
    """A certificate over `count` invoices; each third one has two rates, each fourth exempt goods."""
    invoices = tuple(_certified(number) for number in range(1, count + 1))
    made = Certificate(
        id=DocumentId(UUID("01990000-0000-7000-8000-000000000003")),
        serial=Serial(1405, "V", 2),
        issued_at=datetime(2026, 12, 6, 8, 0, tzinfo=UTC),
        seller=SELLER,
        contact=CONTACT,
        registration=VatCertificate("1234567890123", date(2026, 3, 21), date(2027, 3, 20)),
        buyer=LEGAL,
        invoices=invoices,
        statement=STATEMENT,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def _certified(number: int) -> CertifiedInvoice:
    base = 12_500_000 + 1_234_567 * number
    rates = (RateSum(VatRate(1000), Rial(base), Rial(base // 10)),)
    if number % 3 == 0:
        rates += (RateSum(VatRate(1600), Rial(base // 2), Rial(base // 2 * 16 // 100)),)
    return CertifiedInvoice(
        serial=Serial(1405, "A", number),
        issued_at=datetime(2026, 9, 30, 9, 30, tzinfo=UTC) + timedelta(days=2 * number % 60),
        rates=rates,
        exempt_base=Rial(4_321_000 if number % 4 == 0 else 0),
        tax_number="A1B2C3" + f"{number:016X}" if number % 2 else "",
    )


def issued(document: Document) -> Issued:
    """A document as the store would give it."""
    return Issued(document, to_json(document))
