"""raw/sources.csv: what is known of each raw file from outside the file, checked row by row.

A row that cannot be used costs its own file, never the others: its problems become a rejection of that file. Only a
file that cannot be read as a table at all (encoding, header) raises SourcesError.

Does not belong here: walking raw/, or applying the overrides (documents.py).
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

FIELDS = (
    "file",
    "title",
    "publisher",
    "origin",
    "origin_url",
    "published_date",
    "licence",
    "override_agency",
    "override_year",
    "override_reason",
)
# 《全面推进依法行政实施纲要》 of 2004 is the first to ask for such reports.
FIRST_YEAR, LAST_YEAR = 2004, 2100


class SourcesError(ValueError):
    """raw/sources.csv as a whole cannot be used; the message tells found, expected and what to do."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One usable row; empty fields are None. ``register_no`` counts the rows from 1: what was registered later stands
    below."""

    file: str
    title: str | None = None
    publisher: str | None = None
    origin: str | None = None
    origin_url: str | None = None
    published_date: date | None = None
    licence: str | None = None
    override_agency: str | None = None
    override_year: int | None = None
    override_reason: str | None = None
    register_no: int | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """Usable rows by file, and the problems of the others by file (``sources.csv:<line>`` where no file is named).

    ``wanted`` are rows that name an address and no file yet, by the same names: what is to be fetched.
    """

    rows: dict[str, SourceRow] = field(default_factory=dict)
    problems: dict[str, list[str]] = field(default_factory=dict)
    wanted: dict[str, SourceRow] = field(default_factory=dict)


def read_sources(path: Path) -> Sources:
    """Read and check ``raw/sources.csv``; a missing file means that nothing is registered. Raises SourcesError."""
    if not path.exists():
        return Sources()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourcesError(
            f"{path.name}: found byte 0x{error.object[error.start]:02x} at {error.start} that is not UTF-8, "
            "expected UTF-8; save the table as UTF-8 and run again"
        ) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        if tuple(header) != FIELDS:
            raise SourcesError(
                f"{path.name}: found header {','.join(header)!r}, expected {','.join(FIELDS)!r}; "
                f"missing {sorted(set(FIELDS) - set(header))}, unknown {sorted(set(header) - set(FIELDS))}; "
                "mend the first line"
            )
        # line_num is that of the row's last line; good enough to find it.
        numbered = [(reader.line_num, fields) for fields in reader if any(fields)]
    except csv.Error as error:
        raise SourcesError(f"{path.name} line {reader.line_num}: {error}; expected CSV with double quotes") from error
    return _check_rows(numbered)


def _check_rows(numbered: list[tuple[int, list[str]]]) -> Sources:
    sources = Sources()
    seen: dict[str, int] = {}
    for number, (line, fields) in enumerate(numbered, 1):
        file = fields[0].strip() if fields else ""
        key = file or f"sources.csv:{line}"
        row, problems = _check_row(fields, line)
        if not file and row is not None:
            sources.wanted[key] = row
            continue
        if file in seen:
            problems.append(f"第 {line} 行:{file} 在第 {seen[file]} 行已登记,应只登记一次")
        seen.setdefault(file, line)
        if problems:
            sources.rows.pop(key, None)
            sources.problems.setdefault(key, []).extend(problems)
        elif key not in sources.problems and row:
            sources.rows[key] = replace(row, register_no=number)
    return sources


def _check_row(fields: list[str], line: int) -> tuple[SourceRow | None, list[str]]:
    if len(fields) != len(FIELDS):
        return None, [f"第 {line} 行:见 {len(fields)} 个字段,应为 {len(FIELDS)} 个(含逗号的内容须加双引号)"]
    given = {name: value.strip() or None for name, value in zip(FIELDS, fields, strict=True)}
    problems = []
    if given["file"] is None and given["origin_url"] is None:
        problems.append(f"第 {line} 行:file 为空,应为相对 raw/ 的路径,如 reports/x.txt;待取的网页应填 origin_url")
    published, problem = _parse_date(given["published_date"])
    problems += [f"第 {line} 行:{problem}"] if problem else []
    year, problem = _parse_year(given["override_year"])
    problems += [f"第 {line} 行:{problem}"] if problem else []
    if (given["override_agency"] or given["override_year"]) and not given["override_reason"]:
        problems.append(f"第 {line} 行:有 override_agency 或 override_year 而 override_reason 为空,应写明理由")
    if problems:
        return None, problems
    apart = ("file", "published_date", "override_year")
    values: dict[str, Any] = {name: value for name, value in given.items() if name not in apart}
    return SourceRow(file=given["file"] or "", published_date=published, override_year=year, **values), []


def _parse_date(value: str | None) -> tuple[date | None, str]:
    if value is None:
        return None, ""
    try:
        return date.fromisoformat(value), ""
    except ValueError:
        return None, f"published_date 见 {value!r},应为 2023-12-20 这样的日期"


def _parse_year(value: str | None) -> tuple[int | None, str]:
    if value is None:
        return None, ""
    if value.isascii() and value.isdigit() and FIRST_YEAR <= int(value) <= LAST_YEAR:
        return int(value), ""
    return None, f"override_year 见 {value!r},应为 {FIRST_YEAR}—{LAST_YEAR} 间的四位年份"
