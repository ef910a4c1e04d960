"""The one exception of reading: why a file is not taken in, in the words of the `rejected` table.

Does not belong here: deciding whether to reject.
"""

from __future__ import annotations

from collections.abc import Iterable

from orchestration.document import Candidate

_LONGEST = 400  # characters of a message; libraries quote the whole input


class Rejection(Exception):
    """A file that is not taken in. ``found`` and ``expected`` are facts, ``hint_zh`` is the next thing to do.

    ``candidates`` is what was weighed before: what the file says of itself, and the votes on body and year.
    """

    candidates: tuple[Candidate, ...] = ()

    def __init__(self, reason_code: str, reason_zh: str, found: str, expected: str, hint_zh: str) -> None:
        found, expected = storable(found), storable(expected)
        super().__init__(reason_code, reason_zh, found, expected, hint_zh)
        self.reason_code = reason_code
        self.reason_zh = reason_zh
        self.found = found
        self.expected = expected
        self.hint_zh = hint_zh

    def with_candidates(self, more: Iterable[Candidate]) -> Rejection:
        """Itself, with what was weighed put before what it holds already."""
        self.candidates = (*more, *self.candidates)
        return self

    def __str__(self) -> str:
        return f"{self.reason_zh}:实际 {self.found};应为 {self.expected};{self.hint_zh}"


def storable(text: str) -> str:
    """``text`` as a table can hold and a terminal can show it: halves of characters and control characters escaped, the
    middle left out of what is very long."""
    shown = (char if char.isprintable() or char == "\u3000" else ascii(char)[1:-1] for char in _cut(text))
    return _cut("".join(shown))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}…{text[-_LONGEST // 2 + 1 :]}"
