"""Where a pattern of ``kinds_patterns`` could begin: one cheap pass over a text for each group of layers.

An event that leads to no match costs time, a missing event costs a mention; so each branch looks one step ahead.
Does not belong here: the patterns themselves.
"""

from __future__ import annotations

import re
from functools import cache

from orchestration.extraction.numerals import chinese_numerals

_DIGITS = "0-9０-９"
_DASHES = "\\-—–－―~～"
_CIRCLED = "①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿Ⅰ-Ⅻ"
_SPACES = " \\t\\u3000"
# After a figure that none of these follows there is no date, numbering, code or label.
_AFTER_DIGITS = f"[年月日号时点世季版、．.,，和及与至到/:：×xX*+＋)）〕\\]】］@_A-Za-z{_SPACES}{_DASHES}《“\\n]"
_AFTER_NUMERAL = f"[年月日季世时点、．.，：:是要则来至到和+＋ {_DASHES}]"
_LABELS = (
    "电话|传真|邮编|邮政编码|邮箱|网站标识码|标识码|索引号|编号|批号|备案号|账号|访问|浏览|浏览量|点击|阅读|流水号"
    "|分享到|人气|公网安备"
)
_ATTACHED = "附件|附表|附录|图|表|专栏|案例|项目|任务|表格"


def _words_with_next(words: str, following: str) -> str:
    """Return branches for words of which the first character is consumed already: (?<=电)(?=话…)."""
    return "|".join(f"(?<={word[0]})(?={word[1:]}{following})" for word in words.split("|"))


@cache
def strong_events() -> re.Pattern[str]:
    """Return the pattern of the places where dates, numbering, references and identifiers can begin."""
    numerals = chinese_numerals()
    any_numeral = f"[{_DIGITS}{numerals}]"
    branches = [
        f"(?<=[{_DIGITS}])(?<![{_DIGITS}][{_DIGITS}])[{_DIGITS}]*+"
        f"(?:(?={_AFTER_DIGITS}|$)|(?<=[{_DIGITS}]{{7}})|(?=[^\\W{_DIGITS}]{{1,6}}[+＋]))",
        f"(?<=[{numerals}])(?<![{numerals}][{numerals}])[{numerals}○]*+(?:(?={_AFTER_NUMERAL})|(?=[^\\W{_DIGITS}]{{1,6}}[+＋]))",
        f"(?<=第)(?=[(（ ]?{any_numeral})",
        f"(?<=[(（〔\\[【［])(?=\\s?{any_numeral})",
        f"(?<=[{_SPACES}{_DASHES}])(?<![^\\n][{_SPACES}{_DASHES}])(?=[{_SPACES}]*[{_DASHES}]?[ ]?{any_numeral})",
        "(?<=[A-Za-z])(?<![A-Za-z][A-Za-z])[A-Za-z]*+",
        f"(?<=[{_CIRCLED}])",
        f"(?<=[上下凌中])(?=[午晨]{any_numeral})|(?<=[当每])(?=[日天]{any_numeral})|(?<=[早晚])(?=上?{any_numeral})",
        f"(?<=前)(?=[一二三四1-4])|(?<=其)(?=[一二三四五六七八九十])|(?<=共)(?=[ ]?[{_DIGITS}])",
        _words_with_next(_LABELS, ""),
        _words_with_next(_ATTACHED, f"\\s?{any_numeral}"),
    ]
    firsts = "".join(sorted({word[0] for word in f"{_LABELS}|{_ATTACHED}".split("|")}))
    starts = f"{_DIGITS}{numerals}第(（〔\\[【［{_SPACES}{_DASHES}A-Za-z{_CIRCLED}上下凌中当每早晚前其共{firsts}"
    return re.compile(f"[{starts}](?:{'|'.join(branches)})")


@cache
def later_events() -> re.Pattern[str]:
    """Return the pattern of the places where words, ordinals, names and quantities can begin."""
    numerals = chinese_numerals()
    any_numeral = f"[{_DIGITS}{numerals}]"
    return re.compile(
        f"[{_DIGITS}]+|[{numerals}{_CIRCLED}]|第(?={any_numeral})|前(?={any_numeral})|“(?=[一二三四五六七八九十])"
        f"|每(?=[半双{_DIGITS}一二三四五六七八九十个季周年月天日小]|两)|翻(?=[了一两二三几番])"
    )
