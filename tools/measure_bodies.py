"""How often body, level, region, year and dates are right, wrong or left open, on labelled heads and reports.

``python -m tools.measure_bodies [open|kept|reports]`` prints the table and, for the part asked for, what went wrong.
The half that is kept back is not looked at by whoever changes rules. Does not belong here: the layouts (heads.py).
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from orchestration.document import Metadata
from orchestration.reading.errors import Rejection
from orchestration.reading.reader import read_bytes
from tools.heads import HEADS, file_of, read_heads

DOCUMENTS = HEADS.parent / "documents.csv"
# Bodies that answer to a ministry or a province, not to the government of their place.
VERTICAL = HEADS.parent / "vertical.csv"
_ROOT = HEADS.parents[3]
_ANY = "*"  # a label that leaves the field open
FIELDS = ("body", "level", "region", "function", "year", "published")
Labels = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One labelled text: what was expected of it and what came out, per field; an empty string is «unknown»."""

    part: str
    name: str
    expected: Labels
    found: dict[str, str]
    note: str

    def verdict(self, field: str) -> str:
        """right, wrong or unknown; what nobody can know from the text is right when it is left unknown."""
        expected, found = self.expected[field], self.found[field]
        if _ANY in expected or found in expected:
            return "right"
        return "wrong" if found else "unknown"


def outcomes() -> Iterator[Outcome]:
    """All labelled texts: both halves of the heads, then the reports of the corpus."""
    for head in read_heads():
        wanted = head["expected"]
        labels: Labels = {
            "body": tuple(wanted["body"]) or ("",),
            "level": (wanted["level"] or "",),
            "region": (wanted["region_code"] or "",),
            "function": (_ANY,),
            "year": (str(wanted["year"]),),
            "published": (wanted["published"] or "",),
        }
        if not wanted["body"]:
            # Without a body there is no report to speak of its year.
            labels |= {"year": (_ANY,), "published": (_ANY,)}
        name, data = file_of(head)
        yield _outcome(f"heads, {head['half']}", head["id"], labels, name, data)
    yield from _vertical()
    with DOCUMENTS.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            labels = {
                "body": tuple(row["body"].split("|")),
                "level": (row["level"],),
                "region": (row["region_code"],),
                "function": (_ANY,),
                "year": (row["year"] if row["body"] else _ANY,),
                "published": (row["published_date"] if row["body"] else _ANY,),
            }
            path = _path_of(row["document"])
            yield _outcome("reports", row["document"], labels, path.name, path.read_bytes())


def _vertical() -> Iterator[Outcome]:
    """Each row as the head of a report; the text behind it says nothing more of the body."""
    with VERTICAL.open(encoding="utf-8", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream), 2):
            opening = f"2023年,{row['opening_name']}认真履行法治建设职责,各项工作按期完成。"
            text = f"{row['title_body']}2023年法治政府建设年度报告\n{opening}\n{row['signature']}\n2024年1月18日\n"
            labels: Labels = {
                "body": tuple(row["body"].split("|")),
                "level": (row["level"],),
                "region": (row["region_code"],),
                "function": (row["function_zh"],),
                "year": ("2023",),
                "published": (_ANY,),
            }
            yield _outcome(f"vertical, {row['half']}", f"vertical.csv:{number}", labels, "a.txt", text.encode())


def _path_of(document: str) -> Path:
    """Reports move between the parts of the corpus; their names stay."""
    places = [
        *(_ROOT / "tests" / "corpus").glob(f"*/{document}.txt"),
        *(_ROOT / "raw" / "reports").glob(f"{document}_*"),
    ]
    return places[0]


def _outcome(part: str, name: str, labels: Labels, file: str, data: bytes) -> Outcome:
    try:
        metadata = read_bytes(data, file).metadata
    except Rejection as rejection:
        return Outcome(part, name, labels, dict.fromkeys(FIELDS, ""), str(rejection))
    return Outcome(part, name, labels, _found(metadata), metadata.agency.evidence if metadata.agency else "")


def _found(metadata: Metadata) -> dict[str, str]:
    agency = metadata.agency
    return {
        "body": agency.full_name_zh if agency else "",
        "level": agency.level if agency else "",
        "region": (agency.region_code or "") if agency else "",
        "function": (agency.function_zh or "") if agency else "",
        "year": str(metadata.year or ""),
        "published": metadata.published_date.isoformat() if metadata.published_date else "",
    }


def shares(found: Iterable[Outcome]) -> dict[tuple[str, str], tuple[float, float, int]]:
    """Per part and field: share right, share wrong, number of texts."""
    by_part: dict[str, list[Outcome]] = {}
    for outcome in found:
        by_part.setdefault(outcome.part, []).append(outcome)
    return {
        (part, field): (
            sum(one.verdict(field) == "right" for one in group) / len(group),
            sum(one.verdict(field) == "wrong" for one in group) / len(group),
            len(group),
        )
        for part, group in by_part.items()
        for field in FIELDS
    }


def main(shown: str = "") -> None:
    """Print the table; with a part's name also its texts that are not right."""
    found = list(outcomes())
    print(f"{'part':<14}{'field':<11}{'texts':>6}{'right %':>9}{'wrong %':>9}")
    for (part, field), (right, wrong, count) in shares(found).items():
        print(f"{part:<14}{field:<11}{count:>6}{right * 100:>9.1f}{wrong * 100:>9.1f}")
    for one in found:
        missed = {f: (one.expected[f], one.found[f]) for f in FIELDS if one.verdict(f) != "right"}
        if shown and missed and shown in one.part:
            print(f"\n{one.name}: {missed}\n  {one.note}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
