#!/bin/sh
# Finds a Python that the program can run on, and lets it do the rest (tools/set_up.py).
# PYTHON=/path/to/python3.12 make setup   chooses one; without it the environment that exists stays as it is,
# and 3.11 goes before 3.12, for what runs on the oldest version that is promised runs on both.
set -eu
cd "$(dirname "$0")/.."

fits() {
    "$1" -c 'import sys; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12)))' >/dev/null 2>&1
}

if [ -n "${PYTHON:-}" ]; then
    if ! fits "$PYTHON"; then
        echo "setup: PYTHON=$PYTHON is not Python 3.11 or 3.12." >&2
        exit 1
    fi
    exec "$PYTHON" tools/set_up.py "$@"
fi

for candidate in .venv/bin/python python3.11 python3.12 python3 python; do
    if fits "$candidate"; then
        exec "$candidate" tools/set_up.py "$@"
    fi
done

{
    echo "setup: Bakala Desktop needs Python 3.11 or 3.12, and none was found."
    if command -v apt-get >/dev/null 2>&1; then
        echo "On Debian 12 and Ubuntu 22.04, type:   sudo apt-get install python3.11 python3.11-venv"
        echo "On Ubuntu 24.04, type:                 sudo apt-get install python3.12 python3.12-venv"
    fi
    echo "If it lies in a place of its own:      make setup PYTHON=/path/to/python3.12"
} >&2
exit 1
