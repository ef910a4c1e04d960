"""The one exception of reading: why a file is not taken in, in the words of the `rejected` table.

Does not belong here: deciding whether to reject.
"""

from __future__ import annotations


class Rejection(Exception):
    """A file that is not taken in. ``found`` and ``expected`` are facts, ``hint_zh`` is the next thing to do."""

    def __init__(self, reason_code: str, reason_zh: str, found: str, expected: str, hint_zh: str) -> None:
        super().__init__(reason_code, reason_zh, found, expected, hint_zh)
        self.reason_code = reason_code
        self.reason_zh = reason_zh
        self.found = found
        self.expected = expected
        self.hint_zh = hint_zh

    def __str__(self) -> str:
        return f"{self.reason_zh}:实际 {self.found};应为 {self.expected};{self.hint_zh}"
