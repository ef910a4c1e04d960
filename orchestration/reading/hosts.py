"""Which divisions the host name of a government's address may stand for.

The names of government hosts are letters: the pinyin of a division (lingshou), its initials behind those of the city or
province above it (szlh, xncz, cqstl), or its initials alone (sx). A name that is spelled leaves few divisions, initials
many; what stays open the text has to settle. The pinyin of all names stands in ``tables/division_letters.csv``, the
letters that provinces use in ``tables/province_hosts.csv``.

Does not belong here: what follows for a body (around.py), what else surrounds a text (surroundings.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from pathlib import Path

from orchestration.csv_rows import rows_of
from orchestration.reading.divisions import Division, divisions, stem

_TABLES = Path(__file__).parent / "tables"
_HOST = re.compile(r"\s*(?:[a-z]+:)?(?://)?((?:[a-z0-9-]{1,63}\.){1,8}gov\.cn)(?![a-z0-9.-])", re.IGNORECASE)
_KINDS = {"省": "sheng", "市": "shi", "县": "xian", "区": "qu", "旗": "qi", "州": "zhou", "盟": "meng"}
# Shorter pinyin (e, wu) is found in any word.
_SPELLED = 4
# yzcity, wfqzf: what some hosts add to a name.
_BEHIND = re.compile(r"(?:city|gov|(?:rm)?zf)$")
_TWO_LETTERS = re.compile(r"[zcs]h")


@dataclass(frozen=True, slots=True)
class Hosted:
    """What a host says. ``spelled``: divisions whose name it spells; ``possible``: those whose initials it may be.

    ``label`` is the part of the host that says it.
    """

    host: str
    label: str
    spelled: tuple[str, ...]
    possible: tuple[str, ...]


def hosted(address: str) -> Hosted | None:
    """What the host of a government's address says of its division; None where it is none or says nothing."""
    found = _HOST.match(address)
    return _of_host(found[1].lower()) if found else None


@lru_cache(maxsize=4096)
def _of_host(host: str) -> Hosted | None:
    labels = host.split(".")[:-2]
    # The last label is the government's; further ones (scjg.…) are of bureaus, and speak only below a spelled one.
    for label in dict.fromkeys((labels[-1], _BEHIND.sub("", labels[-1]))):
        spelled, possible = _spelled_by(label), _index()[1].get(label, ())
        if spelled or possible:
            return Hosted(host, label, _within(spelled, labels[:-1]) or spelled, possible)
    return None


def _within(spelled: tuple[str, ...], before: list[str]) -> tuple[str, ...]:
    """zwgk.yushu.changchun: what stands before a division may spell one below it."""
    inside = (tuple(code for code in _spelled_by(label) if _is_below(code, spelled)) for label in reversed(before))
    return next(filter(None, inside), ()) if spelled else ()


def _is_below(code: str, above: tuple[str, ...]) -> bool:
    return bool(set(divisions().ancestors(code)) & set(above))


def _spelled_by(label: str) -> tuple[str, ...]:
    province = _provinces().get(label)
    return (province,) if province else _index()[0].get(label, ())


@cache
def _provinces() -> dict[str, str]:
    return {row["letters"]: row["region_code"] for row in rows_of(_TABLES / "province_hosts.csv")}


@cache
def letters() -> dict[str, tuple[str, ...]]:
    """The pinyin of each name of a division without its kind, by syllable: 福田 → fu, tian."""
    return {row["stem_zh"]: tuple(row["pinyin"].split()) for row in rows_of(_TABLES / "division_letters.csv")}


@cache
def _index() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Labels that spell a division, and labels that may be its initials, each with all divisions it may mean."""
    spelled: dict[str, dict[str, None]] = {}
    initials: dict[str, dict[str, None]] = {}
    for name, syllables in letters().items():
        for code in divisions().called(name):
            division = divisions().by_code[code]
            above = list(_above(division))
            for label in _spellings(division, syllables, above):
                spelled.setdefault(label, {})[code] = None
            for label in _abbreviations(division, syllables, above):
                initials.setdefault(label, {})[code] = None
    return _closed(spelled), _closed(initials)


def _closed(found: dict[str, dict[str, None]]) -> dict[str, tuple[str, ...]]:
    return {label: tuple(codes) for label, codes in found.items()}


def _above(division: Division) -> Iterator[str]:
    """The initials of the divisions above, with the letter of their kind and without: cq, cqs."""
    for code in divisions().ancestors(division.code):
        name = divisions().by_code[code].name
        for short in _initials(letters().get(stem(name), ())):
            yield short
            yield short + _KINDS.get(name[-1], "")[:1]


def _spellings(division: Division, syllables: tuple[str, ...], above: list[str]) -> Iterator[str]:
    whole = "".join(syllables)
    if len(whole) >= _SPELLED:
        for before, behind in product(("", *above), ("", _KINDS.get(division.name[-1], ""))):
            yield before + whole + behind


def _abbreviations(division: Division, syllables: tuple[str, ...], above: list[str]) -> Iterator[str]:
    kind = _KINDS.get(division.name[-1], "")
    for before, short, behind in product(("", *above), _initials(syllables), ("", kind[:1], kind)):
        yield before + short + behind


def _initials(syllables: tuple[str, ...]) -> list[str]:
    """cy and chy for 朝阳: of zh, ch and sh one letter or both."""
    options = [(one[:2], one[0]) if _TWO_LETTERS.match(one) else (one[0],) for one in syllables]
    return ["".join(choice) for choice in product(*options)]
