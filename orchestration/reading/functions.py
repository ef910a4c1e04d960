"""Functional classes of bodies (应急管理, 市场监管 …), told by the words in a body's name.

The table is the seed ``functions``; ``former_name_patterns`` keep what a class was called before a reform.

Does not belong here: finding names of bodies in a text (bodies.py).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from orchestration.csv_rows import rows_of
from orchestration.home import SEEDS


@cache
def _class_by_word(path: Path = SEEDS / "functions.csv") -> dict[str, str]:
    words: dict[str, str] = {}
    for row in rows_of(path):
        for word in f"{row['name_patterns']}|{row['former_name_patterns']}".split("|"):
            if word:
                words.setdefault(word, row["function_zh"])
    return words


@cache
def function_words() -> str:
    """A regular expression (no groups) that matches any function word, longest first."""
    return "|".join(sorted(map(re.escape, _class_by_word()), key=lambda word: (-len(word), word)))


def function_of(office: str) -> str | None:
    """The class of an office name without its region, e.g. 应急管理局 → 应急管理; None when no word is in the table.

    The earliest word wins, then the longest: 自然资源和规划局 is 自然资源.
    """
    # 人民政府国有资产监督管理委员会: a body of the government, not the government.
    own = re.sub(r"^(?:人民政府|政府(?=国资委|国有资产)|行政公署)(?!办公|$)", "", office)
    found = re.search(function_words(), own)
    return _class_by_word()[found.group()] if found else None
