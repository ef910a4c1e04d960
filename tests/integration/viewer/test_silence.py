"""What a body leaves out is told by its peers: five at least of its level and function, more than half of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml import html

from tests.support.viewer_reports import Figure, Report
from tests.support.viewer_server import Server, serving_reports

pytestmark = pytest.mark.integration

COUNTED, FINED = Figure("40件", "40"), Figure("3万元", "30000", "元", "penalty_amt")


def report(name: str, *figures: Figure, level: str = "县", function: str = "应急管理") -> Report:
    text = "全年无数字。" if not figures else ",".join(figure.surface for figure in figures)
    return Report(name, 2023, [("paragraph", text)], figures, level=level, function=function)


QUIET = report("安静县应急管理局")
# Six peers: four of them count, three fine, which is no more than half.
PEERS = [report(f"第{number}县应急管理局", *([COUNTED][: number < 4] + [FINED][: number < 3])) for number in range(6)]
# What those of another function or level report says nothing of it.
OTHERS = [report(f"第{number}县公安局", COUNTED, FINED, function="公安") for number in range(5)]
ABOVE = [report(f"第{number}市应急管理局", COUNTED, FINED, level="市") for number in range(2)]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving_reports(tmp_path_factory.mktemp("silence"), [QUIET, *PEERS, *OTHERS, *ABOVE]) as started:
        yield started


def section(server: Server, of: Report, query: str = "") -> html.HtmlElement:
    (found,) = html.document_fromstring(server.get(f"/agencies/{of.agency_id}{query}").text).xpath(
        "//section[@id='silent']"
    )
    return found


def test_more_than_half_of_the_peers_of_its_level_and_function_report_it(server: Server) -> None:
    found = section(server, QUIET)
    (item,) = found.xpath(".//li")
    assert "penalty_cnt" in item.xpath("string(a/@href)")
    assert item.xpath("string(small)") == "同类 4 / 6"
    assert "function=" in item.xpath("string(a/@href)")
    assert "同级同职能(县级 · 应急管理)的别的 6 个机关过半报告" in found.text_content()
    assert "more than half of the other 6 bodies" in section(server, QUIET, "?lang=en").text_content()


def test_who_reports_it_all_is_told_so(server: Server) -> None:
    found = section(server, PEERS[0])
    assert not found.xpath(".//li")
    assert "过半报告的指标,此份都有" in found.text_content()


@pytest.mark.parametrize(("of", "cnt"), [(OTHERS[0], 4), (ABOVE[0], 1)], ids=["function", "level"])
def test_too_few_peers_tell_nothing_and_it_is_said(server: Server, of: Report, cnt: int) -> None:
    found = section(server, of)
    assert not found.xpath(".//li")
    assert f"仅 {cnt} 个,不足 5 个,不作比较" in found.text_content()
