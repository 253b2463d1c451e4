"""``verify-pdf``: whether a paper's file is as it left the program, and whether it agrees with the record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bakala_desktop.cli import persian_papers
from bakala_desktop.cli.answers import DONE, REFUSED, Answer
from bakala_desktop.cli.calling import Call
from bakala_desktop.devices.whole_file import read_whole
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import tehran_iso
from bakala_desktop.gui.messages import sentence
from bakala_desktop.services.verify_papers import PaperFinding, PaperProof, inspect_paper, verify_paper

MOST_BYTES = 500_000_000
"""A larger file is none of ours: a day's invoices in one file take a hundredth of it."""


def verify_pdf(call: Call) -> Answer:
    """Inspect a file; with ``--user`` it is compared with the record too."""
    file: Path = call.options.file
    pdf = read_whole(file, MOST_BYTES)
    proof = verify_paper(call.enter(), pdf) if call.options.user else inspect_paper(pdf)
    shown = shown_proof(proof)
    return Answer(shown, persian_papers.paper_proof(shown), DONE if proof.ok else REFUSED)


def shown_proof(proof: PaperProof) -> dict[str, Any]:
    """Return what ``verify-pdf`` prints; ``record`` has a state for each of the ``documents``, and is null where there
    was nothing to compare them with."""
    signed = proof.signed_by
    return {
        "ok": proof.ok,
        "sha256": proof.sha256,
        "documents": [str(serial) for serial in proof.serials],
        "signature": {"subject": signed.subject, "signed_at": tehran_iso(signed.at)} if signed else None,
        "record": None if proof.states is None else {"states": [state.value for state in proof.states]},
        "findings": [_finding(finding) for finding in proof.findings],
    }


def _finding(finding: PaperFinding) -> dict[str, Any]:
    data = {"serial": finding.serial} if finding.serial else {}
    return {"code": finding.code, "message": sentence(ShopError(finding.code, **data)), "data": data}


COMMANDS = {"verify-pdf": verify_pdf}
