"""Every page there is, found by following links: they answer, in both languages, and hostile text stays text."""

from __future__ import annotations

import gzip
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

from tests.support.viewer_reports import BEFORE, EVIL, HOSTILE, PEER, PLAIN, SILENT
from tests.support.viewer_server import Server

pytestmark = pytest.mark.integration

STARTS = (
    "/",
    "/?lang=en",
    "/search?q=%E5%A4%84%E7%BD%9A",
    f"/compare?agency={PLAIN.agency_id}&agency={EVIL.agency_id}&indicator=penalty_cnt&indicator=penalty_amt",
    f"/reports/{EVIL.report_id}?fact={EVIL.fact_id(0)}",
    "/quality/doubtful",
)
_MOST_PAGES = 400


@pytest.fixture(scope="module")
def pages(server: Server) -> dict[str, html.HtmlElement]:
    """Address to page, for everything that links lead to from the first pages."""
    waiting, found = list(STARTS), {}
    while waiting and len(found) < _MOST_PAGES:
        path = waiting.pop(0)
        if path in found:
            continue
        answer = server.get(path)
        assert answer.status in (200, 303), (path, answer.status)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        found[path] = html.document_fromstring(answer.text)
        for link in found[path].xpath("//a/@href | //link/@href | //script/@src"):
            target = urlsplit(urljoin(path, link))
            if not target.scheme and not target.netloc:
                waiting.append(target.path + (f"?{target.query}" if target.query else ""))
    return found


def test_every_kind_of_page_was_reached(pages: dict[str, html.HtmlElement]) -> None:
    kinds = {"/".join(urlsplit(path).path.split("/")[:2]) for path in pages}
    assert {"/", "/search", "/indicators", "/agencies", "/reports", "/compare", "/quality", "/api"} <= kinds
    assert any("lang=en" in path for path in pages)
    assert len(pages) > 60


def test_hostile_text_is_nowhere_markup(pages: dict[str, html.HtmlElement]) -> None:
    seen = 0
    for path, page in pages.items():
        scripts = page.xpath("//script")
        assert all(
            script.get("src", "").startswith("/static/") and not (script.text or "").strip() for script in scripts
        )
        assert not page.xpath("//@*[starts-with(name(), 'on')] | //@style"), path
        assert not [
            link for link in page.xpath("//@href") if link.lower().lstrip().startswith(("javascript:", "data:"))
        ]
        assert not page.xpath("//img | //iframe | //object | //style"), path
        text = page.text_content()
        assert "\u202e" not in text, path
        seen += "<script>alert(1)</script>" in text
    assert seen > 5  # it is shown, as what it is


def test_no_page_names_another_host_but_as_a_link_out(pages: dict[str, html.HtmlElement]) -> None:
    for path, page in pages.items():
        loaded = page.xpath("//script/@src | //link/@href | //img/@src | //form/@action")
        assert all(one.startswith("/") and not one.startswith("//") for one in loaded), path
        outside = page.xpath("//a[starts-with(@href, 'http')]")
        assert all("noopener" in link.get("rel", "") for link in outside)


def test_every_page_is_in_its_language_and_has_one_heading(pages: dict[str, html.HtmlElement]) -> None:
    for path, page in pages.items():
        assert page.get("lang") == ("en" if "lang=en" in path else "zh-CN"), path
        assert len(page.xpath("//h1")) == 1, path
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        assert not page.xpath("//input[not(@type='hidden')][not(@aria-label)][not(ancestor::label)]"), path


def test_links_inside_a_page_lead_somewhere(pages: dict[str, html.HtmlElement]) -> None:
    for path, page in pages.items():
        ids = set(page.xpath("//@id"))
        assert {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")} <= ids, path


def test_headers_shut_everything_out(server: Server) -> None:
    for path in ("/", "/api/v1/totals", "/nothing", "/static/viewer.css"):
        headers = server.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert "server" not in headers


def test_files_are_packed_for_those_who_can_unpack_them(server: Server) -> None:
    plain = server.get("/static/echarts.min.js")
    packed = server.get("/static/echarts.min.js", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 2
    assert packed.headers["content-type"] == plain.headers["content-type"]
    assert "immutable" in packed.headers["cache-control"]


def test_home_counts_what_is_there(server: Server) -> None:
    text = html.document_fromstring(server.get("/").text).text_content()
    for word in ("4 个机关", "5 份报告", "8 个数字"):
        assert word in text


def test_indicator_page_tells_gaps_from_zero(server: Server) -> None:
    page = html.document_fromstring(server.get("/indicators/penalty_cnt?year=2023").text)
    text = page.text_content()
    assert "3 有数" in text
    assert "1 报告未提" in text
    # One value is of a whole county, one qualified: they are in no sum, as in v_indicator_values, and it is told.
    assert "合计 31件 1 个可相加的值;2 条不可相加,未计入:" in " ".join(text.split())
    assert "有限定语 1" in text and "非本机关口径 1" in text
    marked = page.xpath("//tr[.//small[@class='left-out']]//a[@class='to-sentence']")
    assert [link.text_content().strip() for link in marked] == ["40件", "7件"]
    figures = [
        link.text_content().strip()
        for link in page.xpath("//table[contains(@class,'values')]//a[@class='to-sentence']")
    ]
    assert figures == ["40件", "31件", "7件"]


def test_a_sum_is_given_where_it_means_something(server: Server) -> None:
    text = html.document_fromstring(server.get("/indicators/penalty_amt?year=2023").text).text_content()
    assert "合计 15.5万元 2 个可相加的值" in " ".join(text.split())
    hedged = html.document_fromstring(server.get("/indicators/enforcement_train_person_cnt?year=2023").text)
    assert "不给合计:没有可相加的值(1 条不可相加:约数 1)" in hedged.text_content()
    english = html.document_fromstring(server.get("/indicators/penalty_cnt?year=2023&lang=en").text).text_content()
    assert "2 may not be added and are left out: qualified 1, of another scope 1" in english


def test_hedged_values_show_their_bounds(server: Server) -> None:
    text = html.document_fromstring(server.get("/indicators/enforcement_train_person_cnt").text).text_content()
    assert "1300余人次" in text
    assert "1,300–1,400人次" in text


def test_agency_page_compares_with_the_year_before_and_names_gaps(server: Server) -> None:
    page = html.document_fromstring(server.get(f"/agencies/{PLAIN.agency_id}").text)
    text = page.text_content()
    assert "+24.0%" in text  # 25 → 31
    assert BEFORE.report_id in " ".join(page.xpath("//@href"))
    silent = html.document_fromstring(server.get(f"/agencies/{SILENT.agency_id}").text).text_content()
    assert "无报告" in silent


def test_a_long_table_of_a_body_shows_the_beginning_and_leads_to_the_rest(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/agencies/{PLAIN.agency_id}"
    rows = "//section[@id='values']//tbody/tr[not(@class)]"
    whole = html.document_fromstring(server.get(path).text)
    assert len(whole.xpath(rows)) > 2
    assert not whole.xpath("//section[@id='values']//nav")
    monkeypatch.setattr("orchestration.serving.viewer.pages.agencies._ROWS", 2)
    cut = html.document_fromstring(server.get(f"{path}?lang=en").text)
    assert 0 < len(cut.xpath(rows)) <= 2
    (rest, *_) = cut.xpath("//tr[@class='rest']//a")
    assert "more indicators" in rest.text_content()
    assert rest.get("href").startswith(f"{path}?system=")
    assert rest.get("href").endswith("&lang=en#values")
    one = html.document_fromstring(server.get(rest.get("href").partition("#")[0]).text)
    assert len(one.xpath(rows)) > 1
    (here,) = one.xpath("//section[@id='values']//nav/a[@aria-current]")
    assert here.get("href") == rest.get("href")
    # What is downloaded is whole whatever is shown.
    (csv,) = one.xpath("//section[@id='values']//p[@class='downloads']/a[text()='CSV']/@href")
    assert server.get(csv).text.count("\r\n") > len(whole.xpath(rows))


def test_compare_keeps_its_state_in_the_address(server: Server) -> None:
    path = f"/compare?agency={PLAIN.agency_id}&agency={PEER.agency_id}&indicator=penalty_cnt&from=2023&to=2023"
    page = html.document_fromstring(server.get(path).text)
    cells = [" ".join(cell.text_content().split()) for cell in page.xpath("//table//td")]
    assert cells == ["31件", "40件"]
    assert {PLAIN.agency_id, PEER.agency_id} == set(page.xpath("//form[1]/input[@name='agency']/@value"))


def test_search_finds_bodies_indicators_and_sentences_with_the_word_marked(server: Server) -> None:
    page = html.document_fromstring(server.get("/search?q=%E8%A1%8C%E6%94%BF%E5%A4%84%E7%BD%9A").text)
    assert set(page.xpath("//mark/text()")) == {"行政处罚"}
    hits = [item.text_content() for item in page.xpath("//ul[contains(@class,'sentences')]/li")]
    assert len(hits) == 3
    assert "2023" in hits[0]
    assert "2022" in hits[-1]
    assert HOSTILE[:8] in server.get("/search?q=%E8%A5%BF%E5%B1%B1").text.replace("&lt;", "<").replace("&gt;", ">")


def test_an_indicator_is_found_by_its_english_name(server: Server) -> None:
    page = html.document_fromstring(server.get("/search?q=fines&lang=en").text)
    found = page.xpath("//ul[@class='hits']/li/a/@href")
    assert any("/indicators/penalty_amt" in link for link in found)
