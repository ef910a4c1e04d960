"""Where an element stands in its page, as an XPath; all children of an element are counted once.

Does not belong here: anything about what the element holds.
"""

from __future__ import annotations

from collections import Counter

from lxml.html import HtmlElement

_LONGEST = 400  # of a path in characters; places deeper than that are not told


class Paths:
    """Paths of the elements of one page."""

    def __init__(self) -> None:
        self._steps: dict[HtmlElement, str] = {}
        self._paths: dict[HtmlElement, str | None] = {}

    def of(self, element: HtmlElement) -> str | None:
        """/html/body/div[2]/p[3]; None when it would be too long."""
        waiting = [element]
        while waiting:
            at = waiting[-1]
            parent = at.getparent()
            if at not in self._paths and parent is not None and parent not in self._paths:
                waiting.append(parent)
                continue
            above = self._paths[parent] if parent is not None else ""
            path = None if above is None else f"{above}/{self._step(at, parent)}"
            self._paths[at] = path if path is not None and len(path) <= _LONGEST else None
            waiting.pop()
        return self._paths[element]

    def _step(self, element: HtmlElement, parent: HtmlElement | None) -> str:
        if parent is None:
            return str(element.tag)
        if element not in self._steps:
            sizes = Counter(child.tag for child in parent)
            seen: Counter[object] = Counter()
            for child in parent:
                seen[child.tag] += 1
                self._steps[child] = f"{child.tag}[{seen[child.tag]}]" if sizes[child.tag] > 1 else str(child.tag)
        return self._steps[element]
