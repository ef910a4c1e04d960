"""Status of a figure: achieved, target, planned, prior or standard.

The nearest evidence decides: words at the figure, then its clause and sentence, then the role of its section.
Does not belong here: the period (period.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from orchestration.extraction.clauses import Site
from orchestration.extraction.mention import Status
from orchestration.extraction.result import SectionRole
from orchestration.extraction.vocabulary import alternation, table

_Cue = tuple[
    re.Pattern[str], Status, tuple[str, ...]
]  # the last: words of which a match holds one, () where none is sure
_NOW = re.compile(r"(?:目前|现在|当前|现阶段)[，,]$")
_JOINERS = ("、", "和", "与", "及", "或")
_RIGHT_REACH = 24  # where the noun of a figure stands (10名法律明白人的要求)
_REACH = 400  # characters left of a figure that can bear on it


class _Cues(NamedTuple):
    """The table by place; ``*_words`` find in one pass whether any cue of the place can match at all, ``*_of`` which
    cues they are, by the longest word found at a place."""

    left: tuple[_Cue, ...]
    left_words: re.Pattern[str]
    left_of: Mapping[str, frozenset[int]]
    right: tuple[_Cue, ...]
    right_words: re.Pattern[str]
    right_of: Mapping[str, frozenset[int]]
    sentence: tuple[_Cue, ...]
    sentence_words: re.Pattern[str]
    origin: tuple[_Cue, ...]
    duration: tuple[_Cue, ...]
    base: tuple[_Cue, ...]


class _Cued(NamedTuple):
    """The cues that a sentence can meet at its figures; ``sentence`` tells whether it can meet one of the whole."""

    left: tuple[_Cue, ...]
    right: tuple[_Cue, ...]
    sentence: bool


class _Patterns(NamedTuple):
    changed_to: re.Pattern[str]
    shortened: re.Pattern[str]
    compared_bracket: re.Pattern[str]
    goal_bracket: re.Pattern[str]
    bare_list: re.Pattern[str]
    limit: re.Pattern[str]
    of_percent: re.Pattern[str]
    frame_opening: re.Pattern[str]
    frame_quote: re.Pattern[str]
    frame_quote_end: re.Pattern[str]
    frame_end: re.Pattern[str]


_CALLED_FOR = re.compile(
    "(?:每(?:年|月|季度?|周|半年)[^，,。；;\\d]{0,10}(?:数量|次数|频次|户数|家数)"
    "|(?:检查|抽查|抽检)的?(?:比例|频次))(?:为|均)?$"
)


@cache
def _patterns() -> _Patterns:
    return _Patterns(
        re.compile(
            r"压缩|压减|缩短|缩减|减少|减至|调整|下降|提升|提高|增加|增至|增长|上升|精简|优化|延长|扩大|扩展|拓展|发展[到至]|壮大[到至]|降|升|变|增|[压缩减砍调](?=[到至])|^[到至](?=\d)"
        ),
        re.compile(r"压缩|压减|缩短|缩减|减少|用时|仅用|提前|延长|控制在|平均"),
        re.compile(r"(?:与|较|比|同)(?:上一?年度?|去年|20\d\d年)(?:同期|全年)?$"),
        # 完成年度目标任务（2.6万人）的111%
        re.compile(
            r"(?:年度|全年|省定|市定|下达的?|确定的?|预期|考核|既定)(?:目标任务|目标|任务|指标|计划)(?:数|值)?$"
        ),
        re.compile(r"(?:\d[\d.,，．万]*[^\d、，,。；;（(]{0,5}[、和与及或]\s*)+$"),
        re.compile(r"^(?:均|都|也|并|始终|有效|继续|稳定)*(?:控制|稳定|保持)在$"),
        re.compile(r"的[\d.]+[%％]"),
        re.compile(r"(?:按照?|根据|依照)[^。；;，,]{0,40}$"),
        re.compile(
            r"(?:按照?|落实|对照|围绕|根据|坚持|紧扣|完成|达到|实现|高于|低于|优于|超过|满足|符合)[^。；;，,]{0,14}“[^”]*$"
        ),
        re.compile(r"[^“。；;]*”[^，,。；;]{0,6}(?:要求|目标|标准|任务|原则)"),
        re.compile(r"[^，,。；;]{0,16}的?(?:要求|目标|标准|原则|规定)"),
    )


@cache
def _cues() -> _Cues:
    found: dict[str, list[_Cue]] = {place: [] for place in ("left", "right", "sentence", "from", "duration", "base")}
    needed: dict[str, list[str]] = {place: [] for place in found}
    for row in table("status_cues"):
        words = tuple(row["needs"].split("|")) if row["needs"] else ()
        own = words if row["where"] in ("left", "right") else ()
        found[row["where"]].append((re.compile(row["pattern"]), row["status"], own))  # type: ignore[arg-type]
        needed[row["where"]] += words
    return _Cues(
        tuple(found["left"]),
        re.compile(alternation(needed["left"])),
        _by_word(found["left"]),
        tuple(found["right"]),
        re.compile(alternation(needed["right"])),
        _by_word(found["right"]),
        tuple(found["sentence"]),
        re.compile(alternation(needed["sentence"])),
        tuple(found["from"]),
        tuple(found["duration"]),
        tuple(found["base"]),
    )


def _by_word(cues: Sequence[_Cue]) -> Mapping[str, frozenset[int]]:
    """Which cues stand where a word is the longest found at its place: those that need it or what it begins with, and
    those that need no word."""
    return {
        word: frozenset(number for number, (_, _, needs) in enumerate(cues) if not needs or word.startswith(needs))
        for _, _, words in cues
        for word in words
    }


@lru_cache(maxsize=1 << 8)  # the figures of a sentence ask one after the other
def _cued(sentence: str) -> _Cued:
    """Which cues a sentence holds the words of at all: most sentences hold none."""
    cues = _cues()
    return _Cued(
        _standing(cues.left, cues.left_words, cues.left_of, sentence),
        _standing(cues.right, cues.right_words, cues.right_of, sentence),
        cues.sentence_words.search(sentence) is not None,
    )


def _standing(
    cues: tuple[_Cue, ...], words: re.Pattern[str], of: Mapping[str, frozenset[int]], sentence: str
) -> tuple[_Cue, ...]:
    """The cues of a place that a sentence holds a word of, in their order; words may overlap."""
    standing: set[int] = set()
    word = words.search(sentence)
    while word is not None:
        standing |= of[word.group()]
        word = words.search(sentence, word.start() + 1)
    return tuple([cues[number] for number in sorted(standing)])


def status_of(sentence: str, offset: int, site: Site, role: SectionRole, family: str, comparator: str) -> Status:
    """Return the status of the figure at ``site``. ``sentence`` starts at ``offset`` of the text."""
    cues, cued = _cues(), _cued(sentence)
    span, clause = site.span, site.clause
    at = span.start - offset
    near = at - _REACH if at > _REACH else 0
    left = sentence[near:at]
    begin = clause.start - offset
    clause_left = left if clause.depth else _now(sentence, begin) + sentence[max(begin, near) : at]
    right = sentence[span.end - offset : span.end - offset + _REACH]
    if site.joined and left[-1:] in _JOINERS:
        clause_left = _patterns().bare_list.sub("", clause_left)  # 目标分别为3.3人、3.8人: what is said of the first
    nearest = _nearest(cues, cued, clause_left, right, family)
    if nearest is not None:
        return "target" if role == "plan" and nearest == "standard" and family == "rate" else nearest
    host = clause.host_end
    if host is not None:
        before = sentence[max(host - offset - 12, 0) : host - offset]
        if _patterns().compared_bracket.search(before):
            return "prior"  # 与上年同期(455起)相比
        if _patterns().goal_bracket.search(before) and span.start == host + 1:
            return "target"
    if clause.depth == 0 and _is_called_for(comparator, family, clause_left):
        return "target"
    if cued.sentence and cues.sentence_words.search(left):
        found = _first(cues.sentence, left)
        if found is not None:
            return found
    if _framed(left, right):
        return "target"
    if role == "plan":
        return "target" if comparator in ("ge", "le") and family == "rate" else "planned"
    if family == "duration" and comparator == "le" and not _patterns().shortened.search(clause_left):
        return "standard"
    return "achieved"


def _now(sentence: str, at: int) -> str:
    """A word for the present right before a clause: 目前,|每月检查次数为12次 is done, not demanded."""
    now = _NOW.search(sentence, max(at - 4, 0), max(at, 0))
    return now.group() if now is not None else ""


def _is_called_for(comparator: str, family: str, left: str) -> bool:
    """Whether a bound is one to be kept: 失业率为2.9%,控制在4.5%以内; 每月检查数量不少于80家次,检查比例不低于10%."""
    if comparator == "ge":
        return _CALLED_FOR.search(left) is not None
    return comparator == "le" and family == "rate" and _patterns().limit.search(left) is not None


def _nearest(cues: _Cues, cued: _Cued, left: str, right: str, family: str) -> Status | None:
    """What the words at the figure say, the most telling first."""
    patterns = _patterns()
    if ("由" in left or "从" in left) and patterns.changed_to.search(right[:20]):
        found = _first(cues.origin, left)
        if found is not None:
            return found
    if right.startswith("的") and patterns.of_percent.match(right):
        found = _first(cues.base, left)
        if found is not None:
            return found
    found = _first(cued.right, right) if cued.right and cues.right_words.search(right, 0, _RIGHT_REACH) else None
    if found is None and cued.left and cues.left_words.search(left):
        found = _first(cued.left, left)
    if found is None and family == "duration" and not patterns.shortened.search(left):
        found = _first(cues.duration, right)
    return found


def _first(cues: tuple[_Cue, ...], words: str) -> Status | None:
    for cue, status, needs in cues:
        if not needs:
            if cue.search(words):
                return status
            continue
        for need in needs:
            if need in words:
                if cue.search(words):
                    return status
                break
    return None


def _framed(left: str, right: str) -> bool:
    """Whether the figure stands inside 按照“…”的要求: the opening left of it, the closing noun right of it."""
    patterns = _patterns()
    if "“" in left and patterns.frame_quote_end.match(right) and patterns.frame_quote.search(left):
        return True
    return (
        ("按" in left or "根据" in left)
        and patterns.frame_end.match(right) is not None
        and patterns.frame_opening.search(left) is not None
    )
