"""The whole extraction: annotated reports, annotated sentences of other bodies, both proofs, pure repetition."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.document import Agency, Document, Metadata
from orchestration.extraction.evaluate import as_row, evaluate, likeness
from orchestration.extraction.extract import extract
from orchestration.extraction.mention import Mention
from orchestration.extraction.proofs import prove
from orchestration.reading.reader import read_bytes

ROOT = Path(__file__).resolve().parents[3]
GOLD = ROOT / "tests/corpus/gold"
REPORTS = {path.name[:3]: read_bytes(path.read_bytes(), path.name) for path in (ROOT / "raw/reports").glob("*.txt")}
CASES = [json.loads(line) for line in (ROOT / "tests/corpus/cases/sentences.jsonl").read_text("utf-8").splitlines()]
BUREAU = Agency("青河市司法局", "青河市司法局", "市", "司法", None, "青河市", "")


def facts(text: str, year: int = 2024) -> list[Mention]:
    """The facts as the rules name them; test_completion.py completes names."""
    found = extract(Document(text, (), Metadata(agency=BUREAU, year=year)), completing=False)
    assert prove(text, found.mentions) == []
    return [mention for mention in found.mentions if mention.kind == "fact"]


def test_annotated_reports() -> None:
    predictions = {name: [as_row(m) for m in extract(REPORTS[name]).mentions] for name in ("000", "001", "003")}
    columns = evaluate(GOLD, predictions).columns()
    assert columns["docs"] == 3
    assert float(columns["f1_value_unit"] or 0) >= 0.97
    assert float(columns["f1_whole_fact"] or 0) >= 0.95
    assert columns["parent_spurious"] == 0
    assert columns["nonfact_unseen"] == 0


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:18])
def test_annotated_sentences(case: dict[str, Any]) -> None:
    found = facts(case["text"], case["year"])
    assert [fact.surface for fact in found] == [fact["surface"] for fact in case["facts"]]
    starts = {mention.start: mention.surface for mention in found}
    for fact, want in zip(found, case["facts"], strict=True):
        assert float(fact.value or 0) == pytest.approx(want["value"])
        assert fact.unit == want["unit"]
        assert likeness(want["measure"], fact.measure) >= 0.8, fact.measure
        for name, usual in (("status", "achieved"), ("scope", "own"), ("period", "year"), ("value_kind", "level")):
            assert getattr(fact, name) == want.get(name, usual), (fact.surface, name)
        if "indicator_id" in want:
            assert fact.indicator_id == want["indicator_id"]
        parent = starts.get(fact.parent_start) if fact.parent_start is not None else None
        assert (fact.relation, parent) == (want.get("relation"), want.get("of"))


def test_there_are_enough_sentences() -> None:
    assert len(CASES) >= 80


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_every_report_proves_and_repeats(name: str) -> None:
    document = REPORTS[name]
    first, second = extract(document), extract(document)
    assert first == second
    assert prove(document.text, first.mentions) == []
    assert first.ledger.balanced
    assert len(first.sentence_of) == len(first.mentions)
    for mention, index in zip(first.mentions, first.sentence_of, strict=True):
        sentence = first.sentences[index]
        assert sentence.start <= mention.start < sentence.end


def test_parents_are_mentions_of_the_document() -> None:
    for document in REPORTS.values():
        starts = {mention.start for mention in extract(document).mentions}
        for mention in extract(document).mentions:
            assert mention.parent_start is None or mention.parent_start in starts
            assert (mention.parent_start is None) == (mention.relation is None)


def test_one_figure_for_several_measures_gives_several_rows() -> None:
    found = facts("行政复议撤销率和行政诉讼败诉率均为0%。")
    assert [fact.measure for fact in found] == ["行政复议撤销率", "行政诉讼败诉率"]
    assert len({(fact.start, fact.end) for fact in found}) == 1


def test_a_change_stores_the_sign_and_proves_by_magnitude() -> None:
    change = facts("共办理行政处罚案件88件,同比下降27%。")[1]
    assert (change.value, change.value_kind, change.relation) == (Decimal(-27), "change", "change")
    assert change.period == "year"


def test_a_sector_lead_in_names_what_follows() -> None:
    found = facts("一、监管\n危化方面。检查企业30家。工贸方面。检查企业12家。")
    assert [fact.measure for fact in found] == ["危化检查企业", "工贸检查企业"]


def test_a_plan_section_plans() -> None:
    text = "一、成效\n培训执法人员3次。\n二、下一步工作打算\n培训执法人员5次。"
    assert [fact.status for fact in facts(text)] == ["achieved", "planned"]


def test_a_sentence_with_very_many_figures_keeps_every_figure() -> None:
    text = "全年" + "，".join(f"办理案件{number}件" for number in range(1, 301)) + "。"
    found = facts(text)
    assert [fact.value for fact in found] == [Decimal(number) for number in range(1, 301)]
    assert all(fact.measure == "办理案件" for fact in found)


def test_a_table_row_names_its_cells_by_row_and_heading() -> None:
    text = "单位 立案(件) 结案(件) 罚没金额(万元)\n市场监管局 326 318 256.3\n城管局 1256 1249 86.5\n"
    found = facts(text)
    assert [fact.measure for fact in found][:3] == ["市场监管局-立案", "市场监管局-结案", "市场监管局-罚没金额"]
    assert found[-1].measure == "城管局-罚没金额"
    assert {fact.rule_id for fact in found} == {"m.table_cell"}


def test_no_measure_is_empty() -> None:
    for text in ("从原来的486项调整到327项。", "共36件。", "3件,5家。", "占51.5%。"):
        assert all(fact.measure for fact in facts(text))


def test_a_bad_row_is_reported_by_the_proofs() -> None:
    text = "办案3件。"
    good = facts(text)[0]
    wrong = Mention(good.start, good.end, "4件", "fact", Decimal(4), unit="件")
    assert [violation.proof for violation in prove(text, [wrong])] == ["surface"]
    wrong = Mention(good.start, good.end, good.surface, "fact", Decimal(4), unit="件")
    assert [violation.proof for violation in prove(text, [wrong])] == ["parse"]


@settings(max_examples=150)
@given(st.text(alphabet="办案受理3件12家次，。；、(）（)其中率均为100%同比下降和“”\n一二是、局将", max_size=80))
def test_any_text_is_read_without_loss(text: str) -> None:
    found = extract(Document(text, (), Metadata(year=2024)))
    assert prove(text, found.mentions) == []
    assert len(found.sentence_of) == len(found.mentions)


@pytest.mark.parametrize("label", ["浏览次数:", "分享到", "点击数:"])
def test_an_empty_label_takes_no_number_from_the_line_below(label: str) -> None:
    """Else the number stands outside its sentence, and the checks withhold the whole report."""
    text = f"{label}\n2024年,办理案件38件。"
    found = extract(Document(text, (), Metadata(year=2024))).mentions
    assert [mention.surface for mention in found] == ["2024年", "38件"]
