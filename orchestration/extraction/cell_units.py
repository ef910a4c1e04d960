"""The unit that a table tells for its cells: 136.5 under 罚没金额(万元) is 1,365,000 元.

A mention is what its surface says, so that everybody can parse it again; what the table adds is kept beside it, and
the warehouse multiplies. Does not belong here: reading headings (cell_headings.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from orchestration.extraction.cells import Cell
from orchestration.extraction.mention import Mention, Quantity
from orchestration.extraction.quantities import parse_surface
from orchestration.extraction.records import record
from orchestration.extraction.vocabulary import words

_LARGEST = 1_000_000_000  # base units in one; a figure in 百亿元 would not fit the warehouse


@record
class CellUnit:
    """The unit of a cell as printed (万元), its base unit (元), and how many of these it is (10,000)."""

    start: int
    printed: str
    base: str
    factor: int


def cell_units(cells: Mapping[int, Cell], mentions: Iterable[Mention]) -> tuple[CellUnit, ...]:
    """The units that tables tell for figures which tell none themselves, in the order of the text."""
    found: dict[int, CellUnit] = {}
    for mention in mentions:
        cell = cells.get(mention.start)
        quantity = _quantity(cell.told_unit) if cell and mention.kind == "fact" and not mention.unit else None
        if cell and quantity:
            found[mention.start] = CellUnit(mention.start, cell.told_unit, quantity.unit, int(quantity.value))
    return tuple(found.values())


@lru_cache(maxsize=256)
def _quantity(unit: str) -> Quantity | None:
    """What one of a unit is; None for what is no unit (一季度, 含罚款)."""
    if not unit or unit.startswith("每") or any(sign.isdigit() or sign in ".．" for sign in unit):
        return None  # 立案数(2023年), 执法一队(5人)
    try:
        quantity = parse_surface(f"1{unit}")
    except ValueError:
        return None
    known = quantity.unit in words("unit_families", "unit") and quantity.comparator == "eq"
    whole = quantity.value == int(quantity.value) and quantity.value <= _LARGEST
    return quantity if known and quantity.unit and whole else None
