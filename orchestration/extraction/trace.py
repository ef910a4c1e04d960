"""What extraction notes of a fact on the way, for those who ask why (explain.py). Nothing is noted unless asked for.

Does not belong here: any rule, and any decision that depends on being watched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.extraction.clauses import Clause
from orchestration.extraction.drafts import Draft
from orchestration.extraction.mention import Mention
from orchestration.extraction.result import Section


@dataclass(frozen=True, slots=True)
class Traced:
    """A fact before it is linked: its draft, the clauses of its sentence, the words around it, its section.

    ``place`` is its place among the figures of the sentence run, to which the links of the draft refer.
    """

    mention: Mention
    draft: Draft
    clauses: Sequence[Clause]
    around: str
    section: Section
    place: int


Trace = list[Traced]
