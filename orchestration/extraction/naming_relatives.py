"""What tells which ones are counted, right before the figure (国家下达的40多个|重点事项全面上线运行).

Does not belong here: names by the words right or left of a figure (naming_counts.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.drafts import Draft, merge, shorter
from orchestration.extraction.frames import Frame
from orchestration.extraction.parts import divided
from orchestration.extraction.phrases import clean_left
from orchestration.extraction.verbs import Phrase, has_verb, subject_of, trailing_verb

_RELATIVE_MAX = 8
_BARE = 3
_THOSE = re.compile("的(?:就|仅|只|共|已|也)?(?:有|占|为|达到?|约|近|超过?)*$")
_NO_THINGS = ("rate", "money", "duration")
_GENERIC = ("事项", "案件", "问题", "项目", "企业", "单位", "文件", "人员", "任务", "合同", "场所", "学校")
_GENERIC_MAX = 14
_FIT = re.compile(
    "有(?:条件|需求|需要|意愿|能力)|(?:符合|具备|满足)[^，,]{0,4}条件"
)  # 有条件、有需求的|412个行政村: praise, no name
_AWARDED = re.compile("评为|列入|入选|获评|[荣获]获|表彰|推广")
_RESULT = re.compile("(?<=.{2})(?:不?合格|不?达标|优秀|良好|通过|规范)$")  # 报送的10件|案卷合格
_WORKED_ON = re.compile(".*[对就把将向为]")  # 对2019年以来制发的46件文件逐件清理: the act is the measure


def relative_of(frame: Frame, right: str) -> str | None:
    """What tells which they are (国家下达的40多个|重点事项全面上线运行), None where the words left are none of it."""
    words = frame.left.rstrip()
    if not words.endswith("的"):
        return None
    said, right = right, _RESULT.sub("", right)
    before = clean_left(words[:-1])
    if _FIT.match(before):
        return None
    told = len(before) <= _RELATIVE_MAX
    if len(right) <= 3 or _is_bare_subject(right):
        if not told and right in _GENERIC and len(before) <= _GENERIC_MAX:
            return before  # 纳入市级政务服务平台的|97项|事项: the noun alone tells nothing
        return before if told else trailing_verb(words[:-1])
    tells = told and before and _AWARDED.search(right) is None and frame.site.first and not _WORKED_ON.match(words)
    return before if tells and len(bare_noun(said)) < len(said) else None


def of_those(frame: Frame, left: str, phrase: Phrase) -> Draft | None:
    """「承接行政处罚权34项,真正用起来的有9项」: what is said of some of those counted, whose noun is left out."""
    if left.endswith("其中") and len(left) > len("其中") and frame.family not in _NO_THINGS:
        return _of_them(frame, left.removesuffix("其中"))
    if phrase.bare_verb or frame.family in _NO_THINGS or not _THOSE.search(frame.left.rstrip()):
        return None
    last = frame.memory.last_count(frame.unit)
    if last is None or last.unit != frame.unit or not frame.site.first or left.endswith(last.noun[-2:]):
        return None
    if "其中" in frame.left or phrase.verb or last.site.span.start < frame.start:
        return None
    return frame.draft(merge(shorter(last.noun), left), last.noun, "", "m.verb_topic", whole=divided(frame))


def _of_them(frame: Frame, act: str) -> Draft | None:
    """「赋权事项扩展到58项,行使其中23项」: what was done to some of those counted before."""
    index = frame.memory.last_count_index(unit=frame.unit)
    if index is None or frame.memory.drafts[index].unit != frame.unit:
        return None
    noun = frame.memory.drafts[index].noun
    return frame.draft(merge(shorter(noun), act), noun, act, "m.verb_topic", whole=index)


def bare_noun(right: str) -> str:
    """The noun right of a figure, without what is said of it (案卷合格, 重点事项全面上线)."""
    return subject_of(_RESULT.sub("", right)) if len(right) > _BARE else right


def _is_bare_subject(right: str) -> bool:
    """Whether a short noun is followed by a predicate without a verb (4起案件逐一“回头看”)."""
    subject = subject_of(right)
    return len(subject) <= 3 and not has_verb(right[len(subject) :])
