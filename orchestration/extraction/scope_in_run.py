"""Whose a figure is within its run of sentences: by its own words, else as the count that it is a rate or a change of.

Does not belong here: the words of scope and how far they hold (scope.py, bodies.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from orchestration.document import Document
from orchestration.extraction.cells import REGION_ROW
from orchestration.extraction.clauses import Clause
from orchestration.extraction.drafts import Draft
from orchestration.extraction.mention import Mention
from orchestration.extraction.scope import ScopeMemory, scope_of
from orchestration.extraction.scope_limits import limits
from orchestration.extraction.scope_patterns import patterns

_BODY_ROW = re.compile(r"([\u4e00-\u9fff]{2,18}?(?:[局委厅办院]|[支大总]队))-")  # a row about a body of a government
_HONOURED = re.compile("(?:被?评定?为|获评|荣获|被授予|保持[^，,]{0,8}称号|[名位][列居]|排名).{2}")
_COMPLETED = ("m.participants", "m.verb_topic", "m.same_again", "m.num_predicate", "m.prior_level")


def scope_in(
    document: Document,
    start: int,
    draft: Draft,
    cut: Sequence[Clause],
    memory: ScopeMemory,
    run: Sequence[tuple[Draft, Mention]],
) -> str:
    """Return the scope of a figure; ``run`` holds the figures of its run before it."""
    if draft.rule_id == "m.table_cell":
        told = _of_row(document, draft.measure)
        if told:
            return told
    completed = draft.rule_id in _COMPLETED or draft.rule_id.endswith("_topic")
    completed = completed and not draft.site.left.startswith("出动")  # 对全市场所开展排查,出动人员300人次: our own
    scope = scope_of(document.text, start, draft.site, draft.measure, cut, memory, document.metadata.agency, completed)
    if run and scope == "own" and draft.rule_id == "m.streak" and not _names_scope(_words(document, draft)):
        return run[-1][1].scope  # 群众满意度95.4%,连续四年提升
    if draft.rule_id == "m.streak" and _HONOURED.search(draft.measure) and not _names_scope(_words(document, draft)):
        return "own"  # 在全市42个部门的考核中名列第一,连续三年评为优秀等次
    if run and draft.site.clause.depth == 0 and limits().above_mean.search(_words(document, draft)):
        return run[-1][1].scope
    if scope == "area" and _of_own_lawsuits(draft, run) and not _names_scope(_words(document, draft)):
        return "own"
    of = draft.compared if draft.change is not None else draft.counted
    if of is None or of >= len(run) or _names_scope(_words(document, draft)):
        return scope
    if draft.change is None and any(one.is_level_count for one, _ in run[of + 1 :]):
        return scope
    return run[of][1].scope


def _of_own_lawsuits(draft: Draft, run: Sequence[tuple[Draft, Mention]]) -> bool:
    """Whether a rate of lawsuits follows a count of the government's own: 区政府应诉的案件112件，出庭应诉率96.4%."""
    if draft.family != "rate" or draft.change is not None or limits().of_lawsuits.search(draft.measure) is None:
        return False
    told = next((mention for _, mention in reversed(run) if limits().of_lawsuits.search(mention.measure)), None)
    return told is not None and told.scope == "own"


def _of_row(document: Document, measure: str) -> str:
    """Whose a figure of a table is by its row (县交通运输局-办结), "" where the row does not say."""
    if REGION_ROW.match(measure):
        return "area"
    agency, body = document.metadata.agency, _BODY_ROW.match(measure)
    of_government = agency is not None and agency.name_zh.endswith("政府")
    return f"other:{body.group(1)}" if of_government and body else ""


def _words(document: Document, draft: Draft) -> str:
    return document.text[draft.site.left_start : draft.site.span.start]


def _names_scope(words: str) -> bool:
    """Whether the words at a figure say whose it is."""
    cues = patterns()
    return cues.area_word.search(words) is not None and cues.words.search(words) is not None
