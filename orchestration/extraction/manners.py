"""Manners at the head of a phrase: by what means, in whose name and in what form something was done.

Does not belong here: other words that name nothing (phrases.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.verbs import any_verb, is_act, masked

_MANNER = re.compile(
    r"通过(?!率)|以(?![上下内案及])|按照|按(?=规定|要求|程序|《|“)|[对遵依]照(?!明)|依据|根据|结合|围绕|依托|利用(?!率)|采取|运用|借助|采用"
    r"|聚焦|会同|经(?![济营费贸])|由|将|把|从(?![业事轻重])|在(?![线册审办建岗职编校途押位逃读矫]|用(?![好足地于户])|营(?![商造业利])|管(?![理控])|库(?!区)|施工?(?:工程|项目)|网(?![上络格]))"
)
# 县行政审批|局, 行政执法监督|平台: the act that names a body is no act of the phrase
OF_BODY = re.compile("[局处科站所]|委员?会|[大支总中]队|部门|机关|机构|平台|系统|中心|窗口|办公室|小组")
BY_MEANS = re.compile(  # 制定普法、督察等举措16个: what was made; 采取加固等措施55栋: what they were taken for
    r"^(?:(?P<taken>已?(?:采取|采用|通过|运用|以))?[^“”《》]*等[^，,]{0,4}?(?:方式|形式|途径|手段|措施|举措|渠道|载体))(?(taken)|(?=.))"
)
# 执法人员参加|综合法律知识、专业法律知识和新法规|专题培训: who was taught, not every subject
SAT_IN = re.compile(
    "^(?P<who>[^，,、]{2,10}?(?:人员|干部|职工|队员|民警|骨干|同志)(?:参加|参与))[^，,]{6,}?"
    "(?P<course>(?:专题|业务|集中|线上|网络|综合)(?:培训班|培训会|培训|轮训|讲座|考试|测试))$"
)
_KEPT_TOOL = ("通过", "利用", "依托", "运用", "将", "把")
_HOLDING = ("开展", "举办", "举行", "召开")
_HELD = re.compile("(?P<what>[^，,在]{4,})在[^，,在]{2,30}?(?:已|共|均|累计|先后)*(?:开展|举办|举行|召开)")
_TOOL_MAX = 16
# 通过“一件事”套餐办理业务: an object that tells nothing leaves it to the means what it is about.
_HOLLOW = re.compile(
    "(?:共|累计)?(?:办理|受理|办结|处理|接收|提供|解决|完成)(?:各类|相关|有关)?(?:业务|事项|服务|问题|申请|诉求|咨询)"
)
_WAY = re.compile(
    "^(?:以|采取|采用|运用|通过|适用|实行|选择)(?P<how>[^，,以在向]{2,10}?)(?:的)?(?:方式|形式|模式|途径)的?"
    "(?P<act>办理|处理|结案|办结|审结|完成|解决|化解|处置|审批)?的?$"
)


def way_alone(phrase: str) -> str:
    """「采取联合验收方式的」, 「以调解方式结案」: where nothing but the way is told, the way tells them apart."""
    way = _WAY.match(phrase) if phrase[-1:] in "的式径决理案结成置批解" else None
    return way["how"] + (way["act"] or "") if way else phrase


def drop_manner(phrase: str) -> str:
    """Drop 通过…/以…/按照… before the verb; a short tool without quotation stays (微信公众号推送)."""
    held = _HELD.fullmatch(phrase) if phrase[-2:] in _HOLDING and "在" in phrase else None
    if held is not None:
        return held["what"]  # 专题宣讲|在区级部门、乡镇和村已累计开展
    if phrase.startswith("采取") and phrase.endswith(("措施", "举措")):
        return phrase  # 已采取管控或整治措施587栋: what was done to them
    manner = _MANNER.match(phrase)
    if manner is None or phrase == "通过":  # 通过142人: here it is the verb
        return phrase
    verbs = [
        match
        for match in any_verb().finditer(masked(phrase), manner.end())
        if len(phrase) - match.end() >= 2 and not OF_BODY.match(phrase, match.end())
    ]
    if not verbs:
        return phrase[manner.end() :]
    tool = phrase[manner.end() : verbs[0].start()]
    if len(tool) <= 10 and "“" not in tool and manner.group() in _KEPT_TOOL:
        return phrase[manner.end() :]
    acts = [verb for verb in verbs if is_act(verb.group())] if "“" in tool else verbs
    act = phrase[(acts or verbs[-1:])[0].start() :]
    return phrase[manner.end() :] if len(tool) <= _TOOL_MAX and _HOLLOW.fullmatch(act) else act
