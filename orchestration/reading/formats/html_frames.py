"""Pages within a page: frames whose text the file holds itself, and parts that programs keep apart, in their places.

A browser shows them as parts of the page; programs that save a page in one file write them so. Does not belong here:
fetching what a frame only names.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping

from lxml.html import HtmlElement

_ROUNDS = 3  # of frames within frames
_FRAMES = ("iframe", "frame")


def take_in_frames(
    root: HtmlElement, frames: MutableMapping[str, str], parsed: Callable[[str], HtmlElement | None]
) -> None:
    """Put the text of each frame in its place: its own (``srcdoc``), or that of ``frames`` by its address, which is
    used once. ``parsed`` makes a tree of it, or None."""
    for template in root.iter("template"):
        if template.get("shadowrootmode") or template.get("shadowroot"):
            template.tag = "div"
    for _ in range(_ROUNDS):
        told = [(one, text) for one in root.iter(*_FRAMES) if (text := _text(one, frames))]
        for frame, text in told:
            page = parsed(text)
            frame.tag = "div"
            frame.text = None  # what is said to browsers without frames
            for name in ("src", "srcdoc"):
                frame.attrib.pop(name, None)
            for child in list(frame):
                frame.remove(child)
            if page is not None:
                body = page.find("body")
                frame.append(page if body is None else body)
                frame[-1].tag = "div"
        if not told:
            return


def _text(frame: HtmlElement, frames: MutableMapping[str, str]) -> str:
    return str(frame.get("srcdoc") or "").strip() or frames.pop(str(frame.get("src") or ""), "")
