"""The shop's signature: what its file may be, what is refused in words, and that others find the signature good."""

import logging
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from sample_signers import NOW, PASSPHRASE, SHOP, SINCE, UNTIL, issued, made, small_paper

from bakala_desktop.documents.signing import LARGEST_FILE, load_signer, sign
from bakala_desktop.domain.errors import ShopError
from bakala_desktop.domain.jalali import shop_day

needs_pdfsig = pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler is not installed")
JARS = [
    Path("/usr/share/java", f"{name}.jar")
    for name in ("jaxb-api", "javax.activation", "preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging")
] + [Path("/usr/share/java/commons-io.jar")]


def signer(kind: str = "ec"):
    return load_signer(made(kind).pkcs12(), PASSPHRASE, NOW)


def refusal(pkcs12: bytes, passphrase: str = PASSPHRASE, now: datetime = NOW) -> ShopError:
    with pytest.raises(ShopError) as caught:
        load_signer(pkcs12, passphrase, now)
    return caught.value


@pytest.mark.parametrize("kind", ["rsa", "ec", "ec384"])
def test_others_find_the_signature_whole_and_over_the_whole_file(kind):
    signed = sign(small_paper(), signer(kind), NOW, "صدور صورتحساب")
    (found,) = PdfFileReader(BytesIO(signed)).embedded_signatures
    context = ValidationContext(trust_roots=[found.signer_cert], moment=NOW)
    status = validate_pdf_signature(found, context)
    assert status.bottom_line, status.pretty_print_details()
    assert status.coverage.name == "ENTIRE_FILE"
    assert found.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert found.self_reported_timestamp == NOW
    assert found.sig_object["/Reason"] == "صدور صورتحساب"


@needs_pdfsig
@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_poppler_finds_the_signature_valid(tmp_path, kind):
    file = tmp_path / "paper.pdf"
    file.write_bytes(sign(small_paper(), signer(kind), NOW))
    told = subprocess.run(["pdfsig", file], capture_output=True, text=True, check=False, timeout=60).stdout
    assert "Signature is Valid." in told
    assert "Total document signed" in told
    assert f"Signer Certificate Common Name: {SHOP}" in told


@pytest.mark.parametrize("pages", [1, 1000])
def test_the_paper_itself_is_not_touched(pages):
    pdf = small_paper(pages=pages)
    signed = sign(pdf, signer(), NOW)
    assert signed.startswith(pdf)
    assert len(signed) - len(pdf) < 8000
    with pikepdf.open(BytesIO(pdf)) as before, pikepdf.open(BytesIO(signed)) as after:
        assert len(after.pages) == len(before.pages)
        assert dict(after.docinfo) == dict(before.docinfo)
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert [one.read_bytes() for one in after.pages[0].Contents] == [
            one.read_bytes() for one in before.pages[0].Contents
        ]


def test_the_field_is_invisible_and_printable_as_pdf_a_wants_it():
    with pikepdf.open(BytesIO(sign(small_paper(), signer(), NOW))) as pdf:
        (field,) = pdf.pages[0].Annots
        assert list(field.Rect) == [0, 0, 0, 0]
        assert "/AP" not in field
        assert int(field.F) & 0b111110 == 0b100  # Print, and not Hidden, NoView or the like (ISO 19005-3, 6.3.2)
        assert "/NeedAppearances" not in pdf.Root.AcroForm


@pytest.mark.skipif(shutil.which("java") is None or not all(jar.exists() for jar in JARS), reason="needs Preflight")
def test_the_validator_finds_nothing_in_a_signed_paper_that_it_did_not_find_before(tmp_path):
    def findings(pdf: bytes) -> set[str]:
        file = tmp_path / "paper.pdf"
        file.write_bytes(pdf)
        command = ["java", "-cp", ":".join(map(str, JARS)), "org.apache.pdfbox.preflight.Validator_A1b", str(file)]
        told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=100).stdout
        return set(re.findall(r"^[0-9.]+ : .*$", told, re.MULTILINE))

    pdf = small_paper()
    before = findings(pdf)
    assert before, "the validator of PDF/A-1 has something to say of every PDF/A-3"
    added = findings(sign(pdf, signer(), NOW)) - before
    # A widget without appearance: PDF/A-3 allows it for an empty rectangle (ISO 19005-3, 6.3.3), A-1 did not.
    assert {one for one in added if not one.startswith("5.3.1 : ")} == set()


def test_the_certificates_above_come_with_the_signature():
    signed = sign(small_paper(), load_signer(issued().pkcs12(), PASSPHRASE, NOW), NOW)
    (found,) = PdfFileReader(BytesIO(signed)).embedded_signatures
    assert found.signer_cert.subject.native["common_name"] == SHOP
    assert {one.subject.native["common_name"] for one in found.other_embedded_certs} == {
        "مرجع میانی آزمون",
        "ریشهٔ آزمون",
    }


def test_the_settings_page_is_told_whose_certificate_it_is():
    own = signer().certificate
    assert (own.subject, own.issuer, own.is_self_made) == (SHOP, SHOP, True)
    assert (own.valid_from, own.valid_to) == (SINCE, UNTIL)
    below = load_signer(issued().pkcs12(), PASSPHRASE, NOW).certificate
    assert (below.subject, below.issuer, below.is_self_made) == (SHOP, "مرجع میانی آزمون", False)
    assert below.fingerprint != own.fingerprint
    held = signer()
    assert (held.subject, held.issuer, held.valid_from, held.valid_to) == (SHOP, SHOP, SINCE, UNTIL)


def test_a_file_without_passphrase_is_read():
    assert load_signer(made().pkcs12(""), "", NOW).certificate.subject == SHOP


@pytest.mark.parametrize("data", [b"", b"abc", bytes(5000), b"%PDF-1.7", made().pkcs12()[:-7], bytes(LARGEST_FILE + 1)])
def test_a_file_of_another_kind_is_refused(data):
    assert refusal(data).code == "signing_file_unreadable"


@pytest.mark.parametrize("passphrase", ["", "another", PASSPHRASE + " "])
def test_a_wrong_passphrase_is_refused_and_not_repeated(passphrase):
    error = refusal(made().pkcs12(), passphrase)
    assert (error.code, error.data) == ("signing_passphrase_wrong", {})


def test_a_damaged_file_is_refused():
    data = bytearray(made().pkcs12())
    data[len(data) // 2] ^= 1
    assert refusal(bytes(data)).code in {"signing_passphrase_wrong", "signing_file_unreadable"}


def test_a_file_without_key_or_certificate_is_refused():
    assert refusal(made().pkcs12(with_key=False)).code == "signing_key_missing"
    assert refusal(made().pkcs12(with_certificate=False)).code == "signing_key_missing"


@pytest.mark.parametrize(
    ("kind", "usage", "reason"),
    [
        ("rsa1024", "digital_signature", "key_short"),
        ("ed25519", "digital_signature", "key_kind"),
        ("dsa", "digital_signature", "key_kind"),
        ("koblitz", "digital_signature", "key_kind"),
        ("ec", "key_encipherment", "key_usage"),
    ],
)
def test_a_certificate_that_papers_cannot_be_signed_with_is_refused(kind, usage, reason):
    error = refusal(made(kind, usage=usage).pkcs12())
    assert (error.code, error.data["reason"]) == ("signing_certificate_unsuitable", reason)


def test_an_expired_certificate_is_refused_with_its_last_day():
    error = refusal(made().pkcs12(), now=UNTIL + timedelta(seconds=1))
    assert (error.code, error.data) == ("signing_certificate_expired", {"last_day": shop_day(UNTIL)})


def test_a_certificate_of_tomorrow_is_refused_with_its_first_day():
    error = refusal(made().pkcs12(), now=SINCE - timedelta(seconds=1))
    assert (error.code, error.data) == ("signing_certificate_not_yet_valid", {"first_day": shop_day(SINCE)})


def test_both_ends_of_the_validity_are_in_it():
    assert load_signer(made().pkcs12(), PASSPHRASE, SINCE)
    assert load_signer(made().pkcs12(), PASSPHRASE, UNTIL)


def test_a_key_that_is_held_signs_nothing_once_its_certificate_has_run_out():
    held = signer()
    assert sign(small_paper(), held, UNTIL)
    with pytest.raises(ShopError, match="signing_certificate_expired"):
        sign(small_paper(), held, UNTIL + timedelta(days=1))
    with pytest.raises(ShopError, match="signing_certificate_not_yet_valid"):
        sign(small_paper(), held, SINCE - timedelta(days=1))


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7", small_paper()[:-1], small_paper() + b"\n"])
def test_what_is_no_whole_paper_is_not_signed(pdf):
    with pytest.raises(ValueError, match="sealed"):
        sign(pdf, signer(), NOW)


def test_the_key_is_loaded_once(monkeypatch):
    held = signer("rsa")
    sign(small_paper(), held, NOW)
    from cryptography.hazmat.primitives import serialization

    def loaded(*_args: object, **_names: object) -> None:
        raise AssertionError("the key is loaded again")

    monkeypatch.setattr(serialization, "load_der_private_key", loaded)
    monkeypatch.setattr(serialization, "load_pem_private_key", loaded)
    assert sign(small_paper(), held, NOW)


@pytest.mark.parametrize(("kind", "spare"), [("rsa", 0), ("ec", 4), ("ec384", 4)])
def test_each_signature_fits_the_room_that_is_left_for_it(kind, spare):
    # An ECDSA signature has no fixed length: the field is made before it is known.
    held = signer(kind)
    lengths = {len(held.container(bytes([number] * 32))) for number in range(64)}
    assert held.longest - spare <= max(lengths) <= held.longest


def test_signing_says_nothing_to_the_log(caplog, capfd):
    with caplog.at_level(logging.DEBUG):
        sign(small_paper(), signer(), NOW, "صدور")
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


def test_signing_reaches_for_no_network(monkeypatch):
    import socket

    def dialled(*_args: object) -> None:
        raise AssertionError("signing wants the network")

    monkeypatch.setattr(socket.socket, "connect", dialled)
    monkeypatch.setattr(socket, "getaddrinfo", dialled)
    assert sign(small_paper(), load_signer(issued().pkcs12(), PASSPHRASE, NOW), NOW)


def test_the_library_is_loaded_when_the_first_paper_is_signed():
    modules = "bakala_desktop.documents.signing, bakala_desktop.documents.paper_file"
    code = f"import sys, {modules}; sys.exit('pyhanko' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


def test_the_time_is_written_as_in_tehran():
    assert b"(D\\07220261122113000\\05303\\04730\\047)" in sign(
        small_paper(), signer(), datetime(2026, 11, 22, 8, tzinfo=UTC)
    )
