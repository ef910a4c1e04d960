"""The figures of an old and a new wording: which they are, and whether they tell which takes the place of which.

Does not belong here: finding the wordings in a notice (notice.py, notice_tables.py).
"""

from __future__ import annotations

from orchestration.corrections.correction import storable
from orchestration.corrections.locate import fold_quote
from orchestration.corrections.register import read_quantity
from orchestration.extraction.mention import Quantity
from orchestration.extraction.scan import scan

Figure = tuple[int, int, Quantity]
_SAME_WORDS = 4  # characters before a figure by which a changed wording still names the same
_FIGURE_SIGN = "\N{WHITE SQUARE}"


def figures_of(wording: str) -> list[Figure]:
    """The figures of a wording with their places; a wording that is a number and nothing else is one."""
    whole = read_quantity(wording)
    if whole is not None:
        return [(0, len(wording), whole)]
    spans = scan(wording).spans
    return [(one.start, one.end, one.quantity) for one in spans if one.kind == "fact" and one.quantity is not None]


def not_alike(old_wording: str, new_wording: str, old: list[Figure], new: list[Figure]) -> str:
    """Why old and new wording do not tell which figure takes the place of which; empty when they do."""
    if len(old) != len(new):
        return f"更正前有 {len(old)} 个数字,更正后有 {len(new)} 个,不能一一对应"
    if not all(storable(quantity) for *_, quantity in new):
        return "更正后的数字大得不能入库"
    if not any(differ(one[2], other[2]) for one, other in zip(old, new, strict=True)):
        return "更正前后数字相同,改动的是文字"
    before, after = _without_figures(old_wording, old), _without_figures(new_wording, new)
    if before == after or (len(old) == 1 and after == _FIGURE_SIGN):
        return ""
    named, renamed = (wording.partition(_FIGURE_SIGN)[0][-_SAME_WORDS:] for wording in (before, after))
    return "" if len(old) == 1 and named == renamed and len(named) > 1 else "除数字外文字也有改动,不能确定是同一事项"


def _without_figures(wording: str, figures: list[Figure]) -> str:
    parts, at = [], 0
    for start, end, _ in figures:
        parts += [wording[at:start], _FIGURE_SIGN]
        at = end
    return fold_quote("".join(parts) + wording[at:])


def differ(one: Quantity, other: Quantity) -> bool:
    """Whether they are different quantities; a unit that one of them leaves out is none."""
    units = {one.unit, other.unit} - {""}
    told = [(each.value, each.low, each.high, each.comparator) for each in (one, other)]
    return told[0] != told[1] or (len(units) > 1)
