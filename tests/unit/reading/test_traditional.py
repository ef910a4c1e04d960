"""Reports in traditional characters: title, genre, body and dates as in simplified ones, the text as published."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from orchestration.reading.folding import fold
from orchestration.reading.reader import read_bytes

TITLE = "深圳市福田區應急管理局2023年法治政府建設年度報告"
LINES = [
    TITLE,
    "一、主要工作開展情況",
    "2023年,我局深入學習貫徹習近平法治思想,檢查企業1200家,辦理行政處罰案件35件,法治政府建設取得新的成效。",
    "二、存在的問題",
    "執法隊伍建設仍需加強。",
    "深圳市福田區應急管理局",
    "2024年1月15日",
]
FORMS = Path("orchestration/reading/tables/traditional_forms.csv")


@pytest.mark.parametrize("form", ["text", "page", "big5"])
def test_a_report_is_read(form: str) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in LINES)
    data, name = {
        "text": ("\n".join(LINES).encode(), "a.txt"),
        "page": (f"<meta charset=utf-8><body>{paragraphs}</body>".encode(), "a.html"),
        "big5": (f"<meta charset=big5><body>{paragraphs}</body>".encode("big5"), "a.html"),
    }[form]
    found = read_bytes(data, name)
    assert found.metadata.agency is not None
    assert found.metadata.agency.full_name_zh == "深圳市福田区应急管理局"
    assert (found.metadata.title, found.metadata.year, found.metadata.genre) == (TITLE, 2023, "法治政府建设年度报告")
    assert found.metadata.completed_date == date(2024, 1, 15)
    assert "辦理行政處罰案件35件" in found.text


@pytest.mark.parametrize(
    ("title", "body", "genre"),
    [
        ("廣東省人民政府關於2023年度法治政府建設情況的報告", "广东省人民政府", "法治政府建设情况报告"),
        ("武陟縣市場監督管理局2023年依法行政工作總結", "焦作市武陟县市场监督管理局", "依法行政工作报告"),
        ("鄭州市財政局2023年法治政府建設年度報告", "郑州市财政局", "法治政府建设年度报告"),
    ],
)
def test_titles_of_several_bodies(title: str, body: str, genre: str) -> None:
    metadata = read_bytes("\n".join([title, *LINES[1:5]]).encode(), "a.txt").metadata
    assert metadata.agency is not None
    assert (metadata.agency.full_name_zh, metadata.genre, metadata.title) == (body, genre, title)


def test_folding_keeps_the_length_and_what_may_be_simplified() -> None:
    for text in (TITLE, "乾县", "今後", "于潜鎮於潜镇關於", "藉著12万"):
        assert len(fold(text)) == len(text)
    assert fold("乾县、今後、於潜镇、關於、藉著") == "乾县、今後、於潜镇、关于、藉著"


def test_no_form_is_of_simplified_text_and_none_stands_twice() -> None:
    with FORMS.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    forms = [form for row in rows for form in row["traditional"]]
    assert len(forms) == len(set(forms)) > 600
    assert not [form for form in forms if form.encode("gb2312", "ignore")]
    assert all(fold(row["simplified"]) == row["simplified"] for row in rows)
