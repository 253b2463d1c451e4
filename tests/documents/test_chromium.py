"""The real Chromium, in a window: its search box finds a product and a customer, and all of a paper can be copied."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from paper_extraction import extraction
from paper_hearing import said
from pdf_reading import without_marks
from sample_papers import paper


def _tool() -> ModuleType:
    path = Path(__file__).parents[2] / "tools" / "look_in_chromium.py"
    spec = importlib.util.spec_from_file_location("look_in_chromium", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


LOOK = _tool()
needs_chromium = pytest.mark.skipif(bool(LOOK.what_is_missing()), reason=LOOK.what_is_missing() or "present")


@needs_chromium
@pytest.mark.timeout(120)
def test_chromium_finds_a_product_and_a_customer_and_copies_the_invoice(tmp_path):
    file = tmp_path / "invoice.pdf"
    file.write_bytes(paper("invoice"))
    with LOOK.viewer(file) as shown:
        found = [shown.finds(phrase) for phrase in ("برنج ایرانی طارم هاشمی ۱۰ کیلوگرمی", "فروشگاه زنجیره‌ای آزمون")]
        is_found_nowhere = shown.finds("برنج هندی", seconds=1)
        copied = extraction(said(paper("invoice")), without_marks(shown.copied()))
    assert found == [True, True]
    assert not is_found_nowhere
    assert copied.words > 0.95
    assert copied.figures == 1


def test_a_browser_that_is_not_installed_is_said_and_is_no_fault(monkeypatch, capsys):
    monkeypatch.setenv("PATH", "")
    assert LOOK.main(["nowhere.pdf"]) == 0
    assert "skipped, not installed: chromium, Xvfb" in capsys.readouterr().err
