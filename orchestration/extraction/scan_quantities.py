"""The layer of quantities: what is left when dates, numbering, names and plain words are claimed.

Does not belong here: the grammar of a quantity, and what kind a quantity is.
"""

from __future__ import annotations

import re
from functools import cache

from orchestration.extraction.claims import Claims, quantity_of
from orchestration.extraction.kinds import kind_of_quantity
from orchestration.extraction.mention import Kind
from orchestration.extraction.numerals import ARABIC_DIGITS, chinese_numerals
from orchestration.extraction.quantities import plain_quantity
from orchestration.extraction.quantities_grammar import PLAIN_GROUPS, grammar, numeral_set, quantity_pattern

# 一起 counts a case only when the case follows; elsewhere it means together.
_CASES = ("事故", "案件", "事件", "纠纷", "火灾", "投诉", "警情", "险情", "舆情", "行为", "线索")
_COUNTED_CASE = "一起[^，。；、,;]{0,12}(?:事故|案|事件|纠纷|投诉|火灾|警情|险情|舆情)"
_SIGN = r"[\s|：:（(为长幅率润额差达、和及与][-－−][0-9０-９]"
# 低于80%的考核目标: what the figure before is held against, and no bound of the goal
_GOAL = re.compile(r"[0-9.]{1,6}[%％]的?[^，,。；;\d]{0,8}?(?:目标|标准|要求|指标|任务|红线|警戒线|控制线|平均水平)")
_HELD_AGAINST = ("低于", "高于", "超过")
_VAGUE_FIRST, _VAGUE_SECOND = frozenset("数几好"), frozenset("十百千万亿")
_SIGNS = frozenset("-－−负")
_SIGN_AFTER = frozenset("为到达至是率速额润差值，、（(：: ")  # not in 减负, 胜负, 担负
_DIGITS = frozenset(ARABIC_DIGITS)
_WINDOW = 300  # no quantity is longer
_LONG_RUN = 40  # a longer run of digits or numerals is no number


@cache
def _counted_case() -> re.Pattern[str]:
    return re.compile(_COUNTED_CASE)


@cache
def _long_run() -> re.Pattern[str]:
    return re.compile(f"[{ARABIC_DIGITS}]{{{_LONG_RUN},}}|[{chinese_numerals()}]{{{_LONG_RUN},}}")


@cache
def _sign() -> re.Pattern[str]:
    return re.compile(_SIGN)


@cache
def _not_plain_after() -> frozenset[str]:
    return grammar().prefix_ends | _VAGUE_FIRST | _SIGNS


def _counts_a_case(text: str, start: int) -> bool:
    """Whether 一起 counts a case: 一起火灾事故; 非法行医案件一起."""
    if text.endswith(_CASES, max(start - 2, 0), start) and text[start + 2 : start + 3] in ("", *"，。；、,;）)\n"):
        return True
    return _counted_case().match(text, start) is not None


def claim_quantities(claims: Claims, numerals: list[tuple[int, int]]) -> None:
    """Claim every numeral that is still free: as a quantity, or as what is left when there is none."""
    text, taken, size, known = claims.text, claims.taken, len(claims.text), numeral_set()
    done = 0
    for start, end in numerals:
        position = start if start > done else done
        while 0 <= position < end:
            if taken[position]:
                position = taken.find(0, position, end)
                continue
            far = position + _LONG_RUN
            if far < size and text[far] in known and (long_end := _end_of_long_run(claims, position)):
                claims.add(position, long_end, *_kind_of_long_run(text[position]))
                position = done = long_end
                continue
            limit = taken.find(1, position, position + _WINDOW)
            done = position = _claim_at(claims, position, position + _WINDOW if limit < 0 else limit)


def _end_of_long_run(claims: Claims, start: int) -> int:
    """Return where a run of digits or of numerals ends that is too long for a number, else 0."""
    match = _long_run().match(claims.text, start)
    if match is None:
        return 0
    taken = claims.taken.find(1, start, match.end())
    return match.end() if taken < 0 else 0


def _kind_of_long_run(first: str) -> tuple[Kind, str]:
    return ("identifier", "long_figure") if first in _DIGITS else ("other", "no_single_number")


def _claim_at(claims: Claims, start: int, limit: int) -> int:
    text = claims.text
    before = text[start - 1] if start else ""
    begin = start
    if before in _not_plain_after():
        if before in _VAGUE_FIRST and text[start] in _VAGUE_SECOND and not claims.taken[start - 1]:
            return _claim_vague(claims, start, limit)
        begin = _start_of_prefix(claims, start)
    if begin == start:
        plain = grammar().plain.match(text, start, limit)
        if plain is not None:
            return _claim_plain(claims, plain)
    return _claim_by_grammar(claims, begin, start, limit)


def _claim_plain(claims: Claims, match: re.Match[str]) -> int:
    start, end = match.span()
    surface = match[0]
    if surface == "一起" and not _counts_a_case(claims.text, start):
        return _claim_rest(claims, start, end)
    figure, scale, more, scale_after, unit, chinese, chinese_more, chinese_unit = match.group(*PLAIN_GROUPS)
    kind, rule_id = kind_of_quantity(claims, start, end, surface, chinese_unit or unit)
    if chinese:
        quantity = plain_quantity(chinese, chinese_more, "", chinese_unit)
    else:
        quantity = plain_quantity(figure + scale, more, scale_after, unit)
    claims.add_quantity(start, end, surface, kind, rule_id, quantity)
    return end


def _claim_by_grammar(claims: Claims, begin: int, start: int, limit: int) -> int:
    text = claims.text
    match_at = quantity_pattern().match
    match = match_at(text, begin, limit) or (match_at(text, start, limit) if begin != start else None)
    if match is None or match.end() <= start:
        return _claim_rest(claims, start)
    begin = match.start()
    surface = match[0].rstrip()
    end = begin + len(surface)
    if surface == "半" or (surface == "一起" and not _counts_a_case(text, begin)):
        return _claim_rest(claims, start, end)
    unit = match["unit"] or match["of"] or match["part"] or match["colon"] or match["than"] or match["word"]
    kind, rule_id = kind_of_quantity(claims, begin, end, surface, unit, text[start] in _DIGITS, start)
    quantity = quantity_of(surface)
    if kind == "fact" and quantity is None:
        kind, rule_id = "other", "no_single_number"
    claims.add_quantity(begin, end, surface, kind, rule_id, quantity)
    return end


def _claim_vague(claims: Claims, start: int, limit: int) -> int:
    """数十次, 几百人: a number is written but none is meant, so the mention has no value."""
    match = quantity_pattern().match(claims.text, start, limit)
    end = match.end() if match else start + 1
    claims.add(start - 1, end, "other", "some_or_many")
    return end


def _start_of_prefix(claims: Claims, start: int) -> int:
    """Return where the bound words before a number begin (不低于|30%), or the number's own start."""
    before = claims.text[start - 1 : start]
    if before in _SIGNS:
        if before == "负":
            signs = claims.text[start - 2 : start - 1] in _SIGN_AFTER or start == 1
            return start - 1 if signs and claims.is_free(start - 1, start) else start
        signed = _sign().match(claims.text, max(start - 2, 0)) and claims.is_free(start - 1, start)
        return start - 1 if signed else start
    if before not in grammar().prefix_ends:
        return start
    window = claims.text[max(start - 8, 0) : start]
    match = grammar().prefix.search(window)
    if match is None:
        return start
    begin = start - (len(window) - match.start())
    if match.group() in _HELD_AGAINST and _GOAL.match(claims.text, start):
        return start
    return begin if claims.is_free(begin, start) else start


def _claim_rest(claims: Claims, start: int, end: int | None = None) -> int:
    """A numeral in no number and no known word: 双优 is ``other``, a bare 半 or 一起 is part of a plain word."""
    text = claims.text
    if end is not None or text[start] == "半":
        end = end or start + 1
        claims.take_word(start, end, ((text.index(text[start], start) - start, text[start]),))
        return end
    end = start + 1
    if text[start] == "双" and end < len(text) and not claims.taken[end] and text[end].isalpha():
        end += 1
    claims.add(start, end, "other", "numeral_without_number")
    return end
