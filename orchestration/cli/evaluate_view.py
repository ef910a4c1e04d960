"""How the scores look: columns in blocks that fit the screen, Chinese heads over English names, errors by sentence.

Does not belong here: any number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from orchestration.cli.corpus import HELD_OUT
from orchestration.extraction.evaluation import BY_NAME, COLUMNS, Column
from orchestration.serving.tables import shown

if TYPE_CHECKING:
    from orchestration.cli.corpus import Annotated
    from orchestration.extraction.evaluation import Value

Scores = Mapping[str, Mapping[str, "Value"]]
_TITLES = {"body_kind": "按机关类别(per kind of body)", "document": "按文件(per document)"}
_BODY_KINDS = {
    "agriculture": "农业农村",
    "audit": "审计",
    "civil": "民政",
    "county": "县政府",
    "culture": "文旅",
    "customs": "海关",
    "district": "区政府",
    "education": "教育",
    "emergency": "应急管理",
    "environment": "生态环境",
    "finance": "财政",
    "fire": "消防",
    "health": "卫生健康",
    "housing": "住建",
    "justice": "司法行政",
    "labour": "人社",
    "market": "市场监管",
    "medical_insurance": "医保",
    "neighbour": "他种文书",
    "reform": "发改",
    "resources": "自然资源",
    "security": "公安",
    "state_assets": "国资",
    "statistics": "统计",
    "tax": "税务",
    "township": "乡镇街道",
    "transport": "交通运输",
    "urban": "城市管理",
    "water": "水利",
    "weather": "气象",
}
_PADDING = 2
_FILE_WIDTH = 200  # of a file or pipe, where nothing is folded
_AROUND = 60  # characters of a sentence shown on either side of an error
_ENDS = "。;;!!??\n"


def print_scores(groups: Mapping[str, Scores], rejected: Sequence[Annotated]) -> None:
    """Print the parts with the goals, then the kinds of body and the documents, and what the reader refused."""
    console = Console()
    if not console.is_terminal:
        console.width = max(console.width, _FILE_WIDTH)
    _print_parts(console, groups["part"])
    for grouping, title in _TITLES.items():
        console.print(Text(f"\n{title}", style="bold"))
        scores = groups[grouping]
        if grouping == "body_kind":
            scores = {f"{_BODY_KINDS[kind]} {kind}" if kind in _BODY_KINDS else kind: scores[kind] for kind in scores}
        _print_blocks(console, scores)
    console.print(
        Text("* 只计非默认的、或词典有对应指标的、或本体裁的(not the default; in the dictionary; of the genre)")
    )
    reports = [one for one in rejected if one.body.genre == "report"]
    for one in reports:
        console.print(shown(f"读取时会被拒(the reader rejects): {one.part}/{one.name} {one.rejected}"))
    if len(rejected) > len(reports):
        note = "段落与他种文书按标注的年度、不设机关抽取(read with the year stated, no body)"
        console.print(Text(f"{len(rejected) - len(reports)} 份{note}", style="dim"))


def print_errors(errors: Mapping[str, Sequence[tuple[str, int, str]]], texts: Mapping[str, str], hidden: int) -> None:
    """Print every error with what stands around it."""
    console = Console()
    for column, lines in errors.items():
        label = BY_NAME[column].label_zh if column in BY_NAME else _OTHER_ERRORS.get(column, "")
        console.print(Text(f"\n{label} {column} ({len(lines)})", style="bold"))
        for place, start, line in lines:
            console.print(shown(f"  {place.split('/')[0]}/{line}"), soft_wrap=True)
            console.print(Text(f"      {sentence_at(texts[place], start)}", style="dim"), soft_wrap=True)
    if hidden:
        console.print(Text(f"\n{HELD_OUT}:另有 {hidden} 处不列出,原因见 --reveal(not listed)", style="bold"))


_OTHER_ERRORS = {"missed": "漏掉的事实", "false_fact": "多出的事实", "unit": "单位", "missing_document": "缺抽取"}


def sentence_at(text: str, start: int) -> str:
    """What stands around an offset, up to the ends of its sentence, on one line."""
    left = max(text.rfind(mark, max(0, start - _AROUND), start) for mark in _ENDS) + 1 or max(0, start - _AROUND)
    ends = [at for mark in _ENDS if (at := text.find(mark, start, start + _AROUND)) >= 0]
    return text[left : min(ends, default=start + _AROUND)].strip()


def _print_parts(console: Console, parts: Scores) -> None:
    """One line a column, so that the goals stand beside."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("score", no_wrap=True)
    table.add_column("列(column)")
    for name in parts:
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("目标:已见 / 未见(goal)", justify="right", no_wrap=True)
    for column in COLUMNS:
        values = (cell(column, values[column.name]) for values in parts.values())
        table.add_row(column.name, column.label_zh, *values, _goal(column))
    console.print(table)


def _goal(column: Column) -> str:
    if column.goal_seen is None and column.goal_unseen is None:
        return ""
    sign = "≤" if column.lower_is_better else "≥"
    return f"{sign} {cell(column, column.goal_seen)} / {cell(column, column.goal_unseen)}"


def cell(column: Column, value: Value) -> str:
    """A value as people read it: shares with three digits, counts as they are."""
    if value is None:
        return "–"
    if column.is_count:
        return str(value)
    return f"{value:.1f}" if column.name.endswith("per_100") else f"{value:.3f}"


def _print_blocks(console: Console, scores: Scores) -> None:
    """Rows by name, columns in as many blocks as the width asks for."""
    first = max(cell_len(name) for name in scores)
    shown_columns = [
        column for column in COLUMNS if column.name != "docs" or any(s["docs"] != 1 for s in scores.values())
    ]
    for block in _blocks(shown_columns, console.width - first):
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", padding=(0, 1, 0, 0))
        table.add_column("", no_wrap=True)
        for column in block:
            table.add_column(column.short_zh, justify="right", no_wrap=True)
        for name, values in scores.items():
            table.add_row(name, *(cell(column, values[column.name]) for column in block))
        console.print(table)


def _blocks(columns: Sequence[Column], room: int) -> Iterator[list[Column]]:
    block: list[Column] = []
    used = 0
    for column in columns:
        width = max(cell_len(column.short_zh), 5) + _PADDING
        if block and used + width > room:
            yield block
            block, used = [], 0
        block.append(column)
        used += width
    if block:
        yield block
