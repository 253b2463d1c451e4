"""Runs Apache Preflight, a validator of other hands, on PDF files: `python tools/preflight.py FILE…`.

It knows PDF/A-1b only. Each file is shown to it as if it claimed that, and what PDF/A-3 allows and PDF/A-1 does not is
left out. Needs Debian's packages default-jre-headless libpdfbox2-java libfontbox2-java libcommons-logging-java
libcommons-io-java libactivation-java libjaxb-api-java; where one is missing it says so and ends with code 0.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

JARS = Path("/usr/share/java")
NAMES = (
    "jaxb-api.jar", "javax.activation.jar", "preflight.jar", "pdfbox2.jar", "fontbox2.jar", "xmpbox.jar",
    "commons-logging.jar", "commons-io.jar",
)  # fmt: skip
ALLOWED = {
    "1.1": "the version in the head of the file",
    "1.2.9": "embedded files",
    "1.4": "cross-reference streams",
    "1.4.7": "embedded files in the catalogue",
    "2.1.6": "colour profiles of version 4",
}
"""Findings that PDF/A-3 allows, by Preflight's numbers."""

_CLAIM = (
    (b"<pdfaid:part>3<", b"<pdfaid:part>1<"),
    (b"<pdfaid:conformance>U<", b"<pdfaid:conformance>B<"),
)
_FINDING = re.compile(r"^(\d+(?:\.\d+)+) : (.*)$", re.MULTILINE)
_VALID = "is a valid PDF/A-1b file"


def what_is_missing() -> str:
    """Return what keeps Preflight from running here, or an empty text."""
    if shutil.which("java") is None:
        return "java is not installed (Debian: default-jre-headless)"
    absent = [name for name in NAMES if not (JARS / name).is_file()]
    return f"Debian's Java folder lacks {', '.join(absent)} (libpdfbox2-java and others)" if absent else ""


def faults(pdf: bytes) -> list[str]:
    """Return the findings that PDF/A-3 does not allow, as numbers and words. Raises RuntimeError without an answer."""
    for claim, understood in _CLAIM:
        if pdf.count(claim) != 1:
            return [f"the metadata lack {claim.decode()}"]
        pdf = pdf.replace(claim, understood)
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        path = ":".join(str(JARS / name) for name in NAMES)
        command = ["java", "-cp", path, "org.apache.pdfbox.preflight.Validator_A1b", file.name]
        done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    found = _FINDING.findall(done.stdout)
    if not found and _VALID not in done.stdout:
        raise RuntimeError(f"Preflight gave no answer: {done.stdout}{done.stderr}")
    return [f"{number} {words}" for number, words in found if number not in ALLOWED]


def main(names: list[str]) -> int:
    """Print what is wrong with each file. Return 1 where something is."""
    missing = what_is_missing()
    if missing:
        print(f"preflight: skipped, {missing}", file=sys.stderr)
        return 0
    code = 0
    for name in names:
        found = faults(Path(name).read_bytes())
        code = code or bool(found)
        print(f"{name}: {'; '.join(found) or 'no fault'}")
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
