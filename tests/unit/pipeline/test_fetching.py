"""Fetching pages from a real server: files, versions and rows of sources.csv (runs: test_fetching_runs.py)."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from orchestration.home import Home
from orchestration.lake.store import read_table
from orchestration.pipeline.archives import ARCHIVE
from orchestration.pipeline.fetched_kind import SUFFIXES
from orchestration.pipeline.landing import land
from orchestration.reading.reader import SUPPORTED_MEDIA_TYPES
from tests.support.web_server import Server, conditional, reply
from tests.unit.pipeline.conftest import HEADER
from tests.unit.pipeline.fetching_example import NEWS, Fetch, files, outcomes, page, rows, want


def test_a_page_becomes_a_file_named_by_its_hash_and_a_row(home: Home, server: Server, run: Fetch) -> None:
    want(home, server.says("/a.html", page()))
    before = (home.raw / "sources.csv").read_bytes()
    report = run()
    (file,) = files(home)
    data = (home.raw / file).read_bytes()
    assert data == page().partition(b"\r\n\r\n")[2]
    assert file == f"reports/fetched/127.0.0.1/{hashlib.sha256(data).hexdigest()[:16]}.html"
    assert (home.raw / "sources.csv").read_bytes().startswith(before)
    (row,) = rows(home)
    assert row == {
        "file": file,
        "title": "焦作市水利局2023年法治政府建设年度报告",
        "publisher": "焦作市水利局",
        "origin": "fazhi fetch 于 2024-03-01 自网页取得",
        "origin_url": server.url("/a.html"),
        "published_date": "2024-01-15",
        "licence": "公文",
        "override_agency": "",
        "override_year": "",
        "override_reason": "",
    }
    assert outcomes(report) == ["stored"]
    landed = land(home)
    assert (landed.landed, landed.unfiled) == (1, 0)


def test_a_page_that_was_not_got_is_told_by_the_build(home: Home, server: Server, run: Fetch) -> None:
    want(home, server.says("/a.html", page()), server.url("/missing.html"))
    assert outcomes(run()) == ["stored", "gone"]
    report = land(home)
    (row,) = read_table(home.lake, "rejected").to_dicts()
    assert (report.unfiled, row["source_file"], row["reason_code"]) == (1, "sources.csv:3", "not_fetched")
    assert "missing.html" in row["found"] and "fazhi fetch" in row["hint_zh"]


def test_what_is_no_report_is_kept_for_the_build_to_say_so(home: Home, server: Server, run: Fetch) -> None:
    want(home, server.says("/news.html", reply(NEWS.format(number=1).encode())))
    assert outcomes(run()) == ["stored"]
    assert rows(home)[0]["file"] == files(home)[0]


def test_a_changed_text_is_a_new_version_beside_the_old(home: Home, server: Server, run: Fetch) -> None:
    want(home, server.says("/a.html", page(checks=12), page(checks=13)))
    run()
    (old,) = files(home)
    old_bytes, table = (home.raw / old).read_bytes(), (home.raw / "sources.csv").read_bytes()
    report = run()
    assert outcomes(report) == ["new_version"] and old in report.results[0].reason
    assert len(files(home)) == 2 and (home.raw / old).read_bytes() == old_bytes
    assert (home.raw / "sources.csv").read_bytes().startswith(table)
    first, second = rows(home)
    assert (first["file"], second["licence"], second["origin_url"]) == (old, "公文", first["origin_url"])
    assert outcomes(run()) == ["same_bytes"]
    assert len(rows(home)) == 2


def test_a_counter_makes_no_new_version(home: Home, server: Server, run: Fetch) -> None:
    want(home, server.says("/a.html", *(page(visits=visits) for visits in range(9))))
    assert [outcomes(run())[0] for _ in range(3)] == ["stored", "same_text", "same_text"]
    assert len(files(home)) == len(rows(home)) == 1


def test_news_that_change_are_news_again(home: Home, server: Server, run: Fetch) -> None:
    news = [reply(NEWS.format(number=number).encode()) for number in range(3)]
    want(home, server.says("/news.html", *news, page()))
    assert [outcomes(run())[0] for _ in range(4)] == ["stored", "no_report_again", "no_report_again", "new_version"]


def test_an_older_version_that_returns_is_not_stored_again(home: Home, server: Server, run: Fetch) -> None:
    want(home, server.says("/a.html", page(checks=12), page(checks=13), page(checks=12)))
    results = [run().results[0] for _ in range(3)]
    assert [one.outcome for one in results] == ["stored", "new_version", "same_bytes"]
    assert results[2].file == results[0].file and "较早" in results[2].reason


def test_a_registered_file_is_asked_for_changes_and_keeps_its_folder(home: Home, server: Server, run: Fetch) -> None:
    url = server.says("/a.html", page(checks=13))
    (home.raw / "reports" / "2023").mkdir()
    (home.raw / "reports" / "2023" / "水利.html").write_bytes(page(checks=12).partition(b"\r\n\r\n")[2])
    (home.raw / "sources.csv").write_text(
        f"{HEADER}\nreports/2023/水利.html,,,,{url},,公文,,2023,页面未写\n", encoding="utf-8"
    )
    assert outcomes(run()) == ["new_version"]
    old, new = rows(home)
    assert new["file"].startswith("reports/2023/") and new["licence"] == "公文"
    assert (old["override_year"], new["override_year"]) == ("2023", ""), "the page may be another year's by now"


def test_an_override_of_the_address_goes_to_its_first_file(home: Home, server: Server, run: Fetch) -> None:
    url = server.says("/a.html", page(checks=12), page(checks=13))
    (home.raw / "sources.csv").write_text(
        f"{HEADER}\n,题名,焦作市,市网,{url},2024-02-01,公文,,2022,题名写错\n", encoding="utf-8"
    )
    run(), run()
    first, second = rows(home)
    assert (first["title"], first["publisher"], first["published_date"]) == ("题名", "焦作市", "2024-02-01")
    assert (first["override_year"], first["override_reason"], second["override_year"]) == ("2022", "题名写错", "")
    assert first["origin"].startswith("市网;fazhi fetch 于 ")


def test_what_has_not_changed_is_not_sent_again(home: Home, server: Server, run: Fetch) -> None:
    body = page().partition(b"\r\n\r\n")[2]
    want(home, server.says("/a.html", conditional(body, '"v1"')))
    assert [outcomes(run())[0] for _ in range(2)] == ["stored", "unchanged"]
    assert [request.headers.get("if-none-match") for request in server.asked("/a.html")] == [None, '"v1"']


def test_a_file_taken_away_is_fetched_again_whole(home: Home, server: Server, run: Fetch) -> None:
    body = page().partition(b"\r\n\r\n")[2]
    want(home, server.says("/a.html", conditional(body, '"v1"')))
    run()
    (file,) = files(home)
    (home.raw / file).unlink()
    assert outcomes(run()) == ["stored"]
    assert files(home) == [file] == [row["file"] for row in rows(home)]


def test_the_memory_may_be_lost(home: Home, server: Server, run: Fetch) -> None:
    want(home, server.says("/a.html", page()))
    run()
    (home.root / "fetch" / "memory.sqlite").unlink()
    assert outcomes(run()) == ["same_bytes"]


def test_the_same_bytes_under_two_addresses_are_two_files_with_their_rows(
    home: Home, server: Server, run: Fetch
) -> None:
    want(home, server.says("/a.html", page()), server.says("/b.html", page()))
    assert outcomes(run()) == ["stored", "stored"]
    assert len(files(home)) == 2
    report = land(home)
    assert (report.by_reason, report.unfiled) == ({"duplicate": 1}, 0)


def test_what_is_read_has_a_suffix_under_which_it_is_kept() -> None:
    assert set(SUFFIXES) == SUPPORTED_MEDIA_TYPES | {ARCHIVE}


PDF = b"%PDF-1.4\n%not much of one"


@pytest.mark.parametrize(
    ("answer", "suffix"),
    [
        (reply(PDF, Content_Type="text/html"), ".pdf"),
        (reply(PDF, Content_Type="application/octet-stream"), ".pdf"),
        (reply(b"plain words", Content_Type="text/plain; charset=utf-8"), ".txt"),
        (reply(b"<!DOCTYPE html><p>x", Content_Type="application/pdf"), ".html"),
        (reply(b"<p>no head", Content_Type="TEXT/HTML;charset=gbk"), ".html"),
        (reply(b"{\\rtf1 x}", Content_Type=""), ".rtf"),
        (reply(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x", Content_Type="application/msword"), ".doc"),
        (reply(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x", Content_Type="application/octet-stream",
               Content_Disposition="attachment; filename*=UTF-8''%E6%8A%A5.wps"), ".wps"),
        (reply(b"words", Content_Type="", Content_Disposition='attachment; filename="a.txt"'), ".txt"),
        (reply(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x", Content_Type="application/vnd.ms-excel"), ".xls"),
        (reply(b"a,b", Content_Type="text/csv"), ".csv"),
        (reply(b"words", Content_Type="application/json"), None),
        (reply(b"words", Content_Type=""), None),
        (reply(b"MZ\x90\x00", Content_Type="application/octet-stream"), None),
        (reply(b"GIF89a", Content_Type="text/html"), None),
        (reply(b"\x1f\x8b\x08", Content_Type="application/octet-stream"), None),
    ],
)  # fmt: skip
def test_bytes_tell_the_type_before_names_do(
    home: Home, server: Server, run: Fetch, answer: bytes, suffix: str | None
) -> None:
    want(home, server.says("/show.do?id=1", answer))
    report = run()
    assert outcomes(report) == ["stored" if suffix else "wrong_type"]
    assert [Path(file).suffix for file in files(home)] == ([suffix] if suffix else [])
