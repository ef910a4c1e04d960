"""Which body a report speaks for: the evidence is grouped by body, then a vote. A tie is a rejection, never a guess.

The rules, in the order in which they are applied: of bodies named jointly in the title the first leads; names without a
region are completed by the surroundings where these agree; who publishes for others counts little where the report
names its own body; a body that only a page names must fit the report's own voice (我局 is no government); the winner
needs a place that decides, enough weight, and a clear lead.

Does not belong here: the evidence (body_evidence.py), the grammar of names (bodies.py), which division a name means
(around.py, regions.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from orchestration.document import Agency, Candidate
from orchestration.reading.around import Around
from orchestration.reading.bodies import Body, body_at
from orchestration.reading.body_evidence import Evidence, evidence_in, joint_bodies
from orchestration.reading.body_identity import agency_of, has_another_task, is_inner_division, same_body
from orchestration.reading.divisions import divisions
from orchestration.reading.errors import Rejection
from orchestration.reading.joint import joint_agencies
from orchestration.reading.outline import Outline
from orchestration.reading.own_voice import committee_of, in_voice, led_from, voices
from orchestration.reading.regions import Region, region_of
from orchestration.reading.zones import zones

_ENOUGH, _LEAD, _LEAD_WITHOUT_TITLE = 3, 2, 3
_OWN = ("题名", "题名区划", "落款", "发文机关标志", "开篇自称", "开篇区划", "开篇自称政府", "自发文件")
# What is concluded from the text's way of speaking yields to a body that is named in its place.
_NAMED = ("题名", "落款", "开篇自称")
_INFERRED = ("开篇区划", "开篇自称政府", "自发文件")
# Here only a place is named, and its government meant.
_OF_PLACES = ("题名区划", "开篇区划")
_TITLES = ("题名", "题名区划", "发文机关标志")
_PUBLISHERS = ("发布机构", "来源", "页面发布机构")
# They publish what others report; the last three also sign for the government.
_HOSTS = ("人民政府", "政务服务", "数据", "政府办公厅", "司法")
_SIGN_FOR_GOVERNMENT = ("政府办公厅", "司法")
_ABOVE = ("国家", "省", "市")
_HINT = "在 raw/sources.csv 中填写 override_agency 与 override_reason"


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A piece of evidence with its body as understood, and what it counts for here."""

    evidence: Evidence
    body: Body
    weight: int
    note: str = ""

    @property
    def text(self) -> str:
        return f"{self.evidence.where}「{self.evidence.body.name}」{self.note}"


_Group = list[_Weighed]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The body, every piece of evidence with its weight and whether it spoke for the winner, and who issues with it."""

    agency: Agency
    candidates: tuple[Candidate, ...]
    joint: tuple[Agency, ...] = ()


def decide_agency(outline: Outline, year: int | None = None) -> Agency:
    """The body of the report on ``year``. Raises Rejection ``no_agency`` or ``agency_ambiguous``."""
    return weigh_agency(outline, year).agency


def weigh_agency(outline: Outline, year: int | None = None) -> Verdict:
    """As ``decide_agency``, with the evidence that was weighed."""
    evidence = evidence_in(outline)
    groups, alone = _groups(evidence, Around(outline, year), joint_bodies(outline))
    groups = [_discounted(group, groups) for group in groups]
    groups = [group for group in groups if _in_voice(group, outline)]
    weights = {id(one.evidence): one.weight for group in groups for one in group} | {id(one): 0 for one in alone}
    ranked = sorted(groups, key=_votes, reverse=True)
    best = ranked[0] if ranked else []
    if _votes(best) < _ENOUGH or not any(one.evidence.decides for one in best):
        raise _no_agency(evidence, voices(outline)).with_candidates(_candidates(evidence, weights, []))
    lead = _LEAD if any(one.evidence.source in _TITLES for one in best) else _LEAD_WITHOUT_TITLE
    rivals = [group for group in ranked[1:] if _votes(best) - _votes(group) < lead or _titled_otherwise(group, best)]
    if rivals:
        found = "、".join(f"{_longest(group).name}({_votes(group)}:{_places(group)})" for group in [best, *rivals])
        ambiguous = Rejection("agency_ambiguous", "报告机关有多个,证据相当", found, "唯一的报告机关", _HINT)
        raise ambiguous.with_candidates(_candidates(evidence, weights, []))
    joint = joint_agencies(outline, _longest(best), year)
    return Verdict(_agency(best, outline, year), _candidates(evidence, weights, best), joint)


def _titled_otherwise(group: _Group, best: _Group) -> bool:
    """Whether the title names this body and not the one that the text speaks for: one of them is another's paper."""
    named = any(one.evidence.source == "题名" and one.weight > 1 for one in group)
    return named and not any(one.evidence.source in _TITLES for one in best)


def _candidates(evidence: list[Evidence], weights: dict[int, int], best: _Group) -> tuple[Candidate, ...]:
    """Every piece of evidence as a vote; of a refused file none was chosen."""
    chosen = {id(one.evidence) for one in best}
    return tuple(
        Candidate("body", one.body.name, one.where, weights.get(id(one), 0), id(one) in chosen) for one in evidence
    )


def agency_by_name(full_name: str, reason: str, year: int | None = None) -> Agency:
    """The body of that name, given by hand. Raises Rejection ``override_invalid`` when it is no body's name."""
    body = body_at(full_name, 0)
    if body is None or body.end != len(full_name) or body.regionless:
        hint = "填写带区划的机关全称,如 深圳市福田区应急管理局"
        raise Rejection(
            "override_invalid", "override_agency 不是可识别的机关名称", full_name, "区划 + 职能 + 局/委/政府等", hint
        )
    return agency_of(body, region_of(body, full_name, year), f"override: {reason}「{full_name}」")


def _groups(evidence: list[Evidence], around: Around, joint: list[Body]) -> tuple[list[_Group], list[Evidence]]:
    """The evidence by body, and what belongs to none. Of bodies named jointly only the first has a group."""
    groups: list[_Group] = []
    bare: list[Evidence] = []
    alone: list[Evidence] = []
    others = [body for body in joint[1:] if not same_body(body, joint[0])]
    for one in sorted(evidence, key=lambda one: (len(one.body.codes) or 99, -one.weight)):
        if any(same_body(one.body, other) for other in others):
            continue
        if around.contradict(one.body):
            alone.append(one)
        elif one.body.regionless:
            bare.append(one)
        else:
            _join(groups, _placed(one, around))
    # The title before the opening: what one completes the other supports.
    for one in sorted(bare, key=lambda one: -one.weight):
        supported = [group for group in groups if _is_meant(one.body, group)]
        for group in supported:
            group.append(_Weighed(one, one.body, one.weight))
        whole = None if supported else around.completed(one.body)
        if whole:
            _join(groups, _Weighed(one, whole[0], one.weight, f"(区划据{whole[1]})"))
        elif not supported:
            alone.append(one)
    return groups, alone


def _placed(one: Evidence, around: Around) -> _Weighed:
    """With the region that its name leaves open told by the surroundings, where they tell it."""
    body, where = around.placed(one.body)
    return _Weighed(one, body, one.weight, f"(区划据{where})" if where else "")


def _join(groups: list[_Group], one: _Weighed) -> None:
    home = next((group for group in groups if any(same_body(known.body, one.body) for known in group)), None)
    if home is None:
        groups.append([one])
    else:
        home.append(one)


def _is_meant(bare: Body, group: _Group) -> bool:
    """Whether 市应急管理局 may mean the body of the group: the same function, and its region is a 市."""
    body = _longest(group)
    if not body.regions or body.branch:
        return False
    last = divisions().by_code[body.codes[0]].name if len(body.codes) == 1 else body.regions[-1]
    return (body.function_zh or body.office) == (bare.function_zh or bare.office) and last.endswith(bare.regionless)


def _discounted(group: _Group, groups: list[_Group]) -> _Group:
    """Who publishes for others counts one where another body is named by the report itself."""
    own = max(groups, key=lambda other: sum(one.weight for one in other if one.evidence.source in _OWN))
    speaks = any(one.evidence.source in _OWN for one in own)
    if group is own or not speaks:
        return group
    speaker = _longest(own)
    titled = any(one.evidence.source in ("题名", "题名区划") for one in own)
    named = any(one.evidence.source in _NAMED for one in own)
    return [
        replace(one, weight=1)
        if _for_another(one, speaker, titled) or (named and one.evidence.source in _INFERRED)
        else one
        for one in group
    ]


def _for_another(one: _Weighed, speaker: Body, titled: bool) -> bool:
    body, source = one.body, one.evidence.source
    # A name alone above a title that names another body is the name of the site.
    if titled and source == "发文机关标志":
        return True
    # The bureau above a branch, the county above a town: their part of the work, not their report.
    if source in ("开篇自称", *_PUBLISHERS) and _is_below(speaker, body):
        return True
    government = speaker.function_zh in ("人民政府", "街道办事处", "乡镇人民政府")
    if source in _PUBLISHERS:
        return body.function_zh in _HOSTS or body.commission
    signs = body.function_zh in _SIGN_FOR_GOVERNMENT or body.commission
    return source == "落款" and government and signs


def _is_below(body: Body, above: Body) -> bool:
    """Whether ``body`` is a branch or a town of ``above``."""
    if above.branch or above.town:
        return False
    same_function = (body.function_zh or body.office) == (above.function_zh or above.office)
    return bool(body.branch and same_function) or bool(body.town)


def _in_voice(group: _Group, outline: Outline) -> bool:
    """A body that only its page names must be what the report calls itself: 我局 is a bureau, no government."""
    if any(one.evidence.source in _OWN for one in group):
        return True
    body = _longest(group)
    # 在县委、县政府的领导下: led by a county, so no bureau of the city whose site carries the report
    above = led_from(outline) and body.codes and all(divisions().by_code[one].level in _ABOVE for one in body.codes)
    return not above and in_voice(body, voices(outline))


def _votes(group: _Group) -> int:
    return sum(one.weight for one in group)


def _places(group: _Group) -> str:
    return ";".join(dict.fromkeys(one.evidence.where for one in group))


def _longest(group: Iterable[_Weighed]) -> Body:
    """The body as it is written out most fully."""
    return max((one.body for one in group if not one.body.regionless), key=lambda body: len(body.office))


def _no_agency(evidence: list[Evidence], heard: list[str]) -> Rejection:
    names = sorted({f"{one.body.name}({one.weight}:{one.where})" for one in evidence})
    found = f"仅见 {'、'.join(names)},证据不足、无区划名或与自称不符" if names else "未见任何机关名称"
    if heard:
        found += f";正文自称{'、'.join(f'我{voice}' for voice in heard)}"
    hint = f"核对是否缺少标题或落款;可{_HINT}"
    return Rejection("no_agency", "无法判定报告机关", found, "标题、发布机构、落款或开篇中的机关全称", hint)


def _agency(group: _Group, outline: Outline, year: int | None) -> Agency:
    ranked = sorted(group, key=lambda one: (bool(one.body.regionless), -one.weight))
    bodies = [one.body for one in ranked if not one.body.regionless]
    # 江淮市平川区: a region in no table above the name of a known one makes that another region.
    unknown = (body for body in bodies if not body.codes and len(body.regions) > 1)
    # 庆市万州区某局 is 重庆市万州区某局 with its beginning lost.
    elsewhere = next(
        (body for body in unknown if not any(one.name.endswith(body.name) for one in bodies if one.codes)), None
    )
    certain = elsewhere or min(bodies, key=lambda body: len(body.codes) or 99)
    said = "\n".join(candidate.value for candidate in outline.said)
    region = region_of(certain, f"{outline.text}\n{said}", year)
    # Written out rather than short: 福田区应急局 in the title yields to 福田区应急管理局 in the signature.
    titled = next((one.body.office for one in ranked if one.evidence.source == "题名"), "")
    own_words = {one.body.office for one in ranked if one.evidence.source not in _PUBLISHERS}
    said_by_page = {body.office for body in bodies} - own_words
    other = {office for office in said_by_page if titled and has_another_task(titled, office)}
    # 国防动员战备规划处 publishes what its 国防动员办公室 reports.
    if titled and not is_inner_division(titled):
        other |= {office for office in said_by_page if is_inner_division(office)}
    longest = max((body for body in bodies if body.office not in other), key=lambda body: len(body.office))
    named = [body for body in bodies if body.office == longest.office]
    own = max(named, key=lambda body: len(body.regions)) if elsewhere else named[0]
    evidence = ";".join(dict.fromkeys(one.text for one in ranked))
    return agency_of(_of_its_time(own, region, group), region, evidence)


def _of_its_time(body: Body, region: Region, group: _Group) -> Body:
    """两江新区, a district since, was a zone in the year of the report: by its name alone its committee is meant."""
    meant = body.function_zh == "人民政府" and all(one.evidence.source in _OF_PLACES for one in group)
    if meant and body.regions and region.code in zones().by_code:
        return committee_of(body.regions[-1]) or body
    return body
