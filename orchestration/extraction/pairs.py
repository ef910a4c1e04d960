"""Which figure follows from which: stages of a process, and what a rate or an amount is of, by the words of both.

Does not belong here: the choice among several figures that fit (structure.py, rate_links.py, parts.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from orchestration.extraction.arithmetic import alike, unit_of, value_of
from orchestration.extraction.drafts import Draft
from orchestration.extraction.mention import Relation
from orchestration.extraction.vocabulary import table

_REACH = 4  # counts back that a figure may be taken from
VISITED = frozenset(("entity", "entity_visit"))  # 检查386家次,责令整改52家
_EXCEPT = re.compile("(?<![解消拆清])除[了去]?[^，,。；;除]{0,8}$")
_PAPERS = re.compile("文件|合同|协议|文书|材料|稿")
_DECISION = re.compile("决定书?$")
_COUNTED_APART = (("person_time", "person"),)  # 考核9300人次,合格8126人
_CAUSE = re.compile("(?:的)?案由(?:分别)?(?:[为是系]|涉及)")
_PROCEDURE = re.compile("(?:适用)?(?:简易|一般|普通|快速)程序(?:案件?|处罚)?(?:共|有)?")
_OF_CASES = re.compile("立案|查处|处罚|案件|办案|查办")
_RECORDED = re.compile("公示|公开|公布|发布|录入|归集|上传|报送|填报|汇聚|推送|共享")
_EACH = re.compile("均|都|各|每")
# 提前完成5万吨|的年度目标任务
_AIMED_AT = re.compile("的(?:年度|全年|考核|既定)*(?:目标任务|任务目标|目标|考核任务|任务指标)")
PER_UNIT = re.compile("平均每|[人户次件日月天]均(?!值)")
COUNTED = frozenset(
    (
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
)
_HELD = COUNTED | {"mass"}  # a weight may be a part of a weight; no rate is of one (清运垃圾38万吨,利用率96%)


@dataclass(frozen=True, slots=True)
class Link:
    """``parent`` indexes the drafts of the sentence."""

    parent: int
    relation: Relation


Links = Sequence[Link | None]


@cache
def _pairs(relation: Relation) -> tuple[tuple[re.Pattern[str], re.Pattern[str], bool], ...]:
    """Both patterns of each row, and whether the earlier one asks for an end of the text."""
    return tuple(
        (re.compile(row["earlier"]), re.compile(row["later"]), "^" in row["earlier"] or "$" in row["earlier"])
        for row in table("structure_pairs")
        if row["relation"] == relation
    )


def same_kind(one: Draft, other: Draft) -> bool:
    """Whether both are counts in units of one family, so that one may hold the other."""
    family, own = other.family, one.family
    alike = own == family or (own in VISITED and family in VISITED) or (family, own) in _COUNTED_APART
    return alike and family in _HELD and other.change is None


def paired(whole: Draft, draft: Draft, relation: Relation) -> bool:
    """Whether the table names the two as a stage and a later one, and the later one adds something to the earlier."""
    laters = _laters(whole.measure, whole.site.left, relation)
    if not laters:
        return False
    own, words = draft.measure.removeprefix(whole.measure), draft.site.left.rstrip()
    return any(later.search(own) or later.search(words) for later in laters)


def says_pair(whole: Draft, words: str, relation: Relation) -> bool:
    """Whether the table pairs a figure with the bare words at a figure that has no name yet."""
    return any(later.search(words) for later in _laters(whole.measure, "", relation))


@lru_cache(maxsize=1 << 12)
def _laters(measure: str, left: str, relation: Relation) -> tuple[re.Pattern[str], ...]:
    """What may follow a figure: the later stages of the rows that it begins, but for those it tells itself."""
    both = f"{measure}\n{left}"  # no pattern reaches across a line end
    found: list[re.Pattern[str]] = []
    for earlier, later, at_end in _pairs(relation):
        met = earlier.search(measure) or earlier.search(left) if at_end else earlier.search(both)
        if met and not later.search(measure):
            found.append(later)
    return tuple(found)


def is_paper(whole: Draft, draft: Draft) -> bool:
    """Whether papers are among what is counted in another word: 文件、合同63件,其中合同协议41份."""
    return (
        whole.family == "case"
        and draft.family == "document"
        and draft.change is None
        and _PAPERS.search(whole.measure) is not None
    )


def is_decision(draft: Draft) -> bool:
    """Whether papers counted are the decisions of cases: 处罚决定书49份,从类型看,涉水12件、涉气37件."""
    return draft.family == "document" and draft.is_level_count and _DECISION.search(draft.measure) is not None


def is_exception(draft: Draft) -> bool:
    """Whether a count is what is left out (除3项正在治理外): no base of what is told after it."""
    return "除" in draft.site.left and _EXCEPT.search(draft.site.left) is not None and "外" in draft.site.right


def stage_before(drafts: list[Draft], index: int) -> int | None:
    """Index of the count of which ``index`` is a later stage (办结 → 受理); None where it begins its process."""
    for k in range(index - 1, -1, -1):
        whole = drafts[k]
        if not whole.is_level_count or whole.host is not None or not same_kind(whole, drafts[index]):
            continue
        if value_of(whole) >= value_of(drafts[index]) and alike(whole, drafts[index]):
            return k if paired(whole, drafts[index], "subset") else None
    return None


def tells_sort(whole: Draft, draft: Draft) -> bool:
    """「收到复议申请6件,2件案由为行政处罚」, 「处罚案件74件,简易程序41件」: cases told apart by their cause alone or by
    the procedure they were decided in."""
    if "案由" in draft.site.right and _CAUSE.match(draft.site.right):
        return True
    by_procedure = "程序" in draft.site.left and _PROCEDURE.fullmatch(draft.site.left.strip("，, "))
    return bool(by_procedure) and "程序" not in whole.measure and _OF_CASES.search(whole.measure) is not None


def _is_published_beside(whole: Draft, draft: Draft) -> bool:
    """「录入行政检查206件、行政处罚58件」: sorts of records."""
    return (
        draft.site.joined and draft.site.clause == whole.site.clause and _RECORDED.search(whole.site.left) is not None
    )


def beside_whole(whole: Draft, draft: Draft) -> bool:
    """Whether words at a figure say that it is no part of what was counted before."""
    return _each_has(draft) or _is_published_beside(whole, draft) or _AIMED_AT.match(draft.site.right) is not None


def _each_has(draft: Draft) -> bool:
    """「12名干部通过考试,各科室均有2名以上持证人员」: at least so many in each are no part of those counted before."""
    quantity = draft.site.span.quantity
    return quantity is not None and quantity.comparator == "ge" and _EACH.search(draft.site.left) is not None


def is_listed(drafts: Sequence[Draft], index: int) -> bool:
    """Whether a count is one of a list (案卷150宗、许可案卷60宗): what follows is of all of them, so of none."""
    draft = drafts[index]
    if not draft.site.joined or draft.whole is not None or index == 0:
        return False
    return unit_of(drafts[index - 1]) == unit_of(draft) and drafts[index - 1].is_level_count


def levels_before(drafts: Sequence[Draft], index: int) -> list[int]:
    """The counts a later figure may be taken from, the nearest first; what stands in brackets divides for itself."""
    found: list[int] = []
    for k in range(index - 1, -1, -1):
        draft = drafts[k]
        if draft.is_level_count and draft.host is None:
            found.append(k)
            if len(found) == _REACH:
                break
    return found


def root(index: int, links: Links) -> int:
    """The count at the beginning of a process (办结 of 受理 of 收到 → 收到)."""
    found = links[index]
    while found is not None and found.relation == "subset":
        index = found.parent
        found = links[index]
    return index
