"""One writing for figures that mean the same: full-width forms become half-width, white space goes.

Does not belong here: anything that changes the stored text. What is read in one width keeps its offsets, and surfaces
are always taken from the text as it was published.
"""

from __future__ import annotations

import re

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


_WIDE_FIGURE = re.compile("[０-９％]|(?<=[0-9０-９])．(?=[0-9０-９])")


def with_narrow_figures(text: str) -> str:
    """``text`` with full-width digits, per cent signs and decimal points as half-width ones, each in its place, so that
    no rule has to know of both: ２４小时值守, 由２０１８年的９．２天缩短到４．１天."""
    return _WIDE_FIGURE.sub(lambda found: found.group().translate(_FULL_WIDTH), text)


# Letters and figures are left: names keep them as they are printed.
_MARKS = str.maketrans("，；：（）！？", ",;:()!?")


def with_narrow_marks(text: str) -> str:
    """``text`` with full-width marks as half-width ones, for what is compared and never shown."""
    return text.translate(_MARKS)
