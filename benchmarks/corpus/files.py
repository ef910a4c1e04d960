"""A report as a file: text in two encodings, three kinds of pages, PDF and Word; the same bytes at any hour.

Does not belong here: which report becomes what (plan.py).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from html import escape

from benchmarks.corpus.report import Report

_MENU = "".join(f"<li><a href='/{name}/'>{name}</a></li>" for name in ("首页", "政务公开", "政务服务", "互动交流"))
_FOOT = "<p>主办：某市人民政府办公室　承办：某市大数据中心</p><p>某ICP备05012345号-1</p>"
_OFFICE = "http://schemas.openxmlformats.org"
_WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_FONT, _SIZE, _WIDTH, _LINES = "STSong-Light", 16, 27, 24


def plain_text(report: Report) -> bytes:
    """A line a paragraph, the line of the website below the title."""
    head = f"{report.title}\n发布日期：{report.published.isoformat()}　来源：{report.body.name}\n"
    return (head + "\n".join(report.lines) + "\n").encode()


def older_text(report: Report) -> bytes:
    """The same in the encoding of older machines, without the line of the website."""
    return f"{report.title}\r\n{chr(10).join(report.lines)}\r\n".encode("gb18030")


def standard_page(report: Report) -> bytes:
    """The page of a portal with the meta tags of the standard."""
    body = "\n".join(f"<p>{escape(line)}</p>" for line in report.lines)
    day = report.published.isoformat()
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="ArticleTitle" content="{escape(report.title)}"><meta name="PubDate" content="{day} 10:20">
<meta name="ContentSource" content="{escape(report.body.name)}"><title>{escape(report.title)}</title>
<style>.a{{width:100px}}</style><script>var count = 4711;</script></head><body>
<div class="header"><ul>{_MENU}</ul></div>
<div class="article"><h1>{escape(report.title)}</h1><div class="info"><span>发布日期：{day}</span></div>
<div class="pages_content" id="UCAP-CONTENT">{body}</div></div>
<div class="footer">{_FOOT}</div></body></html>""".encode()


def editor_page(report: Report) -> bytes:
    """An older editor: GBK, styled paragraphs with full-width indents."""
    body = "".join(f'<p style="text-indent:2em" align="justify">　　{escape(line)}</p>\n' for line in report.lines)
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<title>{escape(report.title)}</title></head><body><div id="nav">{_MENU}</div>
<div class="xl_title">{escape(report.title)}</div><div class="xl_xx">发布日期：{report.published.isoformat()}</div>
<div class=TRS_Editor><div class=Custom_UnionStyle>{body}</div></div>
<div class="foot">{_FOOT}</div></body></html>""".encode("gb18030")


def table_page(report: Report) -> bytes:
    """Everything arranged by tables, upper-case tags, no closing tags."""
    body = "".join(f"<P><FONT size=3 face=宋体>{escape(line)}</FONT>\n" for line in report.lines)
    return f"""<HTML><HEAD><meta charset=gbk><TITLE>{escape(report.title)}</TITLE></HEAD><BODY bgColor=#ffffff>
<TABLE width=1000><TR><TD><UL>{_MENU}</UL><TR><TD><TABLE width="95%"><TR><TD align=center><B><FONT
size=5>{escape(report.title)}</FONT></B></TD></TR><TR><TD>{body}</TD></TR></TABLE></TD></TR>
<TR><TD align=center>{_FOOT}</TD></TR></TABLE></BODY></HTML>""".encode("gb18030")


def word(report: Report) -> bytes:
    """A Word file of the fewest parts."""
    lines = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in (report.title, *report.lines)
    )
    relation = f"{_OFFICE}/officeDocument/2006/relationships/officeDocument"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_OFFICE}/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_WORD_MAIN}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_OFFICE}/package/2006/relationships"><Relationship Id="a" '
            f'Type="{relation}" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{_OFFICE}/wordprocessingml/2006/main"><w:body>{lines}'
            "</w:body></w:document>",
        }
    )


def pdf(report: Report) -> bytes:
    """A PDF of numbered pages, set in lines of 27 characters."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    _register_font()
    out = io.BytesIO()
    canvas = Canvas(out, A4, invariant=1)
    lines = _set_lines(report)
    for number, first in enumerate(range(0, len(lines), _LINES), 1):
        canvas.setFont(_FONT, _SIZE)
        for place, (indent, line) in enumerate(lines[first : first + _LINES]):
            canvas.drawString(80 + indent * _SIZE, A4[1] - 90 - 28 * place, line)
        canvas.setFont(_FONT, 10.5)
        canvas.drawCentredString(A4[0] / 2, 50, f"— {number} —")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


FORMATS: Mapping[str, tuple[str, Callable[[Report], bytes]]] = {
    "text": ("txt", plain_text),
    "older_text": ("txt", older_text),
    "standard_page": ("html", standard_page),
    "editor_page": ("html", editor_page),
    "table_page": ("htm", table_page),
    "pdf": ("pdf", pdf),
    "word": ("docx", word),
}


def zipped(files: Mapping[str, str]) -> bytes:
    """A zip archive of files, without the hour."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


@cache
def _register_font() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))


def _set_lines(report: Report) -> list[tuple[float, str]]:
    """Lines of the file with their indents in characters; the title stands in the middle."""
    title = [report.title[first : first + _WIDTH] for first in range(0, len(report.title), _WIDTH)]
    lines = [((_WIDTH - len(part)) / 2, part) for part in title]
    for paragraph in report.lines:
        rest, indent = paragraph, 2
        while rest:
            cut = _cut(rest, _WIDTH - indent)
            lines.append((indent, rest[:cut]))
            rest, indent = rest[cut:], 0
    return lines


def _cut(text: str, room: float) -> int:
    """How many characters fit; one of ASCII takes half the room."""
    taken = 0.0
    for place, character in enumerate(text):
        taken += 0.5 if character.isascii() else 1
        if taken > room:
            return place
    return len(text)
