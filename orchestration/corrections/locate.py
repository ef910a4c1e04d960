"""Finding the figure that a correction means in one report: the quote in the text, the facts in the quote.

A quote and the text are compared without white space, in half-width forms and with one form of quotation mark; offsets
always point into the text itself. What is found twice is ambiguous, never the first that fits. Does not belong here:
which report is meant (aims.py), or corrections of the same figure that disagree (apply.py).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from orchestration.corrections.correction import Correction, Figure, Outcome
from orchestration.extraction.mention import Quantity
from orchestration.unseen import MARKS

_WIDTHS = {0xFF01 + i: 0x21 + i for i in range(0x5E)} | {ord("。"): "."}
_MARKS = dict.fromkeys(map(ord, "“”„‟「」『』‘’'＂"), '"') | dict.fromkeys(map(ord, "–—－―~～〜−"), "-")
_FORMS = _WIDTHS | _MARKS
_UNSEEN = frozenset(map(chr, MARKS))
_SHOWN = 5
# A context names the figure in other words than the report; this many characters in a row must be the report's.
_SHARED_RUN = 3
_NUMERALS = "一二三四五六七八九十"
_PART_OF_PATH = re.compile(r"(?:第?([一二三四五六七八九十]{1,3})(?:、|部分|[章节]))")


@dataclass(frozen=True, slots=True)
class Found:
    """The facts that a correction means (``outcome`` applied), or why there are none."""

    outcome: Outcome
    found: str
    figures: tuple[Figure, ...] = ()


class Text:
    """A text in the form in which quotes are compared, with the way back to its own offsets."""

    def __init__(self, text: str) -> None:
        places = [at for at, sign in enumerate(text) if not sign.isspace() and sign not in _UNSEEN]
        self.folded = "".join(text[at] for at in places).translate(_FORMS)
        self._places = places

    def occurrences(self, quote: str) -> Iterator[tuple[int, int]]:
        """Where the (folded) quote stands in the folded text; overlapping ones too."""
        at = self.folded.find(quote)
        while at >= 0:
            yield at, at + len(quote)
            at = self.folded.find(quote, at + 1)

    def own(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the text itself of a stretch of the folded text that is not empty."""
        return self._places[start], self._places[end - 1] + 1

    def folded_offset(self, at: int) -> int:
        """The offset in the folded text of an offset in the text itself."""
        return bisect_left(self._places, at)


def fold_quote(quote: str) -> str:
    """The quote in the form in which it is compared."""
    return Text(quote).folded


def locate(correction: Correction, text: Text, figures: Sequence[Figure]) -> Found:
    """The facts of one report that ``correction`` means; ``figures`` are all facts of the report in text order."""
    place = correction.place
    if place.quote:
        spans = [text.own(*span) for span in text.occurrences(fold_quote(place.quote))]
        if not spans:
            return Found("not_located", f"报告中没有「{_short(place.quote)}」")
        inside = [one for one in figures if any(start <= one.start and one.end <= end for start, end in spans)]
        if place.figure is not None:
            inside = _at_figure(place.quote, place.figure, text, inside)
        if not inside:
            return Found("not_located", f"「{_short(place.quote)}」在报告中,但其中没有抽取出的事实")
    else:
        inside = [one for one in figures if _speaks_of(one.sentence, place.context)]
        inside = [one for one in inside if _expected(correction, one)]
        if not inside:
            return Found("not_located", f"报告中没有与「{_short(place.context)}」相应且为该数值的事实")
    if place.measure:
        named = [one for one in inside if place.measure in (one.measure, one.indicator_id)]
        if not named:
            return Found("not_located", f"原文处的事项为 {_measures(inside)},没有「{place.measure}」")
        inside = named
    return _of_expected(correction, inside)


def _of_expected(correction: Correction, inside: Sequence[Figure]) -> Found:
    met = [one for one in inside if _expected(correction, one)]
    if not met:
        return Found("expectation_failed", f"抽取值为 {_values(correction, inside)}")
    if correction.place.part is not None and len({one.start for one in met}) > 1:
        met = [one for one in met if part_of(one.section_path) == correction.place.part] or met
    if len({one.start for one in met}) > 1:
        return Found("ambiguous", f"符合的数字有 {len({one.start for one in met})} 处:{_each(met)}")
    if correction.action == "re-map" and len(met) > 1:
        return Found("ambiguous", f"该数字对应 {len(met)} 个事项:{_measures(met)};应在 measure 中写明其一")
    return Found("applied", _values(correction, met), tuple(met))


def _at_figure(quote: str, figure: tuple[int, int], text: Text, inside: Sequence[Figure]) -> list[Figure]:
    """The facts that overlap the place of the figure in any occurrence of the quote."""
    in_quote = Text(quote)
    start, end = in_quote.folded_offset(figure[0]), in_quote.folded_offset(figure[1])
    spans = [text.own(at + start, at + end) for at, _ in text.occurrences(in_quote.folded)]
    return [one for one in inside if any(one.start < last and first < one.end for first, last in spans)]


def _expected(correction: Correction, figure: Figure) -> bool:
    if correction.expected is None:
        now = figure.indicator_id if correction.action == "re-map" else figure.scope
        return now == correction.expected_text
    return quantity_matches(correction.expected, figure)


def quantity_matches(expected: Quantity, figure: Figure) -> bool:
    """Whether a fact has the value and, where one is given, the unit; a change may be given without its sign."""
    if figure.value is None or (expected.unit and expected.unit != figure.unit):
        return False
    value = abs(figure.value) if figure.value_kind == "change" and expected.value > 0 else figure.value
    # The lake holds six decimals: 三分之二 is 66.6667 in one place and 66.666700 in the other.
    return round(value - expected.value, 6) == 0


def _speaks_of(sentence: str, context: str) -> bool:
    """Whether a sentence shares a run of characters with the context, or holds all of a short one; all do with none."""
    wanted = "".join(sign for sign in context if "一" <= sign <= "龥")
    run = min(_SHARED_RUN, len(wanted))
    return any(wanted[at : at + run] in sentence for at in range(len(wanted) - run + 1))


@cache
def part_of(section_path: str) -> int | None:
    """The number of the part a section lies in: 二、主要举措/(一)… is 2."""
    found = _PART_OF_PATH.match(section_path)
    return number_of(found[1]) if found else None


def number_of(numeral: str) -> int:
    """The value of a Chinese numeral below 100, or of digits."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    return (10 * (_NUMERALS.index(tens) + 1 if tens else 1) if ten else 0) + (_NUMERALS.index(ones) + 1 if ones else 0)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def _values(correction: Correction, figures: Sequence[Figure]) -> str:
    """What the facts say in the field the correction is about, each once."""

    def said(one: Figure) -> str:
        if correction.expected is not None:
            return one.shown
        return one.indicator_id if correction.action == "re-map" else one.scope

    return "、".join(list(dict.fromkeys(map(said, figures)))[:_SHOWN])


def _measures(figures: Sequence[Figure]) -> str:
    return "、".join(list(dict.fromkeys(one.measure or one.indicator_id for one in figures))[:_SHOWN])


def _each(figures: Sequence[Figure]) -> str:
    return "、".join(f"{one.measure or one.indicator_id} {one.surface}" for one in figures[:_SHOWN])
