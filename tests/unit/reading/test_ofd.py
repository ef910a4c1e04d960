"""OFD: text objects to lines and paragraphs with page and box, furniture of pages apart, bad packages rejected."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.document import Candidate
from orchestration.reading.errors import Rejection
from orchestration.reading.formats.ofd import decode
from orchestration.reading.reader import read_bytes
from tests.support.ofd_files import LEADING, NAMESPACE, ROWS, SIZE, ofd, page, path_object, text_object, typeset
from tests.unit.reading.office_example import FIVE, archive, grid, pieces, same_as_text


@pytest.mark.parametrize("path", FIVE, ids=lambda path: path.stem[:3])
def test_the_five_reports_say_the_same(path: Path) -> None:
    plain, other = same_as_text(path, ofd(typeset(path.read_text(encoding="utf-8").splitlines())), "a.ofd")
    pages = [block.page for block in other.blocks if block.kind != "furniture"]
    assert pages == sorted(pages, key=lambda number: number or 0) and pages[0] == 1 and (pages[-1] or 0) > 3
    body, same = (
        "".join("".join(one.text[at.start : at.end] for at in one.blocks if at.kind != "furniture").split())
        for one in (plain, other)
    )
    assert body == same
    assert all(one.box and 0 <= one.box[0] < one.box[2] <= 596 and one.box[1] < one.box[3] for one in other.blocks)


def test_a_paragraph_goes_on_over_the_page_and_the_furniture_follows_it() -> None:
    long = "我局检查企业" * 20 + "12家。"
    decoded = decode(ofd(typeset(["甲。"] * (ROWS - 2) + [long, "乙。"])))
    found = pieces(decoded)
    at = found.index((None, long))
    assert [text for hint, text in found[at + 1 :] if hint] == ["— 1 —", "法治政府建设", "— 2 —"]
    assert decoded.pieces[at].page == 1 and found[at + 3] == (None, "乙。")
    box = decoded.pieces[at].box
    assert box is not None and box[3] < 297 * 72 / 25.4


def one_page(*centred: str, corner: str = "") -> bytes:
    """Title lines in the middle of the page, in type of the size of the text and with no more room below."""
    content = text_object(corner, 150, 15) if corner else ""
    for row, line in enumerate(centred):
        content += text_object(line, (210 - len(line) * SIZE) / 2, 40 + row * LEADING)
    body = ["2023年,我局检查企业1200家,罚款12.5万元。", "一、主要工作", "我局开展培训3场。"]
    for row, line in enumerate(body, len(centred)):
        content += text_object(line, 38, 40 + row * LEADING)
    content += text_object("深圳市福田区应急管理局", 120, 120) + text_object("2024年1月15日", 130, 130)
    return ofd([page(content)])


@pytest.mark.parametrize("corner", ["", "法治政府建设", "内部资料"])
@pytest.mark.parametrize(
    "centred",
    [
        ("深圳市福田区应急管理局2023年法治政府建设年度报告",),
        ("深圳市福田区应急管理局", "2023年法治政府建设年度报告"),
        ("深圳市福田区应急管理局关于2023年", "推进法治政府建设年度工作的报告"),
    ],
)
def test_a_title_in_the_middle_of_the_only_page_is_one(centred: tuple[str, ...], corner: str) -> None:
    found = read_bytes(one_page(*centred, corner=corner), "a.ofd").metadata
    assert (found.title, str(found.completed_date)) == ("".join(centred), "2024-01-15")


def test_box_is_in_points_from_the_upper_left() -> None:
    piece = decode(ofd([page(text_object("检查12家", 25.4, 50.8))])).pieces[0]
    left, _, right, bottom = piece.box or (0, 0, 0, 0)
    assert (left, round(right, 1), piece.page) == (72.0, round(72 + 5 * SIZE * 72 / 25.4, 1), 1)
    assert 144 < bottom < 148


def test_objects_of_one_line_are_joined_and_columns_kept_apart() -> None:
    line = "".join(text_object(char, 30 + at * SIZE, 60) for at, char in enumerate("检查12家"))
    columns = text_object("处罚", 30, 80) + text_object("12", 80, 80.5) + text_object("3", 120, 80)
    assert decode(ofd([page(columns + line)])).text.splitlines() == ["检查12家", "处罚 12 3"]


def test_wide_steps_in_one_object_part_its_numbers() -> None:
    code = '<ofd:TextCode X="0" Y="5" DeltaX="30 5 30">1234</ofd:TextCode>'
    content = f'<ofd:TextObject ID="1" Boundary="30 60 100 6" Size="5">{code}</ofd:TextObject>'
    assert decode(ofd([page(content)])).text == "1 23 4\n"


def _line(x0: float, y0: float, x1: float, y1: float) -> str:
    return path_object(f"M 0 0 L {x1 - x0} {y1 - y0}", x0, y0)


def _thin_box(x0: float, y0: float, x1: float, y1: float) -> str:
    right, below = max(x1 - x0, 0.2), max(y1 - y0, 0.2)
    fill = 'Stroke="false" Fill="true"'
    return path_object(f"S 0 0 L {right} 0 L {right} {below} L 0 {below} C", x0, y0, fill)


def _scaled(x0: float, y0: float, x1: float, y1: float) -> str:
    return path_object(f"M{x0 * 10} {y0 * 10}L{x1 * 10} {y1 * 10}", more='CTM="0.1 0 0 0.1 0 0"')


_RULES = [
    *((30, y, 130, y) for y in (50, 60, 70, 80)),
    *((x, 50, x, 80) for x in (30, 60, 110, 130)),
    (85, 60, 85, 80),
]
_IN_CELLS = [("单位", 32, 58), ("罚款", 62, 58), ("8", 112, 58), ("甲", 32, 68), ("3件", 62, 68), ("5万元", 87, 68)]


@pytest.mark.parametrize("rule", [_line, _thin_box, _scaled])
def test_ruled_tables_are_cells(rule: Callable[..., str]) -> None:
    content = "".join(rule(*ends) for ends in _RULES) + "".join(text_object(*cell) for cell in _IN_CELLS)
    decoded = decode(ofd([page(text_object("见下表。", 30, 40) + content + text_object("完。", 30, 90))]))
    assert grid(decoded) == [
        *(("单位", 0, 0, 1, 1), ("罚款", 0, 1, 1, 2), ("8", 0, 3, 1, 1)),
        *(("甲", 1, 0, 1, 1), ("3件", 1, 1, 1, 1), ("5万元", 1, 2, 1, 1), ("", 1, 3, 1, 1)),
        *(("", 2, column, 1, 1) for column in range(4)),
    ]
    assert decoded.text.splitlines()[0] == "见下表。" and decoded.text.splitlines()[-1] == "完。"


def test_a_table_goes_on_overleaf() -> None:
    rules = "".join(_line(*ends) for ends in _RULES)
    pages = [page(rules + text_object(text, 32, 58) + text_object(f"{at}件", 62, 68)) for at, text in enumerate("甲乙")]
    assert [(text, row) for text, row, *_ in grid(decode(ofd(pages))) if text] == [
        *(("甲", 0), ("0件", 1), ("乙", 3), ("1件", 4)),
    ]


@pytest.mark.parametrize(
    "drawn",
    [
        path_object("M 20 20 L 190 20 L 190 280 L 20 280 C"),  # a frame
        path_object("M 30 60 L 180 60"),
        "".join(_line(*ends).replace(" ID=", ' Visible="false" ID=') for ends in _RULES),
        "".join(path_object(f"M {at} 0 L {at} 99") for at in range(0, 200, 1)) * 30,  # a drawing
        "".join(_line(at, 0, at, 290) + _line(0, at, 200, at) for at in range(0, 200, 2)),  # squared paper
        path_object("M 1e300 0 L 1e300 1e308 L x Q 1 C C L", more='CTM="1e5 0 0 1e5 nan 0"') * 9,
    ],
)
def test_what_is_drawn_otherwise_is_no_table(drawn: str) -> None:
    decoded = decode(ofd([page(drawn + text_object("检查12家", 30, 58) + text_object("整改。", 30, 75))]))
    assert not decoded.tables and decoded.text.splitlines() == ["检查12家", "整改。"]


def test_lines_in_one_object_and_a_matrix() -> None:
    codes = '<ofd:TextCode X="0" Y="5">甲1</ofd:TextCode><ofd:TextCode X="0" Y="15">乙2</ofd:TextCode>'
    content = f'<ofd:TextObject ID="1" Boundary="30 60 100 60" Size="1" CTM="5 0 0 5 0 0">{codes}</ofd:TextObject>'
    decoded = decode(ofd([page(f'<ofd:PageBlock ID="8">{content}</ofd:PageBlock>')]))
    assert [text for _, text in pieces(decoded)] == ["甲1", "乙2"]


def test_templates_watermarks_and_annotations_are_furniture() -> None:
    template = '<ofd:TemplatePage ID="77" BaseLoc="Tpls/T.xml"/>'
    used = '<ofd:Template TemplateID="77" ZOrder="Background"/>'
    slanted = text_object("内部资料1", 90, 120, 'CTM="0.7 0.7 -0.7 0.7 0 0"')
    parts = {"Tpls/T": page(text_object("某局制3", 30, 150))}
    decoded = decode(ofd([page(text_object("检查12家", 30, 60) + slanted, used)], common=template, **parts))
    assert pieces(decoded) == [(None, "检查12家"), ("furniture", "内部资料1"), ("furniture", "某局制3")]


def test_notes_on_a_page_are_furniture_and_a_list_of_them_may_be_missing() -> None:
    listed = "<ofd:Annotations>Annots/{}.xml</ofd:Annotations>".format
    note = f"<ofd:Annot><ofd:Appearance>{text_object('批注7', 30, 100)}</ofd:Appearance></ofd:Annot>"
    parts = {
        "Annots/All": f'<ofd:Annotations {NAMESPACE}><ofd:Page PageID="1">'
        "<ofd:FileLoc>One.xml</ofd:FileLoc></ofd:Page>"
        "</ofd:Annotations>",
        "Annots/One": f"<ofd:PageAnnot {NAMESPACE}>{note}</ofd:PageAnnot>",
    }
    pages = [page(text_object("检查12家", 30, 60)), page(text_object("整改。", 40, 60))]
    with_notes = decode(ofd(pages, after=listed("All"), **parts))
    assert pieces(with_notes) == [(None, "检查12家"), (None, "整改。"), ("furniture", "批注7")]
    assert with_notes.pieces[2].page == 2
    assert decode(ofd(pages, after=listed("None"))).text == "检查12家\n整改。\n"


def test_what_is_not_shown_is_not_read() -> None:
    assert decode(ofd([page(text_object("9", 30, 50, 'Visible="false"') + text_object("12", 30, 60))])).text == "12\n"


def test_properties_are_candidates() -> None:
    info = "<ofd:Title>某局报告</ofd:Title>"
    info += "<ofd:CustomDatas><ofd:CustomData Name='发文机关'>某局</ofd:CustomData></ofd:CustomDatas>"
    assert decode(ofd([page(text_object("12", 30, 60))], info)).candidates == (
        Candidate("title", "某局报告", "OFD.xml DocInfo/Title"),
        Candidate("publisher", "某局", "OFD.xml CustomData 发文机关"),
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (ofd([]), "empty_file"),
        (ofd([page("")]), "empty_file"),
        (ofd(["<a"]), "broken_file"),
        (ofd(["<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"]), "broken_file"),
        (ofd([page(text_object("12", 30, 60))])[:-40], "broken_file"),
        (archive({"a.xml": "<a/>"}), "broken_file"),
        (archive({"OFD.xml": "<a><DocBody><DocRoot>../../x.xml</DocRoot></DocBody></a>"}), "broken_file"),
        (archive({"OFD.xml": "<a/>", "Encryptions.xml": "<a/>"}), "encrypted"),
        (archive({"OFD.xml": "<a/>", "b.xml": b" " * 8 * 1024**2}), "archive_bomb"),
    ],
)
def test_what_cannot_be_read_is_rejected(data: bytes, reason: str) -> None:
    with pytest.raises(Rejection) as caught:
        decode(data)
    assert caught.value.reason_code == reason and caught.value.hint_zh


_NUMBERS = st.sampled_from(["", "1", "-1 2 3 4", "nan", "inf 1", "1e300", "g 9999999 1", "g", "x y", "0 0 0 0 0 0"])


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_any_bytes_and_any_numbers_are_read_or_rejected(data: st.DataObject) -> None:
    one, two, three, four, five = (data.draw(_NUMBERS) for _ in range(5))
    code = f'<ofd:TextCode X="{one}" Y="{two}" DeltaX="{three}">检查12家</ofd:TextCode>'
    content = f'<ofd:TextObject Boundary="{four}" Size="{one}" CTM="{five}">{code}</ofd:TextObject>'
    drawn = "".join(path_object(f"M {one} L {two} {three} C L {four}", more=f'CTM="{five}"') for _ in range(3))
    whole = bytearray(ofd([page(content + drawn + text_object("3", 30, 60))]))
    assert "12" in decode(bytes(whole)).text.replace(" ", "")
    for at, byte in data.draw(st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)), max_size=8)):
        whole[at] = byte
    for candidate in (bytes(whole), data.draw(st.binary(max_size=64))):
        try:
            pieces(decode(candidate))
        except Rejection as rejection:
            assert rejection.reason_code in ("broken_file", "encrypted", "empty_file", "archive_bomb")
