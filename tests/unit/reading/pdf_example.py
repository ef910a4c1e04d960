"""Sentences and helpers of the tests of PDF.

Does not belong here: making files (tests/support/pdf_files.py).
"""

from __future__ import annotations

from orchestration.reading.decoded import Decoded

FIRST = "2023年,清河县应急管理局围绕年度任务推进法治政府建设,完善制度、规范执法、强化监督,全年检查企业1187家次,"
FIRST += "发现隐患2304处,均已督促整改到位。"
SECOND = "全局坚持执法与服务并重,组织开展执法培训12场次,受训执法人员360人次,行政处罚案件法制审核率达到100%。"


def stretches(decoded: Decoded, hint: str | None = None) -> list[str]:
    return [decoded.text[piece.start : piece.end] for piece in decoded.pieces if piece.hint == hint]


def is_sound(decoded: Decoded) -> None:
    """The contract of formats: pieces in order, nothing visible outside them, tables' cells within the text."""
    end, outside = 0, ""
    for piece in decoded.pieces:
        assert end <= piece.start < piece.end <= len(decoded.text)
        assert piece.page is not None and piece.box is not None
        outside += decoded.text[end : piece.start]
        end = piece.end
        assert "\n" not in decoded.text[piece.start : piece.end]
    assert not (outside + decoded.text[end:]).replace(" | ", "").strip(" |\n")
    decoded.text.encode()
    for table in decoded.tables:
        places = [
            (cell.row + down, cell.column + right)
            for cell in table.cells
            for down in range(cell.row_span)
            for right in range(cell.column_span)
        ]
        assert len(places) == len(set(places))
