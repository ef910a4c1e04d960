"""The page on reading names every reason for a rejection with what to do, and no other."""

from __future__ import annotations

import re

from orchestration.checks.documents import REASON_CODES
from orchestration.home import PROJECT_ROOT
from orchestration.pipeline import archives, landing
from orchestration.reading import isolation
from orchestration.reading.decoded import MAX_CHARACTERS
from orchestration.reading.formats import pdf

PAGE = (PROJECT_ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
_ROW = re.compile(r"^\| `(\w+)` \| (.+) \| (.+) \|$", re.MULTILINE)


def test_every_reason_stands_in_the_page_with_what_to_do() -> None:
    rows = _ROW.findall(PAGE)
    assert [code for code, *_ in rows] == sorted(REASON_CODES)
    assert all(len(meaning) > 10 and len(hint) > 5 for _, meaning, hint in rows)


def test_the_limits_are_those_of_the_code() -> None:
    megabyte = 1024**2
    for said in (
        f"| {landing.MAX_BYTES // megabyte} MB |",
        f"{MAX_CHARACTERS:,} characters",
        f"{archives.MAX_MEMBERS:,} files, {archives.MAX_TOTAL_BYTES // megabyte} MB unpacked",
        f"| {pdf.MAX_PAGES} / ",
        f"{isolation.SECONDS:.0f} s, {isolation.MEMORY_BYTES // 1024**3} GB of memory",
    ):
        assert said in PAGE, said
