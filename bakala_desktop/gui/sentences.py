"""The Persian sentences of the error codes, and the Persian names of fields and values that stand in them.

A blank {name} is filled from the error's data. ``code.reason`` goes before ``code``.
"""

from __future__ import annotations

UNKNOWN = "این کار انجام نشد (کد خطا: {code})."

PLACES = {"file": "پروندهٔ", "row": "سطر", "line": "ردیف", "column": "ستون"}
"""Data that says where in a file something is wrong, in the order in which it is said."""

SENTENCES = {
    # Numbers and amounts
    "not_a_number": "«{text}» عدد نیست.",
    "number_too_large": "این عدد برای نوشتن به حروف بیش از اندازه بزرگ است.",
    "amount_not_whole": "{field} باید عدد صحیح ریال باشد؛ «{value}» پذیرفته نیست.",
    "amount_negative": "{field} نمی‌تواند منفی باشد.",
    "amount_too_large": "{field} بیش از اندازه بزرگ است. سقف هر سند یک میلیون میلیارد ریال است.",
    "quantity_not_positive": "تعداد باید بیشتر از صفر باشد.",
    "quantity_too_large": "تعداد {value} بیش از اندازه بزرگ است؛ سقف آن ۹۹۹٬۹۹۹٫۹۹۹ است.",
    "quantity_too_fine": "تعداد {value} بیش از {decimals} رقم اعشار دارد.",
    "quantity_not_whole": "کالای {sku} با واحد «{unit}» فقط به تعداد صحیح فروخته می‌شود؛ {value} پذیرفته نیست.",
    "document_too_large": "جمع این سند از سقف یک میلیون میلیارد ریال می‌گذرد.",
    "bad_discount": "این تخفیف درست نیست.",
    "bad_discount.one_of_percent_and_rial": "تخفیف را یا به درصد بنویسید یا به ریال، نه هر دو.",
    "bad_discount.rial_out_of_range": "تخفیف {value} ریال پذیرفته نیست.",
    "bad_discount.percent_out_of_range": "تخفیف باید از ۰ تا ۱۰۰ درصد و حداکثر با چهار رقم اعشار باشد.",
    "bad_date": "«{text}» تاریخ درستی نیست. تاریخ را مانند ۱۴۰۵/۰۹/۰۱ بنویسید.",
    # VAT
    "bad_vat_rate": "نرخ مالیات «{value}» درست نیست؛ از ۰ تا ۱۰۰ درصد، حداکثر با دو رقم اعشار.",
    "vat_entry_twice": "برای تاریخ {day} و گروه «{category}» دو نرخ مالیات نوشته شده است.",
    "no_vat_rate": "برای تاریخ {day} نرخ مالیات بر ارزش افزوده ثبت نشده است.",
    # Identifiers
    "invalid_length": "شمار رقم‌های {kind} درست نیست: {value}",
    "invalid_characters": "{kind} نویسهٔ نادرست دارد: {value}",
    "invalid_pattern": "{kind} به این شکل وجود ندارد: {value}",
    "invalid_checksum": "{kind} درست نیست؛ رقم کنترل آن نمی‌خواند. رقم‌ها را دوباره بخوانید: {value}",
    "bad_email": "«{value}» نشانی ایمیل درستی نیست.",
    "bad_serial": "«{value}» شمارهٔ صورتحساب نیست. شماره مانند ۱۴۰۵-A-۰۰۰۰۰۰۱ است.",
    # Fields
    "field_missing": "{field} نوشته نشده است.",
    "field_too_long": "{field} بیش از اندازه بلند است: {length} نویسه، حداکثر {limit} نویسه.",
    "field_of_other_kind": "مشتری {kind} «{field}» ندارد.",
    "bad_field": "{field} درست نیست.",
    "unknown_field": "فیلد {field} شناخته نیست.",
    "reference_too_long": "شناسهٔ سفارش بیش از {limit} نویسه دارد.",
    # Goods, customers, orders
    "product_not_found": "کالایی با این کد پیدا نشد.",
    "customer_not_found": "این مشتری پیدا نشد.",
    "order_not_found": "این سفارش پیدا نشد.",
    "order_empty": "سبد خرید خالی است.",
    "order_not_open": "این سفارش دیگر باز نیست: {status}.",
    "invoice_not_found": "صورتحسابی با شمارهٔ {serial} پیدا نشد.",
    "return_exceeds_sold": "بیش از آنچه فروخته شده است نمی‌توان برگرداند.",
    # Payment
    "tender_negative": "مبلغ دریافتی نمی‌تواند منفی باشد.",
    "tenders_too_small": "مبلغ دریافتی کم است؛ {rest} ریال دیگر مانده است.",
    "noncash_exceeds_payable": "کارت و حواله نمی‌تواند از مبلغ قابل پرداخت ({payable} ریال) بیشتر باشد.",
    "change_exceeds_cash": "باقی پول ({change} ریال) از پول نقد دریافتی ({cash} ریال) بیشتر می‌شود.",
    "rounding_not_allowed": "گرد کردن {value} ریال با تنظیم فروشگاه نمی‌خواند.",
    # Staff
    "sign_in_locked": "پس از چند رمز نادرست، ورود بسته است. {seconds} ثانیهٔ دیگر دوباره تلاش کنید.",
    "sign_in_refused": "نام کاربر یا رمز عبور درست نیست.",
    "user_disabled": "کاربر «{user}» دیگر اجازهٔ ورود ندارد. با مالک فروشگاه گفت‌وگو کنید.",
    "password_unchanged": "رمز تازه همان رمز پیشین است؛ رمز دیگری بگذارید.",
    "passwords_differ": "تکرار رمز با خود رمز یکی نیست.",
    "password_change_required": "پیش از هر کار، رمز تازه‌ای برای خود بگذارید.",
    "not_allowed": "نقش شما اجازهٔ این کار را ندارد.",
    "not_signed_in": "نخست وارد شوید.",
    "already_founded": "این فروشگاه پیش‌تر راه‌اندازی شده است.",
    "shop_profile_missing": "مشخصات فروشگاه هنوز ثبت نشده است. آن را در تنظیمات بنویسید.",
    "password_too_short": "رمز عبور باید دست‌کم {least} نویسه داشته باشد.",
    "program_failed": "برنامه با خطای پیش‌بینی‌نشده روبه‌رو شد. شمارهٔ رخداد: {incident}.",
    # Storage
    "shop_missing": "در پوشهٔ {place} فروشگاهی نیست.",
    "window_open_already": "پنجرهٔ صندوق برای این پوشه باز است. همان پنجره را به کار ببرید یا نخست آن را ببندید.",
    "folder_read_only": "در پوشهٔ {place} نمی‌توان نوشت. اجازهٔ نوشتن و جای خالی دیسک را بررسی کنید.",
    "file_unwritable": "در پوشهٔ {place} نمی‌توان نوشت؛ پوشهٔ دیگری برگزینید.",
    "key_missing": "کلید پایگاه داده پیدا نشد: {place}. کلید را برگردانید یا نسخهٔ پشتیبان را بازیابی کنید.",
    "key_damaged": "کلید پایگاه داده آسیب دیده است: {place}. نسخهٔ سالم آن را برگردانید.",
    "key_unreadable": "کلید پایگاه داده خوانده نشد: {place}. اجازهٔ خواندن آن را بررسی کنید.",
    "key_unwritable": "کلید پایگاه داده نوشته نشد: {place}. اجازهٔ نوشتن را بررسی کنید.",
    "database_key_wrong": "کلید این پایگاه داده درست نیست، یا پرونده پایگاه داده نیست. کلید همین پوشه را برگردانید.",
    "database_read_only": "در پایگاه داده نمی‌توان نوشت. اجازهٔ نوشتن در پوشهٔ داده را بررسی کنید.",
    "database_busy": "پایگاه داده زیر کار برنامهٔ دیگری است. اندکی بعد دوباره تلاش کنید.",
    "database_unreachable": "پایگاه داده باز نشد. بودن پوشهٔ داده و اجازهٔ آن را بررسی کنید.",
    "database_io": "خواندن یا نوشتن دیسک شکست خورد. دیسک را بررسی کنید. جزئیات: {detail}",
    "disk_full": "دیسک پر است و چیزی ثبت نشد. جا باز کنید و دوباره تلاش کنید.",
    "no_printer": "چاپگری پیدا نشد.",
    "print_failed": "چاپ انجام نشد. روشن بودن و کاغذ چاپگر را بررسی کنید و دوباره چاپ کنید.",
    "paper_unreadable": "صفحه‌های این سند نشان داده نشد.",
    "database_failed": "پایگاه داده پاسخ درستی نداد و چیزی ثبت نشد. جزئیات: {detail}",
    "database_damaged": "پایگاه داده آسیب دیده است. از نسخهٔ پشتیبان بازیابی کنید. جزئیات: {detail}",
    "database_newer": "این پایگاه داده از نسخهٔ تازه‌تری از برنامه است. برنامه را به‌روز کنید.",
}

REASONS = {
    "old_form": "این کد اقتصادی به شکل قدیمی است؛ اگر کد تازه دارید، آن را بنویسید.",
    "unusual_pattern": "شکل این شماره معمول نیست؛ یک بار دیگر آن را بخوانید.",
}

FIELDS = {
    "amount": "مبلغ",
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
    "role": "نقش",
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
    "kind": _TENDER_KINDS | _PERSON_KINDS | _NUMBER_KINDS,
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
