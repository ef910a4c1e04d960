"""Status of a figure: achieved, target, planned, prior or standard.

The nearest evidence decides: words at the figure, then its clause and sentence, then the role of its section.
Does not belong here: the period (period.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

from orchestration.extraction.clauses import Site
from orchestration.extraction.mention import Status
from orchestration.extraction.result import SectionRole
from orchestration.extraction.vocabulary import table

_CHANGED_TO = re.compile(r"压缩|缩短|减少|调整|下降|提升|提高|增加|上升|精简|优化|降|升|变")


@lru_cache(maxsize=1)
def _cues() -> dict[str, tuple[tuple[re.Pattern[str], Status], ...]]:
    found: dict[str, list[tuple[re.Pattern[str], Status]]] = {}
    for row in table("status_cues"):
        found.setdefault(row["where"], []).append((re.compile(row["pattern"]), row["status"]))  # type: ignore[arg-type]
    return {where: tuple(cues) for where, cues in found.items()}


def status_of(sentence: str, offset: int, site: Site, role: SectionRole, family: str, comparator: str) -> Status:
    """Return the status of the figure at ``site``. ``sentence`` starts at ``offset`` of the text."""
    left = sentence[: site.span.start - offset]
    clause_left = (
        sentence[max(site.clause.start - offset, 0) : site.span.start - offset] if site.clause.depth == 0 else left
    )
    right = sentence[site.span.end - offset :]
    nearest = _nearest(clause_left, right, family)
    if nearest is not None:
        return nearest
    for cue, status in _cues().get("sentence", ()):
        if cue.search(left):
            return status
    if _framed(left, right):
        return "target"
    if role == "plan":
        return "target" if comparator in ("ge", "le") and family == "rate" else "planned"
    if family == "duration" and comparator == "le":
        return "standard"
    return "achieved"


def _nearest(left: str, right: str, family: str) -> Status | None:
    cues = _cues()
    for cue, status in cues["from"]:
        if cue.search(left) and _CHANGED_TO.search(right[:20]):
            return status
    for cue, status in cues["left"]:
        if cue.search(left):
            return status
    if family == "duration":
        for cue, status in cues["duration"]:
            if cue.search(right) and not re.search(r"压缩|缩短|减少|用时|仅用", left):
                return status
    return None


def _framed(left: str, right: str) -> bool:
    """Whether the figure stands inside 按照“…”的要求: the opening left of it, the closing noun right of it."""
    opening = re.search(r"(?:按照?|落实|对照|围绕|根据|坚持|紧扣|完成)[^。；;，,]{0,6}“[^”]*$", left)
    closing = re.match(r"[^“。；;]*”[^，,。；;]{0,6}(?:要求|目标|标准|任务|原则)", right)
    if opening and closing:
        return True
    if re.match(r"的[^，,。；;]{0,6}(?:目标任务|考核目标|目标要求|指标任务)", right):
        return True
    opening = re.search(r"(?:按照?|根据)[^。；;，,]{0,40}$", left)
    closing = re.match(r"[^，,。；;]{0,16}的?(?:要求|目标|标准|原则)", right)
    return bool(opening and closing)
