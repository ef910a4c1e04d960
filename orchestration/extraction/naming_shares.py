"""Naming shares that have a subject of their own (农残超标占近三分之二): what they are of.

Does not belong here: rates by name and shares without a subject (naming_rates.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.arithmetic import unit_of
from orchestration.extraction.drafts import Draft
from orchestration.extraction.frames import Frame
from orchestration.extraction.naming_parts import is_one_of_two, whole_of_list
from orchestration.extraction.pairs import stage_before
from orchestration.extraction.parts import is_sorted_by, says_part, sorted_count

_STOP = re.compile(r"[。\n]")
_NOT_GONE_ON = re.compile("未再?(?:提起|进入|发生|引发)?(?:行政)?(?:诉讼|起诉|申诉|上访|信访)(?:程序)?")
_AMONG_THEM = re.compile(r"[^，,。；;、\d]{0,14}(?<!其)中[，,]")  # 183名|在编执法人员中,法学专业的占12%
_PAIR = 2
_SORT = re.compile("(?:类|领域)(?:案件)?$")

# 九成以上许可事项和全部|100%公共服务事项|实现“零跑动”: what is told of both shares stands after the last
_TOLD_OF_BOTH = re.compile(
    "的?(?P<of>[^，,。；;、的]{2,14}?)(?P<told>(?:均|都|全部)?(?:可以|可|能够?)?"
    "(?:实现|做到|达到|纳入|进驻|完成|通过)[^，,。；;]{2,})"
)
_AND = ("和", "与", "及", "以及", "、")


def shares_alike(frame: Frame) -> Draft | None:
    """「九成以上许可事项和100%备案事项实现网上可办」: each share is of its own noun, and the last tells of all of them
    what it is a share of; None where the sentence is none of these."""
    clause, at = frame.site.clause, frame.index
    if not any(
        site.clause == clause for site in (*frame.figures[max(at - 1, 0) : at], *frame.figures[at + 1 : at + 2])
    ):
        return None
    shares = [k for k, site in enumerate(frame.figures) if site.clause == clause and site.span.end > site.span.start]
    shares = [k for k in shares if unit_at(frame, k) == "%"]
    if len(shares) < _PAIR or frame.index not in shares or frame.index + 1 - shares[0] > len(shares):
        return None
    last = frame.figures[shares[-1]]
    told = _TOLD_OF_BOTH.fullmatch(frame.text[last.span.end : clause.end].strip())
    nouns = [
        frame.text[frame.figures[k].span.end : frame.figures[k + 1].span.start].removeprefix("的") for k in shares[:-1]
    ]
    if told is None or not all(noun.endswith(_AND) for noun in nouns):
        return None
    of = [*(noun.rstrip("和与及以、") for noun in nouns), told["of"]]
    own = of[shares.index(frame.index)]
    name = own + told["told"]
    return frame.draft(name, name, "", "m.rate_clause") if len(own) >= _PAIR else None


def unit_at(frame: Frame, index: int) -> str:
    """The unit of a figure of the sentence, "" for none."""
    quantity = frame.figures[index].span.quantity
    return quantity.unit if quantity is not None else ""


def share_with_subject(frame: Frame, subject: str) -> Draft:
    """「不合格81批次,农残超标占近三分之二」: a share of what was counted last in this sentence."""
    ended = _NOT_GONE_ON.search(frame.left) if "未" in frame.left else None
    subject = ended.group() if ended else subject  # 经复议后未再提起诉讼的占86%
    last = frame.memory.last_count_index(parts=True)
    end = frame.memory.drafts[last].site.span.end if last is not None else 0
    if last is not None and _AMONG_THEM.fullmatch(frame.text, end, frame.site.left_start):
        return frame.draft(subject + "占比", subject, "", "m.rate_share_subject", counted=last)
    if _SORT.search(subject) and _STOP.search(frame.text, end, frame.site.span.start):
        last = _cases(frame)  # 立案326件,结案311件,罚没款187万元。食品类占四成
    elif not is_sorted_by(frame) and (says_part(frame) or _STOP.search(frame.text, end, frame.site.span.start)):
        last = None
    elif is_sorted_by(frame):
        last = sorted_count(frame)  # 从审结案件的类别看,食品类占58%: of the count of the sentence before
    if last is not None and is_one_of_two(frame, last):
        last = None  # 办理建议88件、提案102件,已解决的占91.6%: of both, so of none
    if last is not None and frame.memory.drafts[last].whole is not None and "的" in frame.left:
        last = whole_of_list(frame, last)
    if last is not None and ";" in _between(frame, last).replace("；", ";"):
        last = frame.memory.last_count_index()  # 执法人员61名,其中州本级19名;兼职人员占六成: of the 61
    return frame.draft(subject + "占比", subject, "", "m.rate_share_subject", counted=last)


def _between(frame: Frame, count: int) -> str:
    return frame.text[frame.memory.drafts[count].site.span.end : frame.site.clause.start]


def _cases(frame: Frame) -> int | None:
    """The cases of the sentence before, where they began."""
    drafts = frame.memory.drafts
    at = next(
        (k for k in range(len(drafts) - 1, -1, -1) if drafts[k].family == "case" and drafts[k].is_level_count), None
    )
    before = at
    while before is not None:
        at, before = before, stage_before(drafts, before)
    return at


def count_of_rate(frame: Frame, host: int) -> Draft | None:
    """「评查案卷318卷,优秀率38.7%(123卷)」: the count behind a rate, a part of what the rate is of; None where the
    figure before the brackets is no rate or this one no count in the unit of the whole."""
    rate = frame.memory.drafts[host]
    whole = rate.counted
    if rate.family != "rate" or rate.change is not None or not rate.measure.endswith("率") or whole is None:
        return None
    if unit_of(frame.memory.drafts[whole]) != frame.unit:
        return None
    name = rate.measure.removesuffix("率")
    return frame.draft(name, name, "", "m.host_again", whole=whole)
