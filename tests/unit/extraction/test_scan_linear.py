"""Scanning takes work in proportion to the text, whatever the text is made of, and loads its tables only when used.

Work is counted in calls; ``benchmarks/adversarial.py`` measures time on the like.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from orchestration.extraction.scan import scan
from tests.support.counting import calls_of

_UNITS = [
    *(
        "1",
        "其中",
        "（",
        "(",
        "一",
        "〔",
        "第",
        "“",
        "《",
        "GB ",
        "零",
        "双",
        "未发生",
        "1-",
        "2023年",
        "每一",
        "一、",
        "1/",
    ),
    *("2023年", "每一", "一、", "1/", "A1 ", "电话 ", "12家，", "第一条、", "１，２３４，", " ", "检查12家一行"),
]


def _calls(text: str) -> int:
    found = scan(text)
    assert found.ledger.balanced
    return calls_of(lambda: scan(text + "\n"))


@pytest.mark.parametrize("unit", _UNITS)
def test_four_times_the_text_is_about_four_times_the_work(unit: str) -> None:
    size = 2_000 // len(unit)
    long = unit * size * 4
    assert _calls(long) <= 4.4 * _calls(unit * size) + len(
        long
    )  # a run of one kind is cut where it is too long to be one


def test_importing_the_scanner_compiles_no_pattern_of_a_table() -> None:
    code = (
        "import sys, orchestration.extraction.scan\n"
        "from orchestration.extraction.vocabulary import table\n"
        "sys.exit(table.cache_info().misses)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
