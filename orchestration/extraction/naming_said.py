"""What is only said of all that are counted and is no part of their name: 9个基层所|均配备法制员.

Does not belong here: what became of a part (naming_parts.py) and subjects of a predicate without 均 (naming_counts.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.drafts import Draft
from orchestration.extraction.frames import Frame
from orchestration.extraction.leads import strip_leads
from orchestration.extraction.verbs import leading_verb

_MEETING = re.compile(
    "(?:召开|举行|举办|组织|开展|组织召开|组织开展)?(?P<event>[^，,。；;“”]{0,8}(?:会议|座谈会|调度会|推进会|协调会|联席会|党组会|党委会"
    "|常务会|案审会|培训班|讲座|论坛|行动|会商))"
)
_HELD = re.compile("召开|举行|举办|组织|开展")
_PURPOSE = re.compile(
    "(?:专题|专门|集体|集中)?(?:研究|听取|审议|讨论|部署|传达|学习|协调|商讨|整治|解决|推进|推动|通报|分析|调度)"
)
_ALL = re.compile(
    "(?P<noun>[^，,；;。]{2,14}?)(?:现已|已经?|目前|年底前)?(?:均|全部|都|一律|悉数)(?P<said>[^，,；;。]{4,})"
)
# What tells which row counts them: those with a counsel, those that gave account, what was settled of them.
_TELLS = re.compile(
    "顾问|副校长|组建|成立|述法|明白人|调委会|人民调解|工作站|示范|整改|办结|结案|答复|回复|完成|合格|参加|审[核查议]|公[开示]|备案|录入|纳入"
    "|实现|开展|建设|监测|接入|联网|运行|采纳|通过|持证|取得|获|评|未|不|清零|销号|关停|取缔|拆除|起诉|移送|公开|化解|处置|到位"
)
_LONGER = 4  # what is said may be longer than the noun by one third: names stay alike within that
_TASK = re.compile(
    "(?P<noun>[^，,；;。]{2,14}?)的(?:日常|安全|行业|卫生|质量|市场|环境|法律|综合|属地|全部|各项|和|及|、|与)*"
    "(?:监督|监管|管理|监察|检查|执法|巡查|服务|保障|许可|维护|检验|检测|和|及|、|与)+(?:任务|职责|工作|重任|责任)?"
)
_BARE_MEETING = ("会议", "全体会议", "工作会议", "专题会议", "例会", "联席会议", "会")
_CONVENER = re.compile(
    "(?P<who>[^，,。；;、]{2,16}?(?:小组|委员会|党[组委]|党工委|党总支|专班|指挥部|协调机制|办公室|议事协调机构|安委会|食安委|[安禁减]委))"
    "(?:全年|年内|共|累计|先后|定期|坚持|主持|组织|至少|每(?:个?月|季度?|半年|年|周|旬))*(?:召开|举行)了?$"
)
_WHO_LEAST = 3
_COUNTED = ("entity", "person", "item", "entity_visit")


def without_remark(noun: str, said: str) -> bool:
    """Whether what is said of all is too long and too general to be part of a name (电梯1385台|全部投保责任险)."""
    return 3 * len(said) > _LONGER * len(noun) and _TELLS.search(said) is None


def noun_of(frame: Frame) -> str:
    """The words right of a figure, without a remark on all of them and without the task they are. A figure that no word
    stands before keeps its remark: it is no object of the verb before."""
    right = frame.right
    if right.startswith("案由") and frame.left.endswith("的"):  # 不予受理的1宗|案由为信访答复
        return ""
    if frame.family not in _COUNTED or (frame.index and not frame.left.strip("，, ")):
        return right
    task = _TASK.fullmatch(right.strip("，,。；; ")) if "的" in right and frame.family == "entity" else None
    if task is not None:
        return task["noun"]
    told = _ALL.match(right)
    return told["noun"] if told is not None and without_remark(told["noun"], told["said"]) else right


def of_convener(frame: Frame, right: str) -> Draft | None:
    """「依法行政领导小组每季度召开1次会议」: who met, where 会议 alone is counted."""
    if right not in _BARE_MEETING or frame.family != "event":
        return None
    met = _CONVENER.search(frame.left)
    who = strip_leads(met["who"]) if met is not None else ""
    return frame.draft(who + right, who, "召开", "m.num_n") if len(who) >= _WHO_LEAST else None


def of_meeting(frame: Frame, left: str, right: str) -> Draft | None:
    """「召开专题会议3次研究法治工作」: what met stands before the figure, what for behind it."""
    if frame.family != "event" or not _PURPOSE.match(right) or _HELD.search(frame.left) is None:
        return None
    met = _MEETING.fullmatch(left)
    if met is None:
        return None
    return frame.draft(met["event"] + right, met["event"], leading_verb(right), "m.n_num")
