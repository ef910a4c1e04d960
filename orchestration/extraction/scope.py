"""Scope of a figure: the reporting body itself, its whole area, or another named body.

An area word that is the subject of a clause (全市共检查…) holds for the verbs that follow in the sentence; one
that qualifies a
noun (全市7601家企业) holds only for further nouns. Does not belong here: which body the report speaks for (reading).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from orchestration.document import Agency
from orchestration.extraction.clauses import Clause, Site
from orchestration.extraction.phrases import strip_leads
from orchestration.extraction.verbs import verb_run
from orchestration.extraction.vocabulary import table

_COUNTED_BY_SUBJECT = re.compile(r"^(?:共计?|累计|总计|合计|先后|已|各级|上下|新|依法|系统|应急管理系统|各|行政|有关)")
# 全市生态环境系统共出动…: the bodies of the area are the subject of what follows.
_BODIES_COUNT = re.compile(
    r"^[\u4e00-\u9fff]{0,14}?(?:系统|机关|机构|部门|单位|队伍|组织|企业)(?:共(?=[^有同])|共计|累计|先后|均)"
)
_EVENT = re.compile(r"^(?!.*(?:开展|进行|参加)).*(?:考试|会议|大会|比武|竞赛|测试|推进会|座谈会)$")
_HONOUR = re.compile(r"示范|先进|优秀|试点|十佳|标兵|模范|百强|名单|称号")
_OWN_ACTS = re.compile(r"检查|督查|督导|巡查|走访|培训|宣传|宣讲|深入|服务|指导|帮扶|普法|调研|调解")
_TIME_LEAD = re.compile(
    r"^(?:(?:19|20)\d\d年(?:度|以来)?|今年以来|今年|全年|年内|截至[^，,]{0,12}|目前|其中|同时|此外)[，,]?"
)


@dataclass(slots=True)
class ScopeMemory:
    """The area word still in force: ``subject`` (holds for verbs too), ``modifier`` (nouns only) or none."""

    scope: str = "own"
    strength: str = ""


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    groups: dict[str, list[str]] = {}
    for row in table("scope_cues"):
        if row["role"] == "word":
            groups.setdefault(row["scope"], []).append(row["pattern"])
    return re.compile("|".join(f"(?P<{scope}>{'|'.join(patterns)})" for scope, patterns in groups.items()))


@lru_cache(maxsize=1)
def _nature() -> re.Pattern[str]:
    return re.compile("|".join(row["pattern"] for row in table("scope_cues") if row["role"] == "nature"))


@lru_cache(maxsize=1)
def _several_levels() -> re.Pattern[str]:
    patterns = "|".join(row["pattern"] for row in table("scope_cues") if row["role"] == "subject")
    return re.compile(rf"(?:{patterns})(?:级|两级|三级|各级)?(?:共|累计|先后|依法|{verb_run().pattern})")


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
    left = text[max(site.left_start, start) : site.span.start]
    other = other_body(text[max(site.clause.start, start) : site.span.start], agency) if site.first else None
    if other is not None:
        body, lasting = other
        memory.scope, memory.strength = (f"other:{body}", "subject") if lasting else ("own", "")
        return f"other:{body}"
    found = _word_scope(left, agency)
    if found is None and memory.strength == "modifier" and _BODIES_COUNT.match(left):
        memory.strength = "subject"  # 全省256家机构共办理…: the counted bodies act
    if found is not None:
        memory.scope, memory.strength = found
        return found[0]
    if site.clause.depth > 0 or site.joined or completed or "其中" in left:
        if memory.strength:
            return memory.scope
    elif site.first:
        opening = _opening_scope(text, start, site, cut, agency)
        if opening is not None:
            memory.scope, memory.strength = opening, "subject"
            return opening
    if memory.strength == "subject":
        return memory.scope
    if memory.strength == "modifier" and not verb_run().match(strip_leads(left)):
        return memory.scope
    if memory.strength == "modifier":
        memory.scope, memory.strength = "own", ""
    nature = _nature().search(_without_own_words(measure, agency))
    return "area" if nature and not _OWN_ACTS.search(measure, 0, nature.start()) else "own"


_BODY = (
    r"[\u4e00-\u9fff]{0,16}?(?:局|厅|委员会|[发卫住国文体][改健建资旅委]委|人民法院|检察院"
    r"|人民政府|[市省县区]政府|税务总局|部)"
)
_TOWARDS_US = re.compile(
    r"^(?:向)?(?:移送|移交|转交|转送|转办|交办|下达|通报|推送|反馈|推荐|委托)(?:给|至)?"
    r"(?:我|本)(?:局|委|厅|办|院|队|所|单位|机关)"
)
_OUR_NOMINEE = re.compile(
    r"^[我本](?:局|委|厅|办|市|县|区)(?:推荐|指导|培育|申报)的(?P<body>" + _BODY + r")(?=被|获|入选|荣获|成功)"
)
_FROM_ABOVE = re.compile(r"^(?P<body>(?:国家|省|市|上级)(?:厅|局|委|总局))(?=下达|交办|转办|通报|反馈|部署)")
_NO_BODY = re.compile(
    r"^(?:[我本各全]|委员会|其他|有关|相关|部分|多个|联合|会同|配合|协助|组织|指导|督促|向|由|对|与|和|被|经|在|为|将|按"
    r"|通过|以及)|部门|干部|全部|内部|外部|分局|(?:调解|[居村]民|专家|审理|工作)委员会"
)


@lru_cache(maxsize=1)
def _acting_body() -> re.Pattern[str]:
    """A full body name directly before the verb of its clause."""
    return re.compile(rf"^(?P<body>{_BODY})(?=(?:共计?|累计|先后|依法|全年)*(?P<act>{verb_run().pattern}|共|累计))")


def other_body(clause: str, agency: Agency | None) -> tuple[str, bool] | None:
    """Return the named body other than the reporting one that acts in ``clause`` (what stands left of its first
    figure) and whether it goes on acting in the clauses after it, or None.

    Without a known agency only wording that tells the two apart counts (市公安局移送我局12件, 省厅下达120家次).
    """
    words = _TIME_LEAD.sub("", clause.strip(" \u3000\t\n，,"))
    nominee = _OUR_NOMINEE.match(words) or _FROM_ABOVE.match(words)
    if nominee:
        return nominee.group("body"), False
    match = _acting_body().match(words)
    if match is None or len(match.group("body")) < 3 or _NO_BODY.search(match.group("body")):
        return None
    body = match.group("body")
    if _TOWARDS_US.match(words[match.end() :]):
        return body, False
    return None if agency is None or _same_body(body, agency) else (body, True)


def _without_own_words(measure: str, agency: Agency | None) -> str:
    """Blank what a measure says of the reporting body itself: 街道 in the report of a street office is no area."""
    name = agency.name_zh if agency else ""
    return re.sub(r"街道(?!\w*[社社]区)|乡镇|镇(?=[^街\W])", "", measure) if re.search("街道|[镇乡]", name) else measure


def _same_body(body: str, agency: Agency) -> bool:
    """Whether a name can be short for the reporting body: its own characters stand in the full name in order."""
    stem = re.sub(r"^(?:省|市|县|区|州|旗|镇|乡)|(?:局|厅|委员会|委|部|人民政府|政府)$", "", body)
    if body.endswith("政府"):
        return "政府" in agency.name_zh
    full = iter(agency.full_name_zh + agency.name_zh)
    return len(stem) < 2 or all(character in full for character in stem)


def _word_scope(left: str, agency: Agency | None) -> tuple[str, str] | None:
    """The last scope word left of the figure and how far it holds."""
    match = max(_words().finditer(left), key=lambda found: found.start(), default=None)
    if match is None:
        return None
    scope = _resolve(match.lastgroup or "own", match.group(), agency)
    rest = left[match.end() :]
    by_subject = bool(_COUNTED_BY_SUBJECT.match(rest) or verb_run().match(rest) or _BODIES_COUNT.match(rest))
    if match.lastgroup in ("nation", "province") and not by_subject:
        opens = not _TIME_LEAD.sub("", left[: match.start()].strip(" \u3000\t\n，,"))
        if match.lastgroup == "nation" or not opens or _HONOUR.search(rest):
            return None  # 全国综合减灾示范社区: part of a title
    if scope != "own" and not by_subject and _is_object(left[: match.start()], rest):
        return None
    return scope, "subject" if by_subject or scope == "own" else "modifier"


def _is_object(before: str, rest: str) -> bool:
    """Whether the area word only qualifies what the reporting body worked on: 对全市企业开展检查, 组织全省资格考试."""
    if re.search(r"(?:组织|举办|召开|承办|牵头)了?$", before.strip()) and _EVENT.search(rest):
        return True
    return bool(re.search(r"(?:对|在|向|为|面向|针对|围绕)$", before.strip()) and verb_run().search(rest))


def _opening_scope(text: str, start: int, site: Site, cut: Sequence[Clause], agency: Agency | None) -> str | None:
    """An area word that opens an earlier clause of the sentence as its subject."""
    for clause in cut:
        if clause.end > site.clause.start or clause.depth > 0 or clause.start < start:
            continue
        if re.search(r"\d[^年月日]", text[clause.start : clause.end]):
            continue  # a clause with a figure of its own has set the memory already
        opening = _TIME_LEAD.sub("", text[clause.start : clause.end].strip())
        match = _words().match(opening)
        if match and match.lastgroup == "area":
            return _resolve("area", match.group(), agency)
    return None


def _resolve(kind: str, word: str, agency: Agency | None) -> str:
    """Name the scope a cue means for this body: 全省 is the area of a province and another body's figure in a
    city."""
    if kind == "own":
        return "own"
    if kind == "nation":
        return "area" if agency and agency.level == "国家" else "other:全国"
    if kind == "province":
        return "area" if agency is None or agency.level in ("省", "国家") else f"other:{word}"
    if agency and agency.level in ("县", "乡") and word == "全市" and not (agency.region_name_zh or "").endswith("市"):
        return "other:全市"
    return "area"
