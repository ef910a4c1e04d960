"""One report, many files: which documents of a body and year are copies of one text, which text speaks, which is later.

The rules, in order:
- copies of one text are found by comparison.py, each held against the longest text that it may be a copy of;
- of the copies the one speaks that is complete, then typed rather than recognised, then of the more faithful format
  (``tables/format_fidelity.csv``), then from a site of the government, then dated earlier, then of the smaller id;
- a text that calls itself corrected is later than one that does not; then the later date of publication is later, a
  text without one is earliest; then the later line of the register; then the larger id.

Does not belong here: reading or writing tables (pipeline/copies.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from orchestration.csv_rows import rows_of
from orchestration.reading.comparison import Comparison, Sameness, compare
from orchestration.reading.wording import Wording

FIDELITY = Path(__file__).parent / "tables" / "format_fidelity.csv"
# Copies this much shorter than the longest lack more than a footer.
_COMPLETE = 0.98
_UNKNOWN_RANK = 99
_CORRECTED = re.compile(
    r"[(\uff08](?:更正|修订|修正|更新|订正)(?:版|后|稿|本)?[)\uff09]|(?:更正|修订|订正)[版稿本]|更正后|重新发布"
)


@dataclass(frozen=True, slots=True)
class Holding:
    """A document of a report with what decides between it and its copies.

    ``wording`` is there wherever there is another document to compare it with.
    """

    document_id: str
    word_chars: int
    wording: Wording | None
    title: str | None
    media_type: str | None
    is_recognised: bool
    origin_url: str | None
    published_date: date | None
    register_no: int | None


@dataclass(frozen=True, slots=True)
class Copy:
    """A document and the one that speaks for it, itself perhaps; sameness and similarity are to the longest text."""

    holding: Holding
    chosen: str
    sameness: Sameness
    similarity: float
    why_zh: str


@dataclass(frozen=True, slots=True)
class Version:
    """The copies of one text, and the earliest day on which one of them is known to have been published."""

    copies: tuple[Copy, ...]
    published_date: date | None

    @property
    def chosen(self) -> Holding:
        """The document that speaks."""
        return next(copy.holding for copy in self.copies if copy.holding.document_id == copy.chosen)


def versions(holdings: Iterable[Holding]) -> tuple[Version, ...]:
    """The texts of one body and year, earliest first, each with its copies."""
    groups: list[list[tuple[Holding, Comparison]]] = []
    for holding in sorted(holdings, key=lambda one: (-one.word_chars, one.document_id)):
        found = [(_compared(group[0][0], holding), group) for group in groups]
        same = [(comparison, group) for comparison, group in found if comparison.sameness != "different"]
        if same:
            comparison, group = max(same, key=lambda pair: pair[0].similarity)
            group.append((holding, comparison))
        else:
            groups.append([(holding, Comparison("same_text", 1.0, ()))])
    return tuple(sorted((_version(group) for group in groups), key=_age))


def _compared(longest: Holding, other: Holding) -> Comparison:
    assert longest.wording is not None and other.wording is not None, "documents to be compared have their words"
    return compare(longest.wording, other.wording)


def _version(group: Sequence[tuple[Holding, Comparison]]) -> Version:
    longest = group[0][0].word_chars
    best = min(group, key=lambda member: _worth(member[0], member[1], longest))[0]
    reason = _why_best(best, [holding for holding, _ in group])
    copies = tuple(
        Copy(
            holding,
            best.document_id,
            comparison.sameness,
            comparison.similarity,
            reason if holding is best else _why_copy(comparison),
        )
        for holding, comparison in sorted(group, key=lambda member: member[0].document_id)
    )
    dates = [holding.published_date for holding, _ in group if holding.published_date]
    return Version(copies, min(dates, default=None))


def _worth(holding: Holding, comparison: Comparison, longest: int) -> tuple[object, ...]:
    return (
        comparison.sameness == "excerpt" or holding.word_chars < _COMPLETE * longest,
        holding.is_recognised,
        _rank(holding),
        not _official(holding),
        holding.published_date or date.max,
        holding.document_id,
    )


def _age(version: Version) -> tuple[object, ...]:
    chosen = version.chosen
    lines = [copy.holding.register_no for copy in version.copies if copy.holding.register_no is not None]
    return (
        any(_CORRECTED.search(copy.holding.title or "") for copy in version.copies),
        version.published_date or date.min,
        not lines,
        min(lines, default=0),
        chosen.document_id,
    )


def _why_best(best: Holding, group: Sequence[Holding]) -> str:
    if len(group) == 1:
        return "唯一的一份"
    official = ",出自政府网站" if _official(best) else ""
    typed = "图像识别所得" if best.is_recognised else "录入的文字"
    fidelity = _fidelity().get(best.media_type or "", (_UNKNOWN_RANK, "格式不详"))[1]
    return f"{len(group)} 份中所选:全文完整,{typed},{fidelity}{official}"


def _why_copy(comparison: Comparison) -> str:
    if comparison.sameness == "same_text":
        return "文字与所选一致(不计空白、标点、页面装饰)"
    if comparison.sameness == "excerpt":
        return f"节录:只有全文的前一部分(相似度 {comparison.similarity:.3f})"
    return f"文字几乎一致,数字与逐句内容相同(相似度 {comparison.similarity:.3f})"


def _official(holding: Holding) -> bool:
    try:
        host = urlsplit(holding.origin_url or "").hostname or ""
    except ValueError:
        return False
    return host == "gov.cn" or host.endswith(".gov.cn")


def _rank(holding: Holding) -> int:
    return _fidelity().get(holding.media_type or "", (_UNKNOWN_RANK, ""))[0]


@cache
def _fidelity() -> dict[str, tuple[int, str]]:
    return {row["media_type"]: (int(row["rank"]), row["reason_zh"]) for row in rows_of(FIDELITY)}
