"""Bounds that stand apart from their number: 至少配备3名, 每年至少组织两次, 不少于每季度一次, 不低于总数的三分之二.

Bound and number are one quantity, but what stands between them names the measure. So a span begins at its number and
keeps the place of its bound (``Span.bound``); the mention is widened to the bound only after it is named.
Does not belong here: bounds right at the number, which the grammar reads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from orchestration.extraction.mention import Mention, Quantity, Span
from orchestration.extraction.numerals import ARABIC_DIGITS, chinese_numerals

_AT_ANY_VERB = "至少|最少|至多|最多"
_ABOUT = "(?<![签预节公合条契履违制特集简解续要邀纽缔赴毁立相隐盟婚])约(?:占|有|合|需要?|达)"  # 约占六成八
_ABOUT_PART = "(?<![签预节公合条契履违制特集])约占"  # 约占总量的三成
_PART_OF = "不足|不到|超过|接近"
_OF_A_WHOLE = "不得?少于|不得?低于|不得?超过|不得?高于|不得?多于"
_EVERY = "每个?[半两]?(?:年度?|月|周|季度?|学期|天|日|旬)"


@cache
def _between() -> re.Pattern[str]:
    """Return the pattern of a bound word and what stands between it and its number."""
    plain = f"(?:(?![{chinese_numerals()}的是])[\u4e00-\u9fff])"
    share = f"(?:[0-9０-９.．]{{1,6}}[ ]?[%％‰成]|[{chinese_numerals()}]{{1,3}}(?:成|分之)|一半)"
    return re.compile(
        f"(?:(?P<verb>{_AT_ANY_VERB})(?=[\u4e00-\u9fff])(?:{_EVERY})?{plain}{{0,14}}"
        f"|(?P<whole>{_OF_A_WHOLE})(?:{_EVERY}|{plain}{{1,8}}(?:的|总数|总量|总额|人数)(?=[ ]?{share}))"
        f"|(?P<about>{_ABOUT}|{_ABOUT_PART}{plain}{{1,8}}的(?=[ ]?{share}))"
        f"|(?P<part>{_PART_OF}){plain}{{1,8}}的(?=[ ]?{share}))(?=[ ]?[{ARABIC_DIGITS}{chinese_numerals()}])"
    )


@cache
def _opening() -> re.Pattern[str]:
    return re.compile("[至最不超接约](?:(?<=约)(?=[占有合需达])|(?<!约)(?<!多不)(?=[少多得低超高足到过近]))")


def without_between(surface: str) -> str:
    """Return a surface with its bound at its number (至少配备3名 → 至少3名), "" where there is no bound apart."""
    match = _between().match(surface)
    return (
        (match["verb"] or match["whole"] or match["part"] or match["about"][0]) + surface[match.end() :]
        if match
        else ""
    )


def with_bounds(text: str, spans: Sequence[Span], read: Callable[[str], Quantity | None]) -> tuple[Span, ...]:
    """Return the spans; a fact whose bound stands apart has what both denote together, and the place of the bound."""
    places = {}
    match_at = _between().match
    for opening in _opening().finditer(text):
        match = match_at(text, opening.start())
        if match is None:
            continue
        end = match.end()
        places[end + 1 if text[end] == " " else end] = match.start()
    if not places:
        return tuple(spans)
    return tuple([_bounded(text, span, places[span.start], read) if span.start in places else span for span in spans])


def _bounded(text: str, span: Span, bound: int, read: Callable[[str], Quantity | None]) -> Span:
    if span.kind != "fact" or span.quantity is None or span.quantity.comparator != "eq":
        return span
    together = read(text[bound : span.end])
    return span if together is None else replace(span, quantity=together, bound=bound)


def widened(text: str, mentions: list[Mention], spans: Sequence[Span]) -> list[Mention]:
    """Return the mentions, those whose bound stands apart widened to begin with it."""
    starts = {span.start: span.bound for span in spans if span.bound is not None}
    if not starts:
        return mentions
    return [_widened(text, mention, starts) for mention in mentions]


def _widened(text: str, mention: Mention, starts: dict[int, int]) -> Mention:
    parent = starts.get(mention.parent_start, mention.parent_start) if mention.parent_start is not None else None
    start = starts.get(mention.start, mention.start)
    if start == mention.start and parent == mention.parent_start:
        return mention
    return replace(mention, start=start, surface=text[start : mention.end], parent_start=parent)
