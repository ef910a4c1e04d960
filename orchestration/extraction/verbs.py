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
_LINKS = "了出并、和及"  # between the verbs of a run
_AFTER_OUT = frozenset("入租口版庭让资具台境厂险")  # 出 begins a word of its own
_AFTER_TO = frozenset("位岗期达场账户会庭访任家站校村户边底点")
_PAPERS = ("书", "函")
_NOUN_ENDINGS = "函单书件点员室站队表卡证册法量会班课"
_WRITTEN = re.compile(r"(?:通知|决定|建议|意见|告知|指令|催告|提示|警示|承诺)[书函]|文书")
_ISSUING = ("发", "出", "达", "具", "送", "收到", "制作", "作出")
_ATTRIBUTIVE = ("检查", "培训", "服务", "审核", "监督", "考试", "评估", "抽查", "调查")  # 抽取|检查对象
_SHORT_OBJECT = 3
_NOUN_MIN = 2
_RUN_MAX = 24  # no run of verbs right before a figure is longer
_BODY_OF_ACT = frozenset(
    ("机构", "中心", "平台", "窗口", "工作室", "事务所")
)  # 公证机构, 仲裁机构: the act names the body
# 保障|性租赁住房, 立案|前化解: the word or the point in time goes on, it is no act with its object
_GOES_ON = re.compile("[性型](?![能质])|前(?![置期端台述往来沿程])|后(?![续勤备台期])")
_SUBJECT_TAIL = re.compile(r"(?:全面|进行|开展|集中|专项|统一|分类|依法|共|已|均|全部|都|也|还|能够?|可)+$")
_PREDICATE_HEAD = re.compile(
    r"均|全部|都|已|被(?![^，,的]{2,4}(?:单位|企业|对象|场所|机构|人(?!民)))|得到|获得?|完成|通过(?!率)|按期|按时|办结|整改|正在|尚|未|继续有效|现行有效"
    r"|年[末底]|目前|至今|仍|逐一|逐个|逐项|逐件|列入(?=[^，,]*[挂督整])|计划(?=[于在])|拟于?|取得|因(?!素|病)|持有|属于|待(?!遇)|需(?!求)|移交|移送|正(?!常|式|面|规)|存在"
)
_BEFORE_FIGURE = re.compile(
    r"(?:了|(?<!清)出|为|共|约|近|达到?|各|有|累计|先后|将|到|全[市区县省]|[我本][市区县局镇乡街院厅])+$"
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
    return re.compile(
        rf"(?:{verb_pattern()}(?:了|出(?![入租口版庭让资具台境厂险])|并(?=\w)|[、和及](?={verb_pattern()}))?)+(?!率)"
    )


@lru_cache(maxsize=1)
def _verbs_by_first() -> dict[str, tuple[str, ...]]:
    """Verbs by their first character, the longest first."""
    found: dict[str, list[str]] = {}
    for verb in sorted(_verbs(), key=len, reverse=True):
        found.setdefault(verb[0], []).append(verb)
    return {first: tuple(verbs) for first, verbs in found.items()}


def leading_verb(phrase: str, at: int = 0) -> str:
    """Return the longest verb at a place of a phrase, "" where none stands there."""
    for verb in _verbs_by_first().get(phrase[at : at + 1], ()):
        if phrase.startswith(verb, at):
            return verb
    return ""


def run_length(phrase: str) -> int:
    """Return the length of the ``verb_run`` at the head of a phrase, 0 where it begins with none.

    Looking words up takes a fraction of what the expression takes, which must try every verb at every step."""
    verb, end = leading_verb(phrase), 0
    while verb:
        end += len(verb)
        link = phrase[end : end + 1]
        verb = leading_verb(phrase, end)
        if link and link in _LINKS:
            after = leading_verb(phrase, end + 1)
            following = phrase[end + 1 : end + 2]
            if link in "了出" or (after if link != "并" else following.isalnum() or following == "_"):
                if link == "出" and following in _AFTER_OUT:
                    continue  # 受理|出入境证件
                end, verb = end + 1, after
    if end and phrase[end : end + 1] == "率":
        run = verb_run().match(phrase)
        return run.end() if run else 0
    return end


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
    if not ("“" in phrase or "《" in phrase or "‘" in phrase or "「" in phrase):
        return phrase
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
def _verb_set() -> frozenset[str]:
    return frozenset(_verbs())


@lru_cache(maxsize=1)
def _verb_endings() -> frozenset[str]:
    """Characters that a run of verbs ends with: most phrases end with the noun that is counted."""
    return frozenset([*(word[-1] for word in _verbs()), *_LINKS, "\n"])


def _without_link(verb: str) -> str:
    """Drop a linking 了, 并 or 和 after a verb; 涉及 and 提出 keep theirs."""
    while verb and verb[-1] in _LINKS and not verb.endswith(_verbs()):
        verb = verb[:-1]
    return verb


@lru_cache(maxsize=1 << 14)
def parse(phrase: str) -> Phrase:
    """Cut a trimmed phrase into its leading verb and the rest. 收到行政许可申请 governs a noun made of verbs."""
    length = run_length(phrase)
    if not length:
        return Phrase(phrase, "", phrase)
    head, after = phrase[:length], phrase[length:]
    if (after in _BODY_OF_ACT and head in _deverbal()) or _GOES_ON.match(after):
        return Phrase(phrase, "", phrase)
    first = leading_verb(phrase)
    if not after:
        rest = phrase[len(first) :].lstrip("了并、和及")
        if rest and first not in _deverbal() and not is_light(first):
            tail = next((at for at in range(len(rest)) if rest[at:] in _deverbal()), None)
            tail = 0 if tail is not None and leading_verb(rest) in _nominal() else tail  # 受理|投诉举报
            if tail is not None:
                return Phrase(phrase, phrase[: len(phrase) - len(rest)].rstrip("了并、和及"), rest)
    elif first in _nominal():
        return Phrase(phrase, "", phrase)  # 行政诉讼应诉案件: it begins with a noun, nothing governs it
    if len(after) == 1 and after in _NOUN_ENDINGS:
        if first == head:
            return Phrase(phrase, "", phrase)  # 提醒函, 督办单: a noun made with a verb
        return Phrase(phrase, first, phrase[len(first) :])
    if (
        after[-1:] in _PAPERS
        and _WRITTEN.fullmatch(after)
        and not head.startswith("责令")
        and not first.endswith(_ISSUING)
    ):
        return Phrase(phrase, "", phrase)  # 停工通知书: the act names the paper
    end = length if first == head else _before_nominal(phrase, first, length)
    noun = phrase[end:].strip(TRIM)
    if noun.startswith("到") and noun[1:2] not in _AFTER_TO:
        noun = noun[1:]  # 征集到|意见建议
    return Phrase(phrase, _without_link(phrase[:end]), noun)


def _before_nominal(phrase: str, first: str, end: int) -> int:
    """Where the verb ends when a noun made of a verb follows it: 评查|行政处罚案卷, 受理|行政许可事项."""
    at = len(first)
    governs = first not in _deverbal() and not is_light(first)
    while at < end:
        rest = phrase[at:].lstrip(_LINKS)
        at = len(phrase) - len(rest)
        word = leading_verb(phrase, at)
        if not word:
            return end
        short_object = len(phrase) - end <= _SHORT_OBJECT and word in _ATTRIBUTIVE
        if word in _nominal() or short_object:
            return at
        if governs and word in _deverbal() and len(phrase) - end >= _NOUN_MIN:
            return at  # 录入|监管行为信息: an act governs what a noun made of a verb begins
        at += len(word)
    return end


def has_verb(phrase: str) -> bool:
    """Whether any verb of the table stands in the phrase, outside quotation."""
    return any_verb().search(masked(phrase)) is not None


@lru_cache(maxsize=_REMEMBERED)
def trailing_verb(phrase: str) -> str:
    """Return the verb right before a figure (…选取特色产业开展 → 开展; 向省厅申请 → 申请), "" where none stands
    there."""
    phrase = phrase.strip(TRIM)[-_RUN_MAX:]
    return _without_link(_tail_of(phrase) or _tail_of(_BEFORE_FIGURE.sub("", phrase)))


def _tail_of(phrase: str) -> str:
    tail = _verb_tail().search(phrase) if phrase[-1:] in _verb_endings() else None
    return tail.group() if tail else ""


def first_verb(verbs_run: str) -> str:
    """Return the first verb of a run of verbs (下发整改 → 下发)."""
    return leading_verb(verbs_run) or verbs_run


def last_word(verbs_run: str) -> str:
    """Return the last word of a run of verbs (审批申请 → 申请)."""
    return next((verbs_run[at:] for at in range(len(verbs_run)) if verbs_run[at:] in _verb_set()), verbs_run)


def is_act(verb: str) -> bool:
    """Whether a leading verb is a plain verb and cannot be read as a noun (收到; not 行政许可)."""
    first = leading_verb(verb)
    return bool(first) and first not in _deverbal()


def is_nominal(verb: str) -> bool:
    """Whether a word is a noun wherever it stands alone (行政诉讼, 投诉)."""
    return verb in _nominal()


@lru_cache(maxsize=_REMEMBERED)
def is_light(verb: str) -> bool:
    """Whether a verb adds nothing to its object (开展, 组织)."""
    return lightish().fullmatch(verb) is not None


@lru_cache(maxsize=1)
def _predicate() -> re.Pattern[str]:
    acts = {*words("verbs", "verb")} - _deverbal()
    return re.compile(rf"(?<![平人户次])均|全部|都|已|被|得到|获|对|逐[一个项件]|年内|全年|{alternation(acts)}")


@lru_cache(maxsize=_REMEMBERED)
def subject_of(phrase: str) -> str:
    """Return the subject of 「企业纳入网格管理」: what stands before the first predicate, at least two characters."""
    match = _predicate().search(masked(phrase), 2)
    return _SUBJECT_TAIL.sub("", phrase[: match.start()]) if match else phrase


def begins_with_predicate(phrase: str) -> bool:
    """Whether the words right of a figure say what became of it and do not name it (1200余个已完成)."""
    return _PREDICATE_HEAD.match(phrase) is not None
