"""``python -m bakala_desktop`` and the ``bakala`` command."""

import sys

from bakala_desktop.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
