"""``fazhi extract``: the rows of the fact contract for any texts, without building anything.

Does not belong here: extraction itself; reading of formats.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from orchestration.document import Document
    from orchestration.extraction.mention import Mention
    from orchestration.extraction.result import Extraction

# From this many files on the bar is also drawn where nobody may be looking, e.g. into the log of a batch.
_MANY_FILES = 100


class ExtractFormat(StrEnum):
    """Forms of the rows."""

    jsonl = "jsonl"
    table = "table"


def extract(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="报告文本(report texts)。", show_default=False)],
    form: Annotated[
        ExtractFormat, typer.Option("--format", "-f", help="输出形式(form of the rows)。")
    ] = ExtractFormat.jsonl,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="每个输入写一个 <stem>.jsonl(one file an input)。"),
    ] = None,
) -> None:
    """抽取文本中的每一处数字,一处一行(every numeric mention of the texts, one JSON line each)。

    机关或年度认不出也照样抽取;读不出的文件各报一行,其余照常输出,退出码为 1。
    """
    _refuse_clashes(files, output, form)
    failed = 0
    with _progress(len(files)) as advance:
        for file in files:
            try:
                extraction = extraction_of(file)
            except ExtractionFailed as error:
                typer.echo(f"{file}:{error}", err=True)
                failed += 1
            else:
                _write(file, extraction, form, output)
            advance()
    if failed:
        raise typer.Exit(1)


class ExtractionFailed(Exception):
    """A file that gives no rows; the message is one line without the name of the file."""


def extraction_of(file: Path) -> Extraction:
    """Read and extract one file. Raises ExtractionFailed."""
    from orchestration.extraction.extract import extract as extract_document
    from orchestration.reading.errors import Rejection

    try:
        data = file.read_bytes()
    except OSError as error:
        raise ExtractionFailed(f"读不出(cannot read):{error.strerror or error}") from error
    try:
        return extract_document(document_of(data, file.name))
    except Rejection as error:
        raise ExtractionFailed(f"{' '.join(str(error).split())}(rejected: {error.reason_code})") from error
    except Exception as error:
        # A defect that one text brings to light must not cost the rows of the others; it is still a failure.
        if os.environ.get("FAZHI_DEBUG"):
            raise
        reason = f"{type(error).__name__}: {' '.join(str(error).split())}"
        raise ExtractionFailed(f"抽取出错(extraction failed):{reason}") from error


def document_of(data: bytes, name: str) -> Document:
    """The document with all that the text says of itself; what a report would have to say may be missing here.

    Raises Rejection only when the bytes are no text: empty, binary, of another encoding or format.
    """
    from orchestration.reading import reader
    from orchestration.reading.errors import Rejection

    try:
        return reader.read_bytes(data, name)
    except Rejection:
        return _any_text(reader.decode_bytes(data, name).text)


def _any_text(text: str) -> Document:
    """A text that is no report of a known body and year, with as much of both as can be made out."""
    from orchestration.document import Document, Metadata
    from orchestration.reading.agency import decide_agency
    from orchestration.reading.blocks import blocks
    from orchestration.reading.dates import published_date
    from orchestration.reading.errors import Rejection
    from orchestration.reading.folding import fold
    from orchestration.reading.outline import outline_of
    from orchestration.reading.years import decide_year

    folded = fold(text)
    found = blocks(folded)
    outline = outline_of(folded, found)
    metadata = Metadata(published_date=published_date(outline)[0])
    with suppress(Rejection):
        metadata = replace(metadata, agency=decide_agency(outline))
    with suppress(Rejection):
        metadata = replace(metadata, year=decide_year(outline)[0])
    return Document(text, found, metadata)


def json_line(mention: Mention) -> str:
    """One row of the contract: its fields, in its order, numbers digit for digit."""
    from orchestration.serving.formats import json_object

    return json_object({field.name: getattr(mention, field.name) for field in fields(mention)})


def _write(file: Path, extraction: Extraction, form: ExtractFormat, output: Path | None) -> None:
    if output is not None:
        lines = "".join(f"{json_line(mention)}\n" for mention in extraction.mentions)
        output.mkdir(parents=True, exist_ok=True)
        (output / f"{file.stem}.jsonl").write_text(lines, encoding="utf-8")
    elif form is ExtractFormat.table:
        _print_table(file, extraction)
    else:
        # Bytes, so that the encoding of the terminal's locale cannot turn Chinese into question marks or an error.
        stream = sys.stdout.buffer
        stream.writelines(f"{json_line(mention)}\n".encode() for mention in extraction.mentions)
        stream.flush()


def _print_table(file: Path, extraction: Extraction) -> None:
    from rich.console import Console
    from rich.text import Text

    from orchestration.serving.query import Column, Result
    from orchestration.serving.tables import print_table

    types = {"start": "INTEGER", "value": "DECIMAL"}
    names = ("start", "surface", "kind", "value", "unit", "measure", "indicator_id", "status", "scope", "period")
    rows = (tuple(getattr(mention, name) for name in names) for mention in extraction.mentions)
    console = Console()
    console.print(Text(str(file), style="bold"))
    print_table(console, Result(tuple(Column(name, types.get(name, "VARCHAR")) for name in names), rows), limit=0)


def _refuse_clashes(files: list[Path], output: Path | None, form: ExtractFormat) -> None:
    if output is None:
        return
    if form is ExtractFormat.table:
        raise typer.BadParameter("--output 只写 JSON Lines,不能与 --format table 同用", param_hint="--format")
    stems: dict[str, Path] = {}
    for file in files:
        if (other := stems.setdefault(file.stem, file)) != file:
            raise typer.BadParameter(
                f"{other} 与 {file} 都会写成 {file.stem}.jsonl;分两次运行(both give the same file)",
                param_hint="--output",
            )


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if total < 2 or not (console.is_terminal or total >= _MANY_FILES):
        yield lambda: None
        return
    columns = (TextColumn("抽取 extract"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, redirect_stdout=False) as bars:
        task = bars.add_task("extract", total=total)
        yield lambda: bars.advance(task)
