"""Cells of a table that came out as plain lines: a figure is named by its row and its column heading.

The value of a cell is the figure as printed; the unit of its heading is kept for telling what it measures. A table
without row labels, or whose only row is labelled by the body that reports, is named by the lines above it. Does not
belong here: finding tables (cell_tables.py).
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orchestration.document import Table as MarkedTable
from orchestration.extraction.cell_columns import (
    OVER,
    is_hollow,
    is_planned,
    is_rank,
    is_score,
    table_words,
    wholes_of_parts,
)
from orchestration.extraction.cell_forms import SHARE, SUM, indicator_of_form, is_subject
from orchestration.extraction.cell_grids import marked_tables
from orchestration.extraction.cell_headings import plain, topic_of, unit_above, unit_of
from orchestration.extraction.cell_labels import label_of, once
from orchestration.extraction.cell_parts import NUMBER_COLUMN, Row, Table
from orchestration.extraction.cell_tables import tables
from orchestration.extraction.mention import UNMAPPED, Relation

REGION_ROW = re.compile(
    r"(?!(?:主|老|新|中心)?城区-)[\u4e00-\u9fff]{1,8}(?:[县旗镇乡]|(?<![社园景小校辖库厂矿片])区|(?<![超夜门菜集])市|街道|自治州)-"
)
_BODY_COLUMN = re.compile(r"(?:执法|填报|行政)?(?:单位|机关|部门|主体|机构)(?:名称)?")
_OF_WHICH = re.compile(r"其中[:：]?")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_EARLIER = re.compile(r"上年|去年|上一年|前年|同期数?")
_CHANGE = re.compile(r"增减|同比|环比|增长|增幅|升降|变化|±|较上年|比上年|较去年|比去年")
_COUNTED = re.compile(r"(?:数量|[件次人户家宗起份个]数|案件|立案|人次|户次)(?:[(（]|$)")
# 平阜县2024年度行政处罚实施情况统计表; a body's own table has its name there (平阜县水务局2024年度…)
_OF_REGION = re.compile(
    r"(?:附?表[一二三四五六七八九十\d]{1,2}[:：、.．\s]*)?(?:全|(?!各)[\u4e00-\u9fff]{2,8})[省市县区旗州](?:(?:19|20)\d\d年度?)?(?:其他)?行政(?![\u4e00-\u9fff]{0,8}(?:局|大队|支队|中心|委|区))"
)
_DISPUTES = re.compile("复议|诉讼|应诉|信访|投诉|举报")
_COUNT_HEADING = re.compile("(?:数量?|金额|人次|户次|总量)$")
_OWN = ("市本级", "县本级", "区本级", "本级", "本局", "本单位", "局机关", "机关")
_POINTS = "分"
LAST_YEAR = -1  # a column of the year before the report, whatever year that is


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a table: its name, what a change or an earlier year of it measures (``topic``), the year of an
    earlier column, the cell it is a change or a part of, by its start, and the ``column`` where it stands for itself
    under the topic of its table (扣押财物 under 行政强制), or the row where its heading tells nothing (数量).
    ``under``: the topic of the table for a column that tells how much and not of what (审核件数).

    ``told_unit`` is the unit that the table itself tells, as printed (万元); ``unit`` may be a customary one.
    ``aside``: the rule by which the figure is no fact, as it numbers its row or tells its rank. ``form_indicator`` is
    that of a column of one of the yearly forms. ``planned``: it was set for the year and is not what was done;
    ``of_area``: it adds up rows about parts of the body's area. ``counts``: the table and the column
    whose heading says what all its figures count."""

    name: str
    topic: str
    unit: str = ""
    year: int | None = None
    change: bool = False
    parent: int | None = None
    relation: Relation | None = None
    column: str = ""
    under: str = ""
    aside: str = ""
    told_unit: str = ""
    form_indicator: str | None = None
    planned: bool = False
    of_area: bool = False
    counts: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Columns:
    """The headings of a table, one a column: without their units, their units, their years, the column of the whole
    year for those of its parts; what the lines above say that is counted, and in which unit; where the table begins;
    whether it is about reviews, lawsuits or complaints."""

    titles: Sequence[str]
    units: Sequence[str]
    years: Sequence[int | None]
    wholes: Mapping[int, int]
    topic: str
    topic_unit: str
    table: int
    of_disputes: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """A row, what it is called, its customary unit and the one told for it, and the row it divides (其中)."""

    parts: Row
    label: str
    unit: str
    told: str
    divided: Row
    of_area: bool


def table_cells(text: str, marked: Sequence[MarkedTable] = ()) -> Mapping[int, Cell]:
    """Return the figure cells of all tables of a text, by their start; empty where there is no table.

    Of a table that the file marks as one (``marked``) the marks decide, not how its rows look in the text.
    """
    found: dict[int, Cell] = {}
    for table in tables(text):
        _name_cells(table, found)
    if marked:
        inside = _extents(marked)
        found = {start: cell for start, cell in found.items() if not _within(start, inside)}
        for table in marked_tables(text, marked):
            _name_cells(table, found)
    return found


def cannot_be(indicator: str, cell: Cell, unit: str) -> bool:
    """Whether the heading of a figure rules an indicator out: 编制数 under 持证率情况表 is no share, 得分 are points
    and count nothing."""
    counts = _COUNT_HEADING.search(cell.name) is not None and not cell.change
    is_share = indicator.endswith("_rate") and counts and "%" not in (unit, cell.told_unit)
    return is_share or (cell.told_unit == _POINTS and not indicator.endswith("_score"))


def _extents(marked: Sequence[MarkedTable]) -> list[tuple[int, int]]:
    return sorted((table.cells[0].start, table.cells[-1].end) for table in marked if table.cells)


def _within(start: int, extents: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(extents, (start, sys.maxsize)) - 1
    return at >= 0 and start <= extents[at][1]


def _name_cells(table: Table, found: dict[int, Cell]) -> None:
    """Name every figure of a table; a row of 其中 leads to the row it divides."""
    table = once(table)
    heading = table.heading
    if not table.is_told:
        _leave_open(table, found)
        return
    titles = [plain(title) for title in heading]
    columns = _Columns(
        titles,
        [unit_of(head) or (_POINTS if is_score(title) else "") for head, title in zip(heading, titles, strict=True)],
        [int(match.group()) if (match := _YEAR.search(title)) else None for title in heading],
        wholes_of_parts(titles),
        *topic_of(table.above),
        min((part.start for row in table.rows for part in row if part.text), default=0),
        any(map(_DISPUTES.search, table.above)),
    )
    table_unit = unit_above(table.above)
    by_body = len(table.rows) == 1 and bool(columns.topic) and _BODY_COLUMN.fullmatch(titles[0]) is not None
    of_region = any(map(_OF_REGION.match, table.above))
    labels = [label_of(heading, row) for row in table.rows]
    has_regions = _has_regions([label for label, _ in labels])
    whole: Row = ()
    for row, (label, unit) in zip(table.rows, labels, strict=True):
        told = unit or unit_of(label) or table_unit
        if by_body or not label:
            label, unit = columns.topic, unit or columns.topic_unit
        divides = _OF_WHICH.match(label)
        if divides and whole:
            label = label_of(heading, whole)[0] + label[divides.end() :]
        elif not divides:
            whole = row
        for title, part in zip(heading, row, strict=False):
            if part.figure and (aside := _aside(title)):
                found[part.start] = Cell("", "", aside=aside)
        of_area = (of_region and not label.startswith(_OWN)) or (has_regions and label in table_words("total"))
        _name_row(columns, _Row(row, label, unit, told, whole if divides else (), of_area), found)


def _leave_open(table: Table, found: dict[int, Cell]) -> None:
    """Name figures whose column nobody can tell by their row, or by what the table is about; they have no indicator."""
    for row in table.rows:
        name = label_of(table.heading, row)[0] or topic_of(table.above)[0]
        found |= {part.start: Cell(name, "", form_indicator=UNMAPPED) for part in row if part.figure}


def _has_regions(labels: Sequence[str]) -> bool:
    """Whether the rows of a table are parts of the body's area, but for their sum and what is its own."""
    parts = [label for label in labels if label not in table_words("total") and "本级" not in label]
    return bool(parts) and all(REGION_ROW.match(f"{label}-") for label in parts)


def _aside(title: str) -> str:
    """The rule by which the figures of a column are no facts, "" where they are."""
    if NUMBER_COLUMN.fullmatch(title):
        return "row_number"
    return "row_rank" if is_rank(title) else ""


def _name_row(columns: _Columns, row: _Row, found: dict[int, Cell]) -> None:
    """Name the figures of a row; a change leads to its latest level, a part of the year to the whole of it."""
    label, whole = row.label, row.divided
    latest = max((year for year in columns.years if year), default=None)
    counted = plain(label) if unit_of(label) else label
    level: int | None = None
    for column, part in enumerate(row.parts):
        if not part.figure or part.start in found:
            continue
        title, own_unit = columns.titles[column], columns.units[column]
        # Headings over several columns (行政复议-结果维持) say what the title of the table would.
        named = bool(label) and (label != columns.topic or OVER not in title)
        name, topic = (_joined(label, title), _joined(counted, title)) if named else (title, title)
        if _CHANGE.search(title):
            found[part.start] = Cell(
                name, counted, "%", change=True, parent=level, relation="change", told_unit=own_unit
            )
            continue
        year = columns.years[column]
        earlier = year if latest and year != latest else None
        last_year = _EARLIER.search(title) is not None
        level = part.start if level is None and not earlier and not last_year else level
        parent, relation = _divided(columns, row, column) if not whole else _part_of(whole, column)
        told_unit = own_unit or _told_for(row.told, title, label)
        found[part.start] = Cell(
            name,
            counted if year or last_year else topic,
            own_unit or ("" if SUM.search(title) else row.unit or unit_of(label)),
            earlier if not last_year else LAST_YEAR,
            parent=parent,
            relation=relation,
            column=title if label == columns.topic else counted if is_hollow(title) else "",
            under=columns.topic if label != columns.topic and _COUNTED.search(title) and not is_hollow(title) else "",
            told_unit=told_unit,
            form_indicator=UNMAPPED
            if columns.of_disputes and is_subject(label, title)
            else indicator_of_form(columns.topic, title, told_unit),
            planned=is_planned(title),
            of_area=row.of_area,
            counts=None if year or last_year or whole or _tells_little(title) else (columns.table, column),
        )


def _tells_little(title: str) -> bool:
    return is_hollow(title) or is_score(title)


def _joined(label: str, title: str) -> str:
    return f"{label}{OVER}{title}" if title else label


def _part_of(whole: Row, column: int) -> tuple[int | None, Relation | None]:
    """The figure of the row above that one of a row 其中 is a part of."""
    return (whole[column].start, "subset") if column < len(whole) and whole[column].figure else (None, None)


def _divided(columns: _Columns, row: _Row, column: int) -> tuple[int | None, Relation | None]:
    """The figure of the whole year that one of a quarter or month is a part of."""
    whole = columns.wholes.get(column)
    if whole is None or not row.parts[whole].figure:
        return None, None
    return row.parts[whole].start, "component"


def _told_for(told: str, title: str, label: str) -> str:
    """The unit of a whole table or row where it can be that of a column: money counts no cases, shares have a unit of
    their own, and sums of money are not told in 件."""
    if SHARE.search(title) or SHARE.search(label):
        return ""
    money = told.endswith("元")
    counts, sums = (any(pattern.search(one) for one in (title, label)) for pattern in (_COUNTED, SUM))
    return "" if (money and counts and not sums) or (sums and not money) else told
