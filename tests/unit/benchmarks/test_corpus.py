"""The corpus to measure with: the same at any hour, in the proportions of life, and its truth is true of its files."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.corpus.bodies import TABLES, bodies
from benchmarks.corpus.files import FORMATS
from benchmarks.corpus.grammar import sentences, write
from benchmarks.corpus.plan import SHARES, kind_of, planned
from benchmarks.corpus.report import reissued, report
from benchmarks.corpus.writing import make
from orchestration.csv_rows import rows_of
from orchestration.home import SEEDS
from orchestration.reading.reader import read_bytes

SEED = 5


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_same_seed_same_bytes_however_the_work_is_cut(tmp_path: Path) -> None:
    make(tmp_path / "once", 40, SEED, processes=1)
    make(tmp_path / "twice", 25, SEED, processes=2)
    make(tmp_path / "twice", 15, SEED, first=25, processes=2)
    once, twice = files(tmp_path / "once" / "raw"), files(tmp_path / "twice" / "raw")
    assert len(once) == 41 and once == twice
    make(tmp_path / "other", 40, SEED + 1, processes=1)
    assert files(tmp_path / "other" / "raw") != once


def test_proportions_of_life() -> None:
    kinds = Counter(kind_of(SEED, number) for number in range(20_000))
    assert kinds.keys() == SHARES.keys()
    text = sum(kinds[kind] for kind in ("text", "older_text", "standard_page", "editor_page", "table_page"))
    assert 0.84 < text / 20_000 < 0.86
    assert 0.09 < (kinds["pdf"] + kinds["word"]) / 20_000 < 0.11


def test_reports_are_distinct_and_of_the_length_of_real_ones() -> None:
    texts = ["\n".join(report(SEED, number).lines) for number in range(60)]
    assert len(set(texts)) == 60
    assert 10_000 < sum(len(text.encode()) for text in texts) / 60 < 14_000


def test_there_are_bodies_for_a_nation() -> None:
    assert len({body.full_name for body in bodies(SEED)}) == len(bodies(SEED)) > 50_000


def test_bodies_are_named_as_the_warehouse_names_them() -> None:
    """The province goes before no city and no county but those of a city that is a province."""
    full_names = {body.full_name for body in bodies(SEED)}
    assert {"西安市审计局", "神农架林区审计局", "重庆市铜梁区统计局", "四川省审计厅"} <= full_names
    assert not {"陕西省西安市审计局", "铜梁区统计局", "湖北省神农架林区审计局"} & full_names


@pytest.mark.parametrize("section", [row["section"] for row in rows_of(TABLES / "sections.csv")])
def test_figures_are_of_the_dictionary_and_stand_where_they_are_said_to(section: str) -> None:
    import random

    known = {row["indicator_id"] for row in rows_of(SEEDS / "indicators.csv")}
    chance = random.Random(SEED)
    for template in sentences(section):
        text, planted = write(template, chance, lambda _: 0.5)
        assert not set(text) & set("[]<>{}|"), template
        for figure in planted:
            assert figure.indicator_id in known
            assert text[figure.start : figure.end] == figure.surface


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_is_read_with_all_that_was_planted(kind: str) -> None:
    number = next(number for number in range(1_000) if kind_of(SEED, number) == kind)
    made = planned(SEED, number)
    assert made.report is not None
    document = read_bytes(made.data, made.file)
    agency = document.metadata.agency
    assert agency is not None and agency.full_name_zh == made.report.body.full_name
    assert document.metadata.year == made.report.year
    assert [one.text for one in made.report.sentences if one.text not in document.text] == []


def test_a_reissue_differs_in_one_figure() -> None:
    old = report(SEED, 3)
    new = reissued(old, SEED, 900)
    (changed,) = [pair for pair in zip(old.sentences, new.sentences, strict=True) if pair[0] != pair[1]]
    assert changed[1].planted[-1].value == changed[0].planted[-1].value + 1
    assert new.published > old.published
    assert [one.text for one in new.sentences if not any(one.text in line for line in new.lines)] == []
