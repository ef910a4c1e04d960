"""A table as text (CSV), as portals of open data give it: a sheet of a workbook without formats.

Does not belong here: what of a sheet is a table (xlsx.py).
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from orchestration.reading.decoded import Decoded
from orchestration.reading.errors import Rejection
from orchestration.reading.formats import plain_text
from orchestration.reading.formats.xlsx import decoded_of
from orchestration.reading.office.archive import broken
from orchestration.reading.office.workbook_package import Place, Sheet

_SEPARATORS = ",\t;"


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The rows. ``declared`` is an encoding told from outside.

    Raises Rejection ``broken_file`` and those of plain text.
    """
    plain = plain_text.decode(data, declared)
    text = plain.text
    separator = max(_SEPARATORS, key=text.count)
    cells: dict[Place, str] = {}
    try:
        for row, texts in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1):
            cells |= {(row, column): told for column, said in enumerate(texts, 1) if (told := said.strip())}
    except csv.Error as error:
        raise broken(f"CSV 读不出:{error}") from error
    if not cells:
        raise Rejection("empty_file", "文件无文字", "只有分隔符", "报告全文", "重新取得该文件")
    return replace(decoded_of([Sheet("", cells, {})]), encoding=plain.encoding)
