from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from orchestration.extraction.mention import Quantity
from orchestration.extraction.quantities import last_step, parse_surface
from orchestration.extraction.scan import scan
from orchestration.extraction.vocabulary import table

CORPUS = Path(__file__).parents[2] / "corpus" / "quantities"
_LINE = re.compile(r"(\S+) \[(\S+), (\S+)\] (\w+) (\S+) ← (.+)")


def _corpus() -> list[tuple[str, Quantity]]:
    cases = []
    for path in sorted(CORPUS.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                continue
            match = _LINE.fullmatch(line)
            assert match, f"not a corpus line: {line!r}"
            value, low, high, comparator, unit, surfaces = match.groups()
            bounds = [None if bound == "-" else Decimal(bound) for bound in (low, high)]
            quantity = Quantity(Decimal(value), bounds[0], bounds[1], comparator, "" if unit == "." else unit)  # type: ignore[arg-type]
            # One space inside a surface is part of it; surfaces are separated where the next one starts with a figure.
            cases += [(surface, quantity) for surface in re.split(r"(?<=\S) (?![万余家件人])", surfaces)]
    return cases


@pytest.mark.parametrize(("surface", "quantity"), _corpus())
def test_corpus_surface_denotes_its_quantity(surface: str, quantity: Quantity) -> None:
    assert parse_surface(surface) == quantity


@pytest.mark.parametrize("row", table("measure_words"), ids=lambda row: row["unit"])
def test_every_measure_word_is_found_in_a_sentence(row: dict[str, str]) -> None:
    spans = scan(row["example"] + "。").spans
    assert [span.quantity.unit for span in spans if span.quantity] == [row["base"]]


@pytest.mark.parametrize(
    "row",
    [row for row in table("measure_words") if row["not_before"] and row["unit"] not in ("成", "级")],
    ids=lambda row: row["unit"],
)
def test_a_measure_word_is_not_read_out_of_a_longer_word(row: dict[str, str]) -> None:
    # A Chinese numeral is often part of a word itself; after digits a plain measure word counts (see below).
    spans = scan(f"共有七{row['unit']}{row['not_before'][0]}").spans
    assert not any(span.kind == "fact" and span.surface == f"七{row['unit']}" for span in spans)


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("全县共有256家法律服务机构", "256家"),
        ("其中3个案例入选", "3个"),
        ("建成156个人民调解委员会", "156个"),
        ("提级办理8起重大案件", "8起"),
        ("年初确定的35项目标任务", "35项"),
        ("接待１２名人民监督员", "１２名"),
        ("走访1.2万家教育机构", "1.2万家"),
        ("评选十个案例", "十个"),
        ("两家法律服务机构获奖", "两家"),
        ("挂牌督办五起重大案件", "五起"),
        ("梳理六项目标任务", "六项"),
        ("处理群众来信328封", "328封"),
        ("排名上升2个座次", "2个座次"),
        ("排名前移3位次", "3位次"),
    ],
)
def test_a_measure_word_counts_the_noun_after_it(text: str, surface: str) -> None:
    assert [span.surface for span in scan(text).spans if span.kind == "fact"] == [surface]


@pytest.mark.parametrize("text", ["从三个人角度", "组织2023年度考核", "五次要矛盾", "三级别墅", "设3号楼"])
def test_a_longer_word_or_number_holds_no_measure_word(text: str) -> None:
    assert not [span for span in scan(text).spans if span.kind == "fact"]


@pytest.mark.parametrize("row", table("hedges"), ids=lambda row: row["word"])
def test_every_hedge_sets_its_comparator(row: dict[str, str]) -> None:
    spans = [span for span in scan(row["example"]).spans if row["word"] in span.surface]
    assert [span.quantity.comparator for span in spans if span.quantity] == [row["comparator"]]


@pytest.mark.parametrize("row", [row for row in table("hedges") if row["not_after"]], ids=lambda r: r["word"])
def test_a_hedge_is_not_read_out_of_a_longer_word(row: dict[str, str]) -> None:
    spans = scan(f"{row['not_after'][0]}{row['word']}9家").spans
    assert not any(span.surface.startswith(row["word"]) for span in spans)


@pytest.mark.parametrize("row", table("quantity_words"), ids=lambda row: row["word"])
def test_every_quantity_word_is_found(row: dict[str, str]) -> None:
    span = next(span for span in scan(row["example"]).spans if span.surface == row["word"])
    assert span.quantity is not None
    assert span.quantity.value == Decimal(row["value"])


@pytest.mark.parametrize("row", table("negations"), ids=lambda row: row["role"])
def test_every_row_of_negations_finds_an_implicit_zero(row: dict[str, str]) -> None:
    assert any(word in row["example"] for word in row["words"].split())
    assert [span.rule_id for span in scan(row["example"]).spans if span.kind == "fact"] == ["implicit_zero"]


@pytest.mark.parametrize(
    "surface", ["1+6+3", "数十次", "三五个", "5-3个", "统计", "1:0", "3至2家", "1/0", "12/8", "0分之5", "1" * 40 + "件"]
)
def test_a_surface_without_a_single_number_is_refused(surface: str) -> None:
    with pytest.raises(ValueError):  # the message differs by cause, the type is the contract
        parse_surface(surface)


@pytest.mark.parametrize(
    ("number", "step"),
    [
        ("1300", "100"),
        ("2.7万", "1000"),
        ("三十", "10"),
        ("20万", "100000"),
        ("680万", "100000"),
        ("百", "100"),
        ("105", "1"),
    ],
)
def test_last_step_is_the_place_of_the_last_written_digit(number: str, step: str) -> None:
    assert last_step(number) == Decimal(step)
