"""Changes in places are named by what was ranked in the clause before."""

from __future__ import annotations

import pytest

from orchestration.document import Document, Metadata
from orchestration.extraction.extract import extract


def named(text: str, surface: str) -> str | None:
    found = extract(Document(text, (), Metadata(year=2023)), completing=False).mentions
    (one,) = [mention for mention in found if mention.surface == surface and mention.kind == "fact"]
    return one.measure


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("在全县作风评议中位列第七，较上年前移2个位次。", "2个位次", "作风评议位次同比"),
        ("依法行政考核排名第4，比上年上升3个位次。", "3个位次", "依法行政考核位次同比"),
        ("政务公开测评居第六位，同比提升5位次。", "5位次", "政务公开测评位次同比"),
    ],
)
def test_a_move_is_named_by_what_was_ranked(text: str, surface: str, name: str) -> None:
    assert named(text, surface) == name


def test_a_rank_that_is_not_told_right_before_names_nothing() -> None:
    name = named("作风评议位列第七。全年办理案件12件，办结率较上年提升5个百分点。", "5个百分点")
    assert name is not None and "位次" not in name
