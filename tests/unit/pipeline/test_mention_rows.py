"""Rows of mentions: what stays small however odd the text."""

from __future__ import annotations

from dataclasses import replace

from orchestration.document import Recognised
from orchestration.extraction.extract import extract
from orchestration.pipeline.mention_rows import mention_rows
from orchestration.reading.reader import read_bytes

HEAD = "清河县应急管理局2023年法治政府建设年度报告\n2023年,我局扎实推进法治政府建设。\n一、工作情况\n"


def test_a_text_without_a_full_stop_is_not_written_out_at_each_figure() -> None:
    document = read_bytes((HEAD + "检查企业12家," * 2000).encode(), "a.txt")
    rows = mention_rows("0" * 16, document, extract(document))
    assert len(rows) > 2000
    assert sum(len(row["sentence"]) for row in rows) < 1100 * len(rows)
    for row in rows:
        at = row["start"] - row["sentence_start"]
        assert row["sentence"][at : at + len(row["surface"])] == row["surface"]
        assert document.text.startswith(row["sentence"], row["sentence_start"])


def test_an_ordinary_sentence_is_shown_whole() -> None:
    document = read_bytes((HEAD + "全年检查企业12家,整改隐患30处。\n").encode(), "a.txt")
    rows = mention_rows("0" * 16, document, extract(document))
    assert [row["sentence"] for row in rows if row["surface"] == "30处"] == ["全年检查企业12家,整改隐患30处。"]


def test_a_figure_read_from_an_image_is_as_sure_as_its_least_sure_character() -> None:
    document = read_bytes((HEAD + "全年检查企业128家,整改隐患30处。\n").encode(), "a.txt")
    at = document.text.index("128家")
    words = (Recognised(at - 4, at + 1, 0.9), Recognised(at + 1, at + 2, 0.4), Recognised(at + 2, at + 9, 0.8))
    rows = mention_rows("0" * 16, replace(document, recognised=words), extract(document))
    unsure = {row["surface"]: row["recognition_confidence"] for row in rows if row["kind"] == "fact"}
    assert unsure == {"128家": 0.4, "30处": None}
