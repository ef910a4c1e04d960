"""Scope of a figure: the reporting body itself, its whole area, or another named body.

An area word that is the subject of a clause (全市共检查…) holds for the verbs that follow in the sentence; one that
qualifies a noun (全市7601家企业) for further nouns. Does not belong here: which body the report speaks for (reading).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from orchestration.document import Agency
from orchestration.extraction.bodies import (
    decides_on_us,
    is_ourselves,
    other_body,
    own_words_blanked,
    resolve,
    without_time,
)
from orchestration.extraction.clauses import Clause, Site
from orchestration.extraction.leads import strip_leads
from orchestration.extraction.scope_limits import in_title, limits
from orchestration.extraction.scope_patterns import patterns, region_scope
from orchestration.extraction.verbs import run_length, verb_run

_STOCKS = ("现有", "实有", "拥有", "共有", "现存", "有", "登记")  # what an area has is no act that goes on
_GOOD_SHARE = ("优良率", "优良比例", "达标率")  # after days of good air; of files it is the body's own
_JOINED_TO = ("和", "与", "以及")
_CARRIED_OVER = 300  # characters of the paragraph before a sentence that can name its subject


@dataclass(slots=True)
class ScopeMemory:
    """The area word still in force: ``subject`` (holds for verbs too), ``modifier`` (nouns only) or none.

    ``opening`` is the area word an earlier clause of the sentence opens with; the clauses up to ``looked_at`` have
    been searched for it.
    """

    scope: str = "own"
    strength: str = ""
    opening: str | None = None
    looked_at: int = -1
    natural: bool = False  # the figure before is the area's by what it counts
    carried_at: int = -1
    outside: tuple[str, str] | None = None  # what held before the bracket the figure before stands in


def scope_of(
    text: str,
    start: int,
    site: Site,
    measure: str,
    cut: Sequence[Clause],
    memory: ScopeMemory,
    agency: Agency | None,
    completed: bool = False,
) -> str:
    """Return the scope of the figure at ``site`` and keep ``memory`` up to date.

    ``completed``: the name was completed from what was counted before, so the figure is of the same body.
    """
    cues = patterns()
    _bracketed(site, memory)
    left = text[max(site.left_start, start) : site.span.start]
    other = _acting_body(text, start, site, agency) if site.first else None
    if other is not None:
        return _of_body(*other, memory)
    found = _word_scope(left, site.right, agency) or region_scope(left, agency)
    if (
        memory.strength == "modifier"
        and (found is None or found == (memory.scope, "modifier"))
        and (cues.bodies_count.match(left) or limits().people_act.match(left))
    ):
        memory.strength, found = "subject", None  # 全省256家机构共办理…: the counted bodies act
    if found is not None:
        memory.scope, memory.strength = found
        return found[0]
    if site.clause.depth > 0 or site.joined or completed or "其中" in left:
        if memory.strength or _take_from_host(text, start, site, memory, agency):
            return memory.scope
    elif site.first:
        opening = _opening_scope(text, start, site, cut, memory, agency)
        if opening is not None:
            memory.scope, memory.strength = opening, "subject"
            return opening
    if not memory.strength and site.first:
        _carry(text, start, site, memory, agency)
    if memory.strength == "subject":
        return memory.scope
    if memory.strength == "modifier":
        acts = strip_leads(left)
        worked_on = left.rstrip().endswith(("对", "向"))  # 对不少于10个部门开展检查: an act of the body itself
        if cues.goes_on.match(left) or not (run_length(acts) or worked_on) or cues.act_as_noun.match(acts):
            return memory.scope
        memory.scope, memory.strength = "own", ""
    return _by_nature(measure, left, site, memory, agency)


def _bracketed(site: Site, memory: ScopeMemory) -> None:
    """What a bracket says of whose its figures are ends with it: 全市立案220起（市本级18起），处罚210起."""
    if site.clause.depth > 0:
        memory.outside = memory.outside or (memory.scope, memory.strength)
    elif memory.outside is not None:
        memory.scope, memory.strength = memory.outside
        memory.outside = None


def _acting_body(text: str, start: int, site: Site, agency: Agency | None) -> tuple[str, bool] | None:
    """The other body that acts in the clause of ``site``; what it decides on us is our figure."""
    clause = text[max(site.clause.start, start) : site.span.start]
    other = other_body(clause, agency)
    if other is not None and other[0] and decides_on_us(text[start : site.clause.start], other[0], clause):
        return "", True
    return other


def _by_nature(measure: str, left: str, site: Site, memory: ScopeMemory, agency: Agency | None) -> str:
    """What is counted in the area by nature; bodies that act go on (8家公证机构办理公证2.1万件, 13个乡镇中仍有6个)."""
    scope, right = _scope_by_nature(measure, agency), site.right
    if site.joined and memory.natural and not run_length(strip_leads(left)):
        scope = "area"  # 新登记经营主体6284户,其中企业1907户、农民专业合作社11户
    if memory.natural and (measure.startswith(_GOOD_SHARE) or limits().against_goal.match(left)):
        scope = "area"
    memory.natural = scope == "area"
    nature = patterns().nature.match(right) if scope == "area" else None
    if nature is not None:
        rest = right[nature.end() :]
        if rest.startswith(("中", "内")) or _acts(rest):
            memory.scope, memory.strength = scope, "subject"
    return scope


def _of_body(body: str, lasting: bool, memory: ScopeMemory) -> str:
    """A named body acts; "" is the reporting body, which acts again (市政协视察3次，市政府办理提案326件)."""
    scope = f"other:{body}" if body else "own"
    memory.scope, memory.strength = (scope, "subject") if lasting else ("own", "")
    return scope


def _scope_by_nature(measure: str, agency: Agency | None) -> str:
    """What is counted in the area whoever counts it: accidents, villages, the economy."""
    cues = patterns()
    measured = own_words_blanked(measure, agency)
    nature = cues.nature.search(measured)
    if _is_government(agency) and cues.government.search(measured):
        return "area"
    return "area" if nature and not cues.own_acts.search(measure, 0, nature.start()) else "own"


def _is_government(agency: Agency | None) -> bool:
    """Whether the departments' figures are those of an area: the report of a county, city or province."""
    return agency is not None and agency.level != "乡" and agency.name_zh.endswith("政府")


def _word_scope(left: str, right: str, agency: Agency | None) -> tuple[str, str] | None:
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
    if is_ourselves(match.group(), rest, agency):
        return "own", "subject"
    if agency and agency.level == "乡" and match.group()[0] in "全我本" and limits().at_school.match(rest):
        return "own", "modifier"
    if scope == "area" and match.group()[0] in "我本" and limits().scored.fullmatch(rest):
        return "own", ""  # 我县以93.7分居第二: a score is of the body that is judged
    if scope == "area" and limits().took_part.search(left[: match.start()]):
        return None  # 参加省、市各级培训85人次: whose training it was
    if kind != "own" and limits().beside.search(f"{left[: match.start()][-6:]}|{rest}"):
        return None  # 在全市考核中得分96.8分, 立案数占全市的16.2%: what the body is held against
    if scope == "area" and (limits().weighting.search(rest) or limits().called_in.search(left[: match.start()])):
        return None  # 各社区考核权重提高到5分, 约谈工作滞后的县区政府负责人2次: what the body itself does
    if (
        agency
        and agency.level == "乡"
        and not rest
        and cues.organised.search(left[: match.start()])
        and "参加" in right
    ):
        return None  # 组织全镇93名干部参加考试: those of the township
    if kind in ("own", "bureau") and rest.rstrip().endswith(_JOINED_TO):
        return None  # 市局班子成员和|8个县区局书记: the other member of the pair
    by_subject = _acts(rest) and not (scope == "area" and limits().no_act.search(rest))
    if scope.startswith("other:") and not by_subject:
        opens = not without_time(left[: match.start()])
        if kind == "nation" or not opens or cues.honour.search(rest):
            return None  # 全国综合减灾示范社区: part of a title
    if scope != "own" and _is_object(left[: match.start()], rest, by_subject):
        return None if rest.strip() else (scope, "modifier")  # 对全市2106家场所开展检查: they are of the area
    if match.group()[0] == "各" and not by_subject and cues.looked_into.search(left[: match.start()]):
        return "own", "modifier"  # 评查各县（市、区）案卷60卷
    lasting = by_subject or scope == "own" or right.rstrip("，, ").endswith(("中", "内"))
    lasting = lasting or cues.all_of_them.match(right) is not None
    return scope, "subject" if lasting else "modifier"


def _is_object(before: str, rest: str, by_subject: bool = False) -> bool:
    """Whether the area word only qualifies what the reporting body worked on: 对全市企业开展检查, 组织全省资格考试."""
    cues, before = patterns(), before.strip()
    if cues.organised.search(before) and cues.event.search(rest):
        return True
    on = cues.worked_on.search(before)
    if on is None or by_subject:
        return False
    return on.group("whole") is not None or verb_run().search(rest) is not None


def _take_from_host(text: str, start: int, site: Site, memory: ScopeMemory, agency: Agency | None) -> bool:
    """Take the area word before a bracket whose sentence counts nothing before it: 全区刑事立案数(同比下降13.4%)."""
    host = site.clause.host_end
    opening = start if host is None else max(start, 1 + max(text.rfind(mark, start, host) for mark in "，,；;"))
    if host is None or patterns().figure.search(text, opening, host):
        return False
    found = _word_scope(text[opening:host], "", agency)
    if found is not None:
        memory.scope, memory.strength = found[0], "modifier"
    return found is not None


def _opening_scope(
    text: str, start: int, site: Site, cut: Sequence[Clause], memory: ScopeMemory, agency: Agency | None
) -> str | None:
    """An area word that opens an earlier clause of the sentence as its subject. Each clause is looked at once."""
    if memory.opening is not None and memory.looked_at >= start:
        return memory.opening
    first = bisect_left(cut, (max(start, memory.looked_at),))
    for clause in islice(cut, first, None):
        if clause.start >= site.clause.start:
            break
        if clause.end > site.clause.start or clause.depth > 0:
            continue
        memory.looked_at = clause.end
        if patterns().figure.search(text, clause.start, clause.end):
            continue  # a clause with a figure of its own has set the memory already
        match = patterns().words.match(without_time(text[clause.start : clause.end]))
        if match and match.lastgroup in ("area", "province"):
            scope = resolve(match.lastgroup, match.group(), agency)
            if scope == "area":
                memory.opening = scope
                return memory.opening
    return None


def _carry(text: str, start: int, site: Site, memory: ScopeMemory, agency: Agency | None) -> None:
    """Take up the subject of the sentence before, asked once a sentence."""
    if memory.carried_at == start:
        return
    memory.carried_at = start
    carried = _carried_scope(text, start, site, agency)
    if carried is not None:
        memory.scope, memory.strength = carried, "subject"


def _carried_scope(text: str, start: int, site: Site, agency: Agency | None) -> str | None:
    """The subject of the sentences before, in the same paragraph: 全市执法机构检查5326家次。立案312起.

    It goes on only where the sentence names a result and no subject, and no item of a list begins in between.
    """
    cues = patterns()
    begin = max(text.rfind("\n", max(start - _CARRIED_OVER, 0), start) + 1, start - _CARRIED_OVER, 0)
    before = text[begin:start]
    if cues.area_word.search(before) is None:
        return None
    opening = without_time(text[start : site.span.end])
    if cues.item.match(opening) or cues.carries.match(opening) is None:
        return None
    for match in reversed(list(cues.words.finditer(before))):
        if cues.item.search(before, match.end()):
            return None
        rest = before[match.end() :]
        clause = before[max(before.rfind(mark, 0, match.start()) for mark in "，,。；;") + 1 : match.start()]
        guided = cues.looked_into.search(clause) is not None  # 指导各级医疗机构设立窗口: the one who guides goes on
        if guided or (match.group().startswith("各") and not (_acts(rest) and not cues.worked_on.search(clause))):
            continue  # 向各部门发函3份: a subject named before it goes on
        if rest.startswith(_STOCKS) or not _acts(rest) or _is_object(clause, rest):
            return None
        scope = resolve(match.lastgroup or "own", match.group(), agency)
        return None if scope == "own" else scope
    return None


def _acts(rest: str) -> bool:
    """Whether the area word before ``rest`` is the subject of a verb."""
    cues = patterns()
    time = cues.time.match(rest)
    rest = rest[time.end() :] if time else rest  # 各执法单位全年立案
    if rest[:1] in ("对", "向", "为") and verb_run().search(rest, 1):
        return True  # 全市对违法行为立案160起
    return bool(cues.counted_by_subject.match(rest) or run_length(rest) or cues.bodies_count.match(rest))
