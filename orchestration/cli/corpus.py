"""The annotated corpus: parts, their documents with text, annotation and kind of body, and how each document is read.

A part is a folder of ``<doc>.jsonl`` with ``<doc>.txt`` beside it (or in ``raw/reports``) and ``bodies*.csv``
(document,body_kind,year,genre). Does not belong here: scoring, printing.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from orchestration.home import PROJECT_ROOT, Home

if TYPE_CHECKING:
    from orchestration.document import Document
    from orchestration.extraction.evaluation import Evaluation
    from orchestration.extraction.result import Extraction

CORPUS = PROJECT_ROOT / "tests" / "corpus"
PARTS = ("gold", "unseen", "practice", "held_out")
HELD_OUT = "held_out"
OF_GENRE = ("report", "passage")
_SUFFIXES = (".mentions.jsonl", ".jsonl")


@dataclass(frozen=True, slots=True)
class Body:
    """What ``bodies*.csv`` says of a document; ``genre`` is report, passage or a neighbour of the genre."""

    body_kind: str = "未注明(not told)"
    year: int | None = None
    genre: str = "report"


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotated document. ``rejected``: why the reader would not take its text in as a report, or empty."""

    part: str
    name: str
    body: Body
    document: Document
    gold: Sequence[Mapping[str, Any]]
    rejected: str


def parts_of(directories: Sequence[Path]) -> list[Path]:
    """The parts asked for, or those of the corpus of this checkout that hold annotations."""
    return list(directories) or [CORPUS / part for part in PARTS if any((CORPUS / part).glob("*.jsonl"))]


def annotated(held_out: bool = False) -> list[Annotated]:
    """The documents of all parts of the corpus, or of all but the held-out one."""
    reports = Home.from_environment().raw / "reports"
    return [one for part in parts_of([]) if held_out or part.name != HELD_OUT for one in read_part(part, [reports])]


def read_part(directory: Path, places: Sequence[Path]) -> list[Annotated]:
    """All documents of a part, by name; texts are looked for beside the annotation, then in ``places``.

    Raises typer.BadParameter when there is no annotation, a text is missing, or a line is broken.
    """
    files = gold_files(directory)
    texts = {name: text_of(name, [directory, *places]) for name in files}
    if missing := [name for name, text in texts.items() if text is None]:
        shown = "、".join(str(place) for place in [directory, *places])
        raise typer.BadParameter(f"找不到原文(no text):{'、'.join(missing)};找过 {shown}", param_hint="--texts")
    bodies = bodies_of(directory)
    found = []
    for name, path in files.items():
        body = bodies.get(name, Body())
        document, rejected = document_of(texts[name] or Path(), body)
        found.append(Annotated(directory.resolve().name, name, body, document, annotation_rows(path), rejected))
    return found


def document_of(path: Path, body: Body) -> tuple[Document, str]:
    """The document as the pipeline reads it, and why the pipeline would not.

    A passage has no title, so the reader finds no body and no year: then the year is the one the part states, and the
    body stays unknown, which the extractor allows for.
    """
    from orchestration.document import Document, Metadata
    from orchestration.reading import reader
    from orchestration.reading.blocks import blocks
    from orchestration.reading.errors import Rejection
    from orchestration.reading.folding import fold

    data = path.read_bytes()
    try:
        return reader.read_bytes(data, path.name), ""
    except Rejection as rejection:
        text = reader.decode_bytes(data, path.name).text
        return Document(text, blocks(fold(text)), Metadata(year=body.year)), rejection.reason_code


def evaluation_of(annotated: Annotated, extraction: Extraction) -> Evaluation:
    """Score an extraction of the document against its annotation."""
    from orchestration.extraction.evaluate import as_row, score_document

    ledger = extraction.ledger
    mentioned = ledger.digits_in_mentions + ledger.numerals_in_mentions + ledger.numerals_lexical
    return score_document(
        annotated.name,
        annotated.gold,
        [as_row(mention) for mention in extraction.mentions],
        of_genre=annotated.body.genre in OF_GENRE,
        unaccounted=ledger.digits + ledger.numerals - mentioned,
    )


def gold_files(directory: Path) -> dict[str, Path]:
    """Document name to annotation file, in order of name. Raises typer.BadParameter when there is none."""
    files = {_document_name(path): path for path in sorted(directory.glob("*.jsonl"))}
    if not files:
        raise typer.BadParameter(f"{directory} 中没有 .jsonl 标注(no annotations)", param_hint="--gold")
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


def annotation_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of an annotation. Raises typer.BadParameter with the first line that is no JSON object."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict):
            raise typer.BadParameter(f"{path} 第 {number} 行不是 JSON 对象(no JSON object)", param_hint="--gold")
        rows.append(row)
    return rows


def bodies_of(directory: Path) -> dict[str, Body]:
    """What the ``bodies*.csv`` of a part say, by document."""
    found: dict[str, Body] = {}
    for path in sorted(directory.glob("bodies*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as handle:
            for row in csv.DictReader(handle):
                year = row["year"].strip()
                found[row["document"]] = Body(row["body_kind"], int(year) if year else None, row["genre"] or "report")
    return found


def _document_name(path: Path) -> str:
    suffix = next(suffix for suffix in _SUFFIXES if path.name.endswith(suffix))
    return path.name.removesuffix(suffix)
