"""The corpus of forms: one row and more for each way to write a quantity, and for each kind of numeral that is none."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from orchestration.extraction.line_joins import join_lines
from orchestration.extraction.mention import Quantity, Span
from orchestration.extraction.quantities import parse_surface
from orchestration.extraction.scan import scan

CORPUS = Path(__file__).parents[2] / "corpus" / "quantities"
_FACT = re.compile(r"(?P<surface>.+)=(?P<value>\S+) \[(?P<low>\S+), (?P<high>\S+)\] (?P<comparator>\w+) (?P<unit>\S+)")


def _rows(name: str) -> list[dict[str, str]]:
    with (CORPUS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _unescaped(text: str) -> str:
    return text.replace("\\n", "\n").replace("\\t", "\t")


def _expected(facts: str) -> list[tuple[str, Quantity]]:
    found = []
    for fact in facts.split("; "):
        match = _FACT.fullmatch(fact)
        assert match, fact
        low, high = (None if match[bound] == "-" else Decimal(match[bound]) for bound in ("low", "high"))
        unit = "" if match["unit"] == "." else match["unit"]
        quantity = Quantity(Decimal(match["value"]), low, high, match["comparator"], unit)  # type: ignore[arg-type]
        found.append((_unescaped(match["surface"]), quantity))
    return found


def _begin(span: Span) -> int:
    return span.start if span.bound is None else span.bound


def _facts(text: str) -> list[Span]:
    return [span for span in scan(text).spans if span.kind == "fact"]


@pytest.mark.parametrize("row", _rows("grammar.csv"), ids=lambda row: f"{row['form']}-{row['text']}")
def test_each_form_of_a_quantity_denotes_what_its_row_says(row: dict[str, str]) -> None:
    text = _unescaped(row["text"])
    found = _facts(text)
    assert [(span.surface, span.quantity) for span in found] == _expected(row["facts"])
    assert all(parse_surface(text[_begin(span) : span.end]) == span.quantity for span in found)


def test_each_form_has_two_cases() -> None:
    forms = [row["form"] for row in _rows("grammar.csv")]
    assert all(forms.count(form) >= 2 for form in forms)


@pytest.mark.parametrize("row", _rows("kinds.csv"), ids=lambda row: f"{row['trap']}-{row['surface']}")
def test_each_numeral_that_is_no_quantity_has_its_kind(row: dict[str, str]) -> None:
    spans = scan(row["text"]).spans
    assert (row["surface"], row["kind"]) in {(span.surface, span.kind) for span in spans}
    assert not any(span.kind == "fact" for span in spans)


@pytest.mark.parametrize("text", ["一带一路", "进一步统一部署", "万众一心", "四川省百姓"])
def test_plain_words_hold_no_mention(text: str) -> None:
    found = scan(text)
    assert not any(span.kind == "fact" for span in found.spans)
    assert found.ledger.balanced


def test_a_wrapped_text_gives_the_same_mentions_at_its_own_places() -> None:
    lines = [
        "全年受理行政复议申请1,2",
        "76件,开展“双",
        "随机、一公开”检查三",
        "轮,依据〔2023〕2",
        "6号文件处罚32家,合格率98.",
    ]
    lines.append("5%。")
    wrapped, running = "\n".join(lines), "".join(lines)
    found = scan(wrapped).spans
    assert [span.surface.replace("\n", "") for span in found] == [span.surface for span in scan(running).spans]
    assert all(wrapped[span.start : span.end] == span.surface for span in found)


def test_a_paragraph_under_a_heading_is_no_wrapped_line() -> None:
    assert (
        join_lines("（一）健全制度，完善机制\n全年共制定制度12项，修订制度3项，废止制度2项，并逐项公布，接受监督。")
        is None
    )
    assert join_lines("单位名称（万元）\n120\n市中区\n35") is None


@pytest.mark.parametrize(
    "lines",
    [
        "来源:本网 时间:2024-03-01\n2023年,省水利厅认真履职。",
        "信息来源:某局,发布日期:2022/11/30\n2021年以来,我局立案3件。",
        "浏览次数,更新时间:2021-01-05 16:32\n38个部门联合检查。",
        "来文,编号为7\n2022年,全县制定计划。",
    ],
)
def test_a_whole_date_and_a_year_stand_apart_at_a_line_end(lines: str) -> None:
    assert join_lines(lines) is None


def test_a_number_and_a_day_cut_by_a_line_end_are_joined() -> None:
    for lines in ("全年检查企业、商户共计4,50\n0家次,发现隐患12处。", "该项规定经修订,自2024-03-0\n1起施行,逐条落实。"):
        joined = join_lines(lines)
        assert joined is not None and joined.text == lines.replace("\n", "")
