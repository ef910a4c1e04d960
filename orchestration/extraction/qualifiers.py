"""Restricting words right at a figure: a bracket after it (含事故处罚), or what it is reckoned per (每万人).

Does not belong here: brackets that name a part with a figure of its own (clauses.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.clauses import Site

_BRACKET = re.compile(
    r"[(（](?P<words>(?:不?含|不?包[括含]|非|除|剔除|扣除|未[含计]|仅|限|不计)[^()（）\d]{1,24})[)）]"
)
_PER = re.compile(r"每(?:百|千|万|十万|百万)?(?:人|名|户|家|件|个|亿元|万元|平方公里|公里)(?:口)?[^，,。；;]{0,8}$")


def qualifier_at(text: str, site: Site) -> str:
    """Return the restricting words at a figure, "" where none stand there."""
    end = site.span.end
    bracket = _BRACKET.match(text, end) or _BRACKET.match(text, end + _noun_length(site))
    if bracket:
        return bracket.group("words")
    per = _PER.search(site.left)
    return re.match(r"每[^，,]*?(?:人口|人|名|户|家|件|个|亿元|万元|平方公里|公里)", per.group()).group() if per else ""  # type: ignore[union-attr]


def _noun_length(site: Site) -> int:
    """Length of the noun between the figure and the next bracket (121个文件(非规范性文件)), 0 where it is long or
    none."""
    bracket = re.search(r"[(（]", site.right)
    return bracket.start() if bracket and bracket.start() <= 8 else 0
