"""What can go wrong on the way to a release, as one error that tells what to do.

Does not belong here: errors of single reports; those are rejections and never stop a release.
"""

from __future__ import annotations


class ReleaseError(Exception):
    """Nothing was published and ``current`` is as it was. The message gives found, expected and the next action."""

    def __init__(self, problem_zh: str, *, found: str, expected: str, hint_zh: str) -> None:
        super().__init__(f"{problem_zh} 实际(found):{found};应为(expected):{expected}。处置(what to do):{hint_zh}")
        self.problem_zh = problem_zh
        self.found = found
        self.expected = expected
        self.hint_zh = hint_zh
