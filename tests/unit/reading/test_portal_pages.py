"""Portal pages of many manners around the five reports: the same body, year and facts as from the text alone."""

from __future__ import annotations

import re
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from orchestration.document import Document, Metadata
from orchestration.extraction.extract import extract
from orchestration.reading.folding import fold
from orchestration.reading.outline import outline_of
from orchestration.reading.reader import decode_bytes, read_bytes
from tests.unit.reading.portal_pages import STYLES as FIRST_STYLES
from tests.unit.reading.portal_pages import Style, mhtml
from tests.unit.reading.portal_pages_more import MORE_STYLES

REPORTS = {path.name[:3]: path for path in sorted((Path(__file__).parents[3] / "raw" / "reports").glob("*.txt"))}
STYLES = (*FIRST_STYLES, *MORE_STYLES)
STARTS_WITH_TITLE = {"001": 1, "002": 3, "004": 2}  # lines down to the end of the title


@cache
def plain(stem: str) -> Document:
    return read_bytes(REPORTS[stem].read_bytes(), "a.txt")


@cache
def paged(stem: str, style: Style) -> Document:
    data = style(*title_and_lines(stem))
    return read_bytes(data, "a.mht" if style is mhtml else "a.html")


def title_and_lines(stem: str) -> tuple[str | None, list[str]]:
    lines = [line for line in REPORTS[stem].read_bytes().decode().splitlines() if line.strip()]
    size = STARTS_WITH_TITLE.get(stem, 0)
    return plain(stem).metadata.title, lines[size:]


def squeezed(text: str) -> str:
    return "".join(text.split())


def facts(document: Document) -> list[tuple[Any, ...]]:
    """The facts of the report, without those of the page's furniture and head."""
    aside = [block for block in document.blocks if block.kind in ("furniture", "metadata")]
    return [
        (found.surface, found.value, found.low, found.high, found.unit, found.measure, found.indicator_id, found.status)
        for found in extract(document).mentions
        if found.kind == "fact" and not any(block.start <= found.start < block.end for block in aside)
    ]


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
@pytest.mark.parametrize("stem", REPORTS)
def test_the_facts_are_those_of_the_text(stem: str, style: Style) -> None:
    document, expected = paged(stem, style), facts(plain(stem))
    assert facts(document) == expected and len(expected) >= 10


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
@pytest.mark.parametrize("stem", REPORTS)
def test_body_year_and_title_are_those_of_the_text(stem: str, style: Style) -> None:
    found, expected = paged(stem, style).metadata, plain(stem).metadata
    assert found.agency is not None and expected.agency is not None
    assert found.agency.full_name_zh == expected.agency.full_name_zh
    assert found.agency.region_code == expected.agency.region_code
    assert (found.year, found.genre) == (expected.year, expected.genre)
    if expected.title:
        assert found.title == expected.title


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
@pytest.mark.parametrize("stem", REPORTS)
def test_every_line_of_the_report_is_in_the_body_and_the_footer_is_not(stem: str, style: Style) -> None:
    document = paged(stem, style)
    own = squeezed("".join(document.text[b.start : b.end] for b in document.blocks if b.kind != "furniture"))
    for line in title_and_lines(stem)[1]:
        if not line.startswith("您现在的位置"):
            assert squeezed(line) in own
    aside = [document.text[b.start : b.end] for b in document.blocks if b.kind == "furniture"]
    assert any("987654" in line for line in aside) and any("44030402001234" in line for line in aside)
    assert "987654" not in own and "0755-12345678" not in own
    assert not any(word in document.text for word in ("4711", "9999", "剩余 77", "启用脚本"))


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
def test_pieces_cover_the_text_in_order_and_name_their_place(style: Style) -> None:
    decoded = decode_bytes(style(*title_and_lines("001")), "a.mht" if style is mhtml else "a.html")
    covered: set[int] = set()
    end = 0
    for piece in decoded.pieces:
        assert end <= piece.start < piece.end <= len(decoded.text)
        assert piece.path and piece.path.startswith("/html")
        covered |= set(range(piece.start, piece.end))
        end = piece.end
    assert all(at in covered for at, character in enumerate(decoded.text) if not character.isspace())


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
def test_the_signature_is_found_above_the_footer(style: Style) -> None:
    document = paged("001", style)
    assert outline_of(fold(document.text), document.blocks).signature_lines == ("福田区应急管理局", "2023年12月20日")


def _with_wide_marks(page: bytes) -> bytes:
    """The page with the marks behind Chinese characters as Chinese portals print them: full width."""
    wide = {":": "\uff1a", ";": "\uff1b", "!": "\uff01"}
    try:
        encoding, text = "utf-8", page.decode("utf-8")
    except UnicodeDecodeError:
        encoding, text = "gb18030", page.decode("gb18030")
    # Only in text: a style sheet or an address has its marks behind other characters.
    return re.sub(r"(?<=[一-龥])[:;!]", lambda mark: wide[mark.group()], text).encode(encoding)


# Of the two left out the encoding is the point, not what the page says.
OF_ONE_ENCODING = tuple(style for style in STYLES if style.__name__ not in ("utf16", "mislabelled"))


@pytest.mark.parametrize("style", OF_ONE_ENCODING, ids=lambda style: style.__name__)
@pytest.mark.parametrize("stem", ["001", "002"])
def test_what_a_page_says_of_itself_does_not_hang_on_the_width_of_its_colons(stem: str, style: Style) -> None:
    """发布机构:… and 发布机构：… are one label; portals print the second."""
    page = style(*title_and_lines(stem))
    wide = _with_wide_marks(page)
    name = "a.mht" if style is mhtml else "a.html"
    half, full = read_bytes(page, name), read_bytes(wide, name)
    said = [(one.field, fold(one.value), one.where) for one in half.candidates if not one.weight]
    assert [(one.field, fold(one.value), one.where) for one in full.candidates if not one.weight] == said
    assert replaced_evidence(full.metadata) == replaced_evidence(half.metadata)
    assert [block.kind for block in full.blocks] == [block.kind for block in half.blocks]


def replaced_evidence(metadata: Metadata) -> dict[str, Any]:
    """Metadata with what it quotes in one width."""
    return {
        name: fold(value) if isinstance(value, str) else value
        for name, value in asdict(metadata).items()
        if name not in ("agency", "joint")
    } | {"agency": metadata.agency and metadata.agency.full_name_zh}
