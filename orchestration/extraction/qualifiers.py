"""Restricting words right at a figure: a bracket after it (含事故处罚), what it is reckoned per (每万人), what a change
compares with (较3年前).

Does not belong here: brackets that name a part with a figure of its own (clauses.py).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from orchestration.document import Document
from orchestration.extraction.clauses import Site
from orchestration.extraction.comparisons import other_base
from orchestration.extraction.drafts import Draft

_UNIT_OF_REFERENCE = "人口|人|名|户|家|件|个|亿元|万元|平方公里|公里"


class _Patterns(NamedTuple):
    bracket: re.Pattern[str]
    per: re.Pattern[str]
    excluding: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    return _Patterns(
        re.compile(r"[(（](?P<words>(?:不?含|不?包[括含]|非|除|剔除|扣除|未[含计]|仅|限|不计)[^()（）\d]{1,24})[)）]"),
        re.compile(
            rf"(?P<words>每(?:百|千|万|十万|百万)?(?:{_UNIT_OF_REFERENCE}|车|村|县)(?:每[天日月年])?"
            r"|每(?:天|日|周|月|季度|半年|年度?))(?:口)?[^，,。；;]{0,8}$"
        ),
        re.compile(r"[，,]?(?P<words>(?:剔除|扣除|按可比口径)[^，,。；;\d]{0,12}后?)[^，,。；;\d]{2,4}$"),
    )


def qualifier_of(document: Document, draft: Draft) -> str:
    """Return the words that restrict a figure, of a change else the time it compares with when not the year before."""
    said = _words_at(document.text, draft.site)
    return said or (other_base(draft.site.left, document.metadata.year) if draft.change else "")


def _words_at(text: str, site: Site) -> str:
    end = site.span.end
    if end < len(text) and ("(" in site.right or "（" in site.right or text[end] in "(（"):
        bracket = _patterns().bracket.match(text, end) or _patterns().bracket.match(text, end + _noun_length(site))
        if bracket:
            return bracket.group("words")
    if "每" not in site.left and "除" not in site.left and "可比" not in site.left:
        return ""
    found = _patterns().per.search(site.left) or _patterns().excluding.match(site.left)
    return found.group("words") if found else ""


def _noun_length(site: Site) -> int:
    """Length of the noun between the figure and the next bracket (121个文件(非规范性文件)), 0 where it is long or
    none."""
    found = [at for at in (site.right.find("("), site.right.find("（")) if at >= 0]
    return min(found) if found and min(found) <= 8 else 0
