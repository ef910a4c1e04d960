"""One writing for figures that mean the same: full-width forms become half-width, white space goes.

Does not belong here: anything that changes the stored text. What is read in one width keeps its offsets, and surfaces
are always taken from the text as it was published.
"""

from __future__ import annotations

import re
from itertools import pairwise

from orchestration.document import BAR

_FULL_WIDTH = {ord("０") + i: str(i) for i in range(10)} | {
    ord("．"): ".",
    ord("，"): ",",
    ord("％"): "%",
    ord("﹪"): "%",
    ord("："): ":",
    ord("∶"): ":",
    ord("＋"): "+",
    ord("／"): "/",
    ord("～"): "~",
    ord("〜"): "~",
    ord("–"): "-",
    ord("—"): "-",
    ord("－"): "-",
    ord("−"): "-",
    ord("―"): "-",
}


def normalise_surface(surface: str) -> str:
    """Return the surface in half-width forms, every dash as ``-``, without white space."""
    return "".join(surface.split()).translate(_FULL_WIDTH)


# Whole texts are brought to one width, and ``str.translate`` looks up every Chinese character: replacing one character
# after the other, each found at the speed of memory, takes a hundredth of the time.
_WIDE_FIGURES = tuple(zip("０１２３４５６７８９％", "0123456789%", strict=True))
_WIDE_POINT = re.compile("(?<=[0-9])．(?=[0-9])")
_WIDE_LETTERS = re.compile("ＰＭ(?=[0-9])|[ＣＳＮ]?Ｏ(?=[23](?![0-9.．]))")  # not ＡＰＰ: 安装反诈ＡＰＰ２１万余人
_TO_NARROW = ord("Ａ") - ord("A")
# Letters and figures are left: names keep them as they are printed.
_WIDE_MARKS = tuple(zip("，；：（）！？", ",;:()!?", strict=True))


def with_narrow_figures(text: str) -> str:
    """``text`` with full-width digits, per cent signs and decimal points as half-width ones, each in its place, so that
    no rule has to know of both: ２４小时值守, 由２０１８年的９．２天缩短到４．１天. So are letters that make the name
    of what is in the air with a figure: ＰＭ２．５, ＳＯ２."""
    for wide, narrow in _WIDE_FIGURES:
        text = text.replace(wide, narrow)
    if "Ｏ" in text or "Ｍ" in text:
        text = _WIDE_LETTERS.sub(lambda found: "".join(chr(ord(wide) - _TO_NARROW) for wide in found[0]), text)
    return _WIDE_POINT.sub(".", text) if "．" in text else text


def with_narrow_marks(text: str) -> str:
    """``text`` with full-width marks as half-width ones, each in its place, for what is compared and never shown."""
    for wide, narrow in _WIDE_MARKS:
        text = text.replace(wide, narrow)
    return text


_JOINED, _PARTED = " " * len(BAR), " ， "  # as long as a bar: offsets stay
_FIGURE_AHEAD = re.compile(r"[约近超逾≤≥]?\d")


def with_cells_as_clauses(text: str) -> str:
    """The text, with the bars between cells as commas, and none between a label and its figure: 2022年 | 罚款 | 35件 is
    read as 2022年，罚款35件."""
    if BAR not in text:
        return text
    cells = text.split(BAR)
    joined = [cells[0]]
    for before, after in pairwise(cells):
        label = before.rpartition("\n")[2]
        is_label = bool(label.strip()) and not any(sign.isdecimal() for sign in label)
        joined.append(_JOINED if is_label and _FIGURE_AHEAD.match(after) else _PARTED)
        joined.append(after)
    return "".join(joined)
