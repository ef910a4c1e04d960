"""Any text is legal input and costs work in proportion to its length, whatever it consists of.

Work is counted in calls of functions, Python's and C's, not in seconds; ``benchmarks/adversarial.py`` measures time.
"""

from __future__ import annotations

import pytest

from orchestration.document import Document, Metadata
from orchestration.extraction.extract import extract
from tests.support.counting import calls_of

SIZE = 1500
HOSTILE = {
    "digits": "1234567890",
    "full width": "１２，",
    "one numeral": "一",
    "of which": "其中",
    "brackets opened": "（",
    "brackets with a figure": "（1件）",
    "references opened": "〔",
    "quotes opened": "“",
    "titles opened": "《",
    "one clause": "受理5件、",
    "one sentence": "办结5件，",
    "one run": "办结5件；",
    "parts": "其中5件，",
    "lines": "办结5件\n",
    "rates": "合格率5%，",
    "ranges": "3至5个",
    "respective": "分别为12件、",
    "cells": "5 6 7\n",
    "headings": "一、二、",
}


def calls(text: str) -> int:
    """The number of calls that extracting ``text`` takes."""
    document = Document(text, (), Metadata(year=2023))
    return calls_of(lambda: extract(document))


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_twice_the_text_is_twice_the_work(unit: str) -> None:
    text = unit * (SIZE // len(unit))
    extract(Document(text, (), Metadata(year=2023)))  # tables are loaded once
    once, twice = calls(text), calls(text * 2)
    assert twice <= 2.3 * once + 500, (once, twice)
