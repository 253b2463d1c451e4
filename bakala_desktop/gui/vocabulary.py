"""How a cashier calls the fields, kinds and states that the program names in English."""

from __future__ import annotations

PLACES = {"file": "پروندهٔ", "row": "سطر", "line": "ردیف", "column": "ستون"}
"""Data that says where in a file something is wrong, in the order in which it is said."""

REASONS = {
    "old_form": "این کد اقتصادی به شکل قدیمی است؛ اگر کد تازه دارید، آن را بنویسید.",
    "unusual_pattern": "شکل این شماره معمول نیست؛ یک بار دیگر آن را بخوانید.",
}

FIELDS = {
    "amount": "مبلغ",
    "multiple": "مضرب گرد کردن",
    "first_name": "نام",
    "last_name": "نام خانوادگی",
    "national_code": "کد ملی",
    "name": "نام",
    "national_id": "شناسهٔ ملی",
    "economic_code": "کد اقتصادی",
    "registration_number": "شمارهٔ ثبت",
    "mobile": "تلفن همراه",
    "phone": "تلفن",
    "phones": "تلفن‌ها",
    "fax": "دورنگار",
    "email": "ایمیل",
    "province": "استان",
    "county": "شهرستان",
    "city": "شهر",
    "address": "نشانی",
    "postal_code": "کد پستی",
    "office_hours": "ساعت کار",
    "vat_certificate": "گواهی ثبت‌نام مالیات بر ارزش افزوده",
    "fiscal_memory_id": "شناسهٔ یکتای حافظهٔ مالیاتی",
    "iban": "شمارهٔ شبا",
    "statement": "متن گواهی",
    "proforma_days": "روزهای اعتبار پیش‌فاکتور",
    "kind": "نوع شخص",
    "sku": "کد کالا",
    "barcode": "بارکد",
    "title": "نام کالا",
    "category": "گروه کالا",
    "unit": "واحد",
    "price": "قیمت",
    "price_rial": "قیمت",
    "unit_price": "قیمت واحد",
    "vat_percent": "نرخ مالیات",
    "price_includes_vat": "مالیات در قیمت",
    "stock": "موجودی",
    "goods_id": "شناسهٔ کالا",
    "cost_rial": "قیمت خرید",
    "consumer_price_rial": "قیمت مصرف‌کننده",
    "weighed": "وزنی",
    "quantity": "تعداد",
    "discount": "تخفیف",
    "percent": "درصد تخفیف",
    "rial": "مبلغ تخفیف",
    "lines": "ردیف‌ها",
    "code": "کد کالا",
    "reference": "شناسهٔ سفارش",
    "tenders": "دریافتی",
    "customer": "مشتری",
    "recipient": "گیرنده",
    "password": "رمز عبور",
    "user": "کاربر",
    "delivery": "ارسال",
    "id": "شناسه",
    "tenders.kind": "نوع دریافت",
    "tenders.reference": "شمارهٔ پیگیری",
    "role": "نقش",
    "reason": "علت",
    "invoice": "شمارهٔ صورتحساب",
    "line": "ردیف",
}

_NUMBER_KINDS = {
    "national_code": "کد ملی",
    "legal_id": "شناسهٔ ملی",
    "economic_code": "کد اقتصادی",
    "postal_code": "کد پستی",
    "mobile": "شمارهٔ همراه",
    "iban": "شمارهٔ شبا",
    "card": "شمارهٔ کارت",
    "ean": "بارکد",
    "scale_code": "بارکد ترازو",
    "goods_id": "شناسهٔ کالا",
    "tax_id": "شمارهٔ مالیاتی",
}
_PERSON_KINDS = {"natural": "حقیقی", "legal": "حقوقی"}
_TENDER_KINDS = {
    "cash": "نقد",
    "card": "کارت",
    "transfer": "حواله",
    "cheque": "چک",
    "credit": "نسیه",
    "rounding": "گرد کردن",
}

VALUES = {
    "kind": _PERSON_KINDS | _NUMBER_KINDS,
    "tender": _TENDER_KINDS,
    "role": {"owner": "مالک", "manager": "مدیر", "cashier": "صندوق‌دار", "clerk": "کارمند دفتر"},
    "status": {
        "draft": "پیش‌نویس",
        "parked": "نگه‌داشته",
        "awaiting_information": "در انتظار تکمیل اطلاعات",
        "awaiting_payment": "در انتظار پرداخت",
        "paid": "پرداخت‌شده",
        "dispatched": "ارسال‌شده",
        "delivered": "تحویل‌شده",
        "completed": "کامل",
        "cancelled": "لغوشده",
    },
}
"""Values with names of their own, by the key they stand under."""
