"""Tables on a phone: a card a row, every cell with its heading and as wide as its text needs, nothing cut off."""

from __future__ import annotations

import pytest

from tests.support.browser import DESKTOP, PHONE, Page
from tests.support.viewer_reports import PEER, PLAIN, SILENT
from tests.support.viewer_server import Server

pytestmark = pytest.mark.integration

PATHS = (
    "/quality",
    "/quality/ledger",
    "/quality/rejected",
    "/quality/review",
    "/quality/rules",
    "/quality/checks",
    "/reports",
    "/agencies",
    f"/agencies/{PLAIN.agency_id}",
    f"/agencies/{PEER.agency_id}",
    f"/compare?agency={PLAIN.agency_id}&agency={SILENT.agency_id}&indicator=penalty_cnt",
)
# The cells of a row of data: all but headings of groups and the way to the rest.
_CELLS = "[...document.querySelectorAll('table.stacked tbody tr:not(.group, .rest) td')]"
# A column that is squeezed has more lines than its text would need at half the width of the phone.
_SQUEEZED = (
    f"{_CELLS}.filter((one) => one.clientWidth < 60 && one.textContent.trim().length > 4).map((one) => one.outerHTML)"
)
_CUT_OFF = (
    "[...document.querySelectorAll('.scroll')].filter((one) => one.querySelector('.stacked')"
    " && one.scrollWidth > one.clientWidth).length"
)


@pytest.mark.parametrize("path", PATHS)
def test_a_row_is_a_card(server: Server, page: Page, path: str) -> None:
    page.open(server.address + path, PHONE)
    assert page.evaluate(f"{_CELLS}.length") > 0
    assert page.evaluate(_SQUEEZED) == []
    assert page.evaluate(_CUT_OFF) == 0
    hidden = (
        "[...document.querySelectorAll('table.stacked thead')].every((one) => getComputedStyle(one).display === 'none')"
    )
    assert page.evaluate(hidden)


@pytest.mark.parametrize("path", PATHS)
def test_every_cell_is_named_as_its_column(server: Server, page: Page, path: str) -> None:
    page.open(server.address + path, DESKTOP)
    pairs = page.evaluate(
        "[...document.querySelectorAll('table.stacked')].flatMap((table) => {"
        " const heads = [...table.tHead.rows[0].cells].map((one) => one.textContent.trim());"
        " return [...table.tBodies[0].rows].filter((row) => !row.matches('.group, .rest')).flatMap((row) =>"
        " [...row.cells].map((cell, at) =>"
        " [cell.tagName === 'TH' ? heads[at] : cell.dataset.label || '', heads[at]]))})"
    )
    assert pairs
    assert [pair for pair in pairs if pair[0] != pair[1]] == []
