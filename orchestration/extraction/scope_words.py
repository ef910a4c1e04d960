"""What the words of scope left of a figure say of it, and how far they hold.

Does not belong here: what goes on from figure to figure (scope.py), the words themselves (scope_patterns.py).
"""

from __future__ import annotations

import re

from orchestration.document import Agency
from orchestration.extraction.bodies import is_ourselves, resolve, without_time
from orchestration.extraction.scope_limits import in_title, limits
from orchestration.extraction.scope_patterns import patterns
from orchestration.extraction.verbs import run_length, verb_run

_OWN_UNITS = re.compile(
    r"(?:有|了|基层|直属|派出|\d|个|家)*(?:[\u4e00-\u9fff]{0,8}?)(?:[支大中]队|分局|(?<![务诊])所|科室|股室|执法队|检测站|办事处|中心站)(?![\u4e00-\u9fff])"
)
_THOSE_THERE = re.compile("(?:(?:现有|实有|在用|正在使用|在册|在营|在建|在产|登记|已登记|登记在册|存量)的?)?")
_JOINED_TO = ("和", "与", "以及")


def word_scope(left: str, right: str, agency: Agency | None) -> tuple[str, str] | None:
    """The last scope word left of the figure and how far it holds. 全镇23个村中 opens what is said of the villages."""
    cues = patterns()
    if limits().had_others.match(without_time(left)):
        return "area", "modifier"
    if cues.area_word.search(left) is None:
        return None
    for match in reversed(list(cues.words.finditer(left))):
        found = _scope_of_word(match, left, right, agency)
        if found is not None or not (match.lastgroup == "area" or in_title(match, left)):
            return found
    return None  # 全市向各乡镇派驻23名: what a word is the object of, the word before it may have done


def _scope_of_word(match: re.Match[str], left: str, right: str, agency: Agency | None) -> tuple[str, str] | None:
    """What one scope word of ``left`` says of the figure, None where it only qualifies something."""
    cues = patterns()
    kind, rest = match.lastgroup or "own", cues.bracket_lead.sub("", left[match.end() :])
    scope = resolve(kind, match.group(), agency)
    if scope is None or in_title(match, left):
        return None
    ourselves = _of_ourselves(match.group(), scope, rest, right, agency)
    if ourselves is not None:
        return ourselves
    if _only_qualifies(kind, scope, left[: match.start()], rest) or _sends(agency, left[: match.start()], rest, right):
        return None
    by_subject = acts(rest) and not (scope == "area" and limits().no_act.search(rest))
    if scope.startswith("other:") and not by_subject:
        opens = not without_time(left[: match.start()])
        if kind == "nation" or not opens or cues.honour.search(rest):
            return None  # 全国综合减灾示范社区: part of a title
    if scope != "own" and is_object(left[: match.start()], rest, by_subject):
        return (
            (scope, "modifier") if _THOSE_THERE.fullmatch(rest.strip()) else None
        )  # 对全市2106家场所开展检查: they are of the area
    if match.group()[0] == "各" and not by_subject and cues.looked_into.search(left[: match.start()]):
        return "own", "modifier"  # 评查各县（市、区）案卷60卷
    lasting = by_subject or scope == "own" or right.rstrip("，, ").endswith(("中", "内"))
    lasting = lasting or cues.all_of_them.match(right) is not None
    return scope, "subject" if lasting else "modifier"


def _of_ourselves(word: str, scope: str, rest: str, right: str, agency: Agency | None) -> tuple[str, str] | None:
    """Whether a word for the area means the body that reports: 我镇组织…, 全镇应参加考试46人, 我县以93.7分居第二."""
    if is_ourselves(word, rest, agency):
        return "own", "subject"
    if word.endswith("辖") and _OWN_UNITS.match(rest + right) and not (agency and agency.name_zh.endswith("政府")):
        return "own", "modifier"  # 下辖市场监管所9个, 管辖6个派出所
    if agency and agency.level == "乡" and word[0] in "全我本" and limits().at_school.match(rest):
        return "own", "modifier"
    if scope == "area" and word[0] in "我本" and limits().scored.fullmatch(rest):
        return "own", ""
    return None


def _only_qualifies(kind: str, scope: str, before: str, rest: str) -> bool:
    """Whether a word tells neither who acted nor whose the figure is."""
    if kind in ("own", "bureau") and rest.rstrip().endswith(_JOINED_TO):
        return True  # 市局班子成员和|8个县区局书记: the other member of the pair
    if kind == "own":
        return False
    if limits().beside.search(f"{before[-6:]}|{rest}"):
        return True  # 在全市考核中得分96.8分, 立案数占全市的16.2%: what the body is held against
    if scope != "area":
        return False
    # 各社区考核权重提高到5分, 约谈工作滞后的县区政府负责人2次, 参加省、市各级培训85人次: what the body itself does
    on_others = limits().called_in.search(before) or limits().took_part.search(before)
    return on_others is not None or limits().weighting.search(rest) is not None


def _sends(agency: Agency | None, before: str, rest: str, right: str) -> bool:
    """组织全镇93名干部参加考试: those of the township."""
    of_township = agency is not None and agency.level == "乡" and not rest
    return of_township and patterns().organised.search(before) is not None and "参加" in right


def is_object(before: str, rest: str, by_subject: bool = False) -> bool:
    """Whether the area word only qualifies what the reporting body worked on: 对全市企业开展检查, 组织全省资格考试."""
    cues, before = patterns(), before.strip()
    if cues.organised.search(before) and cues.event.search(rest):
        return True
    on = cues.worked_on.search(before)
    if on is None:
        return False
    return on.group("whole") is not None or (not by_subject and verb_run().search(rest) is not None)


def acts(rest: str) -> bool:
    """Whether the area word before ``rest`` is the subject of a verb."""
    cues = patterns()
    time = cues.time.match(rest)
    rest = rest[time.end() :] if time else rest  # 各执法单位全年立案
    if rest[:1] in ("对", "向", "为") and verb_run().search(rest, 1):
        return True  # 全市对违法行为立案160起
    return bool(cues.counted_by_subject.match(rest) or run_length(rest) or cues.bodies_count.match(rest))
