"""Reading by format against what a script of an hour does with the same library, in turns in one run.

``python -m benchmarks.reading [--files N] [--format SUFFIX …]`` prints for each format files a second and MB of the
file a second: the rival, our characters with pieces and tables, our whole document (body, year, genre), and that in the
worker that can be lost. DOC goes through LibreOffice and scans through Tesseract, where they are installed, a few files
of each. Does not belong here: extraction (extraction.py).
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.texts import published, with_other_figures
from orchestration.reading.isolation import IsolatedReader
from orchestration.reading.reader import decode_bytes, read_bytes
from orchestration.reading.recognition.engine import installed

FILES = 12
TURN = 3  # files that one contestant reads before the next has its turn
MEGABYTE = 1_000_000
SEED = 7
OTHER_PROGRAMS = {"doc": 3, "scan.pdf": 1}  # files of the formats that other programs read: seconds and minutes each
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


def by_libreoffice(data: bytes) -> str:
    """The text of an old Word file as the program itself saves it, in a profile that is there already."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.doc").write_bytes(data)
        profile = f"-env:UserInstallation=file://{tempfile.gettempdir()}/fazhi-benchmark-profile"
        command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder]
        subprocess.run([*command, f"{folder}/a.doc"], check=True, capture_output=True)
        return (Path(folder) / "a.txt").read_text(encoding="utf-8-sig")


def by_tesseract(data: bytes) -> str:
    """The text of a scan, page by page."""
    texts = []
    for one in _library("pypdfium2").PdfDocument(data):
        image = io.BytesIO()
        one.render(scale=300 / 72).to_pil().convert("L").save(image, "png")
        command = ["tesseract", "stdin", "stdout", "-l", "chi_sim"]
        texts.append(subprocess.run(command, input=image.getvalue(), check=True, capture_output=True).stdout.decode())
    return "\n".join(texts)


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
    "doc": by_libreoffice,
    "scan.pdf": by_tesseract,
}


@cache
def _library(name: str) -> Any:
    return import_module(name)


def texts(count: int) -> list[list[str]]:
    """The lines of reports of the usual size, with other figures in each."""
    chance = random.Random(SEED)
    reports = [with_other_figures(text, chance) for text in islice(cycle(published()), count)]
    return [[line.strip() for line in text.splitlines() if line.strip()] for text in reports]


def files(count: int) -> dict[str, list[bytes]]:
    """Reports in every format that is read without another program, and where these are installed, in theirs."""
    formats = import_module("tests.support.report_formats").formats
    found: dict[str, list[bytes]] = {}
    for lines in texts(count):
        for suffix, data in formats(lines).items():
            found.setdefault(suffix, []).append(data)
    programs, scans = import_module("tests.support.programs"), import_module("tests.support.scans")
    if programs.LIBREOFFICE is not None:
        words = {f"{number}.docx": data for number, data in enumerate(found["docx"][: OTHER_PROGRAMS["doc"]])}
        with tempfile.TemporaryDirectory() as folder:
            found["doc"] = list(programs.by_libreoffice(words, "doc", Path(folder)).values())
    if not installed().missing and scans.TYPEFACE is not None:
        found["scan.pdf"] = [scans.scanned(scans.typed(lines)) for lines in texts(OTHER_PROGRAMS["scan.pdf"])]
    return found


def processor_seconds() -> float:
    """Of this process and of those it has started and seen end."""
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + others.ru_utime + others.ru_stime


def race(data: Sequence[bytes], readers: dict[str, Reader]) -> dict[str, float]:
    """Seconds of the processor, so that other work on the machine does not count; of the worker, which is another
    process, of the clock. In turns."""
    seconds = dict.fromkeys(readers, 0.0)
    for reader in readers.values():
        if len(data) > 1:
            reader(data[0])  # libraries are loaded and tables compiled when first needed
    for at in range(0, len(data), TURN):
        for name, reader in readers.items():
            clock = time.perf_counter if name == WORKER else processor_seconds
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
    if suffix == "scan.pdf":  # once, it takes long enough
        readers = {"characters": lambda one: decode_bytes(one, name, installed())}
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
            cells.append(f"{_rate(count / spent):>9}/s{_rate(size / spent):>8} MB/s{ratio}".rjust(_WIDTH))
    print("".join(cells), flush=True)


def _rate(one: float) -> str:
    """Three digits that count: 32,800, 145, 1.68, 0.0231."""
    return f"{float(f'{one:.3g}'):,.10g}"


def main(arguments: Sequence[str]) -> None:
    """Run the whole comparison."""
    parser = argparse.ArgumentParser(prog="benchmarks.reading", description=__doc__)
    parser.add_argument("--files", type=int, default=FILES, metavar="N", help="files of each format")
    parser.add_argument("--format", action="append", metavar="SUFFIX", help="only this one (may be given again)")
    asked = parser.parse_args(arguments)
    print(
        f"{'format':>9}{'a file':>11}"
        + "".join(f"{one:>{_WIDTH}}" for one in ("rival", "characters", "document", "worker"))
    )
    with IsolatedReader() as isolated:
        for suffix, data in files(asked.files).items():
            if asked.format is None or suffix in asked.format:
                print_row(suffix, data, isolated)
    print("× is the time in units of the rival's: above 1 is slower than a script that takes the text alone")


if __name__ == "__main__":
    main(sys.argv[1:])
