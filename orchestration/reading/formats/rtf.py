"""RTF: what striprtf makes of it, with what it leaves out (headers, footers, notes, text boxes) read apart.

Before striprtf sees the file its marks of cells and rows are made telling, old list numbers are shown, deletions and
instructions of fields are taken out. Does not belong here: which places of a table its cells cover (rtf_tables.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from striprtf.striprtf import rtf_to_text

from orchestration.document import BAR, Candidate, CandidateField, Cell
from orchestration.reading.decoded import Decoded, Hint
from orchestration.reading.office.archive import broken
from orchestration.reading.office.assembly import Assembly
from orchestration.reading.office.rtf_tables import RowForm, form_of, placed

# Code points that are no characters stand for the ends of cells and rows and before each word of a row's definition.
_CELL, _ROW, _FORM = "\ufdd0", "\ufdd1", "\ufdd2"
_MARKS = {
    re.compile(rf"\\{word} ?"): rf"{{\\uc1\\u{ord(mark)}?{shown}}}"
    for word, mark, shown in (
        (r"cell(?![a-z])", _CELL, ""),
        (r"row(?![a-z])", _ROW, ""),
        (r"((?:trowd|trhdr|clv?m(?:gf|rg))(?![a-z])|(?:trleft|cellx)-?\d+)", _FORM, r"\1;"),
    )
}
_BEGIN = f"{_FORM}trowd;"
_FORM_WORD = re.compile(f"{_FORM}([a-z]+(?:-?[0-9]+)?;)")
_HIGH = re.compile(rb"[\x80-\xff]")
_DOUBLE_BYTE = re.compile(r"\\ansicpg(?:932|936|949|950)|\\fcharset(?:128|129|134|136)")
_HEX_RUN = re.compile(r"((?:\\'[0-9a-f]{2})+)(\\[\\{}]|[@-\[\]-z|~])?", re.IGNORECASE)
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_DELETED = re.compile(r"\{(?:\\\*|\\[a-z]+-?\d*|\s)*?\\deleted(?![a-z0])", re.IGNORECASE)
_INSTRUCTION = re.compile(r"\{(?:\\\*)?\\fldinst(?![a-z])")
_LIST_NUMBER = re.compile(r"\{\\(?:pntext|listtext)(?![a-z])")
_NUMBER_TAB = re.compile(r"(?P<before>(?:\\'[0-9a-f]{2}|\\u-?\d+ ?\??|.)?)\\tab(?![a-z]) ?", re.DOTALL)
_APART: dict[str, tuple[re.Pattern[str], Hint | None]] = {
    "header": (re.compile(r"\{\\header[lrf]?(?![a-z])"), "furniture"),
    "footer": (re.compile(r"\{\\footer[lrf]?(?![a-z])"), "furniture"),
    "shptxt": (re.compile(r"\{(?:\\\*)?\\shptxt(?![a-z])"), None),
}
_NOTES = re.compile(r"\{(?:\\\*)?\\footnote(?![a-z])")
_DESTINATION = re.compile(r"^\{(?:\\\*)?\\[a-z]+\d* ?")
_FONTS = re.compile(r"\{\\fonttbl(?![a-z])")
_CODE_PAGE = re.compile(r"\\ansicpg\d+")
_Row = tuple[Sequence[str], RowForm | None]
_INFO: tuple[tuple[str, CandidateField], ...] = (("title", "title"), ("author", "publisher"), ("company", "publisher"))


def decode(data: bytes) -> Decoded:
    """The document. Raises Rejection ``broken_file`` or ``empty_file``."""
    source = _source(data)
    source, _ = _cut(source, _DELETED)
    source, _ = _cut(source, _INSTRUCTION)
    source, _ = _cut(source, _LIST_NUMBER, _list_number)
    for pattern, mark in _MARKS.items():
        source = pattern.sub(mark, source)
    head = _head(source)
    assembly, seen = Assembly(), set()
    for name, (pattern, hint) in _APART.items():
        source, groups = _cut(source, pattern)
        for number, group in enumerate(groups, 1):
            if group not in seen:
                seen.add(group)
                _add(assembly, _plain(head + _DESTINATION.sub("", group)), hint, f"{name}[{number}]")
    source, notes = _cut(source, _NOTES)
    _add(assembly, _plain(source), None, "body")
    for number, group in enumerate(notes, 1):
        _add(assembly, _plain(head + _DESTINATION.sub("", group)), None, f"footnote[{number}]")
    return assembly.decoded("", _candidates(source, head))


def _source(data: bytes) -> str:
    """The file as ASCII: bytes above it escaped, and both bytes of a character where the file escapes the first."""
    if b"\\bin" not in data:  # counts the bytes that follow
        data = _HIGH.sub(lambda byte: b"\\'%02x" % byte[0][0], data)
    source = data.decode("latin-1")
    return _HEX_RUN.sub(_paired, source) if _DOUBLE_BYTE.search(source) else source


def _paired(run: re.Match[str]) -> str:
    codes, follower = bytes.fromhex(run[1].replace("\\'", "")), run[2] or ""
    at = 0
    while at < len(codes):
        at += 2 if codes[at] >= 0x81 else 1
    return f"{run[1]}\\'{ord(follower[-1]):02x}" if at > len(codes) and follower else run[0]


def _cut(source: str, opening: re.Pattern[str], put: Callable[[str], str] = lambda _: "") -> tuple[str, list[str]]:
    """``source`` with ``put`` of each group that begins so in its place, and the groups."""
    rest, groups, at = [], [], 0
    while found := opening.search(source, at):
        end = _end(source, found.start())
        groups.append(source[found.start() : end])
        rest += [source[at : found.start()], put(groups[-1])]
        at = end
    return "".join([*rest, source[at:]]), groups


def _end(source: str, start: int) -> int:
    depth = 0
    for brace in _BRACE.finditer(source, start):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if not depth:
            return brace.end()
    return len(source)


def _list_number(group: str) -> str:
    """The number of a list without the tab behind it; a blank where it would run into the text."""

    def tab(found: re.Match[str]) -> str:
        before = found["before"]
        return before + (" " if len(before) == 1 and (before.isalnum() or before == ".") else "")

    shown = group.replace("{\\pntext", "{\\listtext", 1)
    return _NUMBER_TAB.sub(tab, shown)


def _head(source: str) -> str:
    """What a group cut out needs to be read alone: the code page and the fonts."""
    _, fonts = _cut(source, _FONTS)
    page = _CODE_PAGE.search(source)
    return f"{{\\rtf1\\ansi{page[0] if page else ''}{fonts[0] if fonts else ''}{{\\plain "


def _plain(source: str) -> str:
    """The text. Fonts that claim to be Western in a Chinese file are first taken at the file's word, not at theirs."""
    attempts = [source]
    if "\\ansicpg936" in source:
        attempts.insert(0, re.sub(r"\\fcharset[01](?!\d)", r"\\fcharset134", source))
    for number, attempt in enumerate(attempts, 1):
        try:
            text: str = rtf_to_text(attempt, errors="strict")  # type: ignore[no-untyped-call]
            return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        except UnicodeDecodeError as error:
            if number == len(attempts):
                raise broken(f"文字不合所称编码({error.encoding})") from error
        except (ValueError, TypeError, LookupError, OverflowError, AttributeError) as error:
            raise broken(f"RTF 控制字有误:{error}") from error
    raise AssertionError("the last attempt returns or raises")


def _add(assembly: Assembly, text: str, hint: Hint | None, path: str) -> None:
    """Paragraphs and tables of a text with marks."""
    rows: list[_Row] = []
    form: RowForm | None = None
    line_no = 0
    for chunk in re.split(f"(?<={_ROW})", text):
        before, row = _parted(chunk)
        for line in before.split("\n"):
            if line.strip():
                _add_table(assembly, rows, path)
                rows, line_no = [], line_no + 1
                assembly.add(line, hint, path=f"{path}/p[{line_no}]")
        if row is None:
            continue
        if hint is not None:
            assembly.add(BAR.join(filter(None, map(str.strip, row))).replace("\n", " "), hint, path=path)
            continue
        words = _FORM_WORD.findall(chunk)
        form = form_of(words) if words else form  # a row without a definition keeps the last
        rows.append((row, form))
    _add_table(assembly, rows, path)


def _add_table(assembly: Assembly, rows: Sequence[_Row], path: str) -> None:
    """Rows that follow each other, with nothing between."""
    cells: list[Cell] = []
    for number, row in enumerate(placed(rows), 1):
        paths = [f"{path}/row[{number}]/cell[{cell.number + 1}]" for cell in row]
        spans = assembly.add_row([cell.text for cell in row], paths)
        cells += [
            Cell(*span, cell.row, cell.column, cell.row_span, cell.column_span, cell.heading)
            for cell, span in zip(row, spans, strict=True)
        ]
    assembly.add_table(cells)


def _parted(chunk: str) -> tuple[str, Sequence[str] | None]:
    """The paragraphs before a row, and the texts of its cells."""
    if _CELL not in chunk:
        return _FORM_WORD.sub("", chunk).replace(_ROW, ""), None
    first = chunk.index(_CELL)
    begin = chunk.find(_BEGIN)
    if not 0 <= begin < first:
        begin = chunk.rfind("\n", 0, first) + 1
    row = _FORM_WORD.sub("", chunk[begin:]).replace(_ROW, "").split(_CELL)
    return _FORM_WORD.sub("", chunk[:begin]), row[:-1] if not row[-1].strip() else row


def _candidates(source: str, head: str) -> list[Candidate]:
    _, information = _cut(source, re.compile(r"\{\\info(?![a-z])"))
    found = []
    for name, field in _INFO:
        for group in _cut("".join(information)[1:], re.compile(rf"\{{\\{name}(?![a-z])"))[1]:
            if said := _plain(head + _DESTINATION.sub("", group)).strip():
                found.append(Candidate(field, said, f"info/{name}"))
    return found
