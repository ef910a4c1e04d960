"""Two languages: texts of pages stand in them side by side, words for codes stand in tables/labels.csv.

Does not belong here: the texts of the warehouse, which are Chinese in either language.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from orchestration.csv_rows import rows_of

_LABELS = Path(__file__).parent / "tables" / "labels.csv"
CHINESE, ENGLISH = "zh", "en"


@cache
def _labels() -> dict[tuple[str, str], tuple[str, str]]:
    return {(row["domain"], row["code"]): (row["label_zh"], row["label_en"]) for row in rows_of(_LABELS)}


def label(domain: str, code: str | None, language: str = CHINESE) -> str:
    """The word for a code, e.g. ``label("status", "target")`` → 目标; an unknown code as it is, none as nothing."""
    if code is None or code == "":
        return ""
    zh, en = _labels().get((domain, code), (code, code))
    return en if language == ENGLISH else zh


def scope_label(scope: str, language: str = CHINESE) -> str:
    """The word for a scope; that of another body names it."""
    kind, _, body = scope.partition(":")
    return label("scope", kind, language) + (f":{body}" if body else "")


def period_label(period: str, language: str = CHINESE) -> str:
    """The word for a period such as ``as_of:2023-10-31``."""
    kind, _, when = period.partition(":")
    zh, en = {
        "year": ("全年", "whole year"),
        "as_of": (f"截至 {when}", f"as of {when}"),
        "month": (when, when),
        "since": (f"{when} 年以来", f"since {when}"),
        "prior": (f"{when} 年", f"in {when}"),
    }.get(kind, (period, period))
    return en if language == ENGLISH else zh
