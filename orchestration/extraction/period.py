"""Period of a figure: the report year, a state on a day, a month, a year earlier, or cumulative since a year.

A date that opens a clause holds for the clauses after it, up to the next date or the end of the sentence.
Does not belong here: dates inside names and titles, which scanning has already set apart.
"""

from __future__ import annotations

import re
from functools import lru_cache

from orchestration.extraction.verbs import masked, verb_run
from orchestration.extraction.vocabulary import table

_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["period"]) for row in table("period_cues"))


_COMPARED = re.compile(r"(?:较|比|与|同|由|从)(?:(?P<y>(?:19|20)\d\d)年度?|上一?年度?|去年)(?:同期)?的?$")


def compared_year(left: str, year: int | None) -> str | None:
    """Return the period of a figure something is compared with (较2022年的120件减少35件), or None."""
    match = _COMPARED.search(left)
    if match is None or year is None:
        return None
    return f"prior:{match.group('y') or year - 1}"


def period_before(text: str, year: int | None) -> str | None:
    """Return the period the last date expression of ``text`` (what stands before a figure in its sentence) sets,
    or None."""
    blank = masked(text)
    found: list[tuple[int, int, str | None]] = []
    for cue, kind in _cues():
        for match in cue.finditer(blank):
            names_object = _names_an_object(blank, match, kind)
            found.append((match.start(), match.end(), None if names_object else _period(kind, match, year)))
    last, reach = None, -1
    for start, end, period in sorted(found, key=lambda item: (item[0], -item[1])):
        if start < reach:
            continue  # a weaker cue inside a stretch already read (11月 inside 截至11月30日)
        reach = end
        last = period or last
    return last


def _names_an_object(text: str, match: re.Match[str], kind: str) -> bool:
    """「2019年印发的121个文件」: the year belongs to the thing counted."""
    if kind not in ("year", "last_year", "month", "this_year", "since"):
        return False
    rest = re.split(r"[，,；;]", text[match.end() :], maxsplit=1)[0]
    if text[match.end() : match.end() + 1] in ("版", "-", "—", "至", "）", ")"):
        return True
    return bool(re.search(rf"(?:{verb_run().pattern}|基础)的", rest) or "基础上" in rest)


def _period(kind: str, match: re.Match[str], year: int | None) -> str | None:
    groups = match.groupdict()
    named = int(groups["y"]) if groups.get("y") else year
    if kind in ("year", "this_year", "last_year"):
        return _year_period(kind, named, year)
    if kind == "as_of":
        return _as_of(groups, named)
    if kind in ("half", "three_quarters"):
        return None if named is None else f"as_of:{named}-{'06' if kind == 'half' else '09'}"
    if kind == "since":
        return "year" if named == year else f"since:{named}"
    if kind == "recent":
        count = _COUNTS.get(groups["n"]) or int(groups["n"])
        return None if year is None else f"since:{year - count + 1}"
    if kind == "month":
        return None if named is None or not 1 <= int(groups["m"]) <= 12 else f"month:{named}-{int(groups['m']):02d}"
    return None


def _year_period(kind: str, named: int | None, year: int | None) -> str | None:
    if kind == "last_year":
        return None if year is None else f"prior:{year - 1}"
    if kind == "year" and named is not None and year is not None and named < year:
        return f"prior:{named}"
    return "year"


def _as_of(groups: dict[str, str | None], named: int | None) -> str:
    month, day, end = groups.get("m"), groups.get("d"), groups.get("e")
    if named is None or (month is None and not (groups.get("y") and end)):
        return "year"  # 截至目前: the day is not told
    if month is None:
        return f"as_of:{named}-12-31"
    if day is None:
        return f"as_of:{named}-{int(month):02d}"
    return f"as_of:{named}-{int(month):02d}-{int(day):02d}"
