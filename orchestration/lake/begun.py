"""Which documents a step has begun to change: noted while their rows change in several tables.

The last table of a step tells that the others are complete, so a document of which it has no row is made again. One
that leaves raw/ after the step was killed in between is in no last table and no longer asked for; without the note its
rows in the other tables would stay for ever. Does not belong here: what a step does with such documents.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, get_args

from orchestration.home import Lake

StepName = Literal["documents", "mentions", "corrections"]
STEPS: tuple[StepName, ...] = get_args(StepName)
_FOLDER = "begun"


def left_begun(lake: Lake, step: StepName) -> frozenset[str]:
    """The documents that a run which was killed had begun to change. Raises ObjectStoreError."""
    try:
        return frozenset(_note(lake, step).read_bytes().decode("ascii").split())
    except FileNotFoundError:
        return frozenset()


@contextmanager
def begun(lake: Lake, step: StepName, document_ids: Collection[str]) -> Iterator[None]:
    """Note the documents for the length of the block, together with those left before; an error leaves the note."""
    noted = left_begun(lake, step) | set(document_ids)
    if not noted:
        yield
        return
    _write(_note(lake, step), "\n".join(sorted(noted)).encode("ascii"))
    yield
    _note(lake, step).unlink(missing_ok=True)


def _note(lake: Lake, step: StepName) -> Lake:
    return lake / _FOLDER / f"{step}.txt"


def _write(note: Lake, data: bytes) -> None:
    if not isinstance(note, Path):
        note.write_bytes(data)
        return
    note.parent.mkdir(parents=True, exist_ok=True)
    temporary = note.with_name(f".{note.name}.{os.getpid()}.tmp")
    temporary.write_bytes(data)
    temporary.replace(note)
