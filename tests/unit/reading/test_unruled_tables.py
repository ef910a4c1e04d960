"""Tables without rules in OFD and PDF files: cells by their places; prose in columns, lists and contents stay lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pytest

from orchestration.reading.decoded import Decoded
from orchestration.reading.formats import ofd as ofd_format
from orchestration.reading.formats import pdf as pdf_format
from orchestration.reading.reader import read_bytes
from tests.support.ofd_files import ofd, page, text_object
from tests.support.pdf_files import Drawn, body, drawn
from tests.unit.reading.office_example import docx_of, facts, grid
from tests.unit.reading.pdf_example import FIRST, SECOND, stretches
from tests.unit.reading.portal_pages import article

Placed = tuple[str, float, float]
MM = 72 / 25.4

TITLE = "清河县司法局2023年法治政府建设年度报告"
OPENING = "2023年,清河县司法局行政执法情况如下:"
CLOSING = "以上情况,特此报告。"
HEADS = ["执法事项", "本年件数", "上年件数", "罚款(万元)"]
ROWS = [["行政处罚", "1318", "1290", "136.5"], ["行政许可", "55", "8", "0"], ["行政强制", "7", "12", "1.2"]]
LEFTS, RIGHTS = (30, 70, 105, 145), (50, 92, 127, 172)


def in_ofd(texts: Sequence[Placed]) -> Decoded:
    return ofd_format.decode(as_ofd(texts))


def as_ofd(texts: Sequence[Placed]) -> bytes:
    return ofd([page("".join(text_object(*text) for text in texts))])


def in_pdf(texts: Sequence[Placed]) -> Decoded:
    return pdf_format.decode(drawn([(x * MM, y * MM, 14.0, text) for text, x, y in texts]))


def width(text: str) -> float:
    """Of a text object, in millimetres."""
    return 5.0 * len(text)


def table(rows: Sequence[Sequence[str]], top: float = 70) -> list[Placed]:
    """Labels at the left, figures at the right edge of their column."""
    return [
        (text, LEFTS[0] if not column else RIGHTS[column] - width(text), top + 9 * number)
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
        if text
    ]


def cells(rows: Sequence[Sequence[str]]) -> list[tuple[str, int, int, int, int]]:
    return [(text, row, column, 1, 1) for row, texts in enumerate(rows) for column, text in enumerate(texts)]


@pytest.mark.parametrize("read", [in_ofd, in_pdf])
def test_figures_below_each_other_are_cells(read: Callable[[Sequence[Placed]], Decoded]) -> None:
    rows = [HEADS[:3], *(row[:3] for row in ROWS)]
    decoded = read([(OPENING, 30, 60), *table(rows), (CLOSING, 30, 120)])
    assert grid(decoded) == cells(rows)
    lines = decoded.text.splitlines()
    assert (lines[0], lines[-1]) == (OPENING, CLOSING) and "行政处罚 | 1318 | 1290" in lines


def test_facts_are_those_of_the_same_table_in_a_page_and_in_word() -> None:
    rows = [HEADS, *ROWS]
    marked = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)
    of_page = article(TITLE, [OPENING, "TABLE", CLOSING]).decode().replace("TABLE", f"<table>{marked}</table>")
    of_ofd = as_ofd([(TITLE, 40, 40), (OPENING, 30, 60), *table(rows), (CLOSING, 30, 120)])
    found = facts(read_bytes(of_ofd, "a.ofd"))
    assert found == facts(read_bytes(of_page.encode(), "a.html"))
    assert found == facts(read_bytes(docx_of([TITLE, OPENING, rows, CLOSING]), "a.docx"))
    assert ("1318", "本年件数") in {(surface, str(measure).rsplit("-", 1)[-1]) for surface, _, _, measure, _ in found}


def test_cells_may_be_empty_also_that_above_the_labels() -> None:
    rows = [["", *HEADS[1:]], ["行政处罚", "", "1290", "136.5"], *ROWS[1:]]
    assert grid(in_ofd(table(rows))) == cells(rows)


def test_a_line_that_tells_the_unit_above_the_table_is_none_of_it() -> None:
    decoded = in_ofd([("单位:件", 107, 61), *table([HEADS[:3], *(row[:3] for row in ROWS)])])
    assert decoded.text.splitlines()[0] == "单位:件" and len(grid(decoded)) == 12


def test_an_unruled_table_goes_on_overleaf_however_short() -> None:
    rows = [HEADS, *ROWS]
    pages = [table(rows, top=220), table([HEADS, ["行政检查", "31", "9", "0"]], top=40)]
    header = text_object("法治政府建设", 90, 12)
    decoded = ofd_format.decode(ofd([page(header + "".join(text_object(*text) for text in own)) for own in pages]))
    assert grid(decoded) == cells([*rows, ["行政检查", "31", "9", "0"]])


def test_prose_in_two_columns_is_no_table() -> None:
    left, right = (partial(body, size=10.5, width=18, left=left) for left in (80, 310))
    decoded = pdf_format.decode(drawn([*left(FIRST * 3, 130), *right(SECOND * 3, 130)]))
    assert not decoded.tables and stretches(decoded) == [FIRST * 3, SECOND * 3]


def test_a_table_beside_prose_is_not_taken_apart() -> None:
    prose = ["全年检查企业,督促整改。", "各科室分工负责,层层落", "实责任。强化培训,提升", "能力。"]
    beside: list[Drawn] = [(330, 200 + 25 * number, 11, text) for number, text in enumerate(prose)]
    own = [(x * MM, 200 + 25 * (y - 70) / 9, 11.0, text) for text, x, y in table([row[:2] for row in [HEADS, *ROWS]])]
    assert not pdf_format.decode(drawn([*own, *beside])).tables


@pytest.mark.parametrize(
    "lines",
    [
        [["一、主要工作", "1"], ["二、存在问题", "5"], ["三、下一步打算", "8"]],  # contents
        [["索引号:", "0001"], ["发布机构:", "县司法局"], ["文号:", "清司〔2024〕3号"]],
        [["张三", "县长"], ["李四", "局长"], ["王五", "科长"]],
        [["1", "开展执法检查"], ["2", "开展案卷评查"], ["3", "开展业务培训"]],
        [["行政处罚", "12"], ["行政许可", "55"]],  # too short to be sure
    ],
)
def test_what_only_looks_like_one_stays_lines(lines: list[list[str]]) -> None:
    texts = [(text, 30 + 60 * column, 70 + 9 * row) for row, own in enumerate(lines) for column, text in enumerate(own)]
    decoded = in_ofd(texts)
    assert not decoded.tables and decoded.text.replace("\n", "") == "".join(" ".join(own) for own in lines)
