"""OFD (GB/T 33190): the text objects of its pages in reading order, with page and box, tables as cells.

Templates, watermarks, annotations, page numbers and lines repeated on every page are furniture. Does not belong here:
seals and signatures, text in images.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from lxml import etree

from orchestration.document import Candidate, CandidateField
from orchestration.reading.decoded import Decoded
from orchestration.reading.errors import Rejection
from orchestration.reading.office.archive import broken, encrypted, local, parts_of, refuse_doctypes, xml_of
from orchestration.reading.office.ofd_rules import tables_on
from orchestration.reading.office.ofd_text import box_of, glyphs_of, marks_of
from orchestration.reading.pages.assembly import Page, assembled
from orchestration.reading.pages.lines import Line, rows_of
from orchestration.reading.pages.tables import grids_of

_ENTRY = "OFD.xml"
_A4 = (595.0, 842.0)
_MAX_PAGES = 5000
_INFO: dict[str, CandidateField] = {"Title": "title", "Author": "publisher", "Subject": "column"}
_CUSTOM: dict[str, CandidateField] = {
    "发文机关": "publisher",
    "发文机关标志": "publisher",
    "发布机构": "publisher",
    "标题": "title",
    "索引号": "index_no",
    "发布日期": "published",
    "成文日期": "published",
    "印发日期": "published",
}


def decode(data: bytes) -> Decoded:
    """The document. Raises Rejection ``broken_file``, ``encrypted``, ``archive_bomb`` or ``empty_file``."""
    package = _Package(data)
    candidates: list[Candidate] = []
    pages: list[Page] = []
    for body in _named(package.xml(_ENTRY), "DocBody"):
        candidates += _candidates(body)
        for root in _named(body, "DocRoot"):
            pages += package.pages((root.text or "").strip(), len(pages))
    decoded = assembled(pages, tuple(candidates))
    if not decoded.pieces:
        raise Rejection(
            "empty_file", "文件无文字", f"{len(pages)} 页,没有可见文字", "报告全文", "若为扫描件,取得文字版"
        )
    return decoded


class _Package:
    """The parts of an OFD file by the places that they name."""

    def __init__(self, data: bytes) -> None:
        self._parts = parts_of(data, (".xml",))
        if any("encrypt" in name.lower() for name in self._parts):
            raise encrypted("含加密描述部件")
        if _ENTRY not in self._parts:
            raise broken(f"缺入口部件 {_ENTRY}")
        refuse_doctypes(self._parts)
        self._by_folded = {name.lower(): name for name in self._parts}

    def xml(self, name: str) -> etree._Element:
        found = self._by_folded.get(name.lower())
        if found is None:
            raise broken(f"缺部件 {name}")
        return xml_of(self._parts[found], found)

    def pages(self, root_name: str, before: int) -> Iterator[Page]:
        """The pages of one document, numbered on from ``before``."""
        root_name = _beside("", root_name)
        root = self.xml(root_name)
        common = next(_named(root, "CommonData"), None)
        usual = _size(common)
        templates = {
            one.get("ID"): one.get("BaseLoc") or ""
            for one in (_named(common, "TemplatePage") if common is not None else ())
        }
        notes = self._annotations(root, root_name)
        places = [page for pages in _named(root, "Pages") for page in _named(pages, "Page")]
        if len(places) > _MAX_PAGES:
            raise broken(f"{len(places)} 页,超过 {_MAX_PAGES} 页")
        for number, place in enumerate(places, before + 1):
            page = self.xml(_beside(root_name, place.get("BaseLoc") or ""))
            found = [glyphs_of(part) for part in _named(page, "Content")]
            marks = marks_of([glyph for _, aslant in found for glyph in aslant], number)
            for used in _named(page, "Template"):
                name = templates.get(used.get("TemplateID"))
                if name is not None:
                    marks += _marks(_named(self.xml(_beside(root_name, name)), "Content"), number)
            for look in notes.get(place.get("ID") or "", []):
                marks += _marks([look], number)
            width, height = _size(page) or usual or _A4
            tables = [table for part in _named(page, "Content") for table in tables_on(part)]
            grids, rest = grids_of(tables, [glyph for upright, _ in found for glyph in upright], number)
            yield Page(number, width, height, tuple(rows_of(rest)), tuple(grids), tuple(marks))

    def _annotations(self, root: etree._Element, root_name: str) -> dict[str, list[etree._Element]]:
        """How annotations look, by the page's number in the file; a list that is not there is none."""
        found: dict[str, list[etree._Element]] = {}
        for place in _named(root, "Annotations"):
            name = _beside(root_name, (place.text or "").strip())
            if name.lower() not in self._by_folded:
                continue
            for page in _named(self.xml(name), "Page"):
                for file in _named(page, "FileLoc"):
                    notes = _beside(name, (file.text or "").strip())
                    if notes.lower() in self._by_folded:
                        root = self.xml(notes)
                        found.setdefault(page.get("PageID") or "", []).extend(
                            look for note in _named(root, "Annot") for look in _named(note, "Appearance")
                        )
        return found


def _marks(holders: Iterable[etree._Element], page: int) -> list[Line]:
    """The lines of templates and notes."""
    return [line for holder in holders for glyphs in glyphs_of(holder) for line in marks_of(glyphs, page)]


def _named(holder: etree._Element, name: str) -> Iterator[etree._Element]:
    return (element for element in holder if local(element) == name)


def _beside(name: str, place: str) -> str:
    """The part at ``place`` as the part ``name`` writes it."""
    place = place.replace("\\", "/")
    joined = place if place.startswith("/") else posixpath.join(posixpath.dirname(name), place)
    return posixpath.normpath(joined).lstrip("/")


def _size(holder: etree._Element | None) -> tuple[float, float] | None:
    """Width and height in points, where the page or the document tells them."""
    for area in () if holder is None else (*_named(holder, "PageArea"), *_named(holder, "Area")):
        for box in _named(area, "PhysicalBox"):
            _, _, width, height = box_of(box.text)
            if width > 0 and height > 0:
                return width, height
    return None


def _candidates(body: etree._Element) -> list[Candidate]:
    found = []
    for info in _named(body, "DocInfo"):
        for part in info:
            said = (part.text or "").strip()
            if (field := _INFO.get(local(part))) and said:
                found.append(Candidate(field, said, f"OFD.xml DocInfo/{local(part)}"))
            if local(part) == "CustomDatas":
                for custom in _named(part, "CustomData"):
                    name, said = custom.get("Name") or "", (custom.text or "").strip()
                    if said and (field := _CUSTOM.get(name)):
                        found.append(Candidate(field, said, f"OFD.xml CustomData {name}"))
    return found
