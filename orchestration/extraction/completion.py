"""Completing the names of figures: what a clause leaves unsaid is added, what says nothing is left out.

Rules (naming_*.py) find the words a figure is named by; where the topic stands in an earlier clause (督察反馈问题53个,
至年底已整改49个), or the words carry more than the thing counted, a reader names it otherwise. How likely each word
around belongs into the name is learned from annotated figures (tables/completion_*.csv, written by ``python -m
tools.train_completion``); a name is changed word by word, only where that clearly makes it more like what a reader
would write. The likeness is that of evaluation (character Dice), here expected. Does not belong here: training, and the
features (completion_features.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter

from orchestration.extraction.completion_features import (
    AFTER,
    BEFORE,
    Candidate,
    Place,
    candidates,
    is_word,
    pieces,
    told_of,
)
from orchestration.extraction.completion_weights import Likelihoods
from orchestration.extraction.indicator_patterns import seen_rows
from orchestration.extraction.mention import Mention, with_measure
from orchestration.extraction.normalise import with_narrow_marks
from orchestration.extraction.result import Sentence
from orchestration.extraction.verbs import is_act, leading_verb
from orchestration.extraction.vocabulary import words

LEAD = 0.03  # by how much the expected likeness must rise; chosen on round 8, by weights trained without it
STEP = 0.005  # what each single word must bring
_ALWAYS = frozenset(("m.money",))  # 罚款金额 stands, but of what it is a fine is told elsewhere
_NEVER = frozenset(("m.table_cell", "m.zero", "m.streak"))  # named by the table, or by the whole denial
_ROUNDS = 6  # words changed at most
_HOLLOW = frozenset("的了均共已各等在为其该以对者")  # single characters that can be left out; others are parts of words
_OPEN = "、，,-"
# a name does not begin so, as 各 left out before 类 would leave it; 及时改正, 类案检索 are words
_HEAD = re.compile("^(?:[和与或的、，,-]|及(?![时早格其])|类(?![案型似比别推])(?=.{4}))+")
_MARKS = re.compile(r"(?<=[、，,])[、，,]+|(?<=[（(“])[、，,]+|[、，,]+(?=[）)”])|（）|\(\)|“”")
_SENTENCE_END = re.compile(r"[。!?]")
_PAIRS = (("（", "）"), ("(", ")"), ("“", "”"), ("《", "》"))
_FIGURE = re.compile(r"\d")
_HALF_BODY = re.compile("[大中支总]队(?![伍员列])")
_SORTS = re.compile("各(?P<sort>[类项种])")
_GROUP = re.compile("中心(?!组)")  # 理论学习中心组 is one word: its first half is no 中心
_LABEL = re.compile("“([^“”]+)”")
_AGES = re.compile(r"\d岁")  # 18-34岁参保率: a group of ages stands whole
_Likely = Candidate[float]
_likelihood = attrgetter("kept")


@lru_cache(maxsize=1)
def _indicator_names() -> Mapping[str, str]:
    return {row["indicator_id"]: row["name_zh"] for row in seen_rows()}


def indicator_name(fact: Mention) -> str:
    """The Chinese name of the indicator of a fact, empty where it has none."""
    return _indicator_names().get(fact.indicator_id, "")


def completed(text: str, sentences: Sequence[Sentence], facts: Iterable[Mention]) -> list[Mention]:
    """Return the facts in their order with completed names; ``facts`` are in the order of the text."""
    found: list[Mention] = []
    number, text = 0, with_narrow_marks(text)
    for fact in facts:
        while number + 1 < len(sentences) and sentences[number + 1].start <= fact.start:
            number += 1
        if is_looked_at(fact):
            name = completed_name(fact, place_of(text, sentences, number, fact))
            found.append(fact if name == fact.measure else with_measure(fact, name))
        else:
            found.append(fact)
    return found


def is_looked_at(fact: Mention) -> bool:
    """Whether the name of a fact may be changed at all."""
    name = fact.measure or ""
    if fact.rule_id in _ALWAYS:
        return True
    return bool(name) and fact.rule_id not in _NEVER and name not in _standing() and not _AGES.search(name)


@lru_cache(maxsize=1)
def _standing() -> frozenset[str]:
    """Names that an annotated figure has: nothing is left to complete."""
    return frozenset(words("completion_names", "name"))


def place_of(text: str, sentences: Sequence[Sentence], number: int, fact: Mention) -> Place:
    """The words around a fact in its sentence; what ; parts goes on. The marks of ``text`` are in half width."""
    begin = max(sentences[number].start if sentences else 0, fact.start - BEFORE)
    while (
        number and begin > fact.start - BEFORE and text[begin - 1 : begin] == ";" and begin == sentences[number].start
    ):
        number -= 1
        begin = max(sentences[number].start, fact.start - BEFORE)
    behind = text[fact.end : fact.end + AFTER]
    end = _SENTENCE_END.search(behind)
    behind = behind[: end.start()] if end else behind
    before = text[begin : fact.start]
    return Place(before.replace("\n", ""), behind.replace("\n", ""))


def completed_name(fact: Mention, place: Place) -> str:
    """Return the name of a fact as it is most likely told, the given one where no other clearly leads."""
    name = fact.measure or ""
    named = pieces(name)
    told = told_of(fact, indicator_name(fact), named)
    given = candidates(told, named, place, Likelihoods(told), change=fact.value_kind == "change")
    if is_act(name) and leading_verb(name) == name:
        given = [one for one in given if one.named or not _counted_act(one.word, place.before)]
    chosen = _chosen(given)
    if chosen is None:
        return name
    fuller = _put_together(named, {one.word: one for one in given}, chosen)
    if "中心" in fuller and "中心" not in name and _cuts_group(fuller, place.before):
        return name
    if _HALF_BODY.match(fuller) and not _HALF_BODY.match(name):
        return name  # 综合执法|大队查处违法建设: the end of a body's name says nothing
    fuller = _without_half(name, fuller)
    if not fuller or not _closed(fuller) or ("“" in name and not _labels(fuller) <= _labels(name + place.before)):
        return name  # 创建“无违建”村: a label stands whole or not at all
    added = fuller.removesuffix(name)
    if added and added != fuller and (name + added in place.before or _another_act(added, name, place.before)):
        return name  # 受理核准申请216件,核准204件: what an act is done to does not stand before it
    return name if _said_twice(name, fuller, given) else fuller


def _without_half(name: str, fuller: str) -> str:
    """「排查各类矛盾纠纷」: where 各 is left out, 类 goes with it."""
    for sort in _SORTS.finditer(name):
        half = sort["sort"] + name[sort.end() : sort.end() + 1]
        if "各" + half not in fuller:
            fuller = fuller.replace(half, half[1:], 1)
    return fuller


def _cuts_group(fuller: str, before: str) -> bool:
    """Whether a name took 中心 out of a 中心组, and the words before tell of no other 中心."""
    return _GROUP.search(fuller) is not None and _GROUP.search(before) is None


def _counted_act(word: str, before: str) -> bool:
    """「检查机构126家,责令整改12家、取缔3家」: an act with a figure of its own is no part of another act's name."""
    at = before.rfind(word)
    return leading_verb(word) == word and is_act(word) and before[at + len(word) : at + len(word) + 1].isdigit()


def _another_act(added: str, name: str, before: str) -> bool:
    """「注销许可证36张,收回许可证12张」: the act of a figure before is none of an act that has its own object."""
    act = leading_verb(name)
    if not act or act == name or leading_verb(added) != added or not is_act(added):
        return False
    return _FIGURE.search(before, max(before.rfind(added), 0)) is not None


def _chosen(given: Sequence[_Likely]) -> set[str] | None:
    """The words of the best name that is reached word by word; None where the given name stands."""
    likeliest_first = sorted(given, key=_likelihood, reverse=True)
    total = _covered(likeliest_first)
    own = {one.word for one in given if one.named}
    first = best = _alike(own, likeliest_first, total)
    # A word is worth having where it is likelier than half the likeness reached: then only few are worth a trial.
    half = first / 2
    trials = [
        one.word
        for one in given
        if (one.kept < half and (len(one.word) > 1 or one.word in _HOLLOW) if one.named else one.kept > half)
    ]
    chosen = own
    for _ in range(min(_ROUNDS, len(trials))):
        alike, word = max((_alike(chosen ^ {word}, likeliest_first, total), word) for word in trials)
        if alike <= best + STEP:
            break
        best, chosen = alike, chosen ^ {word}
    return chosen if best > first + LEAD and chosen else None


def _alike(chosen: Collection[str], likeliest_first: Iterable[_Likely], total: float) -> float:
    """The expected likeness of a name of these words: twice what it shares by the length of both."""
    size = len("".join(chosen))
    return 2 * _covered([one for one in likeliest_first if one.word in chosen]) / (size + total) if size else 0.0


def _covered(likeliest_first: Iterable[_Likely]) -> float:
    """Expected number of characters shared with the reader's name; a character that two words have counts once."""
    seen: set[str] = set()
    covered = 0.0
    for one in likeliest_first:
        word = one.word
        if seen.isdisjoint(word):
            covered += len(word) * one.kept
            seen.update(word)
            continue
        different = set(word)
        fresh = different - seen
        if fresh:
            covered += (len(word) - len(different) + len(fresh)) * one.kept
            seen |= fresh
    return covered


def _put_together(named: Sequence[str], given: Mapping[str, _Likely], chosen: set[str]) -> str:
    """The chosen words: those of the name in its order, added ones before what follows them in the text."""
    kept = [piece for piece in named if piece in chosen or not is_word(piece)]
    for word in sorted(chosen - set(named), key=lambda word: given[word].position or 0):
        same = next((n for n, piece in enumerate(kept) if len(piece) > 1 and word.endswith(piece)), None)
        if same is not None:
            kept[same] = word  # 反馈问题 says what 问题 said
            continue
        following = (
            n for n, piece in enumerate(kept) if piece in chosen and _place(given[piece]) > _place(given[word])
        )
        kept.insert(next(following, len(kept)), word)
    told = ""
    for piece in kept:
        told += piece[_overlap(told, piece) :]
    return _HEAD.sub("", _MARKS.sub("", told)).rstrip(_OPEN)


def _place(one: _Likely) -> int:
    """Where a word stands; what is added goes before one that stands in the text in other company."""
    return 0 if one.position is None else one.position


def _overlap(told: str, piece: str) -> int:
    """How many characters of a piece the name ends on already: 人民调解 + 调解成功率."""
    return next((size for size in (3, 2) if len(piece) >= size and told.endswith(piece[:size])), 0)


def _said_twice(name: str, told: str, given: Iterable[_Likely]) -> bool:
    """Whether a word stands in the new name more often than in the given one and more than once."""
    return any(told.count(one.word) > max(1, name.count(one.word)) for one in given if len(one.word) > 1)


def _labels(text: str) -> set[str]:
    """What stands between quotation marks."""
    return set(_LABEL.findall(text))


def _closed(name: str) -> bool:
    """Whether every bracket and quotation mark has its other half, and every list a member before its end."""
    return "、等" not in name and all(name.count(first) == name.count(last) for first, last in _PAIRS)
