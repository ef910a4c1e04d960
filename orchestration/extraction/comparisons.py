"""Figures that compare with an earlier period (同比下降27%): found by a period cue and a direction word.

The direction word stays outside the surface, which is the quantity only; the sign comes from here. So the second
proof of a
change compares magnitudes: parsing 「27%」 gives 27, the stored value is -27.
Does not belong here: figures *of* an earlier period (上年为12件), which are levels with status ``prior``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from orchestration.extraction.records import record
from orchestration.extraction.vocabulary import alternation, table, words_of

_WITH_LAST = re.compile(
    "(?:(?:[与和同较比对])?(?:上一?年度?|去年|20\\d\\d年)(?:同期|全年|度)?(?:相比|比较|对比|相较)"
    "|(?:同比|(?<![比相])较|(?<![同对相])比)(?:上一?年度?|去年|20\\d\\d年)(?:同期|全年|度)?)[，,]$"
)  # 与上年同期相比,|处罚件数减少近两成: said once for the clause
_SAID_OF_ALL = re.compile("[的总共各]|分别|(?<!平)均(?!价|值|分)")  # not 平均办理时间
_BETWEEN = "了|幅度?|率|数量?|达到?|为|约|近|共|各|分别|均|至少|超过?|逾"
_STRONG = ("增长", "上升", "下降")  # with a percentage they compare with an earlier period even without a cue
_EXTENT = ("增幅", "降幅", "减幅", "涨幅", "升幅", "跌幅")  # 由5120家次减少到3985家次,降幅22%
_MULTIPLIED = ("增长", "增加", "上升")  # 增至26人,增长近两倍
_TELLING = 4
_POINT_UNITS = ("百分点", "个百分点")


@record
class Change:
    """``sign`` is 1 or -1; ``subject`` is what stands before the cue, "" where the cue opens the clause."""

    sign: int
    subject: str


@lru_cache(maxsize=1)
def _signs() -> dict[str, int]:
    """Words of direction; those of class ``compared`` (比上年高) are one only where an earlier period is named."""
    return {row["cue"]: int(row["sign"]) for row in table("comparisons") if row["class"] in ("direction", "compared")}


@lru_cache(maxsize=1)
def _compared() -> frozenset[str]:
    return frozenset(words_of("comparisons", "cue", "class", "compared"))


@lru_cache(maxsize=1)
def _signed_cues() -> tuple[tuple[re.Pattern[str], int], ...]:
    """Period and direction in one (低于上年|1.2个百分点), right before the figure."""
    rows = [row for row in table("comparisons") if row["class"] == "signed"]
    return tuple((re.compile(rf"{row['cue']}(?:{_BETWEEN})*$"), int(row["sign"])) for row in rows)


@lru_cache(maxsize=1)
def period_cue() -> re.Pattern[str]:
    """A comparison with an earlier period."""
    patterns = words_of("comparisons", "cue", "class", "period_pattern")
    return re.compile("|".join([*patterns, alternation(words_of("comparisons", "cue", "class", "period"))]))


@lru_cache(maxsize=1)
def _other_base() -> re.Pattern[str]:
    return re.compile("|".join(words_of("comparisons", "cue", "class", "other_base")))


def other_base(left: str, year: int | None) -> str:
    """Return the words that compare with another time than the year before (较3年前, 较2017年), "" if none do.

    ``left`` is what stands before the figure in its clause, ``year`` the year reported on.
    """
    said = list(_other_base().finditer(left))
    if not said:
        return ""
    named = said[-1]["year"]
    return "" if named and year is not None and int(named) == year - 1 else said[-1].group()


@lru_cache(maxsize=1)
def _any_sign() -> re.Pattern[str]:
    return re.compile(alternation(word for word in _signs() if word not in _compared()))


@lru_cache(maxsize=1)
def _compared_sign() -> re.Pattern[str]:
    """高, 低 are parts of many words: right before the figure, or before 于 alone."""
    compared = alternation(_compared())
    return re.compile(f"{compared}(?:于|(?:{_BETWEEN})*$)")


@lru_cache(maxsize=1)
def _direction() -> re.Pattern[str]:
    """A direction word right before the figure."""
    return re.compile(rf"(?P<word>{alternation(_signs())})(?!(?<=[高低])达)(?:{_BETWEEN})*$")


@lru_cache(maxsize=1)
def _direction_with_noun() -> re.Pattern[str]:
    """A direction word and the noun it moves (同比减少案件12件); only after a period cue."""
    return re.compile(rf"(?P<word>{alternation(_signs())})(?:{_BETWEEN})*(?P<moved>[^\d，,至到]{{0,6}})$")


def has_direction(left: str) -> bool:
    """Whether the words before a figure hold a direction word at all: most do not."""
    if _any_sign().search(left) is not None:
        return True
    return not _compared().isdisjoint(left) and _compared_sign().search(left) is not None


def change_before(left: str, unit: str, earlier: str = "", previous: Change | None = None) -> Change | None:
    """Decide whether the figure after ``left`` is a change.

    ``earlier`` is the text of the sentence before the clause (a cue may stand there: 与去年相比,…); ``previous``
    is the change
    the figure is joined to (同比分别下降27%、32.9%).
    """
    if previous is not None and not left.strip("、,，和及与 "):
        return previous
    if not has_direction(left):
        return None
    if "于" in left or "出" in left:
        for signed, sign in _signed_cues():
            found = signed.search(left)
            if found is not None:
                return Change(sign, left[: found.start()])
    cues = list(period_cue().finditer(left))
    cue = cues[-1] if cues else None
    rest = left[cue.end() :] if cue else left
    direction = _direction().search(rest) or (_direction_with_noun().search(rest) if cue else None)
    if direction is None:
        return None
    if cue is None and direction.group("word") in _compared() and not said_for_all(earlier):
        return None  # 比全省平均水平高1.2个百分点: the gap to others
    own = rest[: direction.start()].strip("、,，和及与 均都分别")
    strong = direction.group("word") in (_STRONG if unit == "%" else _MULTIPLIED if unit == "倍" else ())
    strong = strong or (unit == "%" and own == "" and direction.group("word") in _EXTENT)
    moved_too = previous is not None and own != ""  # 同比事故起数下降14.3%、死亡人数减少2人
    if (
        cue is None
        and not moved_too
        and unit not in _POINT_UNITS
        and not strong
        and (not said_for_all(earlier) if own else not period_cue().search(earlier))
    ):
        return None
    before = left[: cue.start()] if cue else left[: direction.start()]
    after = left[cue.end() : cue.end() + direction.start()] if cue else ""
    moved = direction.groupdict().get("moved") or ""  # 扫码入企1.6万次,同比减少检查频次36%
    moved = moved if len(moved) >= _TELLING else ""  # 案件, 立案: what was counted before
    subject = before if before.strip("、,，和及与 ") else _SAID_OF_ALL.sub("", after) or moved
    return Change(_signs()[direction.group("word")], subject)


def said_for_all(earlier: str) -> bool:
    """Whether the words before a clause say once with which year what follows compares (与上年相比,)."""
    return _WITH_LAST.search(earlier) is not None


def is_direction(words: str) -> bool:
    """Whether words are a direction and nothing else (减少, 上升了)."""
    match = _direction().search(words)
    return match is not None and match.start() == 0


def is_direction_only(left: str, opens_list: bool) -> bool:
    """Whether the words before a figure of a list tell a direction and no subject (、下降); the first may tell both."""
    if opens_list:
        return True
    rest = left.strip("、,，和及与 ")
    match = _direction().search(rest)
    return match is not None and not period_cue().sub("", rest[: match.start()]).strip()
