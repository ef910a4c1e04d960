"""Implicit zeros: a phrase that denies any case of a countable event (无较大以上事故, 未发生…案件, 零投诉).

The surface is the denying word up to and including the event noun.
Does not belong here: other negations (未按规定, 无缝).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from orchestration.extraction.scan_tables import read_table_rows
from orchestration.extraction.word_tries import trie_pattern


def _words(role: str) -> str:
    words = [word for row in read_table_rows("negations") if row["role"] == role for word in row["words"].split()]
    return trie_pattern(dict.fromkeys(words, ""))


@cache
def zero_phrase() -> re.Pattern[str]:
    """Return the pattern of an implicit zero."""
    middle = r"[^，。；,;:：!！?？\n、《》（）()]"
    event = f"(?:{_words('event')})"
    # The last event noun of the phrase: 生产安全责任事故 ends with 事故, 行政复议和行政诉讼案件 with 案件.
    step = f"(?:{middle}|、(?={middle}{{1,10}}{event})|[（(][^（）()\\n]{{1,4}}[）)])"
    reach = f"{step}{{0,22}}?{event}(?:{middle}{{0,4}}?{event}){{0,3}}"
    return re.compile(
        f"(?:(?:{_words('deny')}){reach}"
        f"|(?<![有若如毫是否])(?:无|没有)(?={_words('opener')}){reach}"
        f"|零(?:{_words('zero_event')})"
        f"|(?:{_words('nobody')})(?!外))"
        "(?!的|者|记录|[当时]|处[理置]|线索|频发|多发)"
    )


@cache
def _opening() -> re.Pattern[str]:
    firsts = {
        word[0]
        for row in read_table_rows("negations")
        if row["role"] in ("deny", "nobody")
        for word in row["words"].split()
    }
    return re.compile(f"[{''.join(sorted(firsts | set('无没零')))}]")


def zero_phrases(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the implicit zeros of a text, in text order, without overlap."""
    match_at = zero_phrase().match
    done = 0
    for opening in _opening().finditer(text):
        start = opening.start()
        if start < done:
            continue
        match = match_at(text, start)
        if match is not None:
            done = match.end()
            yield start, done
