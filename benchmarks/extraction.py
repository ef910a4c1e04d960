"""Extraction against an hour's expression and a public recogniser, in turns on one text in one run: ``make bench``.

Prints for each size of text MB of UTF-8 a second and the ratio of times, then import, start-up and peak memory of a
process of its own, then the columns of the evaluation on the annotated corpus. ``--large`` adds 100 MB, which takes
minutes. Does not belong here: the rivals (rivals.py), the text (texts.py).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, product

from benchmarks.alone import CONTESTANTS, SEPARATOR
from benchmarks.rivals import Row, expression, has_recogniser, recogniser
from benchmarks.texts import documents, published
from orchestration.cli.corpus import annotated
from orchestration.document import Document
from orchestration.extraction.evaluate import as_row, score_document
from orchestration.extraction.evaluation import merged
from orchestration.extraction.extract import extract
from orchestration.home import PROJECT_ROOT

Contestant = Callable[[str], object]
MEGABYTE = 1_000_000
SIZES = (1, 10)
LARGE = 100
_TURN = 20  # documents that one contestant reads before the next has its turn
_STARTS = 5
_WARM_BYTES = 150_000
_COLUMNS = (
    "f1_value_unit",
    "f1_whole_fact",
    "measure_ok",
    "comparator",
    "status_nondefault",
    "scope_nondefault",
    "period_nondefault",
    "parent",
    "nonfact_kind",
    "indicator_mapped_recall",
)


def contestants() -> list[str]:
    """Who takes part; the recogniser only where it is installed."""
    return [name for name in CONTESTANTS if name != "recogniser" or has_recogniser()]


def race(texts: Iterator[str], runners: dict[str, Contestant]) -> tuple[float, dict[str, float]]:
    """Bytes read and seconds of each; in turns, so that a slow moment of the machine hits all of them."""
    seconds = dict.fromkeys(runners, 0.0)
    size = 0
    while turn := list(islice(texts, _TURN)):
        size += sum(len(text.encode()) for text in turn)
        for name, runner in runners.items():
            begun = time.perf_counter()
            for text in turn:
                runner(text)
            seconds[name] += time.perf_counter() - begun
    return size, seconds


def print_speed(sizes: Sequence[float]) -> None:
    """Print speed and ratio for each size of text, in MB: text as plain as published reports, and text of the corpus,
    which is several times as dense in figures."""
    sources = {"published": published(), "corpus": [one.document.text for one in annotated()]}
    runners = {name: CONTESTANTS[name]() for name in contestants()}
    print(f"{'text':>20}  " + "".join(f"{name:>24}" for name in runners))
    # Tables are loaded and expressions compiled when first needed; that is told, and is no part of the speeds below.
    _, first = race(documents(sources["corpus"], _WARM_BYTES, seed=1), runners)
    print(f"{'first run':>20}  " + "".join(f"{spent:>22.2f} s" for spent in first.values()))
    for (source, texts), megabytes in product(sources.items(), sizes):
        size, seconds = race(documents(texts, int(megabytes * MEGABYTE)), runners)
        cells = (f"{size / spent / MEGABYTE:8.2f} MB/s {spent / seconds['ours']:6.2f} ×" for spent in seconds.values())
        print(f"{source:>10} {size / MEGABYTE:6.2f} MB  " + "".join(f"{cell:>24}" for cell in cells))
    print(
        "× is the time in units of ours: below 1 is faster than whole facts are found; the first run is over "
        f"{_WARM_BYTES / MEGABYTE:g} MB and compiles what is needed\n"
    )


def print_process(megabytes: float) -> None:
    """Print what each costs as a process of its own: import, first use, peak memory after ``megabytes`` of text."""
    print(
        f"{'':>11}{'import s':>10}{'start-up s':>12}{'peak MB':>9}  (least of {_STARTS}; peak after {megabytes:g} MB)"
    )
    for name in contestants():
        starts = [_child(name, 0) for _ in range(_STARTS)]
        imported, started = (min(one[index] for one in starts) for index in (0, 1))
        print(f"{name:>11}{imported:10.3f}{started:12.3f}{_child(name, megabytes)[2]:9.0f}")
    print()


def _child(name: str, megabytes: float) -> list[float]:
    """Import, start-up and peak memory of one contestant; the text is made here, so that making it costs it nothing."""
    command = [sys.executable, "-m", "benchmarks.alone", name]
    with subprocess.Popen(command, cwd=PROJECT_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None and child.stdout is not None
        if megabytes:
            texts = [one.document.text for one in annotated()]
            for text in documents(texts, int(megabytes * MEGABYTE)):
                child.stdin.write(text + SEPARATOR)
        child.stdin.close()
        return [float(number) for number in child.stdout.read().split()]


def print_columns() -> None:
    """Print the columns of the evaluation on all annotated documents; of the held-out part only these sums."""
    readers: dict[str, Callable[[Document], Sequence[Row]]] = {
        "ours": lambda document: [as_row(mention) for mention in extract(document).mentions],
        "expression": lambda document: expression(document.text),
        "recogniser": lambda document: recogniser(document.text),
    }
    corpus = annotated(held_out=True)
    runners = contestants()
    print(f"{'':>32}" + "".join(f"{name:>12}" for name in runners))
    for part in dict.fromkeys(one.part for one in corpus):
        here = [one for one in corpus if one.part == part]
        scores = {
            name: merged(score_document(one.name, one.gold, readers[name](one.document)) for one in here).columns()
            for name in runners
        }
        for column in _COLUMNS:
            cells = (scores[name][column] for name in runners)
            shown = ("–" if value is None else f"{value:.3f}" for value in cells)
            print(f"{part:>9} {column:<22}" + "".join(f"{cell:>12}" for cell in shown))


def main(arguments: Sequence[str]) -> None:
    """Run the whole comparison."""
    parser = argparse.ArgumentParser(prog="benchmarks.extraction", description=__doc__)
    parser.add_argument("--large", action="store_true", help=f"also {LARGE} MB of text: minutes")
    parser.add_argument("--sizes", type=float, nargs="+", metavar="MB", default=list(SIZES), help="sizes of text")
    options = parser.parse_args(arguments)
    sizes = [*options.sizes, *([LARGE] if options.large else [])]
    if not has_recogniser():
        print("cn2an is not installed (pip install 'fazhi[bench]'): compared with the expression alone\n")
    print_speed(sizes)
    print_process(min(max(sizes), max(SIZES)))
    print_columns()


if __name__ == "__main__":
    main(sys.argv[1:])
