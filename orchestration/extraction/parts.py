"""Which figure a part belongs to: the whole that a 其中 before it divides, and how far the list of its parts goes.

Does not belong here: how a part is named (naming_counts.py) and the link that is stored (structure.py).
"""

from __future__ import annotations

import re
from decimal import Decimal

from orchestration.extraction.act_lists import act_divided
from orchestration.extraction.arithmetic import LARGE_TOTAL, PARTS_THAT_PROVE, is_earlier, unit_of, value_of
from orchestration.extraction.drafts import Draft
from orchestration.extraction.frames import Frame
from orchestration.extraction.pairs import VISITED, is_decision, says_pair, stage_before
from orchestration.extraction.phrases import clean_left
from orchestration.extraction.verbs import is_act, parse

_OF_WHICH_CLAUSE = re.compile(r"其中[，,:：]$")
_BY_SORT = re.compile(
    r"(?:^|[，,。；;：:、（(\s]|(?:决定|案件|案|申请|事项|纠纷|投诉|隐患|问题|许可|处罚)(?:数量?)?)(?:按照?|从|依)(?!长|总体|整体|全局|大局|实际|实践|效果|成效|趋势|目前|当前|这)"
    r"[^，,。；;：:、\d]{1,12}?(?:划分|区分|分类|来?分|来?看|统计)[，,:：]$"
)
_NOUN_SIZE = 2
_SORT_REACH = 20  # characters in which 按专业划分, is looked for
_INCLUDING = re.compile(r"[，,:：（( ]*(?:其中)?(?:主要)?(?:包括|包含)(?!在内)")  # 公开信息320条,主要包括工作动态186条
_HOLDING = re.compile(r"[，,]?含(?![有金量糖氟水税油盐氧义蓄混])")  # 执法文书412份,含整改指令138份
_AMONG = re.compile(
    r"(?P<named>[^，,。；;\d]{2,16})(?<![其当试评核查程动作赛训议革])中[，,]?(?:(?:仍|尚|已|还|现)?有)?$"
)  # 「2474项政务服务事项中,…」
_AMONG_HERE = re.compile(
    r"(?<![其])中(?:[，,]?(?:仍|尚|已|还|现)?有|[^，,。；;\d]{0,10}(?:仅|只|有))$"
)  # 12个所中有5个
_ACT_AMONG = re.compile(
    r"[已所]?(?P<act>受理|查处|审结|办结|立案|结案|查办|发现|排查|处罚|调解|收到|审理|抽检|接收|反馈|检查)的?"
)
_ORGANISED = re.compile("组织|开展|举办|召开|举行")
_MET = re.compile("[^，,。；;、]{0,8}?(?:中心组|常务会议?|党[组委](?:会议?|班子)|领导班子)")
_OUTCOME = re.compile(r"办结|审结|结案|整改|完成|受理|立案|处理|解决|处罚|罚")
_KIND = re.compile(r"(?:类|型|领域|方面)$")  # 其中医疗类86件,罚款78万元;公共场所类97件
_GENERIC_KIND = re.compile("(?:案件|纠纷|事项|项目|问题|隐患|案)$")
_GENERIC_NAME = re.compile("的?(?:案件|决定书?|事项|申请|案)$")
_INSTANCE = re.compile("[一二]审案件")
_OF_PAPERS = {"document": "case"}  # 文件、合同63件,其中合同协议41份
_NEXT_MATTER = re.compile("[；;。]")
_LIST_OPENED = re.compile(r"其中[:：]$")  # 其中:超限超载1856件,…;查处非法营运426件,…: goes on to the full stop
_LIST_OF_SENTENCE = re.compile(r"[。；;\n]其中[，,]$")  # 处理机构467家。其中,约谈203家,中止协议26家
_FOR_SOME = re.compile(r"其中[为向对给][^，,。；;\d]{0,8}\d[\d.万余多]*[户家名人]")  # 其中为2317户纳税人办理退税31亿元
_SETTLED = re.compile("(?:化解|调解|调处|整改|办结|结案|审结|处置|解决|销号)(?:成功|完成|到位|完毕)?(?:了|共)?$")
_TAKEN_UP = re.compile(r"(?:[。；;]|(?<![，,、\s])\s*\n)\s*(?:其中|按[^，,。；;]{1,12}分)")
_MEASURE = re.compile("查封|扣押|限产|停产|按日")  # 其中查封扣押案件2件,移送拘留2件: measures beside each other
_BY_PROCEDURE = re.compile("(?:简易|普通|一般|快速)程序")
_DISPOSED = re.compile(
    r"处分|拘留|警告|起诉|逮捕|移送|问责|诫勉|免予|罚款"
)  # what became of people, one after the other


def says_part(frame: Frame) -> bool:
    """Whether a word at the figure says that it is a part of something counted (其中, 41件案件中,…)."""
    drafts = frame.memory.drafts
    if drafts and (_INCLUDING.match(frame.left) or (frame.family != "money" and _HOLDING.match(frame.left))):
        return True
    if drafts and is_sorted_by(frame):
        return True
    begin = min(frame.start, drafts[-1].site.span.end) if drafts else frame.start
    if frame.text.find("中", begin, frame.site.span.start) < 0 and "中" not in frame.left:
        return False
    return bool(
        "其中" in frame.left
        or _among(frame) is not None
        or (drafts and _AMONG_HERE.search(frame.text, drafts[-1].site.span.end, frame.site.span.start))
        or _OF_WHICH_CLAUSE.search(frame.text, frame.start, frame.site.left_start)
        or (frame.family == "money" and _FOR_SOME.match(frame.text, frame.site.clause.start, frame.site.span.start))
    )


def is_sorted_by(frame: Frame) -> bool:
    """Whether a list of sorts begins with the figure (办理案件672件,按专业划分,公共场所卫生296件、医疗卫生204件)."""
    at = frame.site.left_start
    if frame.text[at - 1 : at] not in ("，", ",", ":", "："):
        return False
    return _BY_SORT.search(frame.text[max(0, at - _SORT_REACH) : at]) is not None


def sorted_count(frame: Frame) -> int | None:
    """The count that a clause of sorting names (从审结案件的类别看, 按投诉类型划分)."""
    last = frame.memory.last_count_index()
    lead = frame.text[frame.start : frame.site.left_start]
    return last if last is not None and frame.memory.drafts[last].noun[-_NOUN_SIZE:] in lead else None


def _among(frame: Frame) -> re.Match[str] | None:
    """The words right before a figure that say among what it was counted (41件案件中,)."""
    drafts = frame.memory.drafts
    return _AMONG.search(frame.text, drafts[-1].site.span.end, frame.site.left_start) if drafts else None


def divided_by_cue(frame: Frame) -> int | None:
    """Index of the draft that this figure divides by a word of its own (其中, …中有); None where no word says so."""
    drafts = frame.memory.drafts
    if not says_part(frame):
        return None
    own = value_or_none(frame)
    wholes = [
        k
        for k in range(len(drafts) - 1, -1, -1)
        if drafts[k].is_level_count
        and (_same_sort_of(drafts[k].family, frame.family) or (frame.family == "case" and is_decision(drafts[k])))
        and drafts[k].host is None
        and not is_earlier(drafts[k])
        and (own is None or value_of(drafts[k]) >= own)
    ]
    # 「38种217种次,其中首次截获2种」: what counts in the same word comes first.
    wholes.sort(key=lambda k: unit_of(drafts[k]) != frame.unit)
    among = _among(frame)
    named = next((k for k in wholes if among and _is_named(drafts[k].measure, among.group("named"))), None)
    if named is not None:
        return named
    # 「排查2310件,化解2287件,其中甲类560件、乙类870件、丙类880件」: the parts tell by their sum what they divide.
    exact = next((k for k in wholes if adds_up(frame, k, 2)), None)
    moved = len(drafts) - 1  # 执法人员96人,较上年减少9人,其中退休4人、调离5人: they make up the change
    if exact is None and drafts and drafts[moved].change is not None and adds_up(frame, moved, 2):
        return moved
    if exact is not None or not wholes:
        return exact if exact is not None else frame.host()
    equal = stage_before(drafts, wholes[0])
    if equal is not None and value_of(drafts[equal]) == value_of(drafts[wholes[0]]):
        return equal  # 受理5862件,办结5862件,其中年审2743件
    if _BY_PROCEDURE.search(frame.left):
        return _beginning(drafts, wholes[0])  # 立案3108件,办结2954件,其中适用简易程序1420件
    # 「查处案件126起,结案120起,其中支队查处26起」: the stage that the part names itself
    verb = parse(clean_left(frame.left)).verb if len(wholes) > 1 else ""
    same = next((k for k in wholes if verb and verb in drafts[k].measure), None)
    if same is not None and unit_of(drafts[same]) == frame.unit and verb not in drafts[wholes[0]].measure:
        return same
    # 「立案47起,结案45起;其中,支队立案9起」: after a stop the list goes back to where the process began.
    if frame.family != "entity" and _TAKEN_UP.search(
        frame.text, drafts[wholes[0]].site.span.end, frame.site.span.start
    ):
        return _beginning(drafts, wholes[0])
    return wholes[0]


def _same_sort_of(whole: str, part: str) -> bool:
    return whole in (part, _OF_PAPERS.get(part)) or {whole, part} <= VISITED


def _is_named(measure: str, named: str) -> bool:
    """Whether the words before 中 name a count: 41件案件中, or its act (审结案件中 for 行政复议审结)."""
    if measure.endswith(named):
        return True
    stem = _GENERIC_NAME.sub("", named)
    if len(stem) > 1 and _GENERIC_NAME.sub("", measure).endswith(stem):
        return True  # 行政处罚中 after 行政处罚决定18426件
    if _INSTANCE.match(named) and measure.startswith(named[:2]):
        return True  # 一审案件中 after 一审应诉12件
    act = _ACT_AMONG.match(named)
    return act is not None and act.group("act") in measure


def _beginning(drafts: list[Draft], index: int) -> int:
    before = stage_before(drafts, index)
    while before is not None:
        index, before = before, stage_before(drafts, before)
    return index


def divided(frame: Frame) -> int | None:
    """Index of the draft that a 其中 before this figure divides; it holds on through a list tied by 、 or of the
    same unit."""
    by_cue = divided_by_cue(frame)
    by_cue = act_divided(frame) if by_cue is None else by_cue
    if by_cue is not None:
        return by_cue
    drafts = frame.memory.drafts
    own = value_or_none(frame)
    last = next((draft for draft in reversed(drafts) if draft.is_level_count and draft.host is None), None)
    if last is not None and last.family != frame.family and last.whole is None:
        last = _part_of_open_list(frame) or _part_with_sum(frame)
    if last is None or last.whole is None or last.family != frame.family:
        return None
    whole = last.whole
    if unit_of(drafts[whole]) != frame.unit and frame.family not in ("person", "case"):
        return None
    counts = [draft for draft in drafts if draft.is_level_count and draft.host is None]
    beside = _NEXT_MATTER.search(frame.text, last.site.span.end, frame.site.span.start) is None
    alike = beside and last.measure.rpartition("-")[2].startswith(
        clean_left(frame.left)[:2] or "，"
    )  # 其中责令改正11起,责令整改并处罚款5起
    if adds_up(frame, whole, 2 if alike or value_of(drafts[whole]) >= LARGE_TOTAL else PARTS_THAT_PROVE):
        return whole
    parts = [value_of(draft) for draft in drafts if draft.whole == whole and unit_of(draft) == frame.unit]
    none = own == 0 and unit_of(drafts[whole]) == frame.unit  # 其中许可180件,处罚80件,强制0件: told for completeness
    if (sum(parts) >= value_of(drafts[whole]) and not none) or (own or 0) > value_of(drafts[whole]):
        return None
    if sum(parts) + (own or 0) > value_of(drafts[whole]) and not frame.site.joined and _SETTLED.search(frame.left):
        return None  # 纠纷271件,其中婚姻88件、邻里102件、山林39件,化解266件
    stopped = _NEXT_MATTER.search(frame.text, counts[-1].site.span.end, frame.site.span.start)
    if stopped and stopped.group() != "。" and _is_opened(frame, whole):
        return whole
    if stopped and not _KIND.search(frame.left) and not _same_sort(frame, counts[-1]):
        return None
    opened = _is_opened(frame, whole, _LIST_OF_SENTENCE) and unit_of(drafts[whole]) == frame.unit
    listing = len(parts) >= (1 if opened else PARTS_THAT_PROVE - 1) and _is_row(counts, len(parts))
    if own is None or (not listing and _begins_another(frame, counts[-1])):
        return None
    return whole


def _part_of_open_list(frame: Frame) -> Draft | None:
    """The part before of a list that 其中: opened: 其中:超限1856件,卸载货物3.2万吨;非法营运426件."""
    counts = (draft for draft in reversed(frame.memory.drafts) if draft.is_level_count and draft.host is None)
    last = next((draft for draft in counts if draft.family == frame.family), None)
    return last if last is not None and last.whole is not None and _is_opened(frame, last.whole) else None


def _part_with_sum(frame: Frame) -> Draft | None:
    """The part before of a list whose parts have sums: 其中防污染类61件、罚款173万元，船员管理类88件."""
    drafts = frame.memory.drafts
    last = next((k for k in range(len(drafts) - 1, -1, -1) if drafts[k].family == frame.family), None)
    if last is None or drafts[last].whole is None or unit_of(drafts[last]) != frame.unit:
        return None
    sums = drafts[last + 1 :]
    beside = all(draft.family == "money" and draft.is_level_count for draft in sums)
    return drafts[last] if beside and not parse(clean_left(frame.left)).verb else None


def _is_opened(frame: Frame, whole: int, opening: re.Pattern[str] = _LIST_OPENED) -> bool:
    """Whether the parts of ``whole`` are a list that 其中: opened."""
    part = next((draft for draft in frame.memory.drafts if draft.whole == whole), None)
    if part is None:
        return False
    clause = part.site.clause.start
    return opening.search(frame.text, max(clause - 4, 0), clause) is not None


def _same_sort(frame: Frame, last: Draft) -> bool:
    """Whether a sum is of the sort of the part before: 其中税收收入171.9亿元,…;社保费收入93.7亿元."""
    words = clean_left(frame.left)
    return frame.family == "money" and len(words) > 2 and last.measure.endswith(words[-2:])


def _is_row(counts: list[Draft], size: int) -> bool:
    """Whether the parts so far are acts themselves, one after the other: 其中,查封21起,限产8起,移送拘留9起."""
    return sum(bool(draft.verb or parse(draft.noun).verb) for draft in counts[-size:]) >= min(2, size)


def _begins_another(frame: Frame, last: Draft) -> bool:
    """Whether a figure after the parts of a 其中 tells another act, or a later stage of the last part alone."""
    words = clean_left(frame.left)
    if _ORGANISED.match(frame.left.lstrip("，, ")) and not _ORGANISED.match(last.site.left.lstrip("其中，,: ")):
        return True  # 召开党组会26次,其中研究法治议题8次,组织中心组学习12次
    if _MET.match(frame.left.lstrip("，, ")) and not _MET.search(last.site.left):
        return True  # 召开党组会26次,其中研究法治议题8次,理论学习中心组学习12次
    kind = _GENERIC_KIND.search(words)
    if kind and last.measure.endswith(kind.group()):
        return False  # 其中按日计罚案件2件,查封扣押案件37件
    if _MEASURE.search(last.measure) and "移送" in words:
        return False
    later_stage = value_of(last) >= (value_or_none(frame) or 0) and unit_of(last) == frame.unit
    if (
        later_stage
        and says_pair(last, words, "subset")
        and not (
            (frame.site.joined and last.whole is not None and adds_up(frame, last.whole, 2))
            or (_MEASURE.search(last.measure) and "移送" in words)
        )
    ):
        return True  # 其中食用农产品抽检2840批次,不合格81批次
    if frame.site.joined or (frame.family == "person" and _DISPOSED.search(words)):
        return False
    phrase = parse(words)
    return bool(is_act(phrase.verb) and (phrase.noun or _OUTCOME.match(phrase.verb)))


def value_or_none(frame: Frame) -> Decimal | None:
    """The value of the figure that is being named."""
    quantity = frame.site.span.quantity
    return quantity.value if quantity else None


def adds_up(frame: Frame, whole: int, enough: int = PARTS_THAT_PROVE) -> bool:
    """Whether the figures from the first part of ``whole`` on, this one among them, make up exactly the whole."""
    drafts = frame.memory.drafts
    total, decisions = value_of(drafts[whole]), is_decision(drafts[whole])
    first = next((draft.site.span.start for draft in drafts if draft.whole == whole), frame.site.span.start)
    running, parts = Decimal(0), 0
    for index, site in enumerate(frame.figures):
        quantity = site.span.quantity
        if site.span.start < first or quantity is None or site.clause.depth > drafts[whole].site.clause.depth:
            continue
        if quantity.unit != unit_of(drafts[whole]) and not (quantity.unit == frame.unit and decisions):
            return False
        running, parts = running + quantity.value, parts + 1
        if running >= total:
            return running == total and index >= frame.index and parts >= enough
    return False
