"""Pages as the content systems of portals make them, put around the lines of a report; nothing copied from real ones.

Every style gives a page from a heading (or ``None`` where the report has none) and the lines below it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from email.message import EmailMessage

Style = Callable[[str | None, Sequence[str]], bytes]

MENU = "".join(
    f'<li><a href="/{n}/">{name}</a></li>'
    for n, name in enumerate(("首页", "政务公开", "政务服务", "互动交流", "走进本地", "12345热线"))
)
FOOT = (
    "<p>主办:某市人民政府办公室 承办:某市大数据中心</p><p>备案号:某ICP备05012345号-1 某公网安备 44030402001234号</p>"
    "<p>网站标识码:4403040001 联系电话:0755-12345678</p><p>您是第 987654 位访问者</p>"
)
NEIGHBOURS = "".join(
    f'<li><a href="/t{n}.html">某部门关于第{n}号议案办理情况的通报</a><span>2019-0{n}-1{n}</span></li>'
    for n in range(1, 6)
)
TITLE = "法治政府建设年度报告"


def e(text: str) -> str:
    return html.escape(text)


def paragraphs(lines: Sequence[str], tag: str = "p", style: str = "") -> str:
    return "\n".join(f"<{tag}{style}>{e(line)}</{tag}>" for line in lines)


def portal_standard(title: str | None, lines: Sequence[str]) -> bytes:
    """Meta tags of the portal standard, UTF-8, the text in a named element."""
    metas = {
        "SiteName": "某市政府网",
        "SiteDomain": "www.example.gov.cn",
        "ColumnName": TITLE,
        "PubDate": "2024-03-05 10:20",
    }
    metas |= {
        "ArticleTitle": title or "年度工作情况",
        "Keywords": "法治;政府",
        "Url": "http://www.example.gov.cn/t1.html",
    }
    head = "".join(f'<meta name="{name}" content="{e(value)}">' for name, value in metas.items())
    return f"""<!DOCTYPE html><html lang="zh-CN"><head>
<meta charset="utf-8">{head}<title>{e(title or "")}_某市政府网</title>
<style>.a{{width:100px}}</style><script>var count = 4711; document.write("<p>9999</p>");</script></head><body>
<div class="header"><ul>{MENU}</ul></div>
<div class="crumb">当前位置:<a href="/">首页</a> &gt; <a href="/a/">政务公开</a></div>
<div class="article"><h1>{e(title or "")}</h1><div class="info">
<span>发布日期:2024-03-05</span> <span>浏览次数:<em id="hits">351</em></span></div>
<div class="pages_content" id="UCAP-CONTENT">{paragraphs(lines)}</div></div>
<div class="footer">{FOOT}</div></body></html>""".encode()


def trs_editor(title: str | None, lines: Sequence[str]) -> bytes:
    """An older editor: declared gb2312, written GBK, styled paragraphs with full-width indents, IE comments."""
    body = paragraphs([f"　　{line}" for line in lines], style=' style="text-indent:2em" align="justify"')
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<title>{e(title or "某局")}</title>
<!--[if lt IE 9]><script src="x.js"></script><![endif]--></head><body><div id="nav">{MENU}</div>
<div class="xl_title">{e(title or "")}</div><div class="xl_xx">字号:<a>大</a> <a>中</a> <a>小</a></div>
<div class=TRS_Editor><div class=Custom_UnionStyle>{body}</div></div>
<div class="relate"><h3>相关信息</h3><ul>{NEIGHBOURS}</ul></div><div class="foot">{FOOT}</div></body></html>""".encode(
        "gb18030"
    )


def layout_tables(title: str | None, lines: Sequence[str]) -> bytes:
    """Everything arranged by tables, upper-case tags, fonts, no closing tags, no declaration of the encoding."""
    body = "".join(f"<P><FONT size=3 face=宋体>{e(line)}</FONT>\n" for line in lines)
    return f"""<HTML><HEAD><TITLE>{e(title or "某局网站")}</TITLE></HEAD><BODY bgColor=#ffffff>
<TABLE width=1000><TR><TD><TABLE><TR><TD><A href="/">首页</A><TD><A href="/1">概况</A><TD><A href="/2">动态</A></TABLE>
<TR><TD><TABLE width="95%"><TR><TD align=center><B><FONT size=5>{e(title or "")}</FONT></B></TD></TR>
<TR><TD align=center>点击数:&nbsp;128&nbsp;</TD></TR><TR><TD>{body}</TD></TR></TABLE></TD></TR>
<TR><TD align=center>{FOOT}</TD></TR></TABLE></BODY></HTML>""".encode("gbk")


def broken_lines(title: str | None, lines: Sequence[str]) -> bytes:
    """One element, its lines parted by br, each indented with entities."""
    body = "<br/>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{e(line)}" for line in lines)
    return f"""<!DOCTYPE html><html><head><meta charset="GBK"><title>{e(title or "文章")}-某网</title></head><body>
<div class="top">{MENU}</div><div class="con"><h2>{e(title or "")}</h2><div id="zoom">{body}</div></div>
<div>{FOOT}</div></body></html>""".encode("gbk")


def word_paste(title: str | None, lines: Sequence[str]) -> bytes:
    """Pasted from a word processor: each number and each mark in spans of its own, wrapped source lines."""

    def split(line: str) -> str:
        parts = re.findall(r"\d|[^\d]+", line)
        inner = "".join(
            f'<span lang="EN-US" style="font-size:16pt"><font face="仿宋">{e(part)}</font></span>' for part in parts
        )
        return f'<p class="MsoNormal" style="mso-pagination:none">{inner}<o:p></o:p></p>'

    return f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8>
<title>{e(title or "")}</title></head>
<body><div class="bt">{e(title or "")}</div><div class="v_news_content">{"".join(map(split, lines))}</div>
<p>上一篇:<a href="1.htm">某通知</a></p><p>下一篇:<a href="2.htm">某公告</a></p><div class="copyright">{FOOT}</div>
</body></html>""".encode()


def index_table(title: str | None, lines: Sequence[str]) -> bytes:
    """The head of open government information: a table of index number, publisher and dates."""
    rows = (
        ("索引号:", "114403040075421234/2024-00012", "主题分类:", "综合政务"),
        ("发布机构:", "某市某局", "发布日期:", "2024-01-31"),
    )
    cells = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows if title or row[0] != "发布机构:"
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{e(title or "")}</title></head><body>
<div class="nav"><ul>{MENU}</ul></div><table class="xxgk_table">{cells}<tr><td>有效性:</td><td>有效</td></tr></table>
<div class="xxgk_title">{e(title or "")}</div><div class="xxgk_content">{paragraphs(lines)}</div>
<div class="footer">{FOOT}</div></body></html>""".encode()


def article(title: str | None, lines: Sequence[str]) -> bytes:
    """HTML5 elements, with a byte order mark, sidebar before the text."""
    return (
        b"\xef\xbb\xbf"
        + f"""<!doctype html><html><head><title>{e(title or "")} | 某局</title></head><body>
<header><nav><ul>{MENU}</ul></nav></header><aside><h4>最新发布</h4><ul>{NEIGHBOURS}</ul></aside>
<main><article><header><h1>{e(title or "")}</h1></header>{paragraphs(lines)}</article></main>
<footer>{FOOT}</footer></body></html>""".encode()
    )


def divs(title: str | None, lines: Sequence[str]) -> bytes:
    """No paragraphs but divs, no class, flat in the body."""
    return f"""<html><head><meta http-equiv=content-type content='text/html;charset=GB18030'>
<title>{e(title or "")}</title></head>
<body><div><a href=/>首页</a>|<a href=/a>公开</a>|<a href=/b>服务</a></div><div>{e(title or "")}</div>
{paragraphs(lines, "div")}<div>{FOOT}</div></body></html>""".encode("gb18030")


def cut_title(title: str | None, lines: Sequence[str]) -> bytes:
    """XHTML with an XML declaration, the title on two lines, buttons for printing and sharing."""
    half = (title or "局").index("局") + 1
    heading = f"{e((title or '')[:half])}<br />{e((title or '')[half:])}" if title else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>某局门户网站</title>
<meta name="ArticleTitle" content="{e(title or "")}" /></head>
<body><div id="menu">{MENU}</div><div id="detail"><h1>{heading}</h1>
<div class="tool">【<a href="#">打印本页</a>】 【<a href="#">关闭窗口</a>】</div>
<div class="text">{paragraphs(lines)}</div></div><div id="bottom">{FOOT}</div></body></html>""".encode()


def by_program(title: str | None, lines: Sequence[str]) -> bytes:
    """The text is hidden until a program shows it; a small hidden window stands beside it."""
    return f"""<html><head><meta charset="utf-8"><title>{e(title or "")}</title></head><body>
<div class="menu">{MENU}</div><div style="display: none" class="pop"><p>登录后可评论,剩余 77 次</p></div>
<div id="content" style="display:none"><h3>{e(title or "")}</h3>{paragraphs(lines)}</div>
<noscript>请启用脚本 500</noscript>
<div class="foot">{FOOT}</div></body></html>""".encode()


def preformatted(title: str | None, lines: Sequence[str]) -> bytes:
    """Plain text set into a page, as of the early years."""
    text = "\n".join(["", *([title] if title else []), *lines, ""])
    return f"<html><meta charset=gb2312><body><a href=/>返回首页</a><pre>{e(text)}</pre>{FOOT}</body></html>".encode(
        "gbk"
    )


def utf16(title: str | None, lines: Sequence[str]) -> bytes:
    """Saved by an old browser as Unicode, with the comment on where it was saved from."""
    page = f"""<!DOCTYPE html>\r\n<!-- saved from url=(0030)http://yjj.example.gov.cn/1.html -->\r\n<html><head>
<meta charset="gb2312"><title>{e(title or "")}</title></head><body><div class="nav">{MENU}</div>
<h1>{e(title or "")}</h1><section>{paragraphs(lines)}</section><div class="f">{FOOT}</div></body></html>"""
    return b"\xff\xfe" + page.encode("utf-16-le")


def mislabelled(title: str | None, lines: Sequence[str]) -> bytes:
    """Declared utf-8, written GBK, with a broken byte in a description that was cut to length."""
    page = portal_standard(title, lines).decode().encode("gb18030")
    return page.replace(b"<style>", b'<meta name="description" content="\xb7\xa8\xd6"><style>')


def mhtml(title: str | None, lines: Sequence[str]) -> bytes:
    """A page in one file with its pictures."""
    message = EmailMessage()
    message["Subject"] = "saved"
    message["MIME-Version"] = "1.0"
    message.set_content(
        article(title, lines).decode("utf-8-sig"), subtype="html", cte="quoted-printable", charset="utf-8"
    )
    message["Content-Location"] = "http://yjj.example.gov.cn/1.html"
    message.add_related(b"GIF89a", "image", "gif")
    message.set_boundary("saved-page")
    return message.as_bytes()


STYLES: tuple[Style, ...] = (
    *(portal_standard, trs_editor, layout_tables, broken_lines, word_paste, index_table, article, divs, cut_title),
    *(by_program, preformatted, utf16, mislabelled, mhtml),
)
