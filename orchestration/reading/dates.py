"""Dates of publication and of signing, and the index number, from metadata lines, the page and the signature.

The day of publication is what a line of the text says, else what the page says, else the day on which the paper is said
to be made or was signed; the day of signing is the signature's, else the day on which it is said to be made.

Does not belong here: the report year (years.py); what disagrees (disagreements.py); dates within the report are
figures, not metadata (extraction).
"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from orchestration.reading.bodies import is_body_name
from orchestration.reading.labels import values_of
from orchestration.reading.outline import Outline

_ARABIC = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_CHINESE = re.compile(r"([二〇○零一三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日")
_PUBLISHED = (
    "发布日期",
    "发布时间",
    "信息发布日期",
    "信息发布时间",
    "信息提供日期",
    "公开日期",
    "公开时间",
    "上网日期",
    "发表日期",
    "发表时间",
    "录入时间",
    "录入日期",
    "更新时间",
    "更新日期",
    "日期",
    "时间",
)
_INDEX = ("信息索引号", "索引号", "索取号")
_COMPLETED = ("成文日期", "成文时间", "发文日期", "发文时间", "公文生成日期", "生成日期", "印发日期", "签发日期")
_INDEX_VALUE = re.compile(r"[0-9A-Za-z/][0-9A-Za-z/\-_.]*")
_DATE_LENGTH = 14
_LETTER = 40  # paragraphs within which a letter ends
_DIGITS = {"〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def published_date(outline: Outline) -> tuple[date | None, str]:
    """The day of publication, or where nothing tells it that of signing, with its evidence."""
    found, evidence = _labelled(outline, _PUBLISHED)
    if found is None:
        found, evidence = _of_page(outline)
    if found is None:
        found, evidence = _labelled(outline, _COMPLETED)
    if found is None:
        found, evidence = completed_date(outline)
    for line in outline.metadata_lines if found is None else ():
        if found := date_at(line.strip("()[] "), 0):
            return found, f"元数据行「{line[:40]}」"
    return found, evidence


def completed_date(outline: Outline) -> tuple[date | None, str]:
    """The day on which the report was signed or made, with its evidence; None where nothing tells it."""
    for line in reversed(outline.signature_lines):
        if found := _last_date(line):
            return found, f"落款「{line}」"
    found, evidence = _labelled(outline, _COMPLETED)
    return (found, evidence) if found else _in_letter(outline)


def _labelled(outline: Outline, labels: tuple[str, ...]) -> tuple[date | None, str]:
    for label in labels:
        for line in outline.metadata_lines:
            for start, end in values_of((label,), line):
                if found := date_at(line, end):
                    return found, f"元数据行「{line[start:][:40]}」"
    return None, ""


def _of_page(outline: Outline) -> tuple[date | None, str]:
    for said in outline.said_of("published"):
        if found := date_at(said.value, 0):
            return found, f"页面 {said.where}「{said.value[:40]}」"
    return None, ""


def _in_letter(outline: Outline) -> tuple[date | None, str]:
    """The date below the name of a body where the report is annexed to a letter, so that text follows."""
    for name, line in pairwise(outline.paragraphs[:_LETTER]):
        if is_body_name(name) and (found := date_at(line, 0)) and _last_date(line) and len(line) <= _DATE_LENGTH:
            return found, f"函件落款「{name} {line}」"
    return None, ""


def index_no(outline: Outline) -> str | None:
    """The index number as printed; where the site leaves out the part before the slash (the body) it stays out."""
    for line in outline.metadata_lines:
        for _, end in values_of(_INDEX, line):
            if found := _INDEX_VALUE.match(line, end):
                return found[0]
    said = (_INDEX_VALUE.fullmatch(candidate.value) for candidate in outline.said_of("index_no"))
    return next((found[0] for found in said if found), None)


def date_at(text: str, at: int) -> date | None:
    """The date that begins at ``at``; None when there is none or the calendar has no such day."""
    if arabic := _ARABIC.match(text, at):
        return _date(*(int(part) for part in arabic.groups()))
    if chinese := _CHINESE.match(text, at):
        year = int("".join(str(_DIGITS[character]) for character in chinese[1]))
        return _date(year, _number(chinese[2]), _number(chinese[3]))
    return None


def _last_date(line: str) -> date | None:
    matches = [*_ARABIC.finditer(line), *_CHINESE.finditer(line)]
    return date_at(line, matches[-1].start()) if matches else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(chinese: str) -> int:
    """一 … 三十一."""
    tens, ten, ones = chinese.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)
