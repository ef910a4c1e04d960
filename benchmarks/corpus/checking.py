"""What a build has found against what was planted: places, values, units, indicators, bodies and years.

Does not belong here: making the corpus (writing.py).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from orchestration.lake.store import bucket_of, read_rows_of, read_table

LISTED = 10_000  # differences kept; all are counted
_MENTIONS = ("document_id", "start", "end", "kind", "surface", "value", "unit", "measure", "indicator_id")
_DOCUMENTS = ("document_id", "text", "agency_full_name_zh", "year", "source_file")
Row = dict[str, Any]


@dataclass
class Agreement:
    """Counts of one comparison; ``differences`` has a row for each that differs, up to LISTED.

    Of ``planted`` figures in documents that speak for their report, ``found`` stand as facts at their place with value
    and unit, ``mapped`` of these have the indicator planted; ``spurious`` facts were not planted. ``bodies`` and
    ``years`` of ``documents`` are those planted. ``unread`` files were planted and are no document.
    """

    documents: int = 0
    unread: int = 0
    copies: int = 0
    bodies: int = 0
    years: int = 0
    planted: int = 0
    found: int = 0
    mapped: int = 0
    spurious: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    rows: list[Row] = field(default_factory=list)

    @property
    def differences(self) -> pl.DataFrame:
        """What differs: kind of difference, file, sentence, surface, expected, found."""
        names = ("difference", "source_file", "sentence", "surface", "expected", "found")
        return pl.DataFrame(self.rows, schema=dict.fromkeys(names, pl.String))

    def differs(self, difference: str, source_file: str, **told: object) -> None:
        """Count and list a difference."""
        self.counts[difference] += 1
        if len(self.rows) < LISTED:
            texts = {name: str(value) for name, value in told.items()}
            self.rows.append({"difference": difference, "source_file": source_file, **texts})

    def summary(self) -> str:
        """A few lines for a person."""
        share = [f"{100 * part / max(self.planted, 1):.2f} %" for part in (self.found, self.mapped)]
        lines = [
            f"documents {self.documents} (copies {self.copies}, unread {self.unread}), "
            f"body right {self.bodies}, year right {self.years}",
            f"planted {self.planted}, place value unit {share[0]}, indicator too {share[1]}, spurious {self.spurious}",
        ]
        return "\n".join([*lines, *(f"  {name} {count}" for name, count in self.counts.most_common())])


def check(folder: Path, home: Path) -> Agreement:
    """Compare the lake of ``home`` with the truth beside the corpus in ``folder``, a bucket at a time."""
    lake = home / "lake"
    agreement = Agreement()
    files = pl.read_parquet(folder / "truth" / "files" / "*.parquet").filter(pl.col("year").is_not_null())
    landed = read_table(lake, "landing", ["source_file", "document_id", "duplicate_of"])
    files = files.join(landed, on="source_file", how="left")
    agreement.copies = int(files["duplicate_of"].is_not_null().sum())
    files = files.filter(pl.col("duplicate_of").is_null())
    known = read_table(lake, "documents", ["document_id"])["document_id"]
    agreement.unread = files.filter(~pl.col("document_id").is_in(known.implode())).height
    by_bucket: dict[str, list[Row]] = defaultdict(list)
    for row in files.filter(pl.col("document_id").is_in(known.implode())).iter_rows(named=True):
        by_bucket[bucket_of(row["document_id"])].append(row)
    extracted = set(read_table(lake, "ledger", ["document_id"])["document_id"])
    facts = pl.scan_parquet(folder / "truth" / "facts" / "*.parquet")
    for rows in by_bucket.values():
        _check_bucket(lake, rows, extracted, facts, agreement)
    return agreement


def _check_bucket(lake: Path, rows: list[Row], extracted: set[str], facts: pl.LazyFrame, into: Agreement) -> None:
    ids = [row["document_id"] for row in rows]
    documents = {row["document_id"]: row for row in read_rows_of(lake, "documents", ids, _DOCUMENTS).to_dicts()}
    mentions = read_rows_of(lake, "mentions", ids, _MENTIONS).filter(pl.col("kind") == "fact")
    found = mentions.partition_by("document_id", as_dict=True)
    names = [row["source_file"] for row in rows]
    planted = facts.filter(pl.col("source_file").is_in(names)).collect().partition_by("source_file", as_dict=True)
    for row in rows:
        document = documents[row["document_id"]]
        into.documents += 1
        _check_head(row, document, into)
        if row["document_id"] not in extracted:
            into.copies += 1
            continue
        at = {one["start"]: one for one in _rows(found, row["document_id"])}
        _check_facts(row, document, _rows(planted, row["source_file"]), at, into)


def _rows(frames: dict[tuple[Any, ...], pl.DataFrame], key: str) -> list[Row]:
    return frames[key,].to_dicts() if (key,) in frames else []


def _check_head(row: Row, document: Row, into: Agreement) -> None:
    for column, right in (("agency_full_name_zh", "bodies"), ("year", "years")):
        if document[column] == row[column]:
            setattr(into, right, getattr(into, right) + 1)
        else:
            into.differs(column, row["source_file"], expected=row[column], found=document[column])


def _check_facts(row: Row, document: Row, planted: list[Row], at: dict[int, Row], into: Agreement) -> None:
    into.planted += len(planted)
    for one, start in _placed(document["text"], planted):
        told = {"sentence": one["sentence"], "surface": one["surface"]}
        if start < 0:
            into.differs("sentence_not_found", row["source_file"], **told)
            continue
        fact = at.pop(start, None)
        if fact is None or (fact["end"] - start, fact["value"], fact["unit"]) != (
            one["end"] - one["start"],
            one["value"],
            one["unit"],
        ):
            seen = fact and [fact["surface"], str(fact["value"]), fact["unit"]]
            into.differs("value", row["source_file"], **told, expected=[str(one["value"]), one["unit"]], found=seen)
            continue
        into.found += 1
        if fact["indicator_id"] == one["indicator_id"]:
            into.mapped += 1
        else:
            mapped = [fact["indicator_id"], fact["measure"]]
            into.differs("indicator", row["source_file"], **told, expected=one["indicator_id"], found=mapped)
    into.spurious += len(at)
    for fact in at.values():
        around = document["text"][max(0, fact["start"] - 20) : fact["end"] + 10]
        into.differs("spurious", row["source_file"], sentence=around, surface=fact["surface"], found=fact["measure"])


def _placed(text: str, planted: list[Row]) -> Iterator[tuple[Row, int]]:
    """The planted figures with their offsets in the text as it was read; -1 where the sentence is not in it."""
    for one in planted:
        begin = text.find(one["sentence"])
        yield one, begin if begin < 0 else begin + one["start"]
