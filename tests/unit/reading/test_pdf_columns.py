"""PDF pages in two columns: one after the other, as far as what reaches across both."""

from __future__ import annotations

from functools import partial

from orchestration.reading.formats.pdf import decode
from tests.support.pdf_files import body, centred, drawn, in_bands, paragraph, table
from tests.unit.reading.office_example import grid
from tests.unit.reading.pdf_example import FIRST, SECOND, is_sound, stretches

ROWS = [["机关", "处罚(件)", "许可(件)"], ["县司法局", "5", "34"], ["县公安局", "67", "890"]]


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = (partial(body, size=10.5, width=18, left=left) for left in (80, 310))
    lines = [(150, 80, 20, "清河县2023年法治政府建设报告"), *left(FIRST * 3, 130), *right(SECOND * 3, 134)]
    decoded = decode(drawn(lines))
    assert stretches(decoded) == [FIRST * 3, SECOND * 3]


def column(name: str, first: int) -> list[str]:
    """Paragraphs of a column; each says which it is."""
    done = "均已督促单位落实责任"
    return [
        f"{name}第{one}项,全年开展检查{first + one}次,查处违法行为{one}起,整改隐患{first * one}处,{done}。"
        for one in range(1, 4)
    ]


def test_a_heading_and_a_table_across_part_the_columns_above_from_those_below() -> None:
    title = "清河县司法局2023年法治政府建设年度报告"
    upper, lower = [column("左上", 10), column("右上", 20)], [column("左下", 30), column("右下", 40)]
    typed = partial(map, partial(paragraph, size=12))
    above = [(80, [[centred(title, 20)]]), (250, [list(typed(one)) for one in upper])]
    below = [(40, [[centred("下一步打算", 16)]]), (230, [list(typed(one)) for one in lower])]
    decoded = decode(in_bands([*above, (110, [[table(ROWS)]]), *below]))
    is_sound(decoded)
    assert stretches(decoded) == [*upper[0], *upper[1], *lower[0], *lower[1]]
    assert stretches(decoded, "title") == [title] and stretches(decoded, "heading") == ["下一步打算"]
    assert [text for text, *_ in grid(decoded)] == [text for row in ROWS for text in row]
    places = (title, "左上第3", "右上第1", "县公安局", "下一步", "左下第1", "右下第1")
    at = [decoded.text.index(text) for text in places]
    assert at == sorted(at)


def test_a_sentence_goes_on_in_the_next_column() -> None:
    whole = FIRST * 6
    lines = body(whole, 130, size=10.5, width=18, left=80)
    half = len(lines) // 2
    moved = [(310, y - lines[half][1] + 130, size, text) for _, y, size, text in lines[half:]]
    decoded = decode(drawn([*lines[:half], *moved]))
    assert stretches(decoded) == [whole]
