"""The labelled heads of reports (``tests/corpus/bodies/heads.jsonl``) laid out as files, each in its style.

A head gives the words: title, breadcrumb, source line, opening, signature, what the page says of itself. The layouts
here put a neutral body between them. Does not belong here: reading the files, or counting what came out
(measure_bodies.py).
"""

from __future__ import annotations

import html
import json
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

HEADS = Path(__file__).parents[1] / "tests" / "corpus" / "bodies" / "heads.jsonl"
Head = dict[str, Any]

# No name of a body, no year: all evidence is in the head.
BODY = """一、主要举措和成效
(一)健全依法行政制度体系。法治政府建设纳入年度考核,法治建设责任层层压实,依法行政意识持续增强。一是完善制度,修订管理规定,落实公平竞争审查,按程序公开征求意见;二是规范执法,推行行政执法公示、全过程记录和法制审核,组织案卷评查并通报结果;三是强化培训,执法人员持证上岗,集中学习与网上学法相结合。
(二)加强普法宣传。落实谁执法谁普法责任制,走进社区、学校和企业开展宣传,推送以案释法文章,接受群众咨询,营造办事依法、遇事找法的氛围,群众满意度稳步提高。
二、存在的不足
执法力量仍显薄弱,法治宣传形式有待创新,法治政府建设与业务工作的融合还不够深入。
三、下一步打算
继续推进法治政府建设,加强队伍建设,提升依法行政能力和水平。""".splitlines()
_MENU = "".join(f"<li><a href='/{n}/'>{name}</a></li>" for n, name in enumerate(("首页", "政务公开", "互动交流")))
_MORE = "".join(
    f"<li><a href='/t{n}.html'>关于第{n}号建议的答复</a><span>2019-0{n}-11</span></li>" for n in range(1, 6)
)
_WRAP = 32


def read_heads(path: Path = HEADS) -> list[Head]:
    """The heads with what a reader of them must find (``expected``), in the order of the file."""
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def file_of(head: Head) -> tuple[str, bytes]:
    """Name and bytes of the head as a file in its style."""
    return _LAYOUTS[head["style"]](head)


def _text(head: Head, above: list[str]) -> list[str]:
    return [*above, *head.get("title", []), *_below(head)]


def _below(head: Head) -> list[str]:
    lines = [head.get("salutation", ""), head["opening"], *BODY, *head.get("signature", []), head.get("footer", "")]
    return [line for line in lines if line]


def _file(head: Head, lines: list[str]) -> tuple[str, bytes]:
    return f"{head['id']}.txt", "\n".join(lines).encode() + b"\n"


def _plain(head: Head) -> tuple[str, bytes]:
    return _file(head, _text(head, []))


def _flat(head: Head) -> tuple[str, bytes]:
    index = [f"索引号:{head['index_no']}"] if "index_no" in head else []
    above = [line for line in [head.get("crumbs", ""), *head.get("title", []), *head.get("info", []), *index] if line]
    return _file(head, [*above, *_below(head)])


def _lines(head: Head) -> tuple[str, bytes]:
    return _file(head, [*head["info"], *_text(head, [])])


def _red(head: Head) -> tuple[str, bytes]:
    return _file(head, _text(head, [line for line in (head.get("red", ""), head.get("doc_no", "")) if line]))


def _letter(head: Head) -> tuple[str, bytes]:
    title, signature = "".join(head["title"]), head["signature"]
    letter = [f"关于报送{title}的函", head["salutation"], f"按照有关要求,现将《{title}》报上,请审阅。", *signature]
    return _file(head, [*letter, "附件", *head["title"], head["opening"], *BODY])


def _wrapped(head: Head) -> tuple[str, bytes]:
    below = [part for line in _below(head) for part in textwrap.wrap(line, _WRAP)]
    return _file(head, [*head["title"], *below])


def _page(head: Head, charset: str, inside: str, title: str, comment: str = "") -> tuple[str, bytes]:
    meta = {name: value for name, value in head.get("meta", {}).items() if name != "site"}
    tags = "".join(f'<meta name="{name}" content="{html.escape(value)}">' for name, value in meta.items())
    page = (
        f"<!DOCTYPE html>\n{comment}<html><head><meta charset='{charset}'>{tags}<title>{title}</title></head><body>"
        f"<ul class='menu'>{_MENU}</ul>{inside}<ul class='more'>{_MORE}</ul></body></html>"
    )
    return f"{head['id']}.html", page.encode("gb18030" if charset == "gb2312" else "utf-8")


def _article(head: Head, info: str) -> str:
    crumbs = (
        f"<div class='crumb'>当前位置:<a href='/'>首页</a> &gt; <a href='/z'>{head.get('crumbs', '政务公开')}</a></div>"
    )
    text = "".join(f"<p>{html.escape(line)}</p>" for line in _below(head))
    return f"{crumbs}<div class='article'><h1>{''.join(head['title'])}</h1>{info}<div id='zoom'>{text}</div></div>"


def _meta(head: Head) -> tuple[str, bytes]:
    head = {**head, "meta": {**head["meta"], "ArticleTitle": "".join(head["title"])}}
    info = f"<div class='info'><span>发布日期:{head['meta']['PubDate']}</span> <span>浏览次数:<em>351</em></span></div>"
    return _page(head, "utf-8", _article(head, info), f"{''.join(head['title'])}_{head['meta']['SiteName']}")


def _table(head: Head) -> tuple[str, bytes]:
    rows = "".join("<tr><td>{}:</td><td>{}</td></tr>".format(*map(html.escape, row.split("|"))) for row in head["info"])
    return _page(head, "utf-8", _article(head, f"<table>{rows}</table>"), "".join(head["title"]))


def _old(head: Head) -> tuple[str, bytes]:
    title = "".join(head["title"])
    text = "<br>".join(f"　　{html.escape(line)}" for line in _below(head))
    inside = (
        f"<table width=900><tr><td align=center><b>{title}</b></td></tr>"
        f"<tr><td align=center>{head['info'][0]}</td></tr><tr><td>{text}</td></tr></table>"
    )
    return _page(head, "gb2312", inside, f"{title}-{head['meta']['site']}")


def _saved(head: Head) -> tuple[str, bytes]:
    comment = f"<!-- saved from url=({len(head['url']):04d}){head['url']} -->\n"
    info = "".join(f"<div class='info'>{line}</div>" for line in head["info"])
    return _page(head, "utf-8", _article(head, info), "".join(head["title"]), comment)


_LAYOUTS: dict[str, Callable[[Head], tuple[str, bytes]]] = {
    "plain": _plain,
    "flat": _flat,
    "lines": _lines,
    "red": _red,
    "letter": _letter,
    "wrapped": _wrapped,
    "meta": _meta,
    "table": _table,
    "old": _old,
    "saved": _saved,
}
