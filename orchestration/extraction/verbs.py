"""Verbs of reports: finding them in a phrase, and telling the verb from what it governs.

Verbs come from ``tables/verbs.csv``: light ones add nothing to their object (开展), deverbal and nominal ones are
nouns
after another verb (受理|行政许可申请). Does not belong here: trimming phrases (phrases.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

from orchestration.extraction.records import record
from orchestration.extraction.vocabulary import alternation, words, words_of

_REMEMBERED = 1 << 12  # phrases: reports of a body repeat the same wording year after year
TRIM = " 　\t\n\r\u00a0，,、；;：:。.!！?？·*-—~"
_OUTSIDE_QUOTES = re.compile(r"“[^”]*”|《[^》]*》|‘[^’]*’|「[^」]*」")
_NOUN_ENDINGS = "函单书件点员室站队表卡证册法量"
_WRITTEN = re.compile(r"(?:通知|决定|建议|意见|告知|指令|催告|提示|警示|承诺)[书函]|文书")
_ISSUING = ("发", "出", "达", "具", "送", "收到", "制作", "作出")
_ATTRIBUTIVE = ("检查", "培训", "服务", "审核", "监督", "考试", "评估", "抽查", "调查")  # 抽取|检查对象
_SHORT_OBJECT = 3
_NOUN_MIN = 2
_RUN_MAX = 24  # no run of verbs right before a figure is longer
_BODY_OF_ACT = re.compile(r"机构|中心|平台|窗口|工作室|事务所")  # 公证机构, 仲裁机构: the act names the body
_SUBJECT_TAIL = re.compile(r"(?:全面|进行|开展|集中|依法|共|已|均|全部|都|也|还|能够?|可)+$")
_PREDICATE_HEAD = re.compile(
    r"均|全部|都|已|被|得到|获得?|完成|通过(?!率)|按期|按时|办结|整改|正在|尚|未|继续有效|现行有效"
    r"|年[末底]|目前|至今|仍|逐一|逐个|逐项|逐件|列入(?=[^，,]*[挂督整])|计划(?=[于在])|拟于?|取得|因(?!素|病)|持有|属于|待(?!遇)|需(?!求)|移交|移送|正(?!常|式|面|规)|存在"
)
_BEFORE_FIGURE = re.compile(
    r"(?:了|出|为|共|约|近|达到?|各|有|累计|先后|将|到|全[市区县省]|[我本][市区县局镇乡街院厅])+$"
)


@record
class Phrase:
    """A trimmed phrase: ``text`` in the order of the report, cut into its leading ``verb`` and what the verb governs.

    ``trailing_verb`` is the verb after the object (行政许可申请受理 → 受理), "" where none stands there.
    """

    text: str
    verb: str = ""
    noun: str = ""

    @property
    def bare_verb(self) -> bool:
        """Whether the phrase is a verb and names no object."""
        return bool(self.verb) and not self.noun


@lru_cache(maxsize=1)
def verb_pattern() -> str:
    """Return a pattern of every verb, the longest first."""
    return alternation(words("verbs", "verb"))


@lru_cache(maxsize=1)
def verb_run() -> re.Pattern[str]:
    """Verbs at the head of a phrase, joined without a word between them (发现并督促整改完成); 破案率 is no verb."""
    return re.compile(rf"(?:{verb_pattern()}(?:了|出|并(?=\w)|[、和及](?={verb_pattern()}))?)+(?!率)")


def run_begins() -> str:
    """Return a pattern that is met where ``verb_run`` is, but ends after the first verb: no verb begins with 率."""
    return f"{verb_pattern()}(?!率)"


@lru_cache(maxsize=1)
def _verb_tail() -> re.Pattern[str]:
    return re.compile(rf"(?:{verb_pattern()}[了出并、和及]?)+$")


@lru_cache(maxsize=1)
def any_verb() -> re.Pattern[str]:
    """Any verb anywhere."""
    return re.compile(verb_pattern())


@lru_cache(maxsize=1)
def lightish() -> re.Pattern[str]:
    """Verbs that may be dropped at the head of a phrase (组织, 推进)."""
    light = {*words_of("verbs", "verb", "class", "light"), *words_of("verbs", "verb", "class", "head")}
    return re.compile(rf"(?:(?:{alternation(light)})(?:了|好)?)+")


def masked(phrase: str) -> str:
    """Return the phrase with quoted stretches blanked to the same length, so that offsets still fit."""
    return _OUTSIDE_QUOTES.sub(lambda match: "□" * len(match.group()), phrase)


@lru_cache(maxsize=1)
def _deverbal() -> frozenset[str]:
    return frozenset(words_of("verbs", "verb", "class", "deverbal")) | _nominal()


@lru_cache(maxsize=1)
def _nominal() -> frozenset[str]:
    return frozenset(words_of("verbs", "verb", "class", "nominal"))


@lru_cache(maxsize=1)
def _verbs() -> tuple[str, ...]:
    return words("verbs", "verb")


@lru_cache(maxsize=1)
def _verb_beginnings() -> frozenset[str]:
    """Characters that a verb begins with: a phrase that begins with another needs no expression."""
    return frozenset(word[0] for word in _verbs())


def _without_link(verb: str) -> str:
    """Drop a linking 了, 并 or 和 after a verb; 涉及 and 提出 keep theirs."""
    while verb and verb[-1] in "了出并、和及" and not verb.endswith(_verbs()):
        verb = verb[:-1]
    return verb


@lru_cache(maxsize=1 << 14)
def parse(phrase: str) -> Phrase:
    """Cut a trimmed phrase into its leading verb and the rest. 收到行政许可申请 governs a noun made of verbs."""
    head = verb_run().match(phrase) if phrase[:1] in _verb_beginnings() else None
    if head is None or (_BODY_OF_ACT.fullmatch(phrase, head.end()) and head.group() in _deverbal()):
        return Phrase(phrase, "", phrase)
    if head.end() == len(phrase):
        first = any_verb().match(phrase)
        rest = phrase[first.end() :].lstrip("了并、和及") if first else ""
        if first and rest and first.group() not in _deverbal() and not is_light(first.group()):
            tail = next((at for at in range(len(rest)) if rest[at:] in _deverbal()), None)
            if tail is not None:
                return Phrase(phrase, phrase[: len(phrase) - len(rest)].rstrip("了并、和及"), rest)
    opening = any_verb().match(phrase)
    if opening is not None and opening.group() in _nominal() and head.end() < len(phrase):
        return Phrase(phrase, "", phrase)  # 行政诉讼应诉案件: it begins with a noun, nothing governs it
    if len(phrase) - head.end() == 1 and phrase[-1] in _NOUN_ENDINGS:
        first = any_verb().match(phrase)
        at = first.end() if first else 0
        if at == head.end():
            return Phrase(phrase, "", phrase)  # 提醒函, 督办单: a noun made with a verb
        return Phrase(phrase, phrase[:at], phrase[at:])
    if _WRITTEN.fullmatch(phrase, head.end()) and not head.group().startswith("责令") and not _issues(head.group()):
        return Phrase(phrase, "", phrase)  # 停工通知书: the act names the paper
    end = _before_nominal(phrase, head.end())
    return Phrase(phrase, _without_link(phrase[:end]), phrase[end:].strip(TRIM))


def _issues(verbs_run: str) -> bool:
    first = any_verb().match(verbs_run)
    return first is not None and first.group().endswith(_ISSUING)


def _before_nominal(phrase: str, end: int) -> int:
    """Where the verb ends when a noun made of a verb follows it: 评查|行政处罚案卷, 受理|行政许可事项."""
    first = any_verb().match(phrase)
    at = first.end() if first else end
    governs = first is not None and first.group() not in _deverbal() and not is_light(first.group())
    while at < end:
        rest = phrase[at:].lstrip("了出并、和及")
        at = len(phrase) - len(rest)
        word = any_verb().match(phrase, at)
        if word is None:
            return end
        short_object = len(phrase) - end <= _SHORT_OBJECT and word.group() in _ATTRIBUTIVE
        if word.group() in _nominal() or short_object:
            return at
        if governs and word.group() in _deverbal() and len(phrase) - end >= _NOUN_MIN:
            return at  # 录入|监管行为信息: an act governs what a noun made of a verb begins
        at = word.end()
    return end


def has_verb(phrase: str) -> bool:
    """Whether any verb of the table stands in the phrase, outside quotation."""
    return any_verb().search(masked(phrase)) is not None


@lru_cache(maxsize=_REMEMBERED)
def trailing_verb(phrase: str) -> str:
    """Return the verb right before a figure (…选取特色产业开展 → 开展; 向省厅申请 → 申请), "" where none stands
    there."""
    phrase = phrase.strip(TRIM)[-_RUN_MAX:]
    tail = _verb_tail().search(phrase)
    if tail is None:
        tail = _verb_tail().search(_BEFORE_FIGURE.sub("", phrase))
    return _without_link(tail.group()) if tail else ""


def first_verb(verbs_run: str) -> str:
    """Return the first verb of a run of verbs (下发整改 → 下发)."""
    first = any_verb().match(verbs_run)
    return first.group() if first else verbs_run


def last_word(verbs_run: str) -> str:
    """Return the last word of a run of verbs (审批申请 → 申请)."""
    return next((verbs_run[at:] for at in range(len(verbs_run)) if verbs_run[at:] in _verbs()), verbs_run)


def is_act(verb: str) -> bool:
    """Whether a leading verb is a plain verb and cannot be read as a noun (收到; not 行政许可)."""
    first = any_verb().match(verb)
    return first is not None and first.group() not in _deverbal()


def is_nominal(verb: str) -> bool:
    """Whether a word is a noun wherever it stands alone (行政诉讼, 投诉)."""
    return verb in _nominal()


def is_light(verb: str) -> bool:
    """Whether a verb adds nothing to its object (开展, 组织)."""
    match = lightish().fullmatch(verb)
    return match is not None


@lru_cache(maxsize=1)
def _predicate() -> re.Pattern[str]:
    acts = {*words("verbs", "verb")} - _deverbal()
    return re.compile(rf"均|全部|都|已|被|得到|获|对|逐[一个项件]|年内|全年|{alternation(acts)}")


@lru_cache(maxsize=_REMEMBERED)
def subject_of(phrase: str) -> str:
    """Return the subject of 「企业纳入网格管理」: what stands before the first predicate, at least two characters."""
    match = _predicate().search(masked(phrase), 2)
    return _SUBJECT_TAIL.sub("", phrase[: match.start()]) if match else phrase


def begins_with_predicate(phrase: str) -> bool:
    """Whether the words right of a figure say what became of it and do not name it (1200余个已完成)."""
    return _PREDICATE_HEAD.match(phrase) is not None
