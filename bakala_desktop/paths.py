"""Where things lie: the program's own files (ui, resources, fonts) and the folders of a till.

The same names work from a source tree, from an installed wheel and from the frozen program. Nothing here
makes a folder or reads a file's content; that is left to whoever owns the content.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

APP_NAME = "bakala"


def asset_root() -> Path:
    """Return the folder that holds ``ui/``, ``resources/`` and ``fonts/``.

    A frozen program keeps them beside its executable, a wheel inside the package (pyproject.toml,
    force-include), a source tree beside the package.
    """
    if getattr(sys, "frozen", False):
        return Path(sys.executable).resolve().parent
    package = Path(__file__).resolve().parent
    installed = package / "_data"
    return installed if installed.is_dir() else package.parent


def ui_file(name: str) -> Path:
    """Return the form ``ui/<name>.ui``. Raises FileNotFoundError."""
    return _asset("ui", _with_suffix(name, ".ui"))


def resource(name: str) -> Path:
    """Return ``resources/<name>``, as ``theme.qss`` or ``icons/x.svg``. Raises FileNotFoundError."""
    return _asset("resources", name)


def icon(name: str) -> Path:
    """Return the drawing ``resources/icons/<name>.svg``. Raises FileNotFoundError."""
    return _asset("resources/icons", _with_suffix(name, ".svg"))


def font(name: str) -> Path:
    """Return ``fonts/<name>.ttf``, as ``Vazirmatn-Bold``. Raises FileNotFoundError."""
    return _asset("fonts", _with_suffix(name, ".ttf"))


def _with_suffix(name: str, suffix: str) -> str:
    return name if name.endswith(suffix) else name + suffix


def _asset(folder: str, name: str) -> Path:
    path = asset_root() / folder / name
    if not path.is_file():
        # Qt shows nothing and says nothing where an icon is missing, so it is said here.
        raise FileNotFoundError(f"this installation lacks {folder}/{name} (looked for {path})")
    return path


@dataclass(frozen=True)
class DataFolder:
    """The folder of one till, and the names of what lies in it; making the folders is the caller's."""

    root: Path

    @property
    def database(self) -> Path:
        """The encrypted database. Its key never lies in this folder."""
        return self.root / "bakala.db"

    @property
    def backups(self) -> Path:
        """The folder of the verified copies."""
        return self.root / "backups"

    @property
    def logs(self) -> Path:
        """The folder of the program's log files."""
        return self.root / "logs"

    @property
    def settings(self) -> Path:
        """The settings of this machine: scanner, printer, theme. The shop's own lie in the database."""
        return self.root / "settings.json"

    @property
    def documents(self) -> Path:
        """The folder for previews and saved papers."""
        return self.root / "documents"

    @property
    def id_file(self) -> Path:
        """The file with this folder's id, by which its key is found outside of it."""
        return self.root / "id"


def default_data_root() -> Path:
    """Return the platform's own place for a till's data; ``--data`` and ``BAKALA_DATA`` go before it."""
    # Imported here: it costs start-up time, and a call with --data has no need of it.
    from platformdirs import user_data_dir

    return Path(user_data_dir(APP_NAME, appauthor=False))


def config_root() -> Path:
    """Return the folder for key files where no system keyring serves; it lies outside every data folder."""
    from platformdirs import user_config_dir

    return Path(user_config_dir(APP_NAME, appauthor=False))
