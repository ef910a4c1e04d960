"""Scope of a figure: the reporting body itself, its whole area, or another named body.

An area word that is the subject of a clause (全市共检查…) holds for the verbs that follow in the sentence; one
that qualifies a
noun (全市7601家企业) holds only for further nouns. Does not belong here: which body the report speaks for (reading).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from orchestration.document import Agency
from orchestration.extraction.clauses import Clause, Site
from orchestration.extraction.phrases import strip_leads
from orchestration.extraction.verbs import verb_run
from orchestration.extraction.vocabulary import table

_BLANK = " \u3000\t\n，,"


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


class _Patterns(NamedTuple):
    area_word: re.Pattern[str]
    words: re.Pattern[str]
    nature: re.Pattern[str]
    counted_by_subject: re.Pattern[str]
    bodies_count: re.Pattern[str]
    event: re.Pattern[str]
    organised: re.Pattern[str]
    worked_on: re.Pattern[str]
    honour: re.Pattern[str]
    own_acts: re.Pattern[str]
    time_lead: re.Pattern[str]
    figure: re.Pattern[str]


class _Bodies(NamedTuple):
    hint: re.Pattern[str]
    towards_us: re.Pattern[str]
    our_nominee: re.Pattern[str]
    from_above: re.Pattern[str]
    not_a_body: re.Pattern[str]
    acting: re.Pattern[str]
    stem: re.Pattern[str]
    own_level: re.Pattern[str]
    own_level_words: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    groups: dict[str, list[str]] = {}
    for row in table("scope_cues"):
        if row["role"] == "word":
            groups.setdefault(row["scope"], []).append(row["pattern"])
    return _Patterns(
        re.compile("[全我本辖市县区境各逐上局]"),
        re.compile("|".join(f"(?P<{scope}>{'|'.join(patterns)})" for scope, patterns in groups.items())),
        re.compile("|".join(row["pattern"] for row in table("scope_cues") if row["role"] == "nature")),
        re.compile(r"共计?|累计|总计|合计|先后|已|各级|上下|新|依法|系统|应急管理系统|各|行政|有关"),
        # 全市生态环境系统共出动…: the bodies of the area are the subject of what follows.
        re.compile(
            r"[\u4e00-\u9fff]{0,14}?(?:系统|机关|机构|部门|单位|队伍|组织|企业)(?:共(?=[^有同])|共计|累计|先后|均)"
        ),
        re.compile(r"^(?!.*(?:开展|进行|参加)).*(?:考试|会议|大会|比武|竞赛|测试|推进会|座谈会)$"),
        re.compile(r"(?:组织|举办|召开|承办|牵头)了?$"),
        re.compile(r"(?:对|在|向|为|面向|针对|围绕)$"),
        re.compile(r"示范|先进|优秀|试点|十佳|标兵|模范|百强|名单|称号"),
        re.compile(r"检查|督查|督导|巡查|走访|培训|宣传|宣讲|深入|服务|指导|帮扶|普法|调研|调解"),
        re.compile(
            r"(?:(?:19|20)\d\d年(?:度|以来)?|今年以来|今年|全年|年内|截至[^，,]{0,12}|目前|其中|同时|此外)[，,]?"
        ),
        re.compile(r"\d[^年月日]"),
    )


_BODY = (
    r"[\u4e00-\u9fff]{0,16}?(?:局|厅|委员会|[发卫住国文体][改健建资旅委]委|人民法院|检察院"
    r"|人民政府|[市省县区]政府|税务总局|部)"
)


@cache
def _bodies() -> _Bodies:
    return _Bodies(
        re.compile("[局厅委院府部]"),
        re.compile(
            r"(?:向)?(?:移送|移交|转交|转送|转办|交办|下达|通报|推送|反馈|推荐|委托)(?:给|至)?"
            r"(?:我|本)(?:局|委|厅|办|院|队|所|单位|机关)"
        ),
        re.compile(
            r"[我本](?:局|委|厅|办|市|县|区)(?:推荐|指导|培育|申报)的(?P<body>" + _BODY + r")(?=被|获|入选|荣获|成功)"
        ),
        re.compile(r"(?P<body>(?:国家|省|市|上级)(?:厅|局|委|总局))(?=下达|交办|转办|通报|反馈|部署)"),
        re.compile(
            r"^(?:[我本各全]|委员会|其他|有关|相关|部分|多个|联合|会同|配合|协助|组织|指导|督促|向|由|对|与|和|被|经|在"
            r"|为|将|按|通过|以及)|部门|干部|全部|内部|外部|分局|(?:调解|[居村]民|专家|审理|工作)委员会"
        ),
        # A full body name directly before the verb of its clause.
        re.compile(rf"(?P<body>{_BODY})(?=(?:共计?|累计|先后|依法|全年)*(?P<act>{verb_run().pattern}|共|累计))"),
        re.compile(r"^(?:省|市|县|区|州|旗|镇|乡)|(?:局|厅|委员会|委|部|人民政府|政府)$"),
        re.compile("街道|[镇乡]"),
        re.compile(r"街道(?!\w*[社社]区)|乡镇|镇(?=[^街\W])"),
    )


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
    patterns = _patterns()
    left = text[max(site.left_start, start) : site.span.start]
    other = other_body(text[max(site.clause.start, start) : site.span.start], agency) if site.first else None
    if other is not None:
        body, lasting = other
        memory.scope, memory.strength = (f"other:{body}", "subject") if lasting else ("own", "")
        return f"other:{body}"
    found = _word_scope(left, agency)
    if found is None and memory.strength == "modifier" and patterns.bodies_count.match(left):
        memory.strength = "subject"  # 全省256家机构共办理…: the counted bodies act
    if found is not None:
        memory.scope, memory.strength = found
        return found[0]
    if site.clause.depth > 0 or site.joined or completed or "其中" in left:
        if memory.strength:
            return memory.scope
    elif site.first:
        opening = _opening_scope(text, start, site, cut, memory, agency)
        if opening is not None:
            memory.scope, memory.strength = opening, "subject"
            return opening
    if memory.strength == "subject":
        return memory.scope
    if memory.strength == "modifier" and not verb_run().match(strip_leads(left)):
        return memory.scope
    if memory.strength == "modifier":
        memory.scope, memory.strength = "own", ""
    nature = patterns.nature.search(_without_own_words(measure, agency))
    return "area" if nature and not patterns.own_acts.search(measure, 0, nature.start()) else "own"


def other_body(clause: str, agency: Agency | None) -> tuple[str, bool] | None:
    """Return the named body other than the reporting one that acts in ``clause`` (what stands left of its first
    figure) and whether it goes on acting in the clauses after it, or None.

    Without a known agency only wording that tells the two apart counts (市公安局移送我局12件, 省厅下达120家次).
    """
    bodies = _bodies()
    if bodies.hint.search(clause) is None:
        return None
    words = _without_time(clause)
    nominee = bodies.our_nominee.match(words) or bodies.from_above.match(words)
    if nominee:
        return nominee.group("body"), False
    match = bodies.acting.match(words)
    if match is None or len(match.group("body")) < 3 or bodies.not_a_body.search(match.group("body")):
        return None
    body = match.group("body")
    if bodies.towards_us.match(words, match.end()):
        return body, False
    return None if agency is None or _same_body(body, agency) else (body, True)


def _without_time(words: str) -> str:
    words = words.strip(_BLANK)
    lead = _patterns().time_lead.match(words)
    return words[lead.end() :] if lead else words


def _without_own_words(measure: str, agency: Agency | None) -> str:
    """Blank what a measure says of the reporting body itself: 街道 in the report of a street office is no area."""
    if agency is None or _bodies().own_level.search(agency.name_zh) is None:
        return measure
    return _bodies().own_level_words.sub("", measure)


def _same_body(body: str, agency: Agency) -> bool:
    """Whether a name can be short for the reporting body: its own characters stand in the full name in order."""
    stem = _bodies().stem.sub("", body)
    if body.endswith("政府"):
        return "政府" in agency.name_zh
    full = iter(agency.full_name_zh + agency.name_zh)
    return len(stem) < 2 or all(character in full for character in stem)


def _word_scope(left: str, agency: Agency | None) -> tuple[str, str] | None:
    """The last scope word left of the figure and how far it holds."""
    patterns = _patterns()
    if patterns.area_word.search(left) is None:
        return None
    every = list(patterns.words.finditer(left))
    if not every:
        return None
    match = every[-1]
    scope = _resolve(match.lastgroup or "own", match.group(), agency)
    rest = left[match.end() :]
    by_subject = bool(
        patterns.counted_by_subject.match(rest) or verb_run().match(rest) or patterns.bodies_count.match(rest)
    )
    if match.lastgroup in ("nation", "province") and not by_subject:
        opens = not _without_time(left[: match.start()])
        if match.lastgroup == "nation" or not opens or patterns.honour.search(rest):
            return None  # 全国综合减灾示范社区: part of a title
    if scope != "own" and not by_subject and _is_object(left[: match.start()], rest):
        return None
    return scope, "subject" if by_subject or scope == "own" else "modifier"


def _is_object(before: str, rest: str) -> bool:
    """Whether the area word only qualifies what the reporting body worked on: 对全市企业开展检查, 组织全省资格考试."""
    patterns, before = _patterns(), before.strip()
    if patterns.organised.search(before) and patterns.event.search(rest):
        return True
    return bool(patterns.worked_on.search(before) and verb_run().search(rest))


def _opening_scope(
    text: str, start: int, site: Site, cut: Sequence[Clause], memory: ScopeMemory, agency: Agency | None
) -> str | None:
    """An area word that opens an earlier clause of the sentence as its subject. Each clause is looked at once."""
    if memory.opening is not None and memory.looked_at >= start:
        return memory.opening
    for clause in cut:
        if clause.end > site.clause.start or clause.depth > 0 or clause.start < max(start, memory.looked_at):
            continue
        memory.looked_at = clause.end
        if _patterns().figure.search(text, clause.start, clause.end):
            continue  # a clause with a figure of its own has set the memory already
        match = _patterns().words.match(_without_time(text[clause.start : clause.end]))
        if match and match.lastgroup == "area":
            memory.opening = _resolve("area", match.group(), agency)
            return memory.opening
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
