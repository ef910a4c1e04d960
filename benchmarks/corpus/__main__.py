"""``python -m benchmarks.corpus make FOLDER --reports N`` and ``… check FOLDER HOME``.

``check`` compares what a build of ``FOLDER/raw`` in ``HOME`` found with what was planted.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.corpus.checking import check
from benchmarks.corpus.writing import SEED, make


def main() -> None:
    """Make or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make")
    making.add_argument("folder", type=Path)
    making.add_argument("--reports", type=int, default=1_000)
    making.add_argument("--first", type=int, default=0)
    making.add_argument("--seed", type=int, default=SEED)
    making.add_argument("--processes", type=int, default=2)
    checking = commands.add_parser("check")
    checking.add_argument("folder", type=Path)
    checking.add_argument("home", type=Path)
    checking.add_argument("--differences", type=Path, help="a CSV file for what differs")
    given = parser.parse_args()
    if given.command == "make":
        make(given.folder, given.reports, given.seed, given.first, given.processes)
        return
    agreement = check(given.folder, given.home)
    print(agreement.summary())
    if given.differences:
        agreement.differences.write_csv(given.differences)


if __name__ == "__main__":
    main()
