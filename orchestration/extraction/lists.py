"""Lists whose k-th name belongs to the k-th figure (受理、办结分别为12件、11件).

Does not belong here: one figure for several names (各, 均为), which naming handles where it finds it.
"""

from __future__ import annotations

import re

from orchestration.extraction.arithmetic import unit_of
from orchestration.extraction.drafts import Draft, conjuncts, naming_words, shorter
from orchestration.extraction.frames import Frame
from orchestration.extraction.phrases import clean_left
from orchestration.extraction.verbs import has_verb, parse

_TOLD_NUMBER = re.compile(r"(?:[起件宗例]数|案件数|发生数|数量|数)$")
_LEVEL = re.compile(r"(?:国家|自治区|自治州|乡镇|镇街|街镇|村居|部|省|市|区|县|镇|乡|村|州|校)级|[一二再]审")
_CALLED_TOGETHER = re.compile(
    "(?:等)?“[一二两三四五六]+率”$|[一二两三四五六]项指标$|等?[一二两三四五六](?:项|个)?率$"
)  # “三率”分别为
_FROM_LEVELS = re.compile(r"[由从][^，,由从]*\d.*$")  # 审批时限|由法定的60日、30日|分别压缩至20日和10日
_ADVERB = re.compile("^(?:重新|依法|不予|已|准予|首次|全部)")
# What is measured of every member of a list (蔬菜、畜禽产品合格率; 化学需氧量、氮氧化物排放量), told with the last.
_MEASURED_OF = re.compile(
    "(?:抽检|抽样检验|监督抽检|监测|检测|检验|总体|综合|平均|按时|按期|及时|群众)*"
    "(?:合格|达标|优良|覆盖|普及|入学|巩固|就业|参保|接种|治理|处理|利用|收集|整改|满意|知晓|响应|处置|优秀|注册|检定|检验|定检"
    "|公示|可办|网办|增长|自给|转化|机械化|成活|存活|免疫|抗体|建档|签约|开通|通达|通车|完好|优质品?|实现|抽查|报检|受检|投诉|发病|死亡)率$"
    "|(?:排放|生产|销售|供应|用水|用电|清运|吞吐|客运|货运|运输)(?:总)?量$|(?:年均|平均|日均)?浓度(?:均值)?$"
    "|(?:播种|种植|养殖|建筑|绿化)?面积$|(?:总)?产[量值]$"
)
_OWN_MEASURE = re.compile("[率值数额度比]$|(?:排放|生产|销售|用水|用电)(?:总)?量$|产量$|面积$|金额$")
_IN_TIME = re.compile(
    "(?:按时|按期|及时|限时|依法|一次性?)(?:办结|办理|处置|处理|答复|回复|受理|整改|审结|结案|响应|签收|反馈|完成|履行|报送|公开)$"
)
# 项目核准、备案|办理时限由法定的20日、15日|分别压缩至8日和3日: of what both levels are, told with the last name.
_TIME_OF = re.compile(
    "(?:平均|实际|法定|承诺|全流程|全程|整体|通关)*(?:审批|办理|办结|审查|审核|审理|答复|处理|受理|用)?"
    "(?:时限|时间|时长|期限|周期|用时)(?:要求)?$"
)
_FROM = re.compile(
    "(?:均|各|已|分别)*[由从自](?:原来|原先|原定|原有|之前|过去|年初|法定|规定|承诺|上年|去年|20\\d\\d年|国家规定)*的?$"
)
_MOVES = ("至", "到", "为")
_TOOK_PART = re.compile(
    "参|受|到|培|覆盖|惠及|服务|教育|接待|出席|吸引|组织|出动|派|动员|旁听|观|听|学|宣传|普及|咨询|发"
)
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_SHORT_NAME = 3
_KIND = re.compile("(?<=..)(?:案件|许可|事项|项目|问题|纠纷|投诉|企业|隐患|场所|建设|申请|文件|合同|车辆|人员)$")
_PEOPLE = re.compile(r"[人员家户者名师]$")
_LATER_SUBJECT = re.compile(r"(?:死亡|伤亡|受伤|亡|伤|死)?人数|(?:直接)?(?:财产|经济)?损失|金额|[起件宗例]数|死亡|受伤")


def respective_name(frame: Frame) -> str:
    """Return the name that belongs to this figure of a 分别 list, "" where there is no such list."""
    if "分别" not in frame.text[frame.site.clause.start : frame.site.span.start]:
        return _name_in_turn(frame)
    chain = frame.chain()
    opening = frame.text[frame.site.clause.start : frame.figures[chain[0]].span.start]
    if "分别" not in opening or len(chain) < 2:
        return ""
    listed = _CALLED_TOGETHER.sub("", _FROM_LEVELS.sub("", opening[: opening.rindex("分别")]))
    names = complete_list(conjuncts(clean_left(listed)))
    if names and all(_YEAR.fullmatch(name) for name in names):
        return ""  # 2021、2022年分别立案120件、135件: the same of every year
    if len(names) == len(chain):
        names = _of_last_count(_with_head(names, frame), frame, frame.figures[chain[0]].span.start)
        return names[frame.index - chain[0]]
    return _of_clause_before(frame, chain, clean_left(listed) or opening[opening.rindex("分别") + 2 :])


def _of_clause_before(frame: Frame, chain: list[int], act: str) -> str:
    """「完善检查对象名录库和人员名录库,分别录入1482户和236人」: the k-th figure is of the k-th thing before."""
    act = act.strip("了有共达约为 ")
    if not act or not parse(act).bare_verb or frame.site.clause.start <= frame.start:
        return ""
    before = clean_left(
        frame.text[frame.start : frame.site.clause.start]
        .replace("\n", "")
        .rstrip("，, ")
        .rpartition("，")[2]
        .rpartition(",")[2]
    )
    things = conjuncts(parse(before).noun)
    return things[frame.index - chain[0]] + act if len(things) == len(chain) and all(map(_is_stock, things)) else ""


def _is_stock(thing: str) -> bool:
    return thing.endswith(("库", "名录", "名单", "清单", "目录", "台账", "平台", "系统", "数据库", "信息库"))


def _name_in_turn(frame: Frame) -> str:
    """「办理餐厨垃圾处置、渣土运输许可126件、286件」: as many names as bare figures in one unit, without 分别."""
    if not (frame.site.joined or "、" in frame.left or "和" in frame.left) or frame.right.strip("、和及与，,。；; "):
        return ""
    chain = frame.chain()
    quantities = [frame.figures[k].span.quantity for k in chain]
    alike = len({quantity.unit for quantity in quantities if quantity is not None}) == 1
    bare = not any(frame.figures[k].left.strip("、和及与 ") for k in chain[1:])
    if len(chain) < 2 or not alike or not bare or not frame.unit:
        return ""
    opening = frame.text[frame.site.clause.start : frame.figures[chain[0]].span.start]
    names = _with_kind(complete_list(conjuncts(clean_left(opening))))
    if len(names) != len(chain) or min(map(len, names)) < _SHORT_NAME - 1 or any(map(_LEVEL.search, names)):
        return ""
    return names[frame.index - chain[0]]


def _with_kind(names: list[str]) -> list[str]:
    """Give every member the kind that only the last one tells, and the act of the first (查处市容、燃气案件)."""
    kind = _KIND.search(names[-1])
    if len(names) < 2 or kind is None or any(_KIND.search(name) or parse(name).bare_verb for name in names[:-1]):
        return names
    verb = parse(names[0]).verb
    return [
        *(name + kind.group() for name in names[:-1]),
        names[-1] if names[-1].startswith(verb) else verb + names[-1],
    ]


def moved_name(frame: Frame) -> str:
    """「核准、备案时限由20日、15日分别压缩至8日和3日」: the k-th name belongs to the k-th figure of either list."""
    clause = frame.site.clause
    if "分别" not in frame.text[clause.start : clause.end]:
        return ""
    told = [k for k, site in enumerate(frame.figures) if site.clause == clause]
    chain = frame.chain()
    size = len(chain)
    opening = frame.text[clause.start : frame.figures[told[0]].span.start]
    source = _FROM.search(opening)
    if source is None or size < 2 or len(told) != 2 * size or chain[0] not in (told[0], told[size]):
        return ""
    between = frame.text[frame.figures[told[size - 1]].span.end : frame.figures[told[size]].span.start]
    names = measured_of_each(conjuncts(clean_left(opening[: source.start()])))
    if not between.endswith(_MOVES):
        return ""
    return names[0] if len(names) == 1 else names[frame.index - chain[0]] if len(names) == size else ""


def _of_last_count(names: list[str], frame: Frame, start: int) -> list[str]:
    """Give acts without an object what was counted before (核发排污许可证63张,变更、延续分别为114张、82张)."""
    counts = (draft for draft in reversed(frame.memory.drafts) if draft.is_level_count and unit_of(draft) == frame.unit)
    last = next((draft for draft in counts if draft.site.span.start < start), None)
    acts = [_ADVERB.sub("", name) for name in names]
    if last is None or not all(parse(act).bare_verb and act not in naming_words("alone") for act in acts):
        return names
    noun = shorter(parse(last.noun.removeprefix("新")).noun)
    return names if len(noun) < _SHORT_NAME or has_verb(noun) else [noun + name for name in names]


def _with_head(names: list[str], frame: Frame) -> list[str]:
    """Give short names the head that stands with the last one (城市、农村低保标准), or levels the one before the
    colon (示范校:省级、市级)."""
    size = len(names[0])
    head = names[-1][size:]
    if all(_LEVEL.fullmatch(name) for name in names):
        before = clean_left(frame.text[frame.start : frame.site.clause.start].rstrip("：: ").rpartition("，")[2])
        noun = parse(before).noun if frame.text[frame.site.clause.start - 1 : frame.site.clause.start] in "：:" else ""
        return [name + noun for name in names]
    measured = measured_of_each(names)
    if measured != names:
        return measured
    if any(name.endswith(("率", "比例", "占比", "满意度")) for name in names[:-1]):
        return names  # 合格率、公众采纳率: each is whole
    alike = all(len(name) == size for name in names[:-1])
    short = alike and (size <= _SHORT_NAME or head.endswith("率"))
    if not short or len(head) < 2 or _PEOPLE.search(names[0]) or parse(names[0]).verb or parse(names[-1]).verb:
        return names
    return [*(name + head for name in names[:-1]), names[-1]]


def measured_of_each(names: list[str]) -> list[str]:
    """Give every member of a list what is measured of all of them, told with the last (蔬菜、水果、畜禽产品合格率)."""
    if len(names) < 2 or any(_OWN_MEASURE.search(name) for name in names[:-1]):
        return names
    head = _TIME_OF.search(names[-1]) or _MEASURED_OF.search(names[-1])
    if head is not None and head.start() > 1 and head.re is _TIME_OF:
        return [*(name + head.group() for name in names[:-1]), names[-1]]
    acts = [parse(name).bare_verb or bool(_IN_TIME.match(name)) for name in names[:-1]]
    if all(acts) and names[-1].endswith("率"):
        return [*(name + "率" for name in names[:-1]), names[-1]]  # 按时办结、群众满意率
    if head is None or not head.start() or any(acts):
        return names
    return [*(name + head.group() for name in names[:-1]), names[-1]]


# 班子成员、站所负责人|民主评议各1次: the act is told of the last alone
_DOERS = (
    "[^、]{0,14}?(?:成员|班子|负责人|负责同志|领导|领导干部|干部|职工|科室|单位|部门|[县市区镇乡党工]委|政府"
    "|[^关格布结]局)"
)
_DOER = re.compile(_DOERS)
_DONE_BY_EACH = re.compile(f"{_DOERS}(?P<act>(?!负责|班子|成员|干部|领导|主要|分管)[^、]{{3,10}})")


def complete_list(names: list[str]) -> list[str]:
    """Give every member of a list the noun that only its first or last member carries."""
    if len(names) < 2:
        return names
    shared = _DONE_BY_EACH.fullmatch(names[-1])
    if shared is not None and all(_DOER.fullmatch(name) for name in names[:-1]):
        return [*(name + shared["act"] for name in names[:-1]), names[-1]]
    last, first = parse(names[-1]), names[0]
    if last.verb and last.noun and all(parse(name).bare_verb for name in names[:-1]):
        return [*(name + last.noun for name in names[:-1]), names[-1]]
    if all(parse(name).bare_verb for name in names[1:]):
        for name in names[1:]:
            noun = first[: -len(name)] if len(first) > len(name) + 1 else ""
            if noun and parse(first[len(noun) :]).bare_verb:
                return [first, *(noun + later for later in names[1:])]
    return names


def level_twin(before: str, left: str) -> str:
    """The name of the figure before at another level, "" where it is none (省级示范村1个、市级2个 → 市级示范村)."""
    level = _LEVEL.fullmatch(left)
    return _LEVEL.sub(left, before, count=1) if level and _LEVEL.search(before) else ""


def dealt_with(frame: Frame, last: Draft | None, left: str) -> bool:
    """「公益活动126次,走访860人次」: people who were dealt with are none of the event before."""
    event = last is not None and last.family == "event"
    return event and frame.family in ("person", "person_time") and not _TOOK_PART.match(left)


def is_neighbour(frame: Frame, last: Draft | None) -> bool:
    """Whether the count before is another part of a list that a colon opened after its whole: 案件41件:按日计罚1件,查封
    23件,限产6件."""
    if last is None or last.site.clause.depth != frame.site.clause.depth or unit_of(last) != frame.unit:
        return False
    opened = frame.text.rfind("：", frame.start, frame.site.span.start)
    opened = max(opened, frame.text.rfind(":", frame.start, frame.site.span.start))
    if (
        opened < 0
        or last.site.span.start < opened
        or ";" in frame.text[opened : frame.site.span.start].replace("；", ";")
    ):
        return False
    whole = next((k for k in reversed(frame.memory.drafts) if k.site.span.end <= opened), None)
    return whole is not None and whole.site.span.end == opened and unit_of(whole) == frame.unit


def complete_subjects(names: list[str]) -> list[str]:
    """Give every later subject the thing that only the first one names (生产安全事故起数、死亡人数)."""
    if len(names) < 2:
        return names
    head = _TOLD_NUMBER.search(names[0])
    thing = names[0][: head.start()] if head else ""
    if len(thing) < 2:
        return names
    return [names[0], *(thing + name if _LATER_SUBJECT.fullmatch(name) else name for name in names[1:])]
