"""Nouns that are always of something: 案值, 平均分, 权重, 次均.

Does not belong here: completing acts and participants (naming_topics.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

from orchestration.extraction.drafts import Draft, merge, naming_words, shorter
from orchestration.extraction.frames import Frame
from orchestration.extraction.vocabulary import alternation

_PER_UNIT = re.compile(r"(?:人|户|次|件|亩|日|月|年|校|村|天|台|车|平)均|平?均?每[^\d，,]{1,4}")
_SHARES = ("分值", "权重", "得分", "比重", "占比")
_RATED = re.compile(
    r"[将把](?P<thing>[^，,。；;将把]{2,14}?)(?:纳入|列入|计入|作为)[^，,。；;]*?"
    r"(?P<rating>考核|考评|绩效|评价|评估|测评|督查|述职)"
)
_NEW = re.compile("^新(?:登记|注册|设立?|增|建成?|培育|办|认定|发展|招|入库)?")
_TOPIC_LIMIT = 18
_GOT = re.compile("^(?:以|取得了?|获得?了?)(?=.{2})")  # 取得平均分98.7的成绩
_OWNED_MAX = 10


@lru_cache(maxsize=1)
def _owned() -> re.Pattern[str]:
    """Nouns that are always of something: 案值, 平均分, 权重."""
    return re.compile(rf"(?:平均|所占|最高|最低|总)?(?:{alternation(naming_words('owned'))})")


@lru_cache(maxsize=1)
def _owned_ends() -> frozenset[str]:
    return frozenset(word[-1] for word in naming_words("owned"))


def of_owner(frame: Frame, left: str) -> Draft | None:
    """「立案侦办走私案件9起，案值2.7亿元」, 「临时救助1512人次，次均1180元」: a noun that is always of something."""
    if len(left) > _OWNED_MAX or not (left[-1] in _owned_ends() or "均" in left or "每" in left):
        return None
    left = _GOT.sub("", left)
    if not _owned().fullmatch(left.removeprefix("完成")) and not _PER_UNIT.fullmatch(left):
        return None
    last = _of_each(frame) or frame.memory.last_count()
    rated = _rated_thing(frame) if left.endswith(_SHARES) else ""
    owner = rated or (last.noun if last else "" if "年龄" in left else frame.clause_before())
    if not owner or owner.startswith(left):
        return None
    if left.startswith(("总", "存", "保")):  # 新登记企业1.1万户，总数达6.3万户: not of the new ones alone
        owner = _NEW.sub("", owner) or owner
    return frame.draft(merge(shorter(owner, _TOPIC_LIMIT), left), owner, "", "m.owner_topic")


def of_owner_again(frame: Frame) -> Draft | None:
    """A later figure of 「总投资分别为36亿元和52亿元」, of its own owner."""
    last = frame.memory.drafts[-1] if frame.memory.drafts else None
    if last is None or last.rule_id != "m.owner_topic" or not frame.site.joined:
        return None
    each = _of_each(frame)
    owned = last.measure.removeprefix(shorter(last.noun, _TOPIC_LIMIT))
    return frame.draft(merge(shorter(each.noun, _TOPIC_LIMIT), owned), each.noun, "", "m.owner_topic") if each else None


def _of_each(frame: Frame) -> Draft | None:
    """「报告书37件,报告表375件,总投资分别为186.2亿元、503.7亿元」: the k-th sum is of the k-th count."""
    chain = frame.chain()
    opening = frame.text[frame.site.clause.start : frame.figures[chain[0]].span.start]
    first = frame.figures[chain[0]].span.start
    counts = [draft for draft in frame.memory.drafts if draft.is_level_count and draft.site.span.start < first]
    if "分别" not in opening or len(chain) < 2 or len(counts) < len(chain):
        return None
    return counts[frame.index - chain[0] - len(chain)]


def _rated_thing(frame: Frame) -> str:
    """What has a weight: 将普法工作纳入科室年度考核，权重由3%提高到8% → 普法工作考核."""
    found = list(_RATED.finditer(frame.text, frame.start, frame.site.clause.start))
    return found[-1]["thing"] + found[-1]["rating"] if found else ""
