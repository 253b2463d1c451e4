"""Texts that papers bear unless the shop's accountant has written others. No drawing here."""

VAT_CERTIFICATE = (
    "بدین‌وسیله گواهی می‌شود مبالغ مندرج در جدول بالا بابت فروش کالا و خدمات به خریدار نام‌برده، به استناد قانون "
    "مالیات بر ارزش افزوده مصوب ۱۴۰۰/۰۳/۰۲ و با نرخ مقرر در قانون بودجهٔ سال مربوط، به‌عنوان مالیات و عوارض ارزش "
    "افزوده محاسبه و دریافت شده و در اظهارنامهٔ مالیات بر ارزش افزودهٔ فروشنده برای فصل یادشده منظور شده یا می‌شود."
)
"""The statement of the VAT certificate, under the permanent VAT law (reference/invoice-form.md, 7 B 7)."""
