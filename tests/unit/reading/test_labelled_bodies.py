"""Body, level, region, year and date of labelled heads and reports: the shares that are not to be lost."""

from __future__ import annotations

import csv
from functools import cache

import pytest

from orchestration.reading.reader import read_bytes
from tools.heads import HEADS, file_of, read_heads
from tools.measure_bodies import DOCUMENTS, FIELDS, Outcome, outcomes, shares

RIGHT, WRONG = 0.97, 0.01
PARTS = (
    *(f"heads, {half}" for half in ("open", "kept", "later", "last", "fourth", "fifth", "sixth")),
    *(f"vertical, {half}" for half in ("open", "kept", "last")),
    "reports",
)


@cache
def found() -> tuple[Outcome, ...]:
    return tuple(outcomes())


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("field", FIELDS)
def test_nearly_all_are_right(part: str, field: str) -> None:
    right, _, count = shares(found())[part, field]
    assert right >= RIGHT, (part, field, right, count)


@pytest.mark.parametrize("field", FIELDS)
def test_hardly_any_is_wrong_rather_than_unknown(field: str) -> None:
    wrong = [one.name for one in found() if one.verdict(field) == "wrong"]
    assert len(wrong) <= WRONG * len(found()), wrong


def test_the_labels_are_whole() -> None:
    heads = read_heads()
    assert len({head["id"] for head in heads}) == len(heads) >= 550
    assert len({head["style"] for head in heads}) >= 10
    with DOCUMENTS.open(encoding="utf-8", newline="") as stream:
        documents = [row["document"] for row in csv.DictReader(stream)]
    assert len(set(documents)) == len(documents) > 100
    assert HEADS.exists()


def test_reading_a_head_twice_gives_the_same() -> None:
    name, data = file_of(read_heads()[1])
    assert read_bytes(data, name) == read_bytes(data, name)
