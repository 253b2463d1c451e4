"""The forms of ``ui/``, drawn in Qt Designer and loaded at run time, with the program's own widgets in them.

A presenter names the widgets it works with; a form that lacks one is refused when it is loaded, not when it
is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from PySide6.QtCore import QFile, QIODevice, QObject
from PySide6.QtUiTools import QUiLoader
from PySide6.QtWidgets import QWidget

from bakala_desktop import paths

Child = TypeVar("Child", bound=QObject)


class FormError(Exception):
    """A form and the code that uses it do not fit: a mistake in the program, not of its user."""


def load_form(
    name: str,
    names: Iterable[str] | type = (),
    parent: QWidget | None = None,
    widgets: Iterable[type[QWidget]] | None = None,
) -> QWidget:
    """Return the form ``ui/<name>.ui``; ``widgets`` are the program's own in it, all of them if not given.

    ``names`` are the object names that must be in it, or a presenter class whose ``names`` says so; a
    mapping also gives the class each must have. Raises FileNotFoundError, or FormError that names the file
    and what is wrong.
    """
    path = paths.ui_file(name)
    loader = QUiLoader()
    for widget_class in _own_widgets() if widgets is None else widgets:
        loader.registerCustomWidget(widget_class)
    file = QFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise FormError(f"{path}: {file.errorString()}")
    form = loader.load(file, parent)
    file.close()
    if form is None:
        raise FormError(f"{path}: {loader.errorString()}")
    _check(form, names, str(path))
    return form


def child(form: QWidget, kind: type[Child], name: str) -> Child:
    """Return the widget of that name and class. Raises FormError if the form has none."""
    found = form.findChild(QObject, name)
    if not isinstance(found, kind):
        raise FormError(f"{form.objectName()}: no {kind.__name__} named {name!r}")
    return found


def _own_widgets() -> Iterable[type[QWidget]]:
    # Half of a start's imports: a form that needs none of them, such as the sign-in, is painted without.
    from bakala_desktop.gui.widgets import CUSTOM_WIDGETS

    return CUSTOM_WIDGETS


def _check(form: QWidget, names: Iterable[str] | type, path: str) -> None:
    declared = getattr(names, "names", ()) if isinstance(names, type) else names
    kinds: Mapping[str, type[QObject]] = declared if isinstance(declared, Mapping) else dict.fromkeys(declared, QObject)
    wrong = []
    for name, kind in kinds.items():
        found = form.findChild(QObject, name)
        if found is None:
            wrong.append(f"no widget named {name!r}")
        elif not isinstance(found, kind):
            wrong.append(f"{name!r} is a {type(found).__name__}, not a {kind.__name__}")
    if wrong:
        raise FormError(f"{path}: {'; '.join(wrong)}")
