"""Search: by beginnings, inside words, in any spelling, best first; and no text that a person types breaks it."""

from __future__ import annotations

import string

import pytest
from builders import add_legal, add_natural, add_product, add_products, founded_shop
from hypothesis import example, given
from hypothesis import strategies as st

from bakala_desktop.services.catalog import search_products
from bakala_desktop.services.customers import search_customers, update_customer

GOODS = [
    ("R-100", "برنج هاشمی درجه یک"),
    ("R-200", "برنج طارم"),
    ("P-300", "پودر برنج"),
    ("Y-400", "ماست کم‌چرب نمونه"),
    ("N-500", "نیم‌فاصله‌ای عجیب"),
    ("T-600", "چای کیسه‌ای ۲۰ عددی"),
    ("C-700", "Café Crème 250 گرم"),
    ("Z-800", "خوش‌برنجک"),
]


@pytest.fixture(scope="module")
def library(tmp_path_factory, shop_template):
    """A shop with a shelf of goods that no test changes."""
    shop = founded_shop(tmp_path_factory.mktemp("library"), template=shop_template)
    add_products(shop, [{"sku": sku, "title": title, "barcode": f"62600{sku[2:]}"} for sku, title in GOODS])
    yield shop
    shop.database.close()


def found(shop, text, limit=60):
    return [product.sku for product in search_products(shop, text, limit)]


def test_titles_that_begin_so_come_first_then_words_that_begin_so_then_the_rest(library):
    assert found(library, "برنج") == ["R-100", "R-200", "P-300", "Z-800"]


def test_whole_words_come_before_words_that_only_begin_so(tmp_path, shop_template):
    shop = founded_shop(tmp_path, template=shop_template)
    titles = ["گلابی نمونه", "شامپو گلرنگ", "شامپو گل", "گل کلم", "عسل گلستان"]
    add_products(shop, [{"sku": title, "title": title} for title in titles])
    expected = ["گل کلم", "گلابی نمونه", "شامپو گل", "شامپو گلرنگ", "عسل گلستان"]
    assert [p.title for p in search_products(shop, "گل")] == expected
    shop.database.close()


def test_words_written_together_find_those_written_apart_after_their_own(tmp_path, shop_template):
    shop = founded_shop(tmp_path, template=shop_template)
    titles = ["لپ تاپ نمونه", "رم لپتاپ", "لپ‌تاپ کوچک", "تاپ لپ"]
    add_products(shop, [{"sku": f"LT-{n}", "title": title} for n, title in enumerate(titles)])
    assert found(shop, "لپتاپ") == ["LT-1", "LT-0", "LT-2"]
    assert found(shop, "لپتا کوچ") == ["LT-2"]
    assert found(shop, "lt2") == ["LT-2"]
    shop.database.close()


@pytest.mark.parametrize(
    ("text", "sku"),
    [
        ("هاش", "R-100"),
        ("برنجهاشمی", "R-100"),
        ("r100", "R-100"),
        ("fvk[ihald", "R-100"),
        ("درجه برن", "R-100"),
        ("هاشمى", "R-100"),
        ("هاشمي برنج", "R-100"),
        ("كم چرب", "Y-400"),
        ("کم‌چرب", "Y-400"),
        ("کم\u200c\u200cچرب", "Y-400"),
        ("نيم فاصله", "N-500"),
        ("فاصله", "N-500"),
        ("اصله", "N-500"),
        ("۲۰ عدد", "T-600"),
        ("٢٠ عدد", "T-600"),
        ("20 عدد", "T-600"),
        ("cafe", "C-700"),
        ("CRÈME", "C-700"),
        ("t-600", "T-600"),
        ("۶۰۰", "T-600"),
        ("62600600", "T-600"),
        ("600600", "T-600"),
        # The same keys on the other keyboard layout.
        ("fvk[ iha", "R-100"),
    ],
)
def test_goods_are_found_by(library, text, sku):
    assert found(library, text)[0] == sku


@pytest.mark.parametrize("text", ["", " ", "\u200c", "«»", "…", "برنج خودرو", "xyzzy", "\x00"])
def test_nothing_is_found_by(library, text):
    assert found(library, text) == []


def test_the_other_layout_is_not_tried_where_letters_would_be_lost(library):
    # On the other layout «XL» gives marks without a letter, and 600 alone would find goods of other codes.
    assert found(library, "XL-600") == []


def test_every_word_must_be_there(library):
    assert found(library, "برنج طارم") == ["R-200"]
    assert found(library, "رنج پود") == ["P-300"]


def test_an_exact_code_comes_first_and_once(library):
    assert found(library, "P-300")[0] == "P-300"
    assert found(library, "62600300") == ["P-300"]


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_a_limit_keeps_the_best(library, limit):
    assert found(library, "برنج", limit) == ["R-100", "R-200", "P-300"][:limit]


HOSTILE = [
    '"', '""', '"برنج', "برنج*", "*", "^برنج", "برنج OR طارم", "NOT", "AND", "NEAR(برنج طارم, 2)", "title:برنج", "a:b",
    "(برنج", ")", "-برنج", "+", "برنج -طارم", "{title codes}: برنج", "'; DROP TABLE products; --", "%", "_", "\\",
    "برنج\x00طارم", "\ud800", "🍚", "a" * 5000, "ب " * 2000, "\u0301", "ﷺ", "½", "𞤀𞤁𞤂", "ᏸ", "ℌ𝔞",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_sign_of_the_search_engine_breaks_a_search(library, text):
    search_products(library, text)
    search_customers(library, text)


@given(st.text(st.characters(), max_size=30))
@example('" OR *')
def test_no_text_breaks_a_search(library, text):
    search_products(library, text)


fts_signs = st.text(string.punctuation + string.whitespace + "\x00برنجOR ANDNEAR۱۲", max_size=20)


@given(fts_signs)
def test_no_syntax_breaks_a_search(library, text):
    search_customers(library, text)


def test_words_of_the_engine_are_words(library):
    # «OR» must not join: a title with neither word is not found by either.
    assert found(library, "طارم OR ماست") == []


def test_a_changed_title_is_found_by_its_new_words_only(shop):
    product = add_product(shop, sku="A-1", title="شامپوی قدیمی")
    with shop.write("test") as work:
        work.products.replace([type(product)(**{**_fields(product), "title": "صابون تازه"})])
    assert found(shop, "شامپو") == found(shop, "امپو") == found(shop, "قدیمی") == []
    assert found(shop, "صابون") == found(shop, "ابون") == found(shop, "A-1") == ["A-1"]


def _fields(product):
    return {name: getattr(product, name) for name in product.__slots__}


def test_customers_are_found_by_name_mobile_and_codes(shop):
    person, firm = add_natural(shop, first_name="نگار", last_name="آزمونی‌پور"), add_legal(shop)
    for text in ("نگار", "ازموني", "پور", "زمون", "09120000001", "۰۹۱۲۰۰۰", "0000001", "0012345679", "نگار آزمونی"):
        assert search_customers(shop, text)[0] == person
    for text in ("آزمون گستر", "14003778990", "02188000000", "شرکت"):
        assert search_customers(shop, text)[0] == firm


def test_a_changed_customer_is_found_by_the_new_words_only(shop):
    person = add_natural(shop, last_name="قدیمیان")
    changed = update_customer(shop, person.id, {"last_name": "تازه‌پور", "mobile": "09350000002"})
    for text in ("قدیمیان", "دیمی", "09120000001", "قد"):
        assert search_customers(shop, text) == ()
    for text in ("تازه", "ازه", "09350000002", "0012345679"):
        assert search_customers(shop, text) == (changed,)


def test_a_large_limit_is_met(shop):
    add_products(shop, [{"title": f"کبریت نمونهٔ {n}"} for n in range(350)])
    assert len(found(shop, "کبریت", 340)) == 340
    assert len(found(shop, "بریت", 340)) == 340
    assert len(found(shop, "نمون", 1000)) == 350


def test_the_indexes_agree_with_themselves(shop):
    person = add_natural(shop)
    for n in range(5):
        update_customer(shop, person.id, {"last_name": f"نام {n}"})
    with shop.write("test") as work:
        for table in ("customers_words", "customers_grams"):
            work.connection.exec_driver_sql(f"INSERT INTO {table}({table}) VALUES('integrity-check')")
