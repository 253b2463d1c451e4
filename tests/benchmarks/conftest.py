"""What every benchmark shares: the `record` fixture, which writes one measurement to build/bench.json.

The file is a list of objects as interface.md describes it (name, value, unit, floor, ratio, target, met). A
measurement taken again replaces the earlier one of the same name, so that a single benchmark can be repeated without
losing what the others measured.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "build" / "bench.json"

Record = Callable[..., None]


def _stored() -> list[dict[str, object]]:
    """The measurements so far; none when the file is absent or was cut short."""
    try:
        found = json.loads(RESULTS.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return []
    return found if isinstance(found, list) else []


def _write(entries: list[dict[str, object]]) -> None:
    """Replace the file in one step, so that a reader never sees half of it."""
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    fresh = RESULTS.with_suffix(".tmp")
    fresh.write_text(json.dumps(entries, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    fresh.replace(RESULTS)


@pytest.fixture
def record(capsys: pytest.CaptureFixture[str]) -> Record:
    """Store one measurement: record(name, value, unit, floor, ratio, target, met).

    `floor` is the peer's or the bare figure measured in the same run (same unit), `ratio` the comparison of the two,
    `target` the bound in words ("≥ 5", "≤ 16 ms"), `met` True, False, or None where a peer is not installed.
    """

    def record_one(
        name: str,
        value: float | None,
        unit: str,
        floor: float | None = None,
        ratio: float | None = None,
        target: str | None = None,
        met: bool | None = None,
    ) -> None:
        entry = {
            "name": name,
            "value": value,
            "unit": unit,
            "floor": floor,
            "ratio": ratio,
            "target": target,
            "met": met,
        }
        _write([old for old in _stored() if old.get("name") != name] + [entry])
        with capsys.disabled():
            print(f"\n  {name}: {value} {unit} (floor {floor}, ratio {ratio}, target {target}, met {met})")  # noqa: T201

    return record_one
