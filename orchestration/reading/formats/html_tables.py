"""Tables of a page: which of them are sheets of figures, which only arrange the page, and the cells of the former.

Does not belong here: what the figures measure (extraction); labels and values of the page's head (html_said.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from orchestration.document import BAR
from orchestration.reading.formats.html_labels import label_field
from orchestration.reading.formats.html_words import BLOCKS, words

_MOST_COLUMNS = 1000  # as in browsers
_PROSE_LENGTH, _PROSE_SENTENCES = 400, 4  # a cell with more of both holds an article
_PARTS = frozenset(("thead", "tbody", "tfoot"))
_ASIDE = frozenset(("caption", "colgroup", "col"))


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell, its place in its row's line and in its table (``table`` is the element)."""

    start: int
    end: int
    row: int
    column: int
    row_span: int
    column_span: int
    heading: bool
    element: HtmlElement
    table: HtmlElement


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as one line of the text."""

    text: str
    element: HtmlElement
    linked: int
    cells: list[SheetCell]


def rows_of(table: HtmlElement) -> list[SheetRow] | None:
    """The rows of a sheet, its caption before them as a line without cells; None when the table only arranges."""
    rows = _rows(table)
    if rows is None or len(rows) < 2 or max(map(len, rows)) < 2:
        return None
    if any(_arranges(cell) for row in rows for cell in row) or _leads_elsewhere(table):
        return None
    labels = sum(label_field(_shown(cell)) is not None for row in rows for cell in row)
    if labels >= 2:
        return [found for row in rows for found in _label_lines(row)]
    captions = [(_shown(found), found) for found in table.iterchildren("caption")]
    return [SheetRow(text, found, 0, []) for text, found in captions if text] + _sheet(table, rows)


def _rows(table: HtmlElement) -> list[list[HtmlElement]] | None:
    """The cells by row; None when something stands in the table outside its cells, or a table in a cell."""
    rows: list[list[HtmlElement]] = []
    waiting = list(reversed(table))
    if (table.text or "").strip() or next(table.iterdescendants("table"), None) is not None:
        return None
    while waiting:
        element = waiting.pop()
        if (element.tail or "").strip():
            return None
        if element.tag in _PARTS and not (element.text or "").strip():
            waiting += reversed(element)
        elif element.tag == "tr" and not (element.text or "").strip():
            cells = list(element)
            if any(cell.tag not in ("td", "th") or (cell.tail or "").strip() for cell in cells):
                return None
            rows.append(cells)
        elif element.tag not in _ASIDE:
            return None
    return rows


def _shown(cell: HtmlElement) -> str:
    parts: list[str] = []
    for element in cell.iter():
        if element is not cell and (element.tag in BLOCKS or element.tag == "br"):
            parts.append(" ")
        parts.append(element.text or "")
        # The tail belongs behind all of the element; only then is the order that of the page.
        if not len(element):
            parts += _behind(element, cell)
    return words("".join(parts))


def _behind(element: HtmlElement, cell: HtmlElement) -> list[str]:
    """The tails that follow once ``element``, the last of its branch, is through."""
    parts: list[str] = []
    while element is not cell:
        parts += [" " if element.tag in BLOCKS else "", element.tail or ""]
        parent = element.getparent()
        if element.getnext() is not None or parent is None:
            break
        element = parent
    return parts


def _arranges(cell: HtmlElement) -> bool:
    text = _shown(cell)
    return len(text) > _PROSE_LENGTH and text.count("。") >= _PROSE_SENTENCES


def _leads_elsewhere(table: HtmlElement) -> bool:
    linked = sum(len("".join(link.itertext())) for link in table.iterdescendants("a"))
    return linked * 2 > len("".join("".join(table.itertext()).split()))


def _label_lines(row: list[HtmlElement]) -> list[SheetRow]:
    """Labels and values of the page's head (索引号, 发布机构): each label with its value on a line."""
    lines: list[tuple[str, HtmlElement]] = []
    for cell in row:
        text = _shown(cell)
        if lines and label_field(text) is None and text:
            lines[-1] = (f"{lines[-1][0]} {text}".strip(), lines[-1][1])
        else:
            lines.append((text, cell))
    return [SheetRow(text, cell, 0, []) for text, cell in lines if text]


def _sheet(table: HtmlElement, rows: list[list[HtmlElement]]) -> list[SheetRow]:
    taken: dict[int, int] = {}  # columns that a cell above still covers, with the number of rows
    found: list[SheetRow] = []
    for number, row in enumerate(rows):
        text, column = "", 0
        cells: list[SheetCell] = []
        covered = {at for at, left in taken.items() if left > 0}
        taken = {at: left - 1 for at, left in taken.items() if left > 0}
        for cell in row:
            while column in covered:
                column += 1
            shown = _shown(cell)
            text += BAR if cells else ""
            height = min(_span(cell, "rowspan") or len(rows), len(rows) - number)
            width = _free(covered, column, min(_span(cell, "colspan") or 1, _MOST_COLUMNS))
            heading = cell.tag == "th" or cell.getparent().getparent().tag == "thead"
            place = (len(text), len(text) + len(shown), number, column, height, width)
            cells.append(SheetCell(*place, heading=heading, element=cell, table=table))
            text += shown
            taken |= dict.fromkeys(range(column, column + width), height - 1)
            column += width
        if cells:
            found.append(SheetRow(text, row[0].getparent(), 0, cells))
    return found


def _free(covered: set[int], column: int, width: int) -> int:
    """As much of ``width`` as no cell from above stands in the way of."""
    return next((at - column for at in range(column, column + width) if at in covered), width)


def _span(cell: HtmlElement, name: str) -> int:
    """0 says: as far as the table goes; what is no number says 1."""
    value = (cell.get(name) or "1").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 1
