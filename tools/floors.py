"""Floors of the evaluation: ``tests/corpus/floors.csv`` holds for every part and column the value not to be lost.

``python -m tools.floors`` measures all parts and raises the floors that were passed; it never lowers one. The history
tells when each floor was reached, by which extractor, on how many facts. A part with other texts (grown, or its texts
opened and others written in their place) is another measure: with another number of facts a new series begins, within a
series floors only rise. Does not belong here: scoring, the columns.
"""

from __future__ import annotations

import csv
import math
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from orchestration.cli.corpus import CORPUS, evaluation_of, parts_of, read_part
from orchestration.extraction.evaluation import BY_NAME, COLUMNS, Column, Value, merged
from orchestration.extraction.extract import EXTRACTOR_VERSION, extract
from orchestration.home import Home

FLOORS = CORPUS / "floors.csv"
_FIELDS = ("part", "column", "floor", "history")
_ENTRY = re.compile(r"(?P<day>\d{4}-\d\d-\d\d) v(?P<version>\S+) (?P<facts>\d+) facts → (?P<floor>[\d.]+)")
_WORTH = 0.005  # a rise smaller than this is not worth a line of history


@dataclass(frozen=True, slots=True)
class Entry:
    """A floor as it was once set."""

    day: str
    version: str
    facts: int
    floor: float

    def __str__(self) -> str:
        return f"{self.day} v{self.version} {self.facts} facts → {self.floor}"


@dataclass(frozen=True, slots=True)
class Floor:
    """The floor of one column of one part (a ceiling where lower is better), and how it came about."""

    part: str
    column: str
    floor: float
    history: tuple[Entry, ...]


def read_floors(path: Path = FLOORS) -> list[Floor]:
    """Read the table. Raises ValueError when a history is not written as it should be."""
    with path.open(encoding="utf-8", newline="") as handle:
        return [
            Floor(row["part"], row["column"], float(row["floor"]), _history(row["history"]))
            for row in csv.DictReader(handle)
        ]


def write_floors(floors: Iterable[Floor], path: Path = FLOORS) -> None:
    """Write the table."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(_FIELDS)
        writer.writerows((one.part, one.column, one.floor, "; ".join(map(str, one.history))) for one in floors)


def faults(floor: Floor) -> list[str]:
    """What is wrong with a history: floors may only rise while the part stays the same, and it ends at the floor."""
    found = []
    column = BY_NAME[floor.column]
    if not floor.history or floor.history[-1].floor != floor.floor:
        found.append("the history does not end at the floor")
    for before, after in zip(floor.history, floor.history[1:], strict=False):
        if after.day < before.day:
            found.append(f"the history goes backward: {after}")
        if after.facts == before.facts and _better(column, before.floor, after.floor):
            found.append(f"the floor was lowered: {after}")
    return found


def broken(floors: Iterable[Floor], measured: Mapping[str, Mapping[str, Value]]) -> list[str]:
    """The floors that the measured columns of their part do not hold; a part that is not there is no matter."""
    lines = []
    for one in floors:
        value = measured.get(one.part, {}).get(one.column, one.floor)
        if value is None or _better(BY_NAME[one.column], one.floor, float(value)):
            lines.append(f"{one.part} {one.column}: {value}, floor {one.floor}")
    return lines


def raised(floors: Sequence[Floor], measured: Mapping[str, Mapping[str, Value]], day: str, version: str) -> list[Floor]:
    """The floors with those raised that were passed, and with new ones for parts, columns and sizes that have none."""
    known = {(one.part, one.column): one for one in floors}
    for part, values in measured.items():
        facts = int(values["gold_facts"] or 0)
        for column in filter(_is_rated, COLUMNS):
            value = values[column.name]
            if value is None or (value == 0 and not column.lower_is_better):
                continue
            entry = Entry(day, version, facts, _rounded(column, float(value)))
            old = known.get((part, column.name))
            history = old.history if old else ()
            other_texts = not history or history[-1].facts != facts
            if other_texts or (
                old and _better(column, entry.floor, old.floor) and abs(entry.floor - old.floor) >= _WORTH
            ):
                known[part, column.name] = Floor(part, column.name, entry.floor, (*history, entry))
    return list(known.values())


def measure() -> dict[str, dict[str, Value]]:
    """The columns of every part of the corpus."""
    reports = Home.from_environment().raw / "reports"
    return {
        directory.name: merged(
            evaluation_of(one, extract(one.document)) for one in read_part(directory, [reports])
        ).columns()
        for directory in parts_of([])
    }


def _history(text: str) -> tuple[Entry, ...]:
    entries = []
    for part in filter(None, text.split("; ")):
        found = _ENTRY.fullmatch(part)
        if found is None:
            raise ValueError(f"history: {part!r}")
        entries.append(Entry(found["day"], found["version"], int(found["facts"]), float(found["floor"])))
    return tuple(entries)


def _is_rated(column: Column) -> bool:
    return column.name == "unaccounted" or not column.is_count


def _better(column: Column, one: float, other: float) -> bool:
    return one < other if column.lower_is_better else one > other


def _rounded(column: Column, value: float) -> float:
    """To the safe side: two digits of a share, one of a rate per hundred; above 0.99 three, since there each counts."""
    if column.lower_is_better:
        return math.ceil(value * 10 - 1e-9) / 10
    digits = 1000 if value >= 0.99 else 100
    return math.floor(value * digits + 1e-9) / digits


def main(arguments: Sequence[str]) -> int:
    """Raise the floors; ``--check`` only tells which do not hold."""
    floors = read_floors() if FLOORS.exists() else []
    measured = measure()
    lines = broken(floors, measured)
    print("\n".join(lines) or "all floors hold")
    if "--check" not in arguments:
        write_floors(raised(floors, measured, date.today().isoformat(), EXTRACTOR_VERSION))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
