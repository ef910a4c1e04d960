"""Time of extraction on texts made to be slow: ``python -m benchmarks.adversarial [MEGABYTES]``, 10 unless told.

Each text repeats one hostile unit; the ratio of the time for twice the size tells whether the work stays linear. The
test of the same name counts work instead of seconds; this prints what it costs. Does not belong here: ordinary reports.
"""

from __future__ import annotations

import sys
import time

from orchestration.document import Document, Metadata
from orchestration.extraction.extract import extract

UNITS = {
    "digits": "1234567890",
    "of which": "其中",
    "brackets": "（",
    "bracketed": "（1件）",
    "one line": "办结5件，",
    "numbered": "A1 ",
    "dates": "2023年",
    "references": "第一条、",
}
MEGABYTE = 1_000_000


def seconds(unit: str, size: int) -> float:
    """Return the processor time for a text of ``size`` bytes made of ``unit``."""
    document = Document(unit * (size // len(unit.encode())), (), Metadata(year=2023))
    begun = time.process_time()
    extract(document)
    return time.process_time() - begun


def main() -> None:
    """Print seconds for half the size and the size, and their ratio (2 is linear)."""
    size = int(float(sys.argv[1]) * MEGABYTE) if len(sys.argv) > 1 else 10 * MEGABYTE
    extract(Document("受理12件。", (), Metadata(year=2023)))
    print(f"{'text':12s}{f'{size / 2 / MEGABYTE:g} MB':>12s}{f'{size / MEGABYTE:g} MB':>12s}{'ratio':>8s}")
    for name, unit in UNITS.items():
        half, whole = seconds(unit, size // 2), seconds(unit, size)
        print(f"{name:12s}{half:10.1f} s{whole:10.1f} s{whole / max(half, 1e-6):8.2f}", flush=True)


if __name__ == "__main__":
    main()
