"""raw/list_pages.csv: pages whose links are followed, one level: which links, and where they may lead.

Does not belong here: finding the links in a page (web/links.py), fetching (fetching.py).
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from orchestration.web.outcomes import Failure
from orchestration.web.urls import normalised

FILE = "list_pages.csv"
FIELDS = ("url", "link_pattern", "hosts", "publisher", "licence", "note")


class ListPagesError(ValueError):
    """raw/list_pages.csv cannot be used; the message tells every line, what was found and what was expected."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list page. ``pattern`` is looked for in the text and title of each link; ``hosts`` are further hosts that links
    may lead to; publisher and licence go into the rows of the files found."""

    url: str
    pattern: re.Pattern[str]
    hosts: tuple[str, ...] = ()
    publisher: str = ""
    licence: str = ""


def read_list_pages(path: Path) -> dict[str, ListPage]:
    """The list pages by address, as the table has them; a missing table has none. Raises ListPagesError."""
    if not path.exists():
        return {}
    try:
        text = path.read_bytes().decode("utf-8-sig")
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        rows = [(reader.line_num, row) for row in reader if any(field.strip() for field in row)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ListPagesError(f"{FILE}:{error};应为 UTF-8 的 CSV 表,改正后重跑") from error
    header = rows[0][1] if rows else []
    if tuple(header) != FIELDS:
        raise ListPagesError(f"{FILE}:表头见 {','.join(header)!r},应为 {','.join(FIELDS)!r};改正第一行")
    pages: dict[str, ListPage] = {}
    problems = []
    for line, row in rows[1:]:
        try:
            page = _list_page(row)
            if page.url in pages:
                raise ValueError(f"{page.url} 已登记,应只登记一次")
            pages[page.url] = page
        except (ValueError, Failure) as problem:
            problems.append(f"第 {line} 行:{problem}")
    if problems:
        raise ListPagesError(f"{FILE} {';'.join(problems)};改正后重跑")
    return pages


def _list_page(row: list[str]) -> ListPage:
    if len(row) != len(FIELDS):
        raise ValueError(f"见 {len(row)} 个字段,应为 {len(FIELDS)} 个(含逗号的内容须加双引号)")
    url, pattern, hosts, publisher, licence, _ = (field.strip() for field in row)
    if not pattern:
        raise ValueError("link_pattern 为空,应为链接文字须符合的正则表达式,如 法治政府|依法行政")
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise ValueError(f"link_pattern 见 {pattern!r},不是正则表达式({error})") from error
    return ListPage(normalised(url), compiled, tuple(hosts.lower().split()), publisher, licence)
