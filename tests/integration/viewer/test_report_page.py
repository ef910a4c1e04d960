"""The report page: the text as published, every figure linked to its row and back, by code points."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from tests.support.viewer_reports import ASTRAL, BEFORE, EVIL, PLAIN, REPORTS, Figure, Report
from tests.support.viewer_server import Server, serving_reports

pytestmark = pytest.mark.integration


def opened(server: Server, report: Report, query: str = "") -> html.HtmlElement:
    return html.document_fromstring(server.get(f"/reports/{report.report_id}{query}").text)


@pytest.mark.parametrize(
    "report", [report for report in REPORTS if report is not EVIL], ids=lambda report: report.report_id
)
def test_the_text_is_the_text(server: Server, report: Report) -> None:
    paragraphs = opened(server, report).xpath("//article//p")
    assert "\n".join(paragraph.text_content() for paragraph in paragraphs) == report.text


def test_every_figure_leads_to_its_row_and_back(server: Server) -> None:
    page = opened(server, PLAIN)
    facts = [(number, figure) for number, figure in enumerate(PLAIN.figures) if figure.kind == "fact"]
    for number, figure in facts:
        key = PLAIN.fact_id(number)
        (link,) = page.xpath(f"//article//a[@id='f{key}']")
        assert link.text_content() == figure.surface
        assert link.get("href") == f"#r{key}"
        (row,) = page.xpath(f"//aside//li[@id='r{key}']")
        assert row.xpath(f".//a[@href='#f{key}']")
    assert len(page.xpath("//article//a[contains(@class,'fig')]")) == len(facts)


def test_offsets_are_code_points(server: Server) -> None:
    # Characters outside the basic plane stand before the figures: counted as two they would shift every highlight.
    assert ASTRAL in PLAIN.text
    surfaces = [link.text_content() for link in opened(server, PLAIN).xpath("//article//a[contains(@class,'fig')]")]
    assert surfaces == [figure.surface for figure in PLAIN.figures if figure.kind == "fact"]


def test_kinds_of_figures_look_different(server: Server) -> None:
    page = opened(server, PLAIN)
    looks = {
        link.text_content(): link.get("class").split()[1] for link in page.xpath("//article//a[contains(@class,'fig')]")
    }
    assert looks == {"31件": "exact", "12.5万元": "exact", "1300余人次": "hedged", "200家": "aim"}


def test_what_is_no_figure_is_listed_with_the_reason(server: Server) -> None:
    page = opened(server, PLAIN)
    (first, _) = page.xpath("//article//a[contains(@class,'oth')]")
    (row,) = page.xpath(f"//li[@id='{first.get('href')[1:]}']")
    assert "年份" in row.text_content()
    assert row.xpath(f".//a[@href='#{first.get('id')}']")


def test_the_chosen_figure_and_its_sentence_stand_out(server: Server) -> None:
    page = opened(server, PLAIN, f"?fact={PLAIN.fact_id(2)}")
    (chosen,) = page.xpath("//article//a[contains(@class,'chosen')]")
    assert chosen.text_content() == "12.5万元"
    within = "".join(
        piece.text_content() for piece in page.xpath("//article//*[contains(concat(' ', @class, ' '), ' within ')]")
    )
    assert within == "全年作出行政处罚31件,罚款12.5万元,其中约9成为简易程序。"
    assert page.xpath(f"//li[@id='r{PLAIN.fact_id(2)}']/details[@open]")


def test_each_figure_is_cited_after_the_standard(server: Server) -> None:
    (line,) = opened(server, PLAIN).xpath(f"//li[@id='r{PLAIN.fact_id(1)}']//dd[@class='cite']")
    start = PLAIN.text.index("31件")
    assert line.text_content() == (
        "南山县应急管理局. 南山县应急管理局2023年法治政府建设年度报告[R/OL]. (2024-02-01)[2026-03-01]. "
        f"https://www.example.gov.cn/nanshan/2023.html. 一、主要做法,「31件」,第 {start}–{start + 3} 字."
    )


@pytest.mark.parametrize(
    ("query", "whose"), [("", "题名为编者所拟"), ("?lang=en", "title supplied by the editors")], ids=["zh", "en"]
)
def test_a_title_that_the_report_does_not_have_is_told_to_be_ours(server: Server, query: str, whose: str) -> None:
    page, supplied = opened(server, BEFORE, query), "[南山县应急管理局2022年法治政府建设年度报告]"
    assert page.xpath("string(//h1)") == f"{supplied}({whose})"
    assert page.xpath("string(//title)").startswith(f"{supplied}({whose})")
    assert f". {supplied}(题名为编者所拟)[R]." in page.xpath("string(//p[@class='cite'])")
    listed = html.document_fromstring(server.get(f"/reports{query}").text)
    (link,) = listed.xpath(f"//tbody//a[starts-with(@href, '/reports/{BEFORE.report_id}')]")
    assert link.text_content() == f"{supplied}({whose})"
    (link,) = listed.xpath(f"//tbody//a[starts-with(@href, '/reports/{PLAIN.report_id}')]")
    assert link.text_content() == PLAIN.title


def test_a_day_of_signing_is_not_called_the_day_of_publication(server: Server) -> None:
    page = opened(server, BEFORE)
    (meta, *_) = page.xpath("//p[@class='meta']")
    assert "2023-02-01 成文" in meta.text_content()
    assert "发布" not in meta.text_content()
    assert "(2023-02-01 成文)" in page.xpath("string(//p[@class='cite'])")
    assert "发布 2024-02-01" in opened(server, PLAIN).xpath("string(//p[@class='meta'])")
    for path in ("/reports", f"/agencies/{PLAIN.agency_id}", "/"):
        text = html.document_fromstring(server.get(path).text).text_content()
        assert "2023-02-01 成文" in text, path
        assert "2024-02-01 成文" not in text, path


def test_an_address_that_is_no_web_address_is_no_link(server: Server) -> None:
    page = opened(server, EVIL)
    assert "javascript:alert(3)" in page.text_content()
    assert not [link for link in page.xpath("//a/@href") if "javascript" in link]


def test_cells_of_a_table_stand_in_a_table(server: Server) -> None:
    cells = opened(server, EVIL).xpath("//article//table//td")
    assert [cell.text_content()[:4] for cell in cells] == ["=1+1", "@SUM"]


def test_the_address_of_a_figure_leads_to_its_sentence(server: Server) -> None:
    key = PLAIN.fact_id(1)
    answer = server.get(f"/facts/{key}")
    assert answer.status == 303
    assert answer.headers["location"] == f"/reports/{PLAIN.report_id}?fact={key}#f{key}"


def test_a_part_names_the_figure_it_belongs_to(tmp_path: Path) -> None:
    part = Report(
        "北湖县应急管理局",
        2023,
        [("paragraph", "全年立案18起,罚款6万元。")],
        [Figure("18起", "18", "起"), Figure("6万元", "60000", "元", "penalty_amt")],
    )
    of = {"parent_fact_id": part.fact_id(0), "relation": "amount"}
    report = replace(part, figures=[part.figures[0], replace(part.figures[1], fields=of)])
    with serving_reports(tmp_path, [report]) as server:
        page = opened(server, report)
    (told,) = page.xpath(f"//aside//li[@id='r{report.fact_id(1)}']//dt[text()='所属']/following-sibling::dd[1]")
    assert told.xpath(f".//a[@href='#r{report.fact_id(0)}']")
    assert "18起" in told.text_content()
    assert "金额" in told.text_content()


def test_a_figure_says_page_and_place_where_the_file_has_pages(tmp_path: Path) -> None:
    box = {"box_left": 72.0, "box_top": 144.0, "box_right": 500.0, "box_bottom": 160.0}
    report = replace(PLAIN, pages=[{"page": 1}, {"page": 2}, {"page": 2} | box])
    with serving_reports(tmp_path, [report]) as server:
        page = opened(server, report)
    assert [mark.text_content() for mark in page.xpath("//article//p[@class='page-no']")] == ["第 1 页", "第 2 页"]
    places = [
        told.text_content()
        for told in page.xpath(f"//li[@id='r{report.fact_id(1)}']//dt[text()='位置']/following-sibling::dd[1]")
    ]
    assert places == ["第 2 页,所在段落或单元格距页左 25、页顶 51 毫米"]


def test_a_figure_of_a_file_without_pages_has_no_place(server: Server) -> None:
    assert not opened(server, PLAIN).xpath("//aside//dt[text()='位置']")
