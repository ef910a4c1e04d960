"""The two readmes: what a newcomer types works as it stands, and neither says less than the other."""

from __future__ import annotations

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
