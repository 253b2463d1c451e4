"""Opens the till for `make run`: a throw-away shop under build/, or, with no display, a sample day.

Run by .venv's Python. On the first start it makes the shop with sample goods and an owner with a random
password, which it keeps beside the shop for the next start. A real till is made with `bakala init`.
"""

import os
import secrets
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from bakala_desktop.paths import DataFolder

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
TILL = DataFolder(BUILD / "till")
PASSWORD_FILE = BUILD / "till-password"
KEY_FILE = BUILD / "till.key"
SAMPLE_DAY = BUILD / "sample-day"
OWNER = "owner"
COMMAND = (sys.executable, "-m", "bakala_desktop")
# Without letters and digits that look alike: the password is read off the terminal and typed.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def has_display(environment: Mapping[str, str]) -> bool:
    """Tell whether a window can be shown; other systems than Linux always have their desktop."""
    on_linux = sys.platform.startswith("linux")
    return not on_linux or bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def new_password() -> str:
    """Return a random password of 59 bits in three groups."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))


def write_private(path: Path, text: str) -> None:
    """Write a file that nobody but this user may read, from its first byte on."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def make_shop(environment: Mapping[str, str]) -> int:
    """Make the throw-away shop with its sample goods; return the exit code of `bakala init`."""
    print("First start: making a shop with sample goods in build/till ...", flush=True)
    BUILD.mkdir(exist_ok=True)
    KEY_FILE.unlink(missing_ok=True)  # of a shop that was deleted
    write_private(PASSWORD_FILE, new_password() + "\n")
    command = [*COMMAND, "--data", str(TILL.root), "init", "--owner", OWNER, "--sample"]
    return subprocess.run(command, env=till_environment(environment), cwd=ROOT, check=False).returncode


def foreign(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without what points the program to a till: that may be a real one."""
    return {name: value for name, value in environment.items() if not name.startswith("BAKALA_")}


def till_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the throw-away shop's environment: its own password and key, nothing of a real till's."""
    password = PASSWORD_FILE.read_text("utf-8").strip()
    return foreign(environment) | {"BAKALA_PASSWORD": password, "BAKALA_KEY_FILE": str(KEY_FILE)}


def open_window(environment: Mapping[str, str]) -> int:
    """Open the till's window, making its shop first where there is none; return the exit code."""
    if not TILL.database.exists():
        code = make_shop(environment)
        if code != 0:
            return code
    elif not PASSWORD_FILE.exists():
        print("build/till is there, but its password (build/till-password) is gone.", file=sys.stderr)
        print("For a new shop, delete build/till and build/till.key and try again.", file=sys.stderr)
        return 1
    password = PASSWORD_FILE.read_text("utf-8").strip()
    print(f"Opening the till. Sign in as {OWNER!r} with {password!r} (kept in build/till-password).", flush=True)
    command = [*COMMAND, "--data", str(TILL.root), "--user", OWNER, "run"]
    return subprocess.run(command, env=till_environment(environment), cwd=ROOT, check=False).returncode


def play_sample_day(environment: Mapping[str, str]) -> int:
    """Play the sample day without a display and say what it left; return the exit code."""
    print("There is no display, so the till plays a sample day instead of opening its window.", flush=True)
    offscreen = foreign(environment) | {"QT_QPA_PLATFORM": "offscreen"}
    command = [*COMMAND, "sample-day", "--out", str(SAMPLE_DAY)]
    code = subprocess.run(command, env=offscreen, cwd=ROOT, check=False).returncode
    if code == 0:
        for kind, suffix in (("PDFs", "*.pdf"), ("Pictures of the screens", "*.png")):
            print(f"\n{kind}:")
            for path in sorted(SAMPLE_DAY.rglob(suffix)):
                print(f"  {path.relative_to(ROOT)}")
    return code


def main() -> int:
    """Do what this machine can show. Return the exit code."""
    return open_window(os.environ) if has_display(os.environ) else play_sample_day(os.environ)


if __name__ == "__main__":
    sys.exit(main())
