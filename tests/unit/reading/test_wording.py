"""The words of a stretch of text, whatever is put into its plain form beforehand."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.reading.folding import _PLAIN
from orchestration.reading.wording import _DROPPED, _LEAD, keys_of

MARKS = " \u3000,.:;()，。：；（）．％‰%、〇○Ο0１2三件一、第章①\u0338\u0301≮ﬁ㎡"


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet=MARKS, max_size=14) | st.text(max_size=14))
def test_they_are_those_of_the_compatibility_form(text: str) -> None:
    told = text.replace("○", "〇").replace("Ο", "〇")
    told = told.replace("\x00", "\x01")
    lead = _LEAD.match(told)
    without_number = told[lead.end() :] if lead else told
    assert keys_of([text])[0] == _DROPPED.sub("", unicodedata.normalize("NFKC", without_number))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.text(alphabet=MARKS, max_size=8) | st.text(max_size=8), max_size=6))
def test_those_of_several_are_those_of_each(texts: list[str]) -> None:
    assert keys_of(texts) == [keys_of([text])[0] for text in texts]


def test_a_point_stays_in_a_figure_and_nowhere_else() -> None:
    assert keys_of(["（三）完成率98.5％，共２项；见附件3."])[0] == "完成率98.5%共2项见附件3"


def test_no_plain_form_has_one_of_its_own() -> None:
    assert not _PLAIN.keys() & set(_PLAIN.values())
