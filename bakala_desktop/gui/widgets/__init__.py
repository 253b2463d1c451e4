"""The widgets of our own that forms are made of."""

from bakala_desktop.gui.widgets.amount_label import AmountLabel
from bakala_desktop.gui.widgets.cart_view import CartView
from bakala_desktop.gui.widgets.chip_row import ChipRow
from bakala_desktop.gui.widgets.command_button import CommandButton
from bakala_desktop.gui.widgets.customer_view import CustomerView
from bakala_desktop.gui.widgets.day_edit import DayEdit
from bakala_desktop.gui.widgets.document_view import DocumentView
from bakala_desktop.gui.widgets.elided_label import ElidedLabel
from bakala_desktop.gui.widgets.form_field import FormField
from bakala_desktop.gui.widgets.goods_view import GoodsView
from bakala_desktop.gui.widgets.icon_label import IconLabel
from bakala_desktop.gui.widgets.line_table import LineTable
from bakala_desktop.gui.widgets.notice import Notice
from bakala_desktop.gui.widgets.number_edit import AmountEdit, NumberEdit, PercentEdit, QuantityEdit
from bakala_desktop.gui.widgets.numpad import NumPad
from bakala_desktop.gui.widgets.quantity_stepper import QuantityStepper
from bakala_desktop.gui.widgets.search_edit import SearchEdit

CUSTOM_WIDGETS = (
    AmountEdit,
    AmountLabel,
    CartView,
    ChipRow,
    CommandButton,
    CustomerView,
    DayEdit,
    DocumentView,
    ElidedLabel,
    FormField,
    GoodsView,
    IconLabel,
    LineTable,
    Notice,
    NumberEdit,
    NumPad,
    PercentEdit,
    QuantityEdit,
    QuantityStepper,
    SearchEdit,
)
"""The classes that a form may name as a promoted widget."""
