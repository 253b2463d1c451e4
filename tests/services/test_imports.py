"""Importing goods and customers: what goes in, what stays out and why, and that nothing is ever half in."""

from __future__ import annotations

import pytest
from builders import add_natural, add_product, as_role, barcode, product_fields
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bakala_desktop.domain.customer import FIELDS
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.product_row import COLUMNS
from bakala_desktop.domain.staff import Role
from bakala_desktop.domain.table import Table
from bakala_desktop.services.catalog import search_products
from bakala_desktop.services.customers import search_customers
from bakala_desktop.services.imports import RowsRejected, import_customers, import_products


def table(*rows, header=COLUMNS):
    return Table(header, [[row.get(name, "") for name in header] for row in rows], range(2, len(rows) + 2))


def goods(sku, **more):
    return product_fields(sku=sku, **more)


def by_sku(shop, sku):
    with shop.read() as work:
        return work.products.find_by_code(sku)


def counts(shop):
    with shop.read() as work:
        entries = work.connection.exec_driver_sql("SELECT count(*) FROM audit_entries").scalar()
        customers = work.connection.exec_driver_sql("SELECT count(*) FROM customers").scalar()
        return work.products.count(), customers, entries


def reasons(report):
    return [(row.number, row.column, row.error.code) for row in report.rejected]


def test_good_rows_go_in_and_bad_ones_are_listed(shop):
    report = import_products(
        shop,
        table(
            goods("A"),
            goods("B", price_rial="گران"),
            goods("C", vat_percent="101"),
            goods("", title="بی‌کد"),
            goods("E", title="ب" * 100_000),
            goods("F", price_rial="-5"),
            goods("G", unit=""),
            goods("H", price_rial="۱٬۲۵۰٬۰۰۰"),
        ),
    )
    assert (report.read, report.created, report.updated) == (8, 2, 0)
    assert reasons(report) == [
        (3, "price_rial", "not_a_number"),
        (4, "vat_percent", "bad_vat_rate"),
        (5, "sku", "field_missing"),
        (6, "title", "field_too_long"),
        (7, "price_rial", "amount_negative"),
        (8, "unit", "field_missing"),
    ]
    assert by_sku(shop, "H").price == 1_250_000


@pytest.mark.parametrize("missing", COLUMNS)
def test_a_missing_column_is_named_and_nothing_goes_in(shop, missing):
    before = counts(shop)
    with pytest.raises(ShopError) as refused:
        import_products(shop, table(goods("A"), header=tuple(name for name in COLUMNS if name != missing)))
    assert (refused.value.code, refused.value.data) == ("column_missing", {"column": missing, "header": missing})
    assert counts(shop) == before


def test_headers_are_matched_in_normal_form_and_unknown_columns_are_named(shop):
    header = (*(f" {name.upper()}\u200f" for name in COLUMNS), "رنگ", "")
    rows = [[*goods("A").values(), "سرخ", ""]]
    report = import_products(shop, Table(header, rows, [2]))
    assert (report.created, report.ignored) == (1, ("رنگ",))


def test_a_column_given_twice_is_refused(shop):
    with pytest.raises(ShopError) as refused:
        import_products(shop, table(goods("A"), header=(*COLUMNS, "title")))
    assert refused.value.code == "column_twice"


def test_a_known_sku_is_updated_and_what_the_file_lacks_stays(shop):
    old = add_product(
        shop, sku="A", stock="7", cost_rial="500", unit="عدد", weighed="1", consumer_price_rial="900", vat_percent="10"
    )
    report = import_products(shop, table(goods("A", title="نام تازه", barcode="", vat_percent="")))
    assert (report.created, report.updated) == (0, 1)
    new = by_sku(shop, "A")
    assert (new.id, new.title, new.barcode, new.vat_rate) == (old.id, "نام تازه", None, None)
    assert (new.stock_e8, new.cost, new.consumer_price, new.is_measured) == (old.stock_e8, 500, 900, True)
    assert [p.id for p in search_products(shop, "تازه")] == [old.id]
    assert search_products(shop, old.title) == ()


def test_an_empty_cell_of_an_optional_column_clears_the_value(shop):
    add_product(shop, sku="A", stock="7", cost_rial="500")
    import_products(shop, table(goods("A", stock="", cost_rial="600"), header=(*COLUMNS, "stock", "cost_rial")))
    assert (by_sku(shop, "A").stock_e8, by_sku(shop, "A").cost) == (None, 600)


def test_the_same_file_again_updates_all_and_writes_nothing(shop):
    rows = table(goods("A"), goods("B"))
    import_products(shop, rows)
    before = counts(shop)
    report = import_products(shop, rows)
    assert (report.created, report.updated, report.rejected) == (0, 2, ())
    assert counts(shop) == before


def test_of_two_rows_with_one_code_the_first_goes_in(shop):
    same = barcode(4711)
    report = import_products(
        shop,
        table(goods("A"), goods("A", title="دوم"), goods("B", barcode=same), goods("C", barcode=same), goods("D")),
    )
    assert report.created == 3
    assert reasons(report) == [(3, "sku", "duplicate_sku"), (5, "barcode", "duplicate_barcode")]
    assert report.rejected[0].error.data["first_row"] == 2


def test_a_barcode_of_other_goods_is_taken(shop):
    add_product(shop, sku="OLD", barcode=barcode(1))
    report = import_products(shop, table(goods("A", barcode=barcode(1)), goods("B")))
    assert reasons(report) == [(2, "barcode", "barcode_taken")]
    assert report.rejected[0].error.data["sku"] == "OLD"
    assert report.created == 1


def test_goods_of_one_file_may_exchange_their_barcodes(shop):
    one, two = add_product(shop, sku="A", barcode=barcode(1)), add_product(shop, sku="B", barcode=barcode(2))
    report = import_products(shop, table(goods("A", barcode=barcode(2)), goods("B", barcode=barcode(1))))
    assert (report.updated, report.rejected) == (2, ())
    assert by_sku(shop, barcode(2)).id == one.id
    assert by_sku(shop, barcode(1)).id == two.id


def test_goods_whose_row_stays_out_keep_their_barcode(shop):
    add_product(shop, sku="A", barcode=barcode(1))
    add_product(shop, sku="B", barcode=barcode(2))
    # A wants B's barcode, which B keeps; so A keeps its own, which then is not free for C.
    report = import_products(shop, table(goods("A", barcode=barcode(2)), goods("C", barcode=barcode(1))))
    assert reasons(report) == [(2, "barcode", "barcode_taken"), (3, "barcode", "barcode_taken")]


def test_a_dry_run_tells_the_same_and_changes_nothing(shop):
    rows = table(goods("A"), goods("B", price_rial="x"))
    before = counts(shop)
    report = import_products(shop, rows, dry_run=True)
    assert (report.created, len(report.rejected)) == (1, 1)
    assert counts(shop) == before


def test_all_or_nothing_takes_nothing_where_one_row_is_bad(shop):
    before = counts(shop)
    with pytest.raises(RowsRejected) as refused:
        import_products(shop, table(goods("A"), goods("B", unit="")), all_or_nothing=True)
    assert reasons(refused.value.report) == [(3, "unit", "field_missing")]
    assert counts(shop) == before
    assert import_products(shop, table(goods("A")), all_or_nothing=True).created == 1


def test_a_row_longer_than_the_header_is_not_shifted_into_other_columns(shop):
    row = [*goods("A").values()]
    rows = [[*row[:2], "نصف", *row[2:]], [*row, "", " "]]
    report = import_products(shop, Table(COLUMNS, rows, [2, 3]))
    assert reasons(report) == [(2, None, "row_too_long")]
    assert report.created == 1


def test_the_error_texts_of_a_spreadsheet_are_no_names(shop):
    report = import_products(shop, table(goods("A", title="#N/A"), goods("B", title="#نمونه")))
    assert reasons(report) == [(2, "title", "cell_error")]


def test_importing_is_a_right(shop):
    with pytest.raises(ShopError) as refused:
        import_products(as_role(shop, Role.CASHIER), table(goods("A")))
    assert refused.value.code == "not_allowed"
    assert import_products(as_role(shop, Role.CLERK), table(goods("A"))).created == 1


def test_an_import_is_one_entry_of_the_trail(shop):
    before = counts(shop)[2]
    import_products(shop, table(*(goods(f"S-{n}") for n in range(12))))
    assert counts(shop)[2] == before + 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("ABCDE"), st.sampled_from(["", *map(barcode, range(1, 5))])), min_size=1, max_size=9
    )
)
def test_whatever_codes_clash_each_row_is_counted_once_and_the_codes_stay_unique(shop, pairs):
    report = import_products(shop, table(*(goods(sku, barcode=code) for sku, code in pairs)))
    assert report.created + report.updated + len(report.rejected) == report.read == len(pairs)
    with shop.read() as work:
        stored = work.products.list_page(None, 0, 100)
    assert len({p.sku for p in stored}) == len(stored)
    held = [p.barcode for p in stored if p.barcode]
    assert len(set(held)) == len(held)


PEOPLE = ("kind", *FIELDS)


def person(**more):
    return {"kind": "natural", "first_name": "نگار", "last_name": "آزمونی"} | more


def test_customers_of_both_kinds_go_in(shop):
    report = import_customers(
        shop,
        table(
            person(national_code="0012345679"),
            person(kind="حقوقی", first_name="", last_name="", name="شرکت نمونه", national_id="14003778990"),
            person(kind="", national_code="12345679", mobile="9122002580"),
            person(kind="", first_name="", last_name="", name="شرکت دیگر"),
            person(kind="robot"),
            person(first_name="", last_name=""),
            person(national_code="0012345670"),
            person(name="هم شرکت"),
            header=PEOPLE,
        ),
    )
    assert report.read == 8
    assert reasons(report) == [
        # A spreadsheet ate its zeros: it is the first row's person.
        (4, "national_code", "duplicate_customer"),
        (6, "kind", "bad_field"),
        (7, "last_name", "customer_nameless"),
        (8, "national_code", "invalid_checksum"),
        (9, "name", "field_of_other_kind"),
    ]
    assert report.created == 3
    assert [c.kind.value for c in search_customers(shop, "شرکت")] == ["legal", "legal"]


def test_a_known_customer_is_updated_by_number_or_by_mobile(shop):
    by_code = add_natural(shop, city="مشهد")
    by_mobile = add_natural(shop, national_code="", mobile="09120000002", last_name="دیگری")
    header = ("first_name", "last_name", "national_code", "mobile")
    report = import_customers(
        shop,
        table(
            person(national_code=by_code.national_code, mobile="09120000009"),
            person(last_name="نامی تازه", mobile="+989120000002"),
            header=header,
        ),
    )
    assert (report.created, report.updated, report.rejected) == (0, 2, ())
    with shop.read() as work:
        assert (work.customers.get(by_code.id).mobile, work.customers.get(by_code.id).city) == ("09120000009", "مشهد")
        assert work.customers.get(by_mobile.id).last_name == "نامی تازه"


def test_a_shared_mobile_makes_nobody_the_same_person(shop):
    add_natural(shop, national_code="0012345679", mobile="09120000001")
    report = import_customers(shop, table(person(national_code="0084575948", mobile="09120000001"), header=PEOPLE))
    assert report.created == 1


def test_a_file_without_names_is_refused(shop):
    with pytest.raises(ShopError) as refused:
        import_customers(shop, table(person(), header=("mobile", "city")))
    assert (refused.value.code, refused.value.data) == ("column_missing", {"column": "name", "header": "name"})
