"""Marks that no reader sees, inside figures and names: one figure, the body known, offsets in the text as published."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from orchestration.document import Document
from orchestration.extraction.extract import extract
from orchestration.extraction.proofs import prove
from orchestration.reading.reader import decode_bytes, read_bytes
from orchestration.unseen import MARKS, shown_of, without_unseen
from tests.support.ofd_files import ofd, page
from tests.support.pdf_files import FONT, Drawn, drawn
from tests.support.report_formats import rtf_of
from tests.unit.reading.office_example import docx_of, facts
from tests.unit.reading.portal_pages import article, mhtml

TITLE = "清河县应急管理局2023年法治政府建设年度报告"
LINES = [
    "2023年，清河县应急管理局扎实推进法治政府建设，现将有关情况报告如下：",
    "一、主要工作",
    "全年检查企业1300家次，作出行政处罚12件，罚款56.8万元；法制审核率达100%。",
    "清河县应急管理局",
    "2024年1月15日",
]
PLAIN = read_bytes("\n".join([TITLE, *LINES]).encode(), "a.txt")
SHOWN = ("\u200b", "\u200c", "\u200d", "\ufeff", "\u2060", "\u00ad", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e")
AMONG = ("1300", "56.8", "应急管理局", "一、", "2023年", "行政处罚", "2024年1月", "法治政府")


def _in_pdf(lines: list[str]) -> Iterator[Drawn]:
    """Each character at its place; a mark stands where the next character does."""
    for number, line in enumerate(lines):
        for at, character in enumerate(line):
            yield 60 + stringWidth(without_unseen(line[:at]), FONT, 12), 120 + 30 * number, 12, character


def _in_ofd(lines: list[str]) -> Iterator[str]:
    """A text object a line; the step behind a mark is none."""
    for number, line in enumerate(lines):
        steps = " ".join("0" if ord(character) in MARKS else "4.5" for character in line[:-1])
        code = f'<ofd:TextCode X="0" Y="5" DeltaX="{steps}">{line}</ofd:TextCode>'
        place = f"20 {40 + 10 * number} {4.5 * len(line)} 6"
        yield f'<ofd:TextObject ID="1" Boundary="{place}" Size="4.5">{code}</ofd:TextObject>'


MADE: dict[str, Callable[[list[str]], bytes]] = {
    "wide.txt": lambda lines: "\n".join(lines).encode("utf-16"),
    "html": lambda lines: article(lines[0], lines[1:]),
    "mht": lambda lines: mhtml(lines[0], lines[1:]),
    "pdf": lambda lines: drawn(list(_in_pdf(lines))),
    "docx": docx_of,
    "ofd": lambda lines: ofd([page("".join(_in_ofd(lines)))]),
    "rtf": rtf_of,
}


def marked(text: str, mark: str) -> str:
    """The text with a mark within words and figures, and at the beginning of the line."""
    for word in AMONG:
        text = text.replace(word, word[0] + mark + word[1:])
    return mark + text


def told(document: Document) -> tuple[str, int | None, str, str | None]:
    agency = document.metadata.agency
    assert agency is not None
    return agency.full_name_zh, document.metadata.year, str(document.metadata.completed_date), agency.region_code


@pytest.mark.parametrize("mark", SHOWN, ids=lambda mark: f"U+{ord(mark):04X}")
def test_in_text_offsets_open_at_the_text_as_published(mark: str) -> None:
    text = "\n".join(marked(line, mark) for line in [TITLE, *LINES])
    document = read_bytes(text.encode("utf-8-sig"), "a.txt")
    assert document.text == text and told(document) == told(PLAIN)
    assert [block.kind for block in document.blocks] == [block.kind for block in PLAIN.blocks]
    found = extract(document)
    assert not prove(document.text, found.mentions) and found.ledger == extract(PLAIN).ledger
    surfaces = {without_unseen(one.surface): one.surface for one in found.mentions if one.kind == "fact"}
    assert surfaces["1300家次"] == f"1{mark}300家次"
    plain = [(surface, *rest) for surface, *rest in facts(document)]
    assert [(without_unseen(surface), *rest) for surface, *rest in plain] == [tuple(one) for one in facts(PLAIN)]


@pytest.mark.parametrize("suffix", MADE)
@pytest.mark.parametrize("mark", ["\u200b", "\u2060", "\u202d"], ids=lambda mark: f"U+{ord(mark):04X}")
def test_every_format_gives_the_same_figures_and_body(suffix: str, mark: str) -> None:
    document = read_bytes(MADE[suffix]([marked(line, mark) for line in [TITLE, *LINES]]), f"a.{suffix}")
    assert told(document) == told(PLAIN)
    found = [(without_unseen(surface), *rest) for surface, *rest in facts(document)]
    assert found == [tuple(one) for one in facts(read_bytes(MADE[suffix]([TITLE, *LINES]), f"a.{suffix}"))]
    assert not prove(document.text, extract(document).mentions)


def test_an_optional_hyphen_and_marks_by_name_in_rtf_are_not_seen() -> None:
    body = rtf_of([TITLE, *LINES]).decode().replace("\\u49?\\u51?", "\\u49?\\-\\zwbo \\u51?")
    found = facts(read_bytes(body.encode(), "a.rtf"))
    assert ("1300家次", "1300") in [(without_unseen(surface), str(value)) for surface, value, *_ in found]


def test_marks_have_no_width_on_an_ofd_page_where_steps_are_left_out() -> None:
    objects = [
        f'<ofd:TextObject ID="1" Boundary="20 60 {5 * count} 6" Size="5">'
        f'<ofd:TextCode X="0" Y="5">{text}</ofd:TextCode></ofd:TextObject>'
        for text, count in (("检查1\u200b300家次", 6), ("\u200b", 1))
    ]
    assert decode_bytes(ofd([page("".join(objects))]), "a.ofd").text == "检查1300家次\n"


@given(st.text(alphabet=["一", "3", " ", "\n", *map(chr, MARKS[:12])], max_size=30), st.data())
def test_offsets_lead_there_and_back(text: str, data: st.DataObject) -> None:
    shown = shown_of(text)
    if shown is None:
        assert without_unseen(text) == text
        return
    assert [text[shown.start(at)] for at in range(len(shown.text))] == list(shown.text)
    assert all(shown.at(shown.start(at)) == at for at in range(len(shown.text)))
    start = data.draw(st.integers(0, len(shown.text)))
    end = data.draw(st.integers(start, len(shown.text)))
    begin, stop = shown.span(start, end)
    assert without_unseen(text[begin:stop]) == shown.text[start:end]
