"""Writing ``tables/rule_precision.csv``: how often each rule was right on the annotated documents.

Run ``python -m orchestration.extraction.measure_rules GOLD_DIR REPORTS_DIR`` after a change of rules; the numbers are
counted, never set by hand. Does not belong here: using the numbers (confidence.py).
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from orchestration.document import Document, Metadata
from orchestration.extraction.confidence import RULE_PRECISION, smoothed
from orchestration.extraction.evaluate import as_row, evaluate, read_rows
from orchestration.extraction.extract import extract

_YEAR = re.compile(r"(20\d\d)年")


def measure_rules(gold_dir: Path, documents: Mapping[str, Document]) -> list[tuple[str, int, int]]:
    """Return ``(rule_id, correct, total)`` of every rule that fired on the documents of ``gold_dir``, by rule id.

    A fact is correct when it is wholly right; any other mention when its kind is right. A false fact counts
    against its rule.
    """
    predictions = {
        path.stem: [as_row(mention) for mention in extract(documents[path.stem]).mentions]
        for path in sorted(gold_dir.glob("*.jsonl"))
        if path.stem in documents
    }
    outcomes = {rule: list(found) for rule, found in evaluate(gold_dir, predictions).rules.items()}
    for name, rows in predictions.items():
        gold = read_rows(gold_dir / f"{name}.jsonl")
        for row in rows:
            met = next((other for other in gold if other["start"] < row["end"] and row["start"] < other["end"]), None)
            if met is None or met["kind"] == "weak" or (row["kind"] == "fact" and met["kind"] == "fact"):
                continue
            outcomes.setdefault(row["rule_id"], []).append(row["kind"] == met["kind"])
    return [(rule, sum(found), len(found)) for rule, found in sorted(outcomes.items())]


def write_table(measured: Sequence[tuple[str, int, int]], path: Path = RULE_PRECISION) -> None:
    """Write the table that confidence reads."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["rule_id", "correct", "total", "confidence"])
        writer.writerows([(rule, correct, total, smoothed(correct, total)) for rule, correct, total in measured])


def documents_of(reports_dir: Path) -> dict[str, Document]:
    """Read the reports as plain text, by the first three characters of the file name; the year is the first one
    named."""
    found: dict[str, Document] = {}
    for path in sorted(reports_dir.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        year = _YEAR.search(text)
        found[path.name[:3]] = Document(text, (), Metadata(year=int(year.group(1)) if year else None))
    return found


def main(arguments: Sequence[str]) -> int:
    """Measure ``GOLD_DIR REPORTS_DIR`` and write the table."""
    write_table(measure_rules(Path(arguments[0]), documents_of(Path(arguments[1]))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
