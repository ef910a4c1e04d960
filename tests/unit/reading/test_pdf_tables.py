"""Ruled tables in PDF files: cells with their places, text once, tables that go on overleaf."""

from __future__ import annotations

from reportlab.platypus import PageBreak

from orchestration.extraction.extract import extract
from orchestration.reading.decoded import Decoded
from orchestration.reading.formats.pdf import decode
from orchestration.reading.reader import read_bytes
from tests.support.pdf_files import centred, drawn, paragraph, published, table

BEFORE = "2023年,清河县应急管理局认真开展行政执法工作,现将全年行政处罚实施情况和行政许可实施情况公布如下。"
ROWS = [["项目", "本年数量", "上年数量"], ["行政处罚", "7018", "6500"], ["行政许可", "55", ""]]


def cells(decoded: Decoded, number: int = 0) -> list[tuple[str, int, int, int, int]]:
    return [
        (decoded.text[cell.start : cell.end], cell.row, cell.column, cell.row_span, cell.column_span)
        for cell in decoded.tables[number].cells
    ]


def test_a_table_stands_once_as_cells_between_its_neighbours() -> None:
    decoded = decode(published([paragraph(BEFORE), table(ROWS), paragraph(BEFORE)]))
    assert cells(decoded) == [
        (text, row, column, 1, 1) for row, texts in enumerate(ROWS) for column, text in enumerate(texts)
    ]
    assert decoded.text == (
        f"{BEFORE}\n项目 | 本年数量 | 上年数量\n行政处罚 | 7018 | 6500\n行政许可 | 55 | \n{BEFORE}\n"
    )
    hints = [piece.hint for piece in decoded.pieces]
    assert hints == [None, *["cell"] * 8, None]
    boxes = [piece.box for piece in decoded.pieces if piece.hint == "cell" and piece.box]
    assert boxes[0][1] == boxes[1][1] < boxes[3][1] and boxes[0][2] == boxes[1][0]


def test_cells_over_several_rows_and_columns_and_lines_within_cells() -> None:
    rows = [
        ["类别", "数量", ""],
        ["", "本年", "上年"],
        ["应急管理领域安全生产行政处罚案件办理情况说明", "12", "9"],
    ]
    decoded = decode(published([paragraph(BEFORE), table(rows, [((0, 0), (0, 1)), ((1, 0), (2, 0))])]))
    assert cells(decoded) == [
        ("类别", 0, 0, 2, 1),
        ("数量", 0, 1, 1, 2),
        ("本年", 1, 1, 1, 1),
        ("上年", 1, 2, 1, 1),
        (rows[2][0], 2, 0, 1, 1),
        ("12", 2, 1, 1, 1),
        ("9", 2, 2, 1, 1),
    ]


def test_a_table_that_goes_on_overleaf_is_one() -> None:
    rows = [["项目", "数量"], *([f"事项{chr(0x4E00 + number)}", str(100 + number)] for number in range(60))]
    decoded = decode(published([paragraph(BEFORE), table(rows)], "公开", lambda page: f"— {page} —"))
    assert len(decoded.tables) == 1
    assert [text for text, *_ in cells(decoded)] == [text for row in rows for text in row]
    assert max(row for _, row, *_ in cells(decoded)) == 60
    assert {piece.page for piece in decoded.pieces if piece.hint == "cell"} == {1, 2, 3}


def test_headings_repeated_overleaf_are_furniture() -> None:
    more = [ROWS[0], ["行政检查", "31", "30"]]
    decoded = decode(published([paragraph(BEFORE), table(ROWS), PageBreak(), table(more)]))
    assert len(decoded.tables) == 1
    assert cells(decoded)[-3:] == [("行政检查", 3, 0, 1, 1), ("31", 3, 1, 1, 1), ("30", 3, 2, 1, 1)]
    assert [decoded.text[p.start : p.end] for p in decoded.pieces if p.hint == "furniture"] == ROWS[0]


def test_text_in_a_frame_is_no_table() -> None:
    decoded = decode(drawn([(80, 100, 16, "检查12次")], then=lambda canvas: canvas.rect(70, 700, 400, 60)))
    assert not decoded.tables and decoded.text == "检查12次\n"


def test_figures_in_cells_are_facts_with_their_headings_and_their_page() -> None:
    story = [centred("清河县应急管理局2023年法治政府建设年度报告"), paragraph(BEFORE), table(ROWS)]
    document = read_bytes(published(story, footer=lambda page: f"— {page} —"), "a.pdf")
    found = {mention.surface: mention for mention in extract(document).mentions}
    assert found["7018"].measure == "行政处罚-本年数量"
    block = next(block for block in document.blocks if block.start <= found["7018"].start < block.end)
    assert (block.kind, block.page) == ("table_cell", 1) and block.box is not None
