"""What is on screen as CSV and Excel: all rows, exact values, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from lxml import etree

from tests.support.viewer_reports import EVIL, HOSTILE, PEER, PLAIN
from tests.support.viewer_server import Server

pytestmark = pytest.mark.integration

PATHS = (
    "/indicators/penalty_cnt?year=2023",
    "/indicators",
    "/agencies",
    f"/agencies/{EVIL.agency_id}",
    "/reports",
    f"/reports/{EVIL.report_id}",
    f"/compare?agency={PLAIN.agency_id}&indicator=penalty_cnt",
    "/search?q=%E5%A4%84%E7%BD%9A",
    "/quality/rejected",
    "/quality/checks",
    "/quality/doubtful",
)


def address(path: str, form: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}download={form}"


def rows_of(server: Server, path: str) -> list[dict[str, str]]:
    answer = server.get(address(path, "csv"))
    assert answer.body.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"))))


def test_the_table_of_an_indicator_is_all_there(server: Server) -> None:
    rows = rows_of(server, "/indicators/penalty_cnt?year=2023&order=value_asc")
    values = [next(value for name, value in row.items() if name.split()[-1] == "value") for row in rows]
    assert values == ["7", "31", "40"]
    names = [next(value for name, value in row.items() if name.split()[-1] == "agency_zh") for row in rows]
    assert names[1:] == [PLAIN.agency, PEER.agency]


@pytest.mark.parametrize("path", PATHS)
def test_no_cell_of_a_csv_is_a_formula(server: Server, path: str) -> None:
    for row in rows_of(server, path):
        for value in row.values():
            assert not value.startswith(("=", "+", "@", "\t", "\r"))
            assert not value.startswith("-") or value.lstrip("-").replace(".", "").isdigit()


@pytest.mark.parametrize("path", PATHS)
def test_no_cell_of_a_workbook_is_a_formula(server: Server, path: str) -> None:
    answer = server.get(address(path, "xlsx"))
    assert answer.status == 200
    assert "attachment" in answer.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.body)) as book:
        for name in book.namelist():
            if name.startswith("xl/worksheets/"):
                assert not etree.fromstring(book.read(name)).xpath("//*[local-name()='f']")


def test_a_hostile_cell_is_kept_as_text(server: Server) -> None:
    rows = rows_of(server, "/quality/rejected")
    assert [value for row in rows for value in row.values() if "HYPERLINK" in value] == ["'=HYPERLINK(1)"]
    assert any(HOSTILE in value for row in rows for value in row.values())
