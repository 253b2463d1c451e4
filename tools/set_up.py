"""Makes what the program and its checks run in: system libraries, .venv, and for `bench` the peers.

Run through tools/setup.sh, which chooses the Python. Only what changed is done again: each environment
carries a stamp that names its place, its Python and a digest of the files that decide what goes in.
"""

import hashlib
import importlib.util
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

import system_libraries

ROOT = Path(__file__).resolve().parent.parent
LOG = ROOT / "build" / "setup.log"
STAMP = "bakala-setup"
PIP = ("--quiet", "--no-input", "--disable-pip-version-check", "--constraint", "constraints.txt")
DECIDING = ("pyproject.toml", "constraints.txt", "tools/set_up.py")


class SetupFailed(Exception):
    """Setting up cannot go on; the text says why, and what to type."""


def ensure_system(lacking: Callable[[], list[str]], purpose: str) -> None:
    """See to it that no package is lacking: install them, or raise SetupFailed with the command to type."""
    packages = lacking()
    if packages and system_libraries.can_install():
        say(f"installing what {purpose} needs: {' '.join(packages)}")
        system_libraries.install(packages, LOG)
        packages = lacking()
    if packages:
        raise SetupFailed(
            f"{purpose} needs packages of the system that are missing.\n" + system_libraries.advice(packages)
        )


def lacking_for_program() -> list[str]:
    """Return the packages of the system without which .venv cannot be made or Qt not loaded."""
    return [*system_libraries.missing(system_libraries.needed()), *_lacking_venv()]


def _lacking_venv() -> list[str]:
    """Return the package that lets this Python make environments, which Debian keeps apart from Python."""
    importlib.invalidate_caches()
    if importlib.util.find_spec("ensurepip") is not None or (ROOT / ".venv" / "bin" / "python").exists():
        return []
    return [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"]


def place_of() -> str:
    """Return what an environment is bound to: moved, or with another Python, it must be made anew."""
    return f"{ROOT} {sys.version_info.major}.{sys.version_info.minor}"


def content_digest() -> str:
    """Return the digest of all that decides what goes into an environment."""
    digest = hashlib.sha256()
    for name in DECIDING:
        digest.update((ROOT / name).read_bytes() + b"\0")
    return digest.hexdigest()


def ensure_environment(venv: Path, steps: Sequence[Sequence[str]]) -> None:
    """Make or renew an environment by the pip arguments in steps, unless its stamp is right."""
    stamp = venv / STAMP
    recorded = stamp.read_text("utf-8").splitlines() if stamp.is_file() else []
    if recorded == [place_of(), content_digest()] and (venv / "bin" / "python").exists():
        return
    started = time.monotonic()
    name = venv.relative_to(ROOT)
    say(f"setting up {name} with Python {sys.version.split()[0]}; the first time takes a minute or two")
    stamp.unlink(missing_ok=True)
    if recorded[:1] != [place_of()] and not (not recorded and _is_usable(venv)):
        # Not sys.executable: that may be the very environment that is cleared.
        run([getattr(sys, "_base_executable", sys.executable), "-m", "venv", "--clear", str(venv)])
    for step in steps:
        run([str(venv / "bin" / "python"), "-m", "pip", "install", *PIP, *step])
    stamp.write_text(f"{place_of()}\n{content_digest()}\n", "utf-8")
    say(f"{name} is ready ({time.monotonic() - started:.0f} s)")


def _is_usable(venv: Path) -> bool:
    """Tell whether an environment without a stamp (made by hand, or cut short) can be kept."""
    ask = "import sys, pip; print(f'{sys.version_info.major}.{sys.version_info.minor}')"
    try:
        told = subprocess.run([venv / "bin" / "python", "-c", ask], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return told.stdout.strip() == f"{sys.version_info.major}.{sys.version_info.minor}"


def run(command: Sequence[str]) -> None:
    """Run a command quietly; on failure raise SetupFailed with the end of what it said."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    said = done.stdout.decode("utf-8", "replace")
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(command)}\n{said}")
    if done.returncode != 0:
        tail = "\n".join(said.splitlines()[-15:])
        raise SetupFailed(f"this failed: {' '.join(command)}\n{tail}\n(the whole of it: {LOG.relative_to(ROOT)})")


def peers() -> list[str]:
    """Return the requirements of the extra `bench`: what the program is measured against."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return list(project["optional-dependencies"]["bench"])


def say(text: str) -> None:
    """Tell the person at the terminal, at once."""
    print(f"setup: {text}", flush=True)


def main(arguments: Sequence[str]) -> int:
    """Set up the program; with `bench`, the peers as well. Return the exit code."""
    try:
        ensure_system(lacking_for_program, "the program")
        # The build backend first and by exact version, so that the program's own build fetches nothing.
        ensure_environment(ROOT / ".venv", [["hatchling", "editables"], ["--no-build-isolation", "-e", ".[dev]"]])
        if "bench" in arguments:
            ensure_peers()
    except SetupFailed as failure:
        print(f"setup: {failure}", file=sys.stderr)
        return 1
    return 0


def ensure_peers() -> None:
    """Set up the peers as far as they can be had: a benchmark without its peer still measures the program."""
    try:
        ensure_environment(ROOT / "build" / "bench-venv", [peers()])
        ensure_system(lambda: system_libraries.missing(system_libraries.PEERS), "WeasyPrint")
    except SetupFailed as failure:
        say(f"a peer cannot be measured against: {failure}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
