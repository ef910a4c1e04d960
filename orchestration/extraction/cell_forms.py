"""The yearly enforcement forms: which indicator a column is, by the form and the column's own words.

Penalties, licences, coercive measures and other acts are reported on forms whose columns are the same everywhere
(State Council, 国办发〔2018〕118号); 罚款 there counts penalties and is no amount. The columns are
tables/form_columns.csv. Does not belong here: finding tables and headings (cell_tables.py, cell_headings.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

from orchestration.extraction.vocabulary import table

# 行政处罚实施数量, 行政强制措施数量, 表一行政处罚
_FORM = re.compile(r"(?P<form>行政复议|行政诉讼|行政处罚|行政许可|行政强制措施|行政强制执行|行政强制|其他行政执法行为)")
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
