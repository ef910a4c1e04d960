"""Period of a figure: the report year, a state on a day, a month, a year earlier, or cumulative since a year.

A date that opens a clause holds for the clauses after it, up to the next date or the end of the sentence; the year
before holds on only where it opens the sentence or the part after a semicolon (上年为9起 ends with its clause).
Does not belong here: dates inside names and titles, which scanning has already set apart.
"""

from __future__ import annotations

import re
from calendar import monthrange
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from orchestration.extraction.verbs import masked, verb_pattern
from orchestration.extraction.vocabulary import table

_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_REACH = 1000  # characters before a figure that are read for dates; what stood earlier the caller remembers
_COMPARED_REACH = 16  # 同由2022年度同期的 is the longest comparison before a figure
_ACT_MAX = 6  # 组织了全市
_SAME_YEAR = "same year"
_FIRST_THEN_LONGEST = itemgetter(0, 1)
_OF_THEN = ("积案", "遗留", "未结", "存量", "反馈", "印发")
_MODIFIERS = ("year", "last_year", "month", "this_year", "since")


class _Patterns(NamedTuple):
    clause_end: re.Pattern[str]
    compared: re.Pattern[str]
    of_a_thing: re.Pattern[str]
    times_of: re.Pattern[str]
    clause_lead: re.Pattern[str]
    named_year: re.Pattern[str]
    digit: re.Pattern[str]
    states_a_figure: re.Pattern[str]
    quoted_plan: re.Pattern[str]
    arrives: re.Pattern[str]
    listed_years: re.Pattern[str]
    number: re.Pattern[str]
    times: re.Pattern[str]
    by_now: re.Pattern[str]
    sign: re.Pattern[str]


# 开展2022年度述法: what is gone over now is of the year before, the act is of this year
_GOES_OVER = re.compile(
    r"(?:开展|组织|完成|做好|启动|报送|公开|公布|印发|撰写|审议|通报|迎接|抽查|核查|召开|举行)了?(?:全[市县区省镇])?$"
)
_GONE_OVER = re.compile(
    r"[^，,。；;\d]{0,12}?(?:述法|述职|考核|考评|评议|评定|评选|评查|案卷|年报|年检|报告|汇算清缴|决算|测评|统计)"
    r"|[^，,。；;\d]{0,24}会议?$"  # 召开2022年度推进会，6个单位发言
)
_LOOKED_OVER = re.compile(r"(?:梳理|清理|评估|复核|复查|评查|倒查|回头看|盘点|核查|自查)了?(?:全[市县区省镇])?$")
# 二〇二二年, 二O二二年, 截至十月底: read as if written in digits.
_CHINESE_DATE = re.compile(
    "[一二][〇○零ＯO０九][〇○零ＯO０一二三四五六七八九]{2}(?=年)"
    "|(?<![一二三四五六七八九十百个近前])(?:十[一二]?|[一二三四五六七八九])(?=月)"
    "|(?<=月)(?:三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])(?=日)"
)
_ROUND_ZEROS = frozenset("〇○零ＯO０")
_DIGITS = dict(zip("〇○零ＯO０一二三四五六七八九", "000000123456789", strict=True))
_YEARS = re.compile(r"\d{4}")
_DATED_OBJECT = re.compile(r"[对将就把]截至[^，,。；;]*(?:[，,]|$)")
_DATED_OBJECT_HERE = re.compile(r"[对将就把]截至[^，,。；;]*$")


@cache
def _patterns() -> _Patterns:
    return _Patterns(
        re.compile("[，,；;]"),
        _with_years(
            r"(?:较|比|与|同|由|从)(?:(?P<y>(?:19|20)\d\d)年度?|上一?年度?|去年)(?:同期|底|末|年底|全年)?[的(（]?$"
        ),
        # 2019年印发的121个文件, 2019年度督察指出的8个问题, 上年积案63起: the date belongs to the thing counted.
        re.compile(rf"(?:{verb_pattern()}[了出并]?|基础)的|基础上|\w的(?=\d|$)|^(?:{'|'.join(_OF_THEN)})"),
        re.compile(r"(?:是|为|相当于|达)$"),
        re.compile(r"^[ \t　\n]*(?:其中|此外|同时|另外|仅|全[市省县区]|[我本][市省县区局]|于|在|自|至)*[:：]?$"),
        _with_years(r"(?<!\d)((?:19|20)\d\d)年"),
        re.compile(r"\d"),
        re.compile(r"^(?:同期|度|全年)?(?:为|是|仅|只有|的|结转)"),
        re.compile('[“"](十[二三四五]五)[”"]'),
        re.compile(r"[由从].*年.*\d[^\d]{0,14}[^截](?:至|到|为)了?$"),
        _with_years(
            r"(?P<years>(?:(?:19|20)\d\d年?度?[、和与及])+(?:19|20)\d\d年度?)[^\d]{0,16}分别[^\d]{0,10}(?P<told>.*)$"
        ),
        re.compile(r"\d+(?:\.\d+)?"),
        re.compile(r"(?:同期|全年|度)?的(?:[\d.]+[余多]?倍|[一二两三四五六七八九十]+[成倍]|$)"),
        re.compile("目前|现已|如今|至今|今年"),
        re.compile("[年月截五季]"),
    )


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Cues with the word each of them needs: most clauses hold none, and looking for a word costs next to nothing."""
    return tuple((row["needs"], _with_years(row["pattern"]), row["period"]) for row in table("period_cues"))


def _with_years(pattern: str) -> re.Pattern[str]:
    """Compile a pattern whose years may be written in full-width digits."""
    return re.compile(pattern.replace("(?:19|20)", "(?:[1１][9９]|[2２][0０])"))


def first_sign(text: str, start: int, end: int) -> int:
    """Where the first character stands without which a stretch holds no date; its end where it holds none."""
    sign = _patterns().sign.search(text, start, end)
    return sign.start() if sign else end


def compared_year(left: str, year: int | None) -> str | None:
    """Return the period of a figure something is compared with (较2022年的120件减少35件), or None."""
    if year is None or "年" not in left[-_COMPARED_REACH:]:
        return None
    match = _patterns().compared.search(left[-_COMPARED_REACH:])
    return f"prior:{int(match.group('y') or year - 1)}" if match else None


def period_before(text: str, year: int | None) -> str | None:
    """Return the period the last date expression of ``text`` (what stands before a figure in its sentence) sets,
    or None."""
    text = text[-_REACH:]
    if "年" not in text and "月" not in text and "截" not in text and "五" not in text and "季" not in text:
        return None
    if "五”" in text or '五"' in text:
        text = _patterns().quoted_plan.sub(" \\g<1> ", text)  # “十四五”期间: a date though it is quoted
    blank = masked(text) if "“" in text or "《" in text or "‘" in text or "「" in text else text
    pieces = _patterns().clause_end.split(blank)  # no date expression goes across a comma
    patterns = _patterns()
    of_itself = _of_its_clause(pieces[-1], year) if "年" in pieces[-1] else None
    if of_itself is not None:
        return of_itself
    reset = now = False
    for index in range(len(pieces) - 1, -1, -1):
        clause = pieces[index]
        now = now or (
            ("前" in clause or "现" in clause or "今" in clause) and patterns.by_now.search(clause) is not None
        )
        if "年" in clause or "月" in clause or "截" in clause or "五" in clause or "季" in clause:
            period, passing = _last_period(clause, year)
            if period == _SAME_YEAR:
                period = _year_named_before(pieces[: index + 1], year)
            if period is not None and passing and index < len(pieces) - 1:
                reset, period = True, None  # 上年为9起: said of its own clause only
            if period == "year" and index and "全年" in clause and "截" in pieces[index - 1]:
                period = _last_period(pieces[index - 1], year)[0] or period  # 截止12月5日,全年共: a day before its end
            if period is not None:
                lasts = index < len(pieces) - 1 and text.endswith("连续")  # a streak reaches to the year reported on
                told = ("prior:", "since:") if lasts else ("prior:",)
                return "year" if (now or lasts) and period.startswith(told) else period
    return "year" if reset or now else None


def _arabic(match: re.Match[str]) -> str:
    """A year by its figures, a month or day by its value."""
    tens, ten, ones = match.group().partition("十")
    if not ten:
        return "".join(_DIGITS[character] for character in tens)
    return str(10 * int(_DIGITS.get(tens, "1")) + int(_DIGITS.get(ones, "0")))


def _of_its_clause(clause: str, year: int | None) -> str | None:
    """The period the build of a clause gives the figure after it: 由2020年的9件降至, 2018年、2019年分别为15件和."""
    patterns = _patterns()
    if patterns.arrives.search(clause):
        return "year"
    listed = patterns.listed_years.search(clause) if "分别" in clause else None
    if listed is None or year is None:
        return None
    years = [int(named) for named in _YEARS.findall(listed.group("years"))]
    at = len(patterns.number.findall(listed.group("told")))
    named = years[min(at, len(years) - 1)]
    return f"prior:{named}" if named < year else "year"


def _year_named_before(pieces: list[str], year: int | None) -> str:
    """当年 means the year named last before it: 针对2022年的问题，当年罚款仅72万元."""
    for clause in reversed(pieces):
        named = _patterns().named_year.findall(clause)
        if named:
            return f"prior:{int(named[-1])}" if year is not None and int(named[-1]) < year else "year"
    return "year"


@lru_cache(maxsize=1 << 10)  # the figures of a sentence ask for the same clause
def _last_period(clause: str, year: int | None) -> tuple[str | None, bool]:
    """Return the period of the last date of a clause, and whether it passes with the clause."""
    if "月" in clause or not _ROUND_ZEROS.isdisjoint(clause):
        clause = _CHINESE_DATE.sub(_arabic, clause)
    found: list[tuple[int, int, str, re.Match[str]]] = []
    for needs, cue, kind in _cues():
        if needs in clause:
            found += [(match.start(), -match.end(), kind, match) for match in cue.finditer(clause)]
    if len(found) > 1:
        found.sort(key=_FIRST_THEN_LONGEST)
    last, reach, passing = None, -1, False
    for start, end, kind, match in found:
        if start < reach:
            continue  # a weaker cue inside a stretch already read (11月 inside 截至11月30日)
        reach = -end
        if not _names_an_object(clause, match, kind):
            period = _period(kind, match, year)
            if period is not None:
                last = period
                passing = kind == "last_year" and _patterns().states_a_figure.match(clause[-end:]) is not None
                passing = passing or (
                    period.startswith("prior:") and _patterns().digit.search(clause, 0, start) is not None
                )
    return last, passing


def _names_an_object(clause: str, match: re.Match[str], kind: str) -> bool:
    """Whether the date belongs to the thing counted, is what a figure is a multiple of, or tells when a thing
    happened."""
    if kind not in _MODIFIERS:
        return False
    start, end = match.span()
    if clause[end : end + 1] in ("版", "-", "—", "至", "）", ")"):
        return True
    if kind == "since" and _LOOKED_OVER.search(clause, max(0, start - _ACT_MAX), start):
        return True  # 梳理2021年以来制发文件
    patterns = _patterns()
    if kind == "month" and "份" not in match.group() and patterns.clause_lead.match(clause[:start]) is None:
        return True  # 县委3月反馈7个问题: a day of the year, not a month's figure
    if (
        kind in ("year", "last_year")
        and patterns.times_of.search(clause[:start])
        and patterns.times.match(clause[end:])
    ):
        return True  # 是2019年的1.5倍
    if kind in ("year", "last_year") and _GOES_OVER.search(clause, max(0, start - _ACT_MAX), start):
        return _GONE_OVER.match(clause, end) is not None or _is_of_a_thing(clause[end:])
    return _is_of_a_thing(clause[end:])


def _is_of_a_thing(rest: str) -> bool:
    """Whether what follows a date says that it belongs to the thing counted. The words it is said with are asked for
    first: the expression would try every verb at every place."""
    said = "的" in rest or "基础上" in rest or rest.startswith(_OF_THEN)
    return said and _patterns().of_a_thing.search(rest) is not None


def _period(kind: str, match: re.Match[str], year: int | None) -> str | None:
    groups = match.groupdict()
    named = int(groups["y"]) if groups.get("y") else year
    if kind == "before_last":
        return None if year is None else f"prior:{year - 2}"
    if kind == "same_year":
        return _SAME_YEAR
    if kind in ("year", "this_year", "last_year"):
        return _year_period(kind, named, year)
    if kind == "as_of":
        return _as_of(groups, named)
    if kind in ("half", "three_quarters"):
        return None if named is None else f"as_of:{named}-{'06-30' if kind == 'half' else '09-30'}"
    if kind == "since":
        return "year" if named == year else f"since:{named}"
    if kind == "plan_years":
        first = 2011 + 5 * "二三四五".index(groups["p"] or "二")
        return None if year is None else f"since:{first}" if first < year else "year"
    if kind == "since_last_year":
        return None if year is None else f"since:{year - 1}"
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
    if not 1 <= int(month) <= 12 or ("n" in groups and int(month) == 12 and day in (None, "31")):
        return "year"  # 1至12月 is the year
    return f"as_of:{named}-{int(month):02d}-{int(day) if day else monthrange(named, int(month))[1]:02d}"


def without_dated_object(words: str) -> str:
    """Leave out a date that only tells which things are worked on: 对截至2023年底有效的文件开展清理."""
    return _DATED_OBJECT.sub("", words) if "截至" in words else words


def dated_object(words: str) -> str:
    """The words of such a date in the clause that ends ``words``, "" where there is none."""
    found = _DATED_OBJECT_HERE.search(words) if "截至" in words else None
    return found.group() if found else ""
