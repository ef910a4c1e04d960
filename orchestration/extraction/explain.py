"""Why a mention is what it is: what extraction noted of it, the indicators weighed, and the words that decided.

The words that decided status, scope and period are found by trial: what stands around the figure is blanked, stretch by
stretch, and extraction is run again; the stretch without which the answer is another one has decided. So an explanation
cannot say what extraction does not do. Does not belong here: any rule, printing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from orchestration.document import Document
from orchestration.extraction.confidence import RuleRecord, record_of
from orchestration.extraction.extract import extract
from orchestration.extraction.indicator_features import alike, surroundings
from orchestration.extraction.indicator_likeness import most_alike
from orchestration.extraction.indicators import Considered, explain_indicators
from orchestration.extraction.mention import Mention
from orchestration.extraction.quantities_grammar import quantity_pattern
from orchestration.extraction.result import Extraction, Section, Sentence
from orchestration.extraction.trace import Trace, Traced
from orchestration.extraction.vocabulary import table

DEFAULTS = {"status": "achieved", "scope": "own", "period": "year"}
_CUE_TABLES = {"status": "status_cues", "scope": "scope_cues", "period": "period_cues"}
_BLANK = "□"
_CLAUSE = re.compile(r"[^，,。；;：:\n]+")
_LONG = 200_000  # characters from which on trials cost too much to be made


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that decided a field: without them it would have been ``otherwise``.

    ``start`` is -1 where no words of the text but the role of the section or the name of the body decided (``words``
    says which), or where nothing was found.
    """

    words: str
    start: int
    otherwise: str


@dataclass(frozen=True, slots=True)
class FactReasons:
    """What extraction noted of a fact. ``link`` names what tied it to its parent: bracket, whole, compared, counted or
    wording."""

    traced: Traced
    named: str  # by the rules, before the name was completed
    parts: dict[str, str]
    cues: dict[str, Cue | None]
    parent: Mention | None
    link: str
    indicators: tuple[Considered, ...]
    alike: tuple[tuple[str, float], ...]  # the indicators it is most like, with their scores (indicator_likeness.py)


@dataclass(frozen=True, slots=True)
class Explanation:
    """One mention with its sentence and section; ``reasons`` for facts only."""

    mention: Mention
    sentence: Sentence
    section: Section | None
    rule: RuleRecord
    reasons: FactReasons | None


class NoMention(Exception):
    """There is no mention at the offset; ``nearest`` is the one closest to it, if the text has any."""

    def __init__(self, offset: int, nearest: Mention | None) -> None:
        super().__init__(f"no mention at {offset}")
        self.nearest = nearest


def explain(document: Document, offset: int) -> list[Explanation]:
    """Explain every mention that covers ``offset``. Raises NoMention."""
    trace: Trace = []
    extraction, by_rules = extract(document, trace), extract(document, completing=False).mentions
    found = [index for index, one in enumerate(extraction.mentions) if one.start <= offset < one.end]
    if not found:
        nearest = min(extraction.mentions, key=lambda one: _distance(one, offset), default=None)
        raise NoMention(offset, nearest)
    return [_explained(document, extraction, index, by_rules[index], trace) for index in found]


def _distance(mention: Mention, offset: int) -> int:
    return max(mention.start - offset, offset - mention.end + 1, 0)


def _explained(document: Document, extraction: Extraction, index: int, by_rules: Mention, trace: Trace) -> Explanation:
    mention = extraction.mentions[index]
    sentence = extraction.sentences[extraction.sentence_of[index]]
    section = extraction.sections[sentence.section] if extraction.sections else None
    traced = next((one for one in trace if _same(one.mention, by_rules)), None)
    reasons = _reasons(document, extraction, mention, by_rules.measure or "", sentence, traced) if traced else None
    return Explanation(mention, sentence, section, record_of(mention.rule_id), reasons)


def _same(one: Mention, other: Mention) -> bool:
    return (one.end, one.measure) == (other.end, other.measure)  # a bound apart widens a mention at its start


def _reasons(
    document: Document, extraction: Extraction, mention: Mention, named: str, sentence: Sentence, traced: Traced
) -> FactReasons:
    parent = next((one for one in extraction.mentions if one.start == mention.parent_start), None)
    draft = traced.draft
    around = surroundings(alike(document.text), mention.start, mention.end, traced.section.title)
    return FactReasons(
        traced,
        named,
        quantity_parts(mention.surface),
        {name: _cue(document, mention, sentence, traced, name) for name in DEFAULTS},
        parent,
        _link(traced) if parent else "",
        tuple(explain_indicators(named, mention.unit, draft.family, traced.around)),
        tuple(most_alike(named, mention.unit, draft.family, around)),
    )


def _link(traced: Traced) -> str:
    draft = traced.draft
    ties = {"compared": draft.compared, "bracket": draft.host, "whole": draft.whole, "counted": draft.counted}
    return next((name for name, index in ties.items() if index is not None), "wording")


def quantity_parts(surface: str) -> dict[str, str]:
    """The parts of a quantity as the grammar reads them; empty for a zero that is said by denial."""
    match = quantity_pattern().fullmatch(surface)
    return {name: text for name, text in match.groupdict().items() if text} if match else {}


def _cue(document: Document, mention: Mention, sentence: Sentence, traced: Traced, name: str) -> Cue | None:
    """What decided a field, or None where it has its default and nothing needed to decide."""
    value = str(getattr(mention, name))
    if value == DEFAULTS[name]:
        return None
    if len(document.text) > _LONG:
        return Cue("", -1, "")
    tried: set[tuple[int, int]] = set()
    for start, end in _candidates(document.text, mention, sentence, traced, name):
        if start < end and (start, end) not in tried and (start >= mention.end or end <= mention.start):
            tried.add((start, end))
            otherwise = _without(document, mention, start, end, name)
            if otherwise not in ("", value):
                return Cue(document.text[start:end].strip(), start, otherwise)
    agency = document.metadata.agency
    if agency is not None:
        unnamed = replace(document, metadata=replace(document.metadata, agency=None))
        otherwise = _field(unnamed, mention, name)
        if otherwise not in ("", value):
            return Cue(agency.name_zh, -1, otherwise)
    return Cue("", -1, "")


def _candidates(
    text: str, mention: Mention, sentence: Sentence, traced: Traced, name: str
) -> Iterator[tuple[int, int]]:
    """Stretches that may have decided: words of the cue tables, nearest first, then clauses, heading, what precedes."""
    begin, end = max(traced.section.start, sentence.start - 160), max(sentence.end, mention.end)
    cues = [span for row in table(_CUE_TABLES[name]) for span in _matches(row["pattern"], text, begin, end, mention)]
    yield from sorted(set(cues), key=lambda span: (span[0] < sentence.start, _gap(span, mention), span[0] - span[1]))
    own = [match.span() for match in _CLAUSE.finditer(text, sentence.start, end)]
    pieces = [(a, min(b, mention.start)) if a < mention.start else (max(a, mention.end), b) for a, b in own]
    yield from sorted((span for span in pieces if span[0] < span[1]), key=lambda span: _gap(span, mention))
    heading = text.find(traced.section.title, traced.section.start) if traced.section.title else -1
    if heading >= 0:
        yield heading, heading + len(traced.section.title)
    yield from ((begin, sentence.start), (sentence.start, mention.start))  # several words that each suffice


def _matches(pattern: str, text: str, begin: int, end: int, mention: Mention) -> Iterator[tuple[int, int]]:
    try:
        cue = re.compile(pattern)
    except re.error:
        return
    for start, stop in ((begin, mention.start), (mention.end, end)):
        for match in cue.finditer(text[start:stop]):
            if match.group():
                yield start + match.start(), start + match.end()


def _gap(span: tuple[int, int], mention: Mention) -> int:
    return max(mention.start - span[1], span[0] - mention.end, 0)


def _without(document: Document, mention: Mention, start: int, end: int, name: str) -> str:
    """The field with a stretch blanked (line ends stay); empty when the figure is not found as it was."""
    blanked = re.sub(r"[^\n]", _BLANK, document.text[start:end])
    return _field(replace(document, text=document.text[:start] + blanked + document.text[end:]), mention, name)


def _field(document: Document, mention: Mention, name: str) -> str:
    mentions = extract(document).mentions
    starts = [one.start for one in mentions]
    at = bisect_right(starts, mention.start - 1)
    here = [one for one in mentions[at : at + 8] if (one.start, one.end) == (mention.start, mention.end)]
    best = next((one for one in here if one.measure == mention.measure), here[0] if here else None)
    return str(getattr(best, name)) if best is not None and best.kind == mention.kind else ""
