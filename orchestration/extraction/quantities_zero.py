"""Implicit zeros: a phrase that denies any case of a countable event (无较大以上事故, 未发生…案件, 零投诉).

The surface is the denying word up to and including the event noun.
Does not belong here: other negations (未按规定, 无缝).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from orchestration.extraction.vocabulary import table
from orchestration.extraction.word_tries import trie_pattern


def _words(role: str) -> str:
    words = [word for row in table("negations") if row["role"] == role for word in row["words"].split()]
    return trie_pattern(dict.fromkeys(words, ""))


@cache
def zero_phrase() -> re.Pattern[str]:
    """Return the pattern of an implicit zero."""
    middle = r"[^，。；,;:：!！?？\n、《》（）()]"
    event = f"(?:{_words('event')}(?:(?<=案)件)?)"
    # The last event noun of the phrase: 生产安全责任事故 ends with 事故, 行政复议和行政诉讼案件 with 案件.
    # 没有造成危害后果的|13家企业不予行政处罚: what is denied only tells which ones are counted.
    step = f"(?:(?!的[0-9０-９]){middle}|、(?={middle}{{1,10}}{event})|[（(][^（）()\\n]{{1,4}}[）)])"
    # Goes on to the last event noun: 行政复议、行政诉讼案件, 死亡3人以上的道路交通事故, 矛盾纠纷升级为刑事案件.
    inside = r"[^，。；,;:：\n、《》（）()0-9"
    going_on = f"(?:、(?![无未零没]){inside}]{{0,8}}?|{inside}并共办]{{0,10}}?|[0-9]人以上的?{inside}]{{0,8}}?)"
    reach = f"{step}{{0,22}}?{event}(?:{going_on}{event}){{0,3}}(?:(?<=[死伤]亡)一人(?!以|及))?"
    said_last = f"{_CLAUSE}{{1,16}}为零"
    return re.compile(
        f"(?:{_AGAINST}(?:{_words('event')})(?:{going_on}{event}){{0,3}}|(?!{_TELLS_WHICH})(?:{_words('deny')}){reach}"
        f"|(?<![有若如毫是否])(?:无一?|没有一?)(?={_words('opener')})(?!{middle}{{1,12}}(?<!听)[证照]){reach}"
        f"|(?:零|(?<![0-9０-９.．,，])[0０])(?:{_words('zero_event')})"
        f"|{_NOT_ONE}|{_NOT_LOST}|{_NOT_APPLIED}|{_AFTER_MARK}无(?!{_NO_DENIAL}){middle}{{1,16}}?(?:{_INCIDENTS})"
        f"|(?<!空)(?:{_words('nobody')})(?!外)|{_NONE_DID}|(?:{said_last}|{_DENIED_LAST})$)"
        "(?!的|者|记录|[当时]|处[理置]|线索|频发|多发|管理|审查|备案|清理|制度|评估|结果[0-9０-９])"
    )


def _firsts(*roles: str) -> set[str]:
    rows = [row for row in table("negations") if row["role"] in roles]
    return {word[0] for row in rows for word in row["words"].split()}


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(_firsts('deny', 'nobody') | set('无没零未')))}]")


@cache
def _counted() -> re.Pattern[str]:
    """Return the pattern of zeros that begin with a numeral (0投诉, 一件也没有)."""
    counted = "".join(sorted(_firsts("zero_event")))
    return re.compile(f"[0０一](?:(?<![0-9０-９.．,，].)(?<=[0０])(?=[{counted}])|(?<=一)(?={_NOT_ONE[1:]}))")


@cache
def _is_zero() -> re.Pattern[str]:
    """Return the pattern of a thing that is said to be zero, up to the numeral (命案发案|为零)."""
    event = f"(?:{_words('event')}|{_words('zero_event')}|发案|发生|死亡|伤亡)"
    counted = "(?:件|率|数|量|起数|人数|次数|案|件数)?(?:均|都|全部|同时)?"
    said = f"{counted}(?:保持|实现|持续|连续|降|降至|控制)?(?:为|到|至)?"
    return re.compile(f"(?:{_CLAUSE}{{0,10}}{event}{said})$")


# 未造成危害后果的|轻微违法行为不予处罚: a clause before 的 tells which cases are meant.
_TELLS_WHICH = r"(?:未|没有)(?:造成|引发|产生|引起|酿成)[^，。；,;:：\n的]{0,8}(?:后果|危害|损失|影响|损害)的"
# 未收到对处罚、强制等决定不服的|复议申请: what nobody contested tells which, and is no event itself.
_AGAINST = (
    r"(?:未|没有)(?:收到|接到|受理|发生)过?[对因就][^，,。；;:：\n0-9０-９]{2,70}?不服[^，,。；;:：、\n0-9０-９]{0,12}?"
)
# 一件也没有, 一起都未发生: what is denied stands before.
_NOT_ONE = "一[件起例宗人次家名个户笔处条份项](?:也|都|均)(?:没有|没|未|无|不曾)(?:[发出引]生?[生现起]?)?"
# 均未败诉, 未超期: the verb alone.
_NOT_LOST = (
    "未(?:败诉|上访|超期|超时|逾期|脱管|漏管|发案|反弹|被(?:诉|撤销|纠错|复议|追责|问责|通报|投诉|起诉|处罚))"
    "(?![\u4e00-\u9fff])"
)
# 未实施按日连续处罚: measures that were not taken at all (未实施行政处罚 tells of single cases).
_NOT_APPLIED = (
    "(?:未|没有)(?:实施|适用|采取|作出|启用)过?"
    "(?:按日(?:连续处罚|计罚)|查封扣押(?:措施)?|限产停产(?:措施)?|行政强制(?:措施|执行)?)"
)
# 无 at the head of a clause denies whatever incident is named, unless it is the first part of a word (无证, 无偿).
_AFTER_MARK = r"(?:(?<=[，,。；;、：:\n ）)年内间均且并区县市镇局])|(?<![\s\S]))"
_NO_DENIAL = (
    "[证照牌主人名业缝故理偿障线烟毒害废纸效法论关须需意形声序期限数所从视端疑望私畏愧锡为极棣隅管接感物资许规固不一可异差"
    "条手保票籍监防合备批审争还]"
)
_INCIDENTS = "事故|案件|事件|伤亡|疫情|火灾|险情|灾情|发案"
# 无一反弹, 无一提起复议: whatever it was, nobody did it.
_NONE_DID = r"(?<!万)(?:无|没有)一(?![例不是外幸]|[\u4e00-\u9fff]{0,6}的)[\u4e00-\u9fff]{2,10}(?![\u4e00-\u9fff])"
_CLAUSE = r"[^，。；、,;:：\n（）()0-9０-９“”《》]"
# 群体性事件未发生: the denial stands last.
_DENIED_LAST = (
    f"(?:{_CLAUSE}|、){{0,20}}(?:情形|现象|事故|事件|案件|舆情|上访|感染|伤亡|纠纷)"
    "(?:均|都|从)?(?:未|没有)[曾再]?(?:发生|出现)"
)


_HAPPENED_NOT = re.compile("(?:未|没有)[曾再]?(?:发生|出现)(?![\u4e00-\u9fff“《（(0-9０-９])")


def _denied_after(text: str, openings: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the spans of 群体性事件未发生, looked for from the denial, which is one of the openings."""
    done = 0
    for opening in openings:
        denial = _HAPPENED_NOT.match(text, opening)
        if denial is None:
            continue
        begin = max(denial.start() - 24, done)
        match = re.search(f"{_DENIED_LAST}$", text[begin : denial.end()])
        if match is not None:
            done = denial.end()
            yield begin + match.start(), done


def _said_to_be_zero(text: str, done: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of 发案为零: looked for from the numeral, of which a text has few."""
    at = text.find("为零")
    while at >= 0:
        begin = max(at - 16, done)
        match = _is_zero().search(text[begin : at + 1])
        whole_word = text[at - 1 : at + 1] != "行为"  # 违法占地行为|零容忍
        if match is not None and whole_word and text[at + 2 : at + 3] not in ("散", "星", "售", "碎", "距", "工", "部"):
            yield begin + match.start(), at + 2
        at = text.find("为零", at + 2)


def zero_phrases(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the implicit zeros of a text, those of 为零 last; none overlaps another of its kind."""
    match_at = zero_phrase().match
    done = 0
    openings = [opening.start() for opening in _opening().finditer(text)]
    for start in openings:
        if start < done:
            continue
        match = match_at(text, start)
        if match is not None:
            done = match.end()
            yield start, done
    for opening in _counted().finditer(text):
        match = match_at(text, opening.start())
        if match is not None:
            yield match.span()
    yield from _said_to_be_zero(text, 0)
    yield from _denied_after(text, openings)
