"""The facts of a short text by what is written, for tests of extraction."""

from __future__ import annotations

from orchestration.document import Document, Metadata
from orchestration.extraction.extract import extract
from orchestration.extraction.mention import Mention


def facts_by_surface(text: str, year: int = 2023) -> dict[str, Mention]:
    """The facts of a text without a body; of several that are written alike the last."""
    found = extract(Document(text, (), Metadata(year=year))).mentions
    return {mention.surface: mention for mention in found if mention.kind == "fact"}
