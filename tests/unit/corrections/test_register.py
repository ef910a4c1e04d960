"""raw/corrections.csv: every row is a correction or says in its line what is wrong with it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.corrections import register
from orchestration.corrections.register import FIELDS, Entry, is_unusable, read_quantity, read_register
from orchestration.home import PROJECT_ROOT

INDICATORS = frozenset({"penalty_cnt", "license_grant_cnt", "unmapped"})
GOOD = {
    "body": "许昌市水利局",
    "year": "2021",
    "quote": "办理行政处罚案件31件",
    "action": "override",
    "value": "13件",
    "reason": "台账",
    "status": "confirmed",
    "expect": "31件",
}
Read = Callable[..., list[Entry]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def write(*rows: dict[str, str], encoding: str = "utf-8") -> list[Entry]:
        out = io.StringIO()
        writer = csv.DictWriter(out, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: row.get(name, "") for name in FIELDS} for row in rows)
        path = tmp_path / "corrections.csv"
        path.write_bytes(out.getvalue().encode(encoding))
        return read_register(path, INDICATORS)

    return write


def test_the_file_that_ships_has_a_header_and_no_rows() -> None:
    assert (PROJECT_ROOT / "raw/corrections.csv").read_text(encoding="utf-8") == ",".join(FIELDS) + "\n"
    assert read_register(PROJECT_ROOT / "raw/corrections.csv", INDICATORS) == []


def test_without_a_file_there_are_no_corrections(tmp_path: Path) -> None:
    assert read_register(tmp_path / "corrections.csv", INDICATORS) == []


def test_a_row_becomes_a_correction(read: Read) -> None:
    (entry,) = read(GOOD)
    correction = entry.correction
    assert correction is not None and entry.outcome is None and entry.line_no == 2
    assert (correction.aim.body, correction.aim.year, correction.place.quote) == ("许昌市水利局", 2021, GOOD["quote"])
    assert correction.quantity is not None and correction.expected is not None
    assert (correction.quantity.value, correction.quantity.unit, correction.expected.value) == (13, "件", 31)
    assert (correction.corrected_by, correction.evidence) == ("corrections.csv", "台账")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_what_spreadsheets_save_is_read(read: Read, encoding: str) -> None:
    (entry,) = read(GOOD, encoding=encoding)
    assert entry.correction is not None and entry.given["body"] == "许昌市水利局"


@pytest.mark.parametrize("status", ["open", "rejected"])
def test_only_the_confirmed_is_tried(read: Read, status: str) -> None:
    (entry,) = read(GOOD | {"status": status})
    assert entry.correction is None and entry.outcome == status
    assert status in entry.found and entry.hint_zh


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"action": "replace"}, "action 为「replace」"),
        ({"status": "sure"}, "status 为「sure」"),
        ({"reason": ""}, "reason 为空"),
        ({"quote": "件"}, "quote 为「件」"),
        ({"year": ""}, "year 为「」"),
        ({"year": "21"}, "year 为「21」"),
        ({"body": ""}, "body 为「」"),
        ({"document": "31cf"}, "同时填写"),
        ({"document": "1.23E+15", "body": "", "year": ""}, "document 为「1.23E+15」"),
        ({"value": "很多"}, "value 为「很多」"),
        ({"value": "3摞"}, "value 为「3摞」"),
        ({"value": "9" * 40}, "value 为「999"),
        ({"expect": ""}, "expect 为「」"),
        ({"expect": "penalty_cnt"}, "expect 为「penalty_cnt」"),
        ({"action": "drop"}, "value 为「13件」"),
        ({"action": "re-map", "value": "no_such_cnt"}, "value 为「no_such_cnt」"),
        ({"action": "re-scope", "value": "全市"}, "value 为「全市」"),
        ({"action": "re-scope", "value": "other: "}, "value 为「other:」"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(read: Read, changed: dict[str, str], named: str) -> None:
    good, bad, last = read(GOOD, GOOD | changed, GOOD | {"reason": "另一条"})
    assert (bad.outcome, bad.line_no) == ("malformed", 3)
    assert named in bad.found and bad.expected and bad.hint_zh
    assert good.correction is not None and last.correction is not None  # the others are read all the same


def test_all_that_is_wrong_is_told_at_once(read: Read) -> None:
    (entry,) = read({"action": "fix"})
    assert [word for word in ("body", "action", "status", "quote", "reason") if word not in entry.found] == []


def test_indicator_and_scope_may_be_expected_instead_of_a_number(read: Read) -> None:
    by_indicator, by_number, by_scope = read(
        GOOD | {"action": "re-map", "value": "unmapped", "expect": "penalty_cnt"},
        GOOD | {"action": "re-map", "value": "unmapped"},
        GOOD | {"action": "re-scope", "value": "other:许昌市人民政府", "expect": "own"},
    )
    assert by_indicator.correction is not None and by_indicator.correction.expected_text == "penalty_cnt"
    assert by_number.correction is not None and by_number.correction.expected is not None
    assert by_scope.correction is not None and by_scope.correction.scope == "other:许昌市人民政府"


def test_rows_of_other_lengths_and_line_breaks_keep_their_lines(tmp_path: Path) -> None:
    row = ",".join(GOOD.get(name, "") for name in FIELDS)
    broken = row.replace("台账", '"台账,\n见附件"')
    text = "\n".join([",".join(FIELDS), "a,b", "", broken, row, ""])
    (tmp_path / "corrections.csv").write_text(text, encoding="utf-8")
    entries = read_register(tmp_path / "corrections.csv", INDICATORS)
    assert [(entry.line_no, entry.outcome) for entry in entries] == [(2, "malformed"), (4, None), (6, None)]
    assert "2 个字段" in entries[0].found


@pytest.mark.parametrize("data", [b"body,year\n", b"\xff\xfe\xff\xff\x81", "文件,句子\n".encode()])
def test_a_file_without_its_header_is_one_entry_for_all(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "corrections.csv").write_bytes(data)
    (entry,) = read_register(tmp_path / "corrections.csv", INDICATORS)
    assert (entry.outcome, entry.line_no) == ("malformed", 1) and is_unusable(entry)


def test_ids_follow_the_content_and_tell_equal_rows_apart(read: Read) -> None:
    first, second, other = read(GOOD, GOOD, GOOD | {"value": "14件"})
    moved = read(GOOD | {"value": "14件"}, GOOD)
    assert len({first.correction_id, second.correction_id, other.correction_id}) == 3
    assert {entry.correction_id for entry in moved} == {first.correction_id, other.correction_id}


@given(st.binary(max_size=400))
def test_no_bytes_stop_it(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "corrections.csv"
    path.write_bytes(",".join(FIELDS).encode() + b"\n" + data)
    for entry in read_register(path, INDICATORS):
        assert entry.correction is not None or (entry.outcome and entry.found and entry.expected)


@given(st.lists(st.text(alphabet="许昌31件,\"'\n\r é0-", max_size=12), min_size=10, max_size=10))
def test_a_row_of_any_fields_is_one_entry(tmp_path_factory: pytest.TempPathFactory, fields: list[str]) -> None:
    path = tmp_path_factory.mktemp("row") / "corrections.csv"
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([FIELDS, fields, [GOOD.get(name, "") for name in FIELDS]])
    path.write_bytes(out.getvalue().encode())
    entries = read_register(path, INDICATORS)
    assert len(entries) == 1 + any(field.strip() for field in fields)
    assert entries[-1].correction is not None  # a strange row never swallows the next


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("102", "102", ""),
        ("102 件", "102", "件"),
        ("853.8万元", "8538000", "元"),
        ("百分之五", "5", "%"),
        ("十二", "12", ""),
    ],
)
def test_numbers_are_read_as_reports_write_them(written: str, value: str, unit: str) -> None:
    quantity = read_quantity(written)
    assert quantity is not None and (quantity.value, quantity.unit) == (Decimal(value), unit)


def test_a_fault_of_the_program_costs_the_row_that_meets_it(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ArithmeticError("no such number")

    monkeypatch.setattr(register, "read_quantity", fail)
    faulty, malformed = read(GOOD, {**GOOD, "action": "drop it", "expect": ""})
    assert (faulty.outcome, faulty.correction) == ("correction_error", None)
    assert "no such number" in faulty.found and faulty.given["body"]
    assert malformed.outcome == "malformed" and malformed.line_no == 3
