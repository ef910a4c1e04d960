"""Links between figures of one sentence: parts, subsets, rates, amounts and changes, each with its parent.

Precision before recall: a link is made only where the wording makes it (brackets, 其中, a rate named after a count).
Does not belong here: arithmetic checks across the warehouse.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from orchestration.extraction.arithmetic import denominator, sums, unit_of, value_of
from orchestration.extraction.drafts import Draft
from orchestration.extraction.mention import Relation
from orchestration.extraction.vocabulary import table

_TOTAL = re.compile(r"(?:合计|共计|总计|一共|总共)[为达有]?$")
_OF_DECIDED = re.compile("纠错|维持|撤销|败诉|胜诉")  # rates of what was decided, not of what came in
_GRANTED = re.compile("准予|予以许可")  # names its counterpart by itself: of the applications
_COUNTED = (
    "case",
    "entity",
    "entity_visit",
    "person",
    "person_time",
    "event",
    "item",
    "document",
    "money",
    "area",
    "other",
)


@dataclass(frozen=True, slots=True)
class Link:
    """``parent`` indexes the drafts of the sentence."""

    parent: int
    relation: Relation


@lru_cache(maxsize=1)
def _pairs() -> tuple[tuple[re.Pattern[str], re.Pattern[str], Relation], ...]:
    return tuple(
        (re.compile(row["earlier"]), re.compile(row["later"]), row["relation"])  # type: ignore[misc]
        for row in table("structure_pairs")
    )


def link(drafts: Sequence[Draft]) -> list[Link | None]:
    """Return the link of each draft of one paragraph-sentence to another one, or None."""
    links: list[Link | None] = []
    for index in range(len(drafts)):
        links.append(_link_one(drafts, index, links))
    for whole, parts in sums(drafts):
        for part in parts:
            links[part] = Link(whole, "component")
    _link_to_total(drafts, links)
    return _as_components(drafts, links)


def _link_to_total(drafts: Sequence[Draft], links: list[Link | None]) -> None:
    """「查处盗采9起、偷运4起、越界3起,合计16起」: parts may stand before their total where a word says so."""
    for index, draft in enumerate(drafts):
        if not draft.is_level_count or not _TOTAL.search(draft.site.left):
            continue
        running = Decimal(0)
        parts: list[int] = []
        for k in range(index - 1, -1, -1):
            if not _same_kind(drafts[k], draft) or unit_of(drafts[k]) != unit_of(draft) or links[k] is not None:
                break
            running, parts = running + value_of(drafts[k]), [*parts, k]
            if running >= value_of(draft):
                break
        if len(parts) > 1 and running == value_of(draft):
            for k in parts:
                links[k] = Link(index, "component")


def _same_kind(one: Draft, other: Draft) -> bool:
    return one.family == other.family and other.family in _COUNTED and other.change is None


def _link_one(drafts: Sequence[Draft], index: int, links: Sequence[Link | None]) -> Link | None:
    draft = drafts[index]
    if draft.change is not None:
        return Link(draft.compared, "change") if draft.compared is not None else None
    if draft.family == "rate":
        found = _link_rate(drafts, index)
        return Link(_base_of_rate(drafts, index, found.parent, links), "rate") if found else None
    if draft.host is not None:
        return _link_bracket(drafts, index, draft.host)
    if draft.whole is not None:
        fits = _same_kind(drafts[draft.whole], draft) and value_of(drafts[draft.whole]) >= value_of(draft)
        return Link(draft.whole, "subset") if fits else None
    return _link_by_wording(drafts, index)


def _link_rate(drafts: Sequence[Draft], index: int) -> Link | None:
    """A rate in a bracket or without a name of its own belongs to the count before; a named one to the count it
    names."""
    draft = drafts[index]
    if draft.counted is not None and drafts[draft.counted].family in _COUNTED:
        return Link(draft.counted, "rate")
    if draft.counted is not None or draft.rule_id.endswith("_topic"):
        return None
    counts = [k for k in range(index - 1, -1, -1) if drafts[k].is_level_count and drafts[k].family in _COUNTED]
    whole = [k for k in counts if drafts[k].whole is None and drafts[k].host is None] or counts
    if not whole:
        return None
    stem = re.sub(r".{2}率$", "", draft.measure)
    if len(stem) >= 3:
        for k in whole:
            if stem in drafts[k].measure and drafts[k].rule_id != "m.verb_topic":
                return Link(k, "rate")
    return None


def _base_of_rate(drafts: Sequence[Draft], rate: int, counted: int, links: Sequence[Link | None]) -> int:
    """A rate is of what its part was taken from: 「发现90处,整改88处,整改率97.8%」 is a rate of the 90."""
    if drafts[rate].rule_id == "m.rate_listed":
        return counted  # the list says itself which rate is of which count
    base = denominator(drafts, rate, counted)
    if base is not None:
        return base
    taken = links[counted]
    if taken is None or taken.relation not in ("subset", "component"):
        return counted
    share = "占" in drafts[rate].measure
    process = (
        drafts[counted].whole is None and drafts[counted].host is None and not _OF_DECIDED.search(drafts[rate].measure)
    )
    return taken.parent if share or process else counted


def _shares(one: Draft, other: Draft, size: int) -> bool:
    return any(one.measure[at : at + size] in other.measure for at in range(len(one.measure) - size + 1))


def _link_bracket(drafts: Sequence[Draft], index: int, host: int) -> Link | None:
    draft = drafts[index]
    if _same_kind(drafts[host], draft) and value_of(draft) <= value_of(drafts[host]):
        return Link(host, "subset") if unit_of(draft) == unit_of(drafts[host]) else None
    return None


def _link_by_wording(drafts: Sequence[Draft], index: int) -> Link | None:
    draft = drafts[index]
    candidates = [
        k for k in range(index) if drafts[k].change is None and drafts[k].family != "rate" and drafts[k].host is None
    ]
    if draft.family == "money":
        # A fine is of all the cases, not of the kind of them counted last: 立案97起,其中简易程序15起,罚款28万元.
        candidates = [k for k in candidates if drafts[k].whole is None]
    for earlier in reversed(candidates[-3:]):
        whole = drafts[earlier]
        if draft.family == "money":
            linked = _paired(whole, draft, "amount") if whole.family == "case" else None
            if linked:
                return Link(earlier, linked)
            continue
        if not _same_kind(whole, draft) or value_of(draft) > value_of(whole):
            continue
        narrowed = draft.measure != whole.measure and draft.measure.endswith(whole.measure) and "的" in draft.measure
        if draft.rule_id == "m.num_predicate" or narrowed:
            return Link(earlier, "subset")
        linked = _paired(whole, draft, "subset")
        if linked and (
            _shares(whole, draft, 2 if draft.rule_id == "m.verb_topic" else 3) or _GRANTED.search(draft.measure)
        ):
            return Link(earlier, linked)
    return None


def _paired(whole: Draft, draft: Draft, relation: Relation) -> Relation | None:
    for earlier, later, found in _pairs():
        if found == relation and earlier.search(whole.measure) and later.search(draft.measure):
            return found
    return None


def _as_components(drafts: Sequence[Draft], links: list[Link | None]) -> list[Link | None]:
    """Parts that add up to their whole are components; one that stands alone or leaves a rest is a subset.

    A list in brackets is complete by itself: 「41个(甲类10个,乙类31个),已修订的33个」 divides the whole once.
    """
    groups: dict[tuple[int, int], list[int]] = {}
    for index, found in enumerate(links):
        if found is not None and found.relation == "subset":
            groups.setdefault((found.parent, drafts[index].site.clause.depth), []).append(index)
    for (parent, _), parts in groups.items():
        if len(parts) > 1 and sum(value_of(drafts[k]) for k in parts) == value_of(drafts[parent]):
            for k in parts:
                links[k] = Link(parent, "component")
    return links
