"""Acts that only who acts tells apart: 县委全面依法治县委员会|召开会议, 中心组|集体学法.

Does not belong here: dropping the body that acts elsewhere (subjects.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.frames import Frame
from orchestration.extraction.leads import strip_leads, strip_tails

_SUBJECT_TELLS = (
    "集体学习",
    "集中学习",
    "专题学习",
    "学习",
    "研讨",
    "集中研讨",
    "召开会议",
    "召开全体会议",
    "召开工作会议",
    "召开专题会议",
    "会议",
    "办件",
    "办件量",
    "案件",
    "案件数",
    "听取汇报",
    "会前学法",
)
# 党组理论学习中心组|集体学法, but 中心组、支部会等渠道: one of several tells nothing
_MET = re.compile(
    "(?P<who>[^，,。；;、]{0,10}?(?:中心组(?!(?:[^，,。；;、]{0,6})?、)|常务会议?|办公会议?|党[组委]会议?))"
)
_STUDIES = ("集体学习", "集中学习", "专题学习", "学习", "开展集体学习", "开展集中学习", "组织集体学习", "组织集中学习")
# …列入党组理论学习中心组学习内容,全年|集中学习
_IN_STUDY_PLAN = re.compile(
    "(?:纳入|列入|作为)[^，,。；;、]{0,12}中心组(?:年度|集体|集中|理论)*学习[^，,。；;]{0,8}[，,]"
)
_SUBJECT_MAX = 24
# 局党委围绕《湿地保护法》等|集中学习: what is learned is not who learns
_AROUND = re.compile(
    r"(?<=.{2})(?:围绕|聚焦|结合|针对)(?:[^，,]*?等(?:内容|主题|专题|方面|法律法规)?|《[^》]*》|“[^”]*”|)(?:开展|进行)?"
    "(?=(?:集体|集中|专题|会前)?(?:学法|学习|研讨)$)"
)
# 25个|基层党支部将专题学习纳入主题党日: who does it is counted, not what is done
_DOER = re.compile(
    "(?P<who>[^，,；;。将把的\\d]{0,8}?(?:支部|党组织|党委|党组|部门|单位|机关|机构|乡镇|镇街|街道|社区|村|企业|学校|医院|科室|处室"
    "|大队|中队|支队|分局|站|所|县区|区县|人员|干部|同志|民警|队员|专家|律师|志愿者|委员|代表)(?:[(（][^()（）]{1,6}[)）])?)(?:均|都|已|全部)*[将把](?![要来会于近])(?=.{4})"
)
# 6000名|干部参加宪法知识考试: what they took part in, without who they were where that is long
_TAKING_PART = re.compile(
    r"(?P<who>[^，,；;。]{10,}?)(?P<act>参加了?|参与了?)(?:(?:19|20)\d\d年度?)?(?P<event>[^，,；;。\d]{2,16}(?:考试|测试|考核|培训|竞赛|答题|学习|活动))$"
)
# 学习《纲要》和条例关于…等内容|2次, 学习某某思想等法治内容|达6次: what was read first stands for all
_LEARNED = re.compile(
    "(?P<act>(?:(?:专题|集中|集体|传达|跟进|认真|会前)*(?:学习(?!中心组)|研讨|研学|宣讲|学法|学(?=《))|传达)(?:贯彻|宣传|了)?)"
    "(?P<what>《[^》]{2,24}》|(?!《)[^，,；;。、《》]{2,18}?)(?:(?:[、和及与以]|关于|《)[^；;。]*?)?"
    "等(?P<kind>[^，,；;。、《》等]{0,4}(?:内容|知识|精神|法律法规|法规|文件|理论|思想|条例)|)(?:共计|累计|总计|达到?|共|计|约)*$"
)
# 集体学习某某思想、全会精神、《安全生产法》等共8次: a list that says no kind of what was read
_READ = re.compile(
    "(?P<told>(?P<act>(?:(?:专题|集中|集体|传达|跟进|认真|会前|系统)*(?:学习(?!中心组)|研学|宣讲)|传达)(?:贯彻|宣传|了)?)"
    "(?P<what>《[^》]{2,24}》|(?!《)[^，,；;。、《》和]{0,14}?(?:思想|精神|讲话|论述|批示|法律|法规|条例|规定|办法|纲要|党章|宪法|法典|法|知识|理论))"
    "(?:[、和及与以《]|关于)[^；;，,。]*?(?:思想|精神|讲话|论述|批示|法律|法规|条例|规定|办法|纲要|党章|宪法|法典|法|知识|理论|》))等?"
    "(?:共计|累计|总计|达到?|共|计|约)*$"
)
_TOLD_IN_FULL = 16
_READING = re.compile("学习|研学|宣讲|传达|学法|研讨|学(?=《)")

_LONG_MEMBER = 11


def doer_of(right: str) -> str:
    """Those who act, where what they act on is put before the verb: 25个|基层党支部将…纳入…; or what people took part
    in, where who they were is long; "" where neither is told."""
    right = right.strip()
    doer = _DOER.match(right) if "将" in right or "把" in right else None
    if doer:
        return doer["who"]
    taking = _TAKING_PART.match(right) if "参" in right else None
    return f"参加{taking['event']}" if taking else ""


def learned_of(frame: Frame, said: str) -> str:
    """What was read or taught in a list, told by its first member and 等内容 where it says so; "" where none is, or
    where ``said``, the words left of the figure, tell a short list in full."""
    if frame.family != "event" or _READING.search(frame.left) is None:
        return ""
    left = frame.left.rstrip()
    learned = _LEARNED.search(left) if "等" in left else None
    if learned and learned["kind"]:
        return f"{learned['act']}{learned['what']}等{learned['kind']}"
    if learned and len(learned["what"]) > _LONG_MEMBER:
        return (
            learned["act"] + learned["what"]
        )  # 传达学习某某重要讲话精神、某某会议精神等64次: the first member is long
    read = _READ.search(left)
    if read is None or (read["told"] in said and len(read["told"]) <= _TOLD_IN_FULL):
        return ""
    return read["act"] + read["what"] if len(read.group()) > _TOLD_IN_FULL else read["told"]


def told_by_subject(frame: Frame, left: str) -> str:
    """「县委全面依法治县委员会|召开会议」, 「中心组|集体学习」: who tells which, "" where it does not."""
    if not frame.site.first:
        return ""
    met = _MET.search(frame.left) if left.endswith(("学习", "学法")) else None
    if (
        met and met["who"][-3:] not in left and not frame.left[: met.start()].endswith("、")
    ):  # 党组理论学习中心组|围绕…集体学法, 常务会议组织|学法
        return strip_leads(met["who"]) + left.removeprefix("组织")
    if left in _STUDIES and _IN_STUDY_PLAN.search(frame.text, frame.start, frame.site.clause.start):
        return f"理论学习中心组{left}"
    bare = _AROUND.sub("", left)
    if bare != left:
        return bare
    told = strip_leads(strip_tails(frame.left)) if left in _SUBJECT_TELLS else ""
    return told if told.endswith(left) and len(left) < len(told) <= _SUBJECT_MAX else ""
