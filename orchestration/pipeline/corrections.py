"""Corrections: rows of raw/corrections.csv and what notices announce, each tried on the reports it is aimed at.

The fourth arrow: corrections given = outcomes, one row each in ``corrections``. What extraction found stays as it is;
``corrected_mentions`` holds the changes, which dbt applies in one place. A report is tried again only when its
extraction or what is aimed at it changes (``attempt_key``).

Does not belong here: reading rows and notices, finding figures (corrections/); the marts (int_mentions__corrected).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from orchestration.corrections.aims import Aimed, Report, Reports
from orchestration.corrections.apply import attempt_all
from orchestration.corrections.correction import REGISTER_FILE, Attempt, Correction, Figure
from orchestration.corrections.notice_corrections import Announced, Notice, announced
from orchestration.corrections.register import Entry, read_register
from orchestration.extraction.indicators import dictionary_rows
from orchestration.extraction.mention import UNMAPPED
from orchestration.home import Home
from orchestration.lake.begun import begun, left_begun
from orchestration.lake.schemas import polars_schema
from orchestration.lake.store import drop_documents, read_rows_of, read_table, replace_documents, write_table
from orchestration.pipeline.batches import Progress, by_bucket, silent
from orchestration.pipeline.correction_rows import attempt_row, change_rows, correction_row
from orchestration.pipeline.document_rows import tables_of
from orchestration.reading.notices import NOTICE

# By document; ``corrections`` itself has a row a correction.
TABLES = ("correction_attempts", "corrected_mentions")
# Raise it with every change of a rule that finds or applies corrections.
_RULES_VERSION = "3"
_DOCUMENT_COLUMNS = (
    "document_id",
    "source_file",
    "genre",
    "is_report",
    "agency_name_zh",
    "agency_full_name_zh",
    "region_code",
    "year",
    "published_date",
)
_FIGURE_COLUMNS = tuple(name for name in Figure.__dataclass_fields__ if name != "number")
Rows = list[dict[str, Any]]
Given = Entry | Announced


@dataclass(frozen=True, slots=True)
class CorrectionReport:
    """Counts of one run. ``given`` is the number of corrections, each with one outcome in ``by_outcome``.

    ``tried`` are the reports that corrections were tried on in this run, ``unchanged`` those left as they were.
    """

    given: int
    changed_facts: int
    reports_aimed_at: int
    tried: int
    unchanged: int
    by_outcome: dict[str, int]


def correct(home: Home, progress: Progress | None = None) -> CorrectionReport:
    """Bring ``corrections``, ``correction_attempts`` and ``corrected_mentions`` up to date.

    No row and no notice can stop it. Raises OSError when raw/corrections.csv cannot be read.
    """
    documents = read_table(home.lake, "documents", _DOCUMENT_COLUMNS)
    given: list[Given] = [*read_register(home.raw / REGISTER_FILE, _indicators())]
    given += [said for notice in _notices(home, documents) for said in announced(notice)]
    reports, extraction_keys = _reports(home, documents)
    asked = [one.correction for one in given if one.correction is not None]
    aimed = {correction.correction_id: reports.aimed_at(correction.aim) for correction in asked}
    by_report = _by_report(asked, aimed)
    keys = {document_id: _key(ones, extraction_keys[document_id]) for document_id, ones in by_report.items()}
    known = _known_attempts(home)
    todo = {document_id for document_id, key in keys.items() if known.get(document_id) != key}
    dropped = (set(known) | left_begun(home.lake, "corrections")) - set(keys)
    with begun(home.lake, "corrections", dropped | todo):
        for table in TABLES:
            drop_documents(home.lake, table, dropped)
        _try_all(home, {document_id: by_report[document_id] for document_id in todo}, keys, progress or silent)
    rows = _outcomes(home, given, aimed)
    write_table(home.lake, "corrections", pl.DataFrame(rows, schema=polars_schema("corrections")), "corrections")
    return CorrectionReport(
        given=len(rows),
        changed_facts=read_table(home.lake, "corrected_mentions", ["document_id", "mention_no"]).unique().height,
        reports_aimed_at=len(keys),
        tried=len(todo),
        unchanged=len(keys) - len(todo),
        by_outcome=dict(sorted(Counter(row["correction_outcome"] for row in rows).items())),
    )


def _indicators() -> frozenset[str]:
    return frozenset({row["indicator_id"] for row in dictionary_rows()} | {UNMAPPED})


def _notices(home: Home, documents: pl.DataFrame) -> list[Notice]:
    rows = documents.filter(pl.col("genre") == NOTICE).sort("document_id").to_dicts()
    texts = dict(
        read_rows_of(home.lake, "documents", [row["document_id"] for row in rows], ["document_id", "text"]).iter_rows()
    )
    cells = read_rows_of(home.lake, "table_cells", list(texts)).partition_by("document_id", as_dict=True)
    return [
        Notice(
            document_id=row["document_id"],
            source_file=row["source_file"],
            text=texts[row["document_id"]],
            body=row["agency_full_name_zh"],
            region_code=row["region_code"],
            year=row["year"],
            published=row["published_date"],
            tables=tables_of(found.to_dicts() if (found := cells.get((row["document_id"],))) is not None else []),
        )
        for row in rows
    ]


def _reports(home: Home, documents: pl.DataFrame) -> tuple[Reports, dict[str, str]]:
    """The reports that were extracted, and their extraction keys by document id."""
    keys: dict[str, str] = dict(read_table(home.lake, "ledger", ["document_id", "extraction_key"]).iter_rows())
    landing = read_table(home.lake, "landing", ["document_id", "sha256"])
    hashes: dict[str, str] = dict(landing.iter_rows())
    found = [
        Report(
            document_id=row["document_id"],
            sha256=hashes.get(row["document_id"], row["document_id"]),
            name_zh=row["agency_name_zh"],
            full_name_zh=row["agency_full_name_zh"],
            region_code=row["region_code"],
            year=row["year"],
        )
        for row in documents.iter_rows(named=True)
        if row["is_report"] and row["document_id"] in keys
    ]
    return Reports(found), keys


def _by_report(asked: Sequence[Correction], aimed: Mapping[str, Aimed]) -> dict[str, list[Correction]]:
    """The corrections to try on each report, rows of the register first; a name of several bodies means none."""
    by_report: dict[str, list[Correction]] = {}
    for correction in asked:
        found = aimed[correction.correction_id]
        if len(found.bodies) <= 1:
            for report in found.reports:
                by_report.setdefault(report.document_id, []).append(correction)
    return by_report


def _known_attempts(home: Home) -> dict[str, str]:
    """The keys under which reports were tried; none for a report in which the program failed: it is tried again."""
    columns = ["document_id", "attempt_key", "correction_outcome"]
    rows = read_table(home.lake, "correction_attempts", columns)
    failed = set(rows.filter(correction_outcome="correction_error")["document_id"])
    return {document_id: "" if document_id in failed else key for document_id, key, _ in rows.iter_rows()}


def _key(corrections: Sequence[Correction], extraction_key: str) -> str:
    content = f"{_RULES_VERSION}\n{extraction_key}\n{corrections!r}"
    return hashlib.sha256(content.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def _try_all(home: Home, todo: Mapping[str, Sequence[Correction]], keys: Mapping[str, str], progress: Progress) -> None:
    """Try and write batch by batch; attempts are written last, since their keys tell that all is there."""
    done = 0
    for batch in by_bucket(todo):
        texts = dict(read_rows_of(home.lake, "documents", batch, ["document_id", "text"]).iter_rows())
        figures = _figures(home, batch)
        changes: Rows = []
        attempts: Rows = []
        for document_id in batch:
            tried: list[Attempt] = attempt_all(todo[document_id], texts[document_id], figures.get(document_id, []))
            changes += [row for attempt in tried for row in change_rows(document_id, attempt)]
            attempts += [attempt_row(document_id, attempt, keys[document_id]) for attempt in tried]
        for table, rows in (("corrected_mentions", changes), ("correction_attempts", attempts)):
            replace_documents(home.lake, table, pl.DataFrame(rows, schema=polars_schema(table)), batch)
        done += len(batch)
        progress(done, len(todo))


def _figures(home: Home, batch: Sequence[str]) -> dict[str, list[Figure]]:
    """The facts of each document in text order."""
    wanted = ["document_id", "mention_no", "kind", "table_factor", "table_base_unit", *_FIGURE_COLUMNS]
    rows = read_rows_of(home.lake, "mentions", batch, wanted).filter(pl.col("kind") == "fact")
    figures: dict[str, list[Figure]] = {}
    for row in rows.sort("document_id", "mention_no").iter_rows(named=True):
        one = Figure(number=row["mention_no"], **{name: row[name] for name in _FIGURE_COLUMNS} | _in_base_unit(row))
        figures.setdefault(row["document_id"], []).append(one)
    return figures


def _in_base_unit(row: Mapping[str, Any]) -> dict[str, Any]:
    """Value, bounds and unit of a cell as the warehouse holds them: 136.5 under 罚没金额(万元) is 1,365,000 元."""
    if row["table_factor"] is None:
        return {}
    bounds = {name: None if row[name] is None else row[name] * row["table_factor"] for name in ("value", "low", "high")}
    return {**bounds, "unit": row["table_base_unit"]}


def _outcomes(home: Home, given: Sequence[Given], aimed: Mapping[str, Aimed]) -> Rows:
    attempts: dict[str, Rows] = {}
    for row in read_table(home.lake, "correction_attempts").iter_rows(named=True):
        attempts.setdefault(row["correction_id"], []).append(row)
    return [correction_row(one, aimed.get(one.correction_id), attempts.get(one.correction_id, [])) for one in given]
