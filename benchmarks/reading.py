"""Reading by format against what a script of an hour does with the same library, in turns in one run.

``python -m benchmarks.reading [--files N]`` prints for each format files a second and MB of the file a second: the
rival, our characters with pieces and tables, our whole document (body, year, genre), and that in the worker that can be
lost. Does not belong here: extraction (extraction.py).
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from itertools import cycle, islice
from typing import Any

from benchmarks.texts import published, with_other_figures
from orchestration.reading.isolation import IsolatedReader
from orchestration.reading.reader import decode_bytes, read_bytes

FILES = 12
TURN = 3  # files that one contestant reads before the next has its turn
MEGABYTE = 1_000_000
SEED = 7
WORKER = "worker"
_WIDTH = 33
Reader = Callable[[bytes], object]


def plain(data: bytes) -> str:
    """Text by its encoding, tried one after the other."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode("utf-16" if data.startswith(b"\xff\xfe") else encoding)
        except UnicodeDecodeError:
            continue
    return ""


def page(data: bytes) -> str:
    """The main text of a page."""
    return str(_library("trafilatura").extract(data) or "")


def pdf(data: bytes) -> str:
    """The text of a PDF, page by page."""
    with _library("pdfplumber").open(io.BytesIO(data)) as file:
        return "\n".join(one.extract_text() or "" for one in file.pages)


def word(data: bytes) -> str:
    """The paragraphs of a Word file; no numbers of lists, notes or text boxes."""
    return "\n".join(one.text for one in _library("docx").Document(io.BytesIO(data)).paragraphs)


def ofd(data: bytes) -> str:
    """The text objects of an OFD file in the order of its parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith("Content.xml")]
        roots = [_library("lxml.etree").fromstring(archive.read(name)) for name in names]
    return "\n".join("".join(one.itertext()) for root in roots for one in root.iter("{*}TextCode"))


def rtf(data: bytes) -> str:
    """The text of an RTF file."""
    return str(_library("striprtf.striprtf").rtf_to_text(data.decode("latin-1")))


# Suffix of the file to what a script does; pages in MHTML have no library of their own.
RIVALS: dict[str, Reader] = {
    "txt": plain,
    "gb.txt": plain,
    "wide.txt": plain,
    "html": page,
    "gbk.htm": page,
    "pdf": pdf,
    "docx": word,
    "ofd": ofd,
    "rtf": rtf,
}


@cache
def _library(name: str) -> Any:
    return import_module(name)


def files(count: int) -> dict[str, list[bytes]]:
    """Reports of the usual size in every format, with other figures in each."""
    formats = import_module("tests.support.report_formats").formats
    found: dict[str, list[bytes]] = {}
    chance = random.Random(SEED)
    for text in islice(cycle(published()), count):
        lines = [line.strip() for line in with_other_figures(text, chance).splitlines() if line.strip()]
        for suffix, data in formats(lines).items():
            found.setdefault(suffix, []).append(data)
    return found


def race(data: Sequence[bytes], readers: dict[str, Reader]) -> dict[str, float]:
    """Seconds of the processor, so that other work on the machine does not count; of the worker, which is another
    process, of the clock. In turns."""
    seconds = dict.fromkeys(readers, 0.0)
    for reader in readers.values():
        reader(data[0])  # libraries are loaded and tables compiled when first needed
    for at in range(0, len(data), TURN):
        for name, reader in readers.items():
            clock = time.perf_counter if name == WORKER else time.process_time
            begun = clock()
            for one in data[at : at + TURN]:
                reader(one)
            seconds[name] += clock() - begun
    return seconds


def print_row(suffix: str, data: Sequence[bytes], isolated: IsolatedReader) -> None:
    """Print one format: files and MB a second of each contestant, and its time in units of the rival's."""
    name = f"a.{suffix}"
    readers: dict[str, Reader] = {
        "characters": lambda one: decode_bytes(one, name),
        "document": lambda one: read_bytes(one, name),
        WORKER: lambda one: isolated.read(one, name),
    }
    if suffix in RIVALS:
        readers = {"rival": RIVALS[suffix], **readers}
    size, count = sum(map(len, data)) / MEGABYTE, len(data)
    seconds = race(data, readers)
    base = seconds.get("rival")
    cells = [f"{suffix:>9}{size / count * 1000:8.0f} kB"]
    for contestant in ("rival", "characters", "document", WORKER):
        spent = seconds.get(contestant)
        if spent is None:
            cells.append(f"{'–':>{_WIDTH}}")
        else:
            ratio = f"{spent / base:8.1f} ×" if base else f"{'–':>10}"
            cells.append(f"{count / spent:9.1f}/s{size / spent:7.2f} MB/s{ratio}".rjust(_WIDTH))
    print("".join(cells), flush=True)


def main(arguments: Sequence[str]) -> None:
    """Run the whole comparison."""
    parser = argparse.ArgumentParser(prog="benchmarks.reading", description=__doc__)
    parser.add_argument("--files", type=int, default=FILES, metavar="N", help="files of each format")
    count = parser.parse_args(arguments).files
    print(
        f"{'format':>9}{'a file':>11}"
        + "".join(f"{one:>{_WIDTH}}" for one in ("rival", "characters", "document", "worker"))
    )
    with IsolatedReader() as isolated:
        for suffix, data in files(count).items():
            print_row(suffix, data, isolated)
    print("× is the time in units of the rival's: above 1 is slower than a script that takes the text alone")


if __name__ == "__main__":
    main(sys.argv[1:])
