"""Delivery slip and label as values: which cannot be built, and what a label takes from its slip."""

from datetime import UTC, datetime

import pytest

from bakala_desktop.domain.delivery import Addressee, AddressLabel, DeliverySlip, LabelSize, Sender
from bakala_desktop.domain.money import Rial
from bakala_desktop.domain.party import Contact

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def slip(number: str = "1405-A-0000001", to_collect: int = 0, made_at: datetime = AT) -> DeliverySlip:
    sender = Sender("فروشگاه نمونه", Contact())
    return DeliverySlip(sender, number, Addressee(name="مریم آزمونی"), (), made_at, to_collect=Rial(to_collect))


@pytest.mark.parametrize("number", ["", " ", "سفارش", "۱۴۰۵", "A B", "A" * 25, "A\n1"])
def test_an_order_number_fits_a_barcode(number):
    with pytest.raises(ValueError, match="order number"):
        slip(number)


def test_nothing_is_collected_back_and_instants_have_zones():
    with pytest.raises(ValueError, match="not collected"):
        slip(to_collect=-1)
    with pytest.raises(ValueError, match="time zone"):
        slip(made_at=datetime(2026, 11, 22))  # noqa: DTZ001  the case


def test_a_slip_is_paid_when_nothing_is_left_to_collect():
    assert slip().is_paid
    assert not slip(to_collect=1).is_paid


def test_a_delivery_of_several_parcels_has_a_label_for_each():
    made = AddressLabel.of_slip(slip(to_collect=5000), 3)
    assert [(label.parcel, label.parcels) for label in made] == [(1, 3), (2, 3), (3, 3)]
    assert {(label.order_number, label.to_collect, label.recipient.name) for label in made} == {
        ("1405-A-0000001", 5000, "مریم آزمونی")
    }


@pytest.mark.parametrize(("parcel", "parcels"), [(0, 1), (2, 1), (1, 0)])
def test_a_parcel_is_one_of_the_delivery(parcel, parcels):
    good = AddressLabel.of_slip(slip())[0]
    with pytest.raises(ValueError, match="parcel"):
        AddressLabel(good.sender, good.order_number, good.recipient, AT, parcel=parcel, parcels=parcels)


def test_a_delivery_without_parcels_has_no_labels():
    with pytest.raises(ValueError, match="has a parcel"):
        AddressLabel.of_slip(slip(), 0)


def test_a_province_named_as_its_city_is_written_once():
    assert Addressee(province="تهران", city="تهران").place == "تهران"
    assert Addressee(province="فارس", city="شیراز").place == "فارس، شیراز"
    assert Addressee(city="شیراز").place == "شیراز"
    assert Addressee().place == ""


def test_sizes_of_labels_are_in_millimetres():
    assert [size.millimetres for size in LabelSize] == [(100, 70), (60, 40)]
