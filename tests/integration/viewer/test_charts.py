"""Charts as a browser draws them: years without a value have their place, numbers are whole, axes tell their scale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from tests.support.browser import DESKTOP, PHONE, Page
from tests.support.viewer_reports import Figure, Report
from tests.support.viewer_server import Server, serving_reports

pytestmark = pytest.mark.integration


def fined(agency: str, year: int, surface: str, value: str) -> Report:
    return Report(agency, year, [("paragraph", f"罚款{surface}。")], [Figure(surface, value, "元", "penalty_amt")])


RICH = fined("南山县应急管理局", 2023, "2318.66005万元", "23186600.5")
REPORTS = (
    RICH,
    fined("北山县应急管理局", 2023, "853.8349万元", "8538349"),
    fined("东山县应急管理局", 2019, "3万元", "30000"),
)
OPTION = "echarts.getInstanceByDom(document.querySelectorAll('[data-chart]')[{}]).getOption()"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving_reports(tmp_path_factory.mktemp("charts"), REPORTS) as started:
        yield started


def test_a_year_without_a_report_has_its_place(server: Server, page: Page) -> None:
    page.open(server.address)
    option = OPTION.format(0)
    assert page.evaluate(f"{option}.xAxis[0].data") == ["2019", "2020", "2021", "2022", "2023"]
    assert page.evaluate(f"{option}.series[0].data") == [1, 0, 0, 0, 2]
    table = html.document_fromstring(server.get("/").text).xpath("//details[@class='table-of-chart']//tbody/tr")
    rows = [[cell.text_content() for cell in row] for row in table]
    assert rows[1] == ["2020", "无报告", "—"]
    assert [row[0] for row in rows] == ["2019", "2020", "2021", "2022", "2023"]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(
    ("language", "shown"),
    [("zh", ["853.8349万元", "2,318.66005万元"]), ("en", ["8,538,349 元", "23,186,600.5 元"])],
)
def test_a_number_beside_a_bar_is_whole_and_inside(
    server: Server, page: Page, size: tuple[int, int], language: str, shown: list[str]
) -> None:
    page.open(f"{server.address}/indicators/penalty_amt?year=2023&lang={language}", size)
    labels = f"[0, 1].map((dataIndex) => {OPTION.format(1)}.series[0].label.formatter({{dataIndex}}))"
    assert page.evaluate(labels) == shown
    box = "document.querySelectorAll('[data-chart]')[1]"
    drawn = (
        f"echarts.getInstanceByDom({box}).getZr().storage.getDisplayList().filter((one) => one.style.text).map((one) =>"
        " { const r = one.getBoundingRect().clone(); r.applyTransform(one.getComputedTransform());"
        " return r.x + r.width })"
    )
    ends = page.evaluate(drawn)
    assert len(ends) >= 4
    assert max(ends) <= page.evaluate(f"{box}.clientWidth")


@pytest.mark.parametrize(("language", "name"), [("zh", "元"), ("en", "million 元")])
def test_an_axis_tells_its_scale(server: Server, page: Page, language: str, name: str) -> None:
    page.open(f"{server.address}/indicators/penalty_amt?year=2023&lang={language}")
    axis = f"{OPTION.format(0)}.yAxis[0]"
    assert page.evaluate(f"{axis}.name") == name
    assert page.evaluate(f"{axis}.axisLabel.formatter(15000000)") == ("1500万" if language == "zh" else "15")


def test_a_figure_is_shown_as_exact_as_its_report_has_it(server: Server) -> None:
    found = html.document_fromstring(server.get("/indicators/penalty_amt?year=2023").text)
    figures = [link.text_content().strip() for link in found.xpath("//tbody//a[@class='to-sentence']")]
    assert figures == ["2,318.66005万元", "853.8349万元"]
    report = html.document_fromstring(server.get(f"/reports/{RICH.report_id}").text)
    assert "23,186,600.5 元" in report.xpath("string(//li[contains(@class,'fact')]//dl)")


@pytest.mark.parametrize(
    ("functions", "shown"),
    [
        (("应急管理局", "应急管理局"), ["南山县", "广东省北山县"]),
        (("应急管理局", "城市管理和综合执法局"), ["南山县应急管理局", "…理和综合执法局"]),
    ],
)
def test_a_body_is_told_by_its_place_where_room_is_short(
    tmp_path: Path, page: Page, functions: tuple[str, str], shown: list[str]
) -> None:
    south, north = functions
    reports = [
        fined(f"南山县{south}", 2023, "3万元", "30000"),
        replace(fined(f"广东省北山县{north}", 2023, "4万元", "40000"), region="440305"),
    ]
    with serving_reports(tmp_path, reports) as far:
        page.open(f"{far.address}/indicators/penalty_amt?year=2023", PHONE)
        axis = f"{OPTION.format(1)}.yAxis[0]"
        labels = page.evaluate(f"{axis}.data.map((name, at) => {axis}.axisLabel.formatter(name, at))")
    assert labels == shown
