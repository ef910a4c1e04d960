"""Words of the warehouse are explained where they are read: rules, steps of the ledger, candidates for a value."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from lxml import html

from orchestration.home import DBT_PROJECT
from orchestration.serving.viewer.language import label
from tests.support.viewer_reports import PLAIN, Figure, Report
from tests.support.viewer_server import Server, serving_reports

pytestmark = pytest.mark.integration

TWICE = Report(
    "两说县应急管理局",
    2023,
    [("paragraph", "全县行政处罚40件,本局作出行政处罚31件,简易程序9件。")],
    [Figure("40件", "40", fields={"scope": "area"}), Figure("31件", "31"), Figure("9件", "9")],
)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving_reports(tmp_path_factory.mktemp("twice"), [TWICE]) as started:
        yield started


@pytest.mark.parametrize("path", ["/quality", "/quality/doubtful"])
def test_a_doubt_is_told_in_words(server: Server, path: str) -> None:
    page = html.document_fromstring(server.get(path).text)
    (reason, *_) = page.xpath("//table[contains(@class,'values')]//td[4]")
    assert "数字后接名词" in reason.text_content()
    assert "count_noun" not in reason.text_content()
    assert "此规则约 40% 读对" in reason.text_content()
    assert reason.xpath("string(.//a/@href)") == "/quality/rules"
    english = html.document_fromstring(server.get(f"{path}?lang=en").text).text_content()
    assert "right in about 40%" in english


def test_the_rule_of_a_figure_is_told_in_words(server: Server) -> None:
    page = html.document_fromstring(server.get(f"/reports/{PLAIN.report_id}").text)
    assert "数字后接名词 count_noun" in page.xpath(f"string(//li[@id='r{PLAIN.fact_id(1)}']//dl)")


def test_steps_of_the_ledger_have_names_and_its_words_are_explained(server: Server) -> None:
    page = html.document_fromstring(server.get("/quality").text)
    names = [cell.text for cell in page.xpath("//table//td[@data-label='环节']")]
    assert names == ["落地文件 → 读出的文件", "抽出的提及 → 入库的提及"]
    text = page.text_content()
    for word in ("入 = 出 + 被拒 + 副本 + 搁置", "「勾稽」是", "「搁置」是", "「副本」是"):
        assert word in text
    assert "Files landed → files read" in html.document_fromstring(server.get("/quality?lang=en").text).text_content()


def test_every_step_that_is_reconciled_has_a_name() -> None:
    model = (DBT_PROJECT / "models" / "quality" / "row_count.sql").read_text(encoding="utf-8")
    arrows = re.findall(r"'([a-z]+ → [a-z_]+)'", model)
    assert len(arrows) > 5
    for language in ("zh", "en"):
        assert [arrow for arrow in arrows if label("arrow", arrow, language) == arrow] == []


def test_other_candidates_are_linked_and_explained(two: Server) -> None:
    page = html.document_fromstring(two.get("/indicators/penalty_cnt?year=2023").text)
    (link,) = page.xpath("//a[text()='另有 2 个候选']")
    assert "也可代表此指标" in link.get("title")
    assert link.get("href") == f"/reports/{TWICE.report_id}?fact={TWICE.fact_id(1)}#f{TWICE.fact_id(1)}"
    report = html.document_fromstring(two.get(link.get("href").partition("#")[0]).text)
    (row,) = report.xpath(f"//li[@id='r{TWICE.fact_id(1)}']")
    assert row.xpath("./details/@open")
    (others,) = row.xpath(".//dd[@class='rivals']")
    assert others.xpath(".//a/@href") == [f"#r{TWICE.fact_id(0)}", f"#r{TWICE.fact_id(2)}"]
    assert "40件 行政处罚(全市、全区)" in others.text_content()
    assert "依次取:本机关口径" in others.text_content()
    assert len(report.xpath("//dd[@class='rivals']")) == 1
