"""Opens a paper in the real Chromium, searches in it, copies it: `python tools/look_in_chromium.py FILE PHRASE…`.

The browser runs in a window on a screen of its own (Xvfb), keys and clipboard go through xdotool and xclip as from a
hand. A phrase counts as found where the page looks another way than after a search for what stands in no paper. Says
what is missing and ends with code 0 where one of the programs is; with code 1 where a phrase is not found.
Needs Debian's packages chromium xvfb xdotool xclip imagemagick, and Pillow.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops

PROGRAMS = ("chromium", "Xvfb", "xdotool", "xclip", "import")
NOWHERE = "این‌جمله‌درهیچ‌سندی‌نیست"
"""A phrase that stands in no paper."""

_SCREEN = (1400, 1000)
_PAGE = (340, 210, 1390, 990)
"""Where pages are shown: below the bars of the window, beside the small pictures of the pages."""
_CENTRE = (700, 600)
_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-default-browser-check", "--password-store=basic",
    f"--window-size={_SCREEN[0]},{_SCREEN[1]}", "--window-position=0,0",
)  # fmt: skip
_LONGEST_START, _LONGEST_SEARCH, _STEP = 30.0, 6.0, 0.2


def what_is_missing() -> str:
    """Return which programs are not installed, or an empty text."""
    absent = [name for name in PROGRAMS if shutil.which(name) is None]
    return f"not installed: {', '.join(absent)}" if absent else ""


class Viewer:
    """A window of the browser that shows one file."""

    def __init__(self, environment: dict[str, str]):
        self._environment = environment
        self._plain = self._settled()

    def finds(self, phrase: str, seconds: float = _LONGEST_SEARCH) -> bool:
        """Type a phrase into the search box and tell whether the page shows it marked."""
        self._keys("ctrl+f")
        time.sleep(_STEP)
        self._search(NOWHERE)
        plain = self._unmarked()
        self._search(phrase)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if _differ(plain, self._picture()):
                return True
            time.sleep(_STEP)
        return False

    def copied(self) -> str:
        """Select everything with the keys and return what lies on the clipboard afterwards."""
        self._keys("Escape")
        self._run("xdotool", "mousemove", *map(str, _CENTRE), "click", "1")
        self._put("")
        for keys in ("ctrl+a", "ctrl+c"):
            time.sleep(3 * _STEP)
            self._keys(keys)
        until = time.monotonic() + _LONGEST_SEARCH
        while time.monotonic() < until:
            if text := self._run("xclip", "-selection", "clipboard", "-o", check=False).decode():
                return text
            time.sleep(_STEP)
        return ""

    def _unmarked(self) -> Image.Image:
        """Return the page without marks: as it was at first, or another part of a long paper."""
        until = time.monotonic() + _LONGEST_SEARCH / 2
        while time.monotonic() < until:
            if not _differ(self._plain, self._picture()):
                return self._plain
            time.sleep(_STEP)
        return self._settled()

    def _search(self, phrase: str) -> None:
        self._put(phrase)
        self._keys("ctrl+a", "ctrl+v", "Return")

    def _put(self, text: str) -> None:
        command = ("xclip", "-selection", "clipboard")
        subprocess.run(command, input=text.encode(), env=self._environment, check=True, timeout=10)

    def _keys(self, *keys: str) -> None:
        self._run("xdotool", "key", "--delay", "60", *keys)

    def _run(self, *command: str, check: bool = True) -> bytes:
        return subprocess.run(command, env=self._environment, stdout=-1, stderr=-3, check=check, timeout=20).stdout

    def _picture(self) -> Image.Image:
        shot = self._run("import", "-window", "root", "png:-")
        return Image.open(BytesIO(shot)).convert("RGB").crop(_PAGE)

    def _settled(self) -> Image.Image:
        """Return the page once it is drawn and stays as it is. Raises TimeoutError where none appears."""
        before = self._picture()
        until = time.monotonic() + _LONGEST_START
        while time.monotonic() < until:
            time.sleep(3 * _STEP)
            now = self._picture()
            if not _differ(before, now) and len(now.getcolors(1 << 24) or ()) > 50:
                return now
            before = now
        raise TimeoutError("the browser shows no page")


def _differ(one: Image.Image, other: Image.Image) -> bool:
    return ImageChops.difference(one, other).getbbox() is not None


@contextmanager
def viewer(file: Path) -> Iterator[Viewer]:
    """Open a file in a window of its own, and close window and screen again. Raises TimeoutError as `Viewer` does."""
    reading, writing = os.pipe()
    size = f"{_SCREEN[0]}x{_SCREEN[1]}x24"
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", size], pass_fds=[writing], stderr=subprocess.DEVNULL
    )
    os.close(writing)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, os.fdopen(reading) as told:
        environment = {**os.environ, "DISPLAY": f":{told.readline().strip()}", "LC_ALL": "C.UTF-8"}
        command = ["chromium", *_FLAGS, f"--user-data-dir={folder}", file.resolve().as_uri()]
        browser = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield Viewer(environment)
        finally:
            for process in (browser, screen):
                process.terminate()
                process.wait(timeout=20)


def main(arguments: list[str]) -> int:
    """Print whether each phrase is found in the file, and what is copied of it. Return 1 where one is not found."""
    if missing := what_is_missing():
        print(f"look_in_chromium: skipped, {missing}", file=sys.stderr)
        return 0
    name, *phrases = arguments
    with viewer(Path(name)) as shown:
        found = {phrase: shown.finds(phrase) for phrase in phrases}
        text = shown.copied()
    for phrase, is_found in found.items():
        print(f"{'found    ' if is_found else 'not found'} {phrase}")
    print(f"copied: {len(text.split())} words")
    print(text)
    return int(not all(found.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
