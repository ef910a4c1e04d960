"""Blanks of a page as a browser shows them, and which elements stand on lines of their own.

Does not belong here: walking a page (html_lines.py).
"""

from __future__ import annotations

import re

_BLOCKS = """
    address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form frameset h1 h2 h3 h4 h5 h6 header html legend li main menu nav ol optgroup option p pre
    section select summary table tbody td textarea tfoot th thead tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
# Blanks that HTML makes one; the space without a break and the full-width one stay as they are.
_BLANKS = re.compile(r"[ \t\n\r\f\x0b\x1c-\x1f\x85\u2028\u2029]+")
# No part of a line: blanks of every width, with which pages indent, and marks without any.
_EDGES = " \u3000\xa0\u200b\ufeff\u202f\u205f\u2060" + "".join(map(chr, range(0x2000, 0x200B)))
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\u201c-\u201d\U00020000-\U0003ffff]")
_MARKS = dict.fromkeys((*range(0x09), *range(0x0E, 0x1C), 0x7F), "\ufffd") | dict.fromkeys(
    (0x0B, *range(0x1C, 0x20)), " "
)


def visible(text: str) -> str:
    """``text`` with its control characters as blanks or, as U+FFFD; a tree takes no others."""
    return text.translate(_MARKS)


def words(text: str) -> str:
    """``text`` with its blanks as shown; a line end of the source between Chinese characters is none."""

    def blank(found: re.Match[str]) -> str:
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        wrapped = "\n" in found.group() or "\r" in found.group()
        return "" if wrapped and _WIDE.match(before) and _WIDE.match(after) else " "

    text = visible(text)
    return _BLANKS.sub(blank, text).strip(_EDGES)
