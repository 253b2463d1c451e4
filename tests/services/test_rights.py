"""Every use case asks for its right, on every call and before it looks at anything else (R16)."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from dataclasses import replace

import pytest
from builders import add_product, as_role, card, cart
from evidence import everything

from bakala_desktop import services
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.staff import RIGHTS, Permission, Role
from bakala_desktop.services import backup, catalog, founding
from bakala_desktop.services.access import change_own_password, sign_out
from bakala_desktop.services.customers import search_customers
from bakala_desktop.services.sell import complete_sale
from bakala_desktop.services.staff import disable_user

OPEN = {"access.sign_in", "access.sign_out", "founding.is_founded", "founding.found_shop", "backup.restore_new"}
"""Use cases of somebody who is not signed in yet: each has its own guard, tested below or with its room."""

OWN_PASSWORD = "access.change_own_password"

RIGHT = {
    "backup.back_up": Permission.BACK_UP,
    "backup.restore": Permission.RESTORE,
    "catalog.scan": Permission.SELL,
    "catalog.line_for": Permission.SELL,
    "catalog.search_products": None,
    "catalog.list_products": None,
    "catalog.list_categories": None,
    "catalog.create_product": Permission.EDIT_PRODUCTS,
    "certificates.issue_certificate": Permission.CERTIFY,
    "certificates.preview_certificate": Permission.CERTIFY,
    "corrections.cancel_invoice": Permission.CORRECT_DOCUMENTS,
    "corrections.correct_invoice": Permission.CORRECT_DOCUMENTS,
    "corrections.make_official": Permission.SELL,
    "customers.search_customers": None,
    "customers.get_customer": None,
    "customers.create_customer": Permission.EDIT_CUSTOMERS,
    "customers.update_customer": Permission.EDIT_CUSTOMERS,
    "delivery_papers.draw_labels": Permission.PRINT_DOCUMENTS,
    "delivery_papers.draw_slip": Permission.PRINT_DOCUMENTS,
    "document_links.list_issuers": Permission.PRINT_DOCUMENTS,
    "document_links.list_later_documents": Permission.PRINT_DOCUMENTS,
    "exports.export_documents": Permission.PRINT_DOCUMENTS,
    "exports.serial_list": Permission.VIEW_REPORTS,
    "imports.import_products": Permission.IMPORT,
    "imports.import_customers": Permission.IMPORT,
    "orders.list_orders": Permission.VIEW_ORDERS,
    "orders.get_order": Permission.VIEW_ORDERS,
    "paper_settings.get_proforma_days": None,
    "paper_settings.get_signing": Permission.EDIT_SETTINGS,
    "paper_settings.get_statement": None,
    "paper_settings.remove_signing": Permission.EDIT_SETTINGS,
    "paper_settings.set_proforma_days": Permission.EDIT_SETTINGS,
    "paper_settings.set_signing": Permission.EDIT_SETTINGS,
    "paper_settings.set_statement": Permission.EDIT_SETTINGS,
    "papers.list_documents": Permission.PRINT_DOCUMENTS,
    "papers.get_document": Permission.PRINT_DOCUMENTS,
    "papers.preview_document": Permission.PRINT_DOCUMENTS,
    "papers.print_document": Permission.PRINT_DOCUMENTS,
    "papers.receipt_raster_of": Permission.PRINT_DOCUMENTS,
    "proformas.issue_proforma_of": Permission.SELL,
    "proformas.open_proforma": Permission.SELL,
    "proof.verify_shop": Permission.VERIFY,
    "reports.draw_table": Permission.VIEW_REPORTS,
    "reports.sales_report": Permission.VIEW_REPORTS,
    "reports.stock_report": Permission.VIEW_REPORTS,
    "reports.vat_report": Permission.VIEW_REPORTS,
    "returns.get_chain": Permission.PRINT_DOCUMENTS,
    "returns.return_goods": Permission.RETURN_GOODS,
    "sell.complete_sale": Permission.SELL,
    "sell.enter_order": Permission.SELL,
    "settings.get_profile": None,
    "settings.set_profile": Permission.EDIT_SETTINGS,
    "settings.get_vat_table": None,
    "settings.set_vat_table": Permission.EDIT_SETTINGS,
    "settings.get_rounding": None,
    "settings.set_rounding": Permission.EDIT_SETTINGS,
    "settings.get_forbid_negative": None,
    "settings.set_forbid_negative": Permission.EDIT_SETTINGS,
    "settings.get_notes": None,
    "settings.set_notes": Permission.EDIT_SETTINGS,
    "settings.set_scale_formats": Permission.EDIT_SETTINGS,
    "staff.add_user": Permission.MANAGE_STAFF,
    "staff.list_users": Permission.MANAGE_STAFF,
    "staff.reset_password": Permission.MANAGE_STAFF,
    "staff.disable_user": Permission.MANAGE_STAFF,
    "verify_papers.verify_paper": Permission.PRINT_DOCUMENTS,
}
"""The right of each use case; None where being signed in is enough. A new use case is entered here."""


def use_cases():
    found = {}
    for module_info in pkgutil.iter_modules(services.__path__):
        module = importlib.import_module(f"{services.__name__}.{module_info.name}")
        for name, function in vars(module).items():
            own = inspect.isfunction(function) and function.__module__ == module.__name__ and name[0] != "_"
            # What is handed a unit of work is a part of use cases and none itself.
            first, second, *_ = [*(inspect.signature(function).parameters if own else ()), "", ""]
            if first == "shop" and second != "work":
                found[f"{module_info.name}.{name}"] = function
    return found


USE_CASES = use_cases()


def call(name, shop):
    """Call a use case with arguments that it must not look at before it has asked for its right."""
    parameters = list(inspect.signature(USE_CASES[name]).parameters.values())[1:]
    needed = [p for p in parameters if p.default is p.empty]
    positional = [object() for p in needed if p.kind is not p.KEYWORD_ONLY]
    return USE_CASES[name](shop, *positional, **{p.name: object() for p in needed if p.kind is p.KEYWORD_ONLY})


def code_of(name, shop):
    with pytest.raises(ShopError) as refusal:
        call(name, shop)
    return refusal.value.code


def test_each_use_case_has_its_right_named_here():
    assert set(USE_CASES) == set(RIGHT) | OPEN | {OWN_PASSWORD}


@pytest.mark.parametrize("name", [*RIGHT, OWN_PASSWORD])
def test_nobody_does_anything_without_signing_in(shop, name):
    assert code_of(name, shop.entered_by(None)) == "not_signed_in"


@pytest.mark.parametrize("name", RIGHT)
def test_whoever_must_set_a_password_does_nothing_else(shop, name):
    waiting = shop.entered_by(replace(shop.session, must_change_password=True))
    assert code_of(name, waiting) == "password_change_required"


@pytest.mark.parametrize("role", Role)
def test_a_role_without_the_right_is_refused_and_nothing_changes(shop, role):
    user = as_role(shop, role)
    before = everything(shop)
    for name, right in RIGHT.items():
        if right is not None and right not in RIGHTS[role]:
            with pytest.raises(ShopError) as refusal:
                call(name, user)
            assert (refusal.value.code, refusal.value.data["permission"]) == ("not_allowed", right.value), name
    assert everything(shop) == before


def test_an_import_of_customers_also_needs_the_right_to_edit_them():
    # The two rights go together in every role so far; should one lose either, the use case asks for both.
    for rights in RIGHTS.values():
        assert Permission.IMPORT not in rights or Permission.EDIT_CUSTOMERS in rights


# The guards of the open ones


def test_a_founded_shop_is_not_founded_again(shop):
    before = everything(shop)
    outside = shop.entered_by(None)
    assert founding.is_founded(outside)
    with pytest.raises(ShopError, match="already_founded"):
        founding.found_shop(outside, "دیگری", "secret-1", {"name": "دیگری"})
    assert everything(shop) == before


def test_a_folder_with_a_shop_is_not_filled_from_a_copy_without_signing_in(shop, tmp_path):
    shop.database.file.copy_to(tmp_path / "copy.db")
    add_product(shop)
    before = everything(shop)
    with pytest.raises(ShopError, match="already_founded"):
        backup.restore_new(shop.entered_by(None), tmp_path / "copy.db")
    assert everything(shop) == before


def test_signing_out_without_a_session_does_nothing(shop):
    before = everything(shop)
    sign_out(shop.entered_by(None))
    assert everything(shop) == before


# In the middle of a session


def test_a_user_disabled_in_the_middle_of_a_session_writes_nothing_more(shop):
    product = add_product(shop)
    cashier = as_role(shop, Role.CASHIER)
    order = cart(cashier, product)
    disable_user(shop, cashier.session.user_name)
    before = everything(shop)
    with pytest.raises(ShopError, match="user_disabled"):
        complete_sale(cashier, order, [card(order.payable)])
    with pytest.raises(ShopError, match="user_disabled"):
        change_own_password(cashier, "another-1407")
    assert everything(shop) == before


def test_anybody_at_work_may_look_for_goods_and_customers(shop):
    for role in Role:
        user = as_role(shop, role)
        assert catalog.search_products(user, "x") == ()
        assert search_customers(user, "x") == ()
