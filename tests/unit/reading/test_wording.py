"""The words of a stretch of text, whatever is put into its plain form beforehand."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.reading.folding import _PLAIN
from orchestration.reading.wording import _DROPPED, _LEAD, key_of

MARKS = " \u3000,.:;()，。：；（）．％‰%、〇○Ο0１2三件一、第章①\u0338\u0301≮ﬁ㎡"


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet=MARKS, max_size=14) | st.text(max_size=14))
def test_they_are_those_of_the_compatibility_form(text: str) -> None:
    told = text.replace("○", "〇").replace("Ο", "〇")
    without_number = re.sub(f"^(?:{_LEAD.pattern})", "", told, count=1)
    assert key_of(text) == _DROPPED.sub("", unicodedata.normalize("NFKC", without_number))


def test_a_point_stays_in_a_figure_and_nowhere_else() -> None:
    assert key_of("（三）完成率98.5％，共２项；见附件3.") == "完成率98.5%共2项见附件3"


def test_no_plain_form_has_one_of_its_own() -> None:
    assert not _PLAIN.keys() & set(_PLAIN.values())
