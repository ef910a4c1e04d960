"""``CHANGES.md``: what a release changes against the last, for people.

Does not belong here: finding the changes (changes.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

from orchestration.release.changes import CHANGED_FACTS_NAME, Changes
from orchestration.release.manifest import Manifest

CHANGES_NAME = "CHANGES.md"
SHOWN_ROWS = 300
_SENTENCE = 80
# Titles of columns, and which values of a row stand in each.
Columns: TypeAlias = Mapping[str, str | tuple[str, ...]]
_CAUSES = {
    "来源": "原始文件或其登记(raw/sources.csv)新增、撤下、改动(source)",
    "更正": "raw/corrections.csv 或更正公告(correction)",
    "词典": "指标词典(dictionary)",
    "规则": "读取或抽取规则(rule)",
    "未明": "版本号都未变,是建模代码的改动(modelling code; no version tells it)",
}
# Text of reports must not become markup of the page, wherever it is rendered.
_MARKUP = str.maketrans({character: f"\\{character}" for character in "\\`*_{}[]#|~"} | {"<": "&lt;", ">": "&gt;"})


def write_changes(changes: Changes, directory: Path, old: Manifest | None, new: Manifest, last: str | None) -> str:
    """Write ``CHANGES.md`` into ``directory``; returns its name. ``last`` is the name of the last release."""
    lines = [*_head(last), *_body(changes, old, new)]
    (directory / CHANGES_NAME).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return CHANGES_NAME


def _head(last: str | None) -> Iterator[str]:
    yield "# 本版改动 Changes of this release"
    yield ""
    if last is not None:
        yield f"与上一版 {_text(last)} 相比(against the last release)。"
        yield ""


def _body(changes: Changes, old: Manifest | None, new: Manifest) -> Iterator[str]:
    if changes.why_not:
        yield _text(changes.why_not)
        yield ""
    if old is not None:
        yield from _versions(old["versions"], new["versions"])
    if not changes.why_not:
        yield from _section("报告 Reports", changes.reports, len(changes.reports), _REPORT_COLUMNS)
        yield from _causes(changes)
        fact_cnt = sum(row["fact_cnt"] for row in changes.fact_counts)
        yield from _section("事实 Facts", changes.facts, fact_cnt, _FACT_COLUMNS, f"全部见 {CHANGED_FACTS_NAME}。")
        yield from _section("代表值 Headline values", changes.headlines, changes.headline_cnt, _HEADLINE_COLUMNS)
    if changes.tables:
        yield from _section("表 Tables", changes.tables, len(changes.tables), _TABLE_COLUMNS)


def _versions(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    rows = [
        {"name": name, "old": _joined(old.get(name)), "new": _joined(new.get(name))}
        for name in sorted({*old, *new})
        if old.get(name) != new.get(name)
    ]
    yield from _section(
        "版本 Versions", rows, len(rows), {"组件 component": "name", "原 before": "old", "今 now": "new"}
    )


def _causes(changes: Changes) -> Iterator[str]:
    rows = [{**row, "cause_zh": f"{row['cause_zh']}:{_CAUSES[row['cause_zh']]}"} for row in changes.fact_counts]
    columns = {"变动 change": "change_zh", "因由 cause": "cause_zh", "条数 facts": "fact_cnt"}
    yield from _section("事实变动的因由 Causes", rows, len(rows), columns)


_REPORT_COLUMNS = {
    "变动 change": "change_zh",
    "机关 agency": "agency_zh",
    "年度 year": "year",
    "标题 title": "title",
    "文件 file": "source_file",
    "说明 detail": "detail_zh",
}
_FACT_COLUMNS: Columns = {
    "变动 change": "change_zh",
    "因由 cause": "cause_zh",
    "机关 agency": "agency_zh",
    "年度 year": "year",
    "指标 indicator": "indicator_zh",
    "事项 measure": "measure",
    "原 before": ("old_value", "old_unit"),
    "今 now": ("new_value", "new_unit"),
    "变动的列 columns": "changed_columns",
    "句子 sentence": "sentence",
}
_HEADLINE_COLUMNS: Columns = {
    "机关 agency": "agency_zh",
    "年度 year": "year",
    "指标 indicator": "indicator_zh",
    "原 before": ("old_state", "old_value", "old_unit"),
    "今 now": ("new_state", "new_value", "new_unit"),
}
_TABLE_COLUMNS = {
    "表 table": "table_name",
    "原行数 rows before": "old_row_cnt",
    "今行数 rows now": "new_row_cnt",
    "原列数 columns before": "old_column_cnt",
    "今列数 columns now": "new_column_cnt",
}


def _section(
    title: str,
    rows: Sequence[Mapping[str, Any]],
    count: int,
    columns: Columns,
    where_all: str = "",
) -> Iterator[str]:
    yield f"## {title}({count})"
    yield ""
    if rows:
        yield _line(columns)
        yield _line("---" for _ in columns)
        for row in rows[:SHOWN_ROWS]:
            yield _line(_cell(row, names) for names in columns.values())
    else:
        yield "没有改动(none)。"
    if count > min(len(rows), SHOWN_ROWS):
        yield ""
        yield f"仅列前 {min(len(rows), SHOWN_ROWS)} 条,共 {count} 条。{where_all}"
    yield ""


def _line(cells: Any) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(row: Mapping[str, Any], names: str | tuple[str, ...]) -> str:
    parts = (names,) if isinstance(names, str) else names
    text = " ".join(shown for name in parts if (shown := _plain(row[name])))
    return _text(text if len(text) <= _SENTENCE else text[: _SENTENCE - 1] + "…")


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return "" if value is None else str(value)


def _joined(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else _plain(value)


def _text(text: str) -> str:
    return " ".join(text.split()).translate(_MARKUP)
