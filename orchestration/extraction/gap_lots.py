"""Figures told beside another one of their clause: lots in which people did something, the sum of a case.

Does not belong here: dividing the words between the two (gaps.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.clauses import Site

_IN_LOTS = re.compile("(?:^|[^区划部充])分(?:成|为)?$")
_GOING_IN_LOTS = re.compile("[^区划部充得评加扣积满]分$")  # 600名|队员分|5期|学习处罚法
# 办结1起|处罚金额|11.7万元: the sum has its name, the case is named left of it
_SUM = re.compile(
    "(?:[\u4e00-\u9fff]{0,6}(?:金额|数额|总额)|(?:行政)?(?:处罚款|罚没款|罚款|罚金))(?:共计?|合计|累计|计|达|约|为)?"
)
_CASES = ("件", "起", "宗", "例")
_LOTS = ("批", "批次", "期", "轮", "场", "次", "班")


def in_lots(site: Site, left: str) -> bool:
    """Whether a figure only tells in how many goes something was done (分4批, 分3期)."""
    quantity = site.span.quantity
    return quantity is not None and quantity.unit in _LOTS and _IN_LOTS.search(left) is not None


def go_in_lots(people: Site, lots: Site) -> bool:
    """Whether the later figure tells in how many goes the people of the earlier one did what follows."""
    quantity = lots.span.quantity
    in_lots = quantity is not None and quantity.unit in _LOTS and _GOING_IN_LOTS.search(lots.left) is not None
    return in_lots and is_person(people)


def is_fined(case: Site, left: str, fine: Site) -> bool:
    """Whether a case told by its verb alone (办结1起) is followed by its sum."""
    one, other = case.span.quantity, fine.span.quantity
    counted = one is not None and one.unit in _CASES and other is not None and other.unit == "元"
    return counted and bool(left) and _SUM.fullmatch(fine.left) is not None


def is_person(site: Site) -> bool:
    """Whether a figure counts people."""
    quantity = site.span.quantity
    return quantity is not None and quantity.unit in ("人", "名", "位")
