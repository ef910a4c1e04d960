"""Line ends and blanks inside what belongs together: a text is scanned as if it ran on, every offset is brought back.

A number, a name or a date may be cut anywhere (4,50|0套, 双|随机, 〔2018〕2|6号). A line end is taken for a wrap only
where the line before is running text that ends no sentence and the line after opens no paragraph, heading or page.
Blanks go only out of dates and references (2023 年 12 月, 第 5 批, 〔 2023 〕 12 号), where they cannot part two cells.
Does not belong here: sections and sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
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
_DIGIT = "[0-9０-９]"
_YEAR = "(?:19|20|１９|２０)[0-9０-９]{2}(?:年|[-/.][0-9０-９])"  # a year goes on no number before it
_WHOLE_DATE = "[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{2}$|[0-9]{1,2}:[0-9]{2}$"  # nor does a day or a time go on
_BLANK = "[ \\u3000\\xa0]"
_COUNTERS = "条款项章节编批期届次名位号"
_NUMERAL = "[0-9０-９一二三四五六七八九十百]"
# A blank that could stand inside a date or a reference, by the characters on both sides.
_IN_FRAME = (
    f"{_BLANK}(?:(?<=[0-9０-９].)(?=[年月日号〕\\]】]|[)）]{_BLANK}?[0-9]|[{_COUNTERS}])|(?<=[年月〔\\[【〕\\]】第].)(?={_NUMERAL})"
    f"|(?<=[.．].)(?=[0-9]{{1,2}}{_BLANK}?[%％‰])|(?<=[一二三四五六七八九十百].)(?=[{_COUNTERS}])|(?<=[〕\\]】].)(?=第))"
)
_FRAME = (
    r"第b[0-9０-９一二三四五六七八九十百]{1,8}b(?=[条款项章节编批期届次名位号])"
    r"|[〔\[【（(]b(?:19|20)[0-9]{2}b[〕\]】）)]b(?:第b)?[0-9]{1,5}b号"
    r"|(?:19|20|１９|２０)[0-9０-９]{2}b年(?!均)(?:b[0-9０-９]{1,2}b月(?:b[0-9０-９]{1,2}b[日号])?)?"
    r"|(?<![0-9０-９])[0-9０-９]{1,2}b月(?!均)(?:b[0-9０-９]{1,2}b[日号](?!均))?"
    r"|[0-9]{1,3}[.．]b[0-9]{1,2}b[%％‰]"
).replace("b", f"{_BLANK}?")
_FRAME_SIDE = 16  # characters of a date or reference on each side of a blank


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
    """Return the text without what cuts sentences, dates and references; None where nothing does."""
    cuts = sorted([*_wraps(text), *_blanks(text)])
    if not cuts:
        return None
    pieces: list[str] = []
    starts, shifts = [0], [0]
    piece_start = length = 0
    for begin, end in cuts:
        pieces.append(text[piece_start:begin])
        length += begin - piece_start
        piece_start = end
        starts.append(length)
        shifts.append(piece_start - length)
    pieces.append(text[piece_start:])
    return Joined("".join(pieces), tuple(starts), tuple(shifts))


def _wraps(text: str) -> Iterator[tuple[int, int]]:
    """Yield the line ends that cut a sentence."""
    if "\n" not in text:
        return
    position = 0
    for line, following in pairwise(text.split("\n")):
        end = position + len(line)
        position = end + 1
        if _is_wrap(line, following):
            yield (end - 1 if line.endswith("\r") else end), end + 1


def _blanks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the blanks inside dates and references."""
    frame = _compiled(_FRAME)
    for blank in _compiled(_IN_FRAME).finditer(text):
        at = blank.start()
        begin = max(at - _FRAME_SIDE, 0)
        for match in frame.finditer(text, begin, at + _FRAME_SIDE):
            if match.start() < at < match.end():
                yield at, at + 1
                break


def _is_wrap(line: str, following: str) -> bool:
    stripped = line.strip()
    if not stripped or stripped[-1] in _ENDS_SENTENCE or "|" in stripped or "\t" in stripped:
        return False
    if len(stripped) < _LONG_LINE and not _compiled(_PROSE).search(stripped):
        return False
    if _compiled(r"\S[ \u3000]+\S+[ \u3000]+[-－−+]?[0-9０-９][0-9０-９,，.．%％]*$").search(stripped):
        return False  # a row of a table ends in a cell
    if _ends_before_a_figure(stripped, following):
        return False
    # A wrapped line is full: what follows a heading is longer than it, what follows a wrap is not.
    if len(following.encode()) > 1.5 * len(stripped.encode()) + 12:
        return False
    return not _compiled(_OPENS).match(following)


def _ends_before_a_figure(line: str, following: str) -> bool:
    """Whether the figures on both sides of a line end are two: a date or a time is whole, or a year begins."""
    if not _compiled(f"{_DIGIT}$").search(line) or not _compiled(_DIGIT).match(following):
        return False
    return bool(_compiled(_WHOLE_DATE).search(line) or _compiled(_YEAR).match(following))
