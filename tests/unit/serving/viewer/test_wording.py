"""Numbers, labels, citations, values of requests: what small functions of the viewer say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from orchestration.home import Home
from orchestration.serving.viewer.citation import is_web_address, report_citation
from orchestration.serving.viewer.language import label, period_label, scope_label
from orchestration.serving.viewer.numbers import amount, bounds, number, share
from orchestration.serving.viewer.rendering import highlighted, region_prefix, visible
from orchestration.serving.viewer.server import ServeError, is_loopback, serve
from orchestration.serving.viewer.values import PAGE, BadValue, Parameter


@pytest.mark.parametrize(
    ("value", "unit", "language", "shown"),
    [
        ("8538349", "元", "zh", "853.8349万元"),
        ("131000000", "元", "zh", "1.31亿元"),
        ("2318660012.5", "元", "zh", "23.186600125亿元"),
        ("98.5634", "%", "zh", "98.5634%"),
        ("9999", "元", "zh", "9,999元"),
        ("98.56", "%", "zh", "98.56%"),
        ("1234567", "件", "zh", "1,234,567件"),
        ("1234567", "元", "en", "1,234,567 元"),
        ("0", "起", "zh", "0起"),
        ("-12.5", "%", "zh", "−12.5%"),
    ],
)
def test_amounts(value: str, unit: str, language: str, shown: str) -> None:
    assert amount(Decimal(value), unit, language) == shown


def test_only_what_is_asked_for_is_rounded() -> None:
    assert amount(Decimal("8538349"), "元", places=2) == "853.83万元"
    assert (number(Decimal("1234.5678")), number(Decimal("1234.5678"), None)) == ("1,234.57", "1,234.5678")


def test_numbers_without_a_value_are_nothing() -> None:
    assert (number(None), amount(None, "件"), bounds(None, None, "件"), share(None, 3), share(1, 0)) == (
        "",
        "",
        "",
        "—",
        "—",
    )


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [("1300", "1400", "1,300–1,400人次"), ("1300", None, "≥ 1,300人次"), (None, "9", "≤ 9人次"), ("3", "3", "")],
)
def test_bounds(low: str | None, high: str | None, shown: str) -> None:
    assert bounds(Decimal(low) if low else None, Decimal(high) if high else None, "人次") == shown


def test_codes_have_words_in_both_languages_and_unknown_ones_stay() -> None:
    assert (label("status", "target"), label("status", "target", "en")) == ("目标", "Target")
    assert (label("status", "new"), label("status", None)) == ("new", "")
    assert scope_label("other:某局") == "其他机关:某局"
    assert period_label("as_of:2023-10-31") == "截至 2023-10-31"


def test_a_report_without_an_address_is_cited_with_its_hash() -> None:
    report = {"agency_zh": "某局", "title": None, "year": 2023, "published_date": None, "is_signing_date": False,
              "origin_url": "javascript:x", "document_id": "ab12"}  # fmt: skip
    line = report_citation(report, date(2026, 1, 2))
    assert line == "某局. [某局2023年法治政府建设年度报告](题名为编者所拟)[R]. (发布日期不详). 文件标识 ab12."
    signed = report_citation(report | {"published_date": date(2024, 1, 18), "is_signing_date": True}, date(2026, 1, 2))
    assert "[R]. (2024-01-18 成文). " in signed
    assert report_citation(report | {"title": "某局年报"}, date(2026, 1, 2)).startswith("某局. 某局年报[R]")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", " https://x", "//x", "", None, "ftp://x"]
)
def test_only_web_addresses_are_links(address: str | None) -> None:
    assert not is_web_address(address)


def test_unseen_marks_are_written_out() -> None:
    assert visible("a\u202eb\x07") == "a⟨U+202E⟩b⟨U+0007⟩"
    assert visible("甲\n乙") == "甲\n乙"


def test_words_are_marked_wherever_they_stand() -> None:
    assert highlighted("处罚与处罚款", ["处罚", "处罚款"]) == [
        ("", False), ("处罚", True), ("与", False), ("处罚款", True), ("", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "prefix"), [("440300", "4403"), ("440000", "44"), ("440304", "440304"), ("Z61001", "Z61001")]
)
def test_codes_of_regions_begin_those_below(code: str, prefix: str) -> None:
    assert region_prefix(code) == prefix


@pytest.mark.parametrize("given", [["0"], ["x"], ["1", "2"], ["9" * 30], ["-1"], ["1e3"]])
def test_a_page_that_cannot_be_is_refused(given: list[str]) -> None:
    with pytest.raises(BadValue, match="page"):
        PAGE.read(given)


def test_values_are_read_as_declared() -> None:
    assert (PAGE.read([]), PAGE.read([""]), PAGE.read(["3"]), PAGE.read(["3.0"])) == (1, 1, 3, 3)
    many = Parameter("id", "identifier", "", many=2)
    assert many.read(["a", "b"]) == ["a", "b"]
    with pytest.raises(BadValue, match="最多"):
        many.read(["a", "b", "c"])
    with pytest.raises(BadValue, match="缺少"):
        Parameter("q", "text", "", required=True).read([])


@pytest.mark.parametrize(
    ("host", "inside"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("example.org", False)],
)
def test_loopback_is_told(host: str, inside: bool) -> None:
    assert is_loopback(host) is inside


def test_the_world_is_not_served_without_a_token(tmp_path: Path) -> None:
    home = Home(tmp_path, tmp_path)
    with pytest.raises(ServeError, match="--token"):
        serve(home, "0.0.0.0", 1)
    with pytest.raises(ServeError, match="令牌"):
        serve(home, "0.0.0.0", 1, "short")
