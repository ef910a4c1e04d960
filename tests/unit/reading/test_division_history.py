"""How versions and changes of divisions follow from yearly lists, and that nothing is taken in unreviewed."""

from __future__ import annotations

import hashlib
import tarfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.divisions import history
from tools.divisions.lists import _bridge_gaps, _member
from tools.make_divisions import division_rows, town_rows, zone_rows

LISTS = {
    2019: {"130000": "甲省", "130100": "乙地区", "130121": "丙水县", "130103": "丁区", "130104": "戊区"},
    2020: {"130000": "甲省", "130100": "乙市", "130102": "丙水区", "130103": "丁区", "130104": "戊区"},
    2021: {"130000": "甲省", "130100": "乙市", "130102": "丙水区", "130104": "戊区", "130105": "己区"},
}
NOTED = [
    {"change_year": "2021", "old_region_code": "130103", "new_region_code": "130104", "document_no": "某函1号"},
    {"change_year": "2021", "old_region_code": "130102", "new_region_code": "130105", "document_no": ""},
]


def test_a_version_ends_in_the_year_of_the_change_unless_its_code_goes_on() -> None:
    found = {(v.code, v.full_name): (v.valid_from, v.valid_to) for v in history.versions(LISTS)}
    assert found == {
        ("130000", "甲省"): (None, None),
        ("130100", "甲省乙地区"): (None, 2019),
        ("130100", "甲省乙市"): (2020, None),
        ("130121", "甲省乙地区丙水县"): (None, 2020),
        ("130102", "甲省乙市丙水区"): (2020, None),
        ("130103", "甲省乙地区丁区"): (None, 2019),
        ("130103", "甲省乙市丁区"): (2020, 2021),
        ("130104", "甲省乙地区戊区"): (None, 2019),
        ("130104", "甲省乙市戊区"): (2020, None),
        ("130105", "甲省乙市己区"): (2021, None),
    }


def test_changes_tell_what_became_of_what() -> None:
    found = [(c.year, c.kind, c.old, c.new, c.document_no) for c in history.changes(LISTS, NOTED)]
    assert found == [
        (2020, "更名", "130100", "130100", ""),
        (2020, "改设", "130121", "130102", ""),
        (2021, "析出", "130102", "130105", ""),
        (2021, "并入", "130103", "130104", "某函1号"),
    ]


def test_a_division_that_is_gone_without_a_trace_stops_the_tool() -> None:
    with pytest.raises(SystemExit, match="130103 丁区 is gone"):
        history.changes(LISTS, NOTED[1:])
    with pytest.raises(SystemExit, match="found no such codes"):
        history.changes(LISTS, [NOTED[0] | {"old_region_code": "139999"}])


@given(
    st.lists(st.dictionaries(st.sampled_from(["130101", "130102", "130103"]), st.sampled_from("甲乙丙")), min_size=2)
)
def test_versions_cover_exactly_the_years_of_the_lists(named: list[dict[str, str]]) -> None:
    lists = {2000 + number: {"130000": "省"} | names for number, names in enumerate(named)}
    for year, names in lists.items():
        at_the_end = {
            version.code: version.name
            for version in history.versions(lists)
            if (version.valid_from or year) <= year and (version.valid_to is None or year < version.valid_to)
        }
        still = {
            version.code: version.name
            for version in history.versions(lists)
            if (version.valid_from or year) <= year == version.valid_to and version.code in names
        }
        assert at_the_end | still == names


def test_what_is_missing_between_two_lists_that_agree_was_there() -> None:
    lists = {
        2000: {"1": "荔浦县", "2": "甲县"},
        2001: {"1": "荔蒲县"},
        2002: {"1": "荔浦县", "2": "甲县"},
        2003: {"1": "乙县"},
    }
    _bridge_gaps(lists)
    assert lists[2001] == {"1": "荔浦县", "2": "甲县"} and lists[2003] == {"1": "乙县"}


def test_only_the_reviewed_archive_is_read(tmp_path: Path) -> None:
    inside = tmp_path / "list.json"
    inside.write_text("[]", encoding="utf-8")
    with tarfile.open(tmp_path / "some.tgz", "w:gz") as archive:
        archive.add(inside, "package/list.json")
    good = hashlib.sha256((tmp_path / "some.tgz").read_bytes()).hexdigest()
    assert _member(tmp_path, "some.tgz", good, "package/list.json") == b"[]"
    with pytest.raises(SystemExit, match="review the new vintage first"):
        _member(tmp_path, "some.tgz", "0" * 64, "package/list.json")
    with pytest.raises(SystemExit, match="no such archive"):
        _member(tmp_path, "other.tgz", good, "package/list.json")


def test_rows_of_the_seeds() -> None:
    rows = list(division_rows(history.versions(LISTS)))
    assert rows[0][0] == history.COUNTRY
    assert ("130121", "丙水县", "甲省乙地区丙水县", "县", "130100", "", "2020") in rows
    assert list(town_rows({"130102002": "某 镇", "130102001": "某街道"})) == [("130102", "001某街道 002某镇")]
    noted = {
        "name_zh": "乙高新区",
        "aliases": "",
        "zone_type": "高新区",
        "level": "县",
        "parent_region_code": "130100",
        "other_region_codes": "",
        "number": "01",
        "valid_from": "",
        "valid_to": "",
        "statistical_code": "130171",
        "legal_basis": "某函",
    }
    zones = list(zone_rows([noted], {"130171": "乙高新技术产业开发区", "130172": "乙新区"}))
    assert [zone[:2] for zone in zones] == [("Z130100-01", "乙高新区"), ("Z130100-72", "乙新区")]
