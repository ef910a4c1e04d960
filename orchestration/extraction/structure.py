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

from orchestration.extraction.arithmetic import REST, alike, denominator, is_earlier, sums, unit_of, value_of
from orchestration.extraction.drafts import Draft
from orchestration.extraction.mention import Relation
from orchestration.extraction.vocabulary import table

_TOTAL = re.compile(r"(?:合计|共计|总计|一共|总共)[为达有]?$")
_OF_TOTAL = re.compile("占.*的")  # 占执法人员总数的6.3%: of a number the text need not tell
_OF_DECIDED = re.compile("纠错|维持|撤销|败诉|胜诉")  # rates of what was decided, not of what came in
_REACH = 4  # counts back that a figure may be taken from
_PLANNED = re.compile("^(?:年度)?(?:计划|任务|目标|指标)")
_COMPARED_WITH = re.compile(
    r"^的$|(?:为|相当于|完成|达到?)[^，,]{0,12}的$"
)  # 拆除41.7万平方米,为任务38万平方米的109.7%
_SETTLED = re.compile("整改|销号|完成|办结|审结|化解")
_SIZED = ("case", "item", "entity", "other", "event")
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
    return _link_by_wording(drafts, index, links)


def _link_rate(drafts: Sequence[Draft], index: int) -> Link | None:
    """A rate in a bracket or without a name of its own belongs to the count before; a named one to the count it
    names."""
    draft = drafts[index]
    if draft.counted is not None and drafts[draft.counted].family in _COUNTED:
        return Link(draft.counted, "rate")
    if draft.counted is not None or draft.rule_id.endswith("_topic"):
        return None
    if draft.rule_id == "m.rate_clause" and _COMPARED_WITH.search(draft.site.left):
        before = [k for k in _levels_before(drafts, index) if drafts[k].site.clause != draft.site.clause]
        return Link(before[0], "rate") if before else None
    counts = [k for k in range(index - 1, -1, -1) if drafts[k].is_level_count and drafts[k].family in _COUNTED]
    whole = [k for k in counts if drafts[k].whole is None and drafts[k].host is None] or counts
    if not whole:
        return None
    if not draft.measure.endswith("率"):
        return None
    stem = draft.measure.removesuffix("率")
    for k in whole:
        if len(stem) >= 5 and stem[:-2] in drafts[k].measure and drafts[k].rule_id != "m.verb_topic":
            return Link(k, "rate")
    act = stem[-4:]  # 出庭应诉率 after 应诉案件45件
    for k in whole[:_REACH]:
        if drafts[k].family != "money" and any(act[at : at + 2] in drafts[k].measure for at in range(len(act) - 1)):
            return Link(k, "rate")
    return None


def _base_of_rate(drafts: Sequence[Draft], rate: int, counted: int, links: Sequence[Link | None]) -> int:
    """A rate is of what its part was taken from: 「发现90处,整改88处,整改率97.8%」 is a rate of the 90."""
    if drafts[rate].rule_id in ("m.rate_listed", "m.rate_of_host"):
        return counted  # the list says itself which rate is of which count
    if drafts[rate].rule_id == "m.rate_clause" and _COMPARED_WITH.search(drafts[rate].site.left):
        return counted  # 培育156户,完成任务150户的104%: of what was done
    taken = links[counted]
    base = denominator(drafts, rate, counted)
    if base is not None and (taken is not None or not _OF_TOTAL.search(drafts[rate].site.left)):
        return base
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
    if is_earlier(draft) or _PLANNED.search(draft.site.left):
        return None  # 立案17起(去年为9起), 完成64家(计划62家)
    if _same_kind(drafts[host], draft) and value_of(draft) <= value_of(drafts[host]):
        return Link(host, "subset") if alike(draft, drafts[host]) else None
    return None


def _link_by_wording(drafts: Sequence[Draft], index: int, links: Sequence[Link | None]) -> Link | None:
    draft = drafts[index]
    if draft.rule_id == "m.size_of_last":
        return _link_size(drafts, index)
    if draft.family == "money":
        return _link_amount(drafts, index, links)
    for earlier in _levels_before(drafts, index):
        whole = drafts[earlier]
        if not _same_kind(whole, draft) or value_of(draft) > value_of(whole):
            continue
        narrowed = draft.measure != whole.measure and draft.measure.endswith(whole.measure) and "的" in draft.measure
        if REST.search(draft.site.left) and not draft.site.left.endswith("另有"):
            settled = links[earlier] is None and _SETTLED.search(whole.measure)  # 整改37处,剩余三处: not of the 37
            return None if settled else Link(_root(earlier, links), "subset")
        if draft.rule_id == "m.num_predicate" or narrowed:
            return Link(_root(earlier, links), "subset")
        if alike(whole, draft) and _paired(whole, draft, "subset"):
            return Link(earlier, "subset")
    return None


def _levels_before(drafts: Sequence[Draft], index: int) -> list[int]:
    """The counts a later figure may be taken from, the nearest first; what stands in brackets divides for itself."""
    return [k for k in range(index - 1, -1, -1) if drafts[k].is_level_count and drafts[k].host is None][:_REACH]


def _root(index: int, links: Sequence[Link | None]) -> int:
    """The count at the beginning of a process (办结 of 受理 of 收到 → 收到)."""
    found = links[index]
    while found is not None and found.relation == "subset":
        index = found.parent
        found = links[index]
    return index


def _link_size(drafts: Sequence[Draft], index: int) -> Link | None:
    """「拆除16处,面积2385平方米」: the area of what was counted."""
    for k in _levels_before(drafts, index):
        if drafts[k].family != drafts[index].family:
            return Link(k, "amount") if drafts[k].family in _SIZED else None
    return None


def _link_amount(drafts: Sequence[Draft], index: int, links: Sequence[Link | None]) -> Link | None:
    """A fine is of all the cases, not of the kind or stage counted last: 立案97起,结案90起,罚款28万元. In one clause
    with its count it is of that count: 其中支队立案9件、罚款41万元."""
    draft = drafts[index]
    for k in _levels_before(drafts, index):
        whole = drafts[k]
        if whole.family not in ("case", "item", "event") or not _paired(whole, draft, "amount"):
            continue
        if whole.site.clause == draft.site.clause:
            return Link(k, "amount")
        if whole.whole is None:
            return Link(_root(k, links), "amount")
    return None


def _paired(whole: Draft, draft: Draft, relation: Relation) -> bool:
    """Whether the table names the two as a stage and a later one, and the later one adds something to the earlier."""
    own = draft.measure.removeprefix(whole.measure)
    return any(
        found == relation and earlier.search(whole.measure) and later.search(own) and not later.search(whole.measure)
        for earlier, later, found in _pairs()
    )


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
