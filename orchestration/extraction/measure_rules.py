"""How often each rule was right on annotated documents: what confidence is made of.

A fact is right when it is wholly right; any other mention when its kind is right; a fact that the annotation does not
hold counts against its rule, mentions on a ``weak`` line count neither way. Does not belong here: using the numbers
(confidence.py), reading the corpus (tools/measure_rules.py).
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from orchestration.document import Document
from orchestration.extraction.confidence import RULE_PRECISION, RuleRecord
from orchestration.extraction.evaluate import Row, as_row, score_document
from orchestration.extraction.extract import extract
from orchestration.extraction.result import Extraction

_FIELDS = ("rule_id", "corpus_cnt", "right_cnt", "precision", "confidence", "corpus_document_cnt", "example")
_LONGEST_EXAMPLE = 120


@dataclass(slots=True)
class _Tally:
    outcomes: list[bool] = field(default_factory=list)
    documents: int = 0
    examples: dict[bool, set[str]] = field(default_factory=lambda: {True: set(), False: set()})


def measure_rules(annotated: Iterable[tuple[Document, Sequence[Row]]]) -> list[RuleRecord]:
    """Return how every rule did that fired on the documents, by rule id."""
    tallies: dict[str, _Tally] = {}
    for document, gold in annotated:
        extraction = extract(document)
        starts = [sentence.start for sentence in extraction.sentences]
        for rule, outcomes in _outcomes(extraction, gold).items():
            tally = tallies.setdefault(rule, _Tally())
            tally.documents += 1
            for start, right in outcomes:
                sentence = extraction.sentences[max(bisect_right(starts, start) - 1, 0)]
                tally.outcomes.append(right)
                tally.examples[right].add(" ".join(document.text[sentence.start : sentence.end].split()))
    return [
        RuleRecord(rule, len(tally.outcomes), sum(tally.outcomes), tally.documents, _example(tally.examples[True]))
        for rule, tally in sorted(tallies.items())
    ]


def _outcomes(extraction: Extraction, gold: Sequence[Row]) -> dict[str, list[tuple[int, bool]]]:
    rows = [as_row(mention) for mention in extraction.mentions]
    outcomes = {rule: list(found) for rule, found in score_document("", gold, rows).rules.items()}
    for row in rows:
        if row["kind"] == "fact":
            continue  # told by the scorer
        met = next((other for other in gold if other["start"] < row["end"] and row["start"] < other["end"]), None)
        if met is not None and met["kind"] != "weak":
            outcomes.setdefault(row["rule_id"], []).append((row["start"], row["kind"] == met["kind"]))
    return outcomes


def _example(sentences: Iterable[str]) -> str:
    """The shortest sentence that says something and came out right; "" where none did. The same on every run."""
    told = [sentence for sentence in sentences if len(sentence) <= _LONGEST_EXAMPLE]
    return min(told, key=lambda sentence: (len(sentence) < 8, len(sentence), sentence), default="")


def write_table(measured: Sequence[RuleRecord], path: Path = RULE_PRECISION) -> None:
    """Write the table that confidence reads."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(_FIELDS)
        writer.writerows(
            (one.rule_id, one.count, one.right, one.precision, one.confidence, one.documents, one.example)
            for one in measured
        )
