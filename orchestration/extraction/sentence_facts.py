"""The facts of one sentence: each figure named, placed in time and scope, mapped, and linked within its run. Pure.

Does not belong here: the walk over the sentences of a document (extract.py), and any rule; each layer has its module.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from orchestration.document import Document
from orchestration.extraction.cell_columns import OVER
from orchestration.extraction.cells import LAST_YEAR, Cell
from orchestration.extraction.change_bases import base_of_list
from orchestration.extraction.clauses import clauses, sites, without_brackets
from orchestration.extraction.confidence import confidence_of
from orchestration.extraction.drafts import Draft, Memory
from orchestration.extraction.indicator_features import Surroundings, surroundings
from orchestration.extraction.indicator_patterns import later_stocks
from orchestration.extraction.indicators import HERE, SENTENCE, covered_by_none, indicator_of, indicator_of_subject
from orchestration.extraction.measures import name_measures
from orchestration.extraction.mention import UNMAPPED, Mention, Quantity, Span, Status
from orchestration.extraction.part_indicators import of_part
from orchestration.extraction.period import (
    compared_year,
    dated_object,
    first_sign,
    period_before,
    without_dated_object,
)
from orchestration.extraction.qualifiers import qualifier_of
from orchestration.extraction.result import Section, Sentence
from orchestration.extraction.run_links import linked
from orchestration.extraction.scope import ScopeMemory
from orchestration.extraction.scope_in_run import scope_in
from orchestration.extraction.short_names import short_name, with_title_opened
from orchestration.extraction.status import status_of
from orchestration.extraction.trace import Trace, Traced
from orchestration.extraction.units import family_of
from orchestration.extraction.verbs import is_act

_ZERO = Decimal(0)
_KIND = re.compile(r"(?<![各信访投诉])类$")
_CARRIED_OVER = ("info_request_carry_cnt",)  # a row of the year's account, though it says 上年
_BARS = " |｜"  # between a label in a cell of its own and the figure
_BRANCH = 3  # characters of the longest name of a branch
_CONTEXT = 160  # characters of the same section before a sentence that count as its context
_CARRIED = "m.v_carried_n_num"
_CUTS = ("_reduce_rate", "_cut_rate")
_INSPECTED = (
    "inspect_entity",
    "inspect_visit",
    "inspect_random",
    "health_inspect",
    "admin_interview",
    "sampling_batch",
)


@dataclass(slots=True)
class State:
    """What earlier sentences leave behind, and the drafts of the sentence run in progress (sentences joined by
    ；)."""

    alike: str = ""  # the text as what is like other figures is told in it (indicator_features.py)
    memory: Memory = field(default_factory=Memory)
    scope: ScopeMemory = field(default_factory=ScopeMemory)
    period: str = "year"
    section: int = -1
    run: list[tuple[Draft, Mention]] = field(default_factory=list)
    around: list[Surroundings | None] = field(default_factory=list)  # of the figures of the run whose row is weighed
    units: set[str] = field(default_factory=set)  # of the figures of the run
    counted: dict[str, str] = field(default_factory=dict)  # the indicator that first counted in a unit, by sentence
    cells: Mapping[int, Cell] = field(default_factory=dict)  # figures of tables, by their start
    trace: Trace | None = None


def read_sentence(
    document: Document, sentence: Sentence, section: Section, figures: Sequence[Span], state: State
) -> None:
    """Name the figures of one sentence and add what surrounds them to the run."""
    text = document.text
    end = max(sentence.end, figures[-1].end)
    cut = clauses(text, sentence.start, end, figures)
    before = max(section.start, sentence.start - _CONTEXT)
    words, around_end = text[sentence.start : end], _around_end(document, section)
    dated = first_sign(text, sentence.start, end)
    cells = state.cells
    for named in name_measures(text, sentence.start, sites(text, figures, cut), cut, state.memory):
        cell = cells.get(named.site.span.start)
        draft = _cell_draft(named, cell) if cell else named
        quantity = _signed(draft.site.span.quantity or Quantity(_ZERO), draft)
        status, period = _status_and_period(document, sentence.start, words, dated, section, draft, quantity, state)
        span = draft.site.span
        around = _around(text, (before, sentence.start), span, end, around_end)
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
            _published(draft, state),
            _indicator(draft, quantity.unit, around, state),
            "change" if draft.change else "level",
            status,
            scope_in(document, sentence.start, draft, cut, state.scope, state.run),
            period,
            None,
            None,
            qualifier_of(document, draft) or base_of_list(draft, state.run),
            confidence_of(draft.rule_id),
            draft.rule_id,
        )
        if quantity.unit not in state.units:
            state.units.add(quantity.unit)
            state.counted[quantity.unit] = mention.indicator_id
        if state.trace is not None:
            state.trace.append(Traced(mention, draft, cut, around, section, len(state.run)))
        if cell:
            mention = _as_cell(document, mention, cell, around)
        state.run.append((draft, mention))
        settled = _is_settled(draft, mention, cell)
        state.around.append(None if settled else surroundings(state.alike, span.start, span.end, section.title))


def _is_settled(draft: Draft, mention: Mention, cell: Cell | None) -> bool:
    """Whether the indicator of a figure, or that no row counts it, is known without weighing the words around it."""
    of_form = cell is not None and cell.form_indicator is not None
    return of_form or draft.change is not None or covered_by_none(draft.measure, mention.unit, draft.family)


def _published(draft: Draft, state: State) -> str:
    """The name a reader sees. A branch of the economy stays at its head (危化), a side of the work (建筑市场监管) does
    not."""
    drafts, sector = state.memory.drafts, state.memory.sector
    compared = drafts[draft.compared] if draft.compared is not None and draft.compared < len(drafts) else None
    if len(sector) > _BRANCH and draft.measure.startswith(sector) and len(draft.measure) - len(sector) >= _BRANCH:
        draft = replace(draft, measure=draft.measure[len(sector) :])
    return with_title_opened(short_name(draft, compared).strip(_BARS))


def _cell_draft(named: Draft, cell: Cell) -> Draft:
    """A figure of a table is named by its row and column, whatever stands around it in its line."""
    named = replace(named, change=None, host=None, whole=None, compared=None, counted=None)
    return replace(named, measure=cell.name, noun=cell.topic, verb="", rule_id="m.table_cell")


def _as_cell(document: Document, mention: Mention, cell: Cell, around: str) -> Mention:
    """What the table says of a figure besides its name: an earlier year, a change, the cell it is a part of."""
    year = document.metadata.year
    unit = mention.unit or cell.unit
    family = family_of(unit)
    indicator = indicator_of(cell.column, unit, family, around) if cell.column else UNMAPPED
    if indicator == UNMAPPED:
        indicator = indicator_of(cell.topic, unit, family, around)
    if indicator == UNMAPPED and cell.under and not cell.change:
        indicator = indicator_of(f"{cell.under}{cell.topic.rpartition(OVER)[2]}", unit, family, around)
    if cell.change or (indicator == UNMAPPED and not unit):  # a heading that tells no unit may count in any
        indicator = indicator_of_subject(cell.topic, around)
    if cell.form_indicator is not None:
        indicator = cell.form_indicator
    mention = replace(mention, indicator_id=indicator, parent_start=cell.parent, relation=cell.relation)
    if cell.change:
        return replace(mention, value_kind="change", status="achieved", period="year")
    if cell.of_area:
        mention = replace(mention, scope="area")
    if cell.planned and mention.status == "achieved":
        mention = replace(mention, status="target")
    if cell.year is None and mention.indicator_id in _CARRIED_OVER and mention.status == "prior":
        mention = replace(mention, status="achieved", period="year")
    earlier = year - 1 if cell.year == LAST_YEAR and year is not None else cell.year
    if earlier is None or earlier == LAST_YEAR:
        return mention
    return replace(mention, status="prior", period=f"prior:{earlier}")


def _around(text: str, starts: tuple[int, int], span: Span, end: int, around_end: str) -> str:
    """The words around a figure from the first of ``starts`` on, line ends aside, with headings and body; the second is
    where its sentence begins."""
    start, sentence = starts[0], max(starts[0], text.rfind("。", *starts))  # ；ends no sentence here
    words = f"{text[start:sentence]}{SENTENCE}{text[sentence : span.start]}{HERE}{text[span.end : end]}"
    return (words.replace("\n", "") if "\n" in words else words) + around_end


def _around_end(document: Document, section: Section) -> str:
    """What is alike around all figures of a section. The body is marked so that a pattern can ask for it and not for a
    body the text mentions."""
    agency = document.metadata.agency
    return f"\n{section.path}\n{agency.name_zh}#" if agency else f"\n{section.path}"


def _status_and_period(
    document: Document,
    start: int,
    words: str,
    dated: int,
    section: Section,
    draft: Draft,
    quantity: Quantity,
    state: State,
) -> tuple[Status, str]:
    """Status and period decide together: an earlier year's figure is ``prior``, a change belongs to the report year.
    ``words`` are those of the sentence, which begins at ``start``; ``dated`` is where the first sign of a date stands
    in it."""
    text, year, site = document.text, document.metadata.year, draft.site
    status = status_of(words, start, site, section.role, draft.family, quantity.comparator)
    if draft.change is not None:
        return ("achieved" if status == "prior" else status), "year"
    if dated >= site.span.start:
        return _of_period(status, state.period, year)
    if site.clause.depth > 0:
        # What a bracket says of time holds inside it only: 受理88件(上年结转4件),审结85件.
        inside = period_before(text[site.clause.start : site.span.start], year)
        return _of_period(status, inside or state.period, year)
    words_before = without_brackets(text[start : site.span.start])
    state.period = period_before(without_dated_object(words_before), year) or state.period
    of_object = dated_object(words_before)
    if of_object:  # 对截至2023年底有效的22件文件开展清理,废止5件: the date is of the 22 alone
        return _of_period(status, period_before(of_object, year) or state.period, year)
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


def _indicator(draft: Draft, unit: str, around: str, state: State) -> str:
    """Map a figure. A change states the indicator of its level; a part that maps like its whole states nothing of
    its own."""
    if draft.compared is not None and draft.compared < len(state.run):
        return state.run[draft.compared][1].indicator_id
    if draft.change is not None:
        found = indicator_of_subject(draft.noun, around)
        return UNMAPPED if found.endswith(_CUTS) and draft.change.sign > 0 else found  # 检查频次上升 is no cut
    if draft.rule_id == "m.zero":  # 没有因信息公开引发行政复议: what the denial itself says counts as said before
        return indicator_of_subject(draft.noun, around.replace(HERE, draft.site.span.surface + HERE))
    if draft.family == "case" and _KIND.search(draft.measure):
        return _of_its_kind(draft, unit, around, state)
    indicator = indicator_of(draft.measure, unit, draft.family, around)
    whole = draft.whole if draft.whole is not None else draft.host
    if whole is None or draft.family == "rate" or whole >= len(state.run):
        return _of_list(draft, unit, indicator, state)
    return of_part(draft, unit, around, state.run[whole], indicator)


def _of_list(draft: Draft, unit: str, indicator: str, state: State) -> str:
    """检查加油站12家、液化气站5家: what goes on with a list of things that are inspected and no row knows is inspected
    too; where any other act is done to them it is no count of such things."""
    goes_on = draft.site.joined and bool(state.run) and (not draft.verb or draft.rule_id == _CARRIED)
    if not goes_on or (indicator != UNMAPPED and indicator not in later_stocks()):
        return indicator
    before, said = state.run[-1]
    if said.unit != unit and family_of(said.unit) != draft.family:
        return indicator
    if said.indicator_id.startswith(_INSPECTED):
        return said.indicator_id
    acted = not draft.verb and indicator != UNMAPPED and before.verb and is_act(before.verb)
    return said.indicator_id if acted and said.indicator_id not in (UNMAPPED, *later_stocks()) else indicator


def _of_its_kind(draft: Draft, unit: str, around: str, state: State) -> str:
    """A count of cases of one kind (公共场所类97件) states the indicator of the cases it divides, never one its kind
    reminds of: the whole it is linked to, else the count in its unit that opened the sentence or the one before."""
    if draft.whole is not None and draft.whole < len(state.run):
        return state.run[draft.whole][1].indicator_id
    return state.counted.get(unit) or indicator_of(draft.measure, unit, draft.family, around)


def _signed(quantity: Quantity, draft: Draft) -> Quantity:
    """A change takes its sign from its direction word; bounds swap places under a minus."""
    if draft.change is None or draft.change.sign > 0:
        return quantity
    low = -quantity.high if quantity.high is not None else None
    high = -quantity.low if quantity.low is not None else None
    return Quantity(-quantity.value, low, high, quantity.comparator, quantity.unit)


def close_run(state: State) -> list[Mention]:
    """Link the figures of the sentence run that ends here, and forget what does not outlive it."""
    found = linked(state.run, state.around) if state.run else []
    state.run, state.around = [], []
    state.units.clear()
    state.memory.close()
    state.scope = ScopeMemory()
    state.period = "year"
    return found
