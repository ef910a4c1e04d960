"""Landing: every file is counted, typed, joined with its registration, or rejected with a reason."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from orchestration.checks.frames.landing import raw_files
from orchestration.home import Home
from orchestration.lake.store import read_table
from orchestration.pipeline import landing
from orchestration.pipeline.landing import land
from orchestration.pipeline.sources import SourcesError
from orchestration.raw_presence import EMPTY_IS_MEANT, RawGoneError

Put = Callable[..., Path]
Register = Callable[..., None]


def rejected(home: Home) -> dict[str, dict[str, Any]]:
    return {row["source_file"]: row for row in read_table(home.lake, "rejected").iter_rows(named=True)}


def test_the_raw_folder_of_the_project_lands_whole() -> None:
    raw = Path(__file__).parents[3] / "raw"
    sources = landing.read_sources(raw / "sources.csv")
    assert not sources.problems
    assert set(sources.rows) == {path.relative_to(raw).as_posix() for path in (raw / "reports").glob("*.txt")}
    assert all(row.licence and row.origin and row.publisher for row in sources.rows.values())
    assert not any(row.override_agency or row.override_year for row in sources.rows.values())


def test_a_file_lands_with_hash_type_and_registration(home: Home, put: Put, register: Register) -> None:
    path = put("2023/a.txt")
    register("reports/2023/a.txt,题名,焦作市水利局,来处,https://example.org/a,2024-01-15,公文,,,")
    report = land(home)
    row = read_table(home.lake, "landing").row(0, named=True)
    assert (report.files_in, report.landed, report.rejected) == (1, 1, 0)
    assert row["source_file"] == "reports/2023/a.txt"
    assert row["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert row["document_id"] == row["sha256"][:16]
    assert row["byte_size"] == path.stat().st_size
    assert row["media_type"] == "text/plain"
    assert row["published_date"] == date(2024, 1, 15)
    assert row["publisher"] == "焦作市水利局" and row["override_year"] is None


@pytest.mark.parametrize(
    ("name", "data", "reason", "hint"),
    [
        ("empty.txt", b"", "empty_file", "重新取得"),
        ("nul.txt", b"abc\x00def", "binary", "UTF-8"),
        ("scan.png", b"\x89PNG\r\n...", "unsupported_type", "UTF-8 文本"),
        ("liar.txt", b"GIF89a ...", "unsupported_type", "UTF-8 文本"),
        ("notes.md", "# 报告".encode(), "unsupported_type", "UTF-8 文本"),
        ("image.jpg", b"\xff\xd8\xff\xe0", "unsupported_type", "UTF-8 文本"),
        ("what.xyz", b"text", "binary", "UTF-8"),
    ],
)
def test_what_is_no_text_is_rejected_beside_the_good(
    home: Home, put: Put, name: str, data: bytes, reason: str, hint: str
) -> None:
    put("good.txt")
    put(name, data)
    report = land(home)
    row = rejected(home)[f"reports/{name}"]
    assert (report.files_in, report.landed, report.rejected) == (2, 1, 1)
    assert report.by_reason == {reason: 1}
    assert row["reason_code"] == reason and row["stage"] == "landing"
    assert hint in row["hint_zh"] and row["found"] and row["expected"]
    # A rejected file is still accounted for in landing.
    assert read_table(home.lake, "landing").height == 2


def test_the_second_file_with_the_same_bytes_is_a_duplicate(home: Home, put: Put) -> None:
    put("b.txt")
    put("a/a.txt")
    put("c.txt")
    report = land(home)
    assert report.by_reason == {"duplicate": 2}
    assert set(rejected(home)) == {"reports/b.txt", "reports/c.txt"}
    assert set(read_table(home.lake, "landing")["duplicate_of"]) == {None, "reports/a/a.txt"}


def test_empty_files_are_empty_not_duplicates(home: Home, put: Put) -> None:
    put("a.txt", b"")
    put("b.txt", b"")
    assert land(home).by_reason == {"empty_file": 2}


def test_hidden_files_are_ignored_by_name_and_counted(home: Home, put: Put) -> None:
    put(".gitkeep", b"")
    put(".cache/x.txt")
    put("a.txt")
    report = land(home)
    assert (report.files_in, report.ignored) == (1, 2)


def test_a_broken_link_is_unreadable_and_costs_nobody_else(home: Home, put: Put) -> None:
    put("a.txt")
    (home.raw / "reports" / "link.txt").symlink_to(home.raw / "nowhere.txt")
    report = land(home)
    assert (report.files_in, report.landed, report.by_reason) == (2, 1, {"unreadable": 1})
    assert read_table(home.lake, "landing").height == 1


def test_a_folder_that_cannot_be_opened_is_told_and_costs_nobody_else(
    home: Home, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("a.txt", b"a")
    put("closed/b.txt", b"b")
    opened = os.scandir

    def scandir(folder: str) -> object:
        if str(folder).endswith("closed"):
            raise PermissionError(13, "Permission denied", folder)
        return opened(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    report = land(home)
    assert (report.files_in, report.landed, report.rejected) == (2, 1, 1)
    (row,) = read_table(home.lake, "rejected").to_dicts()
    assert (row["source_file"], row["reason_code"]) == ("reports/closed", "unreadable")
    assert "folder" in row["found"]
    assert raw_files(home).filter(pl.col("on_disk") != pl.col("accounted_for")).is_empty()
    assert raw_files(home).null_count().sum_horizontal().item() == 0


def test_a_file_beyond_all_measure_is_rejected(home: Home, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landing, "MAX_BYTES", 10)
    put("a.txt")
    assert land(home).by_reason == {"too_large": 1}


def test_names_that_cannot_be_stored_or_found_again_are_refused(home: Home, put: Put) -> None:
    put("a.txt")
    put("b\udcff.txt", b"other")
    put("c.zip!/d.txt", b"looks like a member of an archive")
    report = land(home)
    assert (report.files_in, report.landed) == (3, 1)
    rejected = read_table(home.lake, "rejected")
    assert dict(zip(rejected["source_file"], rejected["reason_code"], strict=True)) == {
        "reports/b\\udcff.txt": "unsafe_name",
        "reports/c.zip!/d.txt": "unsafe_name",
    }


def test_a_link_to_a_folder_is_told_and_not_followed(home: Home, put: Put) -> None:
    put("a.txt")
    (home.raw / "outside").mkdir()
    (home.raw / "outside" / "b.txt").write_text("x")
    (home.raw / "reports" / "linked").symlink_to(home.raw / "outside", target_is_directory=True)
    (home.raw / "reports" / "loop").symlink_to(home.raw / "reports", target_is_directory=True)
    report = land(home)
    assert (report.files_in, report.landed, report.by_reason) == (3, 1, {"unreadable": 2})


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("reports/a.txt,,,,,2024-13-01,,,,", "published_date 见 '2024-13-01'"),
        ("reports/a.txt,,,,,,,,二〇二三,理由", "override_year 见 '二〇二三'"),
        ("reports/a.txt,,,,,,,,1999,理由", "override_year 见 '1999'"),
        ("reports/a.txt,,,,,,,焦作市水利局,,", "override_reason 为空"),
        ("reports/a.txt,a,b", "见 3 个字段"),
        ("reports/a.txt,,,,,,,,,\nreports/a.txt,,,,,,,,,", "在第 2 行已登记"),
    ],
)
def test_a_bad_row_costs_its_own_file_only(home: Home, put: Put, register: Register, line: str, found: str) -> None:
    put("a.txt")
    put("b.txt", body="焦作市司法局")
    register(*line.split("\n"), "reports/b.txt,,焦作市司法局,,,,,,,")
    report = land(home)
    row = rejected(home)["reports/a.txt"]
    assert (report.landed, report.by_reason) == (1, {"sources_row_invalid": 1})
    assert found in row["found"] and "改正 raw/sources.csv" in row["hint_zh"]


def test_all_problems_of_a_row_are_told_at_once(home: Home, put: Put, register: Register) -> None:
    put("a.txt")
    register("reports/a.txt,,,,,tomorrow,,焦作市水利局,soon,")
    land(home)
    found = rejected(home)["reports/a.txt"]["found"]
    assert all(word in found for word in ("published_date", "override_year", "override_reason"))


def test_a_row_without_its_file_is_told_and_counted_apart(home: Home, put: Put, register: Register) -> None:
    put("a.txt")
    register("reports/gone.txt,,,,,,,,,", ",,x,,,,,,,")
    report = land(home)
    assert (report.files_in, report.landed, report.rejected, report.unfiled) == (1, 1, 0, 2)
    assert rejected(home)["reports/gone.txt"]["reason_code"] == "sources_file_missing"
    assert "file 为空" in rejected(home)["sources.csv:3"]["found"]


def test_a_page_to_be_fetched_is_told_until_a_file_of_its_address_is_there(
    home: Home, put: Put, register: Register
) -> None:
    put("a.txt")
    wish = ",,某局,,http://A.example:80/x#top,,,,,"
    register(wish, ",,,,http://b.example/,tomorrow,,,,")
    assert land(home).unfiled == 2
    assert rejected(home)["sources.csv:2"]["reason_code"] == "not_fetched"
    assert "published_date" in rejected(home)["sources.csv:3"]["found"]
    register(wish, "reports/gone.txt,,,,http://a.example/x,,,,,")
    assert set(rejected_codes(home)) == {"not_fetched", "sources_file_missing"}
    register(wish, "reports/a.txt,,,,http://a.example/x,,,,,")
    assert rejected_codes(home) == []


def rejected_codes(home: Home) -> list[str]:
    land(home)
    return [str(row["reason_code"]) for row in rejected(home).values()]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"file,titel\n", "missing .*'licence'.*unknown \\['titel'\\]"),
        (b"", "found header ''"),
        ("file,题名\n".encode("gb18030"), "not UTF-8"),
        (
            b'file,title,publisher,origin,origin_url,published_date,licence,override_agency,override_year,override_reason\n"a"b',
            "line 2",
        ),
    ],
)
def test_a_table_that_is_no_table_stops_with_what_to_do(home: Home, put: Put, data: bytes, message: str) -> None:
    put("a.txt")
    (home.raw / "sources.csv").write_bytes(data)
    with pytest.raises(SourcesError, match=message):
        land(home)


def test_no_reports_folder_is_an_error_not_an_empty_warehouse(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="expected raw reports there"):
        land(Home(tmp_path / "home", tmp_path / "raw"))


def test_input_key_follows_bytes_registration_and_path(home: Home, put: Put, register: Register) -> None:
    def key() -> str:
        land(home)
        return str(read_table(home.lake, "landing")["input_key"][0])

    path = put("a.txt")
    keys = [key(), key()]
    assert keys[0] == keys[1]
    register("reports/a.txt,题名,,,,,,,,")
    keys.append(key())
    path.write_bytes(path.read_bytes() + b"\n")
    keys.append(key())
    path.rename(path.with_name("z.txt"))
    (home.raw / "sources.csv").unlink()
    keys.append(key())
    assert len(set(keys)) == 4


def test_landing_never_writes_to_raw(home: Home, put: Put, register: Register) -> None:
    put("a.txt")
    put("bad.pdf", b"%PDF-")
    register("reports/a.txt,,,,,,,,,")
    before = {path: path.read_bytes() for path in home.raw.rglob("*") if path.is_file()}
    land(home)
    assert {path: path.read_bytes() for path in home.raw.rglob("*") if path.is_file()} == before


def test_a_folder_that_is_suddenly_empty_is_refused_and_loses_nothing(
    home: Home, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = [put("a.txt"), put("b.txt", b"another")]
    land(home)
    before = read_table(home.lake, "landing")
    for report in reports:
        report.unlink()
    with pytest.raises(RawGoneError, match=f"2 个.*{EMPTY_IS_MEANT}=1"):
        land(home)
    assert read_table(home.lake, "landing").equals(before)
    monkeypatch.setenv(EMPTY_IS_MEANT, "1")
    assert land(home).files_in == 0
    assert read_table(home.lake, "landing").is_empty()


def test_a_new_home_may_begin_with_an_empty_folder(home: Home) -> None:
    (home.raw / "reports").mkdir(parents=True, exist_ok=True)
    assert land(home).files_in == 0
