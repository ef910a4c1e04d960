"""The words of a Word paragraph as printed: insertions in, deletions out, text boxes, notes and hidden words apart.

Does not belong here: the number of the paragraph (numbering.py), or where it stands (formats/docx.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from orchestration.reading.office.archive import local
from orchestration.reading.office.word_xml import child, switched_on, value

# Deleted or moved away, instructions of fields, properties, readings of characters.
_LEFT_OUT = frozenset(
    ("del", "moveFrom", "pPr", "rPr", "delText", "instrText", "delInstrText", "rt", "rubyPr", "tblPr", "sdtPr", "tbl")
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


@dataclass(slots=True)
class Wording:
    """The text of a paragraph and what hangs on it."""

    text: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # part and number

    def take(self, element: etree._Element, hidden: bool = False) -> Wording:
        """Add what stands in ``element``."""
        for part in element:
            name = local(part)
            if name == "t":
                (self.hidden if hidden else self.text).append(part.text or "")
            elif name in _SIGNS:
                self.text.append(_SIGNS[name])
            elif name in _NOTES:
                self.notes.append((_NOTES[name], value(part, "id")))
            elif name == "txbxContent":
                self.boxes.append(part)
            elif name == "AlternateContent":
                chosen = next((one for one in part if local(one)), None)  # then the same again in an older form
                if chosen is not None:
                    self.take(chosen, hidden)
            elif name and name not in _LEFT_OUT:
                self.take(part, hidden or (name == "r" and switched_on(child(part, "rPr", "vanish"))))
        return self


def end_deleted(paragraph: etree._Element) -> bool:
    """Whether the end of the paragraph is deleted, so that the next one goes on in it."""
    mark = child(paragraph, "pPr", "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None
