"""Mentions of a made-up report as extraction would have written them, with the account that balances.

Offsets are looked up in the text, so that the two proofs of the fact contract hold; every other digit becomes a mention
of kind ``other`` and every other Chinese numeral a lexical one. Does not belong here: other tables (lake_factory.py).
"""

from __future__ import annotations

import hashlib
import re
from decimal import Decimal
from typing import Any

from tests.support.lake_reports import Figure, Report

_DIGITS = re.compile(r"[0-9]+")
_NUMERALS = "零〇一二三四五六七八九十百千万亿两"
_SENTENCE_END = "。;；\n"


def mentions_of(report: Report) -> list[dict[str, Any]]:
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


def lexical_of(report: Report, mentions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    covered = {position for row in mentions for position in range(row["start"], row["end"])}
    return [
        {"document_id": report.document_id, "start": at, "end": at + 1, "surface": sign, "word": sign}
        for at, sign in enumerate(report.text)
        if sign in _NUMERALS and at not in covered
    ]


def ledger_of(report: Report, mentions: list[dict[str, Any]], lexical: list[dict[str, Any]]) -> dict[str, Any]:
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
