"""More manners of pages: for telephones, pasted from editors, printed, set in rows of tables; nothing copied from real
ones."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tests.unit.reading.portal_pages import FOOT, MENU, NEIGHBOURS, Style, e, paragraphs


def telephone(title: str | None, lines: Sequence[str]) -> bytes:
    """A page for telephones: sections, figures in bold, sharing buttons, the whole menu behind the text."""
    bold = [re.sub(r"([0-9]+(?:[.][0-9]+)?)", r"<strong>\1</strong>", e(line)) for line in lines]
    body = "".join(f"<p><span>{line}</span></p>" for line in bold)
    tools = '<div class="m-tools">分享到:<a>微信</a><a>微博</a></div>'
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{e(title or "详情")}</title></head><body><div class="m-top"><a href="/">返回</a> <a href="/m">电脑版</a></div>
<section class="m-article"><h1 class="m-title">{e(title or "")}</h1>{tools}
<section>{body}</section></section><div class="m-more"><h4>相关阅读</h4><ul>{NEIGHBOURS}</ul></div>
<div class="m-menu"><ul>{MENU}</ul></div><div class="m-foot">{FOOT}</div></body></html>""".encode()


def old_frame(title: str | None, lines: Sequence[str]) -> bytes:
    """Tables around everything, breadcrumb, print and close, a counter that a program writes, gb2312 by name."""
    body = "".join(f"<p>&nbsp;&nbsp;&nbsp;&nbsp;{e(line)}</p>" for line in lines)
    return f"""<html><head><META http-equiv=Content-Type content="text/html; charset=gb2312">
<title>{e(title or "信息公开")}</title></head><body><table width=980 align=center><tr><td>
<table><tr><td><a href=/>首页</a></td><td><a href=/a>机构</a></td><td><a href=/b>公开</a></td></tr></table></td></tr>
<tr><td>您当前的位置:<a href=/>首页</a> &gt; <a href=/b>公开</a> &gt; <a href=/c>年度报告</a></td></tr>
<tr><td><table><tr><td align=center><b>{e(title or "")}</b></td></tr><tr><td align=center>阅读:
<script src=/count.asp?id=7></script>次 【<a href=#>大</a> <a href=#>中</a> <a href=#>小</a>】</td></tr>
<tr><td id=fontzoom>{body}</td></tr><tr><td align=right>【<a href="javascript:window.print()">打印</a>】【<a
href="javascript:window.close()">关闭</a>】</td></tr></table></td></tr><tr><td>{FOOT}</td></tr></table></body></html>
""".encode("gbk")


def soup(title: str | None, lines: Sequence[str]) -> bytes:
    """Boxes in boxes without a name, every line in spans, empty lines between."""
    body = "<br><br>".join(f"<span><span style='font-size:16px'>&emsp;&emsp;{e(line)}</span></span>" for line in lines)
    return f"""<html><head><meta charset=utf-8><title>{e(title or "内容")}-门户</title></head><body>{"<div>" * 12}
<div><div><a href=/>首页</a></div><div><a href=/x>新闻</a></div></div>
<div><div>{e(title or "")}</div></div><div><div><div>{body}</div></div></div>{"</div>" * 12}
<div><div>{FOOT}</div></div></body></html>""".encode()


def marked_content(title: str | None, lines: Sequence[str]) -> bytes:
    """Comments of the content system around title and text, the source in a meta tag, a code to scan."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{e(title or "")}</title>
<meta name="ArticleTitle" content="{e(title or "")}"><meta name="ColumnType" content="工作报告"></head><body>
<div id="header"><ul>{MENU}</ul></div><div class="main"><!--title.begin--><div class="title">{e(title or "")}</div>
<!--title.end--><div class="ly"><span>字号:[ 大 中 小 ]</span></div><!--content.begin--><div class="bt_content">
{paragraphs(lines, "p", ' style="text-indent:2em;line-height:2"')}</div><!--content.end-->
<div class="code">扫一扫在手机打开当前页<img src="code.png" alt="二维码"></div></div>
<div id="footer">{FOOT}</div></body></html>""".encode()


def account(title: str | None, lines: Sequence[str]) -> bytes:
    """As the accounts of messaging services set it: sections in sections, each line in spans of its own."""
    body = "".join(f"<section><p><span><span>{e(line)}</span></span><br></p></section>" for line in lines)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="{e(title or "")}">
<title>{e(title or "")}</title></head><body><div id="top"><a href="#">点击上方关注</a></div>
<h2 class="rich_title">{e(title or "")}</h2><div class="rich_content"><section><section>{body}</section></section></div>
<div class="tools"><a href="#">阅读原文</a> <a href="#">在看</a></div><div>{FOOT}</div></body></html>""".encode()


def table_rows(title: str | None, lines: Sequence[str]) -> bytes:
    """Every paragraph in a row of a table, upper case, nothing declared, not closed."""
    rows = "".join(f"<TR><TD class=content>　　{e(line)}\n" for line in lines)
    return f"""<HTML><HEAD><TITLE>{e(title or "")}</TITLE></HEAD><BODY><TABLE><TR><TD><A href=/>首页</A> | <A
href=/1>动态</A></TABLE><TABLE width=900><TR><TD align=center><H3>{e(title or "")}</H3>{rows}</TABLE>
<CENTER>{FOOT}</CENTER></BODY></HTML>""".encode()


MORE_STYLES: tuple[Style, ...] = (telephone, old_frame, soup, marked_content, account, table_rows)
