"""``fazhi explain``: why a figure of a text was read as it was.

Does not belong here: finding the reasons (extraction/explain.py), printing them (explain_view.py).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from orchestration.cli.extract_files import ExtractionFailed, document_of
from orchestration.unseen import shown_document, shown_of

if TYPE_CHECKING:
    from orchestration.document import Document
    from orchestration.extraction.explain import Explanation


def explain(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="报告文本(report text)。", show_default=False)],
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="OFFSET|SURFACE",
            help="字符偏移,从 0 计;或原文写法,如 853.8349万元,取第一处。省略则列出全文的数字"
            "(offset in code points, or the figure as written; left out: all figures with their offsets)。",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON(as JSON)。")] = False,
) -> None:
    """说明一处数字何以如此抽取(why a mention was read as it was)。

    列出句子、种类与规则、数字各部分、所在分句、命名规则、状态口径时期的依据、上级数字、所考虑的指标与得分、置信度。
    偏移可取自 fazhi extract 的 start,或仓库 v_facts、fct_fact 的 char_start。
    """
    document = _read(file)
    if shown := shown_of(document.text):  # why is told of what a reader sees; offsets are given as published
        at = str(shown.at(int(at))) if at and at.isascii() and at.isdecimal() else at
        document = shown_document(document, shown)
    if at is None:
        _list_figures(document, file, as_json)
        return
    found = _explained(document, _offset(document, at))
    if as_json:
        from orchestration.serving.formats import json_object

        for one in found:
            typer.echo(json_object(as_data(document, one)))
        return
    from orchestration.cli.explain_view import print_explanation

    for one in found:
        print_explanation(document, one)


def _list_figures(document: Document, file: Path, as_json: bool) -> None:
    """The figures of the text with their offsets, to choose one."""
    from orchestration.cli.extract import json_line, print_mentions
    from orchestration.extraction.extract import extract

    facts = [mention for mention in extract(document).mentions if mention.kind == "fact"]
    if as_json:
        for mention in facts:
            typer.echo(json_line(mention))
        return
    print_mentions(file, facts)
    typer.echo("加 --at START 看其中一处何以如此抽取(add --at with a start to have one explained)。", err=True)


def _offset(document: Document, at: str) -> int:
    """The offset that ``at`` is, or that of the first figure written so; the others are told on standard error."""
    if at.isascii() and at.isdecimal():
        if int(at) >= len(document.text):
            known = f"共 {len(document.text)} 个字符(outside the text)"
            raise typer.BadParameter(f"{at} 超出全文,{known}", param_hint="--at")
        return int(at)
    found = _places(document, at)
    if not found:
        hint = "省略 --at 可列出全文的数字(leave out --at for a list)"
        raise typer.BadParameter(f"全文没有写作“{at}”的数字(no such figure);{hint}", param_hint="--at")
    if others := "、".join(map(str, found[1:])):
        typer.echo(f"“{at}”共 {len(found)} 处,取第一处 --at {found[0]};其余(others):{others}", err=True)
    return found[0]


def _places(document: Document, surface: str) -> list[int]:
    """Where figures are written so, or where none is, which figures have it in them."""
    from orchestration.extraction.extract import extract

    mentions = extract(document).mentions
    same = {mention.start for mention in mentions if mention.surface == surface}
    within = {mention.start for mention in mentions if surface.strip() and surface in mention.surface}
    return sorted(same or within)


def _explained(document: Document, at: int) -> list[Explanation]:
    from orchestration.extraction.explain import NoMention
    from orchestration.extraction.explain import explain as reasons_of

    try:
        return reasons_of(document, at)
    except NoMention as error:
        near = error.nearest
        hint = f"最近的是 --at {near.start}(nearest):{near.surface}" if near else "全文没有数字(no mention in the text)"
        raise typer.BadParameter(f"偏移 {at} 处没有数字(no mention here);{hint}", param_hint="--at") from error


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
