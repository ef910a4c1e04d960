"""How a text speaks of its own body where it does not name it in full: 我局, 我县, 市政府, 东溪镇, its own papers.

Many reports reach us without their title; the body then is told by what the text calls itself, by the papers it says
it has issued (制定《某县应急管理局学法计划》), and by the division it speaks of. Each is evidence with its place; the
vote (agency.py) decides. Does not belong here: what pages and titles say (body_evidence.py, surroundings.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice

from orchestration.reading import name_parts as parts
from orchestration.reading.bodies import Body, body_at, body_named, find_bodies, regions_at
from orchestration.reading.divisions import divisions, stem
from orchestration.reading.outline import Outline
from orchestration.reading.surroundings import WORDS_TOO, Surrounding
from orchestration.reading.towns import towns
from orchestration.reading.zones import zones

_VOICE = re.compile(
    r"(?:我|本)(局|委|厅|办|支队|大队|镇|乡|街道|县|市|区|州|旗|省)(?!属|内|域|委|政府|办)|(局|委|厅)党[组委]"
)
_OF_BUREAUS = frozenset(("局", "委", "厅", "办", "支队", "大队"))
# 2023年,| …领导下,|: where the subject of a sentence stands.
_SUBJECT = r"(?:^|(?<=[,。;:下]))\s*(?:\d{4}\s*年(?:度|以来|来|间)?,?)?\s*(?:现[将就对])?"
# What the one who reports does: no 我市司法系统, 我县经济.
_DOES = (
    r"(?=\s*(?:在|坚持|认真|深入|全面|紧紧|紧扣|紧密|围绕|按照|根据|落实|贯彻|以|把|将|持续|积极|切实|严格|扎实|大力|高度|始终|牢固|牢牢|"
    r"推进|推动|不断|立足|聚焦|统筹|加强|强化|法治政府|依法行政|,|\d{4}年|党[工委组]|办事处|人民政府|领导班子))"
)
_WE = re.compile(
    rf"{_SUBJECT}(?:我(?P<we>省|市|县|区|州|旗)(?:各级(?:各部门|行政机关|政府))?|"
    rf"(?P<government>省|自治区|市|县|区|州|旗|盟)政府|(?P<region>自治区)){_DOES}"
)
# 积极推进沅江路街道法治政府建设: what is done to the place is no part of its name.
_VERBS = r"积极|推进|推动|全面|深入|扎实|加强|不断|持续|着力|切实|促进|统筹|大力|努力|有力|有效|提升|加快"
_NO_NAME = rf"(?![我本全各该]|现[将就对]|{_VERBS})"  # words with which a subject may begin, and no name
_REGION = r"(?:[一-龥]{2,14}?[省市县区州旗盟]|[一-龥][县州])"  # 泸县, 巴州: one character before the kind
_PLACE = re.compile(rf"{_SUBJECT}(?P<place>{_NO_NAME}(?:[一-龥]{{2,14}}?(?:街道|镇|乡|苏木)|{_REGION})){_DOES}")
# 甲省委、省政府高度重视粮食安全: so begins the report of a bureau, unless it is the rule of law they think highly of.
_NO_PRAISE = r"(?!\s*(?:始终|一直)?(?:高度|十分)重视(?![^,。;]{0,4}(?:法治|依法)))"
# 甲市政府, 甲县委、县政府: the government by its short name, with the party committee that reports beside it.
_BY_SHORT_NAME = re.compile(
    rf"{_SUBJECT}(?P<place>{_NO_NAME}{_REGION})"
    rf"(?:党?委[、和](?:[省市县区州旗盟](?:人民)?|人民)?)?政府{_DOES}{_NO_PRAISE}"
)
# 中共甲州委、甲州人民政府: a report to a prefecture in which 县委、县政府 is the subject is the county's own.
_TO_PREFECTURE = re.compile(r"(?:中共)?[一-龥]{2,14}?[市州盟地]委(?:员会)?[、和,]")
_COUNTY = re.compile(rf"{_SUBJECT}(?P<kind>[县区旗])委[、和](?P=kind)(?:人民)?政府{_DOES}{_NO_PRAISE}")
# 甲岛旅游度假区党工委、管委会: who runs a zone, said in full.
_COMMITTEES = r"党工委[、和]?(?:区)?管委会"
_OF_ZONE = re.compile(rf"{_SUBJECT}(?P<zone>{_NO_NAME}[一-龥]{{4,20}}?区){_COMMITTEES}{_DOES}")
_ZONE_COMMITTEES = re.compile(rf"{_SUBJECT}区?{_COMMITTEES}{_DOES}")
# 黄石街 is written for 黄石街道; 步行街 is no office. It is where its committee or office is named, here or elsewhere.
_STREET = re.compile(rf"{_SUBJECT}(?P<place>{_NO_NAME}[一-龥]{{2,6}}?街){_DOES}")
_OF_STREET = ("党工委", "办事处")
_SENTENCES = 160  # characters of the opening within which a report names itself
_LED = re.compile(
    r"在(?:[^,。;]{0,16}[、和])?([县区旗])委[、,和]?(?:[县区旗](?:人民)?政府)?[^,。;]{0,20}(?:领导|指导|支持|关心)下"
)
_ISSUED = re.compile(
    r"(?<!配合)(?<!参与)(?<!协助)(?<!会同)(?<!按照)(?<!落实)(?:印发|审议(?:并)?通过|修订|制定|出台|编制|编撰|下发|公示|制发|编印)(?:了|并[一-龥]{2}|完善|落实)?\s*((?:《[^《》]{4,60}》[、,和及]?)+)"
)
# 现将《某市水利局2025年度法治政府建设情况报告》予以公布: the paper that follows.
_PUBLISHED = re.compile(
    r"现(?:将|把)\s*(《[^《》]{4,60}(?:报告|总结)》)\s*(?:全文|予以|现予|进行)?(?:公布|公开|发布|公示)"
)
# 成立某市水务局法治建设领导小组, 编制某区民政局证明事项清单: groups and lists of one's own, no title in marks.
_SET_UP = re.compile(
    r"(?<!指导)(?<!推动)(?<!督促)(?<!会同)(?<!协助)(?<!配合)(?<!参与)(?<!审核)(?:(?P<group>成立|组建|调整充实|调整|建立)|制定|印发|出台|编制|公布|梳理)(?:了|完善|以)?\s*"
)
_GROUP = re.compile(r"[^,。;、《》]{2,24}?(?:领导小组|工作小组|工作专班)")
_LIST = re.compile(r"[^,。;、《》]{2,14}?(?:清单|目录|制度|办法|规则|方案)")
_TOWNS, _FIRST = ("镇", "乡", "街道"), 5  # of the paragraphs of a text that may have the town as their subject
_PAPER = re.compile(r"《(?:\d{4}\s*年?度?)?([^《》]+)》")
_PAPERS = 60  # of a text that are looked at
# A paper's title names the place of the one who made it or must follow it; running text may name any place.
_TITLE_MARKS = (("《", "》"), ("“", "”"))
_TITLE = 60  # characters of a title
_IN_TITLE, _ENOUGH, _ENOUGH_FOR_COUNTY, _DOMINATES = 2, 2, 1, 3


def voices(outline: Outline) -> list[str]:
    """What the report calls its own body: 局 of 我局 and 局党组."""
    return sorted({found[1] or found[2] for text in outline.paragraphs for found in _VOICE.finditer(text)})


def in_voice(body: Body, heard: list[str]) -> bool:
    """Whether a body may be the one that calls itself so: 我局 is no government, 我县 no bureau."""
    office = body.branch or body.office
    if not heard or any(voice in office[-3:] for voice in heard):
        return True
    place = body.town or body.zone or (body.regions[-1] if body.regions else body.regionless)
    return not _OF_BUREAUS & set(heard) and _governs(body) and any(place.endswith(voice) for voice in heard)


def led_from(outline: Outline) -> str:
    """The kind of place whose party committee leads the body by its opening, 县 or 区: its own, and no city's."""
    found = _LED.search(outline.opening)
    return found[1] if found else ""


def self_named(outline: Outline) -> Iterator[tuple[Body, str, str]]:
    """Bodies by which the text means itself, each with the kind of place (a row of body_evidence) and the words."""
    heard, text = voices(outline), "\n".join(outline.paragraphs)
    if not _OF_BUREAUS & set(heard):
        yield from _governments(outline.opening[:_SENTENCES], heard)
        yield from _counties(outline, heard)
        yield from _streets(outline.opening[:_SENTENCES], text, heard)
        yield from _towns(outline, heard)
    for body in (*_of_papers(text), *_of_groups(text)):
        if in_voice(body, heard):
            yield body, "自发文件", ""


def _governments(opening: str, heard: list[str]) -> Iterator[tuple[Body, str, str]]:
    """The governments that an opening means by the name of their place, by 我县 or 市政府."""
    # A zone is the first subject; where a bureau is named, the zone may be what that works in, and without 我区 what
    # others speak of.
    zone_may_speak = heard == ["区"] and all(_governs(body) for body in find_bodies(opening))
    for found in _BY_SHORT_NAME.finditer(opening):
        body = government_of(found["place"])
        if body and in_voice(body, heard) and all(_governs(said) for said in find_bodies(opening)):
            yield body, "开篇区划", ""
    for found in _OF_ZONE.finditer(opening):
        body = committee_of(found["zone"], run_by_it=True)
        if body and in_voice(body, heard):
            yield body, "开篇区划", ""
    for found in _PLACE.finditer(opening):
        body = government_of(found["place"]) or (committee_of(found["place"]) if zone_may_speak else None)
        if body and in_voice(body, heard):
            zone_may_speak = False
            yield body, "开篇区划", ""
    for found in _WE.finditer(opening):
        body = body_at(f"{next(filter(None, found.groups()))}人民政府", 0)
        if body and body.regionless and in_voice(body, heard):
            yield body, "开篇自称政府", f"({found.group().strip(' ,')})"


def _counties(outline: Outline, heard: list[str]) -> Iterator[tuple[Body, str, str]]:
    """The county's government that reports with its committee to the prefecture above, neither by its name."""
    addressed = outline.paragraphs[0] if outline.paragraphs and outline.paragraphs[0].endswith(":") else ""
    found = _COUNTY.search(outline.opening[:_SENTENCES])
    if found and _TO_PREFECTURE.match(addressed):
        body = body_at(f"{found['kind']}人民政府", 0)
        if body and body.regionless and in_voice(body, heard):
            yield body, "开篇自称政府", f"({found.group().strip(' ,')})"


def _streets(opening: str, text: str, heard: list[str]) -> Iterator[tuple[Body, str, str]]:
    """The street office that an opening means by the street's name, where the text names its committee or office."""
    for found in _STREET.finditer(opening):
        place = found["place"]
        if any(place + office in text for office in _OF_STREET):
            body = government_of(place)
            if body and in_voice(body, heard):
                yield body, "开篇区划", ""


def _towns(outline: Outline, heard: list[str]) -> Iterator[tuple[Body, str, str]]:
    """The town that an opening means by 我镇, which alone the first paragraphs have as their subject."""
    opening = outline.opening[:_SENTENCES]
    if len(heard) != 1 or heard[0] not in _TOWNS or f"我{heard[0]}" not in opening or _PLACE.search(opening):
        return
    begun = (_PLACE.match(paragraph) for paragraph in outline.paragraphs[:_FIRST])
    places = {found["place"] for found in begun if found}
    if len(places) == 1 and towns().counties(place := places.pop()) and (body := government_of(place)):
        yield body, "开篇区划", f"(开篇称我{heard[0]},首节称{place})"


def government_of(place: str) -> Body | None:
    """The government of a region or town by its name; None where the name is in no table and so may be any word."""
    if place.endswith("街"):  # 滨河街: in some cities a street office leaves out 道
        place += "道"
    office = "办事处" if place.endswith("街道") else "人民政府"
    body = body_named(place + office)
    return body if body and not body.zone and (body.codes or len(body.town) > 2) else None


def committee_of(zone: str, run_by_it: bool = False) -> Body | None:
    """The committee that runs a zone, by the zone's name (青汀综合保税区); None for its kind alone (高新区), and for a
    kind that others run, too (合作区), unless it is known to be ``run_by_it``."""
    if (parts.KIND_ALONE if run_by_it else parts.KIND_OF_ZONE).fullmatch(zone):
        return None
    body = body_named(zone + "管理委员会")
    return body if body and (body.zone or zones().find("".join(body.regions), (), None)) else None


def committee_that_speaks(zone: str, outline: Outline) -> Body | None:
    """The committee of a zone that a title names. None where the text speaks as another (我局, 我县) or in the name of
    a government, and of 示范区 or 园区 in no table, which may be an honour, unless the text says 我区."""
    heard, body = voices(outline), committee_of(zone, bool(_ZONE_COMMITTEES.search(outline.opening)))
    told = zones().find(zone, (), None) is not None or not zone.endswith(("示范区", "园区"))
    if body is None or not (heard == ["区"] or (told and not heard)):
        return None
    others = (said for said, _, _ in _governments(outline.opening[:_SENTENCES], heard))
    return None if any(said.codes and not said.zone for said in others) else body


def places_of(outline: Outline) -> list[Surrounding]:
    """For each kind of division (县, 市 …) the one the text speaks of, where it speaks of one alone or far more often.

    Weaker than what surrounds the text: a neighbour may be named. So one of a kind must stand out.
    """
    told: dict[str, Counter[str]] = {}
    for text in (*outline.paragraphs, *outline.headings):
        for code, name, weight in _named(text):
            told.setdefault(name[-1], Counter())[code] += weight
    found = []
    for code, count in _provinces_of("".join(outline.paragraphs)).items():
        told.setdefault(divisions().by_code[code].name[-1], Counter())[code] += count
    for kind, counts in told.items():
        (code, count), *others = counts.most_common(2)
        enough = count >= (_ENOUGH_FOR_COUNTY if kind in "县旗" else _ENOUGH)
        if enough and (not others or count >= _DOMINATES * others[0][1]):
            name = divisions().by_code[code].name
            found.append(Surrounding((code,), f"正文所称「{name}」"))
    return found


def _named(text: str) -> Iterator[tuple[str, str, int]]:
    """Every division that the text names and that only one has the name of: code, name, weight."""
    at, candidate = 0, _first_character()
    while found := candidate.search(text, at):
        at = found.start()
        names, codes, end = regions_at(text, at)
        # 示范县 is no 范县: a name of two characters begins where a word does
        inside_word = names and len(names[0]) == 2 and "一" <= text[at - 1 : at] <= "龥"
        if names and len(codes) == 1 and not inside_word and not (len(names) == 1 and WORDS_TOO.match(names[0])):
            begin = max(0, at - _TITLE)
            quoted = any(text.rfind(first, begin, at) > text.rfind(last, begin, at) for first, last in _TITLE_MARKS)
            yield codes[0], names[-1], _IN_TITLE if quoted else 1
        at = max(end, at + 1)


@cache
def _first_character() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted({name[0] for name in divisions().beginnings}))}]")


def _provinces_of(text: str) -> Counter[str]:
    """How often the text speaks of each province or region by its short name: 对湖北来说."""
    return Counter(_provinces()[found] for found in _short_names().findall(text))


@cache
def _provinces() -> dict[str, str]:
    """The short names of provinces and regions by code; those of municipalities are left out, as 上海路 and the like
    are everywhere."""
    known = (one for one in divisions().by_code.values() if one.level == "省" and not one.name.endswith("市"))
    return {stem(one.name): one.code for one in known}


@cache
def _short_names() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_provinces())})(?![省市县区路街])")


def _of_papers(text: str) -> Iterator[Body]:
    """The bodies in whose name the text says papers were issued."""
    said = (found[1] for place in (_PUBLISHED, _ISSUED) for found in place.finditer(text))
    papers = [paper for issued in said for paper in _PAPER.findall(issued)]
    for title in papers[:_PAPERS]:
        body = body_at(title, 0)
        if body and not body.national and (body.codes or body.regionless or body.town):
            yield body


def _of_groups(text: str) -> Iterator[Body]:
    """The bureaus for which the text says a leading group was set up or a list made: the text's own."""
    for found in islice(_SET_UP.finditer(text), _PAPERS):
        body = body_at(text, found.end(), anchored=False)
        behind = _GROUP if found["group"] else _LIST
        if body and body.codes and not _governs(body) and behind.match(text, body.end):
            yield body


def _governs(body: Body) -> bool:
    committee = body.zone and body.office in ("管理委员会", "管委会")
    return body.function_zh in ("人民政府", "街道办事处", "乡镇人民政府") or bool(committee)
