"""The indicator of a part: its own where it tells an outcome or a kind that has a row, else that of its whole.

Does not belong here: which whole a part belongs to (parts.py), and the figures of a list (sentence_facts.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

from orchestration.extraction.drafts import Draft
from orchestration.extraction.indicator_patterns import later_stocks, seen_rows
from orchestration.extraction.indicators import HERE, carved_out, indicator_of
from orchestration.extraction.mention import UNMAPPED, Mention

_SORT = re.compile(
    r"(?:案件|企业|单位|场所|类|领域|[分市省县区厅总]局|本级|机关|[支大中总]队|街道|乡镇|科室|部门|系统|[国省市县区镇乡村]级)$"
)  # what is counted, told apart by a word before it or by whose it is
_LEVEL = re.compile("(?:国家|部|省|市|州|县|区|旗|乡镇|镇|乡|村|本)级(?=.{2})")
_DEALT = ("查处", "查获", "检查", "整治", "取缔", "查扣", "暂扣", "处罚", "抽查", "排查", "约谈", "查封", "扣押")
_CASE = "case_filed_cnt"  # 办理法律援助案件623件,其中欠薪案件188件: not of its own
_PENDING = "case_pending_cnt"  # 查处违法行为18起,3起尚在调查: how far it is, no list of things there are
# 按专业划分,…; 从领域看,…: sorts of the whole follow. By outcome they are outcomes, and have rows of their own.
_BY_OUTCOME = "构成|性质|结果|方式|程序|阶段|去向|处罚种类|处理|决定"
_BY_SORT = re.compile(
    f"(?:按照?|从|依)(?![^，,:：]*(?:{_BY_OUTCOME}))"
    "[^，,。；;：:、0-9]{1,12}?(?:划分|区分|分类|来?分|来?看|统计)[，,:：]"
)


def of_part(draft: Draft, unit: str, around: str, of: tuple[Draft, Mention], indicator: str) -> str:
    """What a part states, told the figure it is a part ``of``; ``indicator`` is what its name says."""
    whole, of_whole = of[0], of[1].indicator_id
    if _is_sort(draft, around, of, unit) and not _is_below(indicator, of_whole):
        return of_whole  # 行政处罚672件,按专业划分,公共场所296件、传染病防治97件: sorts of the cases
    level = _LEVEL.match(draft.measure)
    if level and unit == of[1].unit and whole.measure.endswith(draft.measure[level.end() :]):
        return of_whole  # 审批建设项目45个,其中市级建设项目3个
    if draft.measure == whole.measure:
        return of_whole  # 复议案件13件(2023年为21件): the same thing at another time
    part = draft.measure.rpartition("-")[2]
    if indicator == of_whole != UNMAPPED and carved_out(indicator, draft.measure, unit, draft.family):
        return of_whole  # a pattern says it of this very part: 法制审核-执法案卷
    if indicator in (UNMAPPED, of_whole) and part != draft.measure:
        own = indicator_of(part, unit, draft.family, around)
        if own == of_whole != UNMAPPED:
            return of_whole  # 受理投诉举报9482件,其中投诉7013件: its own words state what the whole states
        if own == UNMAPPED:
            own = indicator_of(draft.measure, unit, draft.family, around, barred=of_whole)
        if own != UNMAPPED:
            return of_whole if _is_dealt_with(draft, of, unit, own) else own
    elif part != draft.measure and unit == of[1].unit:
        head = draft.measure[: -len(part) - 1]
        if "-" not in head and indicator == indicator_of(head, unit, draft.family, around):
            return of_whole  # 受理许可申请217件,其中取水许可64件: the name of the whole, cut short, has lost its act
    vague = indicator == UNMAPPED or (indicator == _CASE and of_whole != UNMAPPED and "立案" not in draft.measure)
    if vague and unit == of[1].unit and _SORT.search(draft.measure):
        return of_whole
    return of_whole if _is_dealt_with(draft, of, unit, indicator) else indicator


def _is_dealt_with(draft: Draft, of: tuple[Draft, Mention], unit: str, own: str) -> bool:
    """「查处非法营运车辆614辆,其中网约车187辆」: a part of what was dealt with is no count of what there is."""
    mapped = of[1].indicator_id != UNMAPPED and of[1].unit == unit and own in later_stocks() and own != _PENDING
    return mapped and not draft.verb and of[0].verb.startswith(_DEALT)


def _is_sort(draft: Draft, around: str, of: tuple[Draft, Mention], unit: str) -> bool:
    """Whether a figure stands in a list of the sorts of its whole, opened by 按…划分."""
    whole, mention = of
    if mention.indicator_id == UNMAPPED or mention.unit != unit:
        return False
    here = around.find(HERE)
    between = max(here - (draft.site.span.start - whole.site.span.end), 0)
    return _BY_SORT.search(around, between, here) is not None


@lru_cache(maxsize=1)
def _parents() -> dict[str, str]:
    return {row["indicator_id"]: row["parent_id"] for row in seen_rows()}


def _is_below(indicator: str, whole: str) -> bool:
    """Whether the dictionary has an indicator as a part of another (自然灾害类专项预案 of 专项预案)."""
    parents = _parents()
    above = parents.get(indicator, "")
    while above and above != whole:
        above = parents.get(above, "")
    return above == whole
