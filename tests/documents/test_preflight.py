"""Apache Preflight, a validator of other hands, on one paper of every drawing and on signed ones."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from sample_papers import paper
from sample_signers import NOW, PASSPHRASE, made

from bakala_desktop.documents.signing import load_signer, sign


def _tool() -> ModuleType:
    path = Path(__file__).parents[2] / "tools" / "preflight.py"
    spec = importlib.util.spec_from_file_location("preflight_of_papers", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PREFLIGHT = _tool()
needs_preflight = pytest.mark.skipif(bool(PREFLIGHT.what_is_missing()), reason=PREFLIGHT.what_is_missing() or "present")


@needs_preflight
@pytest.mark.parametrize(
    "name", ["correction", "certificate of 3", "receipt 58", "report of sales", "slip", "label 60x40"]
)
def test_preflight_finds_nothing_but_what_pdfa_3_allows_on(name):
    assert PREFLIGHT.faults(paper(name)) == []


@needs_preflight
@pytest.mark.parametrize("name", ["invoice", "certificate of 3"])
def test_a_signature_adds_only_what_pdfa_3_allows_to(name):
    signed = sign(paper(name), load_signer(made().pkcs12(), PASSPHRASE, NOW), NOW, "صدور سند")
    # A field that is not seen needs no appearance (ISO 19005-3, 6.3.3); PDF/A-1 wanted one.
    assert {finding.partition(" ")[0] for finding in PREFLIGHT.faults(signed)} <= {"5.3.1"}
