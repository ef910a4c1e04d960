"""``fazhi add``: files taken into raw/, with what each was found to be. Asks nothing.

Does not belong here: recognising, copying, registering (pipeline/adding.py).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.cli.invocation import pasteable
from orchestration.cli.options import OcrOption, RawOption, ask_for_ocr, chosen_home

if TYPE_CHECKING:
    from rich.table import Table

    from orchestration.pipeline.adding import Added

SOME_REFUSED = 3
_ORIGIN = "由使用者以文件形式提供;原发布页面未记录"


def add(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE|DIR…", help="报告文件或目录(files or folders).", show_default=False)
    ],
    raw: RawOption = None,
    origin: Annotated[str, typer.Option(help="来源说明,写入 sources.csv(where they came from)。")] = _ORIGIN,
    url: Annotated[str, typer.Option(help="来源网址,写入 sources.csv(address of publication)。")] = "",
    ocr: OcrOption = False,
) -> None:
    """把报告文件收进 raw/reports 并登记,列出识别结果(take report files in and show what they are)。

    已有相同文件的不再收;读不成报告的不收,并说明理由,退出码为 3。不提问,可用于脚本。
    """
    from rich.console import Console

    from orchestration.pipeline.adding import add_files, files_of

    ask_for_ocr(ocr)
    place = chosen_home(None, raw)
    found = list(add_files(place.raw, files_of(files), origin, url))
    console = Console()
    console.print(_table(found))
    taken = sum(one.stored is not None and not one.known for one in found)
    known = sum(one.known for one in found)
    refused = sum(one.stored is None for one in found)
    console.print(f"收入 {taken} 件,已有 {known} 件,未收 {refused} 件(taken, known, refused)")
    if taken:
        console.print(f"下一步:{pasteable('build --ocr' if ocr else 'build')}", soft_wrap=True)
    if refused:
        raise typer.Exit(SOME_REFUSED)


def _table(found: list[Added]) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in ("文件 file", "去向 stored", "机关 body", "年度 year", "说明 note"):
        table.add_column(heading, overflow="fold")
    for one in found:
        _add_rows(table, one)
    return table


def _add_rows(table: Table, one: Added) -> None:
    from rich.text import Text

    agency = one.found.agency if one.found else None
    note = str(one.rejection) if one.rejection else "已有相同文件" if one.known else _genre(one)
    cells = (one.file, one.stored or "", agency.full_name_zh if agency else "", _year(one), note)
    table.add_row(*(Text(cell) for cell in cells))
    for member in one.inside:
        _add_rows(table, member)


def _genre(one: Added) -> str:
    """What kind of paper it is, where it is no report."""
    if one.found is None or one.found.is_report:
        return ""
    return f"文种为{one.found.genre},只登记,不入报告表与事实表(a neighbour of the reports)"


def _year(one: Added) -> str:
    return str(one.found.year) if one.found and one.found.year else ""
