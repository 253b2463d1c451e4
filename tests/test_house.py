"""The house itself: sizes and names of modules, pinned versions, licences beside fonts and icons, the built wheel."""

import ast
import importlib.util
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from bakala_desktop import paths

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "bakala_desktop").rglob("*.py"))
HOMELESS = {"util", "utils", "helper", "helpers", "common", "misc", "base", "manager", "managers"}
SVG = "{http://www.w3.org/2000/svg}svg"


def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pairs = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in pairs}


def requirements() -> list[Requirement]:
    table = project()
    texts = [*table["dependencies"], *(text for extra in table["optional-dependencies"].values() for text in extra)]
    return [Requirement(text) for text in texts]


def functions(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# One test per rule, not per module: a list of all offenders is what one wants to read.


def test_each_test_module_has_a_name_of_its_own() -> None:
    # Without packages among the tests, pytest tells modules apart by their names alone.
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(set(names)) == sorted(names)


def test_no_module_is_longer_than_300_lines():
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_no_function_is_longer_than_30_lines():
    long = {
        f"{name_of(path)}: {name}": length
        for path in MODULES
        for name, length in functions(ast.parse(path.read_text("utf-8")))
        if length > 30
    }
    assert long == {}


def test_each_module_says_what_lives_there():
    silent = [name_of(path) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert silent == []


def test_no_module_has_a_name_that_gives_it_no_home():
    places = [*MODULES, *(path for path in (ROOT / "bakala_desktop").rglob("*") if path.is_dir())]
    assert [name_of(path) for path in places if path.stem in HOMELESS] == []


def test_constraints_hold_exact_versions_and_no_address():
    text = (ROOT / "constraints.txt").read_text("utf-8")
    assert not re.search(r"://|@|index-url|find-links|^-", text, re.MULTILINE)
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", line)] == []
    assert len(pins()) == len(lines), "a package is pinned twice"


def test_each_requirement_is_pinned_to_a_version_that_it_allows():
    pinned = pins()
    wrong = [str(need) for need in requirements() if pinned.get(canonicalize_name(need.name)) not in need.specifier]
    assert wrong == []


def test_each_installed_package_is_the_pinned_one():
    asked = "import importlib.metadata as m; print(*(f'{d.name} {d.version}' for d in m.distributions()), sep='\\n')"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    installed = {canonicalize_name(line.split()[0]): line.split()[1] for line in told.splitlines()}
    # What every environment starts with, and the program itself.
    own = {"pip", "setuptools", "wheel", "bakala-desktop"}
    pinned = pins()
    assert {name: v for name, v in installed.items() if name not in own and pinned.get(name) != v} == {}


def test_pyside_stays_below_6_12_while_python_3_11_is_supported():
    # 6.12.0 on Python 3.11 drops a reference to None in void calls; the next test shows what that does.
    qt = next(need for need in requirements() if need.name == "PySide6-Essentials")
    supports_311 = "3.11" in SpecifierSet(str(project()["requires-python"]))
    assert not supports_311 or "6.12.0" not in qt.specifier


def test_qt_survives_20000_void_calls():
    # In a process of its own: where it fails, it aborts the process and with it every other test.
    program = (
        "import sys; from PySide6 import QtWidgets; app = QtWidgets.QApplication([]); label = QtWidgets.QLabel();"
        "before = sys.getrefcount(None); any(label.setText(str(i)) for i in range(20_000));"
        "lost = before - sys.getrefcount(None); sys.exit('references to None lost: %d' % lost if lost > 1000 else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"QT_QPA_PLATFORM": "offscreen", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_each_icon_is_a_drawing_of_its_own():
    icons = sorted((ROOT / "resources" / "icons").glob("*.svg"))
    assert len(icons) >= 40
    for path in icons:
        drawing = ElementTree.parse(path).getroot()
        assert drawing.tag == SVG, path.name
        assert drawing.get("viewBox"), path.name
        text = path.read_text("utf-8")
        assert "href" not in text, path.name
        assert "<script" not in text, path.name
        assert path.stem == "bakala" or 'stroke="currentColor"' in text, f"{path.name} cannot follow the theme"


def test_each_icon_names_the_licence_that_lies_beside_it():
    folder = ROOT / "resources" / "icons"
    licence = (folder / "LICENSE-lucide.txt").read_text("utf-8")
    assert "ISC License" in licence
    nameless = [
        path.name
        for path in folder.glob("*.svg")
        if path.stem != "bakala" and "LICENSE-lucide.txt" not in path.read_text("utf-8")
    ]
    assert nameless == []


@pytest.mark.parametrize("weight", ["Regular", "Medium", "Bold", "ExtraBold"])
def test_each_weight_of_the_font_is_a_truetype_file(weight):
    assert paths.font(f"Vazirmatn-{weight}").read_bytes()[:4] == b"\0\1\0\0"


def test_the_font_has_its_licence_beside_it():
    assert "SIL Open Font License, Version 1.1" in (ROOT / "fonts" / "OFL.txt").read_text("utf-8")


def test_each_pinned_package_has_its_licence_named():
    text = canonicalize_name((ROOT / "THIRD_PARTY_LICENSES.md").read_text("utf-8"))
    assert [name for name in pins() if not re.search(rf"(?<![\w]){re.escape(name)}(?![\w])", text)] == []


def test_a_missing_asset_is_named():
    with pytest.raises(FileNotFoundError, match=r"resources/icons/no-such-icon\.svg"):
        paths.icon("no-such-icon")


def test_assets_lie_beside_the_frozen_program(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "Bakala.exe"))
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "Vazirmatn-Bold.ttf").touch()
    assert paths.font("Vazirmatn-Bold") == tmp_path / "fonts" / "Vazirmatn-Bold.ttf"


def test_nothing_of_a_till_lies_outside_its_data_folder(tmp_path):
    folder = paths.DataFolder(tmp_path)
    parts = [folder.database, folder.backups, folder.logs, folder.settings, folder.documents, folder.id_file]
    assert {part.parent for part in parts} == {tmp_path}
    assert len(set(parts)) == len(parts)
    assert list(tmp_path.iterdir()) == []
    assert not paths.config_root().is_relative_to(paths.default_data_root())


def test_a_wheel_carries_forms_resources_and_fonts(tmp_path):
    for needed in ("hatchling", "pip"):
        if importlib.util.find_spec(needed) is None:
            pytest.skip(f"{needed} is not installed, so no wheel can be built without a network")
    build = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(tmp_path)]
    subprocess.run([sys.executable, "-m", "pip", *build, str(ROOT)], check=True, capture_output=True, timeout=60)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    expected = {
        f"bakala_desktop/_data/{path.relative_to(ROOT).as_posix()}"
        for folder in ("ui", "resources", "fonts")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    assert expected - inside == set()
    assert "bakala_desktop/_data/fonts/OFL.txt" in inside
    assert any(name.endswith("licenses/THIRD_PARTY_LICENSES.md") for name in inside)
