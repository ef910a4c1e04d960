"""Which body a report speaks for: candidates with evidence, then a vote. A tie is a rejection, never a guess.

Does not belong here: the grammar of names (bodies.py), or which division a name means (regions.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from orchestration.document import Agency
from orchestration.reading.bodies import Body, body_at, find_bodies
from orchestration.reading.divisions import divisions
from orchestration.reading.errors import Rejection
from orchestration.reading.outline import Outline
from orchestration.reading.regions import Region, region_of

# Title, source line and signature name the body on purpose; the opening mostly does; other mentions may be of anyone,
# so they count only where they are many and of one body.
_WEIGHTS = {"题名": 5, "发布机构": 4, "页面发布机构": 3, "落款": 4, "开篇自称": 3, "题名区划": 5, "正文提及": 1}
_ENOUGH = 2
_SOURCE = re.compile(
    r"(?:信息来源|来源|制发机构|发布部门|发布机构|发布机关|发文机构|发布单位|发文机关|发文单位|公开机构|成文机关)\s*[】\]]?\s*:\s*"
)
# 在…应急管理局的指导下, 受…委托: the body is not the one that reports.
_GUIDED = re.compile(
    r"(?:等[^,。]{0,8})?(?:和[^,。]{0,16})?的?(?:坚强|正确|统一|有力|关心|大力|精心|具体|悉心|科学|业务)*(?:领导|指导|支持|关怀|帮助|部署|要求|安排|委托)"
)
_PARTY = re.compile(r"^(?:中共|中国共产党)[一-龥]{1,20}?(?:委员会|[省州市区县旗镇乡]委|党工委|党组)[\s、和]*")
_YEAR_LEAD = re.compile(r"^(?:关于(?:印发|报送|上报)?)?(?:\d{4}\s*(?:年度?|[—-])?\s*)*")
# What follows a name where it ends; after anything else the name goes on (国家统计局|安徽调查总队), not understood.
_AFTER_NAME = re.compile(
    r"\s*(?:$|[^一-龥]|二[〇○零]|关于|党[组委]|法治|依法|推进|全面|深入|贯彻|落实|开展|加强|行政执法|年度|普法|[的等及和与])"
)
_WORD = re.compile(r"[一-龥](?<!二)")
_AFTER_SOURCE = re.compile(r"$|[^一-龥]|(?:信息|发布|发文|成文|公开|索引|文号|日期|时间|浏览|点击|作者|责任)")
_LEAD = re.compile(r"\s*(?:\d{4}\s*(?:年度?)(?:以来)?,?)?")
_REGION_REPORTS = re.compile(r"\s*(?:关于)?(?:\d{4}\s*年度?|年度)?(?:法治|依法|推进|全面|政府|的)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One piece of evidence for a body."""

    body: Body
    source: str
    weight: int


def decide_agency(outline: Outline, year: int | None = None) -> Agency:
    """The body of the report on ``year``. Raises Rejection ``no_agency`` or ``agency_ambiguous``."""
    candidates = list(_candidates(outline))
    named = [candidate for candidate in candidates if not candidate.body.regionless]
    groups = _grouped(named)
    for candidate in candidates:
        if candidate.body.regionless:
            _support(groups, candidate)
    votes = {key: sum(candidate.weight for candidate in group) for key, group in groups.items()}
    best = max(votes.values(), default=0)
    if best < _ENOUGH:
        raise _no_agency(candidates)
    winners = [key for key, votes_for in votes.items() if votes_for == best]
    if len(winners) > 1:
        found = "、".join(f"{groups[key][0].body.name}({best})" for key in winners)
        hint = "在 raw/sources.csv 中填写 override_agency 与 override_reason"
        raise Rejection("agency_ambiguous", "报告机关有多个,证据相当", found, "唯一的报告机关", hint)
    return _agency(groups[winners[0]], outline.text, year)


def agency_by_name(full_name: str, reason: str, year: int | None = None) -> Agency:
    """The body of that name, given by hand. Raises Rejection ``override_invalid`` when it is no body's name."""
    body = body_at(full_name, 0)
    if body is None or body.end != len(full_name) or body.regionless:
        hint = "填写带区划的机关全称,如 深圳市福田区应急管理局"
        raise Rejection(
            "override_invalid", "override_agency 不是可识别的机关名称", full_name, "区划 + 职能 + 局/委/政府等", hint
        )
    return _agency([Candidate(body, f"override: {reason}", 0)], full_name, year)


def _candidates(outline: Outline) -> Iterator[Candidate]:
    for candidate in _from_title(outline.title or ""):
        yield replace(candidate, source=candidate.source.replace("题名", outline.title_place))
    in_text = False
    for line in outline.metadata_lines:
        for label in _SOURCE.finditer(line):
            body = body_at(line, label.end())
            if body and _AFTER_SOURCE.match(line, body.end):
                in_text = True
                yield _candidate(body, "发布机构")
    if not in_text:
        yield from _from_page(outline)
    for line in outline.signature_lines:
        signed = _PARTY.sub("", line)
        body = body_at(signed, 0)
        if body and not _WORD.match(signed, body.end):
            yield _candidate(body, "落款")
    yield from _from_opening(outline.opening)
    yield from _from_mentions(outline.text)


def _from_page(outline: Outline) -> Iterator[Candidate]:
    """The publisher that the file names outside its text; the first that is a body's name and nothing else."""
    named = ((said, body_at(said.value, 0)) for said in outline.said_of("publisher"))
    for said, body in named:
        if body and body.end == len(said.value):
            yield Candidate(body, f"页面发布机构({said.where})", _WEIGHTS["页面发布机构"])
            return


def _candidate(body: Body, source: str) -> Candidate:
    return Candidate(body, source, _WEIGHTS[source])


def _from_title(title: str) -> Iterator[Candidate]:
    start = _YEAR_LEAD.match(title)
    rest = _PARTY.sub("", title[start.end() if start else 0 :])
    body = body_at(rest, 0) or next(find_bodies(rest), None)
    if body and _AFTER_NAME.match(rest, body.end):
        yield _candidate(body, "题名")
    elif body := _government_of_region(rest):
        yield _candidate(body, "题名区划")


def _government_of_region(title: str) -> Body | None:
    """浚县2023年法治政府建设情况报告: a report under the name of the region is the government's."""
    for length in range(min(len(title), 20), 1, -1):
        office = "办事处" if title[:length].endswith("街道") else "人民政府"
        body = body_at(title[:length] + office, 0)
        whole = body is not None and body.end == length + len(office)
        if body and whole and body.codes and not body.zone and _REGION_REPORTS.match(title, length):
            return body
    return None


def _from_opening(opening: str) -> Iterator[Candidate]:
    seen = False
    for body in find_bodies(opening):
        if _GUIDED.match(opening, body.end) or _is_quoted(opening, body):
            continue
        # Every report may name a ministry; only one that begins its sentence may be the ministry's own.
        if body.national and not _LEAD.fullmatch(opening, 0, body.start):
            continue
        # The first body that is not named as guiding is the one that speaks; a regionless name may stand beside it.
        if body.regionless or not seen:
            yield _candidate(body, "开篇自称")
        seen = seen or not body.regionless


def _is_quoted(text: str, body: Body) -> bool:
    """Inside 《…》: part of the title of another paper."""
    return text.rfind("《", 0, body.start) > text.rfind("》", 0, body.start)


def _from_mentions(text: str) -> Iterator[Candidate]:
    bodies = [body for body in find_bodies(text) if not body.regionless and not body.national]
    counts = Counter(body.key for body in bodies).most_common(2)
    if not counts or (len(counts) == 2 and counts[0][1] == counts[1][1]):
        return
    key, count = counts[0]
    runner_up = counts[1][1] if len(counts) == 2 else 0
    clear = count >= 3 and count >= 2 * runner_up
    body = next(body for body in bodies if body.key == key)
    yield Candidate(body, f"正文提及 {count} 次", _WEIGHTS["正文提及"] + clear)


def _grouped(candidates: list[Candidate]) -> dict[tuple[object, ...], list[Candidate]]:
    """Candidates by body. 朝阳区司法局 (two divisions) joins 北京市朝阳区司法局 (one of them)."""
    groups: dict[tuple[object, ...], list[Candidate]] = {}
    for candidate in sorted(candidates, key=lambda candidate: len(candidate.body.codes) or 99):
        home = next(
            (key for key, group in groups.items() if _same_body(group[0].body, candidate.body)), candidate.body.key
        )
        groups.setdefault(home, []).append(candidate)
    return groups


def _same_body(known: Body, other: Body) -> bool:
    if known.key[1:] != other.key[1:]:
        return False
    return known.key == other.key or bool(known.codes and set(known.codes) <= set(other.codes))


def _support(groups: dict[tuple[object, ...], list[Candidate]], regionless: Candidate) -> None:
    """市应急管理局 supports every candidate of the same function whose region is a 市; it cannot stand alone."""
    for group in groups.values():
        body = group[0].body
        if (
            body.function_zh == regionless.body.function_zh
            and body.regions
            and body.regions[-1].endswith(regionless.body.regionless)
        ):
            group.append(regionless)


def _no_agency(candidates: list[Candidate]) -> Rejection:
    names = sorted({candidate.body.name for candidate in candidates})
    found = f"仅见 {'、'.join(names)},证据不足或无区划名" if names else "未见任何机关名称"
    hint = "核对是否缺少标题或落款;可在 raw/sources.csv 中填写 override_agency 与 override_reason"
    return Rejection("no_agency", "无法判定报告机关", found, "标题、发布机构、落款或开篇中的机关全称", hint)


def _agency(group: list[Candidate], text: str, year: int | None) -> Agency:
    ranked = sorted(group, key=lambda candidate: (bool(candidate.body.regionless), -candidate.weight))
    # Written out rather than short: 福田区应急局 in the title yields to 福田区应急管理局 in the signature.
    most_certain = min((c.body for c in ranked if not c.body.regionless), key=lambda body: len(body.codes) or 99)
    region = region_of(most_certain, text, year)
    body = max((c.body for c in ranked if not c.body.regionless), key=lambda body: len(body.office))
    own = next(c.body for c in ranked if c.body.office == body.office and not c.body.regionless)
    evidence = ";".join(dict.fromkeys(f"{c.source}「{c.body.name}」" for c in ranked))
    return Agency(
        name_zh=own.name,
        full_name_zh=_full_name(own, region),
        level=region.level,
        function_zh=own.function_zh,
        region_code=region.code,
        region_name_zh=region.name,
        evidence=f"{evidence};{region.reason}",
    )


def _full_name(body: Body, region: Region) -> str:
    """The official region name with the prefecture above it, so that one body has one full name in all its reports.

    延边州… → 延边朝鲜族自治州…; 福田区… and 广东省深圳市福田区… → 深圳市福田区…; a region within a name stays.
    """
    written = "".join(body.regions)
    if region.name is None or not body.regions or not body.name.startswith(written):
        return body.name
    own_region = divisions().match(body.regions[-1], 0)
    if own_region is None or own_region[0] != body.regions[-1]:
        return body.name
    rest = body.town + body.office if body.town else body.name[len(written) :]
    return region.above + region.name + rest
