"""What was measured, pattern by pattern: sentences of our own with the name each figure must get."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from orchestration.document import Document, Metadata
from orchestration.extraction.extract import extract
from orchestration.extraction.verbs import run_begins, run_length, verb_run
from orchestration.extraction.vocabulary import table

CASES = Path(__file__).resolve().parents[2] / "corpus" / "cases" / "naming.jsonl"


@pytest.mark.parametrize(
    "case",
    [json.loads(line) for line in CASES.read_text("utf-8").splitlines()],
    ids=lambda case: str(case["text"])[:16],
)
def test_each_figure_is_named_by_the_words_of_the_text(case: dict[str, Any]) -> None:
    document = Document(case["text"], (), Metadata(year=case["year"]))
    found = [
        (fact.surface, fact.measure) for fact in extract(document, completing=False).mentions if fact.kind == "fact"
    ]
    assert found == [(fact["surface"], fact["measure"]) for fact in case["facts"]]


def test_no_lead_begins_with_a_wildcard() -> None:
    """Leads are tried by the first character of a phrase, which must stand in the row as it is."""
    for row in table("measure_leads"):
        for alternative in re.split(r"\|", re.sub(r"\([^()]*\)", "", row["pattern"])):
            assert not re.match(r"\.|\\w|\[\^", alternative.lstrip("(?:")), row["pattern"]


def test_verbs_stand_once_in_their_table() -> None:
    verbs = [row["verb"] for row in table("verbs")]
    assert len(verbs) == len(set(verbs))


def test_where_a_run_of_verbs_begins_is_told_by_its_first_verb() -> None:
    begins = re.compile(run_begins())
    assert not [row["verb"] for row in table("verbs") if row["verb"][0] in "率的数量额"]
    for phrase in ("检查企业", "立案破案率", "破案率", "发现并督促整改完成", "企业检查", "办理了案件"):
        assert (begins.match(phrase) is None) is (verb_run().match(phrase) is None), phrase


def test_a_run_of_verbs_is_looked_up_as_its_expression_finds_it() -> None:
    texts = [json.loads(line)["text"] for line in CASES.read_text("utf-8").splitlines()]
    texts += ["检查和解案件", "办理了、审结案件", "检查并1家", "检查并", "立案破案率", "收到和受理及时", "发出具体意见"]
    for phrase in {text[at : at + 16] for text in texts for at in range(len(text))}:
        run = verb_run().match(phrase)
        assert run_length(phrase) == (run.end() if run else 0), phrase
