"""DOC, WPS and RTF as LibreOffice itself makes them, read through it: the figures are those of the text.

Does not belong here: what a stand-in for it can show (tests/unit/reading/test_office.py).
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docx
import pytest

from orchestration.reading import programs
from orchestration.reading.errors import Rejection
from orchestration.reading.isolation import IsolatedReader
from orchestration.reading.office import conversion
from orchestration.reading.reader import decode_bytes
from tests.support.programs import by_libreoffice, needs_libreoffice
from tests.support.web_server import serving
from tests.unit.reading.office_example import FIVE, docx_of, grid, pieces, same_as_text

pytestmark = [pytest.mark.integration, needs_libreoffice]

_CELLS = [
    ["执法机关", "处罚(件)", "处罚(件)", "许可(件)"],
    ["执法机关", "警告", "罚款", "许可"],
    ["县水务局", "5", "1,234", "34"],
]


def example() -> bytes:
    """A document with what Word keeps apart from its text: list numbers, merged cells, header, footer."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "内部资料第12号"
    document.add_heading("一、主要工作", 1)
    for line in ("开展培训16场", "调解纠纷1,024起"):
        document.add_paragraph(line, style="List Number")
    table = document.add_table(rows=3, cols=4)
    for row, texts in enumerate(_CELLS):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2)).text = _CELLS[0][1]
    table.cell(0, 0).merge(table.cell(1, 0)).text = _CELLS[0][0]
    document.add_paragraph("罚没金额1234.56万元,增长5.3%。")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """The five reports and the example as LibreOffice saves them, by format and name."""
    files = {f"{path.stem[:3]}.docx": docx_of(path.read_text(encoding="utf-8").split("\n")) for path in FIVE}
    files["example.docx"] = example()
    return {target: by_libreoffice(files, target, tmp_path_factory.mktemp(target)) for target in ("doc", "rtf")}


@pytest.mark.parametrize("path", FIVE, ids=lambda path: path.stem[:3])
def test_the_five_reports_have_the_figures_of_the_text(made: dict[str, dict[str, bytes]], path: Path) -> None:
    name = f"{path.stem[:3]}.docx"
    same_as_text(path, made["doc"][name], "a.doc")
    same_as_text(path, made["rtf"][name], "a.rtf")


def test_a_wps_file_is_read_in_the_worker_with_its_limits(made: dict[str, dict[str, bytes]]) -> None:
    """What WPS Office saves as .wps is a Word file in the same container."""
    with IsolatedReader() as reader:
        first, decoded = reader.read(made["doc"]["003.docx"], "a.wps")
        again, _ = reader.read(made["doc"]["003.docx"], "a.wps")
    assert first.metadata.agency is not None and first == again
    assert not decoded.recognised


def test_lists_merged_cells_and_headers_come_through(made: dict[str, dict[str, bytes]]) -> None:
    expected = decode_bytes(example(), "a.docx")
    found = decode_bytes(made["doc"]["example.docx"], "a.doc")
    assert found.text == expected.text
    assert grid(found) == grid(expected)
    assert grid(found)[:2] == [("执法机关", 0, 0, 2, 1), ("处罚(件)", 0, 1, 1, 2)]
    assert ("furniture", "内部资料第12号") in pieces(found) and ("heading", "一、主要工作") in pieces(found)


def test_several_at_once_do_not_meet(
    made: dict[str, dict[str, bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(conversion.to_docx, [made["doc"]["000.docx"], made["doc"]["example.docx"]]))
    assert not list(tmp_path.iterdir())
    texts = [decode_bytes(data, "a.docx").text for data in found]
    assert texts[1] == decode_bytes(example(), "a.docx").text and len(texts[0]) > 1000


def test_cut_off_or_damaged_files_are_rejected(made: dict[str, dict[str, bytes]]) -> None:
    whole = made["doc"]["001.docx"]
    damaged = bytearray(whole)
    for at in range(600, len(whole), 97):
        damaged[at] ^= 0x5A
    for data in (whole[: len(whole) // 2], bytes(damaged)):
        with pytest.raises(Rejection) as caught:
            decode_bytes(data, "a.doc")
        assert caught.value.reason_code in ("broken_file", "encrypted")


def _curious(picture: str, mark: Path) -> bytes:
    """A document with a picture elsewhere, and a macro that begins with it and writes ``mark``."""
    odf, ooo = "urn:oasis:names:tc:opendocument:xmlns", "http://openoffice.org/2004/office"
    names = {"office": "office:1.0", "text": "text:1.0", "draw": "drawing:1.0", "script": "script:1.0"}
    spaces = " ".join(f'xmlns:{name}="{odf}:{space}"' for name, space in names.items())
    place = "vnd.sun.star.script:Standard.M.Main?language=Basic&amp;location=document"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document {spaces} xmlns:svg="{odf}:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"><office:scripts>'
        f'<office:script script:language="ooo:Basic" xmlns:ooo="{ooo}"><ooo:libraries>'
        '<ooo:library-embedded ooo:name="Standard"><ooo:module ooo:name="M"><ooo:source-code>Sub Main\n'
        f'Open "{mark}" For Output As #1\nClose #1\nEnd Sub</ooo:source-code></ooo:module></ooo:library-embedded>'
        '</ooo:libraries></office:script><office:event-listeners><script:event-listener script:language="ooo:script" '
        f'script:event-name="dom:load" xlink:href="{place}"/></office:event-listeners></office:scripts>'
        '<office:body><office:text><text:p>检查12次<draw:frame svg:width="2cm" svg:height="2cm" '
        f'text:anchor-type="as-char"><draw:image xlink:href="{picture}" xlink:type="simple" '
        'xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p></office:text></office:body>'
        "</office:document>"
    ).encode()


def test_nothing_is_fetched_and_no_macro_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = tmp_path / "ran"
    monkeypatch.setattr(programs, "_without_network", tuple)  # what the profile does alone
    with serving() as server:
        data = _curious(server.url("/a.png"), mark)
        assert decode_bytes(conversion.to_docx(data), "a.docx").text == "检查12次"
        assert not server.paths and not mark.exists()
        monkeypatch.setattr(conversion, "_PROFILE", '<oor:items xmlns:oor="http://openoffice.org/2001/registry"/>')
        conversion.to_docx(data)
        assert server.asked("/a.png"), "it would be fetched if nothing forbade it"


def test_what_takes_too_long_is_ended_with_all_it_started(
    made: dict[str, dict[str, bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(conversion, "SECONDS", 0.3)
    with pytest.raises(Rejection) as caught:
        conversion.to_docx(made["doc"]["001.docx"])
    assert caught.value.reason_code == "too_slow"
    assert not [line for line in _command_lines() if str(tmp_path) in line]


def _command_lines() -> Iterator[str]:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            yield path.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
