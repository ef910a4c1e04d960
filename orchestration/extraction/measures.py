"""Naming what each figure of a sentence measures, as a noun phrase of the report's own words that stands alone.

Where the clause leaves the name open (办结率98%; 参与企业701家; 整改1890项) it is completed from what was named before.
Does not belong here: status, scope, period and the link to a parent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from orchestration.extraction.clauses import Clause, Site
from orchestration.extraction.comparisons import Change, change_before
from orchestration.extraction.phrases import (
    Phrase,
    begins_with_predicate,
    clean_left,
    clean_right,
    is_light,
    masked,
    parse,
    subject_of,
    trailing_verb,
    verb_run,
)
from orchestration.extraction.units import family_of
from orchestration.extraction.vocabulary import alternation, table, words_of

_SEPARATORS = re.compile(r"[、和及与或]|以及|并(?!列)")
_OPENING = re.compile(r"^(?:[、和及与或,，]|以及|并且?|且|而|同时|还|其中)+")
_RATE_NAME = re.compile(r"(?:率|比例|占比|比重|覆盖面|满意度|知晓度|合格度|得分率|比)$")
_BARE_RATE_MAX = 6
_TOPIC_MAX = 16
_DENIAL = re.compile(
    r"^(?:均|都|全年|全市|全区|全县)*(?:未(?:曾)?(?:发生|出现|收到|接到|发现|产生|有)?|没有(?:发生|出现|收到|接到)?|无(?:一[起例件宗人])?|零)(?:过|任何|一[起例件宗])?"
)
_SAID_OF_ALL = re.compile(r"(?:全部|均|都|已经?|对[^，,]{2,20}进行).+$")
_MONEY_NAME = re.compile(r"金额|款|费|资金|奖|收入|税|额|补助|补贴|损失|投资|经费|价值|货值|产值|债|薪|资")


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure with its name. ``noun`` is what a later bare verb or rate refers to; ``host`` indexes the draft before a bracket."""

    site: Site
    measure: str
    noun: str
    verb: str
    family: str
    rule_id: str
    change: Change | None = None
    host: int | None = None
    compared: int | None = None


@dataclass(slots=True)
class Memory:
    """What was named before, within one paragraph-sentence (closed by 。 or a line end). ``sector`` outlives it."""

    sector: str = ""
    drafts: list[Draft] = field(default_factory=list)
    whole: str = ""

    def close(self) -> None:
        """Forget what does not outlive a sentence."""
        self.drafts.clear()
        self.whole = ""


@lru_cache(maxsize=None)
def _words(kind: str) -> frozenset[str]:
    return frozenset(words_of("naming_words", "word", "class", kind))


@lru_cache(maxsize=1)
def _generic() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(row['pattern'] for row in table('measure_generic'))}|、|和)*")


@lru_cache(maxsize=1)
def _part() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(_words('part'))})$")


@lru_cache(maxsize=1)
def _whole() -> re.Pattern[str]:
    return re.compile(rf"[“”+\w]{{2,24}}(?:{alternation(_words('whole'))})")


@lru_cache(maxsize=1)
def _actor() -> re.Pattern[str]:
    return re.compile(alternation(_words("actor")))


def name_measures(text: str, start: int, figures: Sequence[Site], cut: Sequence[Clause], memory: Memory) -> list[Draft]:
    """Name every figure of one sentence; one figure may give several drafts. ``memory`` is read and extended."""
    drafts: list[Draft] = []
    shared = _share_gaps(figures)
    for site, (left, right) in zip(figures, shared, strict=True):
        namer = _Namer(text, start, site, left, right, cut, memory)
        named = namer.name()
        drafts.extend(named)
        memory.drafts.extend(named)
    return drafts


def _share_gaps(figures: Sequence[Site]) -> list[tuple[str, str]]:
    """Divide the text between two figures of a clause between them."""
    lefts = [site.left for site in figures]
    rights = [site.right for site in figures]
    last: dict[Clause, int] = {}
    chains: list[list[int]] = []
    for index, site in enumerate(figures):
        before = last.get(site.clause)
        last[site.clause] = index
        if before is None or site.first or figures[before].span.end > site.span.start:
            continue
        names_left = bool(clean_left(lefts[before])) and not parse(clean_left(lefts[before])).bare_verb
        names_right = not _OPENING.match(rights[index]) and bool(rights[index].strip(" 。；;”"))
        rights[before], lefts[index] = split_gap(site.left, names_left, names_right)
        if rights[before] and not lefts[index].strip("、和及与以 "):
            chains.append([before, index])
    _share_predicate(rights, chains)
    return list(zip(lefts, rights, strict=True))


def _share_predicate(rights: list[str], chains: Sequence[Sequence[int]]) -> None:
    """「153家企业、467处危险源全部实现实时监测」: what is said of all of a chain belongs to each."""
    for before, index in reversed(chains):
        said = _SAID_OF_ALL.search(rights[index], 1)
        if said and not _SAID_OF_ALL.search(rights[before]):
            rights[before] += said.group()


def split_gap(gap: str, names_left: bool, next_names_right: bool) -> tuple[str, str]:
    """Split the text between two figures. ``names_left``: the first figure is named left of it (N + figure)."""
    opening = _OPENING.match(gap)
    if opening:
        return "", gap
    separators = list(_SEPARATORS.finditer(masked(gap)))
    if separators:
        last = separators[-1]
        rest = gap[last.end() :].strip()
        chosen = last if not rest or verb_run().match(rest) else separators[0]
        return gap[: chosen.start()], gap[chosen.start() :]
    if next_names_right:
        return gap, ""
    if names_left:
        return "", gap
    verb = verb_run().search(masked(gap), 2)
    return (gap[: verb.start()], gap[verb.start() :]) if verb else (gap, "")


class _Namer:
    """Names one figure. Tries, in order: implicit zero, change, rate, object right of the figure, object left of it, memory."""

    def __init__(
        self, text: str, start: int, site: Site, left: str, right: str, cut: Sequence[Clause], memory: Memory
    ) -> None:
        self.text, self.start, self.site, self.cut, self.memory = text, start, site, cut, memory
        self.left, self.right = left, right
        quantity = site.span.quantity
        self.unit = quantity.unit if quantity else ""
        self.family = family_of(self.unit)
        self.host = self._host()

    def name(self) -> list[Draft]:
        surface = self.site.span.surface
        if not re.search(r"[\d０-９一二三四五六七八九十百千万亿两双半〇]", surface) or _implicit_zero(self.site):
            return [self._draft(_DENIAL.sub("", surface) or surface, surface, "", "m.zero")]
        change = self._change()
        if change is not None:
            return self._name_change(change)
        if self.family == "rate":
            return self._name_rate()
        return self._name_count()

    # --- pieces -------------------------------------------------------------------------------------------------------

    def _draft(self, measure: str, noun: str, verb: str, rule_id: str, **extra: object) -> Draft:
        sector = self.memory.sector
        if sector and sector[:2] not in measure and not self._area_words():
            measure = sector + measure
        return Draft(self.site, measure, noun or measure, verb, self.family, rule_id, host=self.host, **extra)  # type: ignore[arg-type]

    def _area_words(self) -> bool:
        return bool(re.search(r"全[市县区省]", self.left))

    def _host(self) -> int | None:
        """Index of the draft named before the bracket this figure stands in."""
        host_end = self.site.clause.host_end
        if host_end is None:
            return None
        for index in range(len(self.memory.drafts) - 1, -1, -1):
            draft = self.memory.drafts[index]
            if draft.site.clause.depth < self.site.clause.depth and draft.site.span.end <= host_end:
                return index
        return None

    def _change(self) -> Change | None:
        drafts = self.memory.drafts
        previous = drafts[-1].change if drafts and self.site.joined else None
        earlier = self.text[max(self.start, self.site.clause.start - 14) : self.site.clause.start]
        return change_before(self.left, self.unit, earlier, previous)

    def _topic(self) -> str:
        """What the sentence speaks of: the last event counted, else the clause before, else the last thing named."""
        for draft in reversed(self.memory.drafts):
            if draft.family == "event" and draft.change is None:
                return _shorter(draft.noun)
        before = self._clause_topic()
        if before:
            return _shorter(before)
        return _shorter(self.memory.drafts[-1].noun) if self.memory.drafts else ""

    def _clause_topic(self) -> str:
        """The nearest clause before this one, without a figure, that names something."""
        taken = {draft.site.clause for draft in self.memory.drafts}
        for clause in reversed(self.cut):
            if clause.end > self.site.clause.start or clause.depth > 0 or clause in taken:
                continue
            cleaned = clean_left(self.text[clause.start : clause.end])
            if len(cleaned) >= 4:
                return cleaned
        return ""

    def _last(self) -> Draft | None:
        levels = [draft for draft in self.memory.drafts if draft.change is None and draft.family != "rate"]
        return levels[-1] if levels else None

    # --- changes and rates --------------------------------------------------------------------------------------------

    def _name_change(self, change: Change) -> list[Draft]:
        subject = clean_left(change.subject)
        levels = [
            index
            for index, draft in enumerate(self.memory.drafts)
            if draft.change is None and (draft.family != "rate" or self.unit.endswith("百分点"))
        ]
        if subject:
            return [self._draft(f"{subject}同比", subject, "", "m.change_named", change=change)]
        done = [draft.compared for draft in self.memory.drafts if draft.compared is not None]
        open_levels = [index for index in levels if index not in done] or levels
        if not open_levels:
            topic = self._clause_topic()
            return [self._draft(f"{topic}同比", topic, "", "m.change_topic", change=change)]
        if re.search("均|都", self.left):
            chosen = open_levels
        elif "分别" in self.left or self._in_respective_change():
            chosen = open_levels[:1]
        else:
            chosen = open_levels[-1:]
        drafts = self.memory.drafts
        return [
            self._draft(f"{drafts[k].measure}同比", drafts[k].noun, "", "m.change_level", change=change, compared=k)
            for k in chosen
        ]

    def _in_respective_change(self) -> bool:
        """Whether this figure goes on a list opened by 分别 (同比分别下降27%、32.9%)."""
        clause_text = self.text[self.site.clause.start : self.site.span.start]
        return self.site.joined and "分别" in clause_text

    def _name_rate(self) -> list[Draft]:
        left = re.sub(r"(?:均|都|分别|各|全部|已|也)?(?:达到了?|已达|高达|为|达|是|保持在?|稳定在|维持在|控制在|提升至|提高到|上升至)+$", "", self.left.strip(" 、,，"))
        spread = bool(re.search(r"(?:均|都|各)[^，,]{0,3}$", self.left))
        left = re.sub(r"(?:均|都|各|分别)$", "", left)
        names = _conjuncts(clean_left(left))
        if len(names) > 1 and (spread or all(_RATE_NAME.search(name) for name in names)):
            return [
                self._rate_draft(name, "m.rate_spread")
                for name in _share_prefix(names)
            ]
        phrase = clean_left(left)
        if _RATE_NAME.search(phrase):
            return [self._rate_draft(phrase, "m.rate_named")]
        right = clean_right(self.right) if not _OPENING.match(self.right) and not self.right.startswith(("(", "（")) else ""
        if phrase or right:
            joined = phrase + right if phrase and right else phrase or right
            return [self._draft(joined, joined, "", "m.rate_clause")]
        topic = self._topic()
        return [self._draft(f"{topic}占比" if topic else "占比", topic, "", "m.rate_topic")]

    def _rate_draft(self, name: str, rule_id: str) -> Draft:
        if len(name) <= _BARE_RATE_MAX and self.host is not None:
            host = self.memory.drafts[self.host]
            return self._draft(_merge(host.measure, name), host.noun, "", "m.rate_of_host")
        if _is_bare_rate(name):
            last = self._last()
            topic = last.measure if last and not self.memory.sector else last.noun if last else self._topic()
            return self._draft(_merge(_shorter(topic, 18), name), topic, "", rule_id + "_topic")
        return self._draft(name, name, "", rule_id)

    # --- counts -------------------------------------------------------------------------------------------------------

    def _name_count(self) -> list[Draft]:
        named_right = "" if self._right_is_closed() else clean_right(self.right)
        left = clean_left(self.left)
        if named_right and begins_with_predicate(named_right):
            return [self._name_predicate(left, named_right)]
        if named_right:
            return [self._name_right(left, named_right)]
        spread = self._spread_left()
        if spread:
            return spread
        if left:
            return [self._name_left(left)]
        return [self._name_from_memory()]

    def _right_is_closed(self) -> bool:
        return bool(_OPENING.match(self.right)) or self.right.lstrip(" ")[:1] in ("", "(", "（", "。", "”", "》", ")", "）", "。")

    def _spread_left(self) -> list[Draft]:
        """「司法建议、检察建议各2件」: one draft a conjunct."""
        if not re.search(r"(?:各|均为|都为|均)$", self.left.strip(" ")):
            return []
        names = _conjuncts(clean_left(re.sub(r"(?:各|均为|都为|均)$", "", self.left.strip(" "))))
        return [self._draft(name, name, "", "m.count_spread") for name in names] if len(names) > 1 else []

    def _name_predicate(self, left: str, predicate: str) -> Draft:
        """「1200余个已完成」: the figure takes its noun from the left or from what was counted before."""
        last = self._last()
        noun = left or (subject_of(last.noun) if last else "") or self._topic()
        context = last.noun if last and not left else noun
        return self._draft(_merge(context, predicate), noun, "", "m.num_predicate")

    def _name_right(self, left: str, right: str) -> Draft:
        verb = trailing_verb(self.left)
        rule_id = "m.num_n" if not verb else "m.v_num_n"
        last = self.memory.drafts[-1] if self.memory.drafts else None
        if not verb and last and last.verb and self._carries(last):
            verb, rule_id = last.verb, "m.v_carried_num_n"
        if _part().search(right) and len(right) <= 6:
            whole = self._whole_before()
            if whole:
                return self._draft(whole + right, right, "", "m.num_part")
        if len(right) <= 3 and self.left.rstrip().endswith("的"):
            verb, rule_id = trailing_verb(self.left.rstrip()[:-1]), "m.relative_num_n"
        aimed = re.match(r"^(?:对|针对|面向)", self.left.strip(" 、"))
        target = left if aimed and verb and is_light(verb) and left else ""
        if target and verb and target.endswith(verb):
            target = target[: -len(verb)]
        prefix = "" if is_light(verb) and len(right) > 3 else verb
        if self.family == "duration" and left:
            return self._draft(left + right, right, verb, "m.duration")
        subject = subject_of(right)
        if len(subject) >= 3 and not verb:
            right = right[: len(subject)] + right[len(subject) :].replace(subject, "")
        return self._draft(target + prefix + right, subject if not verb and not target else right, verb, rule_id)

    def _carries(self, last: Draft) -> bool:
        """Whether the verb before the figure named last also governs this one (升级维护140台…及1个…)."""
        if last.rule_id not in ("m.v_num_n", "m.v_carried_num_n", "m.v_n_num", "m.v_carried_n_num"):
            return False
        return self.site.joined or (not self.left.strip("、和及与,， ") and last.family == self.family)

    def _whole_before(self) -> str:
        """The platform or system named last before this figure in the sentence."""
        found = ""
        for match in _whole().finditer(self.text, self.start, self.site.span.start):
            found = match.group()
        return clean_left(found)

    def _name_left(self, left: str) -> Draft:
        phrase = parse(left)
        if self.host is not None and not phrase.verb:
            host = self.memory.drafts[self.host]
            return self._draft(f"{host.measure}-{left}", host.noun, "", "m.bracket_part")
        if self.family == "money" and not _MONEY_NAME.search(left):
            return self._draft(_merge(left, "金额"), left, phrase.verb, "m.money")
        completed = self._complete(left, phrase)
        if completed is not None:
            return completed
        last = self.memory.drafts[-1] if self.memory.drafts else None
        if not phrase.verb and last and last.verb and self._carries_left(last):
            return self._draft(last.verb + left, left, last.verb, "m.v_carried_n_num")
        rule_id = "m.v_n_num" if phrase.verb else "m.n_num"
        return self._draft(left, phrase.noun or left, phrase.verb, rule_id)

    def _carries_left(self, last: Draft) -> bool:
        if last.rule_id not in ("m.v_n_num", "m.v_carried_n_num", "m.v_num_n") or is_light(last.verb):
            return False
        return (self.site.joined or last.family == self.family) and not verb_run().search(self.left)

    def _complete(self, left: str, phrase: Phrase) -> Draft | None:
        """Complete a name that does not stand alone: a bare verb (整改), or mere participants (参与企业, 培训人员)."""
        joins = any(phrase.verb.startswith(word) for word in _words("joining")) or (
            not phrase.verb and any(left.startswith(word) for word in _words("joining"))
        )
        generic = bool(_generic().fullmatch(phrase.noun))
        if phrase.bare_verb and phrase.verb not in _words("alone") and not (joins and self.family in ("person", "person_time")):
            last = self._last()
            topic = last.noun if last else self._clause_topic()
            if topic and phrase.verb not in topic:
                return self._draft(_merge(_shorter(topic, 18), left), topic, phrase.verb, "m.verb_topic")
            return None
        if generic and (joins or not phrase.verb):
            topic = self._topic()
            if topic:
                measure = _participants(topic, left, phrase, self.unit)
                return self._draft(measure, topic, "", "m.participants")
        if joins and self.family in ("person", "person_time") and self._last_is_event_of(phrase.noun):
            topic = self._topic()
            return self._draft(_participants(topic, left, phrase, self.unit), topic, "", "m.participants")
        return None

    def _last_is_event_of(self, noun: str) -> bool:
        last = self._last()
        return last is not None and last.family == "event" and bool(noun) and noun in last.measure

    def _name_from_memory(self) -> Draft:
        """No word left or right: a second count of the same thing (六轮240场次), or of the clause before."""
        last = self._last()
        if last is not None and (self.site.joined or not self.site.first):
            return self._draft(last.measure, last.noun, last.verb, "m.same_again")
        if self.host is not None:
            host = self.memory.drafts[self.host]
            return self._draft(host.measure, host.noun, "", "m.host_again")
        topic = self._clause_topic() or (last.noun if last else "")
        return self._draft(topic, topic, "", "m.clause_topic")


def _implicit_zero(site: Site) -> bool:
    quantity = site.span.quantity
    return quantity is not None and quantity.value == 0 and bool(_DENIAL.match(site.span.surface))


def _is_bare_rate(name: str) -> bool:
    """Whether a rate names no object: 办结率, 按时完成率; not 负责人出庭应诉率."""
    return len(name) <= 3 or (len(name) <= _BARE_RATE_MAX and bool(re.match(r"(?:按期|按时|及时|综合|平均|总体|群众|任务|现场|整体|有效|全部|年度)", name)))


def _conjuncts(phrase: str) -> list[str]:
    """Split at 、和及与 outside quotation and brackets."""
    parts: list[str] = []
    blank = re.sub(r"[(（][^()（）]*[)）]", lambda match: "□" * len(match.group()), masked(phrase))
    at = 0
    for separator in re.finditer(r"[、和及与]|以及", blank):
        parts.append(phrase[at : separator.start()])
        at = separator.end()
    parts.append(phrase[at:])
    return [part.strip() for part in parts if part.strip()]


def _share_prefix(names: list[str]) -> list[str]:
    """「行政许可按时办结率、满意率」: a bare later rate takes what the first is a rate of."""
    first = re.fullmatch(r"(?P<of>.{2,}?)(?:(?:按期|按时|及时)?\w{2}率)", names[0])
    if first is None or _is_bare_rate(names[0]):
        return names
    return [names[0], *(first.group("of") + name if _is_bare_rate(name) else name for name in names[1:])]


def _merge(head: str, tail: str) -> str:
    """Join two phrases without saying the overlap twice (立案 + 立案率 → 立案率)."""
    for size in range(min(len(head), len(tail)), 1, -1):
        if head.endswith(tail[:size]):
            return head + tail[size:]
    if tail.endswith("率") and len(tail) >= 3 and head.startswith(tail[:-1]):
        return head[len(tail) - 1 :] + tail
    return head + tail


def _participants(topic: str, left: str, phrase: Phrase, unit: str) -> str:
    verb = phrase.verb
    if verb and verb in topic:
        rest = left[left.find(verb) + len(verb) :]
        rest = rest if rest and rest not in topic else unit if unit else "人数"
        return topic + rest
    return _merge(topic, left)


def _shorter(topic: str, limit: int = _TOPIC_MAX) -> str:
    """The action of a long topic: what follows its last actor (…企业负责人“面对面”谈安全 → “面对面”谈安全)."""
    if len(topic) <= limit:
        return topic
    blank = masked(topic)
    cut = 0
    for actor in _actor().finditer(blank):
        if len(topic) - actor.end() >= 4:
            cut = actor.end()
    if cut:
        return topic[cut:]
    particle = blank.rfind("的")
    return topic[particle + 1 :] if 0 < particle < len(topic) - 4 else topic
