"""Writes docs/cookbook.md from the heads of cookbook/*.sql: ``python -m tools.make_cookbook_page``.

The question, its translation and its caveats stand in the query itself; this page is a list of them, and a test holds
the two together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from orchestration.home import PROJECT_ROOT

FOLDER = PROJECT_ROOT / "cookbook"
PAGE = PROJECT_ROOT / "docs" / "cookbook.md"
_PARTS = {"question_zh": "问:", "question_en": "Question: ", "caveats_zh": "注意:", "caveats_en": "Caveats: "}
HEAD = """# Cookbook 问题集

Made from the heads of the queries by `make cookbook`; do not edit. Each question is a file in `cookbook/` that runs on
any release as it is:

```
fazhi sql cookbook/35_who_fined_the_most.sql                # here and below: .venv/bin/fazhi in the checkout
fazhi export --query cookbook/01_penalties_and_fines.sql --output penalties.xlsx
duckdb -readonly .fazhi/release/current/fazhi.duckdb < cookbook/29_coverage.sql
```

A test runs every one on a small release and compares the answer with one reckoned in plain Python. What keeps wrong
sums out stands in [using_the_release.md](using_the_release.md).

| no. | 问题 | question |
|---|---|---|
"""
OPEN = """
## Open, and what is missing

- Size of a body (27): population and number of enterprises of a region are not in the warehouse; ranking per supervised
  entity is what the reports themselves allow.
- Bodies that never published (29, 34): who is obliged to publish is in no table; 34 counts regions instead.
- The fifth required part of a report, other matters (15), has no heading of its own to tell it by.
- Reworded boilerplate (18): only sentences that are equal but for their digits are found.
- Topics of problems (20) are keywords; no one has coded the sections by hand.
- Staleness of cited laws (32): only the outlines have years of validity here; a table of laws with their revisions is
  missing.
"""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A query of the cookbook with what its head says."""

    path: Path
    question_zh: str
    question_en: str
    caveats_zh: str
    caveats_en: str

    @property
    def number(self) -> str:
        """The number in the name of the file."""
        return self.path.name[:2]


def recipes(folder: Path = FOLDER) -> list[Recipe]:
    """All queries in order of their number. Raises ValueError when the head of one lacks a part."""
    return [read_recipe(path) for path in sorted(folder.glob("*.sql"))]


def read_recipe(path: Path) -> Recipe:
    """The query at ``path``. Raises ValueError when its head lacks the question or the caveats, in either language."""
    lines = path.read_text(encoding="utf-8").splitlines()
    comments = []
    for line in lines:
        if not line.startswith("--"):
            break
        comments.append(line.removeprefix("--").strip())
    head = " ".join(comments)
    found = re.fullmatch(" ?".join(f"{mark.strip()}(.+?)" for mark in _PARTS.values()), head)
    if found is None:
        raise ValueError(f"{path.name}: found {head[:60]!r}, expected {list(_PARTS.values())}; complete the head")
    return Recipe(path, *(part.strip() for part in found.groups()))


def page() -> str:
    """The whole page as text."""
    rows = [
        f"| [{recipe.number}](../cookbook/{recipe.path.name}) | {recipe.question_zh} | {recipe.question_en} |"
        for recipe in recipes()
    ]
    return HEAD + "\n".join(rows) + "\n" + OPEN


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
