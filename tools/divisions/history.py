"""From yearly lists to versions of divisions and the changes between them.

A version is a code under one name and one place in the hierarchy. It is valid from the first year at whose end it
stands to the last year in which it existed: a division that another code follows still existed in the year of the
change; under one code the year of the change belongs to what it became.

Does not belong here: reading the lists (lists.py), writing files (make_divisions.py).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from orchestration.reading.divisions import stem
from tools.divisions.lists import Lists

COUNTRY = "000000"


@dataclass(frozen=True, slots=True)
class Version:
    """A row of the seed ``divisions``; open ends are None."""

    code: str
    name: str
    full_name: str
    level: str
    parent: str
    valid_from: int | None
    valid_to: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """A row of the seed ``division_changes``; ``old`` is empty where nothing went before."""

    year: int
    kind: str
    old: str
    old_name: str
    new: str
    new_name: str
    document_no: str


def versions(lists: Lists) -> list[Version]:
    """All versions, by code and year."""
    years = sorted(lists)
    found: list[Version] = []
    for code in sorted({code for names in lists.values() for code in names}):
        runs: list[tuple[tuple[str, str, str], list[int]]] = []
        for year in years:
            if code not in lists[year]:
                continue
            form = lists[year][code], full_name(code, lists[year]), parent(code, lists[year])
            if runs and runs[-1][0] == form and runs[-1][1][-1] == year - 1:
                runs[-1][1].append(year)
            else:
                runs.append((form, [year]))
        for (name, full, above), span in runs:
            start = None if span[0] == years[0] else span[0]
            found.append(Version(code, name, full, _level(code), above, start, _end(code, span[-1], lists)))
    return found


def changes(lists: Lists, noted: list[dict[str, str]]) -> list[Change]:
    """What became of what, year by year. SystemExit when a division is gone and nothing says where to."""
    found: list[Change] = []
    years = sorted(lists)
    for before, after in pairwise(years):
        rows = [row for row in noted if int(row["change_year"]) == after]
        found += _changes_of_year(after, lists[before], lists[after], rows)
    return found


def _changes_of_year(
    year: int, before: dict[str, str], after: dict[str, str], noted: list[dict[str, str]]
) -> list[Change]:
    documents = {(row["old_region_code"], row["new_region_code"]): row["document_no"] for row in noted}
    for old, new in documents:
        if old not in before or new not in after:
            raise SystemExit(f"successions.csv: {year} {old} → {new}: found no such codes in the lists")
    links = set(documents)
    told = {old for old, _ in links}
    for code in sorted(set(before) - set(after) - told):
        links.add((code, _successor(year, code, before, after)))
    successors, predecessors = defaultdict(list), defaultdict(list)
    for old, new in sorted(links):
        successors[old].append(new)
        predecessors[new].append(old)
    found = [
        Change(year, "更名", code, full_name(code, before), code, full_name(code, after), "")
        for code in sorted(before)
        if code in after and before[code] != after[code]
    ]
    for old, new in sorted(links):
        kind = _kind(old, new, before, after, len(successors[old]), len(predecessors[new]))
        found.append(
            Change(year, kind, old, full_name(old, before), new, full_name(new, after), documents.get((old, new), ""))
        )
    for code in sorted(set(after) - set(before) - set(predecessors)):
        found.append(Change(year, "新设", "", "", code, full_name(code, after), ""))
    return found


def _successor(year: int, code: str, before: dict[str, str], after: dict[str, str]) -> str:
    """The new code of the same province and kind under the same stem: 章丘市 → 章丘区, 新建县 → 新建区."""
    candidates = [
        new
        for new in sorted(set(after) - set(before))
        if new[:2] == code[:2] and new.endswith("00") == code.endswith("00") and stem(after[new]) == stem(before[code])
    ]
    nearest = [new for new in candidates if new[:4] == code[:4]] or candidates
    if len(nearest) != 1:
        raise SystemExit(f"{year}: {code} {before[code]} is gone, found {nearest} after it; add it to successions.csv")
    return nearest[0]


def _kind(old: str, new: str, before: dict[str, str], after: dict[str, str], children: int, parents: int) -> str:
    if old in after:
        return "析出"
    if children > 1:
        return "分设"
    if parents > 1 or new in before:
        return "并入"
    return "代码变更" if before[old] == after[new] else "改设"


def _end(code: str, last: int, lists: Lists) -> int | None:
    if last + 1 not in lists:
        return None
    return last if code in lists[last + 1] else last + 1


def _level(code: str) -> str:
    if code.endswith("0000"):
        return "省"
    return "市" if code.endswith("00") else "县"


def parent(code: str, names: dict[str, str]) -> str:
    """The code above: the prefecture where there is one, else the province, else the country."""
    if code.endswith("0000"):
        return COUNTRY
    prefecture = code[:4] + "00"
    return prefecture if prefecture in names and prefecture != code else code[:2] + "0000"


def full_name(code: str, names: dict[str, str]) -> str:
    """From the province down to the division itself."""
    above = parent(code, names)
    return names[code] if above == COUNTRY else full_name(above, names) + names[code]
