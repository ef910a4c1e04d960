"""The summary says what the lake and the release hold."""

from __future__ import annotations

from pathlib import Path

from orchestration.home import Home
from orchestration.release.publish import publish
from orchestration.serving.query import open_release, run_query
from orchestration.serving.summary import summarise
from tests.unit.release.standin import check, make_home, write_checks


def test_numbers_rejections_checks_and_release(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    report = publish(home)
    write_checks(home, "marts", check("marts", "sum", passed=False))
    summary = summarise(home)
    assert (summary.files, summary.loaded, summary.mentions, summary.facts, summary.mapped_facts) == (2, 1, 9, 4, 3)
    assert summary.share_mapped == 0.75
    assert [(file.source_file, file.reason_zh, file.hint_zh) for file in summary.rejected] == [
        ("reports/b.txt", "文件为空", "重新下载")
    ]
    assert (summary.checks.passed, summary.checks.warned, summary.checks.failed) == (
        1,
        ("landing/odd",),
        ("marts/sum",),
    )
    assert summary.version == report.version


def test_the_first_query_shows_figures_with_their_sentences(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    publish(home)
    sql = summarise(home).first_sql
    assert sql is not None
    with open_release(home) as connection:
        result = run_query(connection, sql)
        names = [column.name for column in result.columns]
        rows = list(result.rows)
    assert {"low", "high", "sentence"} <= set(names), "a hedged figure is not taken for an exact one"
    assert "is_headline" in sql and 0 < len(rows) < 25
    assert all(row[names.index("sentence")] for row in rows)


def test_an_empty_home_has_zeros_and_no_release(tmp_path: Path) -> None:
    summary = summarise(Home(tmp_path / "home", tmp_path / "raw"))
    assert (summary.loaded, summary.facts, summary.share_mapped) == (0, 0, None)
    assert (summary.version, summary.first_sql) == (None, None)
    assert not (tmp_path / "home").exists(), "asking changes nothing"
