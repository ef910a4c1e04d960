"""What year, day of publication and day of signing say against one another. Each is kept; these are remarks.

The year is decided by the vote on it alone (years.py): a report is published in its year, a year later, or again after
many. Does not belong here: finding year and dates.
"""

from __future__ import annotations

from datetime import date

from orchestration.document import Candidate


def disagreements_of(
    year: int | None, votes: tuple[Candidate, ...], published: date | None, completed: date | None
) -> tuple[str, ...]:
    """Remarks in Chinese, none where everything fits."""
    found = []
    others = [vote for vote in votes if vote.field == "year" and vote.chosen is False]
    if others:
        seen = "、".join(f"{vote.where}作 {vote.value}" for vote in others).replace(";", ",")
        found.append(f"报告年度定为 {year},但{seen}")
    for name, day in (("发布日期", published), ("成文日期", completed)):
        if year is not None and day is not None and day.year not in (year, year + 1):
            when = "早于报告年度" if day.year < year else "晚于报告年度一年以上,可能是重新发布"
            found.append(f"{name} {day.isoformat()} {when}({year})")
    if published is not None and completed is not None and completed > published:
        found.append(f"成文日期 {completed.isoformat()} 晚于发布日期 {published.isoformat()}")
    return tuple(found)
