"""A bare act right after a count: its object is left out because it is the same as before (救护野生动物74只,放归61只).

Does not belong here: stages whose words the table of pairs knows (part_links.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from orchestration.extraction.arithmetic import is_earlier, value_of
from orchestration.extraction.drafts import CARRIED, Draft
from orchestration.extraction.pairs import Links, same_kind
from orchestration.extraction.verbs import is_act, leading_verb, run_length
from orchestration.extraction.vocabulary import alternation, words_of

_LEAD = re.compile("^[，, ]*(?:其中[，,]?|已|均已?|全部|依法|现|再|先后|累计|成功|顺利)*")
_ANY_THING, _NOUN = ("个", "项"), 2  # measure words that do not tell what is counted
_UNITS = ("次", "场", "期", "场次", "", "项次")  # what happens, happens once: no act is done to a meeting


@lru_cache(maxsize=1)
def _apart() -> re.Pattern[str]:
    return re.compile(alternation(words_of("acts_apart", "act", "class", "apart")))


def link_next_act(drafts: Sequence[Draft], index: int, links: Links) -> int | None:
    """What the bare act before was done to, of which a further one tells (查处车辆86台,扣留12台,放行41台)."""
    found = links[index - 1] if index else None
    if found is None or found.relation not in ("subset", "component"):
        return None
    draft, before, whole = drafts[index], drafts[index - 1], drafts[found.parent]
    if draft.site.joined or before.site.joined or not _is_bare_act(draft) or not _is_bare_act(before):
        return None
    beside = draft.sentence == before.sentence and draft.unit == before.unit == whole.unit
    if not beside or draft.unit in _UNITS or value_of(draft) > value_of(whole) or not same_kind(whole, draft):
        return None
    return found.parent


def _is_bare_act(draft: Draft) -> bool:
    """Whether nothing but an act stands before a count, and none that is counted apart."""
    act = _LEAD.sub("", draft.site.left)
    return bool(act) and leading_verb(act) == act and is_act(act) and _apart().search(act) is None


def _tells_another(draft: Draft, whole: Draft) -> bool:
    """「对37个部门进行考核,纠正9个影响公平竞争的文件」: the act is done to something else, told behind the figure."""
    told = draft.rule_id == "m.v_num_n" and draft.unit in _ANY_THING
    return told and draft.noun[-_NOUN:] not in whole.measure


def link_bare_act(drafts: Sequence[Draft], index: int) -> int | None:
    """The count right before, in the same word and not smaller, of which a bare act tells what was done to some."""
    draft, whole = drafts[index], drafts[index - 1] if index else None
    if whole is None or not whole.is_level_count or whole.host is not None or whole.family == "money":
        return None
    if draft.site.joined or not _is_bare_act(draft):
        return None
    if draft.sentence != whole.sentence or draft.unit in _UNITS or draft.unit != whole.unit.partition("（")[0]:
        return None
    if value_of(draft) > value_of(whole) or not same_kind(whole, draft):
        return None
    if _tells_another(draft, whole):
        return None
    told = _LEAD.sub("", whole.site.left)
    if run_length(told) == len(told):
        return None  # 其中，查封扣押17起，限产6起: acts beside each other
    before = drafts[index - 2] if index > 1 else None
    listed = whole.site.joined and before is not None and before.unit == whole.unit
    if listed or _apart().search(whole.measure) or is_earlier(whole) or CARRIED.match(whole.measure):
        return None
    return index - 1
