"""A page as saved from a portal: its visible text line by line, the report told from what stands around it.

Does not belong here: the parts of that work, each in a module of its own (html_*.py); what the text means.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from orchestration.document import Candidate, Cell, Table
from orchestration.reading.characters import Characters, characters, rejection
from orchestration.reading.decoded import Decoded, Hint, Piece
from orchestration.reading.errors import Rejection
from orchestration.reading.formats.html_frames import take_in_frames
from orchestration.reading.formats.html_lines import Line, lines_of, take_out_unseen
from orchestration.reading.formats.html_loose import with_loose
from orchestration.reading.formats.html_main import hints_of
from orchestration.reading.formats.html_paths import Paths
from orchestration.reading.formats.html_said import said_in_head, said_in_lines, titles_of
from orchestration.reading.formats.html_words import visible

_MOST_BYTES = 32 * 1024 * 1024
_DEEPEST = 2000  # elements within each other; parsers give up beyond
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w-]+)""", re.IGNORECASE)
_DECLARED_WITHIN = 16 * 1024
_XML_LEAD = re.compile(r"^\s*<\?xml[^>]*>")
_HINT = "在浏览器中打开核对,将正文另存为 UTF-8 文本(.txt)"


def decode(data: bytes, declared: str | None = None, frames: Mapping[str, str] | None = None) -> Decoded:
    """The text of a page. ``declared`` is an encoding told from outside, ``frames`` pages saved with it by address.

    Raises Rejection ``too_large``, ``too_deep``, ``empty_file`` (nothing to see), ``not_utf8`` or ``broken_characters``
    (a wrong byte within the visible text).
    """
    if len(data) > _MOST_BYTES:
        raise Rejection("too_large", "文件过大", f"{len(data)} 字节", f"至多 {_MOST_BYTES} 字节", "确认是否为单份报告")
    found = characters_of(data, declared)
    root = _tree(found.text)
    said = said_in_head(root)
    take_in_frames(root, dict(frames or {}), _frame)
    _refuse_depth(root)
    take_out_unseen(root)
    lines = lines_of(root)
    if not lines:
        raise _nothing_to_see(len(data))
    # A byte that broke in a script or a comment costs nothing that is read.
    if found.broken is not None and any("\ufffd" in line.text for line in lines):
        raise rejection(found.broken)
    hints = with_loose(lines, hints_of(root, lines, titles_of(said, root)))
    return _decoded(lines, hints, found.encoding, tuple(said + said_in_lines(lines)))


def characters_of(data: bytes, declared: str | None) -> Characters:
    """The characters of a page by what is told of it and what it tells itself."""
    return characters(data, declared, _declaration(data))


def _frame(text: str) -> HtmlElement | None:
    try:
        return _tree(text)
    except Rejection as rejection:
        if rejection.reason_code == "too_deep":
            raise
        return None  # nothing in it to see


def _declaration(data: bytes) -> str | None:
    head = data[:_DECLARED_WITHIN]
    found = _XML_DECLARED.search(head) or _DECLARED.search(head)
    return found[1].decode("ascii", "ignore") if found else None


def _tree(text: str) -> HtmlElement:
    """The tree of a page, whole. The parser repairs what it can, and where it cannot the page is rejected."""
    text = _XML_LEAD.sub("", visible(text))
    parser = HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise _nothing_to_see(len(text)) from error
    deep = next((entry for entry in parser.error_log if "xcessive depth" in entry.message), None)
    _refuse_depth(root, deep is not None)
    return root


def _refuse_depth(root: HtmlElement, given_up: bool = False) -> None:
    if given_up or _depth(root) > _DEEPEST:
        raise Rejection("too_deep", "嵌套过深", f"标签嵌套超过 {_DEEPEST} 层", "普通网页", _HINT)


def _depth(root: HtmlElement) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _nothing_to_see(size: int) -> Rejection:
    hint = "页面正文可能由脚本载入:在浏览器中打开后「另存为」完整网页或文本"
    return Rejection("empty_file", "网页无可见文字", f"{size} 字节的标记", "报告全文", hint)


def _decoded(lines: list[Line], hints: list[Hint | None], encoding: str, said: tuple[Candidate, ...]) -> Decoded:
    pieces: list[Piece] = []
    tables: dict[HtmlElement, list[Cell]] = {}
    paths = Paths()
    start = 0
    for line, hint in zip(lines, hints, strict=True):
        if line.cells and hint is None:
            for cell in line.cells:
                at, end = start + cell.start, start + cell.end
                place = (cell.row, cell.column, cell.row_span, cell.column_span)
                tables.setdefault(cell.table, []).append(Cell(at, end, *place, heading=cell.heading))
                if end > at:
                    pieces.append(Piece(at, end, "cell", path=paths.of(cell.element)))
        else:
            pieces.append(Piece(start, start + len(line.text), hint, path=paths.of(line.element)))
        start += len(line.text) + 1
    text = "\n".join(line.text for line in lines) + "\n"
    return Decoded(text, encoding, tuple(pieces), tuple(Table(tuple(cells)) for cells in tables.values()), said)
