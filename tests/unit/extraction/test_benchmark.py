"""The benchmark runs and compares on equal terms; nothing here looks at the clock."""

from __future__ import annotations

import io
import random

import pytest

from benchmarks import extraction, rivals
from benchmarks.alone import CONTESTANTS, texts
from benchmarks.texts import documents, with_other_figures
from orchestration.cli.corpus import HELD_OUT, annotated


def test_text_is_made_by_its_seed_and_has_other_figures() -> None:
    sources = [one.document.text for one in annotated()]
    made = list(documents(sources, 40_000))
    assert made == list(documents(sources, 40_000))
    assert made != list(documents(sources, 40_000, seed=8))
    assert sum(len(text.encode()) for text in made) >= 40_000
    assert len(made) > 2
    figures = with_other_figures("2023年办理1234件,其中9件", random.Random(1))
    assert figures.startswith("2023年办理")
    assert figures.endswith("其中9件")
    assert len(figures) == len("2023年办理1234件,其中9件")
    assert "1234" not in figures


def test_the_held_out_part_is_no_text_of_the_benchmark() -> None:
    assert HELD_OUT not in {one.part for one in annotated()}


def test_the_expression_of_an_hour_reads_numbers_and_little_else() -> None:
    rows = {
        row["surface"]: row
        for row in rivals.expression("2023年，开展检查1300余家次，罚款26.4万元，第3次会议，三十二件")
    }
    assert (rows["1300余家次"]["value"], rows["1300余家次"]["comparator"], rows["1300余家次"]["kind"]) == (
        1300,
        "over",
        "fact",
    )
    assert (rows["26.4万元"]["value"], rows["26.4万元"]["unit"]) == (264000, "元")
    assert rows["2023年"]["kind"] == "date"
    assert rows["3次"]["kind"] == "ordinal"
    assert rows["三十二件"]["value"] == 32


def test_the_recogniser_is_optional(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "has_recogniser", lambda: False)
    assert extraction.contestants() == ["ours", "expression"]
    monkeypatch.setattr(rivals, "transform", lambda: lambda run: {"三十二": "32", "26.4万": "26.4万"}.get(run, run))
    rows = {row["surface"]: row for row in rivals.recogniser("办理三十二件，罚款26.4万元，千百")}
    assert (rows["三十二件"]["value"], rows["三十二件"]["unit"]) == (32, "件")
    assert rows["26.4万元"]["value"] == 264000 if "26.4万元" in rows else rows["26.4万"]["value"] == 264000
    assert rows["千百"]["value"] is None


def test_a_race_and_its_columns_are_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(extraction, "has_recogniser", lambda: False)
    monkeypatch.setattr(extraction, "_STARTS", 1)
    monkeypatch.setattr(extraction, "annotated", lambda held_out=False: annotated()[:3])
    extraction.main(["--sizes", "0.02"])
    shown = capsys.readouterr().out
    for words in ("MB/s", "start-up", "peak MB", "f1_whole_fact", "expression", "not installed"):
        assert words in shown


def test_texts_of_a_stream_come_one_by_one() -> None:
    assert list(texts(io.StringIO("一\0二\0三"))) == ["一", "二", "三"]
    assert list(texts(io.StringIO(""))) == []
    assert CONTESTANTS.keys() == {"ours", "expression", "recogniser"}
