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
from orchestration.extraction.scope_limits import done_to_them, limits
from orchestration.extraction.scope_patterns import patterns, region_scope
from orchestration.extraction.scope_words import acts, is_object, word_scope
from orchestration.extraction.verbs import run_length

_STOCKS = ("现有", "实有", "拥有", "共有", "现存", "有", "登记")  # what an area has is no act that goes on
_GOOD_SHARE = (
    "优良率",
    "优良比例",
    "达标率",
    "定期检验率",
    "检验率",
    "定检率",
)  # after days of good air; of files it is the body's own
_AGAINST_US = re.compile(
    "行政(?:败诉|复议|诉讼)|败诉|有责投诉|执法投诉"
)  # 无重大安全事故、无行政败诉案件: the latter our own
_AS_FOR = re.compile("^[就从](?=全[省市州县区旗](?:系统|范围)?(?:而言|来看|来说|看))")  # 就全市而言,系统作出处罚1105件
_THINGS = re.compile(
    r"(?:共|累计|已|目前|总计)*[\d.,，]+[余多]?万?[余多]?(?:家|户|个)[\u4e00-\u9fff]"
)  # 全区累计312家企业达标
_HELD_AGAINST = re.compile("(?:[均位]?居|位列|名列|排名|排在|走在|占|高于|低于|优于|超过|领先)$")  # 均居|全市部门前列
_AMONG = re.compile(r"[，,；;]?其中[，,：:]?(?:新登记|新增|新设)?")
_PLACES = ("乡镇", "镇", "街道", "行政村", "村")
_ALL_OF_THEM = re.compile(r"^(?:[(（][^()（）]{1,6}[)）])?(?:已?(?:全部|全都|均|都|普遍)|已)?")
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
    _bracketed(site, memory)
    left = text[max(site.left_start, start) : site.span.start].replace("\n", "")
    other = _acting_body(text, start, site, agency)
    if other is not None:
        return _of_body(*other, memory)
    found = word_scope(left, site.right, agency) or region_scope(left, agency)
    if _counted_act(left, found, memory):
        memory.strength, found = "subject", None  # 全省256家机构共办理…: the counted bodies act
    if found is not None:
        memory.scope, memory.strength = found
        return found[0]
    if _is_there(text, start, left, site, agency, memory.scope.startswith("other")):
        return "area"
    if site.clause.depth > 0 or site.joined or completed or "其中" in left:
        if memory.strength or _take_from_host(text, start, site, memory, agency):
            return memory.scope
    elif site.first:
        opening = _opening_scope(text, start, site, cut, memory, agency)
        if opening is not None:
            memory.scope, memory.strength = opening, "subject"
            return opening
    _carry(text, start, site, memory, agency)
    if memory.strength == "subject":
        return memory.scope
    if memory.strength == "modifier":
        if not _begins_act(left):
            return memory.scope
        memory.scope, memory.strength = "own", ""
    counts_bodies = site.span.surface.endswith("个")
    towards = counts_bodies and done_to_them().match(text, site.clause.start, site.span.start) is not None
    return _by_nature(measure, left, site, memory, agency, towards)


def _is_there(text: str, start: int, left: str, site: Site, agency: Agency | None, other: bool) -> bool:
    """Whether a figure is of bodies, places or mediators of the area by the words right at it."""
    cues, surface = limits(), site.span.surface
    if surface.endswith(("个", "家")) and cues.bodies_there.match(text, site.span.end):
        return True
    if "每" in left and cues.in_each.search(left) is not None:
        return True
    if agency is None or agency.level == "乡" or other or cues.mediated.match(left.lstrip("，,、 ")) is None:
        return False
    return cues.mediators.search(text, start, site.left_start) is not None


def _begins_act(left: str) -> bool:
    """Whether the words at a figure tell a new act, so that an area word before a noun holds no longer."""
    cues, said = patterns(), strip_leads(left)
    worked_on = left.rstrip().endswith(("对", "向"))  # 对不少于10个部门开展检查: an act of the body itself
    acted = run_length(said) or worked_on
    return bool(acted) and cues.goes_on.match(left) is None and cues.act_as_noun.match(said) is None


def _counted_act(left: str, found: tuple[str, str] | None, memory: ScopeMemory) -> bool:
    """Whether the bodies or people counted before act in what follows."""
    if memory.strength != "modifier" or (found is not None and found != (memory.scope, "modifier")):
        return False
    return (patterns().bodies_count.match(left) or limits().people_act.match(left)) is not None


def _bracketed(site: Site, memory: ScopeMemory) -> None:
    """What a bracket says of whose its figures are ends with it: 全市立案220起（市本级18起），处罚210起."""
    if site.clause.depth > 0:
        memory.outside = memory.outside or (memory.scope, memory.strength)
    elif memory.outside is not None:
        memory.scope, memory.strength = memory.outside
        memory.outside = None


def _acting_body(text: str, start: int, site: Site, agency: Agency | None) -> tuple[str, bool] | None:
    """The other body that acts in the clause of ``site``; what it decides on us is our figure."""
    if not site.first:
        return None
    clause = text[max(site.clause.start, start) : site.span.start]
    other = other_body(clause, agency)
    if other is not None and other[0] and decides_on_us(text[start : site.clause.start], other[0], clause):
        return "", True
    return other


def _by_nature(
    measure: str, left: str, site: Site, memory: ScopeMemory, agency: Agency | None, towards: bool = False
) -> str:
    """What is counted in the area by nature; bodies that act go on (8家公证机构办理公证2.1万件, 13个乡镇中仍有6个),
    not those ``towards`` whom something is done."""
    scope, right = _scope_by_nature(measure, agency), site.right
    if scope == "area" and (limits().worked_among.search(left) or limits().worked_for.search(left)):
        scope = "own"
    further = memory.natural and (site.joined or _AMONG.match(left)) and not _AGAINST_US.search(measure)
    if further and not run_length(strip_leads(left)):
        scope = "area"  # 新登记经营主体6284户,其中企业1907户、农民专业合作社11户
    if memory.natural and (
        measure.startswith(_GOOD_SHARE) or limits().of_natural(left) or patterns().goes_on.match(left)
    ):
        scope = "area"
    memory.natural = scope == "area"
    nature = patterns().nature.match(right) if scope == "area" else None
    if nature is not None:
        rest = right[nature.end() :]
        rest = _ALL_OF_THEM.sub("", rest) if nature.group().startswith(_PLACES) else rest
        if rest.startswith(("中", "内")) or (acts(rest) and not towards):
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


def _take_from_host(text: str, start: int, site: Site, memory: ScopeMemory, agency: Agency | None) -> bool:
    """Take the area word before a bracket whose sentence counts nothing before it: 全区刑事立案数(同比下降13.4%)."""
    host = site.clause.host_end
    opening = start if host is None else max(start, 1 + max(text.rfind(mark, start, host) for mark in "，,；;"))
    if host is None or patterns().figure.search(text, opening, host):
        return False
    found = word_scope(text[opening:host], "", agency)
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
        words = _AS_FOR.sub("", without_time(text[clause.start : clause.end]))
        match = patterns().words.match(words)
        if limits().had_others.match(words) and text.startswith(("共", "累计"), site.clause.start):
            memory.opening = "area"  # 组织各级机关对政策措施进行审查,共审查文件214份
            return memory.opening
        if match and match.lastgroup in ("area", "province"):
            scope = resolve(match.lastgroup, match.group(), agency)
            if scope == "area" and not is_ourselves(match.group(), words[match.end() :], agency):
                memory.opening = scope
                return memory.opening
    return None


def _carry(text: str, start: int, site: Site, memory: ScopeMemory, agency: Agency | None) -> None:
    """Take up the subject of the sentence before, asked once a sentence."""
    if memory.strength or not site.first or memory.carried_at == start:
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
        if (
            guided
            or _HELD_AGAINST.search(clause)
            or (match.group().startswith("各") and not (acts(rest) and not cues.worked_on.search(clause)))
        ):
            continue  # 向各部门发函3份: a subject named before it goes on
        if rest.startswith(_STOCKS) or _THINGS.match(rest) or not acts(rest) or is_object(clause, rest):
            return None
        scope = resolve(match.lastgroup or "own", match.group(), agency)
        return None if scope == "own" else scope
    return None
