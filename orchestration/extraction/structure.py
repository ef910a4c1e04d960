"""Links between figures of one sentence: parts, subsets, rates, amounts and changes, each with its parent.

Precision before recall: a link is made only where the wording makes it (brackets, 其中, a rate named after a count).
Does not belong here: arithmetic checks across the warehouse.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from orchestration.extraction.arithmetic import sums, unit_of, value_of
from orchestration.extraction.disclosed_links import link_disclosed
from orchestration.extraction.drafts import Draft
from orchestration.extraction.pairs import Link, is_decision, is_exception, is_paper, same_kind
from orchestration.extraction.part_links import link_bracket, link_by_wording
from orchestration.extraction.rate_bases import cut_before
from orchestration.extraction.rate_links import rate_parent
from orchestration.extraction.remainders import complete_wholes

_TOTAL = re.compile(r"(?:合计|共计|总计|一共|总共)[为达有]?$")

_MARK = re.compile("(?:平均成绩|平均分数?|平均得分|人均得分|均分)$")
_EXAMINED = re.compile("考试|测试|参考|应考|考核|答题")
_FORMER = re.compile(r"[由从](?:原来|原先|之前|过去|年初|(?:上年|去年|20\d\d年)(?:度|底|末|同期)?)?的?$")

__all__ = ["Link", "link"]


def link(drafts: Sequence[Draft]) -> list[Link | None]:
    """Return the link of each draft of one paragraph-sentence to another one, or None."""
    links: list[Link | None] = []
    rates = [index for index, draft in enumerate(drafts) if draft.family == "rate" and draft.change is None]
    for index, draft in enumerate(drafts):  # the first figure has nothing before it
        alone = index == 0 and draft.change is None and _is_bare(draft)
        links.append(None if alone or index in rates else _link_one(drafts, index, links))
    for whole, parts in sums(drafts):
        for part in parts:
            links[part] = Link(whole, "component")
    _link_to_total(drafts, links)
    complete_wholes(drafts, links)
    link_disclosed(drafts, links)
    _as_components(drafts, links)
    for index in rates:  # what a rate is of depends on how the counts hang together
        links[index] = _link_one(drafts, index, links)
    for index in rates:
        if _FORMER.search(drafts[index].site.left):
            links[index] = None  # 组建率由54%提高到61%: the former rate was of another count
    return links


def _is_bare(draft: Draft) -> bool:
    """Whether no word ties a figure to another one."""
    return draft.compared is None and draft.host is None and draft.whole is None


def _link_to_total(drafts: Sequence[Draft], links: list[Link | None]) -> None:
    """「查处盗采9起、偷运4起、越界3起,合计16起」: parts may stand before their total where a word says so."""
    for index, draft in enumerate(drafts):
        left = draft.site.left
        if not draft.is_level_count or not ("计" in left or "共" in left) or not _TOTAL.search(left):
            continue
        running = Decimal(0)
        parts: list[int] = []
        for k in range(index - 1, -1, -1):
            found = links[k]
            if not same_kind(drafts[k], draft) or unit_of(drafts[k]) != unit_of(draft):
                break
            if found is not None and found.parent != k - 1:
                break  # 非常满意602条,满意63条,合计665条: only of the part beside it
            running, parts = running + value_of(drafts[k]), [*parts, k]
            if running >= value_of(draft):
                break
        taken = (links[k] for k in parts)
        inside = all(found is None or found.parent in parts for found in taken)
        if len(parts) > 1 and running == value_of(draft) and inside:
            for k in parts:
                links[k] = Link(index, "component")


def _link_one(drafts: Sequence[Draft], index: int, links: Sequence[Link | None]) -> Link | None:
    draft = drafts[index]
    if draft.rule_id == "m.table_cell":
        return None  # its row and its column say what it belongs to (cells.py)
    if draft.change is not None:
        return _of_change(drafts, index)
    if draft.family == "rate":
        parent = cut_before(drafts, index)
        parent = rate_parent(drafts, index, links) if parent is None else parent
        return Link(parent, "rate") if parent is not None else None
    if _MARK.search(draft.measure):  # 93名干部参加考试,平均成绩94.6分
        of = (k for k in range(index - 1, -1, -1) if drafts[k].family == "person" and drafts[k].is_level_count)
        return next((Link(k, "rate") for k in of if _EXAMINED.search(drafts[k].measure + drafts[k].site.right)), None)
    if draft.host is not None and not (draft.rule_id == "m.host_again" and draft.whole is not None):
        beside = drafts[draft.host].compared  # 罚没款1932万元,同比减少6.5%(其中没收412万元): a part of the sum
        return link_bracket(drafts, index, draft.host if beside is None else beside)
    if draft.whole is not None and not is_exception(draft):
        whole = drafts[draft.whole]
        papers = is_paper(whole, draft) or (draft.family == "case" and is_decision(whole))
        fits = (same_kind(whole, draft) or papers) and value_of(drafts[draft.whole]) >= value_of(draft)
        return Link(draft.whole, "subset") if fits else None
    return link_by_wording(drafts, index, links)


def _of_change(drafts: Sequence[Draft], index: int) -> Link | None:
    """A change is of the level it compares, told before it or reached right after (提高2个百分点,达到99%)."""
    draft = drafts[index]
    if draft.compared is not None:
        return Link(draft.compared, "change")
    after = drafts[index + 1] if index + 1 < len(drafts) else None
    reached = after is not None and after.change is None and after.rule_id == "m.same_again"
    return Link(index + 1, "change") if reached and after is not None and after.measure == draft.noun else None


def _as_components(drafts: Sequence[Draft], links: list[Link | None]) -> list[Link | None]:
    """Parts that add up to their whole are components; one that stands alone or leaves a rest is a subset.

    A list in brackets is complete by itself: 「41个(甲类10个,乙类31个),已修订的33个」 divides the whole once.
    """
    groups: dict[tuple[int, int], list[int]] = {}
    for index, found in enumerate(links):
        if found is not None and found.relation == "subset":
            groups.setdefault((found.parent, drafts[index].site.clause.depth), []).append(index)
    for (parent, _), parts in groups.items():
        told = [k for k in parts if drafts[k].whole == parent]  # 结案 before 其中 is no part of the list
        for group in (parts, told):
            if len(group) > 1 and sum(value_of(drafts[k]) for k in group) == value_of(drafts[parent]):
                for k in group:
                    links[k] = Link(parent, "component")
                break
    return links
