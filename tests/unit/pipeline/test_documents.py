"""Reading into the lake: only what changed, what left is dropped, overrides show, one bad file stops nobody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from orchestration.home import Home
from orchestration.lake.store import read_table
from orchestration.pipeline.documents import ReadingReport, read_documents
from orchestration.pipeline.landing import land
from orchestration.reading import isolation
from orchestration.reading.decoded import Decoded
from orchestration.reading.errors import Rejection

Put = Callable[..., Path]
Register = Callable[..., None]


def run(home: Home) -> ReadingReport:
    land(home)
    return read_documents(home)


def by_file(home: Home, table: str) -> dict[str, dict[str, Any]]:
    return {row["source_file"]: row for row in read_table(home.lake, table).iter_rows(named=True)}


def lake_state(home: Home) -> dict[str, tuple[int, bytes]]:
    files = (path for path in sorted(home.lake.rglob("*")) if path.is_file())
    return {path.relative_to(home.lake).as_posix(): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def test_a_report_becomes_document_and_blocks(home: Home, put: Put) -> None:
    path = put("a.txt")
    report = run(home)
    row = by_file(home, "documents")["reports/a.txt"]
    blocks = read_table(home.lake, "blocks")
    assert (report.documents_in, report.read, report.rejected) == (1, 1, 0)
    assert row["text"] == path.read_text(encoding="utf-8") and row["chars"] == len(row["text"])
    assert (row["agency_full_name_zh"], row["agency_level"], row["region_code"]) == ("焦作市水利局", "市", "410800")
    assert (row["year"], row["encoding"], row["genre"]) == (2023, "utf-8", "法治政府建设年度报告")
    assert blocks["kind"].to_list() == ["title", "paragraph", "heading", "paragraph", "heading", "paragraph"]
    assert blocks["block_no"].to_list() == list(range(6))


def test_running_again_reads_nothing_and_touches_no_file(home: Home, put: Put) -> None:
    put("a.txt")
    put("bad.txt", "会议通知".encode())
    first = run(home)
    before = lake_state(home)
    second = run(home)
    assert (first.read, first.rejected) == (1, 1)
    assert (second.unchanged, second.read, second.rejected) == (1, 0, 1)
    assert lake_state(home) == before


def test_a_new_report_leaves_the_others_alone(home: Home, put: Put) -> None:
    put("a.txt")
    run(home)
    before = lake_state(home)
    put("b.txt", body="洛阳市司法局")
    assert run(home).read == 1
    after = lake_state(home)
    unchanged = [name for name in before if name.startswith(("documents/", "blocks/")) and name in after]
    new_id = by_file(home, "documents")["reports/b.txt"]["document_id"]
    assert all(after[name] == before[name] for name in unchanged if not name.endswith(f"{new_id[:2]}.parquet"))


def test_what_left_raw_leaves_the_lake(home: Home, put: Put) -> None:
    path = put("a.txt")
    put("b.txt", body="洛阳市司法局")
    run(home)
    path.unlink()
    report = run(home)
    assert (report.documents_in, report.dropped) == (1, 1)
    assert set(by_file(home, "documents")) == {"reports/b.txt"}
    assert read_table(home.lake, "blocks")["document_id"].n_unique() == 1


def test_an_edited_report_replaces_its_former_self(home: Home, put: Put) -> None:
    put("a.txt", year=2022)
    run(home)
    put("a.txt", year=2023)
    report = run(home)
    assert (report.read, report.dropped) == (1, 1)
    assert [row["year"] for row in by_file(home, "documents").values()] == [2023]


def test_a_renamed_file_keeps_its_id_and_gets_its_new_path(home: Home, put: Put) -> None:
    path = put("a.txt")
    run(home)
    path.rename(path.with_name("b.txt"))
    run(home)
    assert set(by_file(home, "documents")) == {"reports/b.txt"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("法治政府建设年度报告".encode("gb18030")[:-1], "broken_characters"),
        (b" \n\t\n", "empty_file"),
        ("关于召开会议的通知\n请准时参加。\n".encode(), "not_a_report"),
    ],
)
def test_bad_files_are_rejected_beside_the_good(home: Home, put: Put, data: bytes, reason: str) -> None:
    put("good.txt")
    put("bad.txt", data)
    report = run(home)
    assert (report.documents_in, report.read, report.rejected) == (2, 1, 1)
    row = by_file(home, "rejected")["reports/bad.txt"]
    assert (row["stage"], row["reason_code"]) == ("reading", reason)


def test_a_mended_file_leaves_the_rejections(home: Home, put: Put) -> None:
    put("a.txt", b" ")
    run(home)
    put("a.txt")
    assert run(home).by_reason == {}
    assert by_file(home, "rejected") == {}


def test_overrides_apply_and_show_in_the_evidence(home: Home, put: Put, register: Register) -> None:
    put("a.txt", body="市水利局")
    assert run(home).by_reason == {"no_agency": 1}
    register("reports/a.txt,,,,,,,河南省焦作市水利局,2022,据网站栏目")
    assert run(home).read == 1
    row = by_file(home, "documents")["reports/a.txt"]
    assert (row["agency_full_name_zh"], row["region_code"], row["year"]) == ("焦作市水利局", "410800", 2022)
    assert row["agency_evidence"].startswith("override: 据网站栏目")
    assert row["year_evidence"] == "override: 据网站栏目"


def test_an_override_that_names_no_body_is_rejected(home: Home, put: Put, register: Register) -> None:
    put("a.txt")
    register("reports/a.txt,,,,,,,某单位,,试")
    assert run(home).by_reason == {"override_invalid": 1}


def test_a_fault_of_the_reader_costs_one_file(home: Home, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.txt")
    put("b.txt", body="洛阳市司法局")
    real = isolation.decode_bytes

    def fragile(data: bytes, name: str) -> Decoded:
        if name.endswith("a.txt"):
            raise ZeroDivisionError("oops")
        return real(data, name)

    monkeypatch.setattr(isolation, "decode_bytes", fragile)
    report = run(home)
    assert (report.read, report.by_reason) == (1, {"reader_error": 1})
    assert "ZeroDivisionError: oops" in by_file(home, "rejected")["reports/a.txt"]["found"]


@pytest.mark.parametrize("reason", ["needs_libreoffice", "too_slow", "reader_lost"])
def test_what_lay_at_the_machine_is_tried_again(
    home: Home, put: Put, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    put("a.txt")

    def refuse(*_: object) -> None:
        raise Rejection(reason, "读取超时", "x", "y", "z")

    with monkeypatch.context() as patch:
        patch.setattr(isolation.IsolatedReader, "read", refuse)
        assert run(home).by_reason == {reason: 1}
    report = run(home)
    assert (report.read, report.rejected) == (1, 0)


def test_a_file_that_changes_or_goes_after_landing_is_rejected(home: Home, put: Put) -> None:
    changing, going = put("a.txt"), put("b.txt", body="洛阳市司法局")
    land(home)
    changing.write_bytes(b"other")
    going.unlink()
    assert read_documents(home).by_reason == {"changed_since_landing": 1, "unreadable": 1}


def test_progress_ends_at_the_total(home: Home, put: Put) -> None:
    for number in range(3):
        put(f"{number}.txt", year=2018 + number)
    land(home)
    seen: list[tuple[int, int]] = []
    read_documents(home, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (3, 3)


def test_a_neighbour_is_kept_as_what_it_is(home: Home, put: Put) -> None:
    put("a.txt")
    put("b.txt", "一图读懂《焦作市水利局2023年法治政府建设年度报告》\n全年检查12次。\n".encode())
    report = run(home)
    assert (report.documents_in, report.read, report.neighbours, report.rejected) == (2, 2, 1, 0)
    row = by_file(home, "documents")["reports/b.txt"]
    assert (row["genre"], row["is_report"]) == ("政策解读", False)
    assert "一图读懂" in row["genre_evidence"]


def test_a_refused_file_keeps_what_was_weighed_until_it_is_gone(home: Home, put: Put) -> None:
    text = "焦作市水利局2023年法治政府建设年度报告\n濮阳市水利局2022年,我局开展检查2次。\n许昌市水利局\n2024年1月2日\n"
    path = put("a.txt", text.encode())
    land(home)
    read_documents(home)
    (rejected,) = read_table(home.lake, "rejected").to_dicts()
    votes = read_table(home.lake, "candidates").filter(candidate_field="body")
    assert rejected["reason_code"] == "agency_ambiguous"
    assert {"焦作市水利局", "许昌市水利局"} <= set(votes["candidate_value"])
    assert set(votes["document_id"]) == {rejected["document_id"]} and not votes["is_chosen"].any()
    path.unlink()
    put("b.txt")
    land(home)
    read_documents(home)
    assert rejected["document_id"] not in read_table(home.lake, "candidates")["document_id"].to_list()


def test_the_registered_address_tells_the_region(home: Home, put: Put, register: Register) -> None:
    put("a.txt", body="县水利局")
    assert run(home).rejected == 1
    register("reports/a.txt,,,,http://www.lingshou.gov.cn/slj/1.html,,,,,")
    assert run(home).read == 1
    row = by_file(home, "documents")["reports/a.txt"]
    assert (row["agency_full_name_zh"], row["region_code"]) == ("石家庄市灵寿县水利局", "130126")
    said = read_table(home.lake, "candidates").filter(pl.col("candidate_field") == "url")
    assert said["place"].to_list() == ["sources.csv origin_url"]
