"""Links of list pages: which are followed, and why the others are not."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from orchestration.web.links import links_of

PATTERN = re.compile("法治政府|依法行政")
PAGE = """<?xml version="1.0" encoding="gb2312"?><html><head><base href="/zwgk/list/"></head><body>
<a href="2023/a.html">2023年<b>法治</b>政府建设年度报告</a>
<a href="../b.html" title="某局2022年法治政府建设年度报告">某局2022年法…</a>
<a href="//other.gov.cn/c.html">依法行政工作报告(外站)</a>
<a href="http://named.gov.cn/d.html">依法行政工作报告(列明的网站)</a>
<a href="javascript:open('x')">法治政府建设报告(脚本)</a>
<a href="mailto:x@y">法治政府建设报告(邮件)</a>
<a href="2023/a.html#p2">法治政府建设年度报告第二页</a>
<a href="#top">法治政府回到顶部</a><a name="x">法治政府锚</a>
<a href="/list.html">法治政府建设年度报告列表</a>
<a href="e.html">办事指南</a>
<map><area href="f.pdf" title="依法行政报告附件"></map>
</body></html>"""


def test_links_are_those_whose_words_fit() -> None:
    found = links_of(PAGE, "http://a.gov.cn/list.html", PATTERN, ["named.gov.cn"], 100)
    good = [(link.url, link.text) for link in found if link.failure is None]
    assert good == [
        ("http://a.gov.cn/zwgk/list/2023/a.html", "2023年法治政府建设年度报告"),
        ("http://a.gov.cn/zwgk/b.html", "某局2022年法… 某局2022年法治政府建设年度报告"),
        ("http://named.gov.cn/d.html", "依法行政工作报告(列明的网站)"),
        ("http://a.gov.cn/zwgk/list/f.pdf", "依法行政报告附件"),
    ]
    refused = [(link.url, link.failure.outcome) for link in found if link.failure is not None]
    assert refused == [
        ("http://other.gov.cn/c.html", "foreign_host"),
        ("javascript:open('x')", "bad_url"),
        ("mailto:x@y", "bad_url"),
    ]


def test_more_links_than_allowed_are_told_once() -> None:
    page = "".join(f'<a href="{number}.html">法治政府{number}</a>' for number in range(9))
    found = links_of(page, "http://a.gov.cn/", PATTERN, [], 4)
    assert [link.failure and link.failure.outcome for link in found] == [None] * 4 + ["too_many_links"]


@given(st.text(), st.text(max_size=20))
def test_any_text_is_some_page(page: str, base: str) -> None:
    text = f"{page}<base href='{base}'><a href='{base}'>法治政府</a>{page}"
    for link in links_of(text, "http://a.gov.cn/", PATTERN, [], 10):
        assert link.failure is not None or link.url.startswith("http://a.gov.cn/")


def test_no_page_has_no_links() -> None:
    assert not [link for page in ("", "<!-- -->", "\x00", "<?xml version='1.0'?>")
                for link in links_of(page, "http://a.gov.cn/", PATTERN, [], 10)]  # fmt: skip
