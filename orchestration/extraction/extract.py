"""From a document to its mentions: scanning, sections, measures, context and indicators put together. Pure.

Does not belong here: any rule; each layer has its own module and its own tests.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from orchestration.document import Document
from orchestration.extraction.arithmetic import remarks
from orchestration.extraction.cells import cell_names
from orchestration.extraction.clauses import Clause, clauses, sites, without_brackets
from orchestration.extraction.confidence import confidence_of
from orchestration.extraction.drafts import Draft, Memory
from orchestration.extraction.indicators import dictionary_hash, indicator_of, indicator_of_subject
from orchestration.extraction.measures import name_measures
from orchestration.extraction.mention import UNMAPPED, Mention, Quantity, Span, Status
from orchestration.extraction.period import compared_year, period_before
from orchestration.extraction.proofs import prove
from orchestration.extraction.qualifiers import qualifier_at
from orchestration.extraction.result import Extraction, Section, Sentence
from orchestration.extraction.scan import scan
from orchestration.extraction.scope import ScopeMemory, scope_of
from orchestration.extraction.segment import Segmentation, segment
from orchestration.extraction.status import status_of
from orchestration.extraction.structure import Link, link
from orchestration.extraction.trace import Trace, Traced

__all__ = ["EXTRACTOR_VERSION", "dictionary_hash", "extract", "prove"]

EXTRACTOR_VERSION = "0.2.1"

_SECTOR = re.compile(r"^(?:在)?(?P<sector>[^，,。；;：:“”\d]{2,10}?)(?:方面|领域|行业)[。：:，,]?$")
_GOES_ON = ("；", ";")
_TAKES_UP = re.compile(r"\s*(?:其中|按[^，,。；;]{1,12}(?:分|划分|统计|来看)[，,]|从[^，,。；;]{1,12}看[，,])")
_REGION_ROW = re.compile(
    r"[\u4e00-\u9fff]{1,8}(?:[县区市旗镇乡]|街道|自治州)-"
)  # a row of a table about a part of the area
_ZERO = Decimal(0)
_FIGURES_TOGETHER = 40  # figures of a sentence read against one another
_CONTEXT = 160  # characters of the same section before a sentence that count as its context
_COMPLETED = ("m.participants", "m.verb_topic", "m.same_again", "m.num_predicate")


@dataclass(slots=True)
class _State:
    """What earlier sentences leave behind, and the drafts of the sentence run in progress (sentences joined by
    ；)."""

    memory: Memory = field(default_factory=Memory)
    scope: ScopeMemory = field(default_factory=ScopeMemory)
    period: str = "year"
    section: int = -1
    run: list[tuple[Draft, Mention]] = field(default_factory=list)
    trace: Trace | None = None


def extract(document: Document, trace: Trace | None = None) -> Extraction:
    """Return all mentions of a document with their sections, sentences and the account of its numerals.

    ``trace`` takes a note of every fact for explain.py; what is returned does not depend on it.
    """
    text = document.text
    scanned = scan(text)
    cut = segment(text, document.blocks)
    mentions = sorted(
        [
            *_facts(document, scanned.spans, cut, trace),
            *(_plain(span) for span in scanned.spans if span.kind != "fact"),
        ],
        key=lambda mention: (mention.start, mention.end),
    )
    return Extraction(
        tuple(mentions),
        tuple(_sentence_of(cut.sentences, mentions)),
        cut.sections,
        cut.sentences,
        scanned.lexical,
        scanned.ledger,
    )


def _sentence_of(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[int]:
    starts = [sentence.start for sentence in sentences]
    return [max(bisect_right(starts, mention.start) - 1, 0) for mention in mentions]


def _plain(span: Span) -> Mention:
    quantity = span.quantity
    return Mention(
        span.start,
        span.end,
        span.surface,
        span.kind,
        quantity.value if quantity else None,
        quantity.low if quantity else None,
        quantity.high if quantity else None,
        quantity.comparator if quantity else "eq",
        quantity.unit if quantity else "",
        confidence=confidence_of(span.rule_id),
        rule_id=span.rule_id,
    )


def _facts(document: Document, spans: Sequence[Span], cut: Segmentation, trace: Trace | None) -> list[Mention]:
    """Walk the sentences in order, with the figures of each."""
    found: list[Mention] = []
    state = _State(trace=trace)
    figures = [span for span in spans if span.kind == "fact"]
    starts = [span.start for span in figures]
    for index, sentence in enumerate(cut.sentences):
        following = cut.sentences[index + 1].start if index + 1 < len(cut.sentences) else len(document.text) + 1
        here = figures[bisect_right(starts, sentence.start - 1) : bisect_right(starts, following - 1)]
        _enter(document.text, sentence, state)
        for piece, part in _pieces(sentence, here):
            if part is not here and state.run:
                found.extend(_close(state))
            _read_sentence(document, piece, cut.sections[sentence.section], part, state)
        if len(state.run) > _FIGURES_TOGETHER or not _goes_on(document.text, sentence, following):
            found.extend(_close(state))
    found.extend(_close(state))
    return found


def _goes_on(text: str, sentence: Sentence, following: int) -> bool:
    """Whether the next sentence speaks of the same figures: after ；, or when it opens with 其中 or 按类别分."""
    return text[sentence.start : sentence.end].endswith(_GOES_ON) or _TAKES_UP.match(text, following) is not None


def _pieces(sentence: Sentence, figures: Sequence[Span]) -> Iterator[tuple[Sentence, Sequence[Span]]]:
    """Cut a sentence with very many figures (a table run into one line): the work stays linear in its length."""
    if 0 < len(figures) <= _FIGURES_TOGETHER:
        yield sentence, figures
        return
    start = sentence.start
    for at in range(0, len(figures), _FIGURES_TOGETHER):
        part = figures[at : at + _FIGURES_TOGETHER]
        last = at + _FIGURES_TOGETHER >= len(figures)
        end = sentence.end if last else max(part[-1].end, figures[at + _FIGURES_TOGETHER].start)
        yield Sentence(start, end, sentence.section), part
        start = part[-1].end


def _enter(text: str, sentence: Sentence, state: _State) -> None:
    """Forget the sector at a new section; take up a lead-in such as 「危化方面。」."""
    if sentence.section != state.section:
        state.memory.sector, state.section = "", sentence.section
    lead_in = (
        _SECTOR.match(text[sentence.start : sentence.end].strip()) if sentence.end - sentence.start <= 16 else None
    )
    if lead_in:
        state.memory.sector = lead_in.group("sector")


def _read_sentence(
    document: Document, sentence: Sentence, section: Section, figures: Sequence[Span], state: _State
) -> None:
    """Name the figures of one sentence and add what surrounds them to the run."""
    text = document.text
    end = max(sentence.end, figures[-1].end)
    cut = clauses(text, sentence.start, end, figures)
    before = max(section.start, sentence.start - _CONTEXT)
    around = f"{text[before:end].replace(chr(10), '')}\n{section.path}\n{_speaker(document)}"
    cells = cell_names(text, sentence.start, end, figures)
    for named in name_measures(text, sentence.start, sites(text, figures, cut), cut, state.memory):
        cell = cells.get(named.site.span.start)
        draft = replace(named, measure=cell, noun=cell, rule_id="m.table_cell") if cell else named
        quantity = _signed(draft.site.span.quantity or Quantity(_ZERO), draft)
        status, period = _status_and_period(document, sentence.start, end, section, draft, quantity, state)
        span = draft.site.span
        mention = Mention(
            span.start,
            span.end,
            span.surface,
            "fact",
            quantity.value,
            quantity.low,
            quantity.high,
            quantity.comparator,
            quantity.unit,
            measure=draft.measure,
            indicator_id=_indicator(draft, quantity.unit, around, state),
            value_kind="change" if draft.change else "level",
            status=status,
            scope=_scope(document, sentence.start, draft, cut, state),
            period=period,
            qualifier=qualifier_at(text, draft.site),
            confidence=confidence_of(draft.rule_id),
            rule_id=draft.rule_id,
        )
        if state.trace is not None:
            state.trace.append(Traced(mention, draft, cut, around, section, len(state.run)))
        state.run.append((draft, mention))


def _speaker(document: Document) -> str:
    """The body that reports, marked so that a pattern can ask for it and not for a body the text mentions."""
    agency = document.metadata.agency
    return f"{agency.name_zh}#" if agency else ""


def _scope(document: Document, start: int, draft: Draft, cut: Sequence[Clause], state: _State) -> str:
    if draft.rule_id == "m.table_cell" and _REGION_ROW.match(draft.measure):
        return "area"
    completed = draft.rule_id in _COMPLETED or draft.rule_id.endswith("_topic")
    agency = document.metadata.agency
    return scope_of(document.text, start, draft.site, draft.measure, cut, state.scope, agency, completed)


def _status_and_period(
    document: Document, start: int, end: int, section: Section, draft: Draft, quantity: Quantity, state: _State
) -> tuple[Status, str]:
    """Status and period decide together: an earlier year's figure is ``prior``, a change belongs to the report year."""
    text, year, site = document.text, document.metadata.year, draft.site
    status = status_of(text[start:end], start, site, section.role, draft.family, quantity.comparator)
    if draft.change is not None:
        return ("achieved" if status == "prior" else status), "year"
    if site.clause.depth > 0:
        # What a bracket says of time holds inside it only: 受理88件(上年结转4件),审结85件.
        inside = period_before(text[site.clause.start : site.span.start], year)
        return _of_period(status, inside or state.period, year)
    state.period = period_before(without_brackets(text[start : site.span.start]), year) or state.period
    compared = compared_year(text[site.left_start : site.span.start], year)
    if compared:
        return "prior", compared
    return _of_period(status, state.period, year)


def _of_period(status: Status, period: str, year: int | None) -> tuple[Status, str]:
    if status == "achieved" and period.startswith("prior:"):
        return "prior", period
    if status == "prior" and not period.startswith("prior:") and year is not None:
        return status, f"prior:{year - 1}"
    return status, period


def _indicator(draft: Draft, unit: str, around: str, state: _State) -> str:
    """Map a figure. A change states the indicator of its level; a part that maps like its whole states nothing of
    its own."""
    if draft.change is not None:
        if draft.compared is not None and draft.compared < len(state.run):
            return state.run[draft.compared][1].indicator_id
        return indicator_of_subject(draft.noun, around)
    if draft.rule_id == "m.zero":
        return indicator_of_subject(draft.measure, around)
    indicator = indicator_of(draft.measure, unit, draft.family, around)
    whole = draft.whole if draft.whole is not None else draft.host
    if whole is None or draft.family == "rate" or whole >= len(state.run):
        return indicator
    of_whole = state.run[whole][1].indicator_id
    if draft.measure == state.run[whole][0].measure:
        return of_whole  # 复议案件13件(2023年为21件): the same thing at another time
    if indicator in (UNMAPPED, of_whole):
        part = draft.measure.rpartition("-")[2]
        indicator = indicator_of(part, unit, draft.family, around, barred=of_whole)
        if indicator == UNMAPPED and part != draft.measure:
            indicator = indicator_of(draft.measure, unit, draft.family, around, barred=of_whole)
    shared, _, _ = draft.measure.rpartition("-")
    if shared and indicator == indicator_of(shared, unit, draft.family, around):
        return UNMAPPED  # what the words of the whole say, not what this part adds
    return UNMAPPED if indicator == of_whole else indicator


def _signed(quantity: Quantity, draft: Draft) -> Quantity:
    """A change takes its sign from its direction word; bounds swap places under a minus."""
    if draft.change is None or draft.change.sign > 0:
        return quantity
    low = -quantity.high if quantity.high is not None else None
    high = -quantity.low if quantity.low is not None else None
    return Quantity(-quantity.value, low, high, quantity.comparator, quantity.unit)


def _close(state: _State) -> list[Mention]:
    """Link the figures of the sentence run that ends here, and forget what does not outlive it."""
    drafts = [draft for draft, _ in state.run]
    links = link(drafts)
    said = remarks(drafts, [(found.parent, found.relation) if found else None for found in links])
    linked = [
        _with_link(mention, found, state.run, remark)
        for (_, mention), found, remark in zip(state.run, links, said, strict=True)
    ]
    state.run = []
    state.memory.close()
    state.scope = ScopeMemory()
    state.period = "year"
    return linked


def _with_link(mention: Mention, found: Link | None, run: Sequence[tuple[Draft, Mention]], remark: str) -> Mention:
    if found is None:
        return replace(mention, arithmetic=remark) if remark else mention
    return replace(mention, parent_start=run[found.parent][1].start, relation=found.relation, arithmetic=remark)
