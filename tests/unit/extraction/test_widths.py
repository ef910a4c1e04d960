"""Full-width and half-width figures are the same figures: the same is found in a report printed in either."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from orchestration.document import Document
from orchestration.extraction.extract import extract
from orchestration.extraction.mention import Mention
from orchestration.extraction.normalise import with_narrow_figures

CORPUS = Path(__file__).parents[2] / "corpus"
REPORTS = [*sorted((CORPUS / "gold").glob("*.txt")), *sorted((CORPUS / "practice").glob("*_a1[0-4].txt"))[::4]]
_WIDE = str.maketrans("0123456789%", "０１２３４５６７８９％")


def _told(mention: Mention) -> tuple[Any, ...]:
    """All that is told of a mention but how it is printed."""
    return (
        *(mention.start, mention.end, mention.kind, mention.value, mention.low, mention.high, mention.comparator),
        *(mention.unit, mention.measure, mention.status, mention.scope, mention.period, mention.value_kind),
        *(mention.parent_start, mention.relation, mention.indicator_id, mention.rule_id),
    )


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_in_full_width_figures_says_the_same(path: Path) -> None:
    narrow = with_narrow_figures(path.read_text(encoding="utf-8"))
    wide = narrow.translate(_WIDE)
    found, expected = extract(Document(text=wide)), extract(Document(text=narrow))
    assert list(map(_told, found.mentions)) == list(map(_told, expected.mentions))
    assert all(wide[one.start : one.end] == one.surface for one in found.mentions)
    assert found.ledger == expected.ledger and found.ledger.balanced


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("平均用时由２０１８年的９．２天缩短到４．１天", "平均用时由2018年的9.2天缩短到4.1天"),
        ("实行２４小时值守，办结率９８．６％。", "实行24小时值守，办结率98.6%。"),
        ("１．加强领导．全面落实", "1．加强领导．全面落实"),  # a point that is no decimal one stays
        ("没有数字（一）。", "没有数字（一）。"),
    ],
)
def test_only_figures_are_read_in_one_width(text: str, read: str) -> None:
    assert with_narrow_figures(text) == read
    assert len(read) == len(text)


def test_the_rest_of_a_document_stays_as_published() -> None:
    text = "一、２０２３年工作\n受理行政复议案件１２件，按期办结率１００％。\n"
    found = extract(Document(text=text))
    assert found.sections[-1].title == "２０２３年工作"
    assert [one.surface for one in found.mentions if one.kind == "fact"] == ["１２件", "１００％"]
    assert not [one for one in found.mentions if re.search("[0-9]", one.surface)]


# A mark between digits may part thousands, which only the half-width one does; the full-width bar stays the list mark.
_MARKS = str.maketrans("，；：（）！？", ",;:()!?")


def _but_named(mention: Mention) -> tuple[Any, ...]:
    """All that is told of a mention but its name and indicator, which are weighed, and the unit as it is printed."""
    return (
        *(mention.start, mention.end, mention.kind, mention.value, mention.low, mention.high, mention.comparator),
        *(mention.status, mention.scope, mention.period, mention.value_kind),
    )


def _with_half_width_marks(text: str) -> str:
    return re.sub(
        r"(?<![0-9])[，；：（）！？]|[，；：（）！？](?![0-9])", lambda mark: mark.group().translate(_MARKS), text
    )


def test_a_report_with_half_width_marks_says_the_same() -> None:
    """处罚12件，罚款… and 处罚12件,罚款… are one sentence: what is found is the same, and so is nearly every name."""
    facts = named_alike = 0
    for path in REPORTS:
        text = with_narrow_figures(path.read_text(encoding="utf-8"))
        half = _with_half_width_marks(text)
        found, expected = extract(Document(text=half)).mentions, extract(Document(text=text)).mentions
        assert list(map(_but_named, found)) == list(map(_but_named, expected)), path.stem
        for one, other in zip(found, expected, strict=True):
            facts += 1
            name = (other.measure or "").translate(_MARKS)
            named_alike += ((one.measure or "").translate(_MARKS), one.indicator_id) == (name, other.indicator_id)
    assert named_alike >= 0.995 * facts


@pytest.mark.parametrize("name", ["ＰＭ２．５", "ＰＭ１０", "ＳＯ２"])
def test_letters_and_a_figure_that_name_what_is_in_the_air_are_one_name(name: str) -> None:
    found = extract(Document(text=f"全年{name}浓度３１微克／立方米，同比下降４．５％。")).mentions
    assert [(one.kind, one.surface) for one in found] == [
        ("name", name),
        ("fact", "３１微克／立方米"),
        ("fact", "４．５％"),
    ]


def test_other_letters_before_a_figure_are_left() -> None:
    found = extract(Document(text="群众安装反诈ＡＰＰ３２万余人。")).mentions
    assert [one.surface for one in found if one.kind == "fact"] == ["３２万余人"]
