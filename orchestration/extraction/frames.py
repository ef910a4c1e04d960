"""The frame of one figure while it is being named: its words, its place among the figures of the sentence, and the
topic.

Does not belong here: the choice of a name (naming_counts.py, naming_rates.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from orchestration.extraction.clauses import Clause, Site
from orchestration.extraction.comparisons import Change
from orchestration.extraction.drafts import TOPIC_MAX, Draft, Memory, merge, shorter
from orchestration.extraction.phrases import clean_left
from orchestration.extraction.units import family_of
from orchestration.extraction.verbs import TRIM, parse

# 按照…要求, 根据…规定: by what something is done, not what is done.
# 把调解贯穿办案全过程, 将普法融入执法各环节: how it is done.
# … 涵盖停车难等内容: what proposals are about is no topic of the rates after it.
# 较上年同期,|投诉量下降18%: since when tells no topic
_THAN_BEFORE = re.compile(r"\s*(?:与|较|比|同)?(?:上一?年度?|去年|前年|(?:19|20)\d\d年)(?:同期|全年)?(?:相比|比较|比)?")
# 对送审合同,|逐项核对|,审查21份: how it was looked at is not what was
_HOW = re.compile(
    "[，, ]?(?:坚持|严格|认真|仔细|安排专人)*(?:对照[^，,。；;]{1,10})?"
    "(?:(?:逐[项条件一个份户宗字句人级层环])+|严格|严密|认真|仔细)(?:进行)?"
    "(?:核对|比对|把关|甄别|核实|过堂|推敲|过筛|会审|核验|研判)"
)
_BY_RULE = re.compile(
    r"\s*(?:按照?|根据|依据|依照|遵循|对照|坚持|围绕|聚焦).*(?:要求|规定|精神|部署|安排|原则|标准|指示)\Z"
    r"|\s*以[^，,]{2,8}为(?:主|辅|先)\Z"  # 以劝导教育为主,先后劝导400人次
    r"|\s*(?:始终|坚持)?(?:把|将)[^，,]{2,}(?:贯穿|融入)[^，,]*\Z"
    r"|\s*(?:内容|主要)*(?:涵盖|涉及|包括|包含|囊括)[^件起宗]*(?:内容|领域|方面|问题|等)\Z"
)
_EVENT = re.compile(
    "(?:考试|测试|竞赛|比赛|比武|会议|活动|演练|讲座|答题|知识测试|培训班?)$"
)  # 组织执法资格考试,参考268人
_PEOPLE = ("人", "名")
# 要求抽查任务于10月30日前完成,实现完结率100%: by when is no topic
_DUE = re.compile("^(?:要求|确保|力争)(?=.{4})|于[^，,]{2,12}?前(?:全部)?(?:完成|办结|整改)(?:到位)?$")
_WHOLE_AREA = re.compile(r"全[市县区省]")


@dataclass(slots=True)
class Frame:
    """``left`` and ``right`` are the words of this figure; ``index`` its place in ``figures``, the figures of the
    sentence. ``unit`` is its base unit ("" where it has none) and ``family`` the family of that unit."""

    text: str
    start: int
    figures: Sequence[Site]
    index: int
    left: str
    right: str
    cut: Sequence[Clause]
    memory: Memory
    site: Site = field(init=False)
    unit: str = field(init=False)
    family: str = field(init=False)

    def __post_init__(self) -> None:
        self.site = self.figures[self.index]
        quantity = self.site.span.quantity
        self.unit = quantity.unit if quantity else ""
        self.family = family_of(self.unit)

    def draft(
        self,
        measure: str,
        noun: str,
        verb: str,
        rule_id: str,
        change: Change | None = None,
        compared: int | None = None,
        whole: int | None = None,
        counted: int | None = None,
    ) -> Draft:
        """Build the draft, with the sector of the lead-in (危化方面。) before a name that does not tell it."""
        # What is left of 办理的政务服务事项 without its verb begins with 的.
        measure = measure.removeprefix("的") or self._clause_words()
        noun = noun.removeprefix("的")
        sector = self.memory.sector
        if sector and sector[:2] not in measure and not _WHOLE_AREA.search(self.left):
            measure = sector + measure
        return Draft(
            self.site,
            measure,
            noun or measure,
            verb,
            self.family,
            rule_id,
            change,
            self.host(),
            whole,
            compared,
            counted,
            self.start,
        )

    def _clause_words(self) -> str:
        """The words of the clause without figures, where nothing names the figure; no measure is left empty."""
        words = self.text[self.site.clause.start : self.site.clause.end]
        for site in self.figures:
            words = words.replace(site.span.surface, "")
        return words.strip(TRIM)[:TOPIC_MAX] or "数量"

    def host(self) -> int | None:
        """Index of the draft named before the bracket this figure stands in."""
        host_end = self.site.clause.host_end
        if host_end is None:
            return None
        for index in range(len(self.memory.drafts) - 1, -1, -1):
            site = self.memory.drafts[index].site
            if site.clause.depth < self.site.clause.depth and site.span.end <= host_end:
                return index
        return None

    def chain(self) -> list[int]:
        """Indices of the figures tied to this one by 、和 in the clause, this one included, in order."""
        first = self.index
        while first > 0 and self.figures[first].joined and self.figures[first - 1].clause == self.site.clause:
            first -= 1
        last = self.index
        while (
            last + 1 < len(self.figures)
            and self.figures[last + 1].joined
            and self.figures[last + 1].clause == self.site.clause
        ):
            last += 1
        return list(range(first, last + 1))

    def clause_before(self, after: int = -1) -> str:
        """The nearest clause before this one, beginning after ``after``, without a figure, that names something."""
        taken = {site.clause for site in self.figures[: self.index]}
        for clause in reversed(self.cut):
            if clause.end > self.site.clause.start or clause.depth > 0 or clause in taken:
                continue
            if clause.start < after:
                return ""
            if _BY_RULE.match(self.text, clause.start, clause.end):
                continue
            if any(told.fullmatch(self.text, clause.start, clause.end) for told in (_THAN_BEFORE, _HOW)):
                continue
            cleaned = clean_left(self.text[clause.start : clause.end])
            cleaned = _DUE.sub("", cleaned) if "前" in cleaned else cleaned
            if len(cleaned) >= 4:
                return cleaned
        return ""

    def topic(self) -> str:
        """What the sentence speaks of: the last event counted, else the clause before, else the last thing named."""
        for draft in reversed(self.memory.drafts):
            if draft.family == "event" and draft.change is None:
                between = self.clause_before(after=self.memory.drafts[-1].site.clause.end)
                return shorter(between if _EVENT.search(between) else draft.measure)
        before = self.clause_before()
        if before:
            return shorter(before)
        last = self.memory.last_count()
        return shorter(last.noun) if last else ""

    def counted(self) -> tuple[str, int | None]:
        """What a rate without a name of its own is a rate of, and the index of the count where it is one.

        A clause between the last count and the rate is nearer than the count; joined counts are named together.
        """
        last = self.memory.last_count_index()
        if last is None:
            return self.clause_before(), None
        between = self.clause_before(after=self.memory.drafts[last].site.clause.end)
        if between and not parse(between.removesuffix("到位")).bare_verb:  # 已全部整改到位，整改率100%
            return between, None
        joined = self.joined_counts(last)
        nouns = [self.memory.drafts[k].noun for k in joined]
        topic = "、".join(nouns) if sum(map(len, nouns)) <= TOPIC_MAX else nouns[-1]
        return topic, last if len(joined) == 1 else None  # a rate of several counts is a rate of none of them

    def joined_counts(self, last: int) -> list[int]:
        """Indices of the counts tied to ``last`` by 、 that count in the same unit family, ``last`` included."""
        drafts = self.memory.drafts
        chain = [last]
        while chain[0] > 0 and drafts[chain[0]].site.joined and drafts[chain[0]].whole is None:
            before = drafts[chain[0] - 1]
            if not before.is_level_count or before.family != drafts[last].family:
                break
            chain.insert(0, chain[0] - 1)
        return chain


def participants(topic: str, left: str, verb: str, unit: str) -> str:
    """Name people or bodies that took part: the topic, and what the figure adds to it."""
    if verb and verb in topic:
        rest = left[left.find(verb) + len(verb) :]
        return topic + (rest if rest and rest not in topic else "人数" if unit in _PEOPLE else unit or "人数")
    return merge(topic, left)
