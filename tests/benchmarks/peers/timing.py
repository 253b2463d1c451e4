"""The frame of a peer: `python PEER.py CONTENT.json FONTS` draws each invoice of the file and prints timings as JSON.

CONTENT.json is a list of invoices. The first warms the peer up; the median of the others is printed as
{"ms", "bytes", "pages"}.
"""

import json
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path


def run(prepare) -> None:
    """Time the function that `prepare(folder, fonts)` returns on every invoice of the file."""
    invoices = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        draw = prepare(Path(folder), Path(sys.argv[2]))
        pdf = draw(invoices[0])
        times = []
        for invoice in invoices[1:]:
            began = time.perf_counter()
            pdf = bytes(draw(invoice))
            times.append((time.perf_counter() - began) * 1000)
    pages = len(re.findall(rb"/Type\s*/Page(?![a-zA-Z])", pdf))
    sys.stdout.write(json.dumps({"ms": statistics.median(times), "bytes": len(pdf), "pages": pages or None}))
