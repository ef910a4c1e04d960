"""Copies: which documents of one body and year are one report, which of them speaks, and what versions differ in.

Every document of the family of reports is in exactly one row of ``copies``; it is chosen or a copy of one that is. A
body and year is compared again only when one of its documents, or what the register says of it, has changed.

Does not belong here: the rules (reading/comparison.py, reading/copies.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import polars as pl

from orchestration.home import Home
from orchestration.lake.begun import left_begun
from orchestration.lake.store import drop_documents, empty_table, read_rows_of, read_table, replace_documents, table_of
from orchestration.pipeline.batches import by_bucket
from orchestration.pipeline.content_keys import content_key
from orchestration.pipeline.document_rows import document_of
from orchestration.reading.body_identity import agency_id
from orchestration.reading.comparison import differences
from orchestration.reading.copies import Holding, Version, versions
from orchestration.reading.errors import Rejection
from orchestration.reading.wording import Wording, wording_of

TABLES = ("revisions", "copies")
# Raise it with every change of a rule of comparison.
COMPARISON_VERSION = "2"
# Documents whose words are held at a time where some have to be compared with others.
_HELD_DOCUMENTS = 4_000
_OF_DOCUMENT = ("document_id", "source_file", "text_sha256", "layout_sha256", "words_sha256", "word_chars", "title")
_ALSO = ("agency_full_name_zh", "region_code", "year", "is_recognised", "published_date", "is_report")
_OF_LANDING = ("source_file", "media_type", "origin_url", "published_date", "register_no")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CopiesReport:
    """Counts over the lake: documents of reports = ``texts`` that speak + ``copies``; ``superseded`` texts are older.

    ``compared`` documents were looked at in this run; ``failed`` are those whose comparison went wrong, by id.
    """

    texts: int
    copies: int
    superseded: int
    compared: int
    failed: dict[str, Rejection]


def compare_documents(home: Home) -> CopiesReport:
    """Bring ``copies`` and ``revisions`` up to date with the documents."""
    groups = _groups(home)
    known = read_table(home.lake, "copies", ["document_id", "group_key"])
    standing = dict(known.iter_rows())
    todo = {key: rows for key, rows in groups.items() if any(standing.get(row["document_id"]) != key for row in rows)}
    present = {row["document_id"] for rows in groups.values() for row in rows}
    stale = {row["document_id"] for rows in todo.values() for row in rows} | (set(standing) - present)
    stale |= left_begun(home.lake, "documents") - present
    new: dict[str, list[pl.DataFrame]] = {table: [empty_table(table)] for table in TABLES}
    failed: dict[str, Rejection] = {}
    for batch in _batches(todo):
        rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        for key, holdings in _holdings(home, batch):
            try:
                found = versions(holdings)
                copies, revisions = list(_copy_rows(key, found)), list(_revision_rows(found))
            except Exception as error:  # one body and year must not stop the others
                failed |= dict.fromkeys((holding.document_id for holding in holdings), _failure(error))
                continue
            rows["copies"] += copies
            rows["revisions"] += revisions
        for table in TABLES:
            new[table].append(table_of(table, rows[table]))
    for table in TABLES:
        frame = pl.concat(new[table])
        written = set(frame["document_id"])
        drop_documents(home.lake, table, stale - written)
        replace_documents(home.lake, table, frame, written)
    return _report(home, sum(map(len, todo.values())), failed)


def _failure(error: Exception) -> Rejection:
    found = f"{type(error).__name__}: {error}"
    hint = "附上同一机关同一年度的各份文件报告此缺陷"
    return Rejection("comparison_error", "比对副本与版本的程序出错", found, "分出副本与版本", hint)


def _report(home: Home, compared: int, failed: dict[str, Rejection]) -> CopiesReport:
    table = read_table(home.lake, "copies", ["is_best", "is_latest"])
    texts = int(table["is_best"].sum())
    superseded = table.filter(pl.col("is_best") & ~pl.col("is_latest")).height
    return CopiesReport(texts, table.height - texts, superseded, compared, failed)


def _groups(home: Home) -> dict[str, list[Row]]:
    """Documents of reports with what the register says, by a hash of all that decides about their body and year."""
    landing = read_table(home.lake, "landing", _OF_LANDING).rename({"published_date": "registered_date"})
    documents = read_table(home.lake, "documents", [*_OF_DOCUMENT, *_ALSO]).filter("is_report")
    joined = documents.join(landing, on="source_file", how="left")
    by_body: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in joined.iter_rows(named=True):
        body = agency_id(row["agency_full_name_zh"], row["region_code"], row["year"])
        by_body[(body, row["year"])].append(row)
    return {_group_key(rows): rows for rows in by_body.values()}


def _group_key(rows: list[Row]) -> str:
    # of the lines of the register only their order counts: a line put in above moves all below it
    lines = sorted(row["register_no"] for row in rows if row["register_no"] is not None)
    told = [{**row, "register_no": row["register_no"] and lines.index(row["register_no"])} for row in rows]
    ordered = sorted(told, key=lambda row: str(row["document_id"]))
    return content_key([COMPARISON_VERSION, ordered])


def _batches(groups: dict[str, list[Row]]) -> Iterator[dict[str, list[Row]]]:
    """Groups in batches that keep memory bounded and read each bucket of the lake as seldom as can be.

    Most documents have no other of their body and year: nothing is read for them. Groups of several reach across
    buckets; a batch of them is as large as memory allows, for each reads every bucket.
    """
    alone = {rows[0]["document_id"]: key for key, rows in groups.items() if len(rows) == 1}
    for ids in by_bucket(alone):
        yield {alone[one]: groups[alone[one]] for one in ids}
    batch: dict[str, list[Row]] = {}
    held = 0
    for key in sorted(key for key, rows in groups.items() if len(rows) > 1):
        if held >= _HELD_DOCUMENTS:
            yield batch
            batch, held = {}, 0
        batch[key] = groups[key]
        held += len(groups[key])
    if batch:
        yield batch


def _holdings(home: Home, batch: dict[str, list[Row]]) -> Iterator[tuple[str, list[Holding]]]:
    """The documents of each group, with their words where there are several."""
    to_compare = [row["document_id"] for rows in batch.values() if len(rows) > 1 for row in rows]
    wordings: dict[str, Wording] = {}
    for ids in by_bucket(to_compare):
        blocks = read_rows_of(home.lake, "blocks", ids).partition_by("document_id", as_dict=True)
        for text in read_rows_of(home.lake, "documents", ids).iter_rows(named=True):
            document_id = text["document_id"]
            wordings[document_id] = _wording(text, blocks.get((document_id,)))
    for key, rows in batch.items():
        yield key, [_holding(row, wordings.get(row["document_id"])) for row in rows]


def _wording(text: Row, blocks: pl.DataFrame | None) -> Wording:
    return wording_of(document_of(text, {"blocks": blocks.to_dicts() if blocks is not None else []}))


def _holding(row: Row, wording: Wording | None) -> Holding:
    return Holding(
        document_id=row["document_id"],
        word_chars=row["word_chars"],
        wording=wording,
        title=row["title"],
        media_type=row["media_type"],
        is_recognised=row["is_recognised"],
        origin_url=row["origin_url"],
        published_date=row["registered_date"] or row["published_date"],
        register_no=row["register_no"],
    )


def _copy_rows(key: str, found: tuple[Version, ...]) -> Iterator[Row]:
    for number, version in enumerate(found, 1):
        for copy in version.copies:
            yield {
                "document_id": copy.holding.document_id,
                "chosen_document_id": copy.chosen,
                "is_best": copy.holding.document_id == copy.chosen,
                "sameness": copy.sameness,
                "similarity": copy.similarity,
                "why_zh": copy.why_zh,
                "version_no": number,
                "is_latest": number == len(found),
                "first_published_date": version.published_date,
                "group_key": key,
            }


def _revision_rows(found: Iterable[Version]) -> Iterator[Row]:
    """What each version has otherwise than the one before it."""
    for older, newer in pairwise(found):
        old, new = older.chosen, newer.chosen
        assert old.wording is not None and new.wording is not None, "versions were compared"
        for number, one in enumerate(differences(old.wording, new.wording)):
            yield {
                "document_id": new.document_id,
                "older_document_id": old.document_id,
                "difference_no": number,
                "change": one.change,
                "old_sentence": one.old.text if one.old else None,
                "new_sentence": one.new.text if one.new else None,
                "old_start": one.old.start if one.old else None,
                "new_start": one.new.start if one.new else None,
            }
