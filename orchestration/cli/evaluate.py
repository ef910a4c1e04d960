"""``fazhi evaluate``: extraction against annotated documents, per document, kind of body, part and overall.

Does not belong here: how a match is judged (extraction/evaluate.py), how the corpus is read (corpus.py), tables
(evaluate_view.py).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.cli.corpus import HELD_OUT, evaluation_of, parts_of, read_part
from orchestration.cli.corpus import Annotated as AnnotatedDocument
from orchestration.cli.options import RawOption, chosen_home

if TYPE_CHECKING:
    from orchestration.extraction.evaluation import Evaluation, Value

Scored = tuple[AnnotatedDocument, "Evaluation"]


class EvaluateFormat(StrEnum):
    """Forms of the scores."""

    table = "table"
    json = "json"


GoldOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--gold",
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="标注目录,每份 <doc>.jsonl;可多次给出;默认为 tests/corpus 的各部分(annotations)。",
        show_default=False,
    ),
]
TextsOption = Annotated[
    Path | None,
    typer.Option(
        "--texts",
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="原文目录,<doc>.txt 或 <doc>_*.txt;默认先在标注旁找,再找 raw/reports(texts)。",
        show_default=False,
    ),
]
RevealOption = Annotated[
    bool,
    typer.Option(
        "--reveal",
        help="连留出部分(held_out)的差错也列出。留出部分用来估计没见过的报告上有多准:"
        "看过差错再改规则,它就不再是没见过的,估计即告失效。(Errors of the held-out part, too: once rules are made "
        "from them, it no longer tells how right the extraction is on unseen reports.)",
    ),
]


def evaluate(
    gold: GoldOption = None,
    texts: TextsOption = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="逐条列出差错及其句子;留出部分除外(list every error)。")
    ] = False,
    reveal: RevealOption = False,
    form: Annotated[
        EvaluateFormat, typer.Option("--format", "-f", help="输出形式(form of the scores)。")
    ] = EvaluateFormat.table,
    as_json: Annotated[bool, typer.Option("--json", help="同 --format json。")] = False,
    raw: RawOption = None,
) -> None:
    """对照标注评估抽取(score the extraction against annotated documents)。

    各列的含义见 docs/evaluation.md;带 * 的列只计非默认的、或有可对应者。
    """
    from orchestration.extraction.extract import extract

    places = [*([texts] if texts else []), chosen_home(None, raw).raw / "reports"]
    documents = [one for directory in parts_of(gold or []) for one in read_part(directory, places)]
    scored = [(one, evaluation_of(one, extract(one.document))) for one in documents]
    listed = [(one, result) for one, result in scored if errors and (reveal or one.part != HELD_OUT)]
    hidden = sum(map(len, _errors_of(scored).values())) - sum(map(len, _errors_of(listed).values())) if errors else 0
    if as_json or form is EvaluateFormat.json:
        typer.echo(json.dumps(_as_json(scored, listed if errors else None, hidden), ensure_ascii=False, indent=1))
        return
    from orchestration.cli.evaluate_view import print_errors, print_scores

    print_scores(groups(scored), [one for one, _ in scored if one.rejected])
    if errors:
        print_errors(_errors_of(listed), {f"{one.part}/{one.name}": one.document.text for one, _ in listed}, hidden)


def groups(scored: Sequence[Scored]) -> dict[str, dict[str, dict[str, Value]]]:
    """The columns by part, kind of body and document; ``overall`` is a row of the parts where there are several."""
    parts = _grouped(scored, lambda one: one.part)
    overall = _grouped(scored, lambda one: "overall")
    return {
        "part": parts if len(parts) == 1 else parts | overall,
        "body_kind": _grouped(scored, lambda one: one.body.body_kind),
        "document": _grouped(scored, lambda one: f"{one.part}/{one.name}"),
    }


def _grouped(scored: Sequence[Scored], key: Callable[[AnnotatedDocument], str]) -> dict[str, dict[str, Value]]:
    from orchestration.extraction.evaluation import merged

    members: dict[str, list[Evaluation]] = {}
    for one, result in scored:
        members.setdefault(key(one), []).append(result)
    return {name: merged(results).columns() for name, results in members.items()}


def _errors_of(scored: Sequence[Scored]) -> dict[str, list[tuple[str, int, str]]]:
    """By column: part/document, offset and a readable line of every error."""
    found: dict[str, list[tuple[str, int, str]]] = {}
    for one, result in scored:
        for column, mistakes in result.errors.items():
            place = f"{one.part}/{one.name}"
            found.setdefault(column, []).extend((place, wrong.start, str(wrong)) for wrong in mistakes)
    return found


def _as_json(scored: Sequence[Scored], listed: Sequence[Scored] | None, hidden: int) -> dict[str, object]:
    overall = _grouped(scored, lambda one: "overall")["overall"]
    found: dict[str, object] = {**overall, **groups(scored)}
    found["rejected"] = {f"{one.part}/{one.name}": one.rejected for one, _ in scored if one.rejected}
    if listed is not None:
        found["errors"] = {
            column: [f"{place}: {line}" for place, _, line in lines] for column, lines in _errors_of(listed).items()
        }
        found["errors_hidden"] = hidden
    return found
