"""Scope: the body itself, its area, or another body, and how far an area word holds."""

from __future__ import annotations

import pytest

from orchestration.document import Agency, Document, Level, Metadata
from orchestration.extraction.extract import extract


def scopes(text: str, level: Level = "市", region: str = "青河市") -> list[str]:
    agency = Agency("青河市水利局", "青河市水利局", level, None, None, region, "")
    found = extract(Document(text, (), Metadata(agency=agency, year=2023)))
    return [mention.scope for mention in found.mentions if mention.kind == "fact"]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("我局检查企业30家。", ["own"]),
        ("检查企业30家。", ["own"]),
        ("全市共检查企业30家，发现隐患12处，立案3件。", ["area", "area", "area"]),
        ("我市现有持证执法人员300人。", ["area"]),
        ("各县(市、区)办理案件326件。", ["area"]),
        ("全市300家企业接入平台，建立完善4项制度。", ["area", "own"]),
        ("对全市企业开展检查30次。", ["own"]),
        ("检查乡镇、街道30家次。", ["own"]),
        ("1300余个行政村均已建成调解室。", ["area"]),
        ("建成全国综合减灾示范社区8个。", ["area"]),
        ("全市应急预案41个(自然灾害类10个，公共卫生类31个)。", ["area", "area", "area"]),
        ("未发生较大以上生产安全事故。", ["area"]),
        ("加强全市执法人员培训，举办培训班3期。", ["own"]),
    ],
)
def test_scope(text: str, scope: list[str]) -> None:
    assert scopes(text) == scope


def test_a_subject_goes_on_in_results_and_ends_with_a_new_act_item_or_paragraph() -> None:
    assert scopes("全市共检查企业30家。立案3件。") == ["area", "area"]
    assert scopes("全市执法机构检查企业30家。其中规模以上12家。") == ["area", "area"]
    assert scopes("全市共检查企业30家。举办培训3期。") == ["area", "own"]
    assert scopes("全市共检查企业30家。我局立案3件。") == ["area", "own"]
    assert scopes("全市共检查企业30家。\n立案3件。") == ["area", "own"]
    assert scopes("一是检查。全市共检查企业30家。二是办案。立案3件。") == ["area", "own"]
    assert scopes("全市300家企业接入平台。立案3件。") == ["area", "own"]


def test_figures_of_a_larger_area_are_of_another_body() -> None:
    assert scopes("全省共办理案件300件。") == ["other:全省"]
    assert scopes("全省共办理案件300件。", "省", "青河省") == ["area"]
    assert scopes("全国共新收案件300件。") == ["other:全国"]
    assert scopes("全市共办理案件300件。", "县", "青河区") == ["other:全市"]
    assert scopes("全市共办理案件300件。", "县", "青河市") == ["area"]
