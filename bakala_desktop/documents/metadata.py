"""What makes a paper PDF/A-3u besides its drawing: catalogue, information, XMP metadata, output intent, attachments.

Source: ISO 19005-3, 6.2.3 (output intent), 6.6.2 (XMP, which agrees with the information dictionary), 6.8 (embedded
files); ISO 32000-1, 7.11.4.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import UTC
from functools import lru_cache
from hashlib import md5
from xml.sax.saxutils import escape

from bakala_desktop import paths
from bakala_desktop.documents.about import LANGUAGE, PRODUCER, About, Attachment, pdf_moment, text_string, writable
from bakala_desktop.documents.pdf_file import PdfFile, deflate
from bakala_desktop.documents.seal import UNSEALED

_CONDITION = "sRGB IEC61966-2.1"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>U</pdfaid:conformance>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


@lru_cache(maxsize=1)
def _colours() -> bytes:
    return zlib.compress(paths.resource("colour/sRGB.icc").read_bytes(), 9)


def add_catalogue(file: PdfFile, pages: int, structure: int, about: About, attached: Mapping[str, int]) -> int:
    """Write the catalogue, and all that hangs on it but the pages and the structure; return its number.

    `attached` holds names and numbers of what `attach` has written.
    Raises FileNotFoundError where the installation lacks the colour profile.
    """
    root, metadata = range(first := file.reserve(2), first + 2)
    entries = [
        f"/Type/Catalog{UNSEALED}/Pages {pages} 0 R/StructTreeRoot {structure} 0 R/MarkInfo<</Marked true>>",
        # No /Direction /R2L: Chrome's reader takes it for the direction of each line and turns serials round.
        f"/Lang({LANGUAGE})/ViewerPreferences<</DisplayDocTitle true>>/Metadata {metadata} 0 R",
        f"/OutputIntents[{_output_intent(file)} 0 R]",
    ]
    if attached:
        entries.append(_attached(attached))
    # It stands before the metadata, which is not deflated: so no text of theirs is ever taken for the seal.
    file.put(root, f"<<{''.join(entries)}>>".encode("ascii"))
    packet = _xmp(about)
    file.put(metadata, b"<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%b\nendstream" % (len(packet), packet))
    return root


def add_information(file: PdfFile, about: About) -> int:
    """Write the information dictionary, which says what the metadata say; return its number."""
    values = {
        "Title": about.title,
        "Author": about.author,
        "Subject": about.subject,
        "Creator": PRODUCER,
        "Producer": PRODUCER,
    }
    texts = "".join([f"/{key}{text_string(writable(value))}" for key, value in values.items()])
    moment = pdf_moment(about.made_at)
    number = file.reserve()
    file.pack(number, f"<<{texts}/CreationDate{moment}/ModDate{moment}>>")
    return number


def _output_intent(file: PdfFile) -> int:
    profile = file.stream(_colours(), "/N 3")
    number = file.reserve()
    condition = f"/OutputConditionIdentifier({_CONDITION})/Info({_CONDITION})/RegistryName(http://www.color.org)"
    file.pack(number, f"<</Type/OutputIntent/S/GTS_PDFA1{condition}/DestOutputProfile {profile} 0 R>>")
    return number


def _xmp(about: About) -> bytes:
    moment = about.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    fields = {"title": about.title, "author": about.author, "subject": about.subject}
    shown = {name: escape(writable(text)) for name, text in fields.items()}
    return _XMP.format(**shown, language=LANGUAGE, producer=PRODUCER, moment=moment).encode("utf-8")


def _attached(attached: Mapping[str, int]) -> str:
    """Return what the catalogue says of the attached files: the names in their order, as a reader searches them."""
    written = sorted([(text_string(name), number) for name, number in attached.items()])
    names = " ".join([f"{name} {number} 0 R" for name, number in written])
    associated = " ".join([f"{number} 0 R" for number in attached.values()])
    return f"/Names<</EmbeddedFiles<</Names[{names}]>>>>/AF[{associated}]"


def attach(file: PdfFile, one: Attachment) -> int:
    """Write an attached file and what it is; return the number of the latter."""
    check = md5(one.data, usedforsecurity=False).hexdigest()
    known = f"/Params<</Size {len(one.data)}/ModDate{pdf_moment(one.made_at)}/CheckSum<{check}>>>"
    stream = file.stream(deflate(one.data), f"/Type/EmbeddedFile/Subtype/application#2Fjson{known}")
    name, number = text_string(one.name), file.reserve()
    file.pack(
        number,
        f"<</Type/Filespec/F{name}/UF{name}/Desc{text_string(one.description)}/AFRelationship/Source"
        f"/EF<</F {stream} 0 R/UF {stream} 0 R>>>>",
    )
    return number
