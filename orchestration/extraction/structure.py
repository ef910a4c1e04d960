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

from orchestration.extraction.drafts import Draft
from orchestration.extraction.mention import Relation
from orchestration.extraction.vocabulary import table

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
    """Return the link of each draft of one paragraph-sentence to an earlier one, or None."""
    links = [_link_one(drafts, index) for index in range(len(drafts))]
    return _as_components(drafts, links)


def _value(draft: Draft) -> Decimal:
    quantity = draft.site.span.quantity
    return quantity.value if quantity else Decimal(0)


def _same_kind(one: Draft, other: Draft) -> bool:
    return one.family == other.family and other.family in _COUNTED and other.change is None


def _link_one(drafts: Sequence[Draft], index: int) -> Link | None:
    draft = drafts[index]
    if draft.change is not None:
        return Link(draft.compared, "change") if draft.compared is not None else None
    if draft.family == "rate":
        return _link_rate(drafts, index)
    if draft.host is not None:
        return _link_bracket(drafts, index, draft.host)
    if draft.whole is not None:
        fits = _same_kind(drafts[draft.whole], draft) and _value(drafts[draft.whole]) >= _value(draft)
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


def _shares(one: Draft, other: Draft, size: int) -> bool:
    return any(one.measure[at : at + size] in other.measure for at in range(len(one.measure) - size + 1))


def _link_bracket(drafts: Sequence[Draft], index: int, host: int) -> Link | None:
    draft = drafts[index]
    if _same_kind(drafts[host], draft) and _value(draft) <= _value(drafts[host]):
        unit = draft.site.span.quantity.unit if draft.site.span.quantity else ""
        host_unit = drafts[host].site.span.quantity.unit if drafts[host].site.span.quantity else ""  # type: ignore[union-attr]
        return Link(host, "subset") if unit == host_unit else None
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
        if not _same_kind(whole, draft) or _value(draft) > _value(whole):
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
        if len(parts) > 1 and sum(_value(drafts[k]) for k in parts) == _value(drafts[parent]):
            for k in parts:
                links[k] = Link(parent, "component")
    return links
