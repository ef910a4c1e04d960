"""The named figure and what a paragraph-sentence remembers of the figures before.

Does not belong here: how a name is found (naming_counts.py, naming_rates.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache

from orchestration.extraction.clauses import Site
from orchestration.extraction.comparisons import Change
from orchestration.extraction.records import record
from orchestration.extraction.verbs import masked
from orchestration.extraction.vocabulary import alternation, words_of

TOPIC_MAX = 16
_NO_COUNT = frozenset(("m.zero", "m.prior_level", "m.table_cell"))
_NO_COUNT_FAMILIES = frozenset(("rate", "duration"))
_ZERO = Decimal(0)
CARRIED = re.compile(r"(?:上一?|往|历|去|以前|19\d\d|20\d\d)年(?:年?度)?(?:的)?(?:结转|结余|遗留|积存|转入)")
# 组织干部职工参加“法宣在线”学习和年度|学法用法考试: what was sat
_SAT = re.compile("参加[^，,]*(?:[和及与、”]|年度)(?P<exam>[^和及与、”，,]{2,10}(?:考试|测试))$")
_SUFFIXES = ("性", "化", "型", "者", "员")  # 规范|性文件: the word goes on, it is no verb with its object
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_CONJUNCTION = re.compile(r"、|(?<![参给赋])与(?!会)|和(?![解谐平])|及(?![时其格第])|以及")


@record
class Draft:
    """A figure with its name.

    ``noun`` is what a later bare verb or rate refers to, ``verb`` what a later noun may stand under. ``host``
    indexes the draft
    before the bracket the figure stands in, ``whole`` the draft a 其中 divides, ``compared`` the level a change
    compares, ``counted`` the
    count a rate is of; all index the drafts of the paragraph-sentence. ``sentence`` is where its part of that begins,
    after ； or the full stop before. ``value`` (0) and ``unit`` ("") are those of the
    quantity where there is one; ``is_level_count`` tells whether the figure counts something this year (no rate, no
    change, no implicit zero). The three are asked for far more often than a draft is made.
    """

    site: Site
    measure: str
    noun: str
    verb: str
    family: str
    rule_id: str
    change: Change | None = None
    host: int | None = None
    whole: int | None = None
    compared: int | None = None
    counted: int | None = None
    sentence: int = 0
    value: Decimal = field(init=False, repr=False, compare=False)
    unit: str = field(init=False, repr=False, compare=False)
    is_level_count: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Fill in what follows from the other fields; nothing is set after this."""
        quantity = self.site.span.quantity
        self.value = _ZERO if quantity is None else quantity.value  # type: ignore[misc]
        self.unit = "" if quantity is None else quantity.unit  # type: ignore[misc]
        self.is_level_count = (  # type: ignore[misc]
            self.change is None and self.family not in _NO_COUNT_FAMILIES and self.rule_id not in _NO_COUNT
        )


@dataclass(slots=True)
class Memory:
    """What was named before, within one paragraph-sentence (closed by 。 or a line end). ``sector`` outlives it."""

    sector: str = ""
    drafts: list[Draft] = field(default_factory=list)

    def close(self) -> None:
        """Forget what does not outlive a sentence."""
        self.drafts.clear()

    def last_count(self, unit: str = "") -> Draft | None:
        """The count named last (in ``unit`` where one is given), parts of a 其中 left out when their whole is known."""
        index = self.last_count_index(unit=unit)
        return None if index is None else self.drafts[index]

    def last_count_index(self, parts: bool = False, unit: str = "") -> int | None:
        """Index of the count named last, in ``unit`` where one is given; with ``parts`` also a part of a 其中.

        A stock carried over (加上年结转7件) is added to the count before it and names nothing that follows."""
        last = None
        for index in range(len(self.drafts) - 1, -1, -1):
            draft = self.drafts[index]
            if not draft.is_level_count or (unit and draft.unit != unit and draft.site.span.quantity is not None):
                continue
            if parts or (draft.whole is None and draft.host is None and not CARRIED.match(draft.measure)):
                return index
            if last is None:
                last = index
        return last


@cache
def naming_words(kind: str) -> frozenset[str]:
    """Return one class of ``tables/naming_words.csv``."""
    return frozenset(words_of("naming_words", "word", "class", kind))


@cache
def heads(kind: str) -> tuple[str, ...]:
    """Return one class of ``tables/naming_words.csv`` for ``str.startswith``."""
    return tuple(sorted(naming_words(kind)))


@lru_cache(maxsize=1)
def _actor() -> re.Pattern[str]:
    return re.compile(alternation(naming_words("actor")))


def merge(head: str, tail: str) -> str:
    """Join two phrases without saying the overlap twice (立案 + 立案率 → 立案率)."""
    for size in range(min(len(head), len(tail)), 1, -1):
        if head.endswith(tail[:size]):
            return head + tail[size:]
    rest = head[len(tail) - 1 :]
    if tail.endswith("率") and len(tail) >= 3 and head.startswith(tail[:-1]) and not rest.startswith(_SUFFIXES):
        return rest + tail
    return head + tail


def shorter(topic: str, limit: int = TOPIC_MAX) -> str:
    """The action of a long topic: what follows its last actor (…企业负责人“面对面”谈安全 → “面对面”谈安全)."""
    if len(topic) <= limit:
        return topic
    sat = _SAT.search(topic)
    if sat is not None:
        return sat["exam"]
    blank = masked(topic)
    cut = 0
    for actor in _actor().finditer(blank):
        if len(topic) - actor.end() >= 4:
            cut = actor.end()
    if cut:
        return topic[cut:]
    particle = blank.rfind("的")
    return topic[particle + 1 :] if 0 < particle < len(topic) - 4 else topic


def conjuncts(phrase: str) -> list[str]:
    """Split at 、和及与 outside quotation and brackets."""
    blank = _BRACKETS.sub(lambda match: "□" * len(match.group()), masked(phrase))
    parts: list[str] = []
    at = 0
    for separator in _CONJUNCTION.finditer(blank):
        parts.append(phrase[at : separator.start()])
        at = separator.end()
    parts.append(phrase[at:])
    return [part.strip() for part in parts if part.strip()]
