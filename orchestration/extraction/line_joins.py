"""Line ends inside a sentence: a hard-wrapped text is scanned as if it ran on, and every offset is brought back.

A number, a name or a date may be cut anywhere (4,50|0套, 双|随机, 〔2018〕2|6号). A line end is taken for a wrap only
where the line before is running text that ends no sentence and the line after opens no paragraph, heading or page.
Does not belong here: sections and sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

_ENDS_SENTENCE = frozenset("。！？!?；;：:")
_LONG_LINE = 18  # characters of a line that is text even without a punctuation mark
_PROSE = r"[，。；、,;]"
_OPENS = (
    r"\s|$|[（(]?(?:[一二三四五六七八九十]{1,3}|[0-9０-９]{1,2})[）)、]|[0-9０-９]{1,2}[.．、](?![0-9０-９])"
    r"|第[一二三四五六七八九十百]{1,4}[章节条]|[—–－-]|[0-9０-９ ]{1,6}$|[①-⑳]"
    r"|[一二三四五六七八九十]{1,3}[是要则]|其[一二三四五]"
)


@dataclass(frozen=True, slots=True)
class Joined:
    """A text without its wraps. ``starts[i]`` is where the i-th piece begins in it, ``shifts[i]`` what to add there."""

    text: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original text for a non-empty span of the joined one."""
        return self._shifted(start), self._shifted(end - 1) + 1

    def _shifted(self, position: int) -> int:
        return position + self.shifts[bisect_right(self.starts, position) - 1]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def join_lines(text: str) -> Joined | None:
    """Return the text without the line ends that cut sentences, None where there is no such line end."""
    if "\n" not in text:
        return None
    pieces: list[str] = []
    starts, shifts = [0], [0]
    piece_start = length = 0
    lines = text.split("\n")
    position = 0
    for line, following in pairwise(lines):
        end = position + len(line)
        position = end + 1
        if not _is_wrap(line, following):
            continue
        cut = end - 1 if line.endswith("\r") else end
        pieces.append(text[piece_start:cut])
        length += cut - piece_start
        piece_start = end + 1
        starts.append(length)
        shifts.append(piece_start - length)
    if not pieces:
        return None
    pieces.append(text[piece_start:])
    return Joined("".join(pieces), tuple(starts), tuple(shifts))


def _is_wrap(line: str, following: str) -> bool:
    stripped = line.strip()
    if not stripped or stripped[-1] in _ENDS_SENTENCE or "|" in stripped or "\t" in stripped:
        return False
    if len(stripped) < _LONG_LINE and not _compiled(_PROSE).search(stripped):
        return False
    if _compiled(r"\S[ \u3000]+\S+[ \u3000]+[0-9０-９][0-9０-９,，.．%％]*$").search(stripped):
        return False  # a row of a table ends in a cell
    # A wrapped line is full: what follows a heading is longer than it, what follows a wrap is not.
    if len(following.encode()) > 1.5 * len(stripped.encode()) + 12:
        return False
    return not _compiled(_OPENS).match(following)
