"""``fazhi explain``: why a figure of a text was read as it was.

Does not belong here: finding the reasons (extraction/explain.py), printing them (explain_view.py).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from orchestration.cli.extract_files import ExtractionFailed, document_of

if TYPE_CHECKING:
    from orchestration.document import Document
    from orchestration.extraction.explain import Explanation


def explain(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="报告文本(report text)。", show_default=False)],
    at: Annotated[
        int,
        typer.Option(
            "--at", metavar="OFFSET", min=0, help="字符偏移,从 0 计(offset in code points)。", show_default=False
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON(as JSON)。")] = False,
) -> None:
    """说明一处数字何以如此抽取(why a mention was read as it was)。

    列出句子、种类与规则、数字各部分、所在分句、命名规则、状态口径时期的依据、上级数字、所考虑的指标与得分、置信度。
    偏移可取自 fazhi extract 的 start,或仓库 fct_fact 的 char_start。
    """
    from orchestration.extraction.explain import NoMention
    from orchestration.extraction.explain import explain as reasons_of

    document = _read(file)
    if at >= len(document.text):
        raise typer.BadParameter(f"{at} 超出全文,共 {len(document.text)} 个字符(outside the text)", param_hint="--at")
    try:
        found = reasons_of(document, at)
    except NoMention as error:
        near = error.nearest
        hint = f"最近的是 --at {near.start}(nearest):{near.surface}" if near else "全文没有数字(no mention in the text)"
        raise typer.BadParameter(f"偏移 {at} 处没有数字(no mention here);{hint}", param_hint="--at") from error
    if as_json:
        from orchestration.serving.formats import json_object

        for one in found:
            typer.echo(json_object(as_data(document, one)))
        return
    from orchestration.cli.explain_view import print_explanation

    for one in found:
        print_explanation(document, one)


def _read(file: Path) -> Document:
    from orchestration.reading.errors import Rejection

    try:
        return document_of(file.read_bytes(), file.name)
    except OSError as error:
        raise ExtractionFailed(f"{file}:读不出(cannot read):{error.strerror or error}") from error
    except Rejection as error:
        raise ExtractionFailed(f"{file}:{' '.join(str(error).split())}(rejected: {error.reason_code})") from error


def as_data(document: Document, one: Explanation) -> dict[str, Any]:
    """An explanation as plain data."""
    from dataclasses import asdict

    sentence = document.text[one.sentence.start : one.sentence.end]
    data: dict[str, Any] = {
        "mention": asdict(one.mention),
        "sentence": {"start": one.sentence.start, "end": one.sentence.end, "text": sentence},
        "section": {"path": one.section.path, "role": one.section.role} if one.section else None,
        "rule": asdict(one.rule) | {"precision": one.rule.precision, "confidence": one.rule.confidence},
    }
    reasons = one.reasons
    if reasons is None:
        return data
    draft = reasons.traced.draft
    clause = draft.site.clause
    data["kind_rule"] = draft.site.span.rule_id
    data["quantity"] = reasons.parts
    data["clause"] = {
        "start": clause.start,
        "end": clause.end,
        "text": document.text[clause.start : clause.end],
        "depth": clause.depth,
        "left": draft.site.left,
        "right": draft.site.right,
        "verb": draft.verb,
        "noun": draft.noun,
        "unit_family": draft.family,
    }
    data["decided_by"] = {name: asdict(cue) if cue else None for name, cue in reasons.cues.items()}
    data["parent"] = asdict(reasons.parent) | {"link": reasons.link} if reasons.parent else None
    data["indicators"] = [asdict(considered) for considered in reasons.indicators]
    return data
