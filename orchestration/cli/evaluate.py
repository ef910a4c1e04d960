"""``fazhi evaluate``: extraction against annotated documents.

Does not belong here: how a match is judged (extraction/evaluate.py).
"""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.cli.options import RawOption, chosen_home

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SUFFIXES = (".mentions.jsonl", ".jsonl")


class EvaluateFormat(StrEnum):
    """Forms of the scores."""

    table = "table"
    json = "json"


def evaluate(
    gold: Annotated[
        Path,
        typer.Option(
            "--gold", metavar="DIR", exists=True, file_okay=False, help="标注目录,每份 <doc>.jsonl(annotations)。"
        ),
    ],
    texts: Annotated[
        Path | None,
        typer.Option(
            "--texts",
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="原文目录,<doc>.txt 或 <doc>_*.txt;默认先在标注旁找,再找 raw/reports(texts)。",
            show_default=False,
        ),
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="逐条列出差错(list every error)。")] = False,
    form: Annotated[
        EvaluateFormat, typer.Option("--format", "-f", help="输出形式(form of the scores)。")
    ] = EvaluateFormat.table,
    raw: RawOption = None,
) -> None:
    """对照标注评估抽取(score the extraction against annotated documents)。"""
    from orchestration.cli.extract_files import ExtractionFailed, extraction_of
    from orchestration.extraction.evaluate import as_row
    from orchestration.extraction.evaluate import evaluate as score

    places = [gold, *([texts] if texts else []), chosen_home(None, raw).raw / "reports"]
    annotated = gold_files(gold)
    missing = [name for name in annotated if text_of(name, places) is None]
    if missing:
        shown = "、".join(str(place) for place in places)
        raise typer.BadParameter(f"找不到原文(no text):{'、'.join(missing)};找过 {shown}", param_hint="--texts")
    for path in annotated.values():
        refuse_broken(path)
    predicted = {}
    for name in annotated:
        file = text_of(name, places) or Path()
        try:
            predicted[name] = [as_row(mention) for mention in extraction_of(file).mentions]
        except ExtractionFailed as error:
            raise ExtractionFailed(f"{file}:{error}") from error
    result = score(gold, predicted)
    _print(result.columns(), result.errors if errors else None, form)


def gold_files(gold: Path) -> dict[str, Path]:
    """Document name to annotation file, in order of name. Raises typer.BadParameter when there is none."""
    files = {_document_name(path): path for path in sorted(gold.glob("*.jsonl"))}
    if not files:
        raise typer.BadParameter(f"{gold} 中没有 .jsonl 标注(no annotations)", param_hint="--gold")
    return files


def text_of(document: str, places: Sequence[Path]) -> Path | None:
    """The text of a document in the first of ``places`` that has one; None when none or several answer to the name."""
    for place in places:
        exact = place / f"{document}.txt"
        if exact.is_file():
            return exact
        longer = sorted(place.glob(f"{document}_*.txt"))
        if len(longer) == 1:
            return longer[0]
    return None


def refuse_broken(path: Path) -> None:
    """Raise typer.BadParameter with the first line of a JSON Lines file that is no JSON object."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            whole = isinstance(json.loads(line), dict)
        except ValueError:
            whole = False
        if not whole:
            raise typer.BadParameter(f"{path} 第 {number} 行不是 JSON 对象(no JSON object)", param_hint="--gold")


def _document_name(path: Path) -> str:
    suffix = next(suffix for suffix in _SUFFIXES if path.name.endswith(suffix))
    return path.name.removesuffix(suffix)


def _print(scores: Mapping[str, object], errors: Mapping[str, Sequence[str]] | None, form: EvaluateFormat) -> None:
    if form is EvaluateFormat.json:
        listed = {} if errors is None else {"errors": {kind: list(lines) for kind, lines in errors.items()}}
        typer.echo(json.dumps({**scores, **listed}, ensure_ascii=False, indent=1))
        return
    from rich.console import Console
    from rich.text import Text

    from orchestration.serving.query import Column, Result
    from orchestration.serving.tables import print_table, shown

    console = Console()
    rows = ((name, "–" if value is None else str(value)) for name, value in scores.items())
    print_table(console, Result((Column("score", "VARCHAR"), Column("value", "DECIMAL")), rows), limit=0)
    for kind, lines in (errors or {}).items():
        console.print(Text(f"\n{kind} ({len(lines)})", style="bold"))
        for line in lines:
            console.print(shown(f"  {line}"), soft_wrap=True)
