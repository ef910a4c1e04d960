"""Find every numeric mention of a text: where it is, what kind it is, what it denotes; and close the account.

Works in layers, each of which may only claim characters that no earlier layer claimed: references, dates and numbering;
labels in quotation marks; implicit zeros; words that hold a numeral; ordinals; names; quantities; the rest.
Does not belong here: knowledge of the language (tables), and what a fact is about (measures, status, scope, period).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache

from orchestration.extraction.claims import Claims, quantity_of
from orchestration.extraction.kinds_events import later_starts, may_name, numeral_runs, strong_starts
from orchestration.extraction.kinds_patterns import kind_of_rule, pattern_at
from orchestration.extraction.line_joins import Joined, join_lines
from orchestration.extraction.mention import Span
from orchestration.extraction.numerals import ARABIC_DIGITS, chinese_numerals
from orchestration.extraction.quantities_apart import with_bounds
from orchestration.extraction.quantities_grammar import numeral_set
from orchestration.extraction.quantities_zero import zero_phrase, zero_phrases
from orchestration.extraction.result import Ledger, LexicalNumeral
from orchestration.extraction.scan_quantities import claim_quantities
from orchestration.extraction.scan_words import Word, by_pair, word_entries, words_at

_QUOTED = r"[“‘「『\"]([^“”‘’「」『』\"。；;\n]{1,16})[”’」』\"]"
_LABELLED = ("one_bare", "round_slogan", "chinese_without_unit", "one_article", "levels")
_LIST_MARK = "[、，,]"
_QUOTE_IS_QUANTITY = r"[%％‰]|[0-9０-９](?:个|家|次|人|件|项|万)[^+＋]*[、，,]"
_HEDGED_LARGE = frozenset(first + second for first in "近上逾超约过数几" for second in "百千万")


@dataclass(frozen=True, slots=True)
class Scan:
    """All of one text: spans and lexical numerals in text order, without overlap, and the account of both."""

    spans: tuple[Span, ...]
    lexical: tuple[LexicalNumeral, ...]
    ledger: Ledger


def scan(text: str) -> Scan:
    """Return every numeric mention of the text; offsets are code points, ``ledger.balanced`` always holds."""
    joined = join_lines(text)
    return _scan(text) if joined is None else _brought_back(text, joined, _scan(joined.text))


def _brought_back(text: str, joined: Joined, found: Scan) -> Scan:
    """Return what was found in the joined text at its places in the text itself."""
    spans = []
    for span in found.spans:
        start, end = joined.original(span.start, span.end)
        bound = None if span.bound is None else joined.original(span.bound, span.bound + 1)[0]
        spans.append(Span(start, end, text[start:end], span.kind, span.quantity, span.rule_id, bound))
    lexical = []
    for numeral in found.lexical:
        start, end = joined.original(numeral.start, numeral.end)
        lexical.append(LexicalNumeral(start, end, numeral.surface, numeral.word))
    return Scan(tuple(spans), tuple(lexical), found.ledger)


def _scan(text: str) -> Scan:
    claims = Claims(text)
    numerals = numeral_runs(text)
    _claim_strong(claims, strong_starts(text, numerals))
    labels = _labels(text)
    _claim_labels(claims, labels, from_start=True)
    # Before the words: 未发生一般事故 holds the plain word 一般.
    for start, end in zero_phrases(text):
        if claims.is_free(start, end) and not claims.in_title(start):
            claims.add(start, end, "fact", "implicit_zero")
    _claim_words(claims, numerals)
    later = later_starts(text, numerals)
    figures = {start: end for start, end in numerals if text[start] in _ARABIC_SET}
    later = [start for start in later if start not in figures or may_name(text, start, figures[start])]
    _claim_layer(claims, "ordinal", later)
    _claim_layer(claims, "name", later)
    _claim_labels(claims, labels, from_start=False)
    claim_quantities(claims, numerals)
    spans = with_bounds(text, _in_labels(sorted(claims.spans, key=_start_of), labels), quantity_of)
    lexical = _lexical_numerals(claims)
    return Scan(spans, lexical, _ledger(figures, len(numerals) - len(figures), spans, lexical))


def _start_of(span: Span) -> int:
    return span.start


def _claim_strong(claims: Claims, starts: list[int]) -> None:
    text, kinds = claims.text, kind_of_rule()
    done = 0
    for start in starts:
        if start < done:
            continue
        pattern = pattern_at("strong", text[start])
        match = pattern.match(text, start) if pattern else None
        if match is None or match.lastgroup is None:
            continue
        begin, end = start, match.end()
        done = end
        if text[begin].isspace() or text[end - 1].isspace():
            begin, end = _trimmed(text, begin, end)
        if end > begin:
            claims.add(begin, end, kinds[match.lastgroup], match.lastgroup)


def _claim_layer(claims: Claims, layer: str, starts: list[int]) -> None:
    text, taken, kinds = claims.text, claims.taken, kind_of_rule()
    done = 0
    for start in starts:
        if start < done or taken[start]:
            continue
        pattern = pattern_at(layer, text[start])
        match = pattern.match(text, start) if pattern else None
        if match is None or match.lastgroup is None:
            continue
        done = match.end()
        if claims.is_free(start, done):
            claims.add(start, done, kinds[match.lastgroup], match.lastgroup)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut white space from both ends: patterns of line starts match the indent, a surface does not hold it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _claim_words(claims: Claims, numerals: list[tuple[int, int]]) -> None:
    text, taken = claims.text, claims.taken
    ahead, inside = by_pair()
    done = 0
    for at, _ in numerals:
        if at < done or taken[at]:
            continue
        if text[at : at + 2] not in ahead and text[at - 1 : at + 1] not in inside:
            continue
        for start, word in words_at(text, at):
            end = start + len(word.text)
            if start < done or not claims.is_free(start, end) or _belongs_to_number(claims, start, end, word):
                continue
            if word.kind is None:
                claims.take_word(start, end, word.numerals)
            else:
                claims.add(start, end, word.kind, "name_word")
            done = end
            break


def _belongs_to_number(claims: Claims, start: int, end: int, word: Word) -> bool:
    """Whether the characters are cut out of a longer number (十|一线, 近|万家) or barred by the word's own row."""
    text, known = claims.text, numeral_set()
    before, after = text[start - 1 : start], text[end : end + 1]
    if (before and before in word.not_after) or (after and after in word.not_before):
        return True
    if before and before + text[start] in _HEDGED_LARGE:
        return True
    if text[start] not in known:
        return False
    return (before in known and not claims.taken[start - 1]) or (text[end - 1] in known and after in _ARABIC_SET)


_ARABIC_SET = frozenset(ARABIC_DIGITS)


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile(_QUOTED)


@cache
def _numeral() -> re.Pattern[str]:
    return re.compile(f"[{ARABIC_DIGITS}{chinese_numerals()}]")


@cache
def _quote_is_quantity() -> re.Pattern[str]:
    return re.compile(_QUOTE_IS_QUANTITY)


def _labels(text: str) -> list[tuple[int, int]]:
    """Return the insides of the short quotations that hold a numeral."""
    holds_numeral = _numeral().search
    return [match.span(1) for match in _quoted().finditer(text) if holds_numeral(text, match.start(1), match.end(1))]


def _claim_labels(claims: Claims, labels: list[tuple[int, int]], *, from_start: bool) -> None:
    """A short label in quotation marks that holds a numeral is a name (“四个一”, “钢8条”, “三清单一平台”).

    Labels that start with their numeral go first, as a whole; the others after words and names had their say.
    """
    for start, end in labels:
        starts_so = claims.text[start] in numeral_set()
        if starts_so is from_start and claims.is_free(start, end) and _is_label(claims.text[start:end], from_start):
            claims.add(start, end, "name", "quoted_label")


def _is_label(content: str, from_start: bool) -> bool:
    if all(zero_phrase().fullmatch(part) for part in re.split(_LIST_MARK, content)):
        return False
    if not from_start:
        return len(content) <= 10 and not _quote_is_quantity().search(content)
    found = words_at(content, 0)
    if found and word_entries()[found[-1][1].text].kind is None:
        return False
    return content[0] in chinese_numerals() or not _quote_is_quantity().search(content)


def _in_labels(spans: list[Span], labels: list[tuple[int, int]]) -> list[Span]:
    """What measures nothing and stands in a short quotation is part of its name (“法治惠千家”, “情系百姓一家亲”)."""
    others = [index for index, span in enumerate(spans) if span.kind == "other" and span.rule_id in _LABELLED]
    if not others or not labels:
        return spans
    starts = [start for start, _ in labels]
    for index in others:
        span = spans[index]
        at = bisect_right(starts, span.start) - 1
        if at >= 0 and span.end <= labels[at][1]:
            spans[index] = replace(span, kind="name", quantity=None, rule_id="quoted_label")
    return spans


def _lexical_numerals(claims: Claims) -> tuple[LexicalNumeral, ...]:
    text = claims.text
    found: list[LexicalNumeral] = []
    for start, end, places in sorted(claims.words):
        word = text[start:end]
        for at, character in places:
            found.append(LexicalNumeral(start + at, start + at + 1, character, word))
    return tuple(found)


def _ledger(
    figures: dict[int, int], numerals: int, spans: tuple[Span, ...], lexical: tuple[LexicalNumeral, ...]
) -> Ledger:
    """Count from the found runs (of digits: starts and ends; of Chinese numerals: how many, each is one character) and,
    for the other side of the account, from the surfaces themselves."""
    in_mentions = _numeral().findall("\n".join([span.surface for span in spans]))
    digits_in_mentions = sum(map(_ARABIC_SET.__contains__, in_mentions))
    return Ledger(
        digits=sum(figures.values()) - sum(figures),
        digits_in_mentions=digits_in_mentions,
        numerals=numerals,
        numerals_in_mentions=len(in_mentions) - digits_in_mentions,
        numerals_lexical=len(lexical),
    )
