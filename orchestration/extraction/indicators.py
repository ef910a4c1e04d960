"""From a named figure to the indicator dictionary, by a table of patterns; ``unmapped`` when no pattern fits.

A pattern asks for terms in the measure, forbids others, may ask for a term in the surrounding words, and names the
unit families it counts in; ``^`` and ``$`` in a term stand for the two ends of the measure. Of the patterns that are
met the one with the highest priority wins, then the one with the most matched characters; a context word that stands
in the measure itself counts in full, one around it as a single character. A draw between two indicators is no answer.
A row of the table whose id is ``unmapped`` knows a count that no indicator covers; it wins and loses like any other.
``explain_indicators`` shows every pattern that was weighed. Does not belong here: any term itself.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

from orchestration.csv_rows import rows_of
from orchestration.extraction.confidence import RULE_PRECISION
from orchestration.extraction.indicator_patterns import (
    DICTIONARY,
    PATTERNS,
    Pattern,
    index,
    later_stocks,
    patterns_for,
    seen_rows,
    terms_in,
)
from orchestration.extraction.mention import UNMAPPED
from orchestration.extraction.records import record
from orchestration.extraction.vocabulary import TABLES, words_of

HERE = "\N{BLACK DIAMOND}"  # stands in the words around a figure for the figure itself
SENTENCE = "\N{WHITE DIAMOND}"  # stands where its sentence begins, and before a word asked for in that sentence
_REMEMBERED = 8192  # measures whose candidates are kept: reports of a body repeat the same wording year after year
_LAST = -9  # below any priority of the table
_CARVED_OUT = 2  # from here on a priority carves a reading out of a wider row, by the words around if need be
_WHERE = re.compile(r"(?:[全本我辖][市县区省镇乡街旗州]?(?:域内|区内|内)?|辖区内?|范围内)?的?$")
_WHERE_ENDS = tuple("全本我辖市县区省镇乡街旗州内的\n")  # where it is looked for: on anything else it ends empty
_REACH = 12  # characters before a figure in which an act is looked for that its things undergo
_MONEY_ENDS = ("额", "款", "资金", "收入")  # 罚款额同比: the amount, not the number of fines
_RATE_ENDS = ("率", "占比", "比例", "比重", "满意度", "频次")  # 案卷合格率同比: never the number of files
_TIME_END = "用时"  # 复议案件平均用时同比: never the number of cases
_SUBJECT_FAMILIES = ("case", "entity_visit", "event", "person", "money", "item", "rate")


@record
class Candidate:
    """A pattern whose words all stand in the measure. ``context`` is what the surrounding words must still show."""

    indicator_id: str
    priority: int
    length: int
    context: frozenset[str]


@dataclass(frozen=True, slots=True)
class Considered:
    """One pattern that was weighed for a figure: its indicator, what it scored, and why it did not win ("" = won)."""

    indicator_id: str
    score: dict[str, int]
    matched: tuple[str, ...]
    rejected: str


@lru_cache(maxsize=_REMEMBERED)
def _candidates(measure: str, unit: str, family: str) -> tuple[Candidate, ...]:
    """Return the patterns the measure meets, best first; what they ask of the surrounding words stays open."""
    marked = f"^{measure}$"
    found = terms_in(marked)
    shelves = patterns_for(unit, family)
    looked_up = {one.row: one for shelf in shelves for term in shelf.keys() & found for one in shelf[term]}
    candidates: list[Candidate] = []
    for row in sorted(looked_up):
        pattern = looked_up[row]
        length = _matched_length(pattern, found, measure)
        if length and (pattern.excluded.isdisjoint(found) or not pattern.barring(marked, found)):
            here = pattern.context & found
            asked = frozenset[str]() if here else pattern.context
            length += max(map(len, here)) if here else bool(asked)
            candidates.append(Candidate(pattern.indicator_id, pattern.priority, length, asked))
    if len(candidates) < 2:
        return tuple(candidates)
    base = _base_and_unmapped()
    met = [one for one in candidates if not one.context]
    reach = max((one.length for one in met), default=0)
    base_reach = max((one.length for one in met if one.indicator_id in base), default=0)
    candidates = [_ranked(one, base_reach if one.indicator_id not in base else 0, reach) for one in candidates]
    candidates.sort(key=lambda candidate: (-candidate.priority, -candidate.length))
    return tuple(candidates)


def _ranked(candidate: Candidate, base_reach: int, reach: int) -> Candidate:
    """Put a candidate behind the others whatever its priority: a row added to the dictionary later behind a row of the
    base that explains as much of the measure, one that leans on the words around behind one that does not need them."""
    leans = bool(candidate.context) and candidate.priority < _CARVED_OUT
    behind = candidate.length <= base_reach or (leans and candidate.length <= reach)
    return Candidate(candidate.indicator_id, _LAST, candidate.length, candidate.context) if behind else candidate


def _matched_length(pattern: Pattern, found: frozenset[str], measure: str) -> int:
    """Characters of the longest term met in each required group, one more if a term ends the measure: the last word of
    a Chinese name is its head. 0 when a group is not met."""
    length, ends = 0, False
    for group in pattern.required:
        here = group & found
        if not here:
            return 0
        length += max([len(term) for term in here])
        ends = ends or measure.endswith(tuple(here))
    return length + ends


def indicator_of(measure: str, unit: str, family: str, context: str, barred: str = "") -> str:
    """Return the id of the indicator a figure states, or ``unmapped``.

    ``context`` are the words around the figure, with ``HERE`` where it stands; where two indicators are alike in all
    but the word around the figure each asks for, the nearer word before it decides. ``barred`` is an id the figure
    cannot state (a part does not state the indicator of its whole)."""
    best: Candidate | None = None
    candidates = _candidates(measure, unit, family)
    barred_stocks = _barred_stocks(measure, context) if candidates else frozenset[str]()
    for candidate in candidates:
        if candidate.indicator_id in barred_stocks:
            continue
        if best is not None and (candidate.priority, candidate.length) < (best.priority, best.length):
            break
        if candidate.indicator_id == barred or (candidate.context and not _context_met(candidate, context)):
            continue
        if best is not None and candidate.indicator_id != best.indicator_id:
            near, other = _nearness(best, context), _nearness(candidate, context)
            if near == other:
                return UNMAPPED
            if other < near:
                continue
        best = candidate
    return best.indicator_id if best is not None else UNMAPPED


def _barred_stocks(measure: str, context: str) -> frozenset[str]:
    here = context.find(HERE)
    return later_stocks() if here > 0 and acted_on(context[:here], measure) else frozenset()


def acted_on(words: str, measure: str) -> bool:
    """Whether the figure after these words counts those that something is done to or with (对辖区内28所学校开展检查):
    it does not tell how many there are, unless that is what is counted (实施量化分级)."""
    before = words[-_REACH:]
    where = _WHERE.search(before) if before.endswith(_WHERE_ENDS) else None
    towards, named = _towards()
    if not (before[: where.start()] if where else before).endswith(towards):
        return False
    return not any(word in measure for word in named)


@lru_cache(maxsize=1)
def _towards() -> tuple[tuple[str, ...], tuple[str, ...]]:
    before, named = (words_of("indicator_barriers", "term", "rows", rows) for rows in ("before", "named"))
    return before, named


def covered_by_none(measure: str, unit: str, family: str) -> bool:
    """Whether the best pattern of a measure is one that knows a count no indicator covers."""
    candidates = _candidates(measure, unit, family)
    return bool(candidates) and candidates[0].indicator_id == UNMAPPED


def carved_out(indicator: str, measure: str, unit: str, family: str) -> bool:
    """Whether a pattern that carves a reading out of a wider row says this indicator: it was written for readings that
    look like another row."""
    candidates = _candidates(measure, unit, family)
    return any(one.indicator_id == indicator and one.priority >= _CARVED_OUT for one in candidates)


def _nearness(candidate: Candidate, context: str) -> int:
    """Where the last of the words a candidate asks for ends before the figure; -1 when it stands nowhere before it."""
    before = context.find(HERE)
    if not candidate.context or before < 0:
        return -1
    found = ((_last_before(term, context, before), len(term)) for term in candidate.context)
    return max((at + length for at, length in found if at >= 0), default=-1)


def _last_before(term: str, context: str, before: int) -> int:
    if term.startswith(SENTENCE):
        return context.rfind(term[1:], max(0, context.find(SENTENCE)), before)
    return context.rfind(term, 0, before)


def _context_met(candidate: Candidate, context: str) -> bool:
    return any(_stands(term, context) for term in candidate.context)


def _stands(term: str, context: str) -> bool:
    """Whether a word asked for stands around the figure, after ◇ (◇信息公开引发) in its own sentence."""
    if term.startswith(SENTENCE):
        return context.find(term[1:], max(0, context.find(SENTENCE))) >= 0
    return term in context


def indicator_of_subject(subject: str, context: str) -> str:
    """Return the id of the indicator a bare subject names (事故起数同比), whatever it is counted in."""
    if subject.endswith(_RATE_ENDS):
        return indicator_of(subject, "%", "rate", context)
    if subject.endswith(_TIME_END):
        return UNMAPPED
    families = ("money", *_SUBJECT_FAMILIES) if subject.endswith(_MONEY_ENDS) else _SUBJECT_FAMILIES
    for family in families:
        found = indicator_of(subject, "", family, context)
        if found != UNMAPPED:
            return found
    return UNMAPPED


def explain_indicators(measure: str, unit: str, family: str, context: str) -> list[Considered]:
    """Return every pattern weighed for a figure, the winner first, with what it scored and why it was passed over.

    Weighed is a pattern at least one of whose first terms stands in the measure."""
    marked = f"^{measure}$"
    found = terms_in(marked)
    winner = indicator_of(measure, unit, family, context)
    barred_stocks = _barred_stocks(measure, context)
    rows: list[tuple[tuple[int, int], Considered]] = []
    for pattern in index().patterns:
        if pattern.required[0].isdisjoint(found):
            continue
        matched = tuple(sorted(term for group in pattern.required for term in group & found))
        here = pattern.context & found
        length = _matched_length(pattern, found, measure) + (max(map(len, here)) if here else bool(pattern.context))
        reason = _rejection(pattern, marked, found, unit, family, context)
        if not reason and pattern.indicator_id in barred_stocks:
            reason = "counts those that something is done to"
        if not reason and pattern.indicator_id != winner:
            reason = "draw" if winner == UNMAPPED else f"weaker than {winner}"
        score = {"priority": pattern.priority, "length": length}
        rows.append(((pattern.priority, length), Considered(pattern.indicator_id, score, matched, reason)))
    rows.sort(key=lambda row: (bool(row[1].rejected), -row[0][0], -row[0][1], row[1].indicator_id))
    return [row for _, row in rows]


def _rejection(pattern: Pattern, marked: str, found: frozenset[str], unit: str, family: str, context: str) -> str:
    if not pattern.counts_in(unit, family):
        return f"does not count in {unit or family or 'figures without unit'}"
    missing = ["|".join(sorted(group)) for group in pattern.required if group.isdisjoint(found)]
    if missing:
        return f"misses {' and '.join(missing)}"
    barring = pattern.barring(marked, found)
    if barring:
        return f"ruled out by {'|'.join(sorted(barring))}"
    if (
        pattern.context
        and pattern.context.isdisjoint(found)
        and not any(_stands(term, context) for term in pattern.context)
    ):
        return f"context lacks {'|'.join(sorted(pattern.context))}"
    return ""


@lru_cache(maxsize=1)
def dictionary_rows() -> tuple[dict[str, str], ...]:
    """Return the rows of the indicator dictionary; extraction itself reads ``seen_rows``."""
    return rows_of(DICTIONARY)


@lru_cache(maxsize=1)
def base_ids() -> frozenset[str]:
    """Ids of the rows the dictionary began with."""
    return frozenset(row["indicator_id"] for row in seen_rows() if row["added_in"] == "base")


@lru_cache(maxsize=1)
def _base_and_unmapped() -> frozenset[str]:
    return base_ids() | {UNMAPPED}


@lru_cache(maxsize=1)
def dictionary_hash() -> str:
    """Hash of what extraction sees of the dictionary, its patterns, the measured rules and the language tables: what a
    stored extraction depends on besides the code."""
    digest = hashlib.sha256(repr([list(row.items()) for row in seen_rows()]).encode())
    for path in [PATTERNS, RULE_PRECISION, *sorted(TABLES.glob("*.csv"))]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
