"""What the style of a paragraph says of it: heading, title, table of contents, and the list it belongs to.

Does not belong here: what its text says (blocks.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from orchestration.reading.office.word_xml import child, children, number, value

_HEADING = re.compile(r"(?:heading|标题)\s*[1-9]")
_TITLE = re.compile(r"title|标题")
_CONTENTS = re.compile(r"(?:toc|目录)\s*[1-9]|table of figures")
_BODY_LEVEL = 9
_MAX_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Format:
    """What matters of a paragraph's format; ``level`` of the list is None where the style leaves it to the list."""

    style: str
    heading: bool
    title: bool
    contents: bool
    list_id: str | None
    level: int | None


class Styles:
    """The styles of one document."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._default = ""
        for style in children(root, "style") if root is not None else ():
            if value(style, "type") in ("paragraph", ""):
                self._styles[value(style, "styleId")] = style
                if value(style, "default") in ("1", "true"):
                    self._default = value(style, "styleId")

    def format_of(self, paragraph: etree._Element) -> Format:
        """The format of a paragraph: what itself says, then its style and those that it is based on."""
        properties = child(paragraph, "pPr")
        named = child(properties, "pStyle")
        style = value(named) if named is not None else self._default
        chain = list(self._chain(style))
        names = [value(name).strip().lower() for one in chain if (name := child(one, "name")) is not None]
        sources = [properties, *(child(one, "pPr") for one in chain)]
        outline = [value(found) for one in sources if (found := child(one, "outlineLvl")) is not None]
        list_id, level = _list_of(sources)
        return Format(
            style=style,
            heading=number(outline[0], _BODY_LEVEL) < _BODY_LEVEL
            if outline
            else any(_HEADING.fullmatch(name) for name in names),
            title=any(_TITLE.fullmatch(name) for name in names),
            contents=any(_CONTENTS.fullmatch(name) for name in names),
            list_id=list_id,
            level=level,
        )

    def _chain(self, style: str) -> Iterator[etree._Element]:
        for _ in range(_MAX_CHAIN):
            found = self._styles.get(style)
            if found is None:
                return
            yield found
            based = child(found, "basedOn")
            style = value(based) if based is not None else ""


def _list_of(sources: list[etree._Element | None]) -> tuple[str | None, int | None]:
    """The list by the nearest that names one; list 0 takes a paragraph out of its style's list."""
    level = None
    for at, source in enumerate(sources):
        numbered = child(source, "numPr")
        if numbered is None:
            continue
        depth, named = child(numbered, "ilvl"), child(numbered, "numId")
        if depth is not None and level is None:
            level = number(value(depth), 0)
        if named is not None:
            list_id = value(named)
            return (None, None) if list_id in ("0", "") else (list_id, 0 if level is None and at == 0 else level)
    return None, None
