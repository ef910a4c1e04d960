"""Pages, MHTML and RTF: nests without end, spans without bounds, loops, objects and programs in them."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.support.hostile.story import LINES, TEXT, File, file
from tests.support.report_formats import rtf_of

BODY = "".join(f"<p>{line}</p>" for line in LINES)
HEAD = '<html><head><meta charset="utf-8"><title>小猫</title></head><body>'


def files(rng: random.Random) -> Iterator[File]:
    yield from _html(rng)
    yield from _mhtml(rng)
    yield from _rtf(rng)


def _page(body: str, head: str = HEAD) -> bytes:
    return f"{head}{body}</body></html>".encode()


def _html(rng: random.Random) -> Iterator[File]:
    for tag in ("div", "span", "b", "table><tr><td", "ul><li", "font", "blockquote", "a href=x"):
        name = tag.split(">")[0].split()[0]
        for depth in (500, 10_000):
            yield file(f"deep-{name}{depth}.html", _page(f"<{tag}>" * depth + BODY))
    for name, odd in (
        ("colspan", f"<table>{'<tr><td colspan=99999>1<td colspan=99999>2' * 400}</table>"),
        ("rowspan", f"<table>{'<tr><td rowspan=99999>1<td rowspan=0>2' * 400}</table>"),
        ("breaks", "<br>" * 60_000),
        ("entities", "&#xD800;&#x0;&#1114112;&#-1;&#99999999999;&nosuch;" * 50),
        ("attribute", f'<p title="{"x" * 3_000_000}">1</p>'),
        ("attributes", f"<p {' '.join(f'a{n}=1' for n in range(4000))}>1</p>"),
        ("hidden", "<div style='display:none'>" * 300 + "<p>藏</p>" * 300),
        ("links", "<a href=1>猫</a>" * 4000),
        ("metas", "<meta name=ArticleTitle content=x>" * 4000),
        ("unclosed", "<p <div <table <td '\"" * 3000),
        ("comments", "<!--" * 50_000),
        ("scripts", "<script>document.write('<p>1</p>')</script>" * 5000),
        ("styles", "<style>" + "a{" * 200_000 + "</style>"),
        ("frames", "<iframe src='a.html'></iframe>" * 200),
        ("doctype", "<!DOCTYPE html [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>&b;"),
    ):
        yield file(f"{name}.html", _page(odd + BODY))
    yield file("empty.html", b"<html><body></body></html>", "empty_file")
    yield file("program.html", _page("<script src=a.js></script><div id=app></div>"), "empty_file")
    for n in range(6):
        tags = "".join(
            rng.choice(("<td>", "</p>", "<tr", "<table>", "</body>", "\x00", "<h1>", "]]>")) for _ in range(400)
        )
        yield file(f"soup{n}.html", _page(tags + BODY))


def _mhtml(rng: random.Random) -> Iterator[File]:
    head = "From: <Saved>\nSubject: x\nMIME-Version: 1.0\n"
    for depth in (50, 2000):
        nest = "".join(f'Content-Type: multipart/related; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
        yield file(f"nest{depth}.mht", (head + nest + "Content-Type: text/html\n\n" + HEAD + BODY).encode())
        mail = "Content-Type: multipart/related; boundary=b\n\n--b\n" + "Content-Type: message/rfc822\n\n" * depth
        yield file(f"mail{depth}.mht", (head + mail + "Content-Type: text/html\n\n" + BODY).encode())
    kind = 'Content-Type: multipart/related; boundary="b"\n'
    yield file("no-boundary.mht", (head + "Content-Type: multipart/related\n\n--b\n\n" + BODY).encode(), "broken_file")
    part = "--b\nContent-Type: text/html; charset={}\nContent-Transfer-Encoding: {}\n\n{}\n--b--\n"
    for charset, coding, content in (
        ("utf-8", "base64", "!!!!" * 100), ("utf-8", "base64", "/9j/" * 100), ("no-such", "8bit", BODY),
        ("utf-7", "7bit", "+ADw-p+AD4-"), ("utf-8", "quoted-printable", "=ED=A0=80" * 40), ("idna", "8bit", "x"),
        ("utf-8", "x-uuencode", "begin 644 /tmp/escaped.txt\n#0V%T\nend"), ("rot13", "8bit", "<p>1</p>"),
    ):  # fmt: skip
        yield file(
            f"part-{charset}-{coding}.mht", (head + kind + "\n" + part.format(charset, coding, content)).encode()
        )
    loop = "--b\nContent-Type: text/html\nContent-Location: a.html\n\n<iframe src='a.html'></iframe>\n"
    yield file("loop.mht", (head + kind + "\n" + loop * 50 + "--b--").encode())
    yield file("headers.mht", (head + "X: " + "y" * 500_000 + "\n" + kind + "\n" + BODY).encode())
    yield file("parts.mht", (head + kind + "\n" + "--b\n\nx\n" * 20_000 + "--b--").encode())
    yield file("no-page.mht", (head + kind + "\n--b\nContent-Type: image/gif\n\nGIF89a\n--b--").encode(), "broken_file")
    yield file("null.mht", (head + kind).encode() + b"\n--b\nContent-Type: text/html\n\n\x00\x00" + rng.randbytes(200))


def _rtf(rng: random.Random) -> Iterator[File]:
    story = rtf_of(LINES).decode()
    body = story.removeprefix("{\\rtf1\\ansi\\ansicpg936 ").removesuffix("}")
    start = "{\\rtf1\\ansi\\ansicpg936 "
    for depth in (500, 50_000):
        yield file(f"braces{depth}.rtf", (start + "{" * depth + body + "}" * depth + "}").encode())
        yield file(f"open{depth}.rtf", (start + "{\\header " * depth + body).encode())
        yield file(f"close{depth}.rtf", (start + body + "}" * depth).encode())
    for name, odd in (
        ("object", "{\\object\\objemb{\\*\\objclass Equation.3}{\\*\\objdata " + "d0cf11e0" * 2000 + "}}"),
        ("update", "{\\object\\objautlink\\objupdate{\\*\\objdata 0105}}"),
        ("template", "{\\*\\template http://127.0.0.1:9/a.dot}"),
        ("field", '{\\field{\\*\\fldinst INCLUDETEXT "file:///etc/passwd"}{\\fldrslt 1}}'),
        ("binary", "\\bin999999999 " + "x" * 50),
        ("surrogates", "\\u-10240?\\u55296?\\u57343?\\u-1?\\u99999999999?" * 50),
        ("hex", "\\'" * 5000),
        ("codes", "\\ansicpg99999\\fcharset999\\f99999\\u\\uc99999 "),
        ("cells", "\\trowd" + "\\cell" * 5000 + "\\row"),
        ("nested-rows", "\\itap500" + "{\\nestrow}\\nestcell" * 500),
        ("words", "\\" + "a" * 200_000 + " "),
        ("backslashes", "\\" * 99_999),
        ("numbers", "\\par" + "9" * 20_000 + " "),
    ):
        yield file(f"{name}.rtf", (start + odd + body + "}").encode())
    yield file("short.rtf", b"{\\rtf", "empty_file", "broken_file")
    yield file("empty.rtf", b"{\\rtf1}", "empty_file")
    yield file("text.rtf", TEXT.encode())
    for n in range(5):
        words = "".join(
            rng.choice(("\\pard", "{", "}", "\\'b7", "\\cell", "\\u", "\\*", "\\fonttbl", ";")) for _ in range(600)
        )
        yield file(f"soup{n}.rtf", (start + words + body + "}").encode())
