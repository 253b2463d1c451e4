"""What a shop's profile still lacks, for the form's cells and for a certificate."""

import pytest
from builders import PROFILE

from bakala_desktop.domain.seller_needs import missing_for_certificate, missing_for_invoice
from bakala_desktop.domain.shop_profile import checked_profile

REGISTRATION = {"number": "1234", "from": "1405/01/01", "to": "1405/12/29"}
NATURAL = {"name": "فروشگاه آزمون", "kind": "natural"}


def test_a_whole_profile_lacks_nothing():
    shop = checked_profile(PROFILE | {"vat_certificate": REGISTRATION})
    assert missing_for_invoice(shop) == missing_for_certificate(shop) == ()


@pytest.mark.parametrize("name", ["registration_number", "province", "city", "address", "postal_code"])
def test_an_empty_cell_of_the_form_is_named(name):
    shop = checked_profile({key: value for key, value in PROFILE.items() if key != name})
    assert missing_for_invoice(shop) == (name,)


def test_the_national_id_of_a_legal_person_serves_as_its_economic_code():
    given = {key: value for key, value in PROFILE.items() if key != "economic_code"}
    assert missing_for_invoice(checked_profile(given)) == ()


def test_a_natural_person_has_no_register_number():
    missing = missing_for_invoice(checked_profile(NATURAL))
    assert missing == ("national_id", "economic_code", "province", "city", "address", "postal_code", "phones")


def test_a_certificate_asks_for_the_registration_and_not_for_the_city():
    missing = missing_for_certificate(checked_profile(NATURAL))
    assert missing == ("national_id", "economic_code", "address", "postal_code", "vat_certificate")
