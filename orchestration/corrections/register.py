"""raw/corrections.csv: errors in published reports that people have found, checked row by row.

A row that cannot be used costs itself: it becomes an Entry that says what was found and what was expected. Only a file
whose header cannot be read gives a single such entry (line 1), since nothing can be said of its rows.

Does not belong here: which report and figure a row means (aims.py, locate.py).
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from orchestration.corrections.correction import (
    REGISTER_FILE,
    Action,
    Aim,
    Correction,
    Outcome,
    Place,
    content_id,
    fault,
    storable,
)
from orchestration.extraction.mention import Quantity
from orchestration.extraction.normalise import normalise_surface
from orchestration.extraction.quantities import parse_surface
from orchestration.extraction.quantities_grammar import quantity_pattern

FIELDS = ("document", "body", "year", "quote", "measure", "action", "value", "reason", "status", "expect")
ACTIONS: tuple[Action, ...] = ("override", "drop", "re-map", "re-scope")
# Only what has been confirmed changes figures; the others are kept so that nobody asks twice.
STATUSES = ("open", "confirmed", "rejected")
FIRST_YEAR, LAST_YEAR = 2004, 2100
_DOCUMENT = re.compile(r"[0-9a-f]{16,64}")
_SCOPE = re.compile(r"own|area|other:.*\S.*")
_MIN_QUOTE = 2
_CHECK_FILE = "核对第一行;可从 docs/correcting_a_figure.md 复制表头"
_CHECK_ROW = "改正 raw/corrections.csv 的这一行后重跑"
_REPORT_FAULT = "此为程序缺陷,其余各行照常;请附上这一行报告"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the register as given, and either the correction it asks for or why it asks for none.

    ``outcome`` is None for a correction that is to be tried; else ``malformed``, ``correction_error`` or the status
    that keeps it back.
    """

    line_no: int
    given: Mapping[str, str]
    correction_id: str
    correction: Correction | None = None
    outcome: Outcome | None = None
    found: str = ""
    expected: str = ""
    hint_zh: str = ""


@dataclass(slots=True)
class _Problems:
    """What is wrong with a row, collected so that a person mends it once."""

    found: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def add(self, found: str, expected: str) -> None:
        self.found.append(found)
        self.expected.append(expected)


def read_register(path: Path, indicators: Collection[str]) -> list[Entry]:
    """The rows of the register in their order; a missing file has none. Raises OSError when it cannot be read.

    ``indicators`` are the ids of the dictionary. UTF-8 is expected; what spreadsheets save in GB18030 is taken too.
    """
    if not path.exists():
        return []
    text = _decoded(path.read_bytes())
    if text is None:
        found = "既非 UTF-8,也非 GB18030"
        return [_unusable(found, "UTF-8(或表格软件所存的 GB18030)")]
    return _entries(text, indicators)


def _decoded(data: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _entries(text: str, indicators: Collection[str]) -> list[Entry]:
    reader = csv.reader(io.StringIO(text, newline=""))
    rows: list[tuple[int, list[str]]] = []
    try:
        header = [name.strip() for name in next(reader, [])]
        if tuple(header) != FIELDS:
            return [_unusable(",".join(header) or "空文件", ",".join(FIELDS))] if text.strip() else []
        last = reader.line_num
        for fields in reader:
            # line_num is that of the row's last line; a quoted field may span several.
            first, last = last + 1, reader.line_num
            if any(value.strip() for value in fields):
                rows.append((first, fields))
    except csv.Error as error:
        rows.append((reader.line_num, [f"{type(error).__name__}: {error}"]))
    entries: list[Entry] = []
    seen: Counter[tuple[str, ...]] = Counter()
    for line_no, fields in rows:
        key = tuple(value.strip() for value in fields)
        id_ = content_id("register", *key, seen[key])
        try:
            entries.append(_entry(line_no, fields, id_, indicators))
        except Exception as error:
            told = {"found": fault(error), "expected": "读出或说明何处有误", "hint_zh": _REPORT_FAULT}
            entries.append(Entry(line_no, dict(zip(FIELDS, key, strict=False)), id_, None, "correction_error", **told))
        seen[key] += 1
    return entries


def _unusable(found: str, expected: str) -> Entry:
    id_ = content_id("register", "file", found)
    return Entry(1, {}, id_, outcome="malformed", found=found[:200], expected=expected, hint_zh=_CHECK_FILE)


def is_unusable(entry: Entry) -> bool:
    """Whether the entry stands for a register of which no row could be read."""
    return entry.outcome == "malformed" and entry.hint_zh == _CHECK_FILE


def _entry(line_no: int, fields: list[str], id_: str, indicators: Collection[str]) -> Entry:
    if len(fields) != len(FIELDS):
        found = f"{len(fields)} 个字段:{fields[0][:40]}…" if fields else "空行"
        expected = f"{len(FIELDS)} 个字段(含逗号、引号、换行的内容须加双引号)"
        return Entry(line_no, {}, id_, outcome="malformed", found=found, expected=expected, hint_zh=_CHECK_ROW)
    given = {name: value.strip() for name, value in zip(FIELDS, fields, strict=True)}
    problems = _Problems()
    correction = _correction(given, id_, indicators, problems)
    if correction is None:
        told = ";".join(problems.found), ";".join(problems.expected)
        return Entry(line_no, given, id_, outcome="malformed", found=told[0], expected=told[1], hint_zh=_CHECK_ROW)
    if given["status"] == "confirmed":
        return Entry(line_no, given, id_, correction)
    outcome: Outcome = "open" if given["status"] == "open" else "rejected"
    hint = "核实后把 status 改为 confirmed,即生效" if outcome == "open" else "已决定不更正,无须处理"
    return Entry(line_no, given, id_, None, outcome, f"status 为 {given['status']}", "status 为 confirmed", hint)


def _correction(
    given: Mapping[str, str], id_: str, indicators: Collection[str], problems: _Problems
) -> Correction | None:
    aim = _aim(given, problems)
    for name, wanted, expected in (("action", ACTIONS, " / ".join(ACTIONS)), ("status", STATUSES, "/".join(STATUSES))):
        if given[name] not in wanted:
            problems.add(f"{name} 为「{given[name]}」", f"{name} 为 {expected} 之一")
    if len("".join(given["quote"].split())) < _MIN_QUOTE:
        problems.add(f"quote 为「{given['quote']}」", "quote 为报告原文中含该数字的一句或一段")
    if not given["reason"]:
        problems.add("reason 为空", "reason 写明依据")
    action = next((one for one in ACTIONS if one == given["action"]), None)
    if action is None:
        return None
    quantity = _new_quantity(given["value"], problems) if action == "override" else None
    _check_value(action, given["value"], indicators, problems)
    expected_quantity, expected_text = _expect(action, given["expect"], indicators, problems)
    if problems.found:
        return None
    return Correction(
        correction_id=id_,
        source="register",
        aim=aim,
        place=Place(quote=given["quote"], measure=given["measure"]),
        action=action,
        corrected_by=REGISTER_FILE,
        evidence=given["reason"],
        quantity=quantity,
        indicator_id=given["value"] if action == "re-map" else "",
        scope=given["value"] if action == "re-scope" else "",
        expected=expected_quantity,
        expected_text=expected_text,
    )


def _aim(given: Mapping[str, str], problems: _Problems) -> Aim:
    document, body, year = given["document"].lower(), given["body"], given["year"]
    expected = "document(文件 SHA-256,至少前 16 位),或 body 与 year"
    if document:
        if body or year:
            problems.add("document 与 body、year 同时填写", "只填一种定位:" + expected)
        if not _DOCUMENT.fullmatch(document):
            expected = "16 至 64 位十六进制数字(表格软件会改写长数字,须设为文本)"
            problems.add(f"document 为「{given['document']}」", expected)
        return Aim(document=document)
    if not body or not year:
        problems.add(f"body 为「{body}」、year 为「{year}」", expected)
        return Aim()
    if not (year.isascii() and year.isdigit() and FIRST_YEAR <= int(year[:9]) <= LAST_YEAR):
        problems.add(f"year 为「{year}」", f"{FIRST_YEAR}—{LAST_YEAR} 间的四位年份")
        return Aim()
    return Aim(body=body, year=int(year))


def _check_value(action: Action, value: str, indicators: Collection[str], problems: _Problems) -> None:
    if action == "drop" and value:
        problems.add(f"value 为「{value}」", "drop 不填 value")
    if action == "re-map" and value not in indicators:
        problems.add(f"value 为「{value}」", "re-map 的 value 为指标词典中的 indicator_id(不对应任何指标时为 unmapped)")
    if action == "re-scope" and not _SCOPE.fullmatch(value):
        problems.add(f"value 为「{value}」", "re-scope 的 value 为 own、area 或 other:机构名")


def _new_quantity(value: str, problems: _Problems) -> Quantity | None:
    quantity = read_quantity(value)
    if quantity is None:
        problems.add(f"value 为「{value}」", "override 的 value 为新数值,如 102、102件、853.8万元、98.5%、1300余家")
    return quantity


def _expect(
    action: Action, expect: str, indicators: Collection[str], problems: _Problems
) -> tuple[Quantity | None, str]:
    quantity = read_quantity(expect)
    if quantity is not None:
        return quantity, ""
    if (action == "re-map" and expect in indicators) or (action == "re-scope" and _SCOPE.fullmatch(expect)):
        return None, expect
    also = {"re-map": ",或原先的 indicator_id", "re-scope": ",或原先的 scope"}.get(action, "")
    problems.add(f"expect 为「{expect}」", f"expect 为更正所针对的抽取值,如 120件{also}")
    return None, ""


def read_quantity(written: str) -> Quantity | None:
    """What a person writes as a number with or without unit; None when it is none, or too large to be stored."""
    if not quantity_pattern().fullmatch(normalise_surface(written)):
        return None
    try:
        quantity = parse_surface(written)
    except ValueError:
        return None
    return quantity if storable(quantity) else None
