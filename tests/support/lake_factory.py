"""A small, valid lake from data structures: what landing, reading and extraction would have written for these reports.

Offsets are looked up in the text, so that the two proofs of the fact contract hold for whatever is written here; every
other digit becomes a mention of kind ``other`` and every other Chinese numeral a lexical one, so that ledgers balance.

Does not belong here: expectations about results, and anything that the product imports.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from orchestration.lake.schemas import polars_schema, table_names
from orchestration.lake.store import ensure_tables, write_table
from orchestration.reading.body_identity import agency_id, office_of

_DIGITS = re.compile(r"[0-9]+")
_NUMERALS = "零〇一二三四五六七八九十百千万亿两"
_SENTENCE_END = "。;；\n"


@dataclass(frozen=True, slots=True)
class Figure:
    """One mention to plant: where it stands (first ``surface`` after ``after``) and what extraction would say of it."""

    surface: str
    value: str | None
    unit: str
    measure: str
    indicator_id: str = "unmapped"
    after: str = ""
    parent: str | None = None  # surface and measure of the parent figure as "surface@measure"
    fields: Mapping[str, Any] = field(default_factory=dict)  # any other column of lake.mentions


@dataclass(frozen=True, slots=True)
class Report:
    """One document that was read and extracted."""

    text: str
    year: int
    figures: Sequence[Figure] = ()
    agency: str = "深圳市福田区应急管理局"
    level: str = "县"
    function: str | None = "应急管理"
    region_code: str | None = "440304"
    town_code: str | None = None
    title: str | None = None
    published_date: date | None = None
    extractor_version: str = "1"
    extracted: bool = True  # False: extraction refused it, so there is no ledger (give a Refusal of stage extraction)
    input_key: str = "key"
    genre: str = "法治政府建设年度报告"
    is_report: bool = True
    joint: Sequence[tuple[str, str | None]] = ()  # bodies that issue it too, with the codes of their regions
    copy_of: str | None = None  # document id of the report whose text this repeats; it is not extracted then

    @property
    def document_id(self) -> str:
        """The first 16 hex digits of the SHA-256 of the bytes."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    @property
    def source_file(self) -> str:
        """A path below raw/ that follows from the content."""
        return f"reports/{self.document_id}.txt"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One rejected file, with what the register says of it."""

    source_file: str
    reason_code: str = "empty"
    stage: str = "reading"
    document_id: str = "0" * 16
    override_agency: str | None = None
    override_year: int | None = None


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
        "words_sha256": chosen.document_id * 4,
        "word_chars": len(chosen.text),
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
    mentions = _mentions(report)
    lexical = _lexical(report, mentions)
    rows["mentions"].extend(mentions)
    rows["lexical"].extend(lexical)
    rows["ledger"].append(_ledger(report, mentions, lexical))


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


def _mentions(report: Report) -> list[dict[str, Any]]:
    starts = {id(figure): _locate(report.text, figure) for figure in report.figures}
    by_name = {f"{figure.surface}@{figure.measure}": starts[id(figure)] for figure in report.figures}
    mentions = []
    for figure in report.figures:
        start = starts[id(figure)]
        mentions.append(
            {
                **_mention(report, start, start + len(figure.surface)),
                "kind": "fact",
                "value": None if figure.value is None else Decimal(figure.value),
                "unit": figure.unit,
                "measure": figure.measure,
                "indicator_id": figure.indicator_id,
                "parent_start": by_name[figure.parent] if figure.parent else None,
                "rule_id": "factory",
                "confidence": 1.0,
                **figure.fields,
            }
        )
    covered = [(row["start"], row["end"]) for row in mentions]
    for digits in _DIGITS.finditer(report.text):
        if not any(start <= digits.start() < end for start, end in covered):
            value = Decimal(digits[0][:20])
            mentions.append({**_mention(report, *digits.span()), "kind": "other", "value": value, "unit": ""})
    mentions.sort(key=lambda row: (row["start"], row["end"]))
    return [{**row, "mention_no": number} for number, row in enumerate(mentions)]


def _locate(text: str, figure: Figure) -> int:
    begin = text.index(figure.after) + len(figure.after) if figure.after else 0
    return text.index(figure.surface, begin)


def _mention(report: Report, start: int, end: int) -> dict[str, Any]:
    begin = max(report.text.rfind(mark, 0, start) for mark in _SENTENCE_END) + 1
    ends = [found for mark in _SENTENCE_END if (found := report.text.find(mark, end)) >= 0]
    return {
        "document_id": report.document_id,
        "start": start,
        "end": end,
        "surface": report.text[start:end],
        "comparator": "eq",
        "measure": "",
        "indicator_id": "unmapped",
        "value_kind": "level",
        "status": "achieved",
        "scope": "own",
        "period": "year",
        "qualifier": "",
        "confidence": 0.0,
        "rule_id": "factory_other",
        "sentence": report.text[begin : min(ends) + 1 if ends else len(report.text)],
        "sentence_start": begin,
        "section_no": 0,
        "section_path": "一、主要成效",
    }


def _lexical(report: Report, mentions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    covered = {position for row in mentions for position in range(row["start"], row["end"])}
    return [
        {"document_id": report.document_id, "start": at, "end": at + 1, "surface": sign, "word": sign}
        for at, sign in enumerate(report.text)
        if sign in _NUMERALS and at not in covered
    ]


def _ledger(report: Report, mentions: list[dict[str, Any]], lexical: list[dict[str, Any]]) -> dict[str, Any]:
    digits = sum(sign in "0123456789" for sign in report.text)
    numerals = sum(sign in _NUMERALS for sign in report.text)
    facts = [row for row in mentions if row["kind"] == "fact"]
    # Like the product's key: it changes with the text, the extractor or what it found.
    key = repr((report.text, report.extractor_version, report.figures)).encode()
    return {
        "document_id": report.document_id,
        "extraction_key": hashlib.sha256(key).hexdigest()[:16],
        "extractor_version": report.extractor_version,
        "dictionary_hash": "factory",
        "digit_cnt": digits,
        "digit_mention_cnt": digits,
        "numeral_cnt": numerals,
        "numeral_mention_cnt": numerals - len(lexical),
        "numeral_lexical_cnt": len(lexical),
        "mention_cnt": len(mentions),
        "fact_cnt": len(facts),
        "mapped_fact_cnt": sum(row["indicator_id"] != "unmapped" for row in facts),
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
