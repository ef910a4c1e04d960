"""The words of a document, sentence by sentence, in the one form in which texts of different files can be compared.

Furniture, title, metadata and signature are left out: wrappings differ from page to page. Of the rest only letters,
characters and figures count: not blanks, line ends, width, punctuation, or the number a heading bears.

Does not belong here: comparing (comparison.py).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orchestration.document import Block, Document

_ENDS = re.compile(r"[。；;!！?？]+[”’」』》)）】]*")
_CLOSED = re.compile(r"[。；;!！?？:：][”’」』》)）】]*$")
_BETWEEN = "\x00"  # no text that was read has it, and neither a figure nor a word does
_LEAD = re.compile(
    r"(^|\x00)\s*(?:第?[一二三四五六七八九十]{1,3}[、.．章节]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．)）](?!\d)|[①-⑳])"
)
# Between digits the point is part of the figure (12.5 is not 125); the sign of a share is one everywhere.
_DROPPED = re.compile(r"(?<!\d)\.|\.(?!\d)|[^\w.%‰\x00]|_")
# Wide marks in the form that NFKC gives them: nearly every sentence has some, and what has none of them left is seen to
# be in that form already.
_WIDE_MARKS = tuple(zip("，：；（）", ",:;()", strict=True))
# A shorter line without a closing mark is no line of prose that goes on in the next.
_WRAPPED_LINE_MIN = 20
_BODY = frozenset(("heading", "paragraph", "table_cell"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text`` is ``document.text[start:end]``, or several such stretches of one sentence broken over lines.

    ``key`` is what is compared. ``prose`` tells a sentence (with its closing mark) or a cell from lines that may be
    wrapping: headings, headers of pages, lines to call or click.
    """

    start: int
    text: str
    key: str
    prose: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of a document and whether it ends with a signature (it was not broken off)."""

    sentences: tuple[Sentence, ...]
    signed: bool

    @property
    def length(self) -> int:
        """Characters that count."""
        return sum(len(sentence.key) for sentence in self.sentences)

    @property
    def sha256(self) -> str:
        """Equal for texts of the same words, however they are cut into sentences."""
        return hashlib.sha256("".join(sentence.key for sentence in self.sentences).encode()).hexdigest()


def wording_of(document: Document) -> Wording:
    """The words of a document that was read."""
    cut = list(_stretches(document))
    keys = keys_of([text for _, text, _ in cut])
    sentences = (
        Sentence(start, text, key, kind == "table_cell" or bool(_CLOSED.search(text)))
        for (start, text, kind), key in zip(cut, keys, strict=True)
        if key
    )
    signed = any(block.kind == "signature" for block in document.blocks)
    return Wording(tuple(sentences), signed)


def keys_of(texts: Sequence[str]) -> list[str]:
    """The words of each of some stretches of text. All at once: a document has hundreds of them, which are short."""
    told = _BETWEEN.join(texts)
    if told.count(_BETWEEN) != len(texts) - 1:  # none, or one that has the mark itself
        return [keys_of([text.replace(_BETWEEN, "\x01")])[0] for text in texts]
    # several characters for one figure: 二○二三 is written with a circle, a zero or a letter
    told = _LEAD.sub(r"\1", told.replace("○", "〇").replace("Ο", "〇"))
    for wide, narrow in _WIDE_MARKS:
        told = told.replace(wide, narrow)
    return _DROPPED.sub("", unicodedata.normalize("NFKC", told)).split(_BETWEEN)


def _stretches(document: Document) -> Iterator[tuple[int, str, str]]:
    """Start, text and kind of each sentence; a line that does not end one is joined with the next line of prose."""
    start, text, kind = -1, "", ""
    for block in document.blocks:
        if block.kind not in _BODY:
            continue
        for piece_start, piece in _pieces(document.text, block):
            joins = kind == block.kind == "paragraph" and len(text) >= _WRAPPED_LINE_MIN and not _CLOSED.search(text)
            if text and not joins:
                yield start, text, kind
            start, text = (start, text + piece) if joins else (piece_start, piece)
            kind = block.kind
    if text:
        yield start, text, kind


def _pieces(text: str, block: Block) -> Iterator[tuple[int, str]]:
    at = block.start
    if block.kind == "paragraph":
        for end in _ENDS.finditer(text, block.start, block.end):
            yield at, text[at : end.end()]
            at = end.end()
    if text[at : block.end].strip():
        yield at, text[at : block.end]
