"""Prints build/bench.json as the table that stands in the README. Run by `make bench` at its end."""

import json
import sys
from pathlib import Path

RESULTS = Path(__file__).resolve().parent.parent / "build" / "bench.json"
COLUMNS = ("name", "value", "unit", "floor", "ratio", "target", "met")


def cell(column: str, value: object) -> str:
    """Return one value as the table shows it: three significant digits, no pipe that would end the cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    return str(value).replace("|", "\\|")


def main() -> int:
    """Print the table. Return 1 where there is nothing to print."""
    if not RESULTS.is_file():
        print("bench: no benchmark has written build/bench.json", file=sys.stderr)
        return 1
    entries = json.loads(RESULTS.read_text("utf-8"))
    print("| " + " | ".join(COLUMNS) + " |")
    print("| --- | ---: | --- | ---: | ---: | --- | --- |")
    for entry in entries:
        if entry.get("target") and entry.get("met") is None:
            entry["met"] = "peer not installed"
        print("| " + " | ".join(cell(column, entry.get(column)) for column in COLUMNS) + " |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
