"""Names of places that hold a numeral and a measure word (三台镇, 五台县, 伍家岗区) are no counts."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from orchestration.extraction.scan import scan

SEEDS = Path(__file__).resolve().parents[3] / "dbt_project" / "seeds"
NUMERALS = frozenset("一二两三四五六七八九十百千万零半双伍陆拾")
# 五十镇, 八日乡: a number before 镇 or 乡, or a date; read as a name they would hide counts.
COUNTS = frozenset(("九镇", "五十镇", "八万镇", "八十八乡", "八千乡", "八日乡"))


def _names() -> list[str]:
    with (SEEDS / "divisions.csv").open(encoding="utf-8", newline="") as handle:
        names = {row["name_zh"] for row in csv.DictReader(handle)}
    with (SEEDS / "towns.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            names.update(town[3:] for town in row["town_list"].split() if town[:3].isdigit())
    return sorted(name for name in names if NUMERALS.intersection(name))


def test_no_division_of_the_seeds_reads_as_a_count() -> None:
    read = {
        name
        for name in _names()
        for text in (f"{name}2024年法治政府建设情况报告。", f"与{name}、长宁街道建立机制，{name}司法所参加。")
        if any(span.kind == "fact" for span in scan(text).spans)
    }
    assert read == COUNTS


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("走访两家子公司。", "两家"),
        ("检查五家乡镇卫生院。", "五家"),
        ("查封三家店铺。", "三家"),
        ("五户乡村民宿通过验收。", "五户"),
        ("以下两镇完成整改。", "两镇"),
        ("检查三家街道企业。", "三家"),
        ("赔偿叁拾伍万元。", "叁拾伍万元"),
    ],
)
def test_a_count_that_looks_like_a_place_stays_a_count(text: str, surface: str) -> None:
    assert [span.surface for span in scan(text).spans if span.kind == "fact"] == [surface]


def test_a_year_without_its_word_is_a_date_and_a_count_of_kilowatt_hours_is_none() -> None:
    spans = {span.surface: span.kind for span in scan("某街道2025度法治政府建设年度报告。全年用电2024度。").spans}
    assert spans == {"2025度": "date", "2024度": "fact"}
