"""DOCX: what Word would print, as text; also the variants with macros (never run) and of the strict standard.

Headers and footers are furniture; footnotes follow their paragraph, text boxes the one they hang on. Left out, as not
printed: tracked deletions, comments, instructions of fields, pictures. Does not belong here: conclusions from the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from orchestration.reading.decoded import Decoded, Hint
from orchestration.reading.office.archive import local
from orchestration.reading.office.assembly import Assembly
from orchestration.reading.office.numbering import Numbering
from orchestration.reading.office.styles import Format, Styles
from orchestration.reading.office.word_package import WordPackage
from orchestration.reading.office.word_tables import Grid, cells_of, rows_of
from orchestration.reading.office.word_xml import child, value
from orchestration.reading.office.wording import Wording, end_deleted

_HOLDERS = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_MAX_HEADING = 60
_SENTENCE_END = ("。", "；", ";", "，", ",")
_MAX_TABLES = 12  # of tables inside each other; deeper ones are text of their cell
_DRAWN = ("chart", "diagramData")
_LABEL_NEEDS_BLANK = re.compile(r"[0-9A-Za-z.．]")


def decode(data: bytes) -> Decoded:
    """The document. Raises Rejection ``broken_file``, ``encrypted``, ``archive_bomb`` or ``empty_file``."""
    package = WordPackage(data)
    reader = _Reader(package)
    for kind in ("header", "footer"):  # both ahead, where they cannot part the signature from the end
        reader.furniture(package, kind)
    body = child(package.document, "body")
    if body is not None:
        reader.blocks(body, "body")
    for kind in _DRAWN:
        for name, root in package.related(kind):
            words = [part.text or "" for part in root.iter() if local(part) in ("t", "v")]
            reader.text.add(" ".join(filter(None, words)), "furniture", path=name)
    return reader.text.decoded("", package.candidates())


class _Reader:
    """Walks the parts of one document in reading order."""

    def __init__(self, package: WordPackage) -> None:
        self.text = Assembly()
        self._styles = Styles(package.first("styles"))
        self._numbering = Numbering(package.first("numbering"))
        self._notes = {
            (kind, value(note, "id")): note
            for kind in ("footnotes", "endnotes")
            for _, root in package.related(kind)
            for note in root
            if local(note) in ("footnote", "endnote") and value(note, "type") in ("", "normal")
        }
        self._hint: Hint | None = None
        self._in_body = False
        self._seen: set[str] = set()
        self._carried: tuple[str, Format] | None = None  # a paragraph whose end is deleted

    def furniture(self, package: WordPackage, kind: str) -> None:
        """The lines of headers or footers, each once."""
        for name, root in package.related(kind):
            self._hint = "furniture"
            self.blocks(root, name.rpartition("/")[2].removesuffix(".xml"))
        self._hint = None

    def blocks(self, holder: etree._Element, path: str, depth: int = 0) -> None:
        """The paragraphs and tables in ``holder``."""
        counts: Counter[str] = Counter()
        for element in _flat(holder):
            name = local(element)
            counts[name] += 1
            at = f"{path}/{name}[{counts[name]}]"
            if name == "p":
                self._paragraph(element, at, depth)
            else:
                self._table(element, at, depth)
        if self._carried is not None:
            self._line(*self._carried, path)
            self._carried = None

    def _paragraph(self, paragraph: etree._Element, path: str, depth: int) -> None:
        wording = Wording().take(paragraph)
        text, style = self._numbered(paragraph, wording)
        if self._carried is not None:
            text, style = self._carried[0] + "".join(wording.text), self._carried[1]
            self._carried = None
        if end_deleted(paragraph):
            self._carried = (text, style)
        else:
            self._line(text, style, path)
        self._hangers(wording, path, depth)

    def _numbered(self, paragraph: etree._Element, wording: Wording) -> tuple[str, Format]:
        """The text of a paragraph with its number before it; a paragraph without words has no number."""
        text, style = "".join(wording.text), self._styles.format_of(paragraph)
        if style.list_id is None or not (text.strip() or wording.boxes):
            return text, style
        level = style.level
        if level is None:
            level = self._numbering.level_of_style(style.list_id, style.style) or 0
        label = self._numbering.label(style.list_id, level)
        apart = label and _LABEL_NEEDS_BLANK.match(label[-1]) and _LABEL_NEEDS_BLANK.match(text.lstrip()[:1])
        return label + (" " if apart else "") + text.lstrip(), style

    def _line(self, text: str, style: Format, path: str) -> None:
        hint = self._hint or self._marked(text.strip(), style)
        if hint == "furniture":
            if text.strip() in self._seen:
                return
            self._seen.add(text.strip())
        self._in_body = self._in_body or (hint is None and bool(text.strip())) or hint == "heading"
        self.text.add(text, hint, path=path)

    def _marked(self, text: str, style: Format) -> Hint | None:
        """What the style makes of a line, where its text can be that."""
        if style.contents:
            return "furniture"
        if len(text) > _MAX_HEADING or text.endswith(_SENTENCE_END) or "。" in text:
            return None
        if style.title:
            return "title"
        # A heading ahead of everything is as a rule the title of the report.
        return "heading" if style.heading and (self._in_body or style.list_id is not None) else None

    def _hangers(self, wording: Wording, path: str, depth: int) -> None:
        """Text boxes, notes and hidden words of a paragraph."""
        carried, self._carried = self._carried, None
        if hidden := "".join(wording.hidden):
            self.text.add(hidden, "furniture", path=f"{path}/hidden")
        for number, box in enumerate(wording.boxes, 1):
            self.blocks(box, f"{path}/txbx[{number}]", depth + 1)
        for kind, note_id in wording.notes:
            note = self._notes.pop((kind, note_id), None)
            if note is not None:
                self.blocks(note, f"{kind}/{note_id}", depth + 1)
        self._carried = carried

    def _table(self, table: etree._Element, path: str, depth: int) -> None:
        rows = [(row, list(cells_of(row))) for row in rows_of(table)]
        if self._hint == "furniture" or depth >= _MAX_TABLES or [len(cells) for _, cells in rows] == [1]:
            for row_no, (_, cells) in enumerate(rows, 1):  # made for layout: a frame around the text
                for cell_no, cell in enumerate(cells, 1):
                    self.blocks(cell, f"{path}/tr[{row_no}]/tc[{cell_no}]", depth + 1)
            return
        grid, after = Grid(), []
        for row, cells in rows:
            found = []
            for cell in cells:
                text, wording = self._cell(cell)
                found.append((cell, text))
                after.append((cell, wording))
            texts = grid.begin_row(row, found)
            if texts:
                at = f"{path}/tr[{grid.row + 1}]"
                grid.place(self.text.add_row(texts, [f"{at}/tc[{number}]" for number, _ in enumerate(texts, 1)]))
        self.text.add_table(grid.cells())
        for number, (cell, wording) in enumerate(after, 1):
            self._hangers(wording, f"{path}/cell[{number}]", depth)
            for inner, element in enumerate((one for one in _flat(cell) if local(one) == "tbl"), 1):
                self._table(element, f"{path}/cell[{number}]/tbl[{inner}]", depth + 1)

    def _cell(self, cell: etree._Element) -> tuple[str, Wording]:
        lines, hangers = [], Wording()
        for paragraph in _flat(cell):
            if local(paragraph) == "p":
                wording = Wording().take(paragraph)
                lines.append(self._numbered(paragraph, wording)[0])
                hangers.hidden += wording.hidden
                hangers.boxes += wording.boxes
                hangers.notes += wording.notes
        return "\n".join(lines), hangers


def _flat(holder: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables of a holder, out of the controls that wrap them."""
    for element in holder:
        name = local(element)
        if name in ("p", "tbl"):
            yield element
        elif name in _HOLDERS:
            yield from _flat(element)
        elif name == "AlternateContent":
            yield from _flat(next((one for one in element if local(one)), element))
