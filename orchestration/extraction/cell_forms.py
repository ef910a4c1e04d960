"""The yearly enforcement forms: which indicator a column is, by the form and the column's own words.

Penalties, licences, coercive measures and other acts are reported on forms whose columns are the same everywhere
(State Council, 国办发〔2018〕118号); 罚款 there counts penalties and is no amount. The columns are
tables/form_columns.csv. Does not belong here: finding tables and headings (cell_tables.py, cell_headings.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

from orchestration.extraction.cell_columns import OVER, is_hollow, table_words
from orchestration.extraction.vocabulary import table

# 行政处罚实施数量, 行政强制措施数量, 表一行政处罚
_FORM = re.compile(r"(?P<form>行政复议|行政诉讼|行政处罚|行政许可|行政强制措施|行政强制执行|行政强制|其他行政执法行为)")
SHARE = re.compile("(?:率|占比|比例|比重|百分比)$")
SUM = re.compile("金额|款额|费用")  # not counted in the unit of the table
_Column = tuple[re.Pattern[str], str]
# Parts of the form of coercion, for which its columns hold, too.
_WHOLE = {"行政强制措施": "行政强制", "行政强制执行": "行政强制"}


def form_of(topic: str) -> str:
    """The form that a table's topic or the heading over its columns names, or ""."""
    found = _FORM.match(topic)
    return found["form"] if found else ""


def form_indicator(form: str, column: str) -> str | None:
    """The indicator of a column of a form, ``unmapped`` where no row counts it; None for a column the form has not."""
    columns: list[_Column] = [*_columns().get(form, []), *_columns().get(_WHOLE.get(form, ""), [])]
    for pattern, indicator in columns:
        if pattern.fullmatch(column):
            return indicator
    return None


@lru_cache(maxsize=1)
def _columns() -> dict[str, list[_Column]]:
    found: dict[str, list[_Column]] = {}
    for row in table("form_columns"):
        found.setdefault(row["form"], []).append((re.compile(row["column"]), row["indicator_id"]))
    return found


def is_subject(label: str, title: str) -> bool:
    """Whether a figure counts disputes about an act (行政处罚 | 38件) and not the acts: row and column tell no more."""
    acts = table_words("act")
    return (label in acts and _tells_nothing(title)) or (title in acts and _tells_nothing(label))


def _tells_nothing(heading: str) -> bool:
    return is_hollow(heading) or SHARE.search(heading) is not None


def indicator_of_form(topic: str, title: str, unit: str) -> str | None:
    """The indicator of a column of a yearly form, which the title of the table or the heading above it names; None for
    a column that is told in money where the form counts (罚款(万元))."""
    group, _, column = title.rpartition(OVER)
    form = form_of(group) or form_of(topic)
    if group and is_hollow(column) and not form_of(group) and not SUM.search(column):
        column = group.rpartition(OVER)[2]  # 行政征收-次数
    indicator = form_indicator(form, column) if form else None
    counted_in_money = indicator is not None and indicator.endswith("_cnt") and unit.endswith("元")
    return None if counted_in_money else indicator
