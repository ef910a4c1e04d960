"""Pages: their characters, lines, tables, what they say of themselves, and what is rejected."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.document import Candidate, Cell
from orchestration.reading.decoded import Decoded
from orchestration.reading.errors import Rejection
from orchestration.reading.formats import html, mhtml
from orchestration.reading.formats.html import decode
from orchestration.reading.reader import read_bytes

LONG = "我局认真落实法治政府建设各项任务,完善制度、规范执法、强化监督,"
LONG += "推动各项工作依法有序开展并取得了新的成效,群众满意度不断提高。"


def page(body: str, head: str = "") -> bytes:
    return f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def lines(body: str) -> list[str]:
    return decode(page(body)).text.splitlines()


def cells(body: str) -> list[tuple[str, int, int, int, int, bool]]:
    decoded = decode(page(body))
    return [
        (decoded.text[c.start : c.end], c.row, c.column, c.row_span, c.column_span, c.heading)
        for table in decoded.tables
        for c in table.cells
    ]


def said(body: str, head: str = "") -> list[tuple[str, str, str]]:
    return [(c.field, c.value, c.where) for c in decode(page(body, head)).candidates]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>检查<span>1</span><font>2</font><b>3</b>家</p>", ["检查123家"]),
        ("<p>1<sup>2</sup>,<i>3</i>45万</p>", ["12,345万"]),
        ("<p>一</p><p>二<br>三<br/>四</p>五", ["一", "二", "三", "四", "五"]),
        ("<div>一<div>二</div>三</div>", ["一", "二", "三"]),
        ("<p>法治\n  政府 建设\n2023年</p>", ["法治政府 建设 2023年"]),
        ("<p>&nbsp;&nbsp;A&amp;B&nbsp;1&lt;2&#20803;</p>", ["A&B 1<2元"]),
        ("<p>罚款&nbsp;&nbsp;12.5&nbsp;万元&#8201;3&ensp;家</p>", ["罚款  12.5 万元 3 家"]),
        ("<p>\ufeff检查1\u200b5&#x2060;0\ufeff家&shy;,&zwnj;法\u200b\n治</p>", ["检查150家,法治"]),
        ("<p>\u3000\u3000段落\u3000</p>", ["段落"]),
        ("<p>一<!-- 2 --><script>3</script><style>4</style>五</p>", ["一五"]),
        ("<p>一<span style='DISPLAY : none'>2</span><span hidden>3</span>四五六七</p>", ["一四五六七"]),
        ("<pre>一\n二\r\n三</pre>", ["一", "二", "三"]),
        ("<a>1</a><a>2</a><a>3</a>", ["1 2 3"]),
        ("<ul><li>一<li>二</ul><select><option>三<option>四</select>", ["一", "二", "三", "四"]),
        ("<p>一\x0b\x1c\u2028二</p>", ["一 二"]),
        ("<p>一&#0;\x01二</p>", ["一\ufffd\ufffd二"]),
    ],
)
def test_lines_are_those_that_a_browser_shows(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


def test_a_sheet_is_kept_as_cells_with_spans_and_headings() -> None:
    body = (
        "<table><caption>统计表</caption><thead><tr><td rowspan=2>机关</td><th colspan='2'>处罚</th></tr>"
        "<tr><th>警告</th><th>罚<br>款</th></tr></thead>"
        "<tbody><tr><td>甲局</td><td><p>1<span>2</span></p></td><td></td></tr></tbody></table>"
    )
    decoded = decode(page(body))
    assert decoded.text == "统计表\n机关 | 处罚\n警告 | 罚 款\n甲局 | 12 | \n"
    assert cells(body) == [
        ("机关", 0, 0, 2, 1, True),
        ("处罚", 0, 1, 1, 2, True),
        ("警告", 1, 1, 1, 1, True),
        ("罚 款", 1, 2, 1, 1, True),
        ("甲局", 2, 0, 1, 1, False),
        ("12", 2, 1, 1, 1, False),
        ("", 2, 2, 1, 1, False),
    ]
    assert [decoded.text[p.start : p.end] for p in decoded.pieces if p.hint == "cell"] == [
        *("机关", "处罚", "警告", "罚 款", "甲局", "12")
    ]


@pytest.mark.parametrize(
    "body",
    [
        f"<table><tr><td>左</td><td>{LONG * 8}</td></tr><tr><td>1</td><td>2</td></tr></table>",
        "<table><tr><td>一</td></tr><tr><td>二</td></tr></table>",
        "<table><tr><td>一</td><td><table><tr><td>二</td></tr></table></td></tr><tr><td>3</td><td>4</td></tr></table>",
        "<table><tr><td><a>一</a></td><td><a>二</a></td></tr><tr><td><a>三</a></td><td><a>四</a></td></tr></table>",
    ],
)
def test_a_table_that_arranges_the_page_is_none(body: str) -> None:
    decoded = decode(page(body))
    assert decoded.tables == () and " | " not in decoded.text


def test_no_two_cells_cover_the_same_place_whatever_the_spans_say() -> None:
    body = (
        "<table><tr><td rowspan=0>a</td><td rowspan=3>b</td><td>c</td></tr><tr><td colspan=99999>d</td></tr>"
        "<tr><td colspan=x>e</td><td rowspan=-1>f</td></tr><tr><td colspan=5>g</td></tr></table>"
    )
    places: set[tuple[int, int]] = set()
    for _, row, column, height, width, _ in cells(body):
        own = {(r, c) for r in range(row, row + height) for c in range(column, column + width)}
        assert not own & places
        places |= own
    assert max(row for row, _ in places) == 3


def test_what_the_portal_standard_says_and_where() -> None:
    head = (
        "<title>某市某局2023年报告_某市政府网</title><meta name=SiteName content=某市政府网>"
        "<meta name='ArticleTitle' content='某市某局2023年报告'><meta name=PubDate content='2024-03-05 10:20'>"
        "<meta name=ContentSource content=某市某局><meta name=ColumnName content=年度报告><meta name=Url content=http://e/1>"
        "<meta name=Keywords content=无><link rel=canonical href=http://e/2>"
    )
    assert said("<p>一</p>", head) == [
        ("site", "某市政府网", "meta SiteName"),
        ("title", "某市某局2023年报告", "meta ArticleTitle"),
        ("published", "2024-03-05 10:20", "meta PubDate"),
        ("publisher", "某市某局", "meta ContentSource"),
        ("column", "年度报告", "meta ColumnName"),
        ("url", "http://e/1", "meta Url"),
        ("title", "某市某局2023年报告", "title"),
        ("title", "某市某局2023年报告_某市政府网", "title"),
        ("url", "http://e/2", "link canonical"),
    ]


def test_labels_of_the_page_and_its_breadcrumb() -> None:
    body = (
        "<div class=crumbs><a>首页</a> &gt; <a>报告</a></div><table><tr><td>索 引 号</td><td>1144/2024-1</td>"
        "<td>发布机构:</td><td>某市某局</td></tr><tr><td>成文日期</td><td>2024年1月2日</td></tr></table>"
        "<p>发布时间:2024-01-31 来源:某市某局</p>"
    )
    assert said(body) == [
        ("column", "首页 > 报告", "breadcrumb"),
        ("index_no", "1144/2024-1", "label 索引号"),
        ("publisher", "某市某局", "label 发布机构"),
        ("published", "2024-01-31", "label 发布时间"),
        ("publisher", "某市某局", "label 来源"),
    ]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<meta charset=gb2312><p>镕基\u20ac䶮</p>".encode("gb18030"), "gb18030"),
        ("<meta charset=gb2312><p>法治</p>".encode(), "utf-8"),
        ("<meta charset=utf-8><p>法治政府建设年度报告</p>".encode("gbk"), "gb18030"),
        ("<p>法治政府建设年度报告</p>".encode("gbk"), "gb18030"),
        ("<meta http-equiv=x content='text/html; charset=big5'><p>法治政府</p>".encode("big5"), "big5hkscs"),
        ("\ufeff<meta charset=gbk><p>法治</p>".encode(), "utf-8-sig"),
        ("<p>法治</p>".encode("utf-16"), "utf-16-le"),
        ('<?xml version="1.0" encoding="GBK"?><html><p>法治</p></html>'.encode("gbk"), "gb18030"),
    ],
)
def test_the_encoding_is_found_whatever_is_declared(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert decoded.encoding == encoding and decoded.text.strip()[:1] in ("法", "镕")


@pytest.mark.parametrize("mark", ["\u200b", "&#x2060;", "&shy;", "\ufeff"])
def test_a_line_with_marks_without_width_is_of_the_report(mark: str) -> None:
    title = "深圳市福田区应急管理局2023年法治政府建设年度报告"
    decoded = decode(page(f"<div><p>{title}</p><p>一、主要工作</p><p>我局全年检查企业1{mark}5家。</p></div>"))
    assert [piece.hint for piece in decoded.pieces] == [None] * 3


def test_a_cell_holds_what_is_seen_of_its_figure() -> None:
    body = "<table><tr><td>罚款<td>件数<tr><td>1\u200b2&nbsp;万元<td>\u20603</table>"
    assert [text for text, *_ in cells(body)] == ["罚款", "件数", "12 万元", "3"]


def test_a_broken_byte_counts_only_where_it_is_seen() -> None:
    good = "<meta charset=gbk><meta name=description content='法'><p>法治政府建设年度报告</p>".encode("gbk")
    assert decode(good.replace(b"'>", b"\xb7'>")).text == "法治政府建设年度报告\n"
    with pytest.raises(Rejection) as caught:
        decode(good.replace(b"</p>", b"\xff</p>"))
    assert caught.value.reason_code == "broken_characters" and "0xff 不合 GB18030" in caught.value.found


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<html></html>", "empty_file"),
        (b"<html><script>1</script>", "empty_file"),
        (b"<div>" * 3000 + b"1", "too_deep"),
        (b"<p>\xe6\xb3\x95\xff</p>", "not_utf8"),
        (b" " * (33 * 1024 * 1024), "too_large"),
    ],
)
def test_rejected(data: bytes, reason: str) -> None:
    with pytest.raises(Rejection) as caught:
        decode(data)
    assert caught.value.reason_code == reason and caught.value.hint_zh


def test_mhtml_without_a_page_is_rejected() -> None:
    with pytest.raises(Rejection) as caught:
        mhtml.decode(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--\r\n")
    assert caught.value.reason_code == "broken_file"


def test_the_library_may_fail_and_the_page_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ValueError

    monkeypatch.setattr("orchestration.reading.formats.html_main.bare_extraction", fails)
    decoded = decode(page(f"<ul><li><a>首页</a></li></ul><p>{LONG}</p>"))
    assert [piece.hint for piece in decoded.pieces] == ["furniture", None]


WORDS = "<p> </p> <div> </div> <table> <tr> <td> </td> <td~rowspan=3> <th~colspan=2> </table> <br> <a~href=x> </a> <b>"
WORDS += " &nbsp; &#; <script> </script> <pre> <!-- --> <meta~charset=gbk> <title> </title> <h1> 法治 12 索引号: 。 |"
MARKUP = st.sampled_from(WORDS.replace("~", "\t").split(" "))


@given(st.one_of(st.binary(max_size=200), st.lists(st.one_of(MARKUP, st.text(max_size=4)), max_size=40)))
@settings(max_examples=300, deadline=None)
@pytest.mark.parametrize("module", [html, mhtml])
def test_any_bytes_give_a_text_all_in_pieces_or_a_rejection(module: object, data: bytes | list[str]) -> None:
    content = data if isinstance(data, bytes) else "".join(data).encode("utf-8", "replace")
    try:
        decoded: Decoded = module.decode(content)  # type: ignore[attr-defined]
    except Rejection as rejection:
        assert rejection.hint_zh
        return
    assert decoded == module.decode(content)  # type: ignore[attr-defined]
    covered: set[int] = set()
    end = 0
    for piece in decoded.pieces:
        assert end <= piece.start < piece.end
        covered |= set(range(piece.start, piece.end))
        end = piece.end
    rest = {character for at, character in enumerate(decoded.text) if at not in covered and not character.isspace()}
    assert rest <= {"|"} and all(isinstance(cell, Cell) for table in decoded.tables for cell in table.cells)
    assert all(isinstance(candidate, Candidate) and candidate.value for candidate in decoded.candidates)


REPORT = "".join(
    f"<p>{line}</p>"
    for line in (
        "清河县司法局2023年法治政府建设年度报告",
        "2023年,清河县司法局推进法治政府建设,现将有关情况报告如下:",
        "一、主要工作",
        "全年作出行政处罚12件。",
    )
)


@pytest.mark.parametrize(
    "page",
    [
        f'<p>首页</p><iframe srcdoc="{REPORT}"></iframe>',
        f"<div><template shadowrootmode='open'>{REPORT}</template></div>",
        f"<frameset><frame srcdoc='{REPORT}'></frameset>",
    ],
)
def test_a_frame_whose_text_the_page_holds_is_part_of_it(page: str) -> None:
    document = read_bytes(f"<html><head><meta charset=utf-8></head>{page}</html>".encode(), "a.html")
    assert document.metadata.agency is not None and "全年作出行政处罚12件。" in document.text
    assert document.metadata.title == "清河县司法局2023年法治政府建设年度报告"


def test_what_a_frame_says_to_browsers_without_frames_is_not_shown() -> None:
    page = f'<html><body><iframe srcdoc="{REPORT}">您的浏览器不支持框架</iframe></body></html>'
    text = read_bytes(page.encode(), "a.html").text
    assert "行政处罚12件" in text and "浏览器" not in text


def test_a_frame_saved_beside_its_page_is_shown_once_in_its_place() -> None:
    frames = '<p>首页</p><iframe src="cid:f@b"></iframe><iframe src="cid:f@b"></iframe><iframe src="cid:none"></iframe>'
    parts = ((frames, ""), (REPORT, "Content-ID: <f@b>\r\n"), ("<p>广告9件</p>", "Content-ID: <ad@b>\r\n"))
    data = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n" + "".join(
        f"--B\r\nContent-Type: text/html; charset=utf-8\r\n{head}\r\n<html><body>{body}</body></html>\r\n"
        for body, head in parts
    )
    text = read_bytes(f"{data}--B--\r\n".encode(), "a.mhtml").text
    assert text.count("行政处罚12件") == 1 and "广告" not in text


def test_frames_within_frames_end() -> None:
    page = "<p>清河县</p>"
    for _ in range(9):
        page = f'<iframe srcdoc="{escape(page)}"></iframe>'
    with pytest.raises(Rejection) as raised:
        read_bytes(f"<html><body>{page}</body></html>".encode(), "a.html")
    assert raised.value.reason_code == "empty_file"
