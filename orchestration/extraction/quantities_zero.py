"""Implicit zeros: a phrase that denies any case of a countable event (无较大以上事故, 未发生…案件, 零投诉).

The surface is the denying word up to and including the event noun.
Does not belong here: other negations (未按规定, 无缝).
"""

from __future__ import annotations

import re

from orchestration.extraction.scan_tables import read_table_rows


def _words(role: str) -> str:
    words = [word for row in read_table_rows("negations") if row["role"] == role for word in row["words"].split()]
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_MIDDLE = r"[^，。；,;:：!！?？\n、《》（）()]"
_EVENT = f"(?:{_words('event')})"
# The last event noun of the phrase: 生产安全责任事故 ends with 事故, 行政复议和行政诉讼案件 with 案件.
_STEP = f"(?:{_MIDDLE}|、(?={_MIDDLE}{{1,10}}{_EVENT})|[（(][^（）()\\n]{{1,4}}[）)])"
_REACH = f"{_STEP}{{0,22}}?{_EVENT}(?:{_MIDDLE}{{0,4}}?{_EVENT}){{0,3}}"
ZERO_PHRASE = re.compile(
    f"(?:(?:{_words('deny')}){_REACH}"
    f"|(?<![有若如毫是否])(?:无|没有)(?={_words('opener')}){_REACH}"
    f"|零(?:{_words('zero_event')})"
    f"|(?:{_words('nobody')})(?!外))"
    "(?!的|者|记录|[当时]|处[理置]|线索|频发|多发)"
)
