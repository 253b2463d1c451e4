"""The libraries of the system that Qt needs and that no wheel brings, and how they get there.

A wheel of PySide6 carries Qt itself, but not GLib, fontconfig, OpenGL's front or X11. A desktop has most of
them, a container none. Each is looked for by loading it, so that it does not matter how it was installed.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

# Package of Debian and Ubuntu -> the files it must bring. Newer releases call some of them ...t64, and those
# say that they provide the old name, so apt takes it everywhere.
WITHOUT_SCREEN = {
    "libglib2.0-0": ("libglib-2.0.so.0", "libgthread-2.0.so.0"),
    "libfontconfig1": ("libfontconfig.so.1",),
    "libfreetype6": ("libfreetype.so.6",),
    "libxkbcommon0": ("libxkbcommon.so.0",),
    "libdbus-1-3": ("libdbus-1.so.3",),
    "libegl1": ("libEGL.so.1",),
    "libgl1": ("libGL.so.1",),
    "libx11-6": ("libX11.so.6",),
    "libgssapi-krb5-2": ("libgssapi_krb5.so.2",),
    "libbrotli1": ("libbrotlidec.so.1", "libbrotlicommon.so.1"),
}
X11 = {
    "libxcb-cursor0": ("libxcb-cursor.so.0",),
    "libxcb-icccm4": ("libxcb-icccm.so.4",),
    "libxcb-image0": ("libxcb-image.so.0",),
    "libxcb-keysyms1": ("libxcb-keysyms.so.1",),
    "libxcb-randr0": ("libxcb-randr.so.0",),
    "libxcb-render-util0": ("libxcb-render-util.so.0",),
    "libxcb-render0": ("libxcb-render.so.0",),
    "libxcb-shape0": ("libxcb-shape.so.0",),
    "libxcb-shm0": ("libxcb-shm.so.0",),
    "libxcb-sync1": ("libxcb-sync.so.1",),
    "libxcb-util1": ("libxcb-util.so.1",),
    "libxcb-xfixes0": ("libxcb-xfixes.so.0",),
    "libxcb-xkb1": ("libxcb-xkb.so.1",),
    "libx11-xcb1": ("libX11-xcb.so.1",),
    "libxkbcommon-x11-0": ("libxkbcommon-x11.so.0",),
}
WAYLAND = {
    "libwayland-client0": ("libwayland-client.so.0",),
    "libwayland-cursor0": ("libwayland-cursor.so.0",),
    "libwayland-egl1": ("libwayland-egl.so.1",),
}
PRINTERS = {"libcups2": ("libcups.so.2",)}
# Of a peer that the benchmarks measure against (WeasyPrint); the program itself has no need of them.
PEERS = {
    "libpango-1.0-0": ("libpango-1.0.so.0",),
    "libpangoft2-1.0-0": ("libpangoft2-1.0.so.0",),
    "libharfbuzz-subset0": ("libharfbuzz-subset.so.0",),
}

Packages = Mapping[str, tuple[str, ...]]


def needed(environment: Mapping[str, str] = os.environ) -> dict[str, tuple[str, ...]]:
    """Return what this session needs: a screen of either kind asks for more than no screen."""
    packages: dict[str, tuple[str, ...]] = dict(WITHOUT_SCREEN)
    if environment.get("DISPLAY"):
        packages |= X11 | PRINTERS
    if environment.get("WAYLAND_DISPLAY"):
        packages |= WAYLAND | PRINTERS
    return packages


def missing(packages: Packages) -> list[str]:
    """Return the packages of which a file cannot be loaded; none on other systems than Linux."""
    if not sys.platform.startswith("linux"):
        return []
    return [package for package, files in packages.items() if not all(map(_loads, files))]


def _loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def can_install() -> bool:
    """Tell whether packages can be installed without asking anybody: with apt-get, as root or by sudo."""
    return shutil.which("apt-get") is not None and _privileged() is not None


def install(packages: Sequence[str], log: Path) -> bool:
    """Install packages with apt-get; return whether it said yes. Call only where can_install() is true.

    A fresh machine has no package lists, an old one has stale ones: a failed first try fetches them.
    """
    apt = [*(_privileged() or []), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    wanted = [*apt, "install", "--no-install-recommends", *packages]
    return _run(wanted, log) or (_run([*apt, "update"], log) and _run(wanted, log))


def _privileged() -> list[str] | None:
    """Return what to put before a command to run it as root: nothing, sudo without a question, or None."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and _succeeds(["sudo", "-n", "true"]):
        return ["sudo", "-n"]
    return None


def _succeeds(command: Sequence[str]) -> bool:
    return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False).returncode == 0


def _run(command: Sequence[str], log: Path) -> bool:
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=False)
    return done.returncode == 0


def advice(packages: Sequence[str]) -> str:
    """Return the exact command to type, or, where there is no apt-get, what to look for."""
    if shutil.which("apt-get") is None:
        return "Install the packages of your system that stand for these of Debian: " + " ".join(packages)
    prefix = "" if os.geteuid() == 0 else "sudo "
    install_line = f"{prefix}apt-get install -y --no-install-recommends {' '.join(packages)}"
    return f"Type this, then try again:\n\n    {prefix}apt-get update && {install_line}\n"
