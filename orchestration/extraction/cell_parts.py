"""Cells, rows and tables as they are found: whether a figure stands in a cell, or figures that label nothing.

Does not belong here: finding tables (cell_tables.py, cell_stacks.py, cell_grids.py), names of figures (cells.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from orchestration.extraction.cell_columns import table_words
from orchestration.extraction.units import family_of

FIGURE = r"[-－−]?[\d０-９][\d０-９,，.．]*[%％]?"
_HEDGE = "(?:[约近超逾≤≥＜＞<>]|不低于|不高于|不少于|不超过|不多于|至少)?"
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT = "[\u4e00-\u9fff]{0,5}"  # 45个工作日
_FIGURE_CELL = re.compile(rf"{_HEDGE}{FIGURE}(?P<unit>{_UNIT})(?:[（(][^（）()]{{2,30}}[）)])?")  # 35(含上年结转3件)
_FIGURES = re.compile(rf"{_HEDGE}{FIGURE}{_UNIT}(?:[/、／~～—\-至]{FIGURE}{_UNIT})*")  # 120家/12件
_NO_UNIT = re.compile(rf"[/、／~～—\-至]|{_HEDGE}{FIGURE}")
NUMBER_COLUMN = re.compile(r"序号|编号")
TITLE_LINES = 4  # lines above the headings that may tell the topic
LABELS_MAX = 2
STROKE = re.compile("[/／—－\\-–]+")  # in a cell that has no figure
_LENGTHS = ("日", "天")  # 20日 under 法定时限 is no label, whether it is a date or not


@dataclass(frozen=True, slots=True)
class Part:
    """One cell of a row as it stands in the text."""

    start: int
    text: str

    @property
    def figure(self) -> bool:
        """Whether the cell holds a figure, with its unit or without, and nothing else but a remark in brackets."""
        found = _FIGURE_CELL.fullmatch(self.text)
        return found is not None and (not found["unit"] or _is_unit(found["unit"]))

    @property
    def figured(self) -> bool:
        """Whether the cell holds figures with their units and no words of its own: it labels nothing."""
        told = filter(None, _NO_UNIT.split(self.text))
        are_figures = _FIGURES.fullmatch(self.text) is not None
        return self.figure or (are_figures and all(unit in _LENGTHS or _is_unit(unit) for unit in told))


Row = tuple[Part, ...]


def with_years(cells: Sequence[Part]) -> list[Part]:
    """The cells, with years that follow one another (2021 | 2022 | 2023) as the headings 2021年, 2022年, 2023年: one
    year alone may be a count."""
    years = [int(cell.text) if _YEAR.fullmatch(cell.text) else 0 for cell in cells]
    return [
        Part(cell.start, f"{cell.text}年") if year and (year - 1 in beside or year + 1 in beside) else cell
        for cell, year, beside in zip(cells, years, _neighbours(years), strict=True)
    ]


def _neighbours(years: Sequence[int]) -> list[tuple[int, int]]:
    """What stands before and behind each."""
    return list(zip([0, *years[:-1]], [*years[1:], 0], strict=True)) if years else []


@dataclass(frozen=True, slots=True)
class Table:
    """Headings, rows of as many cells under them, and the lines above that may say what is counted. ``is_told``: which
    heading stands over which column can be told."""

    heading: Sequence[str]
    rows: Sequence[Row]
    above: Sequence[str] = ()
    is_told: bool = True


@lru_cache(maxsize=256)
def _is_unit(word: str) -> bool:
    return word not in table_words("not_counted") and family_of(word) not in ("", "other")
