"""Find every numeric mention of a text: where it is, what kind it is, what it denotes; and close the account.

Works in layers, each of which may only claim characters that no earlier layer claimed: references, dates and numbering;
labels in quotation marks; implicit zeros; words that hold a numeral; ordinals; names; quantities; the rest.
Does not belong here: knowledge of the language (tables), and what a fact is about (measures, status, scope, period).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from orchestration.extraction.kinds import LEFT_WINDOW, RIGHT_WINDOW, Surroundings, kind_of_quantity
from orchestration.extraction.kinds_patterns import KIND_OF_RULE, KIND_PATTERNS, WORD_ENTRIES, WORDS
from orchestration.extraction.mention import Kind, Quantity, Span
from orchestration.extraction.numerals import ARABIC_DIGITS, CHINESE_NUMERALS
from orchestration.extraction.quantities import parse_surface
from orchestration.extraction.quantities_grammar import PREFIX, QUANTITY
from orchestration.extraction.quantities_zero import ZERO_PHRASE
from orchestration.extraction.result import Ledger, LexicalNumeral

_DIGIT = re.compile(f"[{ARABIC_DIGITS}]")
_NUMERAL = re.compile(f"[{CHINESE_NUMERALS}]")
_START = re.compile(f"[{ARABIC_DIGITS}{CHINESE_NUMERALS}]")
_NUMERAL_SET = frozenset(CHINESE_NUMERALS + ARABIC_DIGITS)
_QUOTED = re.compile(r"[“‘「『\"]([^“”‘’「」『』\"。；;\n]{1,16})[”’」』\"]")
_TITLE = re.compile(r"《[^《》\n]{1,80}》")
# “6个方面、17个大项、52个子项” tells what a standard consists of.
_LISTED = re.compile(r"[“‘]((?:[0-9０-９]{1,4}(?:个|项|大|类|条|种)?[^0-9０-９、，,“”‘’]{1,8}[、，,和]?){2,8})[”’]")
_LIST_MARK = re.compile("[、，,]")
_QUOTE_IS_QUANTITY = re.compile(r"[%％‰]|[0-9０-９](?:个|家|次|人|件|项|万)[^+＋]*[、，,]")
_HAS_START = re.compile(f"^[{ARABIC_DIGITS}{CHINESE_NUMERALS}]")
_HEDGED_LARGE = re.compile("[近上逾超约过数几][百千万]")
_VAGUE = re.compile("[数几好][十百千万亿]")
# 一起 counts a case only when the case follows; elsewhere it means together.
_COUNTED_CASE = re.compile("一起[^，。；、,;]{0,12}(?:事故|案|事件|纠纷|投诉|火灾|警情|险情|舆情)")
_SIGN = re.compile(r"[\s|：:（(为长幅][-－−][0-9０-９]")
_WITHOUT_QUANTITY: frozenset[Kind] = frozenset({"date", "name", "identifier", "legal_ref"})


@dataclass(frozen=True, slots=True)
class Scan:
    """All of one text: spans and lexical numerals in text order, without overlap, and the account of both."""

    spans: tuple[Span, ...]
    lexical: tuple[LexicalNumeral, ...]
    ledger: Ledger


@dataclass(slots=True)
class _Claims:
    text: str
    taken: bytearray = field(init=False)
    titles: list[tuple[int, int]] = field(init=False)
    lists: list[tuple[int, int]] = field(init=False)
    spans: list[Span] = field(default_factory=list)
    words: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.taken = bytearray(len(self.text))
        self.titles = [match.span() for match in _TITLE.finditer(self.text)]
        self.lists = [match.span() for match in _LISTED.finditer(self.text)]

    def is_free(self, start: int, end: int) -> bool:
        return self.taken.find(1, start, end) < 0

    def take(self, start: int, end: int) -> None:
        self.taken[start:end] = b"\x01" * (end - start)

    def add(self, start: int, end: int, kind: Kind, rule_id: str) -> None:
        self.take(start, end)
        surface = self.text[start:end]
        self.spans.append(Span(start, end, surface, kind, _quantity_of(surface, kind), rule_id))


def scan(text: str) -> Scan:
    """Return every numeric mention of the text; offsets are code points, ``ledger.balanced`` always holds."""
    claims = _Claims(text)
    _claim_patterns(claims, "strong")
    _claim_labels(claims, from_start=True)
    # Before the words: 未发生一般事故 holds the plain word 一般.
    for match in ZERO_PHRASE.finditer(text):
        if claims.is_free(*match.span()) and not _lies_in(claims.titles, match.start()):
            claims.add(*match.span(), "fact", "implicit_zero")
    _claim_words(claims)
    for layer in ("ordinal", "name"):
        _claim_patterns(claims, layer)
    _claim_labels(claims, from_start=False)
    _claim_quantities(claims)
    spans = tuple(sorted(claims.spans, key=lambda span: span.start))
    lexical = _lexical_numerals(claims)
    return Scan(spans, lexical, _ledger(text, spans, lexical))


def _quantity_of(surface: str, kind: Kind) -> Quantity | None:
    if kind in _WITHOUT_QUANTITY:
        return None
    try:
        return parse_surface(surface)
    except ValueError:
        return None


def _claim_patterns(claims: _Claims, layer: str) -> None:
    for match in KIND_PATTERNS[layer].finditer(claims.text):
        rule_id = match.lastgroup
        if rule_id is None:
            continue
        start, end = _trimmed(claims.text, *match.span())
        if end > start and claims.is_free(start, end):
            claims.add(start, end, KIND_OF_RULE[rule_id], rule_id)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut white space from both ends: patterns of line starts match the indent, a surface does not hold it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _claim_words(claims: _Claims) -> None:
    text = claims.text
    position = 0
    while match := WORDS.search(text, position):
        start, end = match.span()
        entry = WORD_ENTRIES[match[0]]
        if not claims.is_free(start, end) or _belongs_to_number(claims, start, end, entry.not_after, entry.not_before):
            position = start + 1
            continue
        if entry.kind is None:
            claims.take(start, end)
            claims.words.append((start, end))
        else:
            claims.add(start, end, entry.kind, "name_word")
        position = end


def _belongs_to_number(claims: _Claims, start: int, end: int, not_after: str, not_before: str) -> bool:
    """Whether the characters are cut out of a longer number (十|一线, 近|万家) or barred by the word's own row."""
    text = claims.text
    before, after = text[start - 1 : start], text[end : end + 1]
    if (before and before in not_after) or (after and after in not_before):
        return True
    if before in _NUMERAL_SET and before and not claims.taken[start - 1] and text[start] in _NUMERAL_SET:
        return True
    if start and _HEDGED_LARGE.match(text, start - 1):
        return True
    return text[end - 1] in _NUMERAL_SET and after in ARABIC_DIGITS and after != "" and text[start] in _NUMERAL_SET


def _claim_labels(claims: _Claims, *, from_start: bool) -> None:
    """A short label in quotation marks that holds a numeral is a name (“四个一”, “钢8条”, “三清单一平台”).

    Labels that start with their numeral go first, as a whole; the others after words and names had their say.
    """
    for match in _QUOTED.finditer(claims.text):
        start, end = match.span(1)
        if (_HAS_START.match(match[1]) is not None) is not from_start or not claims.is_free(start, end):
            continue
        if _START.search(claims.text, start, end) and _is_label(match[1], from_start):
            claims.add(start, end, "name", "quoted_label")


def _is_label(content: str, from_start: bool) -> bool:
    if all(ZERO_PHRASE.fullmatch(part) for part in _LIST_MARK.split(content)):
        return False
    if not from_start:
        return len(content) <= 10 and not _QUOTE_IS_QUANTITY.search(content)
    word = WORDS.match(content)
    if word is not None and WORD_ENTRIES[word[0]].kind is None:
        return False
    return content[0] in CHINESE_NUMERALS or not _QUOTE_IS_QUANTITY.search(content)


def _claim_quantities(claims: _Claims) -> None:
    text, taken = claims.text, claims.taken
    position = 0
    while found := _START.search(text, position):
        start = found.start()
        if taken[start]:
            position = start + 1
            continue
        limit = taken.find(1, start)
        limit = len(text) if limit < 0 else limit
        position = _claim_at(claims, start, limit)


def _lies_in(intervals: list[tuple[int, int]], position: int) -> bool:
    return any(start < position < end for start, end in intervals)


def _claim_at(claims: _Claims, start: int, limit: int) -> int:
    text = claims.text
    begin = _start_of_prefix(claims, start)
    if _VAGUE.match(text, start - 1) and start and claims.is_free(start - 1, start):
        return _claim_vague(claims, start, limit)
    match = QUANTITY.match(text, begin, limit) or QUANTITY.match(text, start, limit)
    if match is None or match.end() <= start:
        return _claim_rest(claims, start)
    begin, end = match.span()
    surface = text[begin:end].rstrip()
    end = begin + len(surface)
    if surface == "半" or (surface == "一起" and not _COUNTED_CASE.match(text, begin)):
        return _claim_rest(claims, start, end)
    unit = match["unit"] or match["share"] or match["part"] or match["left"] or match["left_cn"] or match["word"]
    around = Surroundings(
        text[max(begin - LEFT_WINDOW, 0) : begin],
        surface,
        text[end : end + RIGHT_WINDOW],
        unit,
        text[start] in ARABIC_DIGITS,
        _lies_in(claims.titles, start),
        _lies_in(claims.lists, start),
    )
    kind, rule_id = kind_of_quantity(around)
    if kind == "fact" and _quantity_of(surface, kind) is None:
        kind, rule_id = "other", "no_single_number"
    claims.add(begin, end, kind, rule_id)
    return end


def _claim_vague(claims: _Claims, start: int, limit: int) -> int:
    """数十次, 几百人: a number is written but none is meant, so the mention has no value."""
    match = QUANTITY.match(claims.text, start, limit)
    end = match.end() if match else start + 1
    claims.add(start - 1, end, "other", "some_or_many")
    return end


def _start_of_prefix(claims: _Claims, start: int) -> int:
    """Return where the bound words before a number begin (不低于|30%), or the number's own start."""
    window = claims.text[max(start - 8, 0) : start]
    match = PREFIX.search(window)
    if match is None:
        return start - 1 if _SIGN.match(claims.text, max(start - 2, 0)) and claims.is_free(start - 1, start) else start
    begin = start - (len(window) - match.start())
    return begin if claims.is_free(begin, start) else start


def _claim_rest(claims: _Claims, start: int, end: int | None = None) -> int:
    """A numeral in no number and no known word: 双优 is ``other``, a bare 半 or 一起 is part of a plain word."""
    text = claims.text
    if end is not None:
        claims.take(start, end)
        claims.words.append((start, end))
        return end
    end = start + 1
    if text[start] == "双" and end < len(text) and not claims.taken[end] and text[end].isalpha():
        end += 1
    if text[start] == "半":
        claims.take(start, end)
        claims.words.append((start, end))
    else:
        claims.add(start, end, "other", "numeral_without_number")
    return end


def _lexical_numerals(claims: _Claims) -> tuple[LexicalNumeral, ...]:
    text = claims.text
    return tuple(
        LexicalNumeral(match.start(), match.end(), match[0], text[start:end])
        for start, end in sorted(claims.words)
        for match in _NUMERAL.finditer(text, start, end)
    )


def _ledger(text: str, spans: tuple[Span, ...], lexical: tuple[LexicalNumeral, ...]) -> Ledger:
    surfaces: Iterator[str] = iter([span.surface for span in spans])
    joined = "\n".join(surfaces)
    return Ledger(
        digits=len(_DIGIT.findall(text)),
        digits_in_mentions=len(_DIGIT.findall(joined)),
        numerals=len(_NUMERAL.findall(text)),
        numerals_in_mentions=len(_NUMERAL.findall(joined)),
        numerals_lexical=len(lexical),
    )
