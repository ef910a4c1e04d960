"""The cookbook on a large release: the time of each question as an analyst waits for its answer.

``python -m benchmarks.cookbook HOME [NUMBER ...] [--rounds N] [--queries FOLDER]`` opens the current release of HOME
(see viewer_release.py) once, as ``fazhi sql`` does (read-only, no access to files), asks each question once and then
``N`` times more, and takes the whole answer each time, by columns. ``first`` reads what no question before it has read.
Does not belong here: whether answers are right (tests/unit/cookbook).
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.home import PROJECT_ROOT, Home
from orchestration.serving.query import open_release

ROUNDS = 20
P95_MS = 250.0


@dataclass(frozen=True, slots=True)
class Timing:
    """One question: rows of its answer, milliseconds of the first run, of the others, and of the processors."""

    name: str
    rows: int
    first: float
    median: float
    p95: float
    processors: float

    def line(self) -> str:
        """A row of the table that is printed."""
        return (
            f"{self.name:<36}{self.rows:>10,}{self.first:>9.0f}{self.median:>9.0f}{self.p95:>9.0f}"
            f"{self.processors:>9.0f}{'' if self.p95 <= P95_MS else '  !'}"
        )


HEAD = f"{'question':<36}{'rows':>10}{'first':>9}{'p50':>9}{'p95':>9}{'cpu':>9}  ms"


def timings(connection: duckdb.DuckDBPyConnection, queries: Sequence[Path], rounds: int) -> Iterator[Timing]:
    """Each query in turn, asked 1 + ``rounds`` times."""
    for path in queries:
        question = path.read_text(encoding="utf-8")
        runs = [_asked(connection, question) for _ in range(1 + rounds)]
        times = sorted(wall for _, wall, _ in runs[1:])
        yield Timing(
            name=path.stem,
            rows=runs[0][0],
            first=runs[0][1],
            median=statistics.median(times),
            p95=times[min(len(times) - 1, int(0.95 * len(times)))],
            processors=statistics.median(used for _, _, used in runs[1:]),
        )


def _asked(connection: duckdb.DuckDBPyConnection, question: str) -> tuple[int, float, float]:
    """Rows, wall time and processor time in milliseconds."""
    begun, used = time.perf_counter(), time.process_time()
    rows = connection.execute(question).to_arrow_table().num_rows
    return rows, 1_000 * (time.perf_counter() - begun), 1_000 * (time.process_time() - used)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line a question; ends with 1 when one of them is slower than its bound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("numbers", nargs="*", help="of questions, such as 07; all when none is given")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--queries", type=Path, default=PROJECT_ROOT / "cookbook")
    given = parser.parse_args(arguments)
    queries = sorted(given.queries.glob("*.sql"))
    chosen = [path for path in queries if not given.numbers or path.stem[:2] in given.numbers]
    print(HEAD, flush=True)
    slow = 0
    with open_release(Home(given.home.resolve(), given.home)) as connection:
        for timing in timings(connection, chosen, max(given.rounds, 1)):
            print(timing.line(), flush=True)
            slow += timing.p95 > P95_MS
    print(f"{len(chosen) - slow} of {len(chosen)} within {P95_MS:.0f} ms")
    raise SystemExit(1 if slow else 0)


if __name__ == "__main__":
    main()
