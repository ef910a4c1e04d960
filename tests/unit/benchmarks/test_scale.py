"""Measuring builds: the use of processes, the record, and the page drawn from it."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from benchmarks.process_tree import use_of
from benchmarks.scale_page import BEGIN, END, Measured, add_results, exponent, read_results, write_page

ROW = Measured("abc", "2 cores", "before", 1_000, "full", "all", 100.0, 50.0, 500.0)


def row(**changes: object) -> Measured:
    values = {name: getattr(ROW, name) for name in Measured.__slots__} | changes
    return Measured(**values)  # type: ignore[arg-type]


def test_a_child_counts_with_its_parent() -> None:
    alone = use_of(os.getpid())
    code = "import sys; held = bytearray(60_000_000); print(flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        both = use_of(os.getpid())
        child.communicate()
    assert both.processes == alone.processes + 1
    assert both.memory_mb > alone.memory_mb + 50
    assert both.processor_s >= alone.processor_s > 0


def test_growth_is_a_power() -> None:
    rows = [row(reports=1_000, processor_s=50.0), row(reports=10_000, processor_s=500.0)]
    assert exponent(rows) == pytest.approx(1.0)
    assert exponent([*rows, row(reports=100_000, processor_s=50_000.0)]) == pytest.approx(2.0)
    assert exponent(rows[:1]) is None


def test_the_page_shows_the_newest_of_each_size(tmp_path: Path) -> None:
    record, page, curve = tmp_path / "r.csv", tmp_path / "p.md", tmp_path / "c.svg"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    add_results([ROW, row(step="landing", processor_s=2.0)], record)
    add_results([row(commit="def", processor_s=40.0), row(reports=10_000, processor_s=400.0)], record)
    assert read_results(record)[0] == ROW and len(read_results(record)) == 4
    write_page(record, page, curve)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n") and text.endswith("after\n") and "old" not in text
    assert "| 1,000 | full build | 100 s | 40 s | 500 MB | def |" in text
    assert "| landing | 2.0 (500) |" in text
    assert "power 1.00" in text
    ET.fromstring(curve.read_text(encoding="utf-8"))
