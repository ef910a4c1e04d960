"""What a count was taken from: an earlier stage, a whole that was told before, the count an average is of.

Precision before recall: a link is made only where the wording makes it. Does not belong here: rates (rate_links.py),
sums and sizes (amount_links.py), what a 其中 divides (parts.py) and parts that add up (structure.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from orchestration.extraction.amount_links import is_size, link_amount, link_size
from orchestration.extraction.arithmetic import REST, alike, is_earlier, unit_of, value_of
from orchestration.extraction.drafts import Draft
from orchestration.extraction.ellipsis_links import link_bare_act, link_next_act
from orchestration.extraction.own_level_links import link_own_level, own_level_opening
from orchestration.extraction.pairs import (
    Link,
    Links,
    beside_whole,
    is_exception,
    is_listed,
    is_paper,
    levels_before,
    paired,
    root,
    same_kind,
    tells_sort,
)
from orchestration.extraction.per_unit_links import is_per_unit, link_per_unit
from orchestration.extraction.told_links import LAWSUIT, OBJECTION, appearance, is_appearance

_PLANNED = re.compile("^(?:年度)?(?:计划|任务|目标|指标)")
_CEASED = re.compile("关闭|注销|停业|歇业|终止|撤销|取缔|吊销|搬迁|撤回|失联")
_SETTLED = re.compile("整改|销号|完成|办结|审结|化解|破案|通过")
_STOCK = re.compile("结转|加上年|加之前|旧存|往年")
_WITH_STOCK = re.compile("(?:含|包括|包含).*(?:结转|上年|去年|往年|旧存)")
_BODIES = ("entity", "person")
_ARRIVED = re.compile("(?:完成|通过|达到|取得|获得|获评|纳入|列入|实现|建成)[^，,。；;]{0,12}$")
_MEASURE_TAKEN = re.compile("查封|扣押|限产|停产|按日|配套办法")
_UNDONE = re.compile("[未尚待]|在[审办]|正在")
_OLD_STOCK = re.compile("存量|积案|陈案|历史遗留|遗留问题|骨头案|老案")
_NEWLY = re.compile("[，,、]?新(?:申领|办理|取得|录用|招录|聘用?|任职|入职|考录|进)[^，,]{0,10}的$")
_CHOSEN = re.compile(
    "入选|被(?:评为|评定为)?[^，,。；;]{0,10}(?:国家|总局|全国|全省|全市|省|市)[^，,。；;]{0,12}(?:评为|列为|表彰|典型)"
)
_OUR_OWN = re.compile("[我本][局委厅市县区院]")
_SENT = re.compile("送评|报送|推荐|选送|参评|上报|申报")
_KIND_OF_CASE = re.compile("刑事|行政|民事|治安")
_GRAVE = re.compile("(?:大案要案|大要案|重特?大案件|(?<![主重需必])要案)$")
_ON_THE_SPOT = re.compile("简易程序|当场处罚|快速办理")
_GRAVE_END = re.compile("移送|吊销|听证|强制执行")
_OFFICES = "所村校店厂站园局队"
_LED_TO, _SURFACE = re.compile("引发|提起|起诉|再诉"), re.compile("平方|亩|公顷")
_HEADLESS = re.compile(r"(?<!被申请人)(?<!被告)(?<!结转)(?<!加上)的(?:仅|只|也|就|共|已|达)?有?$")  # 高频使用的仅28项
_NAMED_RIGHT = re.compile(
    "(?![均都已全也占分由在被因]|经(?!营))[\u4e00-\u9fff]{2,10}?(?:开展|进行|实施|组织|办理|作出|发放|提供)"
)  # 对往年已结案的5起|事故开展评估: it has a head
_GENERIC_KIND = re.compile("(?:案件|纠纷|隐患|问题|事故|项目|文件|申请|建议|线索|案)$")


def link_bracket(drafts: Sequence[Draft], index: int, host: int) -> Link | None:
    """A figure in brackets is a part of what stands before them, when it counts the same."""
    draft = drafts[index]
    if is_earlier(draft) or draft.rule_id == "m.prior_level" or _PLANNED.search(draft.site.left):
        return None  # 立案17起(去年为9起), 完成64家(计划62家)
    papers = is_paper(drafts[host], draft) and "其中" in draft.site.left  # 文件、合同128件(其中政府合同43份)
    bare = draft.rule_id == "m.bracket_part" and not unit_of(draft)  # 受理仲裁12起(调解9、裁决3)
    files = drafts[host].family == "document" and draft.family == "case" and draft.measure.endswith("卷")
    if papers or bare or files or (same_kind(drafts[host], draft) and alike(draft, drafts[host])):
        return Link(host, "subset") if value_of(draft) <= value_of(drafts[host]) else None
    return None


def link_by_wording(drafts: Sequence[Draft], index: int, links: Links) -> Link | None:
    """The link of a figure outside brackets that no 其中 divides."""
    draft = drafts[index]
    if draft.rule_id == "m.prior_level":
        return None
    before = levels_before(drafts, index)
    beside = _beside_part(drafts, index, before, links)
    if beside is not None:
        return beside
    beside_count = draft.rule_id == "m.same_again" and _SURFACE.search(unit_of(draft))  # 拆除1863处、41.7万平方米
    if draft.rule_id == "m.size_of_last" or beside_count or (draft.family == "area" and is_size(draft)):
        return link_size(drafts, index)
    if draft.family == "money":
        return link_amount(drafts, index, links)
    left = draft.site.left
    if is_per_unit(left):
        return link_per_unit(drafts, index)
    if ("余" in left or "剩" in left or "有" in left) and REST.search(left):
        return _rest(drafts, index, links)
    opening = own_level_opening(drafts, index) if draft.family == "case" else None
    if opening is not None and not any(_follows(drafts, k, index) for k in range(opening, index)):
        told = link_own_level(drafts, index)  # not 省本级受理27件,办结26件
        if told is not None:
            return told
    if "本级" in left or ("出庭" in left and is_appearance(drafts, index)):
        return link_own_level(drafts, index) if "本级" in left else appearance(drafts, index, before[:2])
    if is_exception(draft):
        return next((Link(k, "subset") for k in before if _holds_exception(drafts[k], draft)), None)
    return _stage(drafts, index, before, links)


def _stage(drafts: Sequence[Draft], index: int, before: Sequence[int], links: Links) -> Link | None:
    """The earlier stage of a process, or the count of which a figure names a kind."""
    draft = drafts[index]
    for earlier in _with_roots(before, links):
        whole = drafts[earlier]
        if draft.value > whole.value or not same_kind(whole, draft) or _apart(whole, draft):
            continue
        if links[earlier] is not None and _GRAVE.search(whole.measure):
            continue  # 查处案件456起,大要案11起,移送公安机关6起: of all of them
        if whole.rule_id == "m.part" and not draft.site.joined and _of_whole_alone(whole, draft):
            continue
        if whole.whole is not None and whole.sentence != draft.sentence and draft.whole is None and draft.verb:
            continue  # 立案86件,其中食品类26件；移送公安3件: of all of them
        if whole.whole is not None and _ON_THE_SPOT.search(whole.measure) and _GRAVE_END.search(draft.measure):
            continue  # 立案86件,其中简易程序31件;移送公安机关2件: decided on the spot, these go no further
        if draft.rule_id == "m.num_predicate" or _narrowed(draft, whole) or _reached(draft, whole):
            return Link(root(earlier, links), "subset")
        if _follows(drafts, earlier, index):
            mixed = is_listed(drafts, earlier) or _with_stock(drafts, earlier, index)
            return None if mixed else Link(_of_both(drafts, earlier, index, links), "subset")
    bare = link_bare_act(drafts, index)
    bare = link_next_act(drafts, index, links) if bare is None else bare
    return None if bare is None else Link(root(bare, links), "subset")


def _of_whole_alone(part: Draft, draft: Draft) -> bool:
    """Whether a later stage is one of the whole that a part is named by: 抽查任务189户,其中关闭17户,发现不合格11户."""
    of_whole, _, own = part.measure.rpartition("-")
    if not of_whole or draft.site.clause == part.site.clause:
        return False
    return bool(_CEASED.search(own)) and paired(part, draft, "subset")


def _apart(whole: Draft, draft: Draft) -> bool:
    """Whether a figure counts others: 受理来信38件,化解积案3件; 评查案卷92份,我局1份案卷入选全市优秀案卷."""
    if beside_whole(whole, draft) or (_MEASURE_TAKEN.search(whole.measure) and "移送" in draft.site.left):
        return True  # 查封扣押2件,移送公安机关行政拘留1件
    if _NEWLY.match(draft.site.left) and "新" not in whole.measure:
        return True  # 轮训执法人员526名,新申领证件的31人通过考试
    if _OLD_STOCK.search(draft.measure):
        return _OLD_STOCK.search(whole.measure) is None
    if _CHOSEN.search(draft.site.right) is None or _SENT.search(draft.site.left + whole.measure):
        return False
    return _OUR_OWN.search(draft.site.left) is not None or ("案例" in draft.site.right and "案例" not in whole.measure)


def _holds_exception(whole: Draft, draft: Draft) -> bool:
    return same_kind(whole, draft) and alike(whole, draft) and draft.value < whole.value


def _follows(drafts: Sequence[Draft], earlier: int, index: int) -> bool:
    """Whether a count is a later stage of an earlier one. What is left undone is no part of what was done."""
    whole, draft = drafts[earlier], drafts[index]
    if not alike(whole, draft) or not paired(whole, draft, "subset") or _another_matter(whole, draft):
        return False
    undone = _UNDONE.search(draft.site.left) and _SETTLED.search(whole.measure)
    return not undone and not _of_a_list(drafts, earlier)


def _of_a_list(drafts: Sequence[Draft], index: int) -> bool:
    """Whether a count is one of several parts (其中维持126件,驳回46件): what follows the list is not of one of them."""
    whole = drafts[index].whole
    return whole is not None and any(0 <= k < len(drafts) and drafts[k].whole == whole for k in (index - 1, index + 1))


def _of_both(drafts: Sequence[Draft], earlier: int, index: int, links: Links) -> int:
    """「任务860家,完成842家,关闭18家」: the two make up the count before, so each is a part of it."""
    found = links[earlier]
    if found is None or found.relation not in ("subset", "component"):
        return earlier
    whole = drafts[found.parent]
    return found.parent if value_of(drafts[earlier]) + value_of(drafts[index]) == value_of(whole) else earlier


def _with_stock(drafts: Sequence[Draft], whole: int, index: int) -> bool:
    """Whether a stock of earlier years was added in between: 受理98件,加上年结转7件,共审结99件."""
    held = drafts[index + 1] if index + 1 < len(drafts) else None
    if held is not None and held.host == index and _WITH_STOCK.search(held.site.left):
        return True  # 受理152件,审结143件(含上年结转13件)
    return any(_STOCK.search(drafts[k].site.left) for k in range(whole + 1, index) if drafts[k].host is None)


def _another_matter(whole: Draft, draft: Draft) -> bool:
    """Whether a later stage is one of lawsuits and the count before one of objections, or the other way round."""
    if _LED_TO.search(draft.site.left):
        return False
    kinds = [_KIND_OF_CASE.search(one.measure) for one in (whole, draft)]
    if kinds[0] and kinds[1] and kinds[0].group() != kinds[1].group():
        return True  # 破获刑事案件3260起;法院审结行政案件860件
    of_suits, of_objections = LAWSUIT.search(draft.measure), OBJECTION.search(draft.measure)
    if of_suits and not of_objections:
        return OBJECTION.search(whole.measure) is not None and not LAWSUIT.search(whole.measure)
    if of_objections and not of_suits:
        return LAWSUIT.search(whole.measure) is not None and not OBJECTION.search(whole.measure)
    return False


def _with_roots(before: Sequence[int], links: Links) -> Sequence[int]:
    """The counts before, then where their processes began; each is looked at once."""
    if all(links[k] is None for k in before):
        return before
    return [*before, *(k for k in dict.fromkeys(root(k, links) for k in before) if k not in before)]


def _reached(draft: Draft, whole: Draft) -> bool:
    """「全县126家规上企业完成标准化建设98家」: how many of the bodies that open the clause came so far."""
    if draft.site.clause != whole.site.clause or draft.family not in _BODIES or draft.unit != whole.unit:
        return False
    return _ARRIVED.search(draft.site.left) is not None


def _narrowed(draft: Draft, whole: Draft) -> bool:
    """Whether a figure names a kind of what was counted: 评价为“优”的6个, 办理案件54件,…“低价游”案件7件."""
    left = draft.site.left
    if _UNDONE.match(left) and _SETTLED.search(whole.measure):
        return False  # 审结69件;未审结的9件转入下年
    if "的" in draft.measure and draft.measure != whole.measure and draft.measure.endswith(whole.measure):
        return True
    if alike(whole, draft) and tells_sort(whole, draft):
        return True  # 立案25件,一般程序24起
    if (draft.unit != whole.unit and not draft.family == whole.family == "person") or not draft.unit:
        return False
    if not left.strip("，, ") and _same_noun(whole.measure, draft.site.right):
        return True  # 13个基层所,5个所不足4人
    if draft.site.first and left.lstrip("，, ").startswith("其中"):
        return True  # 诉讼案件61件,其中以县政府为被告的19件
    if ("的" in left and not _NAMED_RIGHT.match(draft.site.right) and _HEADLESS.search(left)) or (
        "已" in left and left.strip("，, ") in ("已有", "已经有")
    ):
        return True
    kind = whole.noun if _GENERIC_KIND.fullmatch(whole.noun) else ""
    return bool(kind) and not draft.verb and draft.measure != kind and draft.measure.endswith(kind)


def _same_noun(measure: str, right: str) -> bool:
    """Whether the words after a figure begin with the noun that ends a name: 基层所, 走访企业 … 企业获贷."""
    return any(
        measure.endswith(right[:size]) and (size > 1 or right[:1] in _OFFICES)
        for size in range(1, min(4, len(right)) + 1)
    )


def _rest(drafts: Sequence[Draft], index: int, links: Links) -> Link | None:
    """What is left over: of the count that it makes up with a part told before, else of what the part was taken
    from."""
    draft = drafts[index]
    before = [k for k in levels_before(drafts, index) if same_kind(drafts[k], draft) and alike(drafts[k], draft)]
    for position, part in enumerate(before):
        for whole in before[position + 1 :]:
            if value_of(drafts[part]) + value_of(draft) == value_of(drafts[whole]):
                return Link(whole, "subset")
    if draft.site.left.endswith("另有"):
        return None
    subject = REST.sub("", draft.site.left).strip("，,、但 ")
    for k in before:
        if value_of(draft) > value_of(drafts[k]) or not _tells(subject, drafts[k].measure):
            continue
        settled = links[k] is None and _SETTLED.search(drafts[k].measure)  # 整改37处,剩余三处: not of the 37
        own = k if subject else root(k, links)
        return None if settled else Link(own, "subset")
    return None


def _tells(subject: str, measure: str) -> bool:
    """Whether a subject is the count named, said shorter: 重大隐患 for 重大事故隐患."""
    at = 0
    for character in subject:
        at = measure.find(character, at) + 1
        if at == 0:
            return False
    return True


def _beside_part(drafts: Sequence[Draft], index: int, before: Sequence[int], links: Links) -> Link | None:
    """「立案47件,罚款186万元;其中支队立案9件、罚款41万元」: the second figure of a part divides the second figure of
    the whole."""
    draft = drafts[index]
    part = next((k for k in before if drafts[k].unit != draft.unit), None)
    if part is None or drafts[part].whole is None or drafts[part].rule_id == "m.same_again":
        return None
    whole = drafts[part].whole
    for k in range(part - 1, -1, -1):
        other = drafts[k]
        if not other.is_level_count or other.unit != draft.unit or other.whole is not None:
            continue
        if value_of(other) <= value_of(draft) or other.host is not None:
            continue
        found = links[k]
        sized = found is not None and found.relation == "amount" and found.parent == whole
        told = draft.rule_id == "m.same_again" or draft.family == "money"
        beside = sized and told and draft.site.clause == drafts[part].site.clause
        if beside or (draft.family != "money" and draft.measure == other.measure):
            return Link(k, "subset")
    return None
