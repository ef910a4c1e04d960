"""A small lake on which every expectation of landing, documents and mentions passes, to be broken in one place.

Three documents (one refused by extraction, one recognised in part), files refused at landing or by reading, a copy,
an unreadable file and one with an override. Does not belong here: the breaking (test_suites.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from orchestration.home import Home
from orchestration.lake.schemas import polars_schema, table_names
from orchestration.lake.store import ensure_tables, write_table
from orchestration.reading.body_identity import agency_id

FIRST = (
    "一、概况\n2023年受理行政许可申请55宗,其中安全类30宗、其他类20宗。"
    "网上办理率9\u200b8.5%,走访3至5家。行政处罚同比下降27%,统一推进。"
)
SECOND = "2022年开展普法活动12场。"
REFUSED = "2021年的附件,无从抽取。"
UNREADABLE = "reports/unreadable.txt"
ODD_NAME = "reports/c.zip!/d.txt"  # a folder called like an archive

Row = dict[str, Any]


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def document_id(text: str) -> str:
    return digest(text)[:16]


@dataclass
class Lake:
    """Rows of every table as mutable dicts, and the files that lie in raw/reports."""

    rows: dict[str, list[Row]]
    raw_files: list[str]

    def the(self, table: str, **where: Any) -> Row:
        """The first row in which these columns have these values."""
        return next(row for row in self.rows[table] if all(row[name] == value for name, value in where.items()))

    def drop(self, table: str, **where: Any) -> None:
        self.rows[table].remove(self.the(table, **where))

    def add(self, table: str, like: Row, **changes: Any) -> None:
        self.rows[table].append({**like, **changes})

    def write(self, root: Path) -> Home:
        home = Home(root / "home", root / "raw")
        for name in self.raw_files:
            path = home.raw / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name, encoding="utf-8")
        (home.raw / "reports").mkdir(parents=True, exist_ok=True)
        ensure_tables(home.lake, table_names())
        for name, rows in self.rows.items():
            write_table(home.lake, name, pl.DataFrame(rows, schema=polars_schema(name), orient="row"), file=name)
        return home


def example() -> Lake:
    """A new good lake."""
    lake = Lake({name: [] for name in table_names() if name != "checks"}, [])
    _land(lake, "reports/first.txt", FIRST)
    _land(lake, "reports/second.txt", SECOND, override_agency="甲市乙局", override_reason="正文只有简称")
    _land(lake, "reports/refused.txt", REFUSED)
    _land(lake, "reports/copy.txt", FIRST, duplicate_of="reports/first.txt")
    _land(lake, "reports/scan.pdf", "%PDF-", media_type="application/pdf")
    _land(lake, "reports/letter.txt", "并非报告")
    lake.raw_files += [UNREADABLE, ODD_NAME]
    _reject(lake, "landing", "reports/copy.txt", "duplicate", FIRST)
    _reject(lake, "landing", "reports/scan.pdf", "unsupported_type", "%PDF-")
    _reject(lake, "landing", UNREADABLE, "unreadable", None)
    _reject(lake, "landing", ODD_NAME, "unsafe_name", None)
    _reject(lake, "landing", "reports/gone.txt", "sources_file_missing", None)
    _reject(lake, "reading", "reports/letter.txt", "no_agency", "并非报告")
    _reject(lake, "extraction", "reports/refused.txt", "ledger_unbalanced", REFUSED)
    _read(lake, "reports/first.txt", FIRST, "丙市丁区应急管理局", 2023, [(0, 5), (5, len(FIRST))])
    _read(lake, "reports/second.txt", SECOND, "甲市乙局", 2022, [(0, len(SECOND))])
    _read(lake, "reports/refused.txt", REFUSED, "甲市戊局", 2021, [(0, len(REFUSED))])
    _recognise_first(lake)
    _extract_first(lake)
    _extract_second(lake)
    return lake


def _land(lake: Lake, source_file: str, content: str, **fields: Any) -> None:
    lake.raw_files.append(source_file)
    row = dict.fromkeys(polars_schema("landing"))
    row |= {"source_file": source_file, "document_id": document_id(content), "sha256": digest(content)}
    row |= {"byte_size": len(content.encode()), "media_type": "text/plain", "input_key": "k1", "origin": "机关网站"}
    lake.rows["landing"].append(row | fields)


def _reject(lake: Lake, stage: str, source_file: str, code: str, content: str | None) -> None:
    row = dict.fromkeys(polars_schema("rejected"))
    row |= {"source_file": source_file, "document_id": document_id(content) if content else None, "stage": stage}
    row |= {"reason_code": code, "reason_zh": "不能读取", "found": "如此", "expected": "如彼", "hint_zh": "重新取得"}
    lake.rows["rejected"].append(row)


def _read(lake: Lake, source_file: str, text: str, agency: str, year: int, blocks: list[tuple[int, int]]) -> None:
    row = dict.fromkeys(polars_schema("documents"))
    row |= {"document_id": document_id(text), "source_file": source_file, "input_key": "k1", "text": text}
    row |= {"text_sha256": digest(text), "chars": len(text), "agency_name_zh": agency, "agency_full_name_zh": agency}
    row |= {"agency_level": "县", "agency_function_zh": "应急管理", "agency_evidence": "落款", "region_code": "440304"}
    row |= {"year": year, "year_evidence": "正文", "published_date": date(year + 1, 1, 31)}
    row |= {"genre": "法治政府建设年度报告", "genre_evidence": "题名", "is_report": True, "reader_version": "1"}
    row |= {"is_recognised": False, "words_sha256": digest(text), "word_chars": len(text)}
    lake.rows["documents"].append(row)
    issuer = dict.fromkeys(polars_schema("issuers")) | {"document_id": document_id(text), "issuer_no": 0}
    issuer |= {"issuer_role": "issuer", "agency_id": agency_id(agency, "440304", year), "agency_name_zh": agency}
    issuer |= {"agency_full_name_zh": agency, "office_name_zh": agency, "agency_level": "县"}
    lake.rows["issuers"].append(issuer | {"agency_evidence": "落款", "region_code": "440304"})
    vote = {"document_id": document_id(text), "candidate_no": 0, "candidate_field": "body", "candidate_value": agency}
    lake.rows["candidates"].append(vote | {"place": "落款", "weight": 3, "is_chosen": True})
    copy = dict.fromkeys(polars_schema("copies"))
    copy |= {"document_id": document_id(text), "chosen_document_id": document_id(text), "is_best": True}
    copy |= {"sameness": "same_text", "similarity": 1.0, "why_zh": "唯一的一份", "version_no": 1, "is_latest": True}
    lake.rows["copies"].append(copy | {"group_key": "k"})
    for number, (start, end) in enumerate(blocks):
        block = {"document_id": document_id(text), "block_no": number, "kind": "paragraph", "start": start, "end": end}
        block = dict.fromkeys(polars_schema("blocks")) | block
        lake.rows["blocks"].append(block)


def _recognise_first(lake: Lake) -> None:
    """Its first page was an image."""
    said = {"is_recognised": True, "recognised_pages": "1", "recognition_confidence": 0.9, "recogniser": "tesseract 5"}
    lake.the("documents", document_id=document_id(FIRST)).update(said)
    for start, end, confidence in ((0, 2, 0.95), (2, 5, 0.85)):
        word = {"document_id": document_id(FIRST), "start": start, "end": end, "recognition_confidence": confidence}
        lake.rows["recognised_words"].append(word)


def _extract_first(lake: Lake) -> None:
    mention = _mentions_of(lake, FIRST)
    mention("一、", "numbering")
    mention("2023年", "date", value=Decimal(2023))
    apply = mention("55宗", "fact", value=Decimal(55), unit="宗", measure="行政许可申请受理")
    for surface, value in (("30宗", 30), ("20宗", 20)):
        part = {"parent_start": apply["start"], "relation": "component", "measure": "行政许可申请"}
        mention(surface, "fact", value=Decimal(value), unit="宗", **part)
    rate = {"parent_start": apply["start"], "relation": "rate", "measure": "网上办理率"}
    mention("9\u200b8.5%", "fact", value=Decimal("98.5"), unit="%", **rate)
    bounds = {"value": Decimal(3), "low": Decimal(3), "high": Decimal(5), "comparator": "range"}
    mention("3至5家", "fact", unit="家", measure="走访", **bounds)
    change = {"value_kind": "change", "relation": "change", "measure": "行政处罚同比"}
    mention("27%", "fact", value=Decimal(-27), unit="%", **change)
    start = FIRST.index("统一")
    word = {"start": start + 1, "end": start + 2, "surface": "一", "word": "统一"}
    lake.rows["lexical"].append({"document_id": document_id(FIRST), **word})
    _account(lake, FIRST, digits=17, numerals=2, lexical=1)


def _extract_second(lake: Lake) -> None:
    mention = _mentions_of(lake, SECOND)
    mention("2022年", "date", value=Decimal(2022))
    mention("12场", "fact", value=Decimal(12), unit="场", measure="普法活动")
    _account(lake, SECOND, digits=6, numerals=0, lexical=0)


def _mentions_of(lake: Lake, text: str) -> Callable[..., Row]:
    """A function that adds a mention of ``text``: its first surface after the mention before it."""
    section = {"section_no": 0, "depth": 0, "number": "", "title": "", "path": "", "role": "preamble"}
    lake.rows["sections"].append({"document_id": document_id(text), **section, "start": 0, "end": len(text)})
    mine: list[Row] = []

    def mention(surface: str, kind: str, **fields: Any) -> Row:
        start = text.index(surface, mine[-1]["end"] if mine else 0)
        row = dict.fromkeys(polars_schema("mentions"))
        row |= {"document_id": document_id(text), "mention_no": len(mine), "start": start, "end": start + len(surface)}
        row |= {"surface": surface, "kind": kind, "comparator": "eq", "unit": "", "measure": ""}
        row |= {"indicator_id": "license_apply_cnt" if kind == "fact" else "unmapped", "value_kind": "level"}
        row |= {"status": "achieved", "scope": "own", "period": "year", "qualifier": "", "confidence": 0.9}
        row |= {
            "rule_id": "example",
            "sentence": text,
            "sentence_start": 0,
            "section_no": 0,
            "section_path": "",
            "page": None,
            "arithmetic": "",
        }
        mine.append(row | fields)
        lake.rows["mentions"].append(mine[-1])
        return mine[-1]

    return mention


def _account(lake: Lake, text: str, digits: int, numerals: int, lexical: int) -> None:
    mentions = [row for row in lake.rows["mentions"] if row["document_id"] == document_id(text)]
    facts = [row for row in mentions if row["kind"] == "fact"]
    row = dict.fromkeys(polars_schema("ledger"))
    row |= {"document_id": document_id(text), "digit_cnt": digits, "digit_mention_cnt": digits}
    row |= {"numeral_cnt": numerals, "numeral_mention_cnt": numerals - lexical, "numeral_lexical_cnt": lexical}
    row |= {"mention_cnt": len(mentions), "fact_cnt": len(facts), "mapped_fact_cnt": len(facts)}
    lake.rows["ledger"].append(row)
