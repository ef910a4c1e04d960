"""What clauses without a figure tell of the figure after them: what is done to all of a kind, what was done to those
counted.

Does not belong here: the choice among the ways of completing a name (naming_topics.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.arithmetic import unit_of, value_of
from orchestration.extraction.drafts import Draft, merge, shorter
from orchestration.extraction.frames import Frame
from orchestration.extraction.naming_parts import unverbed
from orchestration.extraction.parts import value_or_none
from orchestration.extraction.verbs import parse

_MEASURES = ("措施", "管理", "治理", "监管", "台账", "清单", "整治")
_OF_THINGS = ("项", "条", "个", "份", "件", "")
_DEALT = re.compile("采取|落实|纳入|列入|实施|实行|完成")
SUMS = ("金额", "资金", "总金额", "总额", "款项", "标的额", "标的")
# 凡属重大执法决定,|一律提交|法制审核: what is done to all of a kind
_TO_ALL = re.compile(
    "(?:一律|全部|均|都|必须|须|应当)(?:依法|严格|先行|及时|都|要)*(?:提交|进行|履行|实行|开展|接受|报|交由?|组织)?"
    "(?P<act>[^，,。；;]{2,8}?)(?:程序|制度)?$"
)
_ALL_OF = re.compile("(?:凡属?于?|凡是|所有|全部|对(?:于|所有)?)(?P<thing>[^，,。；;]{2,12})[，,]?$")
_TOPIC_LIMIT = 18
_OTHERS_DID = re.compile(
    r"各?(?:县区|区县|县市区|县（市、区）|县\(市、区\)|乡镇（街道）|乡镇|镇街|[县区]级|市级|基层|其他(?:单位|部门))(?:全年|共|累计|依法)*"
    r"(?P<act>[^，,。；;]{2,4})"
)


def dealt_with(frame: Frame, left: str) -> Draft | None:
    """「存在隐患的612栋,已采取管控措施587栋」: what was done to the things counted before, which their unit tells."""
    if frame.unit in _OF_THINGS or frame.family == "event" or not left.endswith(_MEASURES) or not _DEALT.match(left):
        return None
    drafts = frame.memory.drafts
    own = value_or_none(frame)
    alike = [k for k, draft in enumerate(drafts) if draft.is_level_count and unit_of(draft) == frame.unit]
    if not alike or own is None or value_of(drafts[alike[-1]]) < own:
        return None
    noun = shorter(unverbed(drafts[alike[0]]), _TOPIC_LIMIT)
    return frame.draft(merge(noun, left), noun, "", "m.verb_topic", whole=alike[-1])


def others_did(frame: Frame, left: str) -> Draft | None:
    """「市本级办理取水许可26件,各县区办理312件」: others did the same, to what was counted before."""
    did = _OTHERS_DID.fullmatch(left)
    if did is None or not parse(did["act"]).bare_verb:
        return None
    last = frame.memory.last_count(frame.unit)
    if last is None or len(last.noun) < len(did["act"]) or did["act"] in last.noun:
        return None
    return frame.draft(left + last.noun, last.noun, did["act"], "m.verb_topic")


def of_all(frame: Frame, topic: str) -> str:
    """「凡属重大执法决定,一律提交法制审核,共审核22件」: the act, with what it is done to."""
    done = _TO_ALL.search(topic)
    if done is None:
        return topic
    thing = topic[: done.start()]
    if not thing:
        at = frame.text.rfind(topic, frame.start, frame.site.clause.start)
        told = _ALL_OF.search(frame.text, frame.start, at) if at > 0 else None
        thing = told["thing"] if told is not None else ""
    return thing + done["act"]
