"""The acts and outcomes that stand in a topic and are no part of what a later act is of.

Does not belong here: completing the name (naming_topics.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from orchestration.extraction.drafts import Draft
from orchestration.extraction.frames import Frame
from orchestration.extraction.verbs import is_act, last_word, trailing_verb

_NEWLY = re.compile("^新(?:接收|收|增|登记|受理|立|注册|纳入|接|入矫|收治|收住|入库|设立|发生)(?=.{4})")
_OUTCOMES = (
    "建议继续",
    "建议保留",
    "建议废止",
    "建议修改",
    "建议失效",
    "予以",
    "不予",
    "无法",
    "拟保留",
    "拟废止",
    "拟修改",
    "拟修订",
)
_MANNER = re.compile("(?<=.{2})(?:全面|专项|集中|定期|逐一|逐件|全覆盖式|常态化|系统|动态)$")  # 文件全面|清理,保留83件
_OBJECT = re.compile(
    "受理|投诉|举报|申请|信访|咨询|许可|处罚|复议|诉讼|仲裁|调解|检查|执行|求助|报警|清理|审查|审核|评查"
)
_STAGES = ("立案前", "受理前", "立案后", "案前", "庭前", "诉前", "复议前", "审理中", "复议中")
_LEAST_TOPIC = 3


def without_outcome(frame: Frame, topic: str, left: str) -> str:
    """What an act is of, where the words before tell another outcome or only the new ones (新接收420人,解除390人)."""
    if _NEWLY.match(topic) and not left.startswith("新"):
        topic = _NEWLY.sub("", topic)
    if topic.startswith(_STAGES):  # 立案前化解188件,不予受理45件
        return next(
            (
                k.noun
                for k in reversed(frame.memory.drafts)
                if k.whole is None and k.is_level_count and not k.noun.startswith(_STAGES)
            ),
            topic,
        )
    # 予以公开14件,不予公开2件: one outcome after the other
    return _before_outcomes(frame) if topic.startswith(_OUTCOMES) else topic


def before_act(topic: str, left: str = "") -> str:
    """刑事案件|立案83起,破案61起; 老旧小区改造|开工21个,完工19个: the act before is no part of what both are of."""
    verb = trailing_verb(topic)
    last = last_word(verb)
    if not verb or not is_act(last):
        return topic
    if verb == topic != left and is_act(verb) and not _OBJECT.search(topic):
        return ""  # 立案6家、关闭2家: acts beside each other; but 申请强制执行34宗,执结21宗
    dropped = verb if is_act(verb) else last
    return _MANNER.sub("", topic.removesuffix(dropped)) if len(topic) - len(dropped) >= _LEAST_TOPIC else topic


def _before_outcomes(frame: Frame) -> str:
    """What the outcomes before are of (清理文件16件,拟保留11件,废止2件)."""
    nouns = (k.noun for k in reversed(frame.memory.drafts) if k.is_level_count and not k.noun.startswith(_OUTCOMES))
    return next(nouns, "")


def of_matter(frame: Frame) -> Sequence[Draft]:
    """What was named since the last semicolon, where that is anything (立案12起,移送9人;受理行政案件41起,查处52人)."""
    drafts = frame.memory.drafts
    return [k for k in drafts if k.site.span.start >= frame.start] or drafts
