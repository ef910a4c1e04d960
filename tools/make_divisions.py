"""Rebuild the seeds divisions, division_changes, towns and zones from published lists of divisions.

Taken over are facts only: code and name. Levels, parents, full names, validity and succession are derived from the
lists of the years; zones that no list has are kept in tools/divisions/zones.csv. The archives
(tools/divisions/archives.csv) are fetched beforehand, see docs/data_sources.md; the same archives give the same bytes.
Run it when a new vintage is wanted: add its row, run, and review the difference.

    python -m tools.make_divisions FOLDER_WITH_ARCHIVES
"""

from __future__ import annotations

import argparse
import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.divisions import history
from tools.divisions.lists import listed_zones, noted_successions, noted_zones, towns, yearly_lists

SEEDS = Path(__file__).resolve().parents[1] / "dbt_project" / "seeds"
Row = tuple[str, ...]
DIVISIONS: Row = ("region_code", "name_zh", "full_name_zh", "level", "parent_region_code", "valid_from", "valid_to")
CHANGES: Row = (
    "change_year",
    "change_type",
    "old_region_code",
    "old_full_name_zh",
    "new_region_code",
    "new_full_name_zh",
    "document_no",
)
TOWNS: Row = ("region_code", "town_list")
ZONES: Row = (
    "zone_code",
    "name_zh",
    "aliases",
    "zone_type",
    "level",
    "parent_region_code",
    "other_region_codes",
    "valid_from",
    "valid_to",
    "statistical_code",
    "legal_basis",
)
# In this order: 经济技术开发区 is the longer word.
_ZONE_TYPES = ("高新", "经济技术开发区", "经济开发区", "新区", "示范区", "管理区", "园区", "风景名胜区")
_COUNTRY: Row = (history.COUNTRY, "中华人民共和国", "中华人民共和国", "国家", "", "", "")


def division_rows(versions: Iterable[history.Version]) -> Iterator[Row]:
    """Rows of ``divisions``, the country first."""
    yield _COUNTRY
    for version in versions:
        span = (str(version.valid_from or ""), str(version.valid_to or ""))
        yield version.code, version.name, version.full_name, version.level, version.parent, *span


def change_rows(changes: Iterable[history.Change]) -> Iterator[Row]:
    """Rows of ``division_changes``."""
    for change in changes:
        yield (
            str(change.year),
            change.kind,
            change.old,
            change.old_name,
            change.new,
            change.new_name,
            change.document_no,
        )


def town_rows(names: dict[str, str]) -> Iterator[Row]:
    """Rows of ``towns``: one a county, its towns as ``NNN名称`` (the last three digits of the code) split by blanks."""
    counties: defaultdict[str, list[str]] = defaultdict(list)
    for code, name in sorted(names.items()):
        counties[code[:6]].append(code[6:] + name.replace(" ", ""))
    for county, listed in counties.items():
        yield county, " ".join(listed)


def zone_rows(noted: list[dict[str, str]], listed: dict[str, str]) -> Iterator[Row]:
    """Rows of ``zones`` by code: Z, the code of the division that runs the zone, and a number of two digits.

    Zones of the statistical office bear the last two digits of their code there (71 and above).
    """
    rows = []
    for zone in noted:
        code = f"Z{zone['parent_region_code']}-{zone['number']}"
        rows.append((code, *(zone[column] for column in ZONES[1:])))
    known = {zone["statistical_code"] for zone in noted}
    for code, name in listed.items():
        if code not in known:
            kind = next((word for word in _ZONE_TYPES if word in name), "开发区")
            kind = "高新区" if kind == "高新" else kind
            above = code[:4] + "00"
            source = "统计用区划代码(china-division 2.7.0)"
            rows.append((f"Z{above}-{code[4:]}", name, "", kind, "县", above, "", "", "", code, source))
    yield from sorted(rows)


def write(name: str, header: Row, rows: Iterable[Row]) -> None:
    """Write a seed."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    (SEEDS / name).write_text(buffer.getvalue(), encoding="utf-8")


def main() -> None:
    """Write the four seeds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "archives", type=Path, help="the folder with the archives named in tools/divisions/archives.csv"
    )
    folder = parser.parse_args().archives
    lists = yearly_lists(folder)
    write("divisions.csv", DIVISIONS, division_rows(history.versions(lists)))
    write("division_changes.csv", CHANGES, change_rows(history.changes(lists, noted_successions())))
    write("towns.csv", TOWNS, town_rows(towns(folder)))
    write("zones.csv", ZONES, zone_rows(noted_zones(), listed_zones(folder)))


if __name__ == "__main__":
    main()
