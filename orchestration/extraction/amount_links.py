"""What an amount or a size belongs to: the cases of a fine, the people of a sum, the sites of an area.

Does not belong here: parts and stages (part_links.py) and rates (rate_links.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from orchestration.extraction.arithmetic import is_earlier, unit_of, value_of
from orchestration.extraction.drafts import Draft
from orchestration.extraction.pairs import Link, Links, is_listed, levels_before, paired, root

_SIZED = ("case", "item", "entity", "other", "event", "document")
_FINED = ("case", "item", "event", "document")
_FINED_BODY = re.compile("案件|立案|处罚|查处|小区|改造|工程|笔$|风险[^，,]{0,4}(?:任务|应对)|疑点|^应对$")
_CASES = re.compile("立案|查处|查办|结案|案件")
_WITH_SUM = ("case", "person", "entity", "item", "document")  # what a sum is told beside: 61人、83.2万元
_PEOPLE = ("person", "person_time", "entity", "entity_visit")
_CLOSED = re.compile("(?:结案|办结|审结|(?:调解|调处|化解|磋商)成功|(?:签订|签署|达成)[^，,]{0,6}协议)$")
_STOPPED = re.compile("止付|冻结|返还|追回|挽回")  # 破获电诈案件327起,止付冻结涉案资金6840万元
_OF_ONE_BODY = re.compile(r"(?:本级|直属|支队|大队|总队|分局|[市省县区州](?:局|厅))[^，,。；;]{0,8}$")
_PENAL = re.compile("罚|立案|查处|查办|违法|违规")  # 办理行政执法案件470件,其中行政处罚80件,罚没金额…: of the penalties
_SIZE = re.compile("(?:建筑|占地|总)面积$")
_COVERS = re.compile(
    "^[，,、]?(?:共|合计|总)?(?:涉及|涉案|占用)(?:土地|耕地|农用地|林地|总|用地)?(?:面积)?(?:共|达|约|为)*$"
)
_FOR_WHOM = re.compile(
    r"^[^，,]{0,6}(?:为|向|对|给|帮助|助力|支持|协助|惠及)(?:[^，,]{2,20}的)?(?:全[市区县省])?$|(?:惠及|资助|救助)[^，,]{0,10}$"
)
_BARE_SUM = re.compile(
    "^[，,、]?(?:总|合计|涉案|免罚|减免|赔偿|奖励|补助)*(?:金额|奖金|赔偿金)(?:共|合计|共计|达|约|为)*$"
)
_CLAIMED = re.compile("追|讨|挽|清欠")  # 为60名劳动者追回工资: a loss made good for others
_GIVEN = re.compile("免予|免罚|减免|退还|发放|补发|兑付|拨付|(?:资助|救助|奖补)(?:资金|金)")
_SUMMED_UP = re.compile("(?:合计|共计|总计|共)$")
_TOGETHER = re.compile(r"^[,，]?(?:共计|合计|共|计|总额|金额|价值|面积|约|为)+$")


def is_size(draft: Draft) -> bool:
    """Whether an area is the size of what was counted before it: 涉及建筑面积3万平方米; 违法图斑12个、涉及耕地8亩."""
    return _SIZE.search(draft.measure) is not None or _COVERS.match(draft.site.left) is not None


def link_size(drafts: Sequence[Draft], index: int) -> Link | None:
    """「拆除16处,面积2385平方米」: the area of what was counted."""
    for k in levels_before(drafts, index):
        if drafts[k].family != drafts[index].family:
            return Link(k, "amount") if drafts[k].family in _SIZED else None
    return None


def link_amount(drafts: Sequence[Draft], index: int, links: Links) -> Link | None:
    """A fine is of all the cases, not of the kind or stage counted last: 立案97起,结案90起,罚款28万元. What was paid
    to people is of the people: 为120名工人追回工资56万元."""
    before = levels_before(drafts, index)
    if _has_own_sum(drafts, index):
        return Link(index - 1, "amount")
    if _SUMMED_UP.search(drafts[index].site.left) and _of_a_row(drafts, before, links):
        return None  # 适用简易程序204起,一般程序16起,罚款合计12.6万元
    return _amount_of(drafts, index, before, links)


def _has_own_sum(drafts: Sequence[Draft], index: int) -> bool:
    """「简易程序412件,处罚金额2.7万元;普通程序219件,处罚金额194万元」: each procedure is told with its own sum."""
    if index == 0 or "程序" not in drafts[index - 1].measure or drafts[index - 1].family not in _FINED:
        return False
    for at in (-2, 2):
        count, money = index + at - 1, index + at
        if count >= 0 and money < len(drafts) and "程序" in drafts[count].measure and drafts[money].family == "money":
            return drafts[money].change is None
    return False


def _amount_of(drafts: Sequence[Draft], index: int, before: Sequence[int], links: Links) -> Link | None:
    draft = drafts[index]
    last = drafts[before[0]] if before else None
    if last is not None:
        if draft.rule_id == "m.same_again" and draft.site.joined and last.family in _WITH_SUM:
            return _sum_beside(drafts, index, before[0])
        if last.family != "money" and _BARE_SUM.match(draft.site.left) and not is_earlier(last):
            # 不予处罚26家,金额180万元; 启动赔偿29件,结案24件,赔偿金额…: of the cases begun
            apart = last.site.clause != draft.site.clause  # 结案1起涉案金额36万元: of that one
            closed = apart and last.whole is None and _CLOSED.search(last.measure) is not None
            listed = _whole_of_list(drafts, before)  # 查获卷烟412万支,其中假烟96万支、走私烟18万支,涉案金额538万元
            own = root(before[0], links) if closed else before[0]
            return Link(own if listed is None else listed, "amount")
        here = last.site.clause == draft.site.clause
        for_whom = last.family in _PEOPLE and _FOR_WHOM.search(last.site.left) and not _CLAIMED.search(draft.site.left)
        together = last.family in _SIZED and _TOGETHER.search(draft.site.left)
        if (here and (for_whom or together)) or (for_whom and _GIVEN.search(draft.measure + draft.site.left)):
            return Link(before[0], "amount")
        part = _part_of_summed(drafts, before[0], links, draft)
        if part is not None:
            return Link(part, "amount")
    for k in before:
        whole = drafts[k]
        body = whole.family in _FINED or (whole.rule_id != "m.participants" and _FINED_BODY.search(whole.measure))
        if not body or _STOPPED.search(draft.site.left) or not paired(whole, draft, "amount"):
            continue
        if whole.site.clause == draft.site.clause and whole.whole is not None:
            return Link(k, "amount")
        if whole.family not in _FINED and whole.whole is not None:
            continue
        filed = _filed(drafts, before, draft) if whole.family not in _FINED else None
        if filed is not None:
            return Link(_root_of_body(filed, index, drafts, links), "amount")
        if is_listed(drafts, k) and links[k] is None and paired(drafts[k - 1], draft, "amount"):
            return None
        return Link(_root_of_body(k, index, drafts, links), "amount")
    return None


def _whole_of_list(drafts: Sequence[Draft], before: Sequence[int]) -> int | None:
    """What the last two counts are parts of by a 其中: a sum told after such a list is of all."""
    wholes = {drafts[k].whole for k in before[:2]}
    return wholes.pop() if len(wholes) == 1 and len(before) > 1 else None


def _of_a_row(drafts: Sequence[Draft], before: Sequence[int], links: Links) -> bool:
    """Whether the last two counts stand beside each other, neither a part or a stage of anything."""
    if len(before) < 2 or any(links[k] is not None for k in before[:2]):
        return False
    return unit_of(drafts[before[0]]) == unit_of(drafts[before[1]]) and "程序" in drafts[before[0]].measure


def _filed(drafts: Sequence[Draft], before: Sequence[int], fine: Draft) -> int | None:
    """「立案34起,处罚企业29家、个人21人,罚款71万元」: the cases that were filed, before the count of who was fined."""
    if "罚" not in fine.measure:
        return None
    cases = (k for k in before if drafts[k].family == "case" and _CASES.search(drafts[k].measure))
    return next((k for k in cases if paired(drafts[k], fine, "amount")), None)


def _part_of_summed(drafts: Sequence[Draft], index: int, links: Links, draft: Draft) -> int | None:
    """「罚没款124万元,其中医疗类86件,结案80件,罚款78万元」: the part of a whole whose own sum was told before."""
    found = links[index]
    while found is not None and found.relation in ("subset", "component"):
        if _has_amount(drafts, found.parent, links, draft):
            return index
        index, found = found.parent, links[found.parent]
    return None


def _sum_beside(drafts: Sequence[Draft], index: int, count: int) -> Link:
    """「查实冒领61人、83.2万元,追回58人、79.95万元」: the sum of a count, or a part of the sum of the count before."""
    for k in range(count - 1, 0, -1):
        sum_of = drafts[k].rule_id == "m.same_again" and drafts[k].site.joined and drafts[k].family == "money"
        if sum_of and unit_of(drafts[k - 1]) == unit_of(drafts[count]):
            larger = all(value_of(drafts[k - at]) >= value_of(drafts[index - at]) for at in (0, 1))
            return Link(k, "subset") if larger else Link(count, "amount")
    return Link(count, "amount")


def _root_of_body(index: int, at: int, drafts: Sequence[Draft], links: Links) -> int:
    """The first count of a process that a sum can be of, within the process of one body (直属支队立案64件,罚款…).

    「受理举报1260件,立案126件,结案118件,罚没62万元」: of the cases filed; 「检查320家次,查处26家,罚款8万元」: fined.
    """
    first, found = index, links[index]
    while found is not None and found.relation == "subset" and not _OF_ONE_BODY.search(drafts[index].site.left):
        index = found.parent
        found = links[index]
        if "处罚" in drafts[first].measure and not _PENAL.search(drafts[index].measure):
            break
        if paired(drafts[index], drafts[at], "amount"):
            first = index
    return first


def _has_amount(drafts: Sequence[Draft], whole: int, links: Links, draft: Draft) -> bool:
    """Whether the fine of the whole was told already, so that a later one is of a part alone."""
    return any(
        found is not None and found.relation == "amount" and found.parent == whole and _same_sum(drafts[k], draft)
        for k, found in enumerate(links)
    )


def _same_sum(one: Draft, other: Draft) -> bool:
    """Whether two amounts tell the same kind of money (罚款金额, 罚没款金额)."""
    return one.family == "money" and one.measure[:1] == other.measure[:1]
