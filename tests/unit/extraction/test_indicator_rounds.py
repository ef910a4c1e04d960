"""Rounds of invented sentences with the id of every figure: the share that is right must not fall."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from orchestration.document import Document, Metadata
from orchestration.extraction.extract import extract
from orchestration.extraction.indicators import dictionary_rows
from orchestration.extraction.mention import UNMAPPED
from orchestration.reading.errors import Rejection
from orchestration.reading.reader import read_bytes

ROUNDS = Path(__file__).resolve().parents[2] / "corpus" / "cases" / "indicator_rounds"
MARK = re.compile(r"\{([^{}=]+)=([^{}]*)\}")
# Right and wrong of each round; an unmapped figure is not wrong. A little room for the naming rules.
FLOORS = {
    1: (0.985, 0.010),
    2: (0.970, 0.015),
    3: (0.965, 0.020),
    4: (0.955, 0.012),
    5: (0.945, 0.030),
    6: (0.960, 0.015),
    7: (0.960, 0.025),
    8: (0.960, 0.028),
    9: (0.930, 0.047),
    10: (0.960, 0.015),
    11: (0.960, 0.025),
    12: (0.970, 0.020),
    13: (0.950, 0.030),
    14: (0.950, 0.035),
    15: (0.955, 0.030),
    16: (0.950, 0.030),
    20: (0.970, 0.015),
    21: (0.940, 0.001),
    31: (0.975, 0.010),
    32: (0.940, 0.015),
    33: (0.955, 0.025),
    34: (0.945, 0.015),
    35: (0.955, 0.030),
    36: (0.965, 0.017),
    37: (0.950, 0.025),  # one figure is lost to the weights: 因信息公开引发…行政诉讼1件
    38: (0.960, 0.020),
    39: (0.950, 0.020),
    40: (0.925, 0.020),
    41: (0.925, 0.040),
    42: (0.930, 0.040),
    43: (0.900, 0.065),
    44: (0.900, 0.065),
    45: (0.920, 0.055),
    46: (0.935, 0.040),
    47: (0.840, 0.065),
    48: (0.970, 0.020),
    51: (0.970, 0.010),
    61: (0.965, 0.025),
    62: (0.985, 0.010),
    63: (0.950, 0.030),
    64: (0.940, 0.010),
    65: (0.900, 0.060),
    71: (0.950, 0.030),
    81: (0.950, 0.001),
}


def unmarked(marked: str) -> tuple[str, dict[int, tuple[str, list[str]]]]:
    """Return the sentence without its marks, and by start of each figure its surface and the ids that are right."""
    text, at = "", 0
    figures: dict[int, tuple[str, list[str]]] = {}
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        figures[len(text)] = (mark[1], [name or UNMAPPED for name in mark[2].split("|")])
        text, at = text + mark[1], mark.end()
    return text + marked[at:], figures


def rows(number: int) -> list[str]:
    lines = (ROUNDS / f"round_{number}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


def read(text: str) -> Document:
    try:
        return read_bytes(text.encode(), "round.txt")
    except Rejection:  # a body whose region no table knows
        return Document(text, (), Metadata(year=2023))


@pytest.mark.parametrize("number", FLOORS)
def test_the_rounds_keep_what_was_reached(number: int) -> None:
    right = wrong = total = 0
    for marked in rows(number):
        text, figures = unmarked(marked)
        facts = [mention for mention in extract(read(text)).mentions if mention.kind == "fact"]
        for start, (surface, ids) in figures.items():
            end = start + len(surface)
            found = next((fact.indicator_id for fact in facts if fact.start < end and start < fact.end), UNMAPPED)
            total += 1
            right += found in ids
            wrong += found not in (*ids, UNMAPPED)
    floor, ceiling = FLOORS[number]
    assert right / total >= floor
    assert wrong / total <= ceiling


def test_the_rounds_name_rows_of_the_dictionary() -> None:
    known = {row["indicator_id"] for row in dictionary_rows()} | {UNMAPPED}
    figures = [unmarked(marked)[1] for number in FLOORS for marked in rows(number)]
    named = {name for found in figures for _, ids in found.values() for name in ids}
    assert named <= known
