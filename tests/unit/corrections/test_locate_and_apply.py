"""The figure a correction means is found once or not at all; where two corrections meet, rank decides or both fall."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.corrections import apply
from orchestration.corrections.apply import attempt_all
from orchestration.corrections.correction import Attempt, Correction
from orchestration.corrections.locate import Found, Text, fold_quote, locate, number_of, part_of
from orchestration.extraction.mention import Quantity
from tests.unit.corrections.reports_example import REPORT, correction, figures_of_report

FIGURES = figures_of_report()


def attempt(*corrections: Correction) -> list[Attempt]:
    return attempt_all(corrections, REPORT, FIGURES)


def surfaces(one: Attempt) -> list[str]:
    by_number = {figure.number: figure.surface for figure in FIGURES}
    return [by_number[change.number] for change in one.changes]


def test_an_override_changes_the_figure_of_the_quote_alone() -> None:
    (found,) = attempt(correction("办理行政处罚案件31件", "31件", "13件"))
    assert (found.outcome, surfaces(found)) == ("applied", ["31件"])
    quantity = found.changes[0].quantity
    assert quantity is not None and (quantity.value, quantity.unit, quantity.comparator) == (13, "件", "eq")


@pytest.mark.parametrize(
    "quote",
    [
        "办理行政处罚案件31件，罚款",
        "办理 行政处罚\n案件31件",
        "办理行政处罚案件３１件",
        "现将有关情况报告如下。\n一、主要工作 办理行政处罚案件31件",
    ],
)
def test_widths_and_white_space_of_a_quote_do_not_matter(quote: str) -> None:
    (found,) = attempt(correction(quote, "31件", "13件"))
    assert (found.outcome, surfaces(found)) == ("applied", ["31件"])


def test_the_expected_value_tells_which_figure_of_the_quote() -> None:
    (found,) = attempt(correction("受理行政许可申请57件,准予许可55件", "55件", "54件"))
    assert surfaces(found) == ["55件"]


def test_a_unit_is_taken_over_where_none_is_given() -> None:
    (found,) = attempt(correction("罚款12.5万元", "125000", "115000"))
    quantity = found.changes[0].quantity
    assert quantity is not None and (quantity.value, quantity.unit) == (115000, "元")


def test_a_fall_stays_a_fall() -> None:
    (found,) = attempt(correction("同比下降27%", "27%", "17%"))
    quantity = found.changes[0].quantity
    assert quantity is not None and quantity.value == Decimal(-17)


def test_a_figure_of_two_measures_is_overridden_in_both() -> None:
    (found,) = attempt(correction("行政诉讼败诉率均为0%", "0%", "1%"))
    assert surfaces(found) == ["0%", "0%"]


def test_a_measure_is_asked_for_where_one_of_two_is_mapped_anew() -> None:
    fields: dict[str, Any] = {"action": "re-map", "indicator_id": "unmapped"}
    both, one = (
        attempt(correction("行政诉讼败诉率均为0%", "0%", **fields))[0],
        attempt(correction("行政诉讼败诉率均为0%", "0%", measure="litigation_lost_rate", **fields))[0],
    )
    assert both.outcome == "ambiguous" and "measure" in both.found
    assert one.outcome == "applied" and surfaces(one) == ["0%"]
    (none,) = attempt(correction("行政诉讼败诉率均为0%", "0%", measure="罚款金额", **fields))
    assert none.outcome == "not_located" and "罚款金额" in none.found


def test_what_no_longer_holds_is_told_with_what_is() -> None:
    (found,) = attempt(correction("办理行政处罚案件31件", "30件", "13件"))
    assert (found.outcome, found.found, found.changes) == ("expectation_failed", "抽取值为 31件", ())
    (unit,) = attempt(correction("办理行政处罚案件31件", "31宗", "13件"))
    assert unit.outcome == "expectation_failed"
    (indicator,) = attempt(
        correction("办理行政处罚案件31件", "", action="re-map", indicator_id="unmapped", expected_text="penalty_amt")
    )
    assert indicator.outcome == "expectation_failed" and "penalty_cnt" in indicator.found


def test_a_quote_that_is_not_there_or_holds_no_fact_locates_nothing() -> None:
    absent, dated = attempt(
        correction("办理行政处罚案件32件", "32件", "13件"), correction("2021年,我局推进依法行政", "2021年", "2022年")
    )
    assert absent.outcome == dated.outcome == "not_located"
    assert "没有「办理行政处罚案件32件」" in absent.found and "没有抽取出的事实" in dated.found


def test_the_same_words_twice_are_ambiguous() -> None:
    (found,) = attempt(correction("培训14期", "14期", "41期"))
    assert found.outcome == "ambiguous" and found.changes == ()


def test_without_quote_value_and_context_must_agree() -> None:
    found, elsewhere = attempt(
        correction("", "260家次", "206家次", context="执法检查家次"),
        correction("", "260家次", "1家次", context="许可家次数"),
    )
    assert (found.outcome, surfaces(found)) == ("applied", ["260家次"])
    assert elsewhere.outcome == "not_located"


def test_the_part_of_the_report_tells_equal_figures_apart() -> None:
    first, second = attempt(
        correction("培训14期", "14期", "41期", "one", part=1), correction("培训14期", "14期", "40期", "two", part=2)
    )
    assert first.outcome == second.outcome == "applied"
    assert first.changes[0].number < second.changes[0].number


def test_different_fields_of_a_fact_are_changed_together() -> None:
    value, scope = attempt(
        correction("办理行政处罚案件31件", "31件", "13件", "a"),
        correction("办理行政处罚案件31件", "31件", id_="b", action="re-scope", scope="area"),
    )
    assert value.outcome == scope.outcome == "applied"


@pytest.mark.parametrize("order", [1, -1])
def test_two_rows_that_disagree_both_fall(order: int) -> None:
    rows = [
        correction("办理行政处罚案件31件", "31件", "13件", "a"),
        correction("行政处罚案件31件", "31件", "14件", "b"),
        correction("准予许可55件", "55件", "54件", "c"),
    ]
    outcomes = {one.correction.correction_id: one.outcome for one in attempt(*rows[::order])}
    assert outcomes == {"a": "conflicting", "b": "conflicting", "c": "applied"}


def test_dropping_conflicts_with_changing() -> None:
    dropped, changed = attempt(
        correction("办理行政处罚案件31件", "31件", id_="a", action="drop"),
        correction("办理行政处罚案件31件", "31件", "13件", "b"),
    )
    assert dropped.outcome == changed.outcome == "conflicting"


def test_the_same_twice_is_applied_once() -> None:
    first, second = attempt(*(correction("办理行政处罚案件31件", "31件", "13件", id_) for id_ in ("a", "b")))
    assert (first.outcome, second.outcome) == ("applied", "superseded") and "a" in second.found


def test_the_register_stands_before_a_notice_and_a_later_notice_before_an_earlier() -> None:
    def notice(id_: str, value: str, day: date | None) -> Correction:
        return correction("办理行政处罚案件31件", "31件", value, id_, source="notice", announced=day)

    earlier, later = notice("n1", "14件", date(2022, 4, 1)), notice("n2", "15件", date(2022, 5, 1))
    assert [one.outcome for one in attempt(later, earlier)] == ["applied", "superseded"]
    row = correction("办理行政处罚案件31件", "31件", "13件", "r")
    assert [one.outcome for one in attempt(earlier, later, row)] == ["superseded", "superseded", "applied"]
    undated = notice("n3", "16件", None)
    assert [one.outcome for one in attempt(undated, notice("n4", "17件", None))] == ["conflicting"] * 2


def test_one_that_gives_way_leaves_its_fields_to_others() -> None:
    rows = attempt(
        correction("办理行政处罚案件31件", "31件", "13件", "a"),
        correction("办理行政处罚案件31件", "31件", "14件", "b"),
        correction("办理行政处罚案件31件", "31件", "15件", "n", source="notice", announced=date(2022, 4, 1)),
    )
    # The rows fall, and what they outrank falls with them: nobody knows which is right.
    assert {one.outcome for one in rows} == {"conflicting"}


@given(st.text(alphabet='许昌 \n　31件，,“”"。', max_size=30), st.data())
def test_folded_offsets_lead_back_to_the_text(text: str, data: st.DataObject) -> None:
    folded = Text(text)
    assert len(folded.folded) <= len(text)
    if folded.folded:
        start = data.draw(st.integers(0, len(folded.folded) - 1))
        end = data.draw(st.integers(start + 1, len(folded.folded)))
        first, last = folded.own(start, end)
        assert fold_quote(text[first:last]) == folded.folded[start:end]
        assert folded.folded_offset(first) == start


@pytest.mark.parametrize(("path", "part"), [("二、存在问题", 2), ("十一、其他/(一)", 11), ("", None), ("(三)甲", None)])
def test_the_part_of_a_section(path: str, part: int | None) -> None:
    assert part_of(path) == part


@pytest.mark.parametrize(
    ("numeral", "number"), [("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21), ("7", 7)]
)
def test_numbers_of_parts(numeral: str, number: int) -> None:
    assert number_of(numeral) == number


def test_a_fault_of_the_program_costs_the_correction_that_meets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails_for_b(given: Correction, text: Text, figures: Any) -> Found:
        if given.correction_id == "b":
            raise KeyError("no such part")
        return locate(given, text, figures)

    monkeypatch.setattr(apply, "locate", fails_for_b)
    sound, faulty = attempt(
        correction("办理行政处罚案件31件", "31件", "13件", "a"), correction("罚款12.5万元", "125000", "115000", "b")
    )
    assert sound.outcome == "applied"
    assert (faulty.outcome, faulty.changes) == ("correction_error", ())
    assert faulty.found == "程序出错 KeyError: 'no such part'"


def test_a_fault_in_what_they_share_costs_those_of_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("shared")

    monkeypatch.setattr(apply, "_settled", fail)
    both = attempt(
        correction("办理行政处罚案件31件", "31件", "13件", "a"), correction("罚款12.5万元", "125000", "115000", "b")
    )
    assert [(one.correction.correction_id, one.outcome) for one in both] == [
        ("a", "correction_error"),
        ("b", "correction_error"),
    ]


def test_what_the_lake_cannot_hold_is_not_applied() -> None:
    (found,) = attempt(
        replace(correction("办理行政处罚案件31件", "31件", "13件"), quantity=Quantity(Decimal(10) ** 24))
    )
    assert (found.outcome, found.changes) == ("correction_error", ())
