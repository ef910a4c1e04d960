"""The two readmes: what a newcomer types works as it stands, and neither says less than the other."""

from __future__ import annotations

import re

import pytest

from orchestration.home import PROJECT_ROOT

READMES = ("README.md", "README.zh.md")


def text_of(name: str) -> str:
    return (PROJECT_ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", READMES)
def test_the_python_snippet_says_which_python(name: str) -> None:
    """The one of the system has no duckdb."""
    before = text_of(name).partition("```python")[0]
    assert ".venv/bin/python" in " ".join(before.splitlines()[-3:])


def pages_of(name: str) -> set[str]:
    return set(re.findall(r"\]\(([\w/.]+\.md)[)#]", text_of(name))) - set(READMES)


def is_english(page: str) -> bool:
    prose = re.sub(r"(?s)```.*?```", "", text_of(page))
    return len(re.findall("[A-Za-z]{2,}", prose)) > 1.5 * len(re.findall("[\u4e00-\u9fff]", prose))


def test_both_lead_to_the_same_pages() -> None:
    assert pages_of("README.md") == pages_of("README.zh.md")


def test_the_chinese_one_says_which_pages_are_in_english() -> None:
    links = re.findall(r"(?<!!)\[([^\[\]]+)\]\(([\w/.]+\.md)\)(\(英文\))?", text_of("README.zh.md"))
    marked = {page: bool(mark) for words, page, mark in links if page not in READMES}
    assert marked == {page: is_english(page) for page in marked}


@pytest.mark.parametrize("name", READMES)
def test_what_to_mind_stands_at_the_first_queries(name: str) -> None:
    page = text_of(name)
    assert page.index("fazhi sql") < page.index("1300余") < page.index("```python")
