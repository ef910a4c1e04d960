"""A small, valid lake from data structures: what landing, reading and extraction would have written for these reports.

Does not belong here: expectations about results, and anything that the product imports.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from orchestration.lake.schemas import polars_schema, table_names
from orchestration.lake.store import ensure_tables, write_table
from orchestration.reading.body_identity import agency_id, office_of
from tests.support.lake_mentions import ledger_of, lexical_of, mentions_of
from tests.support.lake_reports import Refusal, Report


def write_lake(
    lake: Path,
    reports: Iterable[Report] = (),
    refusals: Iterable[Refusal] = (),
    checks: Sequence[Mapping[str, Any]] = (),
    copies: Mapping[str, str] | None = None,
) -> None:
    """Make ``lake`` hold exactly this: earlier content is replaced.

    ``copies`` maps the path of a byte-identical second file to the path it repeats.
    """
    reports, refusals = list(reports), list(refusals)
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in table_names()}
    for report in reports:
        _add_report(rows, report)
    rows["copies"] = [_copy(report, reports) for report in reports if report.is_report]
    rows["revisions"] = list(_revisions(reports))
    known = {row["source_file"]: row for row in rows["landing"]}
    for copy, original in (copies or {}).items():
        rows["landing"].append({**known[original], "source_file": copy, "duplicate_of": original})
    for refusal in refusals:
        _add_refusal(rows, refusal, landed=refusal.source_file in known)
    rows["checks"] = [dict(check) for check in checks]
    for name in table_names():
        for old in (lake / name).glob("*.parquet"):
            old.unlink()
        write_table(lake, name, _frame(name, rows[name]), file=name)
    ensure_tables(lake, table_names())


def _versions(report: Report, reports: Sequence[Report]) -> list[Report]:
    """The texts of the same body and year, those without a date first."""
    same = [
        one
        for one in reports
        if (one.agency, one.region_code, one.year) == (report.agency, report.region_code, report.year)
        and one.is_report
        and one.copy_of is None
    ]
    return sorted(same, key=lambda one: (one.published_date or date.min, one.document_id))


def _copy(report: Report, reports: Sequence[Report]) -> dict[str, Any]:
    chosen = next(one for one in reports if one.document_id == (report.copy_of or report.document_id))
    versions = _versions(chosen, reports)
    return {
        "document_id": report.document_id,
        "chosen_document_id": chosen.document_id,
        "is_best": report is chosen,
        "sameness": "same_text",
        "similarity": 1.0,
        "why_zh": "工厂数据",
        "version_no": versions.index(chosen) + 1,
        "is_latest": chosen is versions[-1],
        "first_published_date": chosen.published_date,
        "group_key": "key",
    }


def _revisions(reports: Sequence[Report]) -> Iterator[dict[str, Any]]:
    """One changed sentence, the whole text, from each version to the next."""
    for report in reports:
        versions = _versions(report, reports) if report.is_report and report.copy_of is None else []
        at = versions.index(report) if versions else 0
        if at:
            texts = {"old_sentence": versions[at - 1].text, "new_sentence": report.text, "old_start": 0, "new_start": 0}
            pair = {"document_id": report.document_id, "older_document_id": versions[at - 1].document_id}
            yield {**pair, **texts, "difference_no": 0, "change": "changed"}


def _frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    schema = polars_schema(name)
    unknown = {column for row in rows for column in row} - set(schema)
    if unknown:
        raise ValueError(f"lake.{name}: found columns {sorted(unknown)}, expected only {list(schema)}")
    return pl.DataFrame([{column: row.get(column) for column in schema} for row in rows], schema=schema, orient="row")


def _add_report(rows: dict[str, list[dict[str, Any]]], report: Report) -> None:
    data = report.text.encode()
    identity = {"source_file": report.source_file, "document_id": report.document_id, "input_key": report.input_key}
    rows["landing"].append(
        {
            **identity,
            "sha256": hashlib.sha256(data).hexdigest(),
            "byte_size": len(data),
            "media_type": "text/plain",
            "origin_url": "https://example.gov.cn/report",
        }
    )
    rows["documents"].append(
        {
            **identity,
            "reader_version": "1",
            "text": report.text,
            "text_sha256": hashlib.sha256(data).hexdigest(),
            "encoding": "utf-8",
            "chars": len(report.text),
            "genre": report.genre,
            "genre_evidence": "工厂数据",
            "is_report": report.is_report,
            "title": report.title,
            "agency_name_zh": report.agency,
            "agency_full_name_zh": report.agency,
            "agency_level": report.level,
            "agency_function_zh": report.function,
            "agency_evidence": "工厂数据",
            "region_code": report.region_code,
            "town_code": report.town_code,
            "year": report.year,
            "year_evidence": "工厂数据",
            "published_date": report.published_date,
            "published_date_evidence": "",
        }
    )
    rows["issuers"] += _issuers(report)
    span = {"document_id": report.document_id, "start": 0, "end": len(report.text)}
    rows["blocks"].append({**span, "block_no": 0, "kind": "paragraph"})
    if not report.extracted or report.copy_of:
        return
    section = {"section_no": 0, "depth": 1, "number": "一、", "title": "主要成效", "path": "一、主要成效"}
    rows["sections"].append({**span, **section, "role": "achievements"})
    mentions = mentions_of(report)
    lexical = lexical_of(report, mentions)
    rows["mentions"].extend(mentions)
    rows["lexical"].extend(lexical)
    rows["ledger"].append(ledger_of(report, mentions, lexical))


def _issuers(report: Report) -> Iterator[dict[str, Any]]:
    for number, (name, code) in enumerate([(report.agency, report.region_code), *report.joint]):
        yield {
            "document_id": report.document_id,
            "issuer_no": number,
            "issuer_role": "joint_issuer" if number else "issuer",
            "agency_id": agency_id(name, code, report.year),
            "agency_name_zh": name,
            "agency_full_name_zh": name,
            "office_name_zh": office_of(name, code, report.year),
            "agency_level": report.level,
            "agency_function_zh": None if number else report.function,
            "region_code": code,
            "town_code": None if number else report.town_code,
            "agency_evidence": "工厂数据",
        }


def _add_refusal(rows: dict[str, list[dict[str, Any]]], refusal: Refusal, landed: bool) -> None:
    if not landed:
        rows["landing"].append(
            {
                "source_file": refusal.source_file,
                "document_id": refusal.document_id,
                "sha256": refusal.document_id * 4,
                "byte_size": 0,
                "media_type": "text/plain",
                "input_key": "key",
                "override_agency": refusal.override_agency,
                "override_year": refusal.override_year,
            }
        )
    rows["rejected"].append(
        {
            "source_file": refusal.source_file,
            "document_id": refusal.document_id,
            "input_key": "key",
            "reader_version": "1",
            "stage": refusal.stage,
            "reason_code": refusal.reason_code,
            "reason_zh": "文件无法读取",
            "found": "0 字节",
            "expected": "一份年度报告的正文",
            "hint_zh": "重新下载该文件",
        }
    )
