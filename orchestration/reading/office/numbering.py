"""The numbers of lists, which a Word file does not write into its paragraphs: counted as Word counts them.

Does not belong here: how a number is printed (numerals.py), or which list a paragraph belongs to (styles.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from orchestration.reading.office.numerals import printed
from orchestration.reading.office.word_xml import child, children, number, value

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    space: bool = False
    legal: bool = False  # all numbers in it are decimal
    restart: int | None = None
    style: str | None = None


class Numbering:
    """The counters of one document; ask for the label of each numbered paragraph once, in reading order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, _Level], frozenset[int]]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        if root is not None:
            self._read(root)

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """The level of a list that is tied to a style."""
        levels = self._lists.get(list_id, ("", {}, frozenset()))[1]
        return next((level for level, found in levels.items() if found.style == style), None)

    def label(self, list_id: str, level: int) -> str:
        """The number of the next paragraph of a list, as printed; "" where the list has none (bullets)."""
        if list_id not in self._lists or not 0 <= level < LEVELS:
            return ""
        abstract, levels, restarted = self._lists[list_id]
        counts = self._counts.setdefault(abstract, [None] * LEVELS)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for at in restarted:
                counts[at] = None
        for at in range(level):
            if counts[at] is None:
                counts[at] = levels.get(at, _Level()).start
        last = counts[level]
        this = levels.get(level, _Level())
        counts[level] = this.start if last is None else last + 1
        for at in range(level + 1, LEVELS):
            restart = levels.get(at, _Level()).restart
            if level + 1 <= (at if restart is None else restart):
                counts[at] = None
        if this.number_format in ("bullet", "none") and not _PLACE.search(this.text):
            return this.text if this.number_format == "none" else ""
        return (
            _PLACE.sub(lambda place: self._one(int(place[1]) - 1, counts, levels, this), this.text) + " " * this.space
        )

    @staticmethod
    def _one(at: int, counts: list[int | None], levels: dict[int, _Level], this: _Level) -> str:
        count = counts[at]
        number_format = levels.get(at, _Level()).number_format
        return "" if count is None else printed(count, "decimal" if this.legal else number_format)

    def _read(self, root: etree._Element) -> None:
        styled: dict[str, str] = {}  # a list style's name to the list that defines it
        linked: dict[str, str] = {}
        for element in children(root, "abstractNum"):
            abstract = value(element, "abstractNumId")
            self._abstract[abstract] = {
                number(value(level, "ilvl"), -1): _level(level) for level in children(element, "lvl")
            }
            if (style := child(element, "styleLink")) is not None:
                styled[value(style)] = abstract
            if (style := child(element, "numStyleLink")) is not None:
                linked[abstract] = value(style)
        for element in children(root, "num"):
            target = child(element, "abstractNumId")
            abstract = value(target) if target is not None else ""
            abstract = styled.get(linked.get(abstract, ""), abstract)
            self._lists[value(element, "numId")] = self._list(abstract, element)

    def _list(self, abstract: str, element: etree._Element) -> tuple[str, dict[int, _Level], frozenset[int]]:
        levels = dict(self._abstract.get(abstract, {}))
        restarted = set()
        for override in children(element, "lvlOverride"):
            at = number(value(override, "ilvl"), -1)
            if (level := child(override, "lvl")) is not None:
                levels[at] = _level(level)
            if (start := child(override, "startOverride")) is not None:
                levels[at] = replace(levels.get(at, _Level()), start=number(value(start), 1))
                restarted.add(at)
        return abstract, levels, frozenset(at for at in restarted if 0 <= at < LEVELS)


def _level(element: etree._Element) -> _Level:
    found = {name: child(element, name) for name in ("start", "numFmt", "lvlText", "suff", "lvlRestart", "pStyle")}
    text = {name: value(part) for name, part in found.items() if part is not None}
    return _Level(
        start=number(text.get("start", ""), 0),
        number_format=text.get("numFmt", "decimal"),
        text=text.get("lvlText", ""),
        space=text.get("suff") == "space",
        legal=child(element, "isLgl") is not None,
        restart=number(text["lvlRestart"], 0) if "lvlRestart" in text else None,
        style=text.get("pStyle"),
    )
