"""Signatures as updates of a PDF: PAdES-B-B (ETSI EN 319 142-1) put there and looked through by pyHanko, offline.

Imported only when a paper is signed or a signed one is read: pyHanko takes a third of a second to load.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.generic import parse_pdf_date
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from bakala_desktop.domain.jalali import TEHRAN

FIELD = "BakalaSignature"
"""The name of the signature field, of which a paper has one."""

_FIELD_KEYS = {"/FT", "/T", "/Type", "/Subtype", "/F", "/Rect", "/P", "/V"}
_SIGNATURE_KEYS = {"/Type", "/Filter", "/SubFilter", "/M", "/Reason", "/ByteRange", "/Contents"}
_DEEPEST_TREE = 50

# What goes wrong is raised; nothing of a paper that is signed belongs into a log.
logging.getLogger("pyhanko").addHandler(logging.NullHandler())
logging.getLogger("pyhanko").propagate = False


def append_signature(
    pdf: bytes, at: datetime, reason: str, longest: int, container_of: Callable[[bytes], bytes]
) -> bytes:
    """Append an invisible signature to a PDF, whose own bytes stay as they are.

    ``container_of`` makes the container of at most ``longest`` bytes from the SHA-256 of what is signed.
    """
    stream = BytesIO(pdf)
    embedding = PdfCMSEmbedder(SigFieldSpec(FIELD)).write_cms(FIELD, _Appending(stream))
    next(embedding)
    unsigned = SignatureObject(
        timestamp=at.astimezone(TEHRAN),
        subfilter=SigSeedSubFilter.PADES,
        reason=reason or None,
        bytes_reserved=2 * longest,
    )
    embedding.send(SigObjSetup(unsigned))
    prepared, _ = embedding.send(SigIOSetup("sha256", in_place=True))
    embedding.send(container_of(prepared.document_digest))
    return stream.getvalue()


class _Appending(IncrementalPdfFileWriter):
    """An update that leaves the metadata alone: they speak of the sealed paper, not of what signed it when."""

    def _update_meta(self) -> None:
        """Keep /Info and XMP, which must agree in PDF/A, as they are."""


def read_update(pdf: bytes, start: int, end: int) -> tuple[datetime, str]:
    """Look through the one update of a signed paper; return when and why it says that it was signed.

    ``start`` and ``end`` bound what the signature leaves out: the container in capital hex between < and >. Only what
    ``append_signature`` writes is let pass: the catalogue gains the form, the first page the invisible field, and all
    else is new; so nobody can lay a picture over the sealed figures and sign that. Raises ValueError for anything
    else; other exceptions of pyHanko mean the same.
    """
    reader: Any = PdfFileReader(BytesIO(pdf))
    _must(reader.xrefs.total_revisions == 2 and not reader.encrypted)
    before = reader.get_historical_resolver(0)
    old_trailer, new_trailer = reader.trailer.flatten(0), reader.trailer.flatten(1)
    _must(all(old_trailer.raw_get(key) == new_trailer.raw_get(key) for key in ("/Root", "/Info")))
    page = _first_page(before.root)
    changed = {one.idnum for one in reader.xrefs.explicit_refs_in_revision(1) if one.idnum < old_trailer["/Size"]}
    _must(changed == {reader.root_ref.idnum, page.container_ref.idnum})
    new_page = reader.get_object(page.container_ref)
    _must(_without(reader.root, "/AcroForm") == dict(before.root) and _without(new_page, "/Annots") == dict(page))
    return _field_says(reader.root["/AcroForm"], new_page["/Annots"], pdf, (start, end))


def _first_page(root: Any) -> Any:
    node = root["/Pages"]
    for _ in range(_DEEPEST_TREE):
        if node["/Type"] == "/Page":
            return node
        node = node["/Kids"][0]
    raise ValueError("a tree of pages without an end")


def _field_says(form: Any, annotations: Any, pdf: bytes, gap: tuple[int, int]) -> tuple[datetime, str]:
    _must(set(form) == {"/Fields", "/SigFlags"} and form["/Fields"] == annotations and len(annotations) == 1)
    field = annotations[0]
    _must(set(field) == _FIELD_KEYS and field["/T"] == FIELD and field["/Subtype"] == "/Widget")
    _must(list(field["/Rect"]) == [0, 0, 0, 0])
    signature = field["/V"]
    _must(set(signature) | {"/Reason"} == _SIGNATURE_KEYS and signature["/SubFilter"] == SigSeedSubFilter.PADES.value)
    start, end = gap
    _must(list(signature["/ByteRange"]) == [0, start, end, len(pdf) - end])
    contents: bytes = signature.raw_get("/Contents").original_bytes
    _must(pdf[start:end] == b"<%b>" % contents.hex().upper().encode("ascii"))
    return parse_pdf_date(signature["/M"], strict=True), str(signature.get("/Reason", ""))


def _without(dictionary: Any, key: str) -> dict[str, Any]:
    """Return the entries of a dictionary but one, which has to be there."""
    entries = dict(dictionary)
    del entries[key]
    return entries


def _must(holds: bool) -> None:
    if not holds:
        raise ValueError("not the update of a paper's signature")
