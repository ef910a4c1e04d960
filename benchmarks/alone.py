"""One contestant in a process of its own: ``python -m benchmarks.alone NAME < texts`` prints what it costs.

Reads texts separated by NUL, one after the other, and prints seconds of import, seconds of the first short text, and
the peak memory in MB. Nothing of the others is imported, so that the memory is its own. Does not belong here: making
text.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

SEPARATOR = "\0"
_BLOCK = 1 << 16
_FIRST = "全年开展执法检查300余次,立案查处二十一件。"


def ours() -> Callable[[str], object]:
    """Whole facts."""
    from orchestration.document import Document, Metadata
    from orchestration.extraction.extract import extract

    return lambda text: extract(Document(text=text, metadata=Metadata(year=2023)))


def expression() -> Callable[[str], object]:
    """The expression of an hour."""
    from benchmarks import rivals

    return rivals.expression


def recogniser() -> Callable[[str], object]:
    """The public recogniser with its glue."""
    from benchmarks import rivals

    rivals.transform()
    return rivals.recogniser


CONTESTANTS: dict[str, Callable[[], Callable[[str], object]]] = {
    "ours": ours,
    "expression": expression,
    "recogniser": recogniser,
}


def texts(stream: TextIO) -> Iterator[str]:
    """The texts of a stream, without holding more than one."""
    rest = ""
    while block := stream.read(_BLOCK):
        *whole, rest = (rest + block).split(SEPARATOR)
        yield from whole
    if rest:
        yield rest


def main(name: str) -> None:
    """Run one contestant over standard input."""
    begun = time.perf_counter()
    runner = CONTESTANTS[name]()
    imported = time.perf_counter()
    runner(_FIRST)
    started = time.perf_counter()
    for text in texts(sys.stdin):
        runner(text)
    print(imported - begun, started - imported, peak_megabytes())


def peak_megabytes() -> float:
    """The most memory this program ever held. Linux counts what the parent held before it into ``ru_maxrss``, so its
    own account is asked first."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main(sys.argv[1])
