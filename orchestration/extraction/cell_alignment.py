"""Headings in several lines over the columns of a flattened table.

Where a format has left empty cells for a heading that reaches over several columns, each cell stands over its column.
Most saved pages have not (行政征收 | 行政裁决 above 次数 | 金额 | 次数): then the lines have fewer cells than the rows,
and which heading stands where follows from their numbers and from what the headings are, or nobody knows.
Does not belong here: finding tables (cell_tables.py), tables with spans (cell_grids.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from orchestration.extraction.cell_columns import OVER
from orchestration.extraction.cell_headings import is_known_column, unit_of

_COUNT = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:[次宗件户家人起批个]数|数量)(?:[（(].*)?"
)  # the first heading of each group
_TELLS_WHEN = re.compile(r"(?:19|20)\d\d|上年|去年|同期|计划|目标|任务")  # what its columns must not lose


def columns_of(heads: Sequence[Sequence[str]], labels: int, width: int) -> list[str] | None:
    """One heading a column of rows with ``width`` cells, of which the first ``labels`` are words; None where the lines
    of headings, uppermost first, do not tell which stands where."""
    lines = [list(line) for line in heads]
    if len(lines) == 1 or all(map(_is_filled, lines)) or max(map(len, lines[-2:])) > width:
        return _by_place(lines, width)
    *_, upper, lower = ([word for word in line if word] for line in lines)
    if len(lower) in (width, width - labels):
        grouped = next(filter(None, (_grouped(upper[at:], lower) for at in dict.fromkeys((0, labels)))), None)
        if grouped is None and (len(set(lower)) < len(lower) or any(map(_TELLS_WHEN.search, upper))):
            return None
        return [*[""] * (width - len(lower)), *(grouped or lower)]
    for labelled in dict.fromkeys((labels, 0)):  # over the labels of the rows there may be a heading, too
        named = _spread(upper[labelled:], lower, width - labels)
        if named:
            return [*upper[:labelled], *[""] * (labels - labelled), *named]
    return None


def _is_filled(line: Sequence[str]) -> bool:
    """Whether empty cells stand between or behind the headings of a line, for what they reach over."""
    return "" in line


def _by_place(lines: Sequence[Sequence[str]], width: int) -> list[str]:
    """The lowest heading over each place; where two columns would be called the same, after what stands above, which
    may reach over several columns."""
    grid = [[*line, *[""] * width][:width] for line in lines]
    lowest = [next((level for level in range(len(grid) - 1, -1, -1) if grid[level][at]), -1) for at in range(width)]
    names = [grid[level][at] if level >= 0 else "" for at, level in enumerate(lowest)]
    if len(set(filter(None, names))) == len(list(filter(None, names))):
        return names
    return [
        OVER.join([*(_reaching(grid[above], at) for above in range(max(level, 0))), names[at]]).strip(OVER)
        for at, level in enumerate(lowest)
    ]


def _reaching(line: Sequence[str], at: int) -> str:
    """The heading that reaches over a column: its own or the last one to the left."""
    return next((line[k] for k in range(at, -1, -1) if line[k]), "")


def _grouped(upper: Sequence[str], lower: Sequence[str]) -> list[str] | None:
    """The lower headings, which name all columns, after the upper ones: each begins with a count (次数, 征收总金额,
    次数, 涉及金额). None where it cannot be told which stands over which."""
    starts = [at for at, word in enumerate(lower) if _COUNT.fullmatch(word)]
    if not upper or len(starts) != len(upper) or starts[0] != 0:
        return None
    group = [sum(start <= at for start in starts) - 1 for at in range(len(lower))]
    return [f"{upper[number]}{OVER}{word}" for number, word in zip(group, lower, strict=True)]


def _spread(upper: Sequence[str], lower: Sequence[str], count: int) -> list[str] | None:
    """The upper headings that are columns themselves, with the lower ones in the place of the others; None where these
    are not side by side, or there are not ``count`` columns."""
    columns = [is_known_column(word) or bool(unit_of(word)) for word in upper]
    others = [at for at, is_column in enumerate(columns) if not is_column]
    if not others or sum(columns) + len(lower) != count or others != list(range(others[0], others[-1] + 1)):
        return None
    return [*upper[: others[0]], *lower, *upper[others[-1] + 1 :]]
