"""Scanning takes time in proportion to the text, whatever the text is made of, and loads its tables only when used."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from orchestration.extraction.scan import scan

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


def _seconds(text: str) -> float:
    start = time.process_time()
    assert scan(text).ledger.balanced
    return time.process_time() - start


@pytest.mark.parametrize("unit", _UNITS)
def test_twice_the_text_takes_about_twice_the_time(unit: str) -> None:
    scan(unit * 50)
    size = 8_000 // len(unit)
    once = min(_seconds(unit * size) for _ in range(2))
    assert _seconds(unit * size * 4) < 4 * (2.5 * once + 0.1)


def test_importing_the_scanner_compiles_no_pattern_of_a_table() -> None:
    code = (
        "import sys, orchestration.extraction.scan\n"
        "from orchestration.extraction.scan_tables import read_table_rows\n"
        "sys.exit(read_table_rows.cache_info().misses)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
