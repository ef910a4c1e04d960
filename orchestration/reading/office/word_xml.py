"""Elements of WordprocessingML by their names: children, values, switches.

Does not belong here: what an element means.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFF = ("0", "false", "off", "none")


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children with a name, in order."""
    return element.iterchildren(f"{{{W}}}{name}")


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first element at the end of a path of names."""
    for name in names:
        if element is None:
            return None
        element = element.find(f"{{{W}}}{name}")
    return element


def value(element: etree._Element, name: str = "val") -> str:
    """An attribute; "" where it is missing."""
    return element.get(f"{{{W}}}{name}") or ""


def switched_on(element: etree._Element | None) -> bool:
    """Whether a switch (``<w:b/>``) is there and not turned off."""
    return element is not None and value(element) not in _OFF


def number(text: str, default: int) -> int:
    """A whole number of at most five digits."""
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) <= 5 else default
