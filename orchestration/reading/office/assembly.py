"""Puts a text together line by line and keeps where each piece of it stands.

Does not belong here: reading a format, or what a line means.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from orchestration.document import BAR, Box, Candidate, Cell, Table
from orchestration.reading.decoded import Decoded, Hint, Piece
from orchestration.reading.errors import Rejection

_BREAKS = re.compile(
    r"[\s\x1c-\x1f\x85\u2028\u2029]*[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029][\s\x1c-\x1f\x85\u2028\u2029]*"
)
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff65\u3000-\u303f]")


def joined(lines: Sequence[str]) -> str:
    """Lines as one: with a blank but between Chinese characters, so that no two numbers become one."""
    text = ""
    for line in filter(None, (line.strip() for line in lines)):
        glued = text and not (_WIDE.match(text[-1]) or _WIDE.match(line[0]))
        text += f" {line}" if glued else line
    return text


class Assembly:
    """The text so far; blank lines are not taken in."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._length = 0
        self._pieces: list[Piece] = []
        self._tables: list[Table] = []

    def add(
        self,
        text: str,
        hint: Hint | None = None,
        *,
        page: int | None = None,
        box: Box | None = None,
        path: str | None = None,
    ) -> None:
        """A paragraph (line breaks in it stay)."""
        text = _UNWRITABLE.sub("\ufffd", text).strip()
        if text:
            start = self._append(text)
            self._pieces.append(Piece(start, start + len(text), hint, page, box, path))

    def add_row(self, texts: Sequence[str], paths: Sequence[str | None]) -> list[tuple[int, int]]:
        """A row of a table as one line; where each of its cells stands in the text."""
        texts = [joined(_BREAKS.split(_UNWRITABLE.sub("\ufffd", text))) for text in texts]
        at = self._append(BAR.join(texts))
        spans = []
        for text, path in zip(texts, paths, strict=True):
            spans.append((at, at + len(text)))
            self._pieces.append(Piece(at, at + len(text), "cell", path=path))
            at += len(text) + len(BAR)
        return spans

    def add_table(self, cells: Sequence[Cell]) -> None:
        """A table whose rows have been added."""
        if cells:
            self._tables.append(Table(tuple(cells)))

    def decoded(self, encoding: str, candidates: Sequence[Candidate] = ()) -> Decoded:
        """What has been put together. Raises Rejection when nothing of it can be seen."""
        text = "\n".join(self._lines)
        if not any(piece.end > piece.start for piece in self._pieces):
            raise Rejection("empty_file", "文件无文字", "没有可见文字", "报告全文", "若为扫描件,取得文字版")
        return Decoded(text, encoding, tuple(self._pieces), tuple(self._tables), tuple(candidates))

    def _append(self, text: str) -> int:
        start = self._length
        self._lines.append(text)
        self._length += len(text) + 1
        return start
