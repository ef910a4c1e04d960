"""Blanks of a page as a browser shows them, and which elements stand on lines of their own.

Does not belong here: walking a page (html_lines.py).
"""

from __future__ import annotations

import re

from orchestration.unseen import without_unseen

_BLOCKS = """
    address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form frameset h1 h2 h3 h4 h5 h6 header html legend li main menu nav ol optgroup option p pre
    section select summary table tbody td textarea tfoot th thead tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
# Blanks that HTML makes one; the full-width one stays as it is.
_BLANKS = re.compile(r"[ \t\n\r\f\x0b\x1c-\x1f\x85\u2028\u2029]+")
# Blanks of other widths, with or without a break; HTML does not make them one.
_PLAIN = dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F), " ")
_EDGES = " \u3000"
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\u201c-\u201d\U00020000-\U0003ffff]")
_MARKS = dict.fromkeys((*range(0x09), *range(0x0E, 0x1C), 0x7F), "\ufffd") | dict.fromkeys(
    (0x0B, 0x0C, *range(0x1C, 0x20)), " "
)
_MARKS |= dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")
# Most texts have none of them: to look is a tenth of the work of putting them in their places.
_ANY_PLAIN, _ANY_MARK = (re.compile(f"[{re.escape(''.join(map(chr, of)))}]") for of in (_PLAIN, _MARKS))


def visible(text: str) -> str:
    """``text`` with its control characters as blanks or, as U+FFFD; a tree takes no others."""
    return text.translate(_MARKS) if _ANY_MARK.search(text) else text


def words(text: str) -> str:
    """``text`` with its blanks as shown and nothing that is not; a line end of the source between Chinese characters is
    none."""

    def blank(found: re.Match[str]) -> str:
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        wrapped = "\n" in found.group() or "\r" in found.group()
        return "" if wrapped and _WIDE.match(before) and _WIDE.match(after) else " "

    text = visible(without_unseen(text))
    text = _BLANKS.sub(blank, text)
    return (text.translate(_PLAIN) if _ANY_PLAIN.search(text) else text).strip(_EDGES)
