"""Where a pattern of ``kinds_patterns`` could begin: found in a few cheap passes over a text.

A place that leads to no match costs time, a missing place costs a mention; so every test here looks one step ahead and
lets pass what it is not sure of.
Does not belong here: the patterns themselves.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache

from orchestration.extraction.numerals import ARABIC_DIGITS, chinese_numerals

_DIGITS = "0-9０-９"
_DASHES = "\\-—–－―~～"
_CIRCLED = "①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿Ⅰ-Ⅻ"
_SPACES = " \\t\\u3000"
_DIGIT_SET = frozenset(ARABIC_DIGITS)
_PLUS, _LETTER = re.compile("[+＋]"), re.compile("[^\\W0-9０-９]")
_BEFORE_PLUS = 6  # letters that may stand between a number and a plus
_POINTS = frozenset(".．")
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
# A date, code or label goes on after its first figure with one of these; some only after a year or a short figure.
_AFTER_FIGURE = frozenset("年月日时点世季版x×*+＋-—–－―~～至到@_") | _LETTERS
_AFTER_YEAR = frozenset("、，,和及与/.．)）〕]】］ 版度")
_AFTER_SHORT = frozenset("、.．:：和)）")
_AFTER_NUMERAL = frozenset("年月日季世时点)）、．.，：:是要则来至到和+＋ -—–－―~～")
_LONG = 7  # digits of the shortest telephone number
_LABELS = (
    "电话|传真|邮编|邮政编码|邮箱|微信号|网站标识码|标识码|索引号|信用代码|机构代码|编号|批号|备案号|账号|访问|浏览|点击|阅读|流水号"
    "|分享到|人气|公网安备|点赞|评论|转发|收藏|索 引 号|邮发代号|份号|总机|刊号|在线人数"
)
_ATTACHED = "附件|附表|附录|图|表|专栏|案例|项目|任务|表格"
_HOTLINE_WIDTHS, _HOTLINE_STARTS = (3, 5, 6), frozenset("19１９")
# After a figure of a name: 三年|行动, 100|周年, 12·4, 5号|窗口, 315|消费者.
_AFTER_NAME_FIGURE = frozenset("年周·•・号国单高弄后强公室路") | _POINTS
_NAME_FIGURE_STARTS = frozenset("1369１３６９")
_AFTER_LABEL_FIGURE = frozenset("人工计机模战风预响线段")
_AFTER_FIGURE_OF_NAME = _AFTER_NAME_FIGURE | _AFTER_LABEL_FIGURE
_BEFORE_FIGURE_OF_NAME = frozenset("道版算")
_BEFORE_COUNTED = frozenset(("计为", "算作", "计作", "视为", "只计", "的计", "，计", ",计"))

_ROUND_ZEROS = frozenset("○ＯO0０")  # how the zero of a year in Chinese figures is written: 二O二三年

Run = tuple[int, int]


@cache
def _numeral_runs() -> re.Pattern[str]:
    return re.compile(f"[{_DIGITS}{chinese_numerals()}](?:(?<=[{_DIGITS}])[{_DIGITS}]+)?")


def _sum_ends(text: str) -> set[int]:
    """Where a number can end that a sum goes on: at a plus, or up to so many letters before it (三年|行动+)."""
    ends: set[int] = set()
    for plus in _PLUS.finditer(text) if "+" in text or "＋" in text else ():
        end = plus.start()
        ends.add(end)
        for before in range(end - 1, max(end - _BEFORE_PLUS, 0) - 1, -1):
            if not _LETTER.match(text, before):
                break
            ends.add(before)
    return ends


@cache
def _openings() -> re.Pattern[str]:
    """Return the pattern of the signs, letters and labels with which a date, reference, numbering or code begins: no
    label begins with a sign, so that one pass over a text finds both."""
    any_numeral = f"[{_DIGITS}{chinese_numerals()}]"
    branches = (
        f"(?<=[(（〔\\[【［])(?=\\s?{any_numeral})",
        f"(?<=第)(?=[(（ ]?{any_numeral})",
        f"(?<=[{_SPACES}{_DASHES}])(?<![^\\n][{_SPACES}{_DASHES}])(?=[{_SPACES}]*[{_DASHES}]?[ ]?{any_numeral})",
        "(?<=[A-Za-z])(?<![A-Za-z][A-Za-z])[A-Za-z]*+",
        f"(?<=[{_CIRCLED}])",
        "(?<=前)(?=[一二三四1-4])|(?<=其)(?=[一二三四五六七八九十])|(?<=共)(?=[ ]?[0-9０-９])",
        f"(?<=[上下凌中])(?=[午晨]{any_numeral})|(?<=[当每])(?=[日天]{any_numeral})|(?<=[早晚])(?=上?{any_numeral})",
    )
    signs = f"第(（〔\\[【［{_SPACES}{_DASHES}A-Za-z{_CIRCLED}上下凌中当每早晚前其共"
    labels, attached = _LABELS.split("|"), _ATTACHED.split("|")
    firsts = "".join(sorted({label[0] for label in labels + attached}))
    rests = [f"{label[1:]}(?<={label})" for label in labels]
    rests += [f"{label[1:]}(?<={label})(?=\\s?{any_numeral})" for label in attached]
    return re.compile(f"[{signs}{firsts}](?:{'|'.join(rests)}|{'|'.join(branches)})")


@cache
def _later_frames() -> re.Pattern[str]:
    any_numeral = f"[{_DIGITS}{chinese_numerals()}]"
    return re.compile(
        f"[第前“每翻{_CIRCLED}](?:(?<=[第前])(?={any_numeral})|(?<=“)(?=[一二三四五六七八九十])"
        f"|(?<=每)(?=[个季周年月天日小]|{any_numeral})|(?<=翻)(?=[了一两二三几番])|(?<=[{_CIRCLED}]))"
    )


def numeral_runs(text: str) -> list[Run]:
    """Return every run of digits and every single Chinese numeral, in text order."""
    return [match.span() for match in _numeral_runs().finditer(text)]


def strong_starts(text: str, runs: list[Run]) -> list[int]:
    """Return the places where dates, numbering, references and identifiers can begin, in text order."""
    starts = [match.start() for match in _openings().finditer(text)]
    sums = _sum_ends(text)
    after_numeral = -1
    size, last = len(text), len(runs) - 1
    for index, (start, end) in enumerate(runs):
        if text[start] in _DIGIT_SET:
            following = text[end] if end < size else ""
            width = end - start
            if (
                width >= _LONG
                or (width in _HOTLINE_WIDTHS and text[start] in _HOTLINE_STARTS)
                or following in _AFTER_FIGURE
                or (width == 4 and following in _AFTER_YEAR)
                or (width <= 2 and following in _AFTER_SHORT and not _is_decimal(text, runs, index))
                or end in sums
            ):
                starts.append(start)
        elif start != after_numeral and _may_open(text, runs, index, last, sums):
            starts.append(start)
        after_numeral = end if text[start] not in _DIGIT_SET else -1
    starts.sort()
    return starts


def _is_decimal(text: str, runs: list[Run], index: int) -> bool:
    """Whether a short figure goes on as a plain decimal (98.5%), which no date and no numbering does."""
    end = runs[index][1]
    if text[end] not in _POINTS or index + 1 == len(runs) or runs[index + 1][0] != end + 1:
        return False
    after = runs[index + 1][1]
    return text[after : after + 1] in ("%", "％", "万", "亿", "个", "元", "倍", "分", "天", "件")


def _may_open(text: str, runs: list[Run], index: int, last: int, sums: Set[int]) -> bool:
    """Whether a run of Chinese numerals is followed by what dates, numbering and labels go on with."""
    end = runs[index][1]
    while index < last and runs[index + 1][0] == end and text[end] not in _DIGIT_SET:
        index += 1
        end = runs[index][1]
    following = text[end : end + 1]
    return following in _AFTER_NUMERAL or following in _ROUND_ZEROS or end in sums


def later_starts(text: str, runs: list[Run]) -> list[int]:
    """Return the places where ordinals can begin, in text order."""
    frames = [match.start() for match in _later_frames().finditer(text)]
    return sorted([*frames, *(start for start, _ in runs)])


def may_name(text: str, start: int, end: int) -> bool:
    """Whether a figure can be part of a name or a number of a thing."""
    following = text[end : end + 1]
    if following in _AFTER_FIGURE_OF_NAME or text[start - 1 : start] in _BEFORE_FIGURE_OF_NAME:
        return True
    if text[start] in "1１" and text[max(start - 2, 0) : start] in _BEFORE_COUNTED:
        return True
    return end - start in _HOTLINE_WIDTHS and text[start] in _NAME_FIGURE_STARTS
