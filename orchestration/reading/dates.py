"""Dates of publication and of signing, and the index number, from metadata lines and the signature.

Does not belong here: the report year (years.py); dates within the report are figures, not metadata (extraction).
"""

from __future__ import annotations

import re
from datetime import date

from orchestration.reading.outline import Outline

_ARABIC = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_CHINESE = re.compile(r"([二〇○零一三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日")
# First the date of publication, then that of the paper.
_LABELS = (
    "发布日期",
    "发布时间",
    "信息提供日期",
    "更新时间",
    "公开日期",
    "生成日期",
    "日期",
    "时间",
    "成文日期",
    "发文日期",
)
_INDEX_VALUE = re.compile(r"[0-9A-Za-z/][0-9A-Za-z/\-_.]*")
_INDEX_NO = re.compile(rf"(?:信息)?索[引取]号\s*[】\]]?\s*:\s*({_INDEX_VALUE.pattern})")
_DIGITS = {"〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def published_date(outline: Outline) -> tuple[date | None, str]:
    """The date of publication from a line or else from what the file says outside its text, or where neither tells it
    that of the signature, with its evidence."""
    for label in _LABELS:
        for line in outline.metadata_lines:
            labelled = re.search(rf"(?<![一-龥]){label}\s*[】\]]?\s*:\s*", line)
            if labelled and (found := date_at(line, labelled.end())):
                return found, f"元数据行「{line[labelled.start() :][:40]}」"
    for said in outline.said_of("published"):
        if found := date_at(said.value, 0):
            return found, f"页面 {said.where}「{said.value[:40]}」"
    for line in reversed(outline.signature_lines):
        if found := _last_date(line):
            return found, f"落款「{line}」"
    for line in outline.metadata_lines:
        if found := date_at(line.strip("()[] "), 0):
            return found, f"元数据行「{line[:40]}」"
    return None, ""


def index_no(outline: Outline) -> str | None:
    """The index number as printed; where the site leaves out the part before the slash (the body) it stays out."""
    for line in outline.metadata_lines:
        if found := _INDEX_NO.search(line):
            return found[1]
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
