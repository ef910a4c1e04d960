"""Reading a workbook as Excel does: by its XML, so that a test sees what a cell is and not only what it shows."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its kind in the file (``n``, ``inlineStr``, ``b``), its text, whether it is marked as literal text."""

    kind: str
    text: str
    quoted: bool
    formula: bool


class Sheet:
    """The ``number``-th sheet of a workbook."""

    def __init__(self, path: Path, number: int = 1) -> None:
        with zipfile.ZipFile(path) as archive:
            self.root = etree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
            styles = etree.fromstring(archive.read("xl/styles.xml"))
            shared = archive.read("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in archive.namelist() else b"<a/>"
        self._quoted = [entry.get("quotePrefix") == "1" for entry in styles.find(f"{_MAIN}cellXfs")]
        self._shared = ["".join(entry.itertext()) for entry in etree.fromstring(shared)]

    @property
    def rows(self) -> list[dict[str, Cell]]:
        """Rows as mappings of the letter of the column to its cell."""
        return [
            {str(cell.get("r")).rstrip("0123456789"): self._cell(cell) for cell in row}
            for row in self.root.iter(f"{_MAIN}row")
        ]

    @property
    def texts(self) -> list[list[str]]:
        """The texts of all cells that are not empty."""
        return [[cell.text for cell in row.values()] for row in self.rows]

    def attribute(self, path: str, name: str) -> str | None:
        """An attribute of the first element at ``path``, such as ``pane``."""
        found = self.root.find(".//" + "/".join(f"{_MAIN}{part}" for part in path.split("/")))
        return None if found is None else found.get(name)

    @property
    def widths(self) -> list[float]:
        """Widths of the columns, in order."""
        return [
            float(column.get("width"))
            for column in self.root.iter(f"{_MAIN}col")
            for _ in range(int(column.get("min")), int(column.get("max")) + 1)
        ]

    def _cell(self, cell: etree._Element) -> Cell:
        kind = cell.get("t", "n")
        text = "".join(cell.itertext())
        return Cell(
            kind="inlineStr" if kind == "s" else kind,
            text=self._shared[int(text)] if kind == "s" else text,
            quoted=self._quoted[int(cell.get("s", "0"))],
            formula=cell.find(f"{_MAIN}f") is not None,
        )
