"""Phrases around a figure: trimming what does not name the thing counted, and telling verb from object.

Word order decides: 「收到行政许可申请55宗」 names its object left of the figure, 「组织6场专题培训」 right of it.
Does not belong here: which phrase belongs to which figure (measures.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from orchestration.extraction.vocabulary import alternation, table, words, words_of

_TRIM = " 　\t\n\r\u00a0，,、；;：:。.!！?？·*-—~"
_BRACKET_TAIL = re.compile(r"[(（][^()（）]*$")
_PREPOSITIONAL_PLACE = re.compile(r"在[^，,“”]{1,14}?(?:基础上|过程中|活动中|方面|范围内|期间|[上中下内](?=[^级层市部央线]))")
_TOWARDS = re.compile(r"^向[^，,]{1,12}?(?=提|申|报|推|发|移|社会|公众|群众|提交|送)")
_FOR = re.compile(r"^(?:对|针对|面向|为|围绕|就)(?P<target>[^，,]{2,40}?)(?:依法|全面|先后|共|累计|分别|集中|组织)*(?=$|VERBS)")
_OUTSIDE_QUOTES = re.compile(r"“[^”]*”|《[^》]*》|‘[^’]*’|「[^」]*」")
_MAX_PHRASE = 26
_NOUN_ENDINGS = "函单书件点员室站队表卡证册法量"
_SUBJECT_TAIL = re.compile(r"(?:全面|进行|开展|集中|依法|共|已|均|全部|都|也|还|能够?|可)+$")


@dataclass(frozen=True, slots=True)
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
def _verb() -> str:
    return alternation(words("verbs", "verb"))


@lru_cache(maxsize=1)
def verb_run() -> re.Pattern[str]:
    """Verbs at the head of a phrase, joined without a word between them (发现并督促整改完成)."""
    return re.compile(rf"(?:(?:{_verb()})(?:了|出|并(?=\w)|、(?=(?:{_verb()}))|和(?=(?:{_verb()}))|及(?=(?:{_verb()})))?)+")


@lru_cache(maxsize=1)
def _verb_tail() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{_verb()})(?:了|出|并|、|和|及)?)+$")


@lru_cache(maxsize=1)
def _any_verb() -> re.Pattern[str]:
    return re.compile(_verb())


@lru_cache(maxsize=1)
def _light() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(words_of('verbs', 'verb', 'class', 'light'))})了?")


@lru_cache(maxsize=1)
def _lightish() -> re.Pattern[str]:
    light = {*words_of("verbs", "verb", "class", "light"), *words_of("verbs", "verb", "class", "head")}
    return re.compile(rf"(?:(?:{alternation(light)})(?:了|好)?)+")


@lru_cache(maxsize=1)
def _for_target() -> re.Pattern[str]:
    return re.compile(_FOR.pattern.replace("VERBS", f"(?:{_verb()})"))


@lru_cache(maxsize=1)
def _lead() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(f"(?:{row['pattern']})" for row in table("measure_leads")) + r")[，,、的]?")


@lru_cache(maxsize=1)
def _tail() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(f"(?:{row['pattern']})" for row in table("measure_tails")) + ")+$")


@lru_cache(maxsize=1)
def _adverbs() -> re.Pattern[str]:
    return re.compile(r"进行了?|依法依规|依法(?=[^行治])|及时(?!预警|率)|共计|(?<=[^集公总])共(?=[^同享建])|累计")


@lru_cache(maxsize=1)
def _body() -> re.Pattern[str]:
    """A body as subject, followed by what it did."""
    follow = f"共|累计|先后|依法|已|全年|{_verb()}"
    return re.compile(
        rf"^[\u4e00-\u9fff(（）)]{{0,16}}?(?:局|委员会|[安监纪组党]委办?|厅|支队|大队|中队|(?<!法治)政府|街道办?|法院|检察院|党组|党委|办公室|中心|系统|部门)(?=(?:{follow}))"
    )


def masked(phrase: str) -> str:
    """Return the phrase with quoted stretches blanked to the same length, so that offsets still fit."""
    return _OUTSIDE_QUOTES.sub(lambda match: "□" * len(match.group()), phrase)


def strip_leads(phrase: str) -> str:
    """Drop dates, adverbs, linking words and own-body words at the head of a phrase."""
    phrase = phrase.strip(_TRIM)
    while phrase:
        match = _lead().match(phrase)
        if match is None or match.end() == 0:
            break
        rest = phrase[match.end() :].strip(_TRIM)
        if not rest and match.end() == len(phrase) and len(phrase) > 2:
            return rest
        phrase = rest
    return phrase


def strip_tails(phrase: str) -> str:
    """Drop 共, 达, 有 and the like right before a figure; a verb whose last character looks like one stays."""
    phrase = phrase.strip(_TRIM)
    while phrase:
        match = _tail().search(phrase)
        if match is None or _verb_tail_ends_inside(phrase, match.start()):
            return phrase
        phrase = phrase[: match.start()].strip(_TRIM)
    return phrase


def _verb_tail_ends_inside(phrase: str, at: int) -> bool:
    """Whether cutting at ``at`` would cut a verb of the table in two (传达 is not 传 + 达)."""
    return any(phrase.endswith(word) for word in ("传达", "下达", "送达", "占有", "持有", "保有", "成为", "设计", "审计", "统计"))


def _inside_open_quote(phrase: str) -> str:
    """What follows an opening quotation mark that is not closed before the figure (按照“检查覆盖率100%…”)."""
    at = max(phrase.rfind(mark) for mark in "“‘「『")
    return phrase[at + 1 :] if at >= 0 and not re.search("[”’」』]", phrase[at:]) else phrase


def clean_left(phrase: str) -> str:
    """Return what a phrase left of its figure names: object with its action, without place, subject and light verb."""
    phrase = _inside_open_quote(phrase)
    phrase = strip_tails(strip_leads(phrase))
    phrase = strip_leads(_PREPOSITIONAL_PLACE.sub("", phrase))
    target = ""
    aimed = _for_target().match(phrase)
    if aimed:
        target = _target(aimed.group("target"))
        phrase = phrase[aimed.end() :]
    phrase = _drop_subject(_TOWARDS.sub("", _drop_manner(phrase)))
    phrase = _drop_light(phrase)
    phrase = _adverbs().sub("", phrase)
    if target and target not in phrase:
        phrase = target + phrase
    return _shorten(strip_tails(strip_leads(phrase)))


def _target(target: str) -> str:
    """The head of what an action is aimed at: 固有安全风险高的重点企业 → 重点企业."""
    head = target.rpartition("的")[2] if len(target) > 8 else target
    head = strip_leads(head)
    head = re.sub(r"等.{0,2}$", "", head)
    return head if len(head) <= 12 else head[-12:]


def _drop_manner(phrase: str) -> str:
    """Drop 通过…/以…/按照… before the verb; a short tool without quotation stays (微信公众号推送)."""
    manner = re.match(r"(?:通过(?!率)|以(?![上下内案及])|按照|按(?=规定|要求|程序)|根据|结合|围绕|依托|利用(?!率)|采取|运用|借助|采用|聚焦|会同|经(?![济营费贸])|由|将|把|从(?![业事轻重])|在(?![线册建岗职编校]))", phrase)
    if manner is None:
        return phrase
    verbs = [match for match in _any_verb().finditer(masked(phrase), manner.end()) if len(phrase) - match.end() >= 2]
    if not verbs:
        return phrase[manner.end() :]
    tool = phrase[manner.end() : verbs[0].start()]
    if len(tool) <= 10 and "“" not in tool and manner.group() in ("通过", "利用", "依托", "运用", "将", "把"):
        return phrase[manner.end() :]
    return phrase[verbs[-1].start() :] if "“" in tool or len(verbs) == 1 else phrase[verbs[0].start() :]


def _drop_subject(phrase: str) -> str:
    if verb_run().match(phrase):
        return phrase
    body = _body().match(phrase)
    return strip_leads(phrase[body.end() :]) if body and body.end() < len(phrase) else phrase


def _drop_light(phrase: str) -> str:
    """Cut at the last light verb (开展, 进行) that still leaves an object; at the head also 组织, 完成, 推进."""
    cut = 0
    for match in _light().finditer(masked(phrase)):
        if len(phrase) - match.end() >= 2:
            cut = match.end()
    phrase = phrase[cut:]
    head = _lightish().match(phrase)
    if head and len(phrase) - head.end() >= 4:
        phrase = phrase[head.end() :]
    return phrase.strip(_TRIM)


def _shorten(phrase: str) -> str:
    """Keep the head of a long phrase: its verb and what follows the last 的, or the last verb and its object."""
    phrase = re.sub(r"^[^“”《》]*等(?:方式|形式|途径|手段|措施|举措)", "", phrase)
    if len(phrase) <= 16:
        return phrase
    blank = masked(phrase)
    enumerated = re.search(r"等(?![级候待方])", blank)
    if enumerated and len(phrase) - enumerated.end() >= 2 and enumerated.start() > 6:
        verb = verb_run().match(phrase)
        phrase = (verb.group() if verb else "") + phrase[enumerated.end() :]
        blank = masked(phrase)
    particle = blank.rfind("的")
    if particle > 8 and len(phrase) - particle > 4:
        verb = verb_run().match(phrase)
        phrase = (verb.group() if verb else "") + phrase[particle + 1 :]
    if len(phrase) > _MAX_PHRASE:
        verbs = [match for match in _any_verb().finditer(masked(phrase)) if 4 <= len(phrase) - match.end() <= _MAX_PHRASE]
        phrase = phrase[verbs[0].start() :] if verbs else phrase
    return phrase


def clean_right(phrase: str) -> str:
    """Return what a phrase right of its figure names: 针对执法人员专题培训 → 执法人员专题培训."""
    phrase = re.sub(r"^(?:以上|以下|以内|左右|上下|不等|多|余)?的?", "", phrase.strip(_TRIM))
    phrase = re.sub(r"^(?:针对|关于|由[^，,]{2,10}的)", "", phrase)
    phrase = re.sub(r"[“‘「『]?[^“‘「『”’」』]*$", lambda m: m.group() if m.group()[:1] not in "“‘「『" else m.group()[1:], phrase)
    phrase = re.sub(r"^([^“]*)”", r"\1", phrase)
    phrase = re.sub(r"(?<=.{2})[(（](?:非|不?含|不?包|除|仅)[^()（）]*[)）]", "", phrase)
    phrase = re.sub(r"进行了?(?=.{2})|(?<=.{2})(?:均|全部|都|已经|已|依法|顺利|按期|分别)(?=[^\W\d])", "", phrase)
    phrase = re.sub(r"(?<=.{4})(?:等?工作|等)$", "", phrase)
    if len(phrase) > _MAX_PHRASE:
        phrase = _shorten_right(phrase)
    return phrase.strip(_TRIM)


def _shorten_right(phrase: str) -> str:
    blank = masked(phrase)
    for particle in re.finditer("的", blank):
        if len(phrase) - particle.end() >= 4 and particle.start() > 4:
            return _shorten_right(phrase[particle.end() :]) if len(phrase) - particle.end() > _MAX_PHRASE else phrase[particle.end() :]
    for verb in _any_verb().finditer(blank, 6):
        return phrase[: verb.end()] if verb.end() <= _MAX_PHRASE else phrase[: verb.start()]
    return phrase[:_MAX_PHRASE]


@lru_cache(maxsize=1)
def _word() -> re.Pattern[str]:
    return re.compile(rf"(?:{_verb()})")


@lru_cache(maxsize=1)
def _deverbal() -> frozenset[str]:
    return frozenset(words_of("verbs", "verb", "class", "deverbal")) | _nominal()


@lru_cache(maxsize=1)
def _nominal() -> frozenset[str]:
    return frozenset(words_of("verbs", "verb", "class", "nominal"))


@lru_cache(maxsize=1)
def _verbs() -> frozenset[str]:
    return frozenset(words("verbs", "verb"))


def _without_link(verb: str) -> str:
    """Drop a linking 了, 并 or 和 after a verb; 涉及 and 提出 keep theirs."""
    while verb and verb[-1] in "了出并、和及" and not any(verb.endswith(word) for word in _verbs()):
        verb = verb[:-1]
    return verb


def parse(phrase: str) -> Phrase:
    """Cut a trimmed phrase into its leading verb and the rest. 收到行政许可申请 governs a noun made of verbs."""
    head = verb_run().match(phrase)
    if head is None:
        return Phrase(phrase, "", phrase)
    if head.end() == len(phrase):
        first = _word().match(phrase)
        rest = phrase[first.end() :].lstrip("了并、和及") if first else ""
        if first and rest and first.group() not in _deverbal() and not is_light(first.group()):
            tail = next((at for at in range(len(rest)) if rest[at:] in _deverbal()), None)
            if tail is not None:
                return Phrase(phrase, phrase[: len(phrase) - len(rest)].rstrip("了并、和及"), rest)
    if len(phrase) - head.end() == 1 and phrase[-1] in _NOUN_ENDINGS:
        first = _word().match(phrase)
        at = first.end() if first else 0
        if at == head.end():
            return Phrase(phrase, "", phrase)  # 提醒函, 督办单: a noun made with a verb
        return Phrase(phrase, phrase[:at], phrase[at:])
    end = _before_nominal(phrase, head.end())
    return Phrase(phrase, _without_link(phrase[:end]), phrase[end:].strip(_TRIM))


def _before_nominal(phrase: str, end: int) -> int:
    """Where the verb ends when a noun made of a verb follows it: 评查|行政处罚案卷, 受理|行政许可事项."""
    first = _word().match(phrase)
    at = first.end() if first else end
    while at < end:
        rest = phrase[at:].lstrip("了出并、和及")
        at = len(phrase) - len(rest)
        word = _word().match(phrase, at)
        if word is None:
            return end
        if word.group() in _nominal():
            return at
        at = word.end()
    return end


def has_verb(phrase: str) -> bool:
    """Whether any verb of the table stands in the phrase, outside quotation."""
    return _any_verb().search(masked(phrase)) is not None


def trailing_verb(phrase: str) -> str:
    """Return the verb right before a figure (…选取特色产业开展 → 开展; 向省厅申请 → 申请), "" where none stands there."""
    phrase = phrase.strip(_TRIM)
    if not _verb_tail().search(phrase):
        phrase = re.sub(r"(?:了|出|为|共|约|近|达到?|各|有|累计|先后|将|到|全[市区县省]|[我本][市区县局])+$", "", phrase)
    tail = _verb_tail().search(phrase)
    return _without_link(tail.group()) if tail else ""


def is_act(verb: str) -> bool:
    """Whether a leading verb is a plain verb and cannot be read as a noun (收到; not 行政许可)."""
    first = _word().match(verb)
    return first is not None and first.group() not in _deverbal()


def is_light(verb: str) -> bool:
    """Whether a verb adds nothing to its object (开展, 组织)."""
    match = _lightish().fullmatch(verb)
    return match is not None


@lru_cache(maxsize=1)
def _predicate() -> re.Pattern[str]:
    acts = {*words("verbs", "verb")} - _deverbal()
    return re.compile(rf"均|全部|都|已|被|得到|获|对|{alternation(acts)}")


def subject_of(phrase: str) -> str:
    """Return the subject of 「企业纳入网格管理」: what stands before the first predicate, at least two characters."""
    match = _predicate().search(masked(phrase), 2)
    return _SUBJECT_TAIL.sub("", phrase[: match.start()]) if match else phrase


def begins_with_predicate(phrase: str) -> bool:
    """Whether the words right of a figure say what became of it and do not name it (1200余个已完成)."""
    return bool(re.match(r"(?:均|全部|都|已|被|得到|获得?|完成|通过(?!率)|按期|按时|办结|整改|正在|尚|未|继续有效|现行有效)", phrase))
