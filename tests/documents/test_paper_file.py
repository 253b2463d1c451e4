"""A paper read back: a change of any one byte is found, also in the signature, and no bytes make the reading fail."""

import random
import tracemalloc
from binascii import hexlify
from datetime import timedelta
from functools import lru_cache
from hashlib import sha256
from io import BytesIO

import pikepdf
import pytest
from asn1crypto import cms
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from sample_signers import NOW, PASSPHRASE, SHOP, SINCE, SNAPSHOT, UNTIL, issued, made, small_paper

from bakala_desktop.documents import pades, paper_file, paper_signature
from bakala_desktop.documents.about import About, Attachment
from bakala_desktop.documents.page import Paper
from bakala_desktop.documents.paper_file import FINDINGS, PaperFile, read_paper
from bakala_desktop.documents.seal import UNSEALED, sealed
from bakala_desktop.documents.signing import load_signer, sign

REASON = "صدور صورتحساب"


@lru_cache
def signer(kind: str = "ec"):
    return load_signer((issued() if kind == "issued" else made(kind)).pkcs12(), PASSPHRASE, NOW)


@lru_cache
def signed_paper(kind: str = "ec") -> bytes:
    return sign(small_paper(), signer(kind), NOW, REASON)


def gap_of(pdf: bytes) -> tuple[int, int]:
    """Where the hex digits of the container stand."""
    start = pdf.rindex(b"/Contents <") + len(b"/Contents <")
    return start, pdf.index(b">", start)


def changed(pdf: bytes, place: int, byte: int) -> bytes:
    return pdf[:place] + bytes([byte]) + pdf[place + 1 :]


def unfound(pdf: bytes, places, change) -> list[int]:
    """The places at which a change is not found."""
    return [place for place in places if not read_paper(changed(pdf, place, change(pdf[place]))).findings]


def test_a_good_paper_says_what_it_is():
    pdf = small_paper()
    paper = read_paper(pdf)
    assert paper == PaperFile((), sha256(pdf).hexdigest(), (SNAPSHOT,), None)
    assert paper.snapshot == SNAPSHOT
    assert paper.snapshot_digest == sha256(SNAPSHOT.encode()).hexdigest()


@pytest.mark.parametrize("kind", ["rsa", "ec", "ec384", "issued"])
def test_a_signed_paper_says_by_whom(kind):
    pdf = signed_paper(kind)
    paper = read_paper(pdf)
    assert (paper.findings, paper.digest, paper.snapshot) == ((), sha256(pdf).hexdigest(), SNAPSHOT)
    assert paper.signature is not None
    assert paper.signature.certificate == signer(kind).certificate
    assert (paper.signature.certificate.subject, paper.signature.reason) == (SHOP, REASON)
    assert paper.signature.signed_at == NOW


def test_the_snapshot_is_the_file_that_readers_of_pdf_show():
    with pikepdf.open(BytesIO(small_paper())) as pdf:
        assert pdf.attachments["snapshot.json"].get_file().read_bytes().decode() == read_paper(small_paper()).snapshot


def test_a_file_with_several_documents_says_all_in_their_order():
    def attachment(number: int) -> Attachment:
        return Attachment(f"{9 - number}.json", f'{{"number":{number}}}'.encode(), NOW, "")

    paper = Paper(About("a", "b", "c", NOW), attachments=[attachment(1)])
    for number in (2, 3):
        paper.next_document([attachment(number)])
    read = read_paper(paper.finish().pdf)
    assert read.findings == ()
    assert read.snapshots == ('{"number":1}', '{"number":2}', '{"number":3}')
    assert read.snapshot is None
    assert read.snapshot_digest is None


def test_a_report_has_a_seal_and_no_snapshot():
    paper = read_paper(Paper(About("a", "b", "c", NOW)).finish().pdf)
    assert (paper.findings, paper.snapshots) == ((), ())


def test_every_byte_of_a_paper_is_watched():
    pdf = small_paper()
    assert unfound(pdf, range(len(pdf)), lambda byte: byte ^ 1) == []
    assert unfound(pdf, range(0, len(pdf), 5), lambda byte: byte ^ 0x20) == []


def test_every_byte_of_the_container_is_watched():
    # It is the one thing that a signature does not cover. Another hex digit keeps it readable all the way.
    pdf = signed_paper()
    start, end = gap_of(pdf)
    digits = b"0123456789ABCDEF"
    assert unfound(pdf, range(start, end), lambda byte: digits[(digits.index(byte) + 1) % 16]) == []


@pytest.mark.parametrize("kind", ["rsa", "issued"])
def test_other_containers_are_watched_too(kind):
    pdf = signed_paper(kind)
    start, end = gap_of(pdf)
    digits = b"0123456789ABCDEF"
    assert unfound(pdf, range(start, end, 13), lambda byte: digits[digits.index(byte) ^ 8]) == []


def test_small_hex_digits_and_other_bytes_in_the_container_are_found():
    pdf = signed_paper()
    letters = [place for place in range(*gap_of(pdf)) if pdf[place] > ord("9")]
    assert unfound(pdf, letters[::7], lambda byte: byte | 0x20) == []
    assert unfound(pdf, range(*gap_of(pdf), 31), lambda byte: ord(" ")) == []


def test_every_other_byte_of_a_signed_paper_is_watched():
    pdf = signed_paper()
    start, end = gap_of(pdf)
    outside = [*range(0, len(small_paper()), 17), *range(len(small_paper()), start, 3), *range(end, len(pdf), 3)]
    assert unfound(pdf, outside, lambda byte: byte ^ 1) == []


@pytest.mark.parametrize("tail", [b"\n", b" ", b"\0", b"%\n", b"1 0 obj\n<<>>\nendobj\n", b"x" * 3_000_000])
def test_what_is_appended_is_found(tail):
    assert read_paper(small_paper() + tail).findings == ("paper_extended",)
    assert read_paper(signed_paper() + tail).findings in (("signature_broken",), ("paper_extended",))


def test_no_part_of_a_paper_passes_for_the_whole():
    pdf = signed_paper()
    lengths = {*range(0, len(pdf), 29), len(small_paper()) - 1, len(small_paper()) + 1, len(pdf) - 1}
    assert [length for length in lengths if not read_paper(pdf[:length]).findings] == []
    assert [length for length in range(1, len(pdf), 29) if not read_paper(pdf[length:]).findings] == []
    # What was sealed is a whole paper again, unsigned; the record knows that another file was written.
    assert read_paper(pdf[: len(small_paper())]).signature is None


def test_a_paper_that_lost_its_end_still_says_which_it_claims_to_be():
    paper = read_paper(small_paper()[:-20])
    assert (paper.findings, paper.snapshot) == (("paper_altered",), SNAPSHOT)


def test_a_second_signature_is_one_too_many(monkeypatch):
    with pytest.raises(ValueError, match="once"):
        sign(signed_paper(), signer("rsa"), NOW)
    monkeypatch.setattr(pades, "FIELD", "Another")
    other = signer("rsa")
    twice = pades.append_signature(signed_paper(), NOW, "", other.longest, other.container)
    assert read_paper(twice).findings == ("signature_broken",)


def with_container(change, room: int = 600) -> bytes:
    """A paper whose signature container was changed by ``change`` before it was put in."""
    return pades.append_signature(
        small_paper(), NOW, "", signer().longest + room, lambda digest: change(signer().container(digest))
    )


def test_room_behind_the_container_is_for_zeros_alone():
    assert read_paper(with_container(lambda der: der)).findings == ()
    assert read_paper(with_container(lambda der: der + b"\0\0\1")).findings == ("signature_broken",)


def _with_unsigned_attribute(der: bytes) -> bytes:
    whole = cms.ContentInfo.load(der)
    info = whole["content"]["signer_infos"][0]
    info["unsigned_attrs"] = [{"type": "signing_time", "values": [cms.Time({"utc_time": NOW})]}]
    return whole.dump(force=True)


def _with_another_version(der: bytes) -> bytes:
    whole = cms.ContentInfo.load(der)
    whole["content"]["version"] = "v3"
    return whole.dump(force=True)


def _with_another_certificate(der: bytes) -> bytes:
    whole = cms.ContentInfo.load(der)
    other = cms.ContentInfo.load(signer("rsa").container(bytes(32)))["content"]["certificates"][0]
    whole["content"]["certificates"].append(other)
    return whole.dump(force=True)


def _with_two_signers(der: bytes) -> bytes:
    whole = cms.ContentInfo.load(der)
    whole["content"]["signer_infos"].append(whole["content"]["signer_infos"][0])
    return whole.dump(force=True)


def _in_another_encoding(der: bytes) -> bytes:
    # The length of the whole in more bytes than it needs: BER, which most readers take.
    assert der[1] == 0x82
    return der[:1] + b"\x83\0" + der[2:]


@pytest.mark.parametrize(
    "change",
    [
        _with_unsigned_attribute,
        _with_another_version,
        _with_another_certificate,
        _with_two_signers,
        _in_another_encoding,
        lambda der: b"",
        lambda der: bytes(300),
        lambda der: b"0\x80" * 500,
        lambda der: der[:-1],
    ],
)
def test_a_container_of_another_form_is_found(change):
    assert read_paper(with_container(change, room=2000)).findings == ("signature_broken",)


def test_a_signature_over_another_paper_is_found():
    other = sign(small_paper(SNAPSHOT.replace("آزمون", "نمونه")), signer(), NOW, REASON)
    (start, end), (own_start, own_end) = gap_of(other), gap_of(signed_paper())
    assert end - start == own_end - own_start
    mixed = signed_paper()[:own_start] + other[start:end] + signed_paper()[own_end:]
    assert read_paper(mixed).findings == ("signature_broken",)


def test_a_certificate_that_had_run_out_is_named_and_one_that_runs_out_later_is_not():
    def at(moment):
        return read_paper(pades.append_signature(small_paper(), moment, "", signer().longest, signer().container))

    assert at(UNTIL).findings == at(SINCE).findings == ()
    assert at(UNTIL + timedelta(seconds=1)).findings == ("signature_certificate_expired",)
    assert at(SINCE - timedelta(seconds=1)).findings == ("signature_certificate_not_yet_valid",)
    assert at(UNTIL + timedelta(days=1)).signature.certificate.valid_to == UNTIL


def forged(change) -> bytes:
    """A sealed paper with an update by somebody else, who signs the whole with a certificate of their own."""
    stream = BytesIO(small_paper())
    writer = pades._Appending(stream)
    embedding = PdfCMSEmbedder(SigFieldSpec(pades.FIELD)).write_cms(pades.FIELD, writer)
    field = next(embedding).get_object()
    page = writer.root["/Pages"]["/Kids"][0]
    unsigned = SignatureObject(timestamp=NOW, subfilter=SigSeedSubFilter.PADES, bytes_reserved=2 * signer().longest)
    embedding.send(SigObjSetup(unsigned))
    change(writer, page, field)
    prepared, _ = embedding.send(SigIOSetup("sha256", in_place=True))
    embedding.send(signer().container(prepared.document_digest))
    return stream.getvalue()


def _other_content(writer, page, field):
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"0 0 500 500 re f"))


def _picture_on_the_field(writer, page, field):
    drawn = generic.StreamObject({pdf_name("/Subtype"): pdf_name("/Form")}, stream_data=b"0 0 500 500 re f")
    field["/AP"] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(drawn)})


def _visible_field(writer, page, field):
    field["/Rect"] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 500, 500)))


def _another_annotation(writer, page, field):
    page["/Annots"].append(writer.add_object(generic.DictionaryObject({pdf_name("/Subtype"): pdf_name("/Square")})))


def _action_on_opening(writer, page, field):
    writer.root["/OpenAction"] = generic.DictionaryObject({pdf_name("/S"): pdf_name("/Named")})


def _other_object(writer, page, field):
    writer.objects[(0, 1)] = generic.DictionaryObject(writer.root["/Pages"])


def _other_information(writer, page, field):
    writer.set_info(writer.add_object(generic.DictionaryObject({pdf_name("/Title"): generic.pdf_string("دیگر")})))


def _filled_form(writer, page, field):
    writer.root["/AcroForm"]["/NeedAppearances"] = generic.BooleanObject(True)


def _script_on_the_field(writer, page, field):
    field["/A"] = generic.DictionaryObject({pdf_name("/S"): pdf_name("/JavaScript")})


def test_an_update_that_only_signs_is_let_pass():
    assert read_paper(forged(lambda writer, page, field: None)).findings == ()


@pytest.mark.parametrize(
    "change",
    [
        _other_content,
        _picture_on_the_field,
        _visible_field,
        _another_annotation,
        _action_on_opening,
        _other_object,
        _other_information,
        _filled_form,
        _script_on_the_field,
    ],
)
def test_nothing_can_be_laid_over_a_sealed_paper_and_signed(change, monkeypatch):
    pdf = forged(change)
    assert read_paper(pdf).findings == ("signature_broken",)
    # The signature itself holds: it is the look through the update that finds it.
    monkeypatch.setattr(pades, "read_update", lambda *_: (NOW, ""))
    assert read_paper(pdf).findings == ()


def test_a_signature_that_stands_beside_the_field_is_not_taken_for_it(monkeypatch):
    # Readers of PDF follow the field; a container that holds lies in an object that nothing points to.
    monkeypatch.setattr("os.urandom", bytes)

    def beside(byte_range):
        def change(writer, page, field):
            values = {"/Type": pdf_name("/Sig"), "/Filter": pdf_name("/Adobe.PPKLite"), "/M": generic.pdf_date(NOW)}
            values |= {"/SubFilter": SigSeedSubFilter.PADES.value, "/Contents": generic.ByteStringObject(b"nothing")}
            values["/ByteRange"] = generic.ArrayObject(map(generic.NumberObject, byte_range))
            field["/V"] = writer.add_object(generic.DictionaryObject({pdf_name(k): v for k, v in values.items()}))

        return change

    def range_of(pdf: bytes) -> list[int]:
        (place,) = paper_signature._PLACE.finditer(pdf, len(small_paper()))
        return [0, place.start(1) - 1, place.end(1) + 1, len(pdf) - place.end(1) - 1]

    sizes = [0, 4000, 5000, 400]
    while (pdf := forged(beside(sizes))) and range_of(pdf) != sizes:
        sizes = range_of(pdf)
    assert read_paper(pdf).findings == ("signature_broken",)
    monkeypatch.setattr(pades, "read_update", lambda *_: (NOW, ""))
    assert read_paper(pdf).findings == ()


def signed_by_hand(before: bytes, after: bytes) -> bytes:
    """Bytes behind a sealed paper with a signature that holds, whatever else stands there."""
    room = 2 * signer().longest
    head = small_paper() + before + b"<</Contents <"
    end = len(head) + room + 1

    def tail(rest: int) -> bytes:
        return b">\n/ByteRange [0 %d %d %d]>>\n" % (len(head) - 1, end, rest) + after

    rest = tail(0)
    while len(tail(len(rest) - 1)) != len(rest):
        rest = tail(len(rest) - 1)
    rest = tail(len(rest) - 1)
    digest = sha256(head[:-1] + rest[1:]).digest()
    return head + hexlify(signer().container(digest)).upper().ljust(room, b"0") + rest


@pytest.mark.parametrize(
    "after",
    [
        b"xref\n0 0\ntrailer\n<</Root " + b"[" * 200_000 + b"\nstartxref\n{}\n%%EOF\n",
        b"xref\n0 0\ntrailer\n<</Root " + b"<</A" * 200_000 + b"\nstartxref\n{}\n%%EOF\n",
        b"xref\n0 0\ntrailer\n<</Size 1/Root 1 0 R/Prev {}>>\nstartxref\n{}\n%%EOF\n",
        b"xref\n0 99999999\ntrailer\n<</Size 1/Root 1 0 R>>\nstartxref\n{}\n%%EOF\n",
        b"startxref\n99999999999999999999\n%%EOF\n",
        b"startxref\n-5\n%%EOF\n",
        b"",
    ],
)
def test_signed_bytes_that_were_made_for_harm_are_found(after, monkeypatch):
    place = len(signed_by_hand(b"", b""))
    pdf = signed_by_hand(b"", after.replace(b"{}", str(place).encode()))
    paper = read_paper(pdf)
    assert (paper.findings, paper.signature) == (("signature_broken",), None)
    # The signature itself holds: it is the look through the update that finds it.
    monkeypatch.setattr(pades, "read_update", lambda *_: (NOW, ""))
    assert read_paper(pdf).findings == ()


def test_what_is_no_paper_is_named_as_what_it_is():
    foreign = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(foreign)
    assert read_paper(foreign.getvalue()).findings == ("paper_foreign",)
    assert read_paper(foreign.getvalue()[: len(foreign.getvalue()) // 2]).findings == ("paper_foreign",)
    assert read_paper(b"junk before it\n" + foreign.getvalue()).findings == ("paper_foreign",)
    for data in (b"", b"%PDF", b"PK\3\4", "گواهی".encode(), bytes(1000), b"<html>%PDX-1.7</html>"):
        assert read_paper(data).findings == ("paper_not_pdf",)


def test_a_signed_paper_of_somebody_else_is_foreign():
    assert read_paper(b"%PDF-1.7\n/Contents <00>/ByteRange [0 1 2 3]\n").findings == ("paper_foreign",)


def test_a_large_file_of_zeros_takes_no_further_memory():
    zeros = bytes(200 << 20)
    tracemalloc.start()
    try:
        assert read_paper(zeros).findings == ("paper_not_pdf",)
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("bomb", [b"[" * 1_000_000, b"<</A" * 500_000, b"/BKLA" * 200_000, b"/BKLA_Length 1" * 100_000])
def test_deep_nesting_is_not_followed(bomb):
    assert read_paper(b"%PDF-1.7\n" + bomb).findings in (("paper_foreign",), ("paper_altered",))
    whole = sealed(b"%PDF-1.7\n" + UNSEALED.encode() + bomb)
    assert read_paper(whole).findings in ((), ("paper_altered",))
    assert read_paper(whole).snapshots == ()


def test_a_snapshot_that_unpacks_without_end_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(paper_file, "LARGEST_SNAPSHOT", 100_000)
    assert read_paper(small_paper("x" * 100_000)).snapshot == "x" * 100_000
    assert read_paper(small_paper("x" * 100_001)).snapshots == ()


@pytest.mark.parametrize("data", [b"\xff\xfe", b"\xed\xa0\x80"])
def test_a_snapshot_that_is_no_text_is_none(data):
    paper = Paper(About("a", "b", "c", NOW), attachments=[Attachment("a.json", data, NOW, "")])
    assert read_paper(paper.finish().pdf).snapshots == ()


def test_several_changes_at_once_are_found():
    chance = random.Random(1405)
    for _ in range(200):
        pdf = bytearray(signed_paper())
        for _ in range(chance.randint(2, 40)):
            pdf[chance.randrange(len(pdf))] ^= chance.randint(1, 255)
        assert read_paper(bytes(pdf)).findings, bytes(pdf)


@given(st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.7\n", b"%PDF-1.7\n%BKLA\n"]))
def test_no_bytes_make_the_reading_fail(data, head):
    paper = read_paper(head + data)
    assert paper.findings
    assert set(paper.findings) <= FINDINGS


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_no_bytes_behind_a_paper_make_the_reading_fail(before, after):
    assert read_paper(small_paper() + before + b"/ByteRange" + after).findings == ("signature_broken",)
