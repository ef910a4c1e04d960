"""Period of a figure: the report year, a state on a day, a month, a year earlier, or cumulative since a year.

A date that opens a clause holds for the clauses after it, up to the next date or the end of the sentence.
Does not belong here: dates inside names and titles, which scanning has already set apart.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from orchestration.extraction.verbs import masked, verb_run
from orchestration.extraction.vocabulary import table

_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_COMPARED_REACH = 16  # 同由2022年度同期的 is the longest comparison before a figure
_MODIFIERS = ("year", "last_year", "month", "this_year", "since")


class _Patterns(NamedTuple):
    clause_end: re.Pattern[str]
    compared: re.Pattern[str]
    of_a_thing: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    return _Patterns(
        re.compile("[，,；;]"),
        re.compile(r"(?:较|比|与|同|由|从)(?:(?P<y>(?:19|20)\d\d)年度?|上一?年度?|去年)(?:同期)?的?$"),
        re.compile(rf"(?:{verb_run().pattern}|基础)的|基础上"),
    )


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Cues with the word each of them needs: most clauses hold none, and looking for a word costs next to nothing."""
    return tuple((row["needs"], re.compile(row["pattern"]), row["period"]) for row in table("period_cues"))


def compared_year(left: str, year: int | None) -> str | None:
    """Return the period of a figure something is compared with (较2022年的120件减少35件), or None."""
    if year is None or "年" not in left[-_COMPARED_REACH:]:
        return None
    match = _patterns().compared.search(left[-_COMPARED_REACH:])
    return f"prior:{match.group('y') or year - 1}" if match else None


def period_before(text: str, year: int | None) -> str | None:
    """Return the period the last date expression of ``text`` (what stands before a figure in its sentence) sets,
    or None."""
    if "年" not in text and "月" not in text and "截" not in text:
        return None
    blank = masked(text) if "“" in text or "《" in text or "‘" in text or "「" in text else text
    for clause in reversed(_patterns().clause_end.split(blank)):  # no date expression goes across a comma
        if "年" in clause or "月" in clause or "截" in clause:
            period = _last_period(clause, year)
            if period is not None:
                return period
    return None


@lru_cache(maxsize=1 << 10)  # the figures of a sentence ask for the same clause
def _last_period(clause: str, year: int | None) -> str | None:
    found = sorted(
        (
            (match.start(), -match.end(), kind, match)
            for needs, cue, kind in _cues()
            if needs in clause
            for match in cue.finditer(clause)
        ),
        key=lambda item: item[:2],
    )
    last, reach = None, -1
    for start, end, kind, match in found:
        if start < reach:
            continue  # a weaker cue inside a stretch already read (11月 inside 截至11月30日)
        reach = -end
        if not _names_an_object(clause, match, kind):
            last = _period(kind, match, year) or last
    return last


def _names_an_object(clause: str, match: re.Match[str], kind: str) -> bool:
    """「2019年印发的121个文件」: the year belongs to the thing counted."""
    if kind not in _MODIFIERS:
        return False
    end = match.end()
    if clause[end : end + 1] in ("版", "-", "—", "至", "）", ")"):
        return True
    return _patterns().of_a_thing.search(clause, end) is not None


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
