"""DOCX: what Word prints, as text with pieces, tables and candidates; what it does not print left out."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.document import Candidate
from orchestration.reading.errors import Rejection
from orchestration.reading.formats.docx import decode
from orchestration.reading.reader import read_bytes
from tests.unit.reading.office_example import FIVE, archive, docx_of, facts, grid, p, pieces, same_as_text, word

LIST = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
    '</w:style><w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="x"><w:basedOn w:val="1"/></w:style>'
)


def numbered(text: str, level: int) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>')


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def text_of(body: str, **parts: str) -> str:
    return decode(word(body, **parts)).text


@pytest.mark.parametrize("path", FIVE, ids=lambda path: path.stem[:3])
def test_the_five_reports_say_the_same(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    plain, other = same_as_text(path, docx_of(lines), "a.docx")
    assert "".join(other.text.split()) == "".join(plain.text.split())


@pytest.mark.parametrize("path", FIVE, ids=lambda path: path.stem[:3])
def test_numbers_that_live_in_the_list_come_back(path: Path) -> None:
    """The chapters' numbers are taken out of the text and left to Word to count."""
    body, chapter = "", 0
    for line in path.read_text(encoding="utf-8").splitlines():
        number = "〇一二三四五六七八九十"[chapter + 1] + "、"
        chapter += line.startswith(number)
        written = line.replace("&", "&amp;")
        body += numbered(written.removeprefix(number), 0) if line.startswith(number) else p(written)
    assert chapter
    same_as_text(path, word(body, numbering=LIST), "a.docx")


def test_numbers_are_counted_through_the_levels() -> None:
    body = "".join(numbered(text, level) for text, level in [("甲", 0), ("乙", 1), ("丙", 1), ("2023年", 2), ("丁", 2)])
    body += numbered("戊", 0) + p("", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>') + numbered("己", 1)
    expected = ["一、甲", "（一）乙", "（二）丙", "1. 2023年", "2.丁", "二、戊", "（一）己"]
    assert text_of(body, numbering=LIST).split("\n") == expected


def test_styles_tell_headings_titles_and_contents() -> None:
    style = '<w:pStyle w:val="{}"/>'.format
    body = p("某局报告", style("a3")) + p("主要工作 1", style("11")) + p("我局工作。") + p("主要工作", style("x"))
    body += p("我局检查12次。", style("1"))
    assert pieces(decode(word(body, styles=STYLES))) == [
        ("title", "某局报告"),
        ("furniture", "主要工作 1"),
        (None, "我局工作。"),
        ("heading", "主要工作"),
        (None, "我局检查12次。"),
    ]


def test_deletions_are_out_and_insertions_in() -> None:
    body = f"<w:p>{run('检查')}<w:del>{run('9')}<w:r><w:delText>8</w:delText></w:r></w:del><w:ins>{run('12')}</w:ins>"
    body += f"<w:moveFrom>{run('7')}</w:moveFrom><w:moveTo>{run('家')}</w:moveTo></w:p>"
    body += '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>' + run("罚款") + "</w:p>" + p("3万元")
    assert text_of(body).split("\n") == ["检查12家", "罚款3万元"]


def test_a_number_split_into_runs_is_one() -> None:
    assert text_of(f"<w:p>{run('检查1')}{run('2', '<w:b/>')}<w:proofErr/>{run('3家')}</w:p>") == "检查123家"


def test_fields_show_their_result() -> None:
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    body = f"<w:p>{field('begin')}<w:r><w:instrText>PAGE 99</w:instrText></w:r>{field('separate')}{run('5')}"
    assert text_of(body + field("end") + "</w:p>") == "5"


def test_tables_have_merged_cells() -> None:
    rows = [
        cell(p("项目"), '<w:vMerge w:val="restart"/>') + cell(p("案件"), '<w:gridSpan w:val="2"/>'),
        cell(p(""), "<w:vMerge/>") + cell(p("处罚")) + cell(p("许可")),
        cell(p("数") + p("量")) + cell(p("12") + p("34")) + cell(p("")),
    ]
    heads = ["<w:trPr><w:tblHeader/></w:trPr>"] * 2 + [""]
    table = "".join(f"<w:tr>{head}{row}</w:tr>" for head, row in zip(heads, rows, strict=True))
    decoded = decode(word(p("前") + f"<w:tbl>{table}</w:tbl>" + p("后")))
    assert decoded.text.split("\n") == ["前", "项目 | 案件", "处罚 | 许可", "数量 | 12 34 | ", "后"]
    assert grid(decoded) == [
        *(("项目", 0, 0, 2, 1), ("案件", 0, 1, 1, 2), ("处罚", 1, 1, 1, 1), ("许可", 1, 2, 1, 1)),
        *(("数量", 2, 0, 1, 1), ("12 34", 2, 1, 1, 1), ("", 2, 2, 1, 1)),
    ]
    assert [one.heading for one in decoded.tables[0].cells] == [True] * 4 + [False] * 3
    assert [hint for hint, _ in pieces(decoded)] == [None] + ["cell"] * 7 + [None]


def test_words_in_a_continued_cell_are_not_lost() -> None:
    rows = cell(p("甲"), '<w:vMerge w:val="restart"/>'), cell(p("5"), "<w:vMerge/>")
    decoded = decode(word("<w:tbl>" + "".join(f"<w:tr>{row}{cell(p('乙'))}</w:tr>" for row in rows) + "</w:tbl>"))
    assert grid(decoded) == [("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 1), ("5", 1, 0, 1, 1), ("乙", 1, 1, 1, 1)]


def test_a_frame_of_one_cell_is_no_table_and_a_table_in_a_cell_is_one_of_its_own() -> None:
    inner = f"<w:tbl><w:tr>{cell(p('3'))}{cell(p('4'))}</w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr>{cell(p('1') + inner)}{cell(p('2'))}</w:tr></w:tbl>"
    decoded = decode(word(f"<w:tbl><w:tr>{cell(p('我局工作。') + outer)}</w:tr></w:tbl>"))
    assert decoded.text.split("\n") == ["我局工作。", "1 | 2", "3 | 4"]
    assert len(decoded.tables) == 2


def test_deep_tables_end() -> None:
    table = p("5")
    for _ in range(60):
        table = f"<w:tbl><w:tr>{cell(table)}{cell(p('1'))}</w:tr></w:tbl>"
    decoded = decode(word(table))
    assert "5" in decoded.text and decoded.text.count("1") == 60


def test_what_stands_outside_the_text_is_furniture_and_notes_follow_their_paragraph() -> None:
    note = '<w:footnote w:id="-1" w:type="separator">' + p("线") + '</w:footnote><w:footnote w:id="2">' + p("含分局3个")
    body = f'<w:p>{run("检查12家")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>' + p("整改完毕")
    decoded = decode(word(body, header=p("某局") + p("某局"), footer=p("— 1 —"), footnotes=f"{note}</w:footnote>"))
    assert pieces(decoded) == [
        *(("furniture", "某局"), ("furniture", "— 1 —"), (None, "检查12家"), (None, "含分局3个"), (None, "整改完毕")),
    ]
    assert [piece.path for piece in decoded.pieces][2:4] == ["body/p[1]", "footnotes/2/p[1]"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p('厦应急〔2024〕1号')}</w:txbxContent>"
    content = f"<!-- a --><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
    content += f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    body = f"<w:p><w:r><mc:AlternateContent>{content}</mc:AlternateContent></w:r>{run('正文')}</w:p>"
    assert text_of(body).split("\n") == ["正文", "厦应急〔2024〕1号"]


def test_figures_of_charts_are_furniture() -> None:
    decoded = decode(word(p("检查12家"), chart="<w:v>3</w:v><w:t>处罚</w:t>"))
    assert pieces(decoded) == [(None, "检查12家"), ("furniture", "3 处罚")]


def test_figures_in_cells_are_named_by_row_and_column() -> None:
    head = "焦作市水利局2023年法治政府建设年度报告", "2023年,我局推进工作。", "行政执法情况统计表"
    table = [["项目", "行政处罚", "行政许可"], ["受理数量(件)", "12", "34"], ["办结数量(件)", "11", "33"]]
    rows = "".join(f"<w:tr>{''.join(cell(p(text)) for text in row)}</w:tr>" for row in table)
    document = read_bytes(word("".join(map(p, head)) + f"<w:tbl>{rows}</w:tbl>"), "a.docx")
    named = {surface: measure for surface, _, _, measure, _ in facts(document)}
    assert set(named) == {"12", "34", "11", "33"}
    assert "行政许可" in named["33"] and "办结" in named["33"]


def test_hidden_words_are_furniture() -> None:
    decoded = decode(word(f"<w:p>{run('检查12家')}{run('草稿9家', '<w:vanish/>')}</w:p>"))
    assert pieces(decoded) == [(None, "检查12家"), ("furniture", "草稿9家")]


def test_properties_are_candidates() -> None:
    decoded = decode(docx_of(["某局报告"], title="某局2023年报告"))
    assert Candidate("title", "某局2023年报告", "docProps/core.xml dc:title") in decoded.candidates


@pytest.mark.parametrize(
    "main", ["application/vnd.ms-word.document.macroEnabled.main+xml", "template.main+xml", "document.main+xml"]
)
def test_variants_are_read_as_text(main: str) -> None:
    dangling = '<Relationship Id="n" Type="http://x/image" Target="NULL"/>'
    outside = '<Relationship Id="o" Type="http://x/header" Target="http://x.invalid/h" TargetMode="External"/>'
    macros = '<Relationship Id="v" Type="http://x/vbaProject" Target="vbaProject.bin"/>'
    assert decode(word(p("检查12家"), main=main, links=dangling + outside + macros)).text == "检查12家"


def test_the_strict_standard_is_read() -> None:
    parts = _parts(word(p("一") + p("检查12家")))
    for usual, name in [
        (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"officeDocument/relationships"),
        (b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"wordprocessingml/main"),
    ]:
        parts = {at: blob.replace(usual, b"http://purl.oclc.org/ooxml/" + name) for at, blob in parts.items()}
    assert decode(archive(dict(parts))).text == "一\n检查12家"


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        return {name: found.read(name) for name in found.namelist()}


def rejected(data: bytes) -> str:
    with pytest.raises(Rejection) as caught:
        decode(data)
    assert caught.value.found and caught.value.hint_zh
    return caught.value.reason_code


def test_what_cannot_be_read_is_rejected() -> None:
    whole = word(p("检查12家"))
    parts = _parts(whole)
    assert rejected(whole[: len(whole) // 2]) == "broken_file"
    assert rejected(b"PK\x03\x04") == "broken_file"
    assert rejected(archive({"a.xml": "<a/>"})) == "broken_file"
    assert rejected(word("<w:p>")) == "broken_file"
    assert rejected(word("")) == "empty_file"
    assert rejected(archive({**parts, "word/document.xml": "<a/>"})) == "broken_file"
    bomb = b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    assert rejected(archive({**parts, "word/document.xml": bomb})) == "broken_file"
    assert rejected(archive({**parts, "word/a.xml": b" " * 8 * 1024**2})) == "archive_bomb"
    assert rejected(archive({**parts, **{f"word/{at}": b"" for at in range(10_001)}})) == "archive_bomb"


def test_a_password_of_the_archive_is_told() -> None:
    data = bytearray(word(p("检查12家")))
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    assert rejected(bytes(data)) == "encrypted"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_bytes_are_read_or_rejected(data: st.DataObject) -> None:
    whole = bytearray(word(numbered("检查12家", 1) + p("整改"), numbering=LIST, styles=STYLES))
    for at, byte in data.draw(st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)), max_size=8)):
        whole[at] = byte
    for candidate in (bytes(whole), data.draw(st.binary(max_size=64)), b"PK\x03\x04" + bytes(whole[9:])):
        try:
            pieces(decode(candidate))
        except Rejection as rejection:
            assert rejection.reason_code in ("broken_file", "encrypted", "empty_file", "archive_bomb")


_XML = st.recursive(
    st.sampled_from([p("检查12家"), run("3"), "<w:br/>", "<w:t>x</w:t>", "<w:sdt/>", '<w:numPr w:val="-1"/>']),
    lambda inner: st.tuples(
        st.sampled_from(
            ["p", "tbl", "tr", "tc", "ins", "del", "sdt", "sdtContent", "r", "txbxContent", "pPr", "numPr"]
        ),
        st.lists(inner, max_size=4),
    ).map(lambda it: f"<w:{it[0]}>{''.join(it[1])}</w:{it[0]}>"),
    max_leaves=25,
)


@settings(max_examples=60, deadline=None)
@given(_XML)
def test_any_order_of_elements_is_read_or_rejected(body: str) -> None:
    data = word(body, numbering=LIST)
    try:
        decoded = decode(data)
    except Rejection as rejection:
        assert rejection.reason_code == "empty_file"
    else:
        pieces(decoded)
        assert decode(data) == decoded


def test_a_word_file_by_any_name_is_one() -> None:
    report = docx_of(FIVE[4].read_text(encoding="utf-8").split("\n"))
    assert read_bytes(report, "a.zip").metadata.year == read_bytes(report, "a").metadata.year == 2023
