"""The parts of a Word file by what they are to its main part, through python-docx.

python-docx gets a copy of the package that holds its XML alone, so that a link to a part that is not there (Word
itself leaves such), pictures or macros cannot stop it. Does not belong here: what stands in a part.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping

import docx  # noqa: F401  # registers the classes of parts
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part, XmlPart
from docx.package import Package
from lxml import etree

from orchestration.document import Candidate, CandidateField
from orchestration.reading.errors import Rejection
from orchestration.reading.office.archive import broken, encrypted, local, parts_of, refuse_doctypes, xml_of
from orchestration.reading.office.word_xml import W

# The strict variant of the standard differs in the names of its namespaces alone.
_STRICT = {
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
}
_PROPERTIES: tuple[tuple[str, CandidateField, str], ...] = (
    ("title", "title", "docProps/core.xml dc:title"),
    ("author", "publisher", "docProps/core.xml dc:creator"),
    ("category", "column", "docProps/core.xml cp:category"),
    ("identifier", "index_no", "docProps/core.xml dc:identifier"),
)


class WordPackage:
    """A Word file opened: its document element, the parts that belong to it and its properties."""

    def __init__(self, data: bytes) -> None:
        """Raises Rejection when the file is encrypted, broken, a bomb or no Word file."""
        parts = parts_of(data)
        if "EncryptedPackage" in parts or "EncryptionInfo.xml" in parts:
            raise encrypted("含加密部件")
        refuse_doctypes(parts)
        try:
            self._package = Package.open(io.BytesIO(_copy(parts)))
            self._main: Part = self._package.main_document_part
        except (Rejection, MemoryError):
            raise
        except Exception as error:  # python-docx raises what its parts run into
            raise broken(f"不是完整的 Word 文件({type(error).__name__}: {error})") from error
        self.document = _element(self._main)
        if local(self.document) != "document":
            raise broken(f"主部件为 {local(self.document)},不是 Word 正文")

    def related(self, kind: str) -> Iterator[tuple[str, etree._Element]]:
        """Name and root of the parts that are, say, a ``header`` to the document, in the order of their names."""
        found = {
            str(relation.target_part.partname).lstrip("/"): relation.target_part
            for relation in self._main.rels.values()
            if not relation.is_external and relation.reltype.endswith(f"/{kind}")
        }
        for name in sorted(found, key=lambda name: (len(name), name)):
            yield name, _element(found[name])

    def first(self, kind: str) -> etree._Element | None:
        """The root of the first such part."""
        return next((root for _, root in self.related(kind)), None)

    def candidates(self) -> list[Candidate]:
        """What the properties of the file say of it."""
        found = []
        kinds = {relation.reltype for relation in self._package.rels.values() if not relation.is_external}
        if RELATIONSHIP_TYPE.CORE_PROPERTIES in kinds:
            properties = self._package.core_properties
            for name, field, where in _PROPERTIES:
                if said := getattr(properties, name).strip():
                    found.append(Candidate(field, said, where))
        if RELATIONSHIP_TYPE.EXTENDED_PROPERTIES in kinds:
            root = _element(self._package.part_related_by(RELATIONSHIP_TYPE.EXTENDED_PROPERTIES))
            company = next((part.text for part in root if local(part) == "Company" and part.text), "").strip()
            if company:
                found.append(Candidate("publisher", company, "docProps/app.xml Company"))
        return found


def _element(part: Part) -> etree._Element:
    # Of a document with macros python-docx knows the bytes alone.
    return part.element if isinstance(part, XmlPart) else xml_of(part.blob, str(part.partname))


def _copy(parts: Mapping[str, bytes]) -> bytes:
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as archive:
        for name, blob in parts.items():
            for strict, usual in _STRICT.items() if b"purl.oclc.org" in blob else ():
                blob = blob.replace(strict, usual)
            archive.writestr(name, _links(name, blob, parts) if name.endswith(".rels") else blob)
    return copy.getvalue()


def _links(name: str, blob: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The relationships of a part without those to parts that are not there."""
    root = xml_of(blob, name)
    base = posixpath.dirname(posixpath.dirname(name))
    for link in list(root):
        target = (link.get("Target") or "").replace("\\", "/")
        inside = posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(base, target))
        if link.get("TargetMode") != "External" and inside not in parts:
            root.remove(link)
    return etree.tostring(root)
