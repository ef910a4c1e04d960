"""One writing for figures that mean the same: full-width forms become half-width, white space goes.

Does not belong here: anything that must keep offsets. Only surfaces about to be parsed are normalised; the text never.
"""

from __future__ import annotations

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
